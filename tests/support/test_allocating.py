"""Gifts are given an aim: never more than came, never elsewhere than wished, taken back with a reason."""

from datetime import date
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.core.errors import RuleBroken
from chungtay.ledger.enums import AccountKind
from chungtay.ledger.queries import balance
from chungtay.needs.enums import NeedStatus
from chungtay.programmes.models import Programme
from chungtay.support import books
from chungtay.support.actions.allocating import Part, allocate, allocate_all, release_allocation, substitute
from chungtay.support.enums import PledgeStatus
from chungtay.support.minutes import Wish
from chungtay.support.models import Allocation
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.support import a_pledge, line_of
from tests.support.conftest import TODAY


def test_a_part_goes_to_a_need_and_holds_it(province: Province, programme: Programme) -> None:
    need = make_need(province.here.school, quantity=3, cost_vnd=30_000_000)
    gift = make_cash(province.here.unit, 25_000_000, programme=programme)
    part = make_allocation(gift, need, amount=20_000_000, need_quantity=2)
    need.refresh_from_db()
    gift.balance.refresh_from_db()
    assert (part.unit, need.promised_quantity, need.open_quantity, gift.balance.idle) == (province.here.school, 2, 1, 5_000_000)
    assert [balance(books.account(gift, kind)) for kind in (AccountKind.GIFTS, AccountKind.ALLOCATED)] == [5_000_000, 20_000_000]
    with pytest.raises(RuleBroken, match="chỉ còn 1"):
        make_allocation(gift, need, amount=1_000_000, need_quantity=2)
    make_allocation(gift, need, amount=5_000_000, need_vnd=5_000_000)
    need.refresh_from_db()
    assert need.promised_vnd == 5_000_000


def test_released_it_is_idle_again(province: Province, programme: Programme) -> None:
    need = make_need(province.here.school, quantity=3)
    gift = make_cash(province.here.unit, 25_000_000, programme=programme)
    part = make_allocation(gift, need, need_quantity=2)
    for reason, said in (("", "điền mục này"), ("a" * 301, "tối đa 300")):
        with pytest.raises(RuleBroken, match=said):
            release_allocation(part, by=None, on=TODAY, reason=reason)
    back = release_allocation(part, by=None, on=TODAY, reason="Trường đã tự sửa")
    need.refresh_from_db()
    gift.balance.refresh_from_db()
    assert (need.promised_quantity, gift.balance.idle, Allocation.objects.standing().count()) == (0, 25_000_000, 0)
    for wrong, said in ((part, "đã được hủy rồi"), (back, "không thể bị hủy")):
        with pytest.raises(RuleBroken, match=said):
            release_allocation(wrong, by=None, on=TODAY, reason="lần nữa")
    assert balance(books.account(gift, AccountKind.GIFTS)) == 25_000_000


def test_one_gift_for_several_and_several_for_one(province: Province, programme: Programme) -> None:
    needs = [make_need(unit, beneficiaries=20 + place) for place, unit in enumerate((province.here.school, province.here.site))]
    gift = make_cash(province.here.unit, 10_000_000, programme=programme)
    other = make_cash(province.here.unit, 4_000_000, programme=programme)
    allocate_all([Part(gift, 3_000_000, need=need, need_quantity=1) for need in needs], by=None, on=TODAY)
    dear = make_need(province.here.school, category="lunch", cost_vnd=8_000_000)
    parts = [Part(gift, 4_000_000, need=dear, need_vnd=4_000_000), Part(other, 4_000_000, need=dear, need_vnd=4_000_000)]
    allocate_all(parts, by=None, on=TODAY)
    dear.refresh_from_db()
    assert (dear.promised_vnd, dear.open_vnd) == (8_000_000, 0)
    with pytest.raises(RuleBroken):  # nothing of it where a part is too much
        allocate_all([Part(other, 1, unit=province.here.school), Part(gift, 1, unit=province.here.school)], by=None, on=TODAY)
    assert Allocation.objects.count() == 4


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"amount": 0}, "amount", "từ 1"),
        ({"amount": -5}, "amount", "từ 1"),
        ({"amount": 10_000_001}, "amount", r"chỉ còn 10\.000\.000 đồng"),
        ({"need_quantity": 0}, "need_quantity", "đáp ứng bao nhiêu"),
        ({"need_vnd": 5_000}, "need_quantity", "đáp ứng bao nhiêu"),
        ({"need_quantity": 0, "need_vnd": 20_000_000}, "need_vnd", "nhiều hơn số tiền"),
        ({"need_quantity": 2}, "quantity", "chỉ còn 1"),
        ({"on": date(2026, 4, 2)}, "allocated_on", "tương lai"),
        ({"on": date(2026, 3, 1)}, "allocated_on", "trước ngày nhận"),
        ({"need": None, "need_quantity": 0}, "unit", "chọn nhu cầu"),
        ({"need": None, "need_quantity": 1}, "unit", "chọn nhu cầu"),
        ({"note": "a" * 301}, "note", "tối đa 300"),
    ],
)
def test_what_is_refused(province: Province, programme: Programme, changes: dict[str, Any], field: str, said: str) -> None:
    gift = make_cash(province.here.unit, 10_000_000, programme=programme)
    need = make_need(province.here.school)
    given = {"by": None, "on": TODAY, "need": need, "need_quantity": 1, "amount": 1_000_000} | changes
    with pytest.raises(RuleBroken, match=said) as refusal:
        allocate(gift, **given)
    assert refusal.value.field == field
    need.refresh_from_db()
    assert (need.promised_quantity, Allocation.objects.count()) == (0, 0)


def test_only_in_one_s_scope(province: Province, programme: Programme) -> None:
    gift = make_cash(province.here.unit, programme=programme)
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    far = make_need(province.there.school)
    for by, need in ((officer, far), (make_user(RoleKind.CLERK, province.here.school), make_need(province.here.school))):
        with pytest.raises(RuleBroken, match="không làm việc này"):
            make_allocation(gift, need, by=by)
    make_allocation(gift, make_need(province.here.site), by=officer)


def test_a_need_that_ended_takes_nothing(province: Province, programme: Programme) -> None:
    gift = make_cash(province.here.unit, programme=programme)
    with pytest.raises(RuleBroken, match="không còn kêu gọi"):
        make_allocation(gift, make_need(province.here.school, status=NeedStatus.MET))


def test_a_wish_is_kept_until_the_donor_says_otherwise(province: Province, programme: Programme) -> None:
    wished, other = make_need(province.here.school), make_need(province.here.site, category="lunch")
    gift = make_cash(province.here.unit, programme=programme, wish=Wish(wished))
    with pytest.raises(RuleBroken, match=f"dành khoản này cho: {wished.code}"):
        make_allocation(gift, other)
    said: dict[str, Any] = {"reason": "Nhà vệ sinh đã có người xây", "donor_said_on": TODAY, "how": "Gọi điện"}
    for changes, words in (
        ({"aim": Wish()}, "dành cho nơi nào"),
        ({"donor_said_on": date(2026, 3, 1)}, "chỉ có thể đổi ý"),
        ({"donor_said_on": date(2026, 4, 2)}, "tương lai"),
        ({"how": ""}, "điền mục này"),
        ({"by": make_user(RoleKind.CLERK, province.here.school)}, "không làm việc này"),
    ):
        with pytest.raises(RuleBroken, match=words):
            substitute(gift, **({"by": None, "on": TODAY, "aim": Wish(other)} | said | changes))
    word = substitute(gift, by=None, on=TODAY, aim=Wish(other), **said)
    part = make_allocation(gift, other, amount=1_000_000, substitution=word)
    assert (part.substitution, gift.earmark_need) == (word, wished)
    with pytest.raises(RuleBroken, match="không phải nơi này"):
        make_allocation(gift, make_need(province.here.site, beneficiaries=9), substitution=word)
    with pytest.raises(RuleBroken, match="của một khoản khác"):
        make_allocation(make_cash(province.here.unit), other, substitution=word)
    make_allocation(gift, wished, amount=1_000_000)


def test_a_unit_and_a_category_are_wishes_too(province: Province, programme: Programme) -> None:
    gift = make_cash(province.here.unit, programme=programme, wish=Wish(unit=province.here.school, category="lunch"))
    for wrong in (make_need(province.here.school), make_need(province.there.school, category="lunch")):
        with pytest.raises(RuleBroken, match="dành khoản này cho"):
            make_allocation(gift, wrong)
    with pytest.raises(RuleBroken, match="dành khoản này cho"):
        make_allocation(gift, unit=province.here.school)
    make_allocation(gift, make_need(province.here.site, category="lunch"))
    with pytest.raises(RuleBroken, match="không cần đổi"):
        substitute(make_goods(province.here.unit), by=None, on=TODAY, aim=Wish(category="lunch"), reason="x", donor_said_on=TODAY, how="x")


def test_what_was_promised_is_taken_over(province: Province, programme: Programme) -> None:
    """The hold goes from the pledge to the allocation and back: nobody else can slip in, and nothing is held twice."""
    need = make_need(province.here.school, quantity=3, cost_vnd=30_000_000)
    line = line_of(a_pledge(need, amount_vnd=20_000_000, quantity=2, on=TODAY, status=PledgeStatus.AGREED))
    gift = make_cash(province.here.unit, 20_000_000, programme=programme, on=TODAY, pledge_line=line)
    line.refresh_from_db()
    assert (gift.donor, gift.earmark_need, line.came, line.pledge.status) == (line.pledge.donor, need, 20_000_000, PledgeStatus.FULFILLED)
    part = make_allocation(gift, need, need_quantity=2, pledge_line=line, on=TODAY)
    need.refresh_from_db()
    line.refresh_from_db()
    assert (need.promised_quantity, line.need_quantity) == (2, 0)
    release_allocation(part, by=None, on=TODAY, reason="Ghi nhầm")
    need.refresh_from_db()
    line.refresh_from_db()
    assert (need.promised_quantity, line.need_quantity) == (2, 2)
