"""The needs of the demo world: the counts of the report of 2021, straight from the tables, and something of everything today."""

from collections import defaultdict
from datetime import date

import pytest
from django.db.models import F, Max

from chungtay.accounts.models import User
from chungtay.console.demo.programme import SLUG, rows_of
from chungtay.core.periods import valid_on
from chungtay.documents.models import OfficeProfile
from chungtay.needs.enums import STANDING, NeedStatus
from chungtay.needs.models import Need, NeedRemark, NeedState
from chungtay.needs.queries import believed, waiting_counts
from chungtay.needs.rules import needs_reconfirmation, on_board
from chungtay.places.enums import SchoolLevel
from chungtay.places.models import Designation, Lineage, OrgUnit
from chungtay.programmes.models import Directive, FocalPoint, Participation, Plan, Programme
from chungtay.programmes.queries import carried_on
from chungtay.reports.models import Report
from chungtay.support.models import Contribution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_world")]

THEN = date(2021, 3, 1)
LAST = date(2026, 11, 20)
TEN_KINDS = (
    "hỗ trợ ăn bán trú, học bổng, đồ dùng học tập, khẩu trang y tế, dung dịch rửa tay, máy đo thân nhiệt, quần áo ấm, chăn ấm, chiếu, màn"
)


def programme() -> Programme:
    return Programme.objects.get(slug=SLUG)


def of_the_district() -> list[int]:
    """The schools of huyện Điện Biên on the day of the report."""
    district = OrgUnit.objects.get(code="100")
    return list(Lineage.objects.filter(valid_on(THEN), district=district, unit=F("school")).values_list("unit", flat=True))


def counted_then() -> dict[tuple[str, str], tuple[int, int]]:
    """(group, level) → how many schools and sites stood there with a need on 2021-03-01."""
    group = {category.code: category.group for category in programme().pack.categories}
    levels = dict(Designation.objects.filter(valid_on(THEN)).values_list("unit", "levels"))
    places: dict[tuple[str, str], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for state in NeedState.objects.filter(valid_on(THEN), status__in=STANDING, school__in=of_the_district()):
        for level in SchoolLevel(levels[state.school_id]):
            schools, sites = places[group[state.category], str(level.name)]
            schools.add(state.school_id)
            if state.site_id is not None:
                sites.add(state.site_id)
    return {key: (len(schools), len(sites)) for key, (schools, sites) in places.items()}


def test_the_counts_of_the_report_of_2021_stand_in_the_tables() -> None:
    assert counted_then() == {
        ("electricity_water", "TH"): (6, 13),
        ("electricity_water", "MN"): (10, 22),
        ("toilet", "THCS"): (2, 0),
        ("toilet", "TH"): (6, 10),
        ("toilet", "MN"): (2, 2),
        ("recurring", "TH"): (10, 0),
        ("recurring", "THCS"): (3, 0),
    }


def test_on_that_day_every_need_was_vouched_for_and_some_were_on_the_board() -> None:
    statuses = list(NeedState.objects.filter(valid_on(THEN)).values_list("status", flat=True))
    assert set(statuses) == {NeedStatus.VERIFIED, NeedStatus.PUBLISHED}
    assert len(statuses) == 62


def test_67_of_67_schools_took_part_those_without_a_need_by_saying_so() -> None:
    schools = set(of_the_district())
    answers = Participation.objects.filter(round__code="2021")
    assert len(schools) == 67
    assert set(answers.values_list("unit", flat=True)) == schools
    assert not answers.exclude(joined_on__range=(date(2021, 1, 15), THEN)).exists()
    in_need = set(NeedState.objects.filter(valid_on(THEN)).values_list("school", flat=True))
    assert set(answers.filter(is_nil=False).values_list("unit", flat=True)) == in_need


def test_the_chain_of_documents() -> None:
    of_2021 = Directive.objects.filter(programme__slug=SLUG, issued_on__year=2021).order_by("issued_on")
    assert [(row.number, row.issued_on, row.issuer, row.follows.number if row.follows else "") for row in of_2021] == [
        ("156/BGDĐT-GDCTHSSV", date(2021, 1, 15), "Bộ Giáo dục và Đào tạo", ""),
        ("228/SGD&ĐT", date(2021, 2, 4), "Sở Giáo dục và Đào tạo tỉnh Điện Biên", "156/BGDĐT-GDCTHSSV"),
        ("210/KH-UBND", date(2021, 2, 18), "UBND huyện Điện Biên", "228/SGD&ĐT"),
    ]
    asked = carried_on(Directive.objects.get(programme__slug=SLUG, issued_on__year=2026))
    assert (len(asked.plans), len(asked.missing)) == (5, 3)


def test_the_focal_points_went_with_their_office() -> None:
    for day, office in ((THEN, "pgd-dien-bien"), (LAST, "so-gddt-dien-bien")):
        points = FocalPoint.objects.on(day).order_by("level")
        assert [(point.unit.code, point.name) for point in points] == [
            (office, "Đầu mối cấp Mầm non"),
            (office, "Đầu mối cấp Tiểu học"),
            (office, "Đầu mối cấp THCS"),
        ]


def test_ten_kinds_of_help_in_2021() -> None:
    kinds = programme().pack.by_resource
    rows = Contribution.objects.filter(received_on__lte=THEN, unit__in=[*of_the_district(), OrgUnit.objects.get(code="pgd-dien-bien")])
    assert ", ".join(kinds[row.kind].name for row in rows.order_by("pk")) == TEN_KINDS


def test_those_who_report_have_a_head_for_their_papers() -> None:
    assert OfficeProfile.objects.filter(valid_on(THEN), unit__code="pgd-dien-bien").exists()


def test_this_years_report_is_in_the_making() -> None:
    report = Report.objects.get()
    assert (report.round.code, report.unit.code, report.as_of) == ("2026", "so-gddt-dien-bien", LAST)
    assert report.figures.exists()


def test_needs_in_every_state_today_and_most_of_them_around_thanh_an() -> None:
    assert set(Need.objects.values_list("status", flat=True)) == set(NeedStatus)
    today = Need.objects.filter(recorded_on__year__gte=2025)
    communes = dict(Lineage.objects.filter(valid_on(LAST), unit=F("school")).values_list("unit", "commune__code"))
    lies = [communes[need.school_id] for need in today]
    assert lies.count("03352-2025") > len(lies) / 2
    assert len(set(lies)) >= 8


def test_needs_of_2021_ended_over_the_years_and_some_stand_until_today() -> None:
    old = Need.objects.filter(recorded_on__year=2021)
    over = NeedState.objects.filter(need__in=old, status__in=[NeedStatus.CLOSED, NeedStatus.WITHDRAWN])
    assert {state.valid_from.year for state in over} == {2021, 2022, 2023, 2024}
    assert 5 <= old.filter(status__in=STANDING).count() <= 10
    assert over.count() + old.filter(status__in=STANDING).count() == old.count()


def test_on_the_board_are_fresh_ones_and_ones_to_be_asked_about_others_fell_off() -> None:
    pack = programme().pack
    published = list(Need.objects.filter(status=NeedStatus.PUBLISHED))
    shown = {need.pk for need in published if on_board(need, pack, LAST)}
    aged = {need.pk for need in published if needs_reconfirmation(need, pack, LAST)}
    assert len(shown - aged) >= 8
    assert len(shown & aged) >= 4
    assert len(aged - shown) >= 3
    assert set(Need.objects.filter(believed(LAST), status=NeedStatus.PUBLISHED).values_list("pk", flat=True)) == shown


@pytest.mark.parametrize(
    ("username", "waits"),
    [
        ("vanthu-mn-thanh-an", {"drafts", "returned", "to_confirm", "to_reconfirm"}),
        ("diemtruong-hin-phon", {"drafts", "to_confirm"}),
        ("vanthu-th-sam-mun", {"returned", "to_reconfirm"}),
        ("canbo-thanh-an", {"to_verify", "drafts", "returned", "to_confirm", "to_reconfirm"}),
        ("daumoi-mn", {"to_verify", "to_publish", "to_close"}),
        ("daumoi-th", {"to_verify", "to_publish", "to_close"}),
        ("daumoi-thcs", {"to_verify", "to_publish"}),
        ("tinh", {"to_verify", "to_publish", "to_close"}),
    ],
)
def test_something_waits_for_everybody_who_works_on_needs(username: str, waits: set[str]) -> None:
    found = waiting_counts(User.objects.get(username=username), on=LAST)
    assert {name for name in found.__dataclass_fields__ if getattr(found, name)} >= waits


def test_what_was_sent_back_says_why() -> None:
    for need in Need.objects.filter(status=NeedStatus.RETURNED):
        assert need.remarks.filter(is_settled=False).exists()
    assert NeedRemark.objects.filter(is_settled=True, need__status=NeedStatus.SUBMITTED).exists()


def test_some_schools_answer_this_year_with_needs_some_without_some_not_yet() -> None:
    answers = Participation.objects.filter(round__code="2026")
    nil, joined = (set(answers.filter(is_nil=is_nil).values_list("unit", flat=True)) for is_nil in (True, False))
    assert len(nil) >= 20
    assert len(joined) >= 20
    assert len(nil | joined) < OrgUnit.objects.on(LAST).filter(type=60).count()
    assert not Need.objects.filter(school__in=nil, status__in=[NeedStatus.SUBMITTED, *STANDING]).exists()


def test_nothing_in_it_lies_after_its_last_day() -> None:
    latest = [
        NeedState.objects.aggregate(day=Max("valid_from"))["day"],
        Need.objects.aggregate(day=Max("recorded_on"))["day"],
        Contribution.objects.aggregate(day=Max("received_on"))["day"],
        Participation.objects.aggregate(day=Max("joined_on"))["day"],
        Plan.objects.aggregate(day=Max("issued_on"))["day"],
    ]
    assert max(latest) <= LAST


@pytest.mark.parametrize("table", ["needs-2021.csv", "needs-today.csv"])
def test_every_need_is_told_in_words_of_its_own_on_working_days(table: str) -> None:
    rows = rows_of(table)
    assert len({row["what"] for row in rows}) == len(rows)
    days = {date.fromisoformat(step.split()[-1]) for row in rows for step in row["steps"].split("; ")}
    assert not [day for day in days if day.weekday() >= 5]


def test_a_need_of_old_sam_mun_is_found_in_thanh_an() -> None:
    for code, day in (("03355", THEN), ("03352-2025", LAST)):
        schools = Lineage.objects.filter(valid_on(day), commune__code=code, unit=F("school")).values("unit")
        assert Need.objects.filter(school__in=schools, recorded_on__year=2021, site__code="th-sam-mun-nam-van").exists()
