"""Cash and goods by minutes; taken back; given back: each with its entries in the ledger."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import RoleKind
from chungtay.core.errors import RuleBroken
from chungtay.ledger.enums import AccountKind
from chungtay.ledger.models import Entry
from chungtay.ledger.queries import balance
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support import books
from chungtay.support.actions.allocating import release_allocation
from chungtay.support.actions.receiving import receive_cash, receive_goods, refund, reverse_contribution
from chungtay.support.minutes import Minutes, Received, Wish
from chungtay.support.models import Contribution, ContributionBalance, Reception, StoreBalance
from tests.make.donors import make_donor
from tests.make.files import A_PDF
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province
from tests.support.conftest import TODAY

DAY = date(2026, 3, 5)
GOODS = (Received("blankets", 40, value_vnd=8_000_000), Received("warm_clothes", 25, note="cỡ 5 đến 7 tuổi"))


def _goods(unit: OrgUnit, programme: Programme, **changes: Any) -> Reception:
    given: dict[str, Any] = {"by": None, "on": TODAY, "lines": GOODS, "store": unit, "minutes": Minutes(DAY)} | changes
    return receive_goods(unit, programme=programme, **given)


def _held(row: Contribution, kind: AccountKind) -> int:
    return balance(books.account(row, kind))


def test_goods_lie_in_their_store(province: Province, programme: Programme) -> None:
    unit, store = province.here.unit, province.here.school
    donor = make_donor(unit, name="Công ty Mường Thanh")
    minutes = Minutes(
        DAY, donor, number="07/BB-TN", place="UBND xã", giver_name="Ông Tòng Văn Ún", receiver_name="Bà Lò Thị Hoa", upload=A_PDF
    )
    reception = _goods(unit, programme, store=store, minutes=minutes)
    blankets, clothes = reception.contributions.order_by("pk")
    assert (reception.number, reception.place, reception.donor) == ("07/BB-TN", "UBND xã", donor)
    assert reception.attachment is not None
    assert (blankets.way, blankets.giver, blankets.donor, blankets.measure, clothes.note) == (
        "goods",
        donor.name,
        donor,
        "chiếc",
        "cỡ 5 đến 7 tuổi",
    )
    assert [(row.place, row.quantity) for row in StoreBalance.objects.order_by("contribution")] == [(store, 40), (store, 25)]
    assert balance(books.stock(blankets, store)) == _held(blankets, AccountKind.GIFTS) == 40
    assert blankets.trace_code != clothes.trace_code


def test_cash_is_in_the_till(province: Province, programme: Programme) -> None:
    row = make_cash(province.here.unit, 3_000_000, programme=programme)
    assert (row.way, row.is_money, row.balance.idle) == ("cash", True, 3_000_000)
    assert _held(row, AccountKind.CASH) == _held(row, AccountKind.GIFTS) == 3_000_000


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"lines": ()}, "kind", "ít nhất một dòng"),
        ({"lines": (Received("gold", 1),)}, "kind", "không có loại nguồn lực này"),
        ({"lines": (Received("money", value_vnd=1_000_000),)}, "kind", "biên bản nhận tiền"),
        ({"lines": (*GOODS, Received("mats", 0))}, "quantity", "từ 1 đến"),
        ({"lines": (Received("blankets", -4),)}, "quantity", "từ 1 đến"),
        ({"minutes": Minutes(date(2026, 4, 2))}, "received_on", "tương lai"),
        ({"minutes": Minutes(DAY, giver_name="a\0")}, "giver_name", "ký tự lạ"),
        ({"minutes": Minutes(DAY, number="7" * 41)}, "number", "tối đa 40"),
        ({"minutes": Minutes(DAY, upload=b"<script>")}, "upload", "PDF"),
    ],
)
def test_what_is_refused_leaves_nothing(province: Province, programme: Programme, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        _goods(province.here.unit, programme, **changes)
    assert refusal.value.field == field
    assert not Contribution.objects.exists()
    assert not Reception.objects.exists()
    assert not Entry.objects.exists()


def test_the_same_form_twice_and_the_neighbour_s_store(province: Province, programme: Programme) -> None:
    _goods(province.here.unit, programme, minutes=Minutes(DAY, once="k1"))
    with pytest.raises(RuleBroken, match="Biên bản này đã được ghi rồi"):
        _goods(province.here.unit, programme, minutes=Minutes(DAY, once="k1"))
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    with pytest.raises(RuleBroken, match="nơi cất giữ") as refusal:
        _goods(province.here.unit, programme, by=officer, store=province.there.school)
    assert refusal.value.field == "store"
    with pytest.raises(RuleBroken, match="không ghi nguồn lực"):
        _goods(province.there.unit, programme, by=officer, store=province.here.school)
    assert Contribution.objects.count() == 2


def test_cash_is_no_blanket(province: Province, programme: Programme) -> None:
    with pytest.raises(RuleBroken, match="biên bản nhận hiện vật"):
        receive_cash(province.here.unit, by=None, on=TODAY, programme=programme, minutes=Minutes(DAY), lines=GOODS)


def test_a_role_that_ended_receives_nothing(province: Province, programme: Programme) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    officer.roles.update(valid_to=date(2026, 3, 1))
    with pytest.raises(RuleBroken, match="không ghi nguồn lực"):
        make_cash(province.here.unit, programme=programme, by=officer)


def test_taken_back_while_nothing_of_it_went_on(province: Province, programme: Programme) -> None:
    unit = province.here.unit
    row = make_goods(unit, 40, programme=programme)
    part = make_allocation(row, amount=10, unit=province.here.school)
    with pytest.raises(RuleBroken, match="đã được phân bổ"):
        reverse_contribution(row, by=None, on=TODAY, reason="nhầm")
    release_allocation(part, by=None, on=TODAY, reason="chưa cần")
    reverse_contribution(row, by=None, on=TODAY, reason="nhầm")
    assert ContributionBalance.objects.get().received == 0
    assert StoreBalance.objects.get().quantity == 0
    assert balance(books.stock(row, unit)) == _held(row, AccountKind.GIFTS) == 0
    with pytest.raises(RuleBroken, match="chỉ còn 0 chiếc"):
        make_allocation(row, amount=1, unit=unit)


def test_a_refund_is_at_most_what_is_left(province: Province, programme: Programme) -> None:
    row = make_cash(province.here.unit, 5_000_000, programme=programme)
    make_allocation(row, amount=2_000_000, unit=province.here.school)
    given: dict[str, Any] = {"by": None, "on": TODAY, "way": "cash", "reason": "Nhà tài trợ xin lại"}
    with pytest.raises(RuleBroken, match=r"chỉ còn 3\.000\.000 đồng chưa phân bổ, không đủ 3\.000\.001 đồng") as refusal:
        refund(row, amount_vnd=3_000_001, **given)
    assert refusal.value.field == "amount_vnd"
    refund(row, amount_vnd=3_000_000, **given)
    assert _held(row, AccountKind.CASH) == 2_000_000
    assert _held(row, AccountKind.GIFTS) == 0
    for changes, said in (
        ({"amount_vnd": 1}, "chỉ còn 0 đồng"),
        ({"amount_vnd": 0}, "từ 1 đồng"),
        ({"amount_vnd": -5}, "từ 1 đồng"),
        ({"amount_vnd": 1, "way": "goods"}, "chuyển khoản hay tiền mặt"),
        ({"amount_vnd": 1, "refunded_on": date(2026, 4, 2)}, "tương lai"),
        ({"amount_vnd": 1, "refunded_on": date(2026, 3, 1)}, "trước ngày nhận"),
        ({"amount_vnd": 1, "reason": " "}, "điền mục này"),
        ({"amount_vnd": 1, "by": make_user(RoleKind.CLERK, province.here.school)}, "không làm việc này"),
    ):
        with pytest.raises(RuleBroken, match=said):
            refund(row, **(given | changes))


def test_a_wish_is_of_the_programme(province: Province, programme: Programme) -> None:
    need = make_need(province.here.school)
    assert make_cash(province.here.unit, programme=programme, wish=Wish(need)).earmark_need == need
    with pytest.raises(RuleBroken, match="không có nhóm nhu cầu này"):
        make_cash(province.here.unit, programme=programme, wish=Wish(category="gold"))


def test_the_database_keeps_what_was_received(province: Province, programme: Programme) -> None:
    row = make_cash(province.here.unit, 1_000_000, programme=programme)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContributionBalance.objects.filter(contribution=row).update(refunded=1_000_001)
