"""A donor promises, an officer agrees, either changes it; what is promised is held at the need, and nothing is held twice."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.core.errors import RuleBroken
from chungtay.needs.actions.moves import withdraw_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.notifications.models import Letter, Notice
from chungtay.places.enums import UnitType
from chungtay.programmes.models import Programme
from chungtay.support.actions import (
    agree_pledge,
    amend_pledge,
    assign_officer,
    cancel_pledge,
    decline_pledge,
    expire_pledges,
    give_hold_back,
    note_came,
    offer_pledge,
    take_came,
    take_over_hold,
)
from chungtay.support.enums import PledgeStatus, Side
from chungtay.support.models import Pledge, PledgeChange
from chungtay.support.promised import LineForm, form_of
from tests.make.donors import make_donor
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.make.support import a_pledge, line_of
from tests.support.conftest import TODAY

MEALS: dict[str, Any] = {"category": "lunch", "what": "Bữa trưa", "measure": "suất", "quantity": 30, "cost_vnd": 6_000_000}


def meals(province: Province, **changes: Any) -> Need:
    return make_need(province.here.school, status=NeedStatus.PUBLISHED, **(MEALS | changes))


def held(need: Need) -> tuple[int, int]:
    now = Need.objects.get(pk=need.pk)
    return now.promised_quantity, now.promised_vnd


# ── What is held ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("asked", "amount", "holds"),
    [
        ({}, 6_000_000, (30, 0)),
        ({"amount_vnd": 2_000_000}, 2_000_000, (10, 0)),
        ({"quantity": 7}, 1_400_000, (7, 0)),
        ({"amount_vnd": 500_000}, 500_000, (0, 500_000)),
        ({"amount_vnd": 6_000_000}, 6_000_000, (30, 0)),
    ],
)
def test_money_holds_whole_units_or_a_part_of_the_cost(
    province: Province, asked: dict[str, Any], amount: int, holds: tuple[int, int]
) -> None:
    need = meals(province)
    pledge = a_pledge(need, **asked)
    assert line_of(pledge).amount_vnd == amount
    assert held(need) == holds
    assert (pledge.status, pledge.expires_on, pledge.unit) == (PledgeStatus.OFFERED, TODAY + timedelta(days=7), province.here.unit)


def test_goods_are_counted_in_the_measure_of_the_need(province: Province) -> None:
    need = meals(province)
    line = line_of(a_pledge(need, kind="boarding_meals", quantity=12))
    assert (line.quantity, line.measure, line.need_quantity, line.is_money) == (12, "suất", 12, False)
    rest = line_of(a_pledge(need, kind="boarding_meals"))
    assert (rest.quantity, held(need)) == (18, (30, 0))


def test_the_last_one_takes_what_parts_left_open(province: Province) -> None:
    need = meals(province)
    a_pledge(need, amount_vnd=500_000)
    assert line_of(a_pledge(need)).amount_vnd == 5_500_000
    assert held(need) == (0, 6_000_000)
    with pytest.raises(RuleBroken, match="đã có người nhận hết"):
        a_pledge(need)


def test_of_an_unknown_cost_money_holds_nothing_and_says_how_much(province: Province) -> None:
    need = meals(province, cost_vnd=None)
    with pytest.raises(RuleBroken, match="chưa có chi phí ước tính") as refusal:
        a_pledge(need)
    assert refusal.value.field == "amount_vnd"
    a_pledge(need, amount_vnd=1_000_000)
    assert held(need) == (0, 0)


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ({"amount_vnd": 6_000_001}, "amount_vnd", "chỉ còn thiếu 6.000.000 đồng"),
        ({"amount_vnd": 0}, "amount_vnd", "từ 1.000 đồng"),
        ({"amount_vnd": -5_000}, "amount_vnd", "từ 1.000 đồng"),
        ({"amount_vnd": 999}, "amount_vnd", "từ 1.000 đồng"),
        ({"quantity": 31}, "quantity", "chỉ còn 30 suất"),
        ({"quantity": -1}, "amount_vnd", "từ 1.000 đồng"),
        ({"kind": "boarding_meals", "quantity": 31}, "quantity", "chỉ còn 30 suất"),
        ({"kind": "boarding_meals", "quantity": 0}, "quantity", "số nguyên từ 1"),
        ({"kind": "boarding_meals", "quantity": -2}, "quantity", "số nguyên từ 1"),
        ({"kind": "gold", "quantity": 1}, "kind", "không có loại nguồn lực này"),
        ({"planned_on": date(2026, 3, 31)}, "planned_on", "đã qua"),
        ({"planned_on": date(2028, 1, 1)}, "planned_on", "một năm"),
        ({"plan": "trả lương cho giáo viên"}, "plan", "Thông tư 16/2018"),
        ({"plan": "x" * 2001}, "plan", "tối đa 2000"),
        ({"plan": "a\0"}, "plan", "ký tự lạ"),
        ({"lines": []}, None, "từ 1 đến 20 dòng"),
    ],
)
def test_what_is_refused_holds_nothing(province: Province, asked: dict[str, Any], field: str | None, said: str) -> None:
    need = meals(province)
    with pytest.raises(RuleBroken, match=said) as refusal:
        a_pledge(need, **asked)
    assert refusal.value.field == field
    assert (held(need), Pledge.objects.count()) == ((0, 0), 0)


def test_a_need_that_is_no_longer_lacking_is_refused(province: Province, programme: Programme) -> None:
    for status in (NeedStatus.SUBMITTED, NeedStatus.MET, NeedStatus.WITHDRAWN):
        need = make_need(province.here.school, status=status, **MEALS)
        with pytest.raises(RuleBroken, match="không còn kêu gọi"):
            a_pledge(need)


def test_all_of_a_basket_or_nothing(province: Province) -> None:
    first, second = meals(province), meals(province, quantity=5, cost_vnd=1_000_000)
    with pytest.raises(RuleBroken, match="chỉ còn 5 suất"):
        a_pledge(first, lines=[LineForm(need_id=first.pk), LineForm(need_id=second.pk, quantity=6)])
    assert (held(first), held(second)) == ((0, 0), (0, 0))
    pledge = a_pledge(first, lines=[LineForm(need_id=second.pk), LineForm(need_id=first.pk, quantity=10), LineForm(need_id=first.pk)])
    assert (held(first), held(second), pledge.lines.count()) == ((30, 0), (5, 0), 3)


# ── Who answers ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_who_manages_the_places_answers(province: Province, programme: Programme) -> None:
    here, there = meals(province), make_need(province.there.school, status=NeedStatus.PUBLISHED, **MEALS)
    both = a_pledge(here, lines=[LineForm(need_id=here.pk, quantity=1), LineForm(need_id=there.pk, quantity=1)])
    assert both.unit == province.unit
    school = a_pledge(at=province.there.school, amount_vnd=500_000)
    assert (school.unit, line_of(school).unit) == (province.there.unit, province.there.school)
    line = LineForm(amount_vnd=500_000, unit_id=province.there.unit.pk, category="lunch")
    assert a_pledge(at=province.there.unit, lines=[line]).unit == province.there.unit
    anything = [LineForm(amount_vnd=500_000)]
    assert a_pledge(at=province.unit, lines=anything, unit=province.unit).unit == province.unit
    with pytest.raises(RuleBroken, match="chọn đơn vị tiếp nhận") as refusal:
        a_pledge(at=province.unit, lines=anything)
    assert refusal.value.field == "unit"


@pytest.mark.parametrize(
    ("line", "field"),
    [({"category": "lunch"}, "unit"), ({"category": "gold", "unit_id": 1}, "category"), ({"kind": "money"}, "amount_vnd")],
)
def test_a_line_says_for_what(province: Province, line: dict[str, Any], field: str) -> None:
    given = {"amount_vnd": 5_000 if field != "amount_vnd" else None} | line
    if given.get("unit_id"):
        given["unit_id"] = province.here.unit.pk
    with pytest.raises(RuleBroken) as refusal:
        a_pledge(at=province.unit, lines=[LineForm(**given)], unit=province.unit)
    assert refusal.value.field == field


def test_needs_of_two_provinces_are_two_pledges(province: Province, programme: Programme) -> None:
    other = make_unit(province.country, UnitType.PROVINCE, "Lai Châu")
    school = make_unit(make_unit(other, UnitType.COMMUNE, "Xa"), UnitType.SCHOOL, "Mầm non Xa")
    here, far = meals(province), make_need(school, status=NeedStatus.PUBLISHED, **MEALS)
    with pytest.raises(RuleBroken, match="nhiều tỉnh"):
        a_pledge(here, lines=[LineForm(need_id=here.pk), LineForm(need_id=far.pk)])


def test_only_officers_of_the_unit(province: Province) -> None:
    need = meals(province)
    neighbour, officer = (make_user(RoleKind.COMMUNE_OFFICER, unit) for unit in (province.there.unit, province.here.unit))
    clerk = make_user(RoleKind.CLERK, province.here.school)
    pledge = a_pledge(need, by=officer, quantity=1)
    assert (pledge.officer, pledge.recorded_by) == (officer, officer)
    for stranger in (neighbour, clerk):
        acts: tuple[Callable[[User], object], ...] = (
            lambda by: a_pledge(need, by=by, donor=pledge.donor, quantity=1),
            lambda by: agree_pledge(pledge, by=by, on=TODAY),
            lambda by: decline_pledge(pledge, by=by, on=TODAY, reason="không"),
            lambda by: cancel_pledge(pledge, by=by, on=TODAY, reason="không"),
            lambda by: assign_officer(pledge, by=officer, officer=by, on=TODAY),
        )
        for act in acts:
            with pytest.raises(RuleBroken, match="cam kết của đơn vị này"):
                act(stranger)
    chief = make_user(RoleKind.PROVINCE_OFFICER, province.unit)
    assert assign_officer(pledge, by=chief, officer=chief, on=TODAY).officer == chief


def test_the_same_form_twice_is_one_pledge(province: Province, programme: Programme) -> None:
    need, donor = meals(province), make_donor(province.here.unit)
    given: dict[str, Any] = {"by": None, "programme": programme, "lines": [LineForm(need_id=need.pk, quantity=3)], "on": TODAY}
    first = offer_pledge(donor, once="k1", **given)
    assert offer_pledge(donor, once="k1", **given) == first
    assert offer_pledge(donor, once="k2", **given) != first
    assert held(need) == (6, 0)


# ── Agreeing, changing, ending ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_agreed_it_is_awaited_thirty_days_after_the_planned_day(province: Province) -> None:
    pledge = a_pledge(meals(province), planned_on=date(2026, 5, 1), status=PledgeStatus.AGREED)
    assert (pledge.status, pledge.expires_on) == (PledgeStatus.AGREED, date(2026, 5, 31))
    with pytest.raises(RuleBroken, match="Đã thống nhất"):
        agree_pledge(pledge, by=None, on=TODAY)
    with pytest.raises(RuleBroken, match="Đã thống nhất"):
        decline_pledge(pledge, by=None, on=TODAY, reason="x")


def test_each_change_asks_the_other_side(province: Province) -> None:
    need = meals(province)
    pledge = a_pledge(need, quantity=10, status=PledgeStatus.AGREED)
    line = form_of(line_of(pledge))
    asked: dict[str, Any] = {"on": TODAY, "plan": "Chuyển một lần", "planned_on": None}
    fewer = LineForm(line_id=line.line_id, need_id=need.pk, quantity=4)
    pledge = amend_pledge(pledge, by=None, lines=[fewer], reason="Chỉ lo được 4 suất", side=Side.DONOR, **asked)
    assert (pledge.status, held(need), line_of(pledge).amount_vnd) == (PledgeStatus.OFFERED, (4, 0), 800_000)
    with pytest.raises(RuleBroken, match="chờ cán bộ"):
        agree_pledge(pledge, by=None, on=TODAY, side=Side.DONOR)
    more = LineForm(line_id=line.line_id, need_id=need.pk, quantity=30)
    pledge = amend_pledge(pledge, by=None, lines=[more], **asked)
    assert (pledge.status, held(need)) == (PledgeStatus.PROPOSED, (30, 0))
    with pytest.raises(RuleBroken, match="chờ nhà tài trợ"):
        agree_pledge(pledge, by=None, on=TODAY)
    assert agree_pledge(pledge, by=None, on=TODAY, side=Side.DONOR).status == PledgeStatus.AGREED
    first, second = PledgeChange.objects.order_by("pk")
    assert (first.side, first.was["lines"][0]["amount_vnd"], first.now["lines"][0]["amount_vnd"]) == ("donor", 2_000_000, 800_000)
    assert (second.side, second.was["plan"], second.reason) == ("officer", "Chuyển một lần", "")


def test_a_change_beyond_what_is_open_changes_nothing(province: Province) -> None:
    need, other = meals(province), meals(province, quantity=5, cost_vnd=1_000_000)
    pledge = a_pledge(need, quantity=10)
    a_pledge(need, quantity=15)
    line = form_of(line_of(pledge))
    given: dict[str, Any] = {"by": None, "on": TODAY, "plan": "", "planned_on": None}
    for lines, said in (
        ([LineForm(line_id=line.line_id, need_id=need.pk, quantity=16)], "chỉ còn 15 suất"),
        ([line, LineForm(need_id=other.pk, quantity=6)], "chỉ còn 5 suất"),
        ([line], "Chưa có gì thay đổi"),
        ([LineForm(line_id=line.line_id + 999 if line.line_id else 0, need_id=need.pk)], "không thuộc cam kết"),
        ([], "từ 1 đến 20"),
    ):
        with pytest.raises(RuleBroken, match=said):
            amend_pledge(pledge, lines=lines, **given)
    assert (held(need), held(other), PledgeChange.objects.count()) == ((25, 0), (0, 0), 0)
    moved = amend_pledge(pledge, lines=[LineForm(need_id=other.pk)], **given)  # from one need to another
    assert (held(need), held(other), moved.lines.filter(is_dropped=True).count()) == ((15, 0), (5, 0), 1)


def test_a_waiting_offer_is_not_held_longer_by_changing_it(province: Province) -> None:
    need = meals(province)
    pledge = a_pledge(need, quantity=10)
    line = LineForm(line_id=line_of(pledge).pk, need_id=need.pk, quantity=11)
    given: dict[str, Any] = {"by": None, "on": TODAY + timedelta(days=5), "lines": [line], "planned_on": None}
    assert amend_pledge(pledge, plan="", side=Side.DONOR, **given).expires_on == TODAY + timedelta(days=7)
    assert amend_pledge(pledge, plan="Gọi lại", **given).expires_on == TODAY + timedelta(days=12)


def test_declined_or_cancelled_with_a_reason_it_holds_nothing(province: Province) -> None:
    need = meals(province)
    ends: tuple[tuple[Callable[..., Pledge], str], ...] = ((decline_pledge, "declined"), (cancel_pledge, "cancelled"))
    for end, to in ends:
        pledge = a_pledge(need)
        with pytest.raises(RuleBroken, match="ghi lý do") as refusal:
            end(pledge, by=None, on=TODAY, reason=" ")
        assert (refusal.value.field, held(need)) == ("reason", (30, 0))
        assert end(pledge, by=None, on=TODAY, reason="Đổi ý").status == to
        assert held(need) == (0, 0)
        with pytest.raises(RuleBroken):
            end(pledge, by=None, on=TODAY, reason="Lần nữa")


def test_a_need_with_a_promise_is_not_withdrawn(province: Province) -> None:
    need = meals(province)
    a_pledge(need, quantity=1)
    with pytest.raises(RuleBroken, match="đang có người nhận tài trợ"):
        withdraw_need(Need.objects.get(pk=need.pk), by=None, on=TODAY, reason="Đã tự lo")


def test_nobody_answers_and_it_expires(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    need = meals(province)
    donor = make_donor(province.here.unit, email="an@example.vn")
    waits, agreed = a_pledge(need, quantity=3, donor=donor), a_pledge(need, quantity=4, status=PledgeStatus.AGREED)
    assert expire_pledges(on=TODAY + timedelta(days=6)) == 0
    before = set(Letter.objects.values_list("pk", flat=True))
    assert expire_pledges(on=TODAY + timedelta(days=7)) == 1
    waits.refresh_from_db()
    assert (waits.status, held(need)) == (PledgeStatus.EXPIRED, (4, 0))
    (letter,) = Letter.objects.exclude(pk__in=before)
    assert (letter.message.address, letter.place_id, letter.is_urgent) == ("an@example.vn", province.here.unit.pk, True)
    assert waits.trace_code in letter.text
    assert Notice.objects.filter(person=officer, subject__contains="quá hạn").count() == 1
    assert expire_pledges(on=TODAY + timedelta(days=7)) == 0
    assert expire_pledges(on=agreed.expires_on) == 1


def test_officers_of_the_unit_are_told(province: Province) -> None:
    here, there = (make_user(RoleKind.COMMUNE_OFFICER, unit) for unit in (province.here.office, province.there.unit))
    pledge = a_pledge(meals(province), quantity=2)
    assert Notice.objects.get(person=here).path == f"/nguon-luc/cam-ket/{pledge.pk}/"
    assert not Notice.objects.filter(person=there).exists()
    cancel_pledge(pledge, by=None, on=TODAY, reason="Đổi ý", side=Side.DONOR)
    assert Notice.objects.filter(person=here).count() == 2


# ── What came ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_fulfilled_when_every_line_has_come(province: Province) -> None:
    need = meals(province)
    lines = [LineForm(need_id=need.pk, quantity=10), LineForm("blankets", quantity=5, unit_id=province.here.school.pk)]
    pledge = a_pledge(need, lines=lines)
    money, goods = pledge.lines.order_by("-is_money")
    assert note_came(money, 1_999_999, by=None, on=TODAY).status == PledgeStatus.OFFERED
    assert note_came(goods, 5, by=None, on=TODAY).status == PledgeStatus.OFFERED
    assert note_came(money, 1, by=None, on=TODAY).status == PledgeStatus.FULFILLED
    assert take_came(goods, 5, by=None, on=TODAY).status == PledgeStatus.AGREED
    with pytest.raises(RuleBroken):
        take_came(goods, 1, by=None, on=TODAY)


def test_what_came_goes_on_being_held_when_the_rest_expires(province: Province) -> None:
    need = meals(province)
    pledge = a_pledge(need, quantity=10)
    line = line_of(pledge)
    note_came(line, 500_000, by=None, on=TODAY)  # two units and a half
    expire_pledges(on=TODAY + timedelta(days=7))
    assert held(need) == (3, 0)
    assert note_came(line, 1_500_000, by=None, on=TODAY).status == PledgeStatus.FULFILLED


def test_of_what_came_nothing_is_left_out_or_made_smaller(province: Province) -> None:
    need = meals(province)
    pledge = a_pledge(need, quantity=10)
    line = line_of(pledge)
    note_came(line, 1_000_000, by=None, on=TODAY)
    given: dict[str, Any] = {"by": None, "on": TODAY, "plan": "", "planned_on": None}
    for lines, said in (
        ([LineForm(need_id=need.pk, quantity=10)], "không bỏ được"),
        ([LineForm(line_id=line.pk, need_id=need.pk, quantity=4)], "ít hơn phần đã nhận"),
        ([LineForm("boarding_meals", line_id=line.pk, need_id=need.pk, quantity=20)], "tiền và hiện vật"),
    ):
        with pytest.raises(RuleBroken, match=said):
            amend_pledge(pledge, lines=lines, **given)
    assert amend_pledge(pledge, lines=[LineForm(line_id=line.pk, need_id=need.pk, quantity=5)], **given).status == PledgeStatus.PROPOSED
    assert held(need) == (5, 0)
    assert agree_pledge(pledge, by=None, on=TODAY, side=Side.DONOR).status == PledgeStatus.FULFILLED


def test_an_allocation_takes_the_hold_over_and_gives_it_back(province: Province) -> None:
    need = meals(province)
    pledge = a_pledge(need, quantity=10)
    line = line_of(pledge)
    assert take_over_hold(line, quantity=12) == (10, 0)
    assert held(need) == (10, 0)
    give_hold_back(line, quantity=4)
    assert line_of(pledge).need_quantity == 4
    cancel_pledge(pledge, by=None, on=TODAY, reason="Đổi ý")
    assert held(need) == (6, 0)
    give_hold_back(line, quantity=6)
    assert held(need) == (0, 0)
