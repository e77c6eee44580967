"""Who must answer, to whom and until when, frozen on the day on which it is asked."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.notifications.models import Notice
from chungtay.places.actions.units import close_unit, set_manager, transfer_unit
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.programmes.models import Round
from chungtay.submissions.actions import ask_round, correct_asked_round, extend_submission
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission
from tests.make.people import make_user
from tests.make.places import FOUNDED, make_province, make_unit
from tests.make.programmes import make_programme, make_round
from tests.make.submissions import Asked, at, make_month_round

JUNE = date(2026, 6, 1)


def test_every_unit_of_a_tier_is_due_from_the_first_day(asked: Asked) -> None:
    rows = Submission.objects.filter(round=asked.round)
    assert {row.unit_id for row in rows} == {asked.province.unit.pk, asked.province.here.unit.pk, asked.province.there.unit.pk}
    assert {row.status for row in rows} == {SubmissionStatus.DUE}
    assert (asked.here.answers_to, asked.there.answers_to, asked.above.answers_to) == (asked.province.unit, asked.province.unit, None)
    assert (asked.here.commune, asked.here.province, asked.here.district) == (asked.province.here.unit, asked.province.unit, None)
    assert asked.here.due_at == at("05/7/2026", 23).replace(minute=59, second=59)  # five days before the round's instant
    assert asked.above.due_at == asked.round.due_at
    assert AuditEntry.objects.get(act="round.asked").details["units"] == 3


def test_asked_again_only_what_is_new_is_added(asked: Asked) -> None:
    transfer_unit(asked.province.here.school, by=None, parent=asked.province.there.unit, on=date(2026, 6, 10), decision=None)
    new = make_unit(asked.province.unit, UnitType.COMMUNE, "Mường Phăng", on=date(2026, 6, 15))
    assert ask_round(asked.round, by=None, top=asked.province.country, on=date(2026, 6, 20)) == 1
    assert Submission.objects.get(round=asked.round, unit=new).answers_to == asked.province.unit
    assert ask_round(asked.round, by=None, top=asked.province.unit, on=date(2026, 6, 20)) == 0


def test_a_new_instant_is_that_of_all_who_have_not_sent(asked: Asked) -> None:
    own = at("20/7/2026", 9)
    extend_submission(asked.there, by=asked.collector, due_at=own, reason="Lũ quét")
    days: dict[str, Any] = {
        "starts_on": asked.round.starts_on,
        "ends_on": asked.round.ends_on,
        "due_on": date(2026, 7, 15),
        "due_time": time(17),
    }
    correct_asked_round(asked.round, by=None, code=asked.round.code, name=asked.round.name, **days)
    due = {row.unit_id: row.due_at for row in Submission.objects.filter(round=asked.round)}
    assert due[asked.above.unit_id] == at("15/7/2026", 17)
    assert due[asked.here.unit_id] == at("10/7/2026", 17)
    assert due[asked.there.unit_id] == own


def test_what_was_asked_keeps_its_period(asked: Asked) -> None:
    days: dict[str, Any] = {"starts_on": date(2026, 6, 2), "ends_on": asked.round.ends_on, "due_on": asked.round.due_on}
    with pytest.raises(RuleBroken, match="Đợt đã giao cho các đơn vị") as refusal:
        correct_asked_round(asked.round, by=None, code=asked.round.code, name="Đợt", **days)
    assert refusal.value.field == "starts_on"


def test_the_nearest_tier_above_collects(db: None) -> None:
    old = date(2020, 6, 1)
    province = make_unit(make_province(old).country, UnitType.PROVINCE, "Kon Tum", on=old)
    district = make_unit(province, UnitType.DISTRICT, "Ngọc Hồi", on=old)
    commune = make_unit(district, UnitType.COMMUNE, "Đắk Xú", on=old)
    row = make_month_round("2021", year=2021)
    assert ask_round(row, by=None, top=district, on=row.starts_on) == 2
    own = {one.unit_id: one for one in Submission.objects.filter(round=row)}
    assert own[commune.pk].answers_to == district
    assert own[district.pk].answers_to == province
    assert own[commune.pk].district == district


def test_a_school_answers_to_the_territory_of_its_managing_office(db: None) -> None:
    province = make_province()
    here, there = province.here, province.there
    row: Round = make_round(make_programme(), code="2026")
    upper = make_unit(here.unit, UnitType.SCHOOL, "THPT", levels=SchoolLevel.THPT)
    set_manager(here.school, by=None, manager=here.office, on=FOUNDED, decision=None)
    set_manager(there.school, by=None, manager=province.office, on=FOUNDED, decision=None)
    assert ask_round(row, by=None, top=province.unit, on=JUNE) == 2
    own = {one.unit_id: one for one in Submission.objects.filter(round=row)}
    assert own.keys() == {here.school.pk, there.school.pk}  # neither the site nor a school of other levels
    assert upper.pk not in own
    assert (own[here.school.pk].answers_to, own[there.school.pk].answers_to) == (here.unit, province.unit)


def test_who_may_ask_and_of_what(asked: Asked) -> None:
    office, unit = asked.province.here.office, asked.province.here.unit
    with pytest.raises(RuleBroken) as refusal:
        ask_round(asked.round, by=asked.officer, top=unit, on=JUNE)
    assert refusal.value.field == "top"
    elsewhere = make_unit(asked.province.country, UnitType.PROVINCE, "Lai Châu")
    with pytest.raises(RuleBroken):
        ask_round(asked.round, by=asked.collector, top=elsewhere, on=JUNE)
    assert ask_round(asked.round, by=asked.collector, top=asked.province.office, on=JUNE) == 0  # an office asks for its territory
    close_unit(office, by=None, on=JUNE, decision=None, reason="Giải thể")
    office.refresh_from_db()
    with pytest.raises(RuleBroken, match="không tồn tại"):
        ask_round(asked.round, by=None, top=office, on=JUNE)


def test_the_people_of_few_units_are_told(asked: Asked) -> None:
    row = make_month_round("2027", year=2027)
    clerk = make_user(RoleKind.LEADER, asked.province.here.office)
    ask_round(row, by=asked.collector, top=asked.province.unit, on=JUNE)
    told = Notice.objects.filter(key=f"round.asked/{row.pk}")
    assert set(told.values_list("person", flat=True)) == {asked.officer.pk, asked.neighbour.pk}
    assert clerk.pk not in {notice.person_id for notice in told}


def test_a_hundred_units_cost_as_many_questions_as_three(asked: Asked) -> None:
    row, other = make_month_round("2027", year=2027), make_month_round("2028", year=2028)

    def queries(one: Round) -> int:
        with CaptureQueriesContext(connection) as captured:
            ask_round(one, by=None, top=asked.province.unit, on=JUNE)
        return len(captured)

    few = queries(row)
    for _ in range(40):
        make_unit(asked.province.unit, UnitType.COMMUNE)
    assert queries(other) - few <= 2
    assert Submission.objects.filter(round=other).count() == 43
