"""What was allocated is handed over in trips, shown, confirmed at the unit by a second person, or goes back whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.core.errors import RuleBroken
from chungtay.ledger.enums import AccountKind
from chungtay.ledger.queries import balance
from chungtay.needs.actions.moves import withdraw_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.notifications.models import Letter, Notice
from chungtay.places.models import OrgUnit
from chungtay.support import books
from chungtay.support.actions import delivering
from chungtay.support.actions.allocating import release_allocation
from chungtay.support.enums import DeliveryStatus
from chungtay.support.handing import Handed
from chungtay.support.models import Allocation, Delivery, DeliveryLine, DeliveryPhoto, StoreBalance
from tests.make.donors import make_donor
from tests.make.files import A_PDF, a_photo
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.support import a_delivery
from tests.support.conftest import TODAY

BLANKETS: dict[str, Any] = {"category": "lunch", "what": "Chăn ấm", "measure": "chiếc", "quantity": 50, "cost_vnd": 10_000_000}


@pytest.fixture
def need(province: Province) -> Need:
    return make_need(province.here.school, status=NeedStatus.PUBLISHED, **BLANKETS)


@pytest.fixture
def part(province: Province, need: Need) -> Allocation:
    """50 of 80 blankets in the commune's store, for the need."""
    return make_allocation(make_goods(province.here.unit, 80), need, amount=50, need_quantity=50)


def now(row: Allocation) -> tuple[int, int]:
    row.balance.refresh_from_db()
    return row.balance.delivered, row.balance.confirmed


def stock(row: Allocation, place: OrgUnit) -> int:
    there = StoreBalance.objects.get(contribution=row.contribution, place=place).quantity
    assert balance(books.stock(row.contribution, place)) == there
    return there


def clerk_of(province: Province) -> User:
    return make_user(RoleKind.CLERK, province.here.school)


def test_goods_leave_the_store_and_the_need_is_met_once_confirmed(province: Province, need: Need, part: Allocation) -> None:
    row = a_delivery(part)
    assert (now(part), stock(part, province.here.unit)) == ((50, 0), 30)
    assert balance(books.account(part.contribution, AccountKind.ALLOCATED)) == 0
    need.refresh_from_db()
    assert (need.met_quantity, need.promised_quantity) == (0, 50)
    delivering.confirm_delivery(row, by=clerk_of(province), on=TODAY)
    need.refresh_from_db()
    assert (need.status, need.met_quantity, need.promised_quantity) == (NeedStatus.MET, 50, 0)
    assert now(part) == (50, 50)
    part.contribution.balance.refresh_from_db()
    assert part.contribution.balance.delivered == 50


def test_in_several_trips(province: Province, need: Need, part: Allocation) -> None:
    first = a_delivery(part, amount=20, met_quantity=20)
    second = a_delivery(part, amount=10, met_quantity=10)
    delivering.confirm_delivery(second, by=None, on=TODAY)
    need.refresh_from_db()
    assert (need.status, need.met_quantity, need.promised_quantity, now(part)) == (NeedStatus.PARTLY_MET, 10, 40, (30, 10))
    with pytest.raises(RuleBroken, match="chỉ còn 20 chiếc chưa bàn giao"):
        a_delivery(part, amount=21, met_quantity=20)
    with pytest.raises(RuleBroken, match=r"giao hết thì phải ghi đáp ứng đủ 20"):
        a_delivery(part, amount=20, met_quantity=19)
    with pytest.raises(RuleBroken, match="chỉ còn đáp ứng 20"):
        a_delivery(part, amount=5, met_quantity=21)
    last = a_delivery(part)
    for row in (first, last):
        delivering.confirm_delivery(row, by=None, on=TODAY)
    need.refresh_from_db()
    assert (need.status, need.met_quantity, need.promised_quantity, now(part)) == (NeedStatus.MET, 50, 0, (50, 50))


def test_what_is_refused_goes_back_and_can_be_handed_over_again(province: Province, need: Need, part: Allocation) -> None:
    row = a_delivery(part)
    with pytest.raises(RuleBroken, match="Xin điền"):
        delivering.refuse_delivery(row, by=None, on=TODAY, reason="  ")
    row = delivering.refuse_delivery(row, by=clerk_of(province), on=TODAY, reason="Thiếu 10 chiếc")
    assert (row.status, now(part), stock(part, province.here.unit)) == (DeliveryStatus.REFUSED, (0, 0), 80)
    assert balance(books.account(part.contribution, AccountKind.ALLOCATED)) == 50
    for again in (delivering.confirm_delivery, lambda row, **given: delivering.refuse_delivery(row, reason="Lại", **given)):
        with pytest.raises(RuleBroken, match="không chuyển sang"):
            again(row, by=None, on=TODAY)
    delivering.confirm_delivery(a_delivery(part), by=None, on=TODAY)
    need.refresh_from_db()
    assert need.met_quantity == 50


def test_who_wrote_it_down_does_not_confirm_it(province: Province, part: Allocation) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    row = a_delivery(part, by=officer)
    with pytest.raises(RuleBroken, match="không tự xác nhận"):
        delivering.confirm_delivery(row, by=officer, on=TODAY)
    for stranger in (make_user(RoleKind.CLERK, province.there.school), make_user(RoleKind.LEADER, province.here.unit)):
        with pytest.raises(RuleBroken, match="không làm việc này"):
            delivering.confirm_delivery(row, by=stranger, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=row.pk).update(confirmed_by=officer)
    assert delivering.confirm_delivery(row, by=clerk_of(province), on=TODAY).status == DeliveryStatus.CONFIRMED


def test_only_who_keeps_the_gift_hands_it_over(province: Province, part: Allocation) -> None:
    for person in (clerk_of(province), make_user(RoleKind.COMMUNE_OFFICER, province.there.unit)):
        with pytest.raises(RuleBroken, match="không làm việc này"):
            a_delivery(part, by=person)
    with pytest.raises(RuleBroken, match="phân bổ cho nơi khác"):
        a_delivery(part, unit=province.there.school)


def test_a_part_for_a_site_is_handed_over_at_its_school(province: Province) -> None:
    part = make_allocation(make_goods(province.here.unit, 10), unit=province.here.site)
    assert a_delivery(part, unit=province.here.school).unit == province.here.school


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"giver_name": " "}, "giver_name"),
        ({"receiver_name": ""}, "receiver_name"),
        ({"delivered_on": TODAY + timedelta(days=1)}, "delivered_on"),
        ({"delivered_on": TODAY - timedelta(days=90)}, "delivered_on"),
        ({"amount": 0}, "lines"),
        ({"amount": -1}, "lines"),
        ({"amount": 51}, "lines"),
        ({"store": None}, "lines"),
        ({"upload": b"x"}, "upload"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_a_handing_over_that_cannot_be(province: Province, part: Allocation, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        a_delivery(part, **changes)
    assert refusal.value.field == field
    assert (Delivery.objects.count(), now(part), stock(part, province.here.unit)) == (0, (0, 0), 80)


def test_from_a_store_where_it_does_not_lie(province: Province, part: Allocation) -> None:
    with pytest.raises(RuleBroken, match="chỉ còn 0 chiếc"):
        a_delivery(part, store=province.here.school)


def test_the_same_form_twice_is_one_delivery(part: Allocation) -> None:
    assert a_delivery(part, once="a").pk == a_delivery(part, once="a").pk
    assert now(part) == (50, 0)


def test_an_allocation_stands_once_in_a_delivery_and_not_after_its_end(province: Province, part: Allocation) -> None:
    line = Handed(part, 10, 10, province.here.unit)
    given: dict[str, Any] = {"by": None, "on": TODAY, "giver_name": "A", "receiver_name": "B"}
    for lines, said in (([], "ít nhất một"), ([line, line], "một dòng")):
        with pytest.raises(RuleBroken, match=said):
            delivering.hand_over(province.here.school, lines=lines, **given)
    a_delivery(part, amount=10, met_quantity=10)
    with pytest.raises(RuleBroken, match="đã được bàn giao"):
        release_allocation(part, by=None, on=TODAY, reason="Đổi ý")
    other = make_allocation(part.contribution, amount=10, unit=province.here.school)
    release_allocation(other, by=None, on=TODAY, reason="Đổi ý")
    other.balance.refresh_from_db()
    with pytest.raises(RuleBroken, match="chỉ còn 0 chiếc"):
        a_delivery(other, amount=10)


# ── Money ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("in_cash", "paid"), [(None, (0, 0)), (False, (6_000_000, 6_000_000))])
def test_cash_is_counted_out_or_paid_from_the_bank(province: Province, in_cash: bool | None, paid: tuple[int, int]) -> None:
    part = make_allocation(make_cash(province.here.unit, 6_000_000), unit=province.here.school)
    row = a_delivery(part, in_cash=in_cash)
    gift = part.contribution
    assert (balance(books.account(gift, AccountKind.CASH)), balance(books.account(gift, AccountKind.PAYABLE))) == paid
    delivering.refuse_delivery(row, by=None, on=TODAY, reason="Chưa nhận được tiền")
    assert (balance(books.account(gift, AccountKind.CASH)), balance(books.account(gift, AccountKind.PAYABLE))) == (6_000_000, 0)


def test_a_unit_that_several_paid_in_parts(province: Province) -> None:
    need = make_need(province.here.school, status=NeedStatus.PUBLISHED, quantity=1, cost_vnd=100_000_000)
    parts = [make_allocation(make_cash(province.here.unit, vnd), need, amount=vnd, need_vnd=vnd) for vnd in (60_000_000, 40_000_000)]
    need.refresh_from_db()
    assert need.promised_vnd == 100_000_000
    delivering.confirm_delivery(a_delivery(parts[0], met_quantity=0), by=None, on=TODAY)
    need.refresh_from_db()
    assert (need.status, need.promised_vnd) == (NeedStatus.PUBLISHED, 100_000_000)
    delivering.confirm_delivery(a_delivery(parts[1], met_quantity=1), by=None, on=TODAY)
    need.refresh_from_db()
    assert (need.status, need.promised_vnd, need.promised_quantity) == (NeedStatus.MET, 0, 0)


def test_a_need_is_not_withdrawn_under_what_was_handed_over(need: Need, part: Allocation) -> None:
    a_delivery(part)
    with pytest.raises(RuleBroken, match="đang có người nhận tài trợ"):
        withdraw_need(need, by=None, on=TODAY, reason="Đã tự mua")


# ── Photos, paper, telling ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_photos_keep_how_people_agreed(province: Province, part: Allocation) -> None:
    row = a_delivery(part)
    clerk = clerk_of(province)
    given: dict[str, Any] = {"by": clerk, "on": TODAY}
    shown = delivering.add_photo(row, upload=a_photo(), may_show_faces=True, consent="Phụ huynh ký giấy đồng ý 01/4", **given)
    assert (shown.photo.may_show_faces, shown.consent) == (True, "Phụ huynh ký giấy đồng ý 01/4")
    plain = delivering.add_photo(row, upload=a_photo(60), consent="thừa", **given)
    silent = delivering.add_photo(row, upload=a_photo(62), may_show_faces=True, **given)
    assert [one.pk for one in DeliveryPhoto.objects.order_by("pk") if one.may_be_public] == [shown.pk, plain.pk]
    assert (plain.consent, silent.consent) == ("", "")
    with pytest.raises(RuleBroken, match="đã có rồi"):
        delivering.add_photo(row, upload=a_photo(), **given)
    with pytest.raises(RuleBroken):
        delivering.add_photo(row, by=make_user(RoleKind.CLERK, province.there.school), on=TODAY, upload=a_photo(50))
    for width in (70, 72, 74):
        delivering.add_photo(row, upload=a_photo(width), **given)
    with pytest.raises(RuleBroken, match="tối đa 6"):
        delivering.add_photo(row, upload=a_photo(80), **given)
    assert row.photos.count() == 6


def test_lines_and_minutes_stay(part: Allocation) -> None:
    row = a_delivery(part, upload=A_PDF)
    assert row.minutes is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        DeliveryLine.objects.update(amount=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.all().delete()


def test_the_school_is_asked_and_who_wrote_it_down_is_told(province: Province, part: Allocation) -> None:
    officer, clerk = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit), clerk_of(province)
    row = a_delivery(part, by=officer)
    notice = Notice.objects.get(key__startswith="delivery.handed_over")
    assert (notice.person, notice.path) == (clerk, f"/nguon-luc/ban-giao/{row.pk}/")
    delivering.refuse_delivery(row, by=clerk, on=TODAY, reason="Thiếu 10 chiếc")
    notice = Notice.objects.get(key__startswith="delivery.refused")
    assert (notice.person, notice.text) == (officer, "Thiếu 10 chiếc")


def test_where_the_school_has_nobody_else_the_commune_is_asked(province: Province) -> None:
    clerk, officer = clerk_of(province), make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    part = make_allocation(make_goods(province.here.school, 10), unit=province.here.school)
    a_delivery(part, by=clerk, store=province.here.school)
    assert [notice.person for notice in Notice.objects.filter(key__startswith="delivery.handed_over")] == [officer]


def test_the_donor_hears_that_it_arrived(province: Province, need: Need) -> None:
    donor = make_donor(province.here.unit, email="cong-ty@vi-du.vn")
    gift = make_goods(province.here.unit, 50, donor=donor)
    row = a_delivery(make_allocation(gift, need, amount=50, need_quantity=50))
    delivering.confirm_delivery(row, by=None, on=TODAY)
    letter = Letter.objects.get(message__address="cong-ty@vi-du.vn")
    assert (letter.place_id, letter.is_urgent) == (province.here.unit.pk, False)
    assert f"/theo-doi/{gift.trace_code}/" in letter.text
    assert "50 chiếc" in letter.text
