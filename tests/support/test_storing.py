"""Goods are carried and lost with minutes; in = out + stock + loss, of every thing at every place, and nothing else gets by."""

from datetime import date, timedelta
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.core.errors import RuleBroken
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.models import Entry
from chungtay.ledger.queries import balance
from chungtay.places.models import OrgUnit
from chungtay.support import books
from chungtay.support.actions import storing
from chungtay.support.models import Contribution, Loss, StoreBalance, StoreMove
from tests.make.files import A_PDF
from tests.make.gifts import ON, make_allocation, make_cash, make_goods
from tests.make.people import make_user
from tests.make.places import Province
from tests.support.conftest import TODAY


def lies(gift: Contribution, place: OrgUnit) -> int:
    """By our table and by the ledger: the two never differ."""
    store = StoreBalance.objects.filter(contribution=gift, place=place).first()
    there = store.quantity if store else 0
    assert balance(books.stock(gift, place)) == there
    return there


def moved(gift: Contribution, province: Province, quantity: int = 40, **more: Any) -> StoreMove:
    given: dict[str, Any] = {"by": None, "on": TODAY, "origin": province.here.unit, "to": province.here.school}
    return storing.move_goods(gift, quantity=quantity, **(given | more))


def lost(gift: Contribution, place: OrgUnit, quantity: int = 5, **more: Any) -> Loss:
    given: dict[str, Any] = {"by": None, "on": TODAY, "kind": "broken", "reason": "Ướt trên đường", "upload": A_PDF}
    return storing.record_loss(gift, place=place, quantity=quantity, **(given | more))


def test_goods_are_carried_to_another_place(province: Province) -> None:
    gift = make_goods(province.here.unit, 100)
    moved(gift, province, carrier="Ông Lò Văn Pâng")
    moved(gift, province, 10, origin=province.here.school, to=province.here.site)
    here = province.here
    assert [lies(gift, place) for place in (here.unit, here.school, here.site)] == [60, 30, 10]
    assert Entry.objects.filter(kind=EntryKind.MOVE, gift=gift.trace_code).count() == 2


def test_what_is_not_there_is_not_carried_away(province: Province) -> None:
    gift = make_goods(province.here.unit, 30)
    with pytest.raises(RuleBroken, match=r"Thanh An chỉ còn 30 chiếc .* không đủ 40 chiếc"):
        moved(gift, province)
    with pytest.raises(RuleBroken, match="chỉ còn 0 chiếc"):
        moved(gift, province, 1, origin=province.here.site)
    assert not StoreMove.objects.exists()
    assert lies(gift, province.here.unit) == 30


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -5}, "quantity"),
        ({"moved_on": TODAY + timedelta(days=1)}, "moved_on"),
        ({"moved_on": ON - timedelta(days=1)}, "moved_on"),
        ({"carrier": "x" * 201}, "carrier"),
    ],
)
def test_a_move_that_cannot_be(province: Province, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        moved(make_goods(province.here.unit), province, **changes)
    assert refusal.value.field == field


def test_to_the_same_place_and_money_are_refused(province: Province) -> None:
    with pytest.raises(RuleBroken, match="Nơi đến phải khác"):
        moved(make_goods(province.here.unit), province, to=province.here.unit)
    with pytest.raises(RuleBroken, match="Chỉ hiện vật"):
        moved(make_cash(province.here.unit), province, 1)


def test_only_within_the_scope(province: Province) -> None:
    gift = make_goods(province.here.unit)
    officer, neighbour = (make_user(RoleKind.COMMUNE_OFFICER, one.unit) for one in (province.here, province.there))
    moved(gift, province, by=officer)
    with pytest.raises(RuleBroken) as refusal:
        moved(gift, province, by=officer, to=province.there.school)
    assert refusal.value.field == "to"
    with pytest.raises(RuleBroken):
        moved(gift, province, by=neighbour)
    with pytest.raises(RuleBroken):
        lost(gift, province.here.unit, by=make_user(RoleKind.LEADER, province.here.unit))


def test_what_is_lost_is_neither_there_nor_idle(province: Province) -> None:
    gift = make_goods(province.here.unit, 100)
    loss = lost(gift, province.here.unit)
    gift.balance.refresh_from_db()
    assert (gift.balance.lost, gift.balance.idle, lies(gift, province.here.unit)) == (5, 95, 95)
    assert balance(books.account(gift, AccountKind.GIFTS)) == 95
    assert loss.minutes.name.endswith(".pdf")


def test_what_is_allocated_is_not_lost(province: Province) -> None:
    gift = make_goods(province.here.unit, 100)
    make_allocation(gift, amount=98, unit=province.here.school)
    with pytest.raises(RuleBroken, match=r"chỉ còn 2 chiếc chưa phân bổ, không đủ 5 chiếc"):
        lost(gift, province.here.unit)
    assert (lies(gift, province.here.unit), Loss.objects.count()) == (100, 0)
    lost(gift, province.here.unit, 2)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"upload": None}, "upload"),
        ({"upload": b"x"}, "upload"),
        ({"kind": "eaten"}, "kind"),
        ({"reason": "  "}, "reason"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 101}, "quantity"),
        ({"lost_on": date(2026, 12, 31)}, "lost_on"),
    ],
)
def test_a_loss_that_cannot_be(province: Province, changes: dict[str, Any], field: str) -> None:
    gift = make_goods(province.here.unit)
    with pytest.raises(RuleBroken) as refusal:
        lost(gift, province.here.unit, **changes)
    assert refusal.value.field == field
    assert lies(gift, province.here.unit) == 100
