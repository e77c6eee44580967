"""The doctor finds every corruption that is planted past the actions and the triggers."""

from datetime import date

import pytest
from django.db import connection

from chungtay.programmes.models import Programme
from chungtay.support.actions.matching import Gift, book_fee, book_gift
from chungtay.support.actions.receiving import refund, reverse_contribution
from chungtay.support.enums import PledgeStatus
from chungtay.support.minutes import Wish
from tests.make.banking import a_bank_account
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.money import a_line, found_broken
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.support import a_pledge
from tests.planting import plant
from tests.support.conftest import TODAY


@pytest.fixture
def world(province: Province, programme: Programme) -> None:
    """Of everything something: a pledge that partly came, a fee, cash with a wish, goods, a gift taken back, a line that waits."""
    account, need = a_bank_account(province.here.unit), make_need(province.here.school, quantity=5, cost_vnd=50_000_000)
    pledge = a_pledge(need, amount_vnd=20_000_000, quantity=2, on=date(2026, 3, 9), status=PledgeStatus.AGREED)
    (row,) = book_gift(a_line(account, 15_000_000), by=None, on=TODAY, gift=Gift(pledge))
    book_fee(a_line(account, -3_000, day=date(2026, 3, 11)), by=None, on=TODAY, contribution=row)
    a_line(account, 700_000, day=date(2026, 3, 12))
    make_allocation(row, need, amount=10_000_000, pledge_line=row.pledge_line, on=TODAY)
    cash = make_cash(province.here.unit, 4_000_000, programme=programme, wish=Wish(need))
    refund(cash, by=None, on=TODAY, amount_vnd=1_000_000, way="cash", reason="Xin lại")
    make_allocation(cash, need, amount=1_000_000)
    make_allocation(make_goods(province.here.unit, 30, programme=programme), amount=10, unit=province.here.school)
    reverse_contribution(make_goods(province.here.unit, 5, programme=programme), by=None, on=TODAY, reason="Nhầm")


def test_all_is_well(world: None) -> None:
    assert found_broken() == {}


PLANTED = [
    ("UPDATE support_contributionbalance SET allocated = allocated - 1 WHERE allocated > 1", "support.gift_parts"),
    ("UPDATE support_contributionbalance SET refunded = refunded - 1 WHERE refunded > 0", "support.gift_parts"),
    ("UPDATE support_contributionbalance SET received = received + 1", "support.idle_in_ledger"),
    ("UPDATE support_contributionbalance SET lost = 0 WHERE lost > 0", "support.gift_parts"),
    ("DELETE FROM support_refund", "support.gift_parts"),
    ("UPDATE support_contribution SET value_vnd = value_vnd + 1 WHERE way = 'cash'", "support.gift_parts"),
    ("UPDATE support_allocation SET amount = amount - 1 WHERE need_id IS NOT NULL", "support.allocation_parts"),
    ("UPDATE support_allocationbalance SET amount = amount - 1", "support.allocation_parts"),
    ("UPDATE ledger_balance SET amount = amount + 1 WHERE account_id IN (SELECT id FROM ledger_account WHERE kind = 'allocated')",
     "support.allocated_in_ledger"),
    ("UPDATE support_storebalance SET quantity = quantity - 1 WHERE quantity > 0", "support.goods_at_places"),
    ("UPDATE support_storebalance SET quantity = quantity + 1", "support.goods_of_gifts"),
    ("UPDATE ledger_balance SET amount = amount - 1 WHERE account_id IN (SELECT id FROM ledger_account WHERE kind = 'bank')",
     "support.bank_agrees"),
    ("DELETE FROM support_linebooking WHERE use = 'fee'", "support.lines_in_ledger"),
    ("UPDATE banking_statementline SET amount_vnd = amount_vnd + 1 WHERE amount_vnd = 700000", "support.lines_in_ledger"),
    ("UPDATE support_linebooking SET is_undone = TRUE WHERE use = 'gift'", "support.lines_once"),
    ("UPDATE support_pledgeline SET came = came + 1", "support.pledges_came"),
    ("UPDATE needs_need SET promised_quantity = promised_quantity + 1", "support.needs_held"),
    ("UPDATE support_pledgeline SET need_quantity = need_quantity + 1", "support.needs_held"),
    ("UPDATE support_pledge SET trace_code = (SELECT MIN(trace_code) FROM support_contribution)", "support.traces_once"),
    ("UPDATE support_contribution SET quantity = 6 WHERE reverses_id IS NOT NULL", "support.traces_once"),
    ("UPDATE support_contribution SET earmark_need_id = NULL, earmark_category = 'sport' WHERE way = 'cash'", "support.wishes_kept"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "code"), PLANTED)
def test_what_is_planted_is_found(world: None, statement: str, code: str) -> None:
    plant([statement])
    assert code in found_broken()


def test_a_line_booked_twice_is_found(world: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX support_line_booked_once")
    columns = "line_id, use, programme_id, contribution_id, refund_id, delivery_code, note, is_undone, booked_by_id, booked_at"
    plant([f"INSERT INTO support_linebooking ({columns}) SELECT {columns} FROM support_linebooking WHERE use = 'gift'"])  # noqa: S608
    assert "support.lines_once" in found_broken()
