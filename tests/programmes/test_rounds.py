"""Rounds: every day answers to one; schools take part, once, also by saying that they lack nothing."""

from datetime import date
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.programmes import queries
from chungtay.programmes.actions import correct_round, end_programme, follow_mergers, open_round, take_part
from chungtay.programmes.models import Participation, Programme, Round
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.make.programmes import make_round
from tests.programmes.conftest import TODAY

ON = date(2026, 3, 5)
GIVEN: dict[str, Any] = {
    "code": "2026",
    "name": "Đợt 2026",
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 6, 30),
    "due_on": date(2026, 7, 15),
}


def test_a_round_keeps_the_version_of_the_day(programme: Programme) -> None:
    row = open_round(programme, by=None, **GIVEN | {"code": " 2026-A ", "name": "Đợt   2026"})
    assert (row.code, row.name, row.version) == ("2026-a", "Đợt 2026", programme.version)
    assert AuditEntry.objects.get(act="round.opened").details["ends_on"] == "2026-06-30"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"code": "đợt 1"}, "code", "không dấu"),
        ({"code": ""}, "code", "không dấu"),
        ({"code": "x" * 31}, "code", "tối đa 30"),
        ({"name": " "}, "name", "Xin điền"),
        ({"name": "…"}, "name", "Xin điền"),
        ({"name": "a" * 201}, "name", "tối đa 200"),
        ({"ends_on": date(2025, 12, 31)}, "ends_on", "trước ngày bắt đầu"),
        ({"due_on": date(2026, 6, 29)}, "due_on", "không thể trước ngày kết thúc"),
        ({"due_on": date(2062, 7, 15)}, "due_on", "xem lại năm"),
        ({"ends_on": date(2062, 6, 30), "due_on": date(2062, 6, 30)}, "ends_on", "tối đa hai năm"),
        (
            {"starts_on": date(2020, 12, 1), "ends_on": date(2021, 3, 1), "due_on": date(2021, 3, 1)},
            "starts_on",
            "bắt đầu từ ngày 15/01/2021",
        ),
    ],
)
def test_what_no_round_is(programme: Programme, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        open_round(programme, by=None, **GIVEN | changes)
    assert refusal.value.field == field
    assert not Round.objects.exists()


def test_every_day_answers_to_one_round(programme: Programme) -> None:
    open_round(programme, by=None, **GIVEN)
    with pytest.raises(RuleBroken, match="đã có đợt mang mã này") as refusal:
        open_round(programme, by=None, **GIVEN | {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 7, 31), "due_on": date(2026, 8, 1)})
    assert refusal.value.field == "code"
    with pytest.raises(RuleBroken, match=r"trùng ngày với “Đợt 2026” \(01/01/2026 đến 30/6/2026\)"):
        open_round(programme, by=None, **GIVEN | {"code": "he", "starts_on": date(2026, 6, 30)})


def test_no_round_after_the_end(programme: Programme) -> None:
    end_programme(programme, by=None, on=date(2026, 3, 1))
    with pytest.raises(RuleBroken, match="đã kết thúc từ ngày 01/3/2026") as refusal:
        open_round(programme, by=None, **GIVEN)
    assert refusal.value.field == "ends_on"


def test_the_round_of_a_day(programme: Programme) -> None:
    first = make_round(programme, code="2021", starts_on=date(2021, 2, 1), ends_on=date(2021, 3, 1))
    second = make_round(programme, code="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30))
    assert queries.current_round(programme, date(2021, 1, 31)) is None
    assert queries.current_round(programme, date(2021, 3, 1)) == first
    assert queries.current_round(programme, date(2025, 12, 31)) == first
    assert queries.current_round(programme, date(2026, 1, 1)) == second
    assert queries.current_round(programme, date(2027, 1, 1)) == second


def test_mended_while_nobody_has_answered(province: Province, programme: Programme) -> None:
    row = correct_round(open_round(programme, by=None, **GIVEN), by=None, **GIVEN | {"code": "2026-1", "starts_on": date(2026, 2, 1)})
    assert (row.code, row.starts_on) == ("2026-1", date(2026, 2, 1))
    take_part(row, by=None, unit=province.here.school, on=ON)
    with pytest.raises(RuleBroken, match="mã đợt và kỳ không đổi được nữa") as refusal:
        correct_round(row, by=None, **GIVEN | {"code": "2026-1"})
    assert refusal.value.field == "starts_on"
    later = GIVEN | {"code": "2026-1", "starts_on": date(2026, 2, 1), "name": "Đợt đầu năm", "due_on": date(2026, 7, 31)}
    row = correct_round(row, by=None, **later)
    assert (row.name, row.due_on) == ("Đợt đầu năm", date(2026, 7, 31))
    entry = AuditEntry.objects.filter(act="round.corrected").latest("pk")
    assert entry.details["was"] == {"name": "Đợt 2026", "due_on": "2026-07-15"}


def test_a_school_takes_part_once(province: Province) -> None:
    asked = make_round()
    first = take_part(asked, by=None, unit=province.here.school, on=ON, is_nil=True)
    again = take_part(asked, by=None, unit=province.here.school, on=date(2026, 3, 9))
    assert (again.pk, again.is_nil, again.joined_on) == (first.pk, False, ON)
    assert take_part(asked, by=None, unit=province.here.school, on=TODAY) == first
    assert Participation.objects.count() == 1
    acts = AuditEntry.objects.filter(subject_kind="programmes.Participation").values_list("act", flat=True)
    assert list(acts.order_by("pk")) == ["round.joined", "round.answer_changed"]


def test_who_takes_part_late_is_on_record_as_late(province: Province, programme: Programme) -> None:
    asked = make_round(programme, starts_on=date(2025, 7, 1), ends_on=date(2025, 12, 31))
    assert take_part(asked, by=None, unit=province.here.school, on=ON).joined_on == ON


def test_who_cannot_take_part(province: Province) -> None:
    asked = make_round(starts_on=date(2025, 9, 1))
    upper = make_unit(province.here.unit, UnitType.SCHOOL, "THPT Thanh An", levels=SchoolLevel.THPT)
    cases: list[tuple[Any, date, str, str]] = [
        (province.here.site, ON, "unit", "Chỉ trường học"),
        (province.here.unit, ON, "unit", "Chỉ trường học"),
        (upper, ON, "unit", "không dành cho cấp học của trường này"),
        (province.here.school, date(2025, 8, 31), "on", "bắt đầu từ ngày 01/9/2025"),
        (province.here.school, date(2026, 4, 2), "on", "tương lai"),
    ]
    for unit, on, field, said in cases:
        with pytest.raises(RuleBroken, match=said) as refusal:
            take_part(asked, by=None, unit=unit, on=on)
        assert refusal.value.field == field
    both = make_unit(province.here.unit, UnitType.SCHOOL, "TH, THCS và THPT", levels=SchoolLevel.TH | SchoolLevel.THPT)
    assert take_part(asked, by=None, unit=both, on=ON).unit == both


def test_only_in_one_s_scope(province: Province) -> None:
    asked, clerk = make_round(), make_user(RoleKind.CLERK, province.here.school)
    assert take_part(asked, by=clerk, unit=province.here.school, on=ON).recorded_by == clerk
    with pytest.raises(RuleBroken, match="không làm việc này cho đơn vị này") as refusal:
        take_part(asked, by=clerk, unit=province.there.school, on=ON)
    assert refusal.value.field == "unit"
    with pytest.raises(RuleBroken, match="không làm việc này"):
        take_part(asked, by=make_user(RoleKind.LEADER, province.here.unit), unit=province.here.school, on=ON)


@pytest.mark.parametrize(("first", "second", "after"), [(True, None, True), (True, False, False), (False, True, False)])
def test_a_merged_school_has_answered_for_its_successor(province: Province, first: bool, second: bool | None, after: bool) -> None:
    ending, absorbing = province.here.school, make_unit(province.here.unit, UnitType.SCHOOL)
    asked = make_round(starts_on=date(2026, 1, 1), ends_on=TODAY)
    take_part(asked, by=None, unit=ending, on=ON, is_nil=first)
    if second is not None:
        take_part(asked, by=None, unit=absorbing, on=ON, is_nil=second)
    merge_units([ending, absorbing], by=None, on=TODAY, decision=None, into=absorbing)
    follow_mergers(on=TODAY)
    assert Participation.objects.get(round=asked, unit=absorbing).is_nil is after
    assert follow_mergers(on=TODAY) == 0
