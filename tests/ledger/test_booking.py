"""What may be booked, and what it does to the balances."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.ledger.actions import AccountKey, Posting, book, reverse
from chungtay.ledger.enums import ASSETS, ENDS, FUNDS, AccountKind, EntryKind
from chungtay.ledger.models import Account, Balance, Entry
from chungtay.ledger.queries import balance
from tests.make.ledger import BLANKETS, ON, allocation, delivery, key, make_entry, receipt
from tests.make.places import Province
from tests.make.programmes import make_programme

GIFTS, BANK, ALLOCATED = AccountKind.GIFTS, AccountKind.BANK, AccountKind.ALLOCATED


def held(province: Province, *kinds: AccountKind) -> list[int]:
    return [balance(key(kind, province.here.unit)) for kind in kinds]


def test_money_comes_is_allocated_and_goes(province: Province) -> None:
    unit = province.here.unit
    make_entry(receipt(unit, 1_000_000))
    assert held(province, BANK, GIFTS, ALLOCATED) == [1_000_000, 1_000_000, 0]
    make_entry(allocation(unit, 600_000))
    make_entry(delivery(unit, 250_000))
    assert held(province, BANK, GIFTS, ALLOCATED) == [750_000, 400_000, 350_000]


def test_all_or_nothing(province: Province) -> None:
    unit = province.here.unit
    with pytest.raises(RuleBroken):
        book([receipt(unit, 1_000), allocation(unit, 1_001)], by=None, on=ON)
    assert (Entry.objects.count(), held(province, BANK, GIFTS)) == (0, [0, 0])
    entries = book([receipt(unit, 1_000), allocation(unit, 1_000)], by=None, on=ON)
    assert [entry.kind for entry in entries] == ["receipt", "allocation"]
    assert [entry.pk for entry in entries] == list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def test_overdrawing_names_the_account_and_what_is_left(province: Province) -> None:
    unit = province.here.unit
    make_entry(receipt(unit, 1_000_000))
    with pytest.raises(RuleBroken) as refusal:
        make_entry(allocation(unit, 1_000_001))
    said = "Không đủ trong “Đã nhận, chưa phân bổ của Xã Thanh An”: còn 1.000.000 đồng, cần 1.000.001 đồng."
    assert refusal.value.sentence == said
    make_entry(receipt(unit, 40, commodity=BLANKETS))
    with pytest.raises(RuleBroken, match=r"blankets”: còn 40 chiếc, cần 41 chiếc\."):
        make_entry(allocation(unit, 41, commodity=BLANKETS))


def test_accounts_are_apart_by_programme_commodity_and_part(province: Province) -> None:
    unit, programme = province.here.unit, make_programme()
    make_entry(receipt(unit, 5_000, programme=programme))
    make_entry(receipt(unit, 3_000))
    make_entry(receipt(unit, 7, commodity=BLANKETS))
    assert balance(key(GIFTS, unit, programme=programme)) == 5_000
    assert balance(key(GIFTS, unit)) == 3_000
    assert balance(key(GIFTS, unit, commodity=BLANKETS)) == 7
    assert balance(key(GIFTS, unit, part="1903")) == 0
    assert Account.objects.count() == Balance.objects.count() == 6


def test_not_in_the_future(province: Province) -> None:
    with pytest.raises(RuleBroken, match="Ngày ghi sổ ở tương lai"):
        make_entry(receipt(province.here.unit), on=clock.today() + timedelta(days=1))
    with pytest.raises(RuleBroken, match="1900"):
        make_entry(receipt(province.here.unit), on=date(1899, 1, 1))


@pytest.mark.parametrize("amount", [0, -1, 10**15 + 1])
def test_amounts_are_positive_and_bounded(province: Province, amount: int) -> None:
    with pytest.raises(RuleBroken, match="từ 1 đến 1 triệu tỷ"):
        make_entry(receipt(province.here.unit, amount))


def test_ends_that_do_not_fit(province: Province) -> None:
    good = receipt(province.here.unit)
    other = replace(good.credit, commodity=BLANKETS)
    for wrong, said in [
        (replace(good, credit=other), "cùng một loại"),
        (replace(good, credit=good.debit), "một tài khoản khác"),
        (replace(good, debit=good.credit, credit=good.debit), "Bút toán “Tiếp nhận” không đi từ"),
        (replace(good, kind=EntryKind.REVERSAL), "nêu bút toán nào"),
        (replace(good, kind=EntryKind.MOVE), "“Chuyển” không đi từ"),
    ]:
        with pytest.raises(RuleBroken, match=said):
            make_entry(wrong)
    assert Entry.objects.count() == 0


def test_every_kind_has_its_ends() -> None:
    assert ENDS.keys() == set(EntryKind) - {EntryKind.REVERSAL}
    assert set().union(*(debits | credits_ for debits, credits_ in ENDS.values())) == ASSETS | FUNDS


def test_moved_between_units(province: Province) -> None:
    here, there = province.here.unit, province.there.unit
    make_entry(receipt(here, 900))
    moves = [
        Posting(EntryKind.MOVE, key(BANK, there), key(BANK, here), 400),
        Posting(EntryKind.MOVE, key(GIFTS, here), key(GIFTS, there), 400),
    ]
    book(moves, by=None, on=ON)
    assert [balance(key(kind, unit)) for unit in (here, there) for kind in (BANK, GIFTS)] == [500, 500, 400, 400]


def test_taken_back_by_a_second_entry(province: Province) -> None:
    entry = make_entry(receipt(province.here.unit, 1_000, gift="CTAAAA", subject="TN-1"))
    back = reverse(entry, by=None, on=ON, reason="Ghi nhầm đơn vị")
    assert (back.kind, back.debit, back.credit, back.amount, back.gift) == ("reversal", entry.credit, entry.debit, 1_000, "CTAAAA")
    assert held(province, BANK, GIFTS) == [0, 0]
    with pytest.raises(RuleBroken, match="đã bị hủy rồi"):
        reverse(entry, by=None, on=ON, reason="Lần nữa")
    with pytest.raises(RuleBroken, match="Bút toán hủy thì không hủy được"):
        reverse(back, by=None, on=ON, reason="Hủy cái hủy")


def test_not_taken_back_where_it_has_gone_on(province: Province) -> None:
    entry = make_entry(receipt(province.here.unit, 1_000))
    make_entry(allocation(province.here.unit, 1))
    with pytest.raises(RuleBroken, match=r"còn 999 đồng, cần 1\.000 đồng"):
        reverse(entry, by=None, on=ON, reason="Ghi nhầm")
    assert held(province, BANK, GIFTS, ALLOCATED) == [1_000, 999, 1]


def test_a_reversal_has_a_reason_and_a_later_day(province: Province) -> None:
    entry = make_entry(receipt(province.here.unit))
    with pytest.raises(RuleBroken, match="Xin điền mục này"):
        reverse(entry, by=None, on=ON, reason=" ")
    with pytest.raises(RuleBroken, match="không hủy trước ngày ấy"):
        reverse(entry, by=None, on=ON - timedelta(days=1), reason="Ghi nhầm")


PAST_THE_ACTIONS = {
    "UPDATE ledger_entry SET amount = 5 WHERE id = {entry}": "không sửa, không xóa",
    "DELETE FROM ledger_entry WHERE id = {entry}": "không sửa, không xóa",
    "UPDATE ledger_account SET part = 'x' WHERE id = {debit}": "không sửa, không xóa",
    "DELETE FROM ledger_account WHERE id = {debit}": "không sửa, không xóa",
    "DELETE FROM ledger_balance": "không xóa được",
    "UPDATE ledger_balance SET amount = -1": "ledger_balance_never_below_zero",
    "UPDATE ledger_balance SET amount = 1000000000000000001": "ledger_balance_never_below_zero",
}


@pytest.mark.parametrize("statement", PAST_THE_ACTIONS)
def test_the_database_refuses_whoever_writes(province: Province, statement: str) -> None:
    entry = make_entry(receipt(province.here.unit))
    with pytest.raises(IntegrityError, match=PAST_THE_ACTIONS[statement]), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(entry=entry.pk, debit=entry.debit_id))


def test_the_database_refuses_crooked_entries(province: Province) -> None:
    unit = province.here.unit
    money, goods = make_entry(receipt(unit)), make_entry(receipt(unit, 5, commodity=BLANKETS))
    plain: dict[str, Any] = {
        "kind": "receipt",
        "booked_on": ON,
        "amount": 1,
        "recorded_at": clock.now(),
        "debit": money.debit,
        "credit": money.credit,
    }
    mirror: dict[str, Any] = {
        "kind": "reversal",
        "reverses": money,
        "note": "x",
        "debit": money.credit,
        "credit": money.debit,
        "amount": money.amount,
    }
    wrongs: list[tuple[dict[str, Any], str]] = [
        ({"credit": goods.credit}, "cùng một loại"),
        ({"credit": money.debit}, "ledger_entry_two_accounts"),
        ({"amount": 0}, "ledger_entry_amount"),
        ({"kind": "gift"}, "ledger_entry_known"),
        ({"kind": "reversal"}, "ledger_reversal_says_why"),
        (mirror | {"note": ""}, "ledger_reversal_says_why"),
        (mirror | {"amount": 7}, "ngược đúng"),
        (mirror | {"debit": money.debit, "credit": money.credit}, "ngược đúng"),
    ]
    for wrong, said in wrongs:
        with pytest.raises(IntegrityError, match=said), transaction.atomic():
            Entry.objects.create(**(plain | wrong))
    Entry.objects.create(**(plain | mirror))


def test_one_booking_asks_little(province: Province, django_assert_num_queries: object) -> None:
    make_entry(receipt(province.here.unit))
    with django_assert_num_queries(8):  # type: ignore[operator]  # savepoints 2 × 2, accounts, entry, two balances
        make_entry(receipt(province.here.unit))


def test_an_account_key_is_a_plain_value(province: Province) -> None:
    assert AccountKey(GIFTS, 1) == AccountKey(AccountKind("gifts"), 1)
