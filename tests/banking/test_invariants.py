"""What somebody wrote past every guard is found, and a well room is said to be well."""
# ruff: noqa: S608 — statements of our own

from typing import Final

import pytest

from chungtay.banking.invariants import INVARIANTS
from chungtay.banking.models import BankAccount
from tests.make.banking import a_bank_account
from tests.make.places import Province
from tests.make.statements import a_loaded_statement, some_lines
from tests.planting import plant

BY_CODE: Final = {one.code: one for one in INVARIANTS}
_SECOND: Final = "id = (SELECT MIN(id) + 1 FROM banking_statementline)"
PLANTED: Final = [
    ("banking.statements_add_up", "UPDATE banking_statement SET closing_vnd = closing_vnd + 1"),
    ("banking.lines_counted", f"DELETE FROM banking_statementline WHERE {_SECOND}"),
    ("banking.lines_add_up", f"UPDATE banking_statementline SET amount_vnd = amount_vnd + 1 WHERE {_SECOND}"),
    ("banking.lines_add_up", f"UPDATE banking_statementline SET is_credit = NOT is_credit WHERE {_SECOND}"),
    ("banking.balances_follow", "UPDATE banking_statementline SET balance_vnd = 5 WHERE id = (SELECT MAX(id) FROM banking_statementline)"),
    ("banking.lines_at_home", f"UPDATE banking_statementline SET booked_on = '2026-05-01' WHERE {_SECOND}"),
    ("banking.lines_at_home", f"UPDATE banking_statementline SET account_id = (SELECT MAX(id) FROM banking_bankaccount) WHERE {_SECOND}"),
    ("banking.files", "UPDATE banking_statement SET sha256 = 'x'"),
]


@pytest.mark.parametrize(("code", "statement"), PLANTED)
def test_what_is_planted_is_found(account: BankAccount, province: Province, code: str, statement: str) -> None:
    a_loaded_statement(account, some_lines(8))
    a_bank_account(province.there.unit, holder="UBND XA SAM MUN")
    assert {invariant.code: list(invariant.find()) for invariant in INVARIANTS} == {invariant.code: [] for invariant in INVARIANTS}
    plant([statement])
    found = list(BY_CODE[code].find())
    assert len(found) == 1
    assert all(account.number in place.what and place.detail for place in found)


def test_overlapping_statements_are_well(account: BankAccount) -> None:
    lines = some_lines(8)
    a_loaded_statement(account, lines[:5], ends=lines[4].day)
    a_loaded_statement(account, lines, layout="bidv")
    assert [place for invariant in INVARIANTS for place in invariant.find()] == []


def test_every_invariant_has_something_planted() -> None:
    assert {code for code, _statement in PLANTED} == BY_CODE.keys()
    assert all(one.mend for one in INVARIANTS)
