"""Statements taken in and booked, and the doctor's word on support, for tests."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from chungtay.banking.models import BankAccount, StatementLine
from chungtay.core.invariants import Broken
from chungtay.ledger import invariants as ledger
from chungtay.support import invariants as support
from chungtay.support.actions.statements import take_statement
from tests.make.statements import LAST, ALine, a_statement_file

AFTER: Final = date(2026, 4, 1)


def take(account: BankAccount, lines: Sequence[ALine], **more: Any) -> list[StatementLine]:
    """The statement of these lines, taken in by the system; the lines that it brought. `more` as a_statement_file takes it."""
    file = a_statement_file("techcombank", lines, account=account, **more)
    on = max(more.get("ends", LAST), AFTER)
    loaded = take_statement(account, by=None, upload=file, on=on, name="sao-ke.xlsx")
    return list(loaded.statement.lines.order_by("row"))


def a_line(account: BankAccount, amount: int = 5_000_000, *, day: date = date(2026, 3, 10), **more: Any) -> StatementLine:
    """One line of a statement of its own day; `more` as ALine takes it. Days follow each other, so that statements do."""
    opening = more.pop("opening", None)
    if opening is None:
        last = account.statements.order_by("-ends_on").first()
        opening = last.closing_vnd if last else 1_000_000
    return take(account, [ALine(day, amount, **more)], opening=opening, starts=day, ends=day)[0]


def found_broken() -> dict[str, list[Broken]]:
    """What the doctor finds in the ledger and in support; nothing where all is well."""
    return {one.code: broken for one in (*ledger.INVARIANTS, *support.INVARIANTS) if (broken := list(one.find()))}
