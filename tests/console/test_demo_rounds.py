"""The rounds of the demo world: the totals of Ngọc Hồi's report of 2021 out of records and answers, and answers of every kind today."""

from datetime import date, datetime

import pytest
from django.db.models import Max

from chungtay.activities.models import Activity
from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.indicators.reading import Cell
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.likeness import rolled_up
from chungtay.submissions.models import Answer, Submission
from chungtay.submissions.queries import completeness
from chungtay.submissions.totals import recomputed, totals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]

LAST = date(2026, 11, 20)
CHILDREN = "thang-hanh-dong-vi-tre-em"
SENT_LATE = "23398"  # xã Sa Loong of 2021


def asked(slug: str, code: str) -> Round:
    return Round.objects.get(programme__slug=slug, code=code)


def district() -> OrgUnit:
    return OrgUnit.objects.get(code="611")


def of_2021(*, own: OrgUnit | None) -> dict[str, int | None]:
    found = totals(asked(CHILDREN, "2021"), territory=district(), own=own)[None]
    return {cell.name: total.value for cell, total in found.items()}


def test_the_figures_of_the_report_of_2021_are_sums_of_what_nine_units_said() -> None:
    said = of_2021(own=district())
    assert {
        name: said[name]
        for name in (
            "launch_event",
            "reportages",
            "screened_children",
            "congenital_heart_cases",
            "motor_surgery_cases",
            "bicycles",
            "children_given",
            "local_budget_vnd",
            "protection_systems",
            "participation_models",
        )
    } == {
        "launch_event": 0,
        "reportages": 3,
        "screened_children": 300,
        "congenital_heart_cases": 1,
        "motor_surgery_cases": 2,
        "bicycles": 50,
        "children_given": 50,
        "local_budget_vnd": 14_000_000,
        "protection_systems": 2,
        "participation_models": 2,
    }
    assert of_2021(own=None) == said  # the department accepted the district's answer, too


def test_more_than_300_stays_more_than_300() -> None:
    row = asked(CHILDREN, "2021")
    total = totals(row, territory=district(), own=district())[None][Cell("screened_children")]
    assert (total.value, total.estimate) == (300, Estimate.AT_LEAST)
    assert recomputed(row, territory=district(), own=district()) == totals(row, territory=district(), own=district())


def test_what_was_on_record_filled_the_answers() -> None:
    filled = Answer.objects.filter(submission__round=asked(CHILDREN, "2021"), on_record__isnull=False)
    assert filled.count() >= 30
    assert not filled.exclude(reason="").exists()  # nobody had to correct the records


def test_eight_of_eight_one_of_them_late_all_accepted_by_somebody_else() -> None:
    row = asked(CHILDREN, "2021")
    found = completeness(row, collector=district())
    assert (found.expected, found.sent, found.on_time, found.late, found.accepted) == (8, 8, 7, 1, 8)
    submissions = list(Submission.objects.filter(round=row, answers_to=district()))
    assert [one.unit.code for one in submissions if one.is_late] == [SENT_LATE]
    assert all(one.accepted_by != one.sent_by and one.accepted_at and one.accepted_at.year == 2021 for one in submissions)


def test_the_communes_wrote_alike_and_nobody_proposed_anything() -> None:
    found = rolled_up(asked(CHILDREN, "2021"), collector=district())
    assert found["proposals"] == []
    assert [likes.units for likes in found["limits"]][:2] == [4, 2]
    assert found["reporting"][0].units == 3


@pytest.mark.parametrize(
    ("slug", "states"),
    [
        ("dieu-uoc-cho-em", {"due", "draft", "submitted", "returned", "accepted"}),
        (CHILDREN, {"due", "draft", "submitted"}),
    ],
)
def test_answers_in_every_state_today(slug: str, states: set[str]) -> None:
    assert set(Submission.objects.filter(round=asked(slug, "2026")).values_list("status", flat=True)) == states


def test_all_67_schools_are_asked_and_answer_to_their_communes() -> None:
    rows = Submission.objects.filter(round=asked("dieu-uoc-cho-em", "2026"))
    assert rows.count() == 67
    assert rows.filter(answers_to__code="03352-2025").count() == 10
    (sent_back,) = rows.filter(status=SubmissionStatus.RETURNED)
    assert sent_back.remarks.get(is_settled=False).field == "pupils.ethnic"


def test_nothing_was_done_or_sent_after_its_last_day() -> None:
    assert Activity.objects.aggregate(day=Max("ended_on"))["day"] <= LAST
    instants: list[datetime] = [Submission.objects.aggregate(at=Max(name))["at"] for name in ("last_sent_at", "accepted_at")]
    assert all(clock.day_of(at) <= LAST for at in instants)
