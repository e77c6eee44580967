"""What units said in a round as figures: the sum of what was accepted, who has sent, each with its submissions; equal to totals()."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.figures.ask import Figure, Filters, UnknownFigure, breakdown, breakdowns, figure, ids, kinds_of, records, trend
from chungtay.figures.enums import FigureKind
from chungtay.indicators.reading import Cell, Reading
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.programmes.pack import Indicator
from chungtay.submissions.actions import excuse_submission, return_submission
from chungtay.submissions.totals import derived, totals
from tests.make.people import make_user
from tests.make.submissions import SLUG, Asked, at, make_accepted, make_asked, make_sent

Counting = Callable[..., AbstractContextManager[Any]]
ON: Final = date(2026, 6, 30)
READINGS: Final = st.none() | st.builds(
    lambda value, estimate: Reading(value, estimate=estimate), st.integers(0, 40), st.sampled_from([*Estimate])
)


@pytest.fixture(autouse=True)
def _in_time() -> Iterator[None]:
    with clock.standing_at(at("02/7/2026")):
        yield


@pytest.fixture
def asked(db: None) -> Asked:
    return make_asked()


def told(question: str, unit: str = "11", on: date = ON, **filters: Any) -> Figure:
    return figure(question, Filters(programme=SLUG, unit=unit, round="2026", as_of=on, **filters))


def value(indicator: str, unit: str = "11", **filters: Any) -> Figure:
    return told("indicators.value", unit, indicator=indicator, **filters)


def test_what_was_accepted_is_added_up(asked: Asked) -> None:
    make_accepted(
        asked.here, screened_children=Reading(300, estimate=Estimate.AT_LEAST), screened_children__girls=140, protection_systems=3
    )
    make_sent(asked.there, screened_children=25)
    screened = value("screened_children")
    assert (screened.text, screened.kind) == ("hơn 300 lượt", FigureKind.SUM)
    assert value("screened_children", by="girls").text == "140 lượt"
    assert value("screened_children", unit="03349").text == "25 lượt"  # its own counts for itself once sent, for others once accepted
    assert value("protection_systems").text == "1 đơn vị"
    assert "Đếm trong 1 báo cáo." in value("protection_systems").meaning
    assert ids(screened) == {"submission": [asked.here.pk]}
    assert screened.title == "Số liệu báo cáo của đợt: Trẻ em được khám sàng lọc"


def test_a_collecting_unit_counts_its_own_answer_once_sent(asked: Asked) -> None:
    make_accepted(asked.here, reportages=2)
    make_accepted(asked.above, reportages=3)
    whole = value("reportages")
    parts = breakdown(whole, "unit")
    assert (whole.value, [(part.label, part.figure.text) for part in parts.rows]) == (
        5,
        [("Xã Sam Mứn", "chưa có số liệu"), ("Xã Thanh An", "2 phóng sự")],
    )
    assert "Phần của chính đơn vị" in parts.why_not


def test_yes_or_no_and_ratios(asked: Asked) -> None:
    make_accepted(asked.here, launch_event=Reading(0, reason="Dịch bệnh"), insured_children=Reading(90, of=100))
    make_accepted(asked.there, launch_event=1, insured_children=Reading(40, of=50))
    launch = value("launch_event")
    assert (launch.written(), launch.kind, ids(launch)) == (
        "1/2",
        FigureKind.RATIO,
        {"submission": [asked.there.pk], "missing_answer": [asked.here.pk]},
    )
    insured = value("insured_children")
    assert (insured.written(), breakdown(insured, "unit").adds_up) == ("130/150", True)


def test_derived_from_totals_with_one_decimal(asked: Asked) -> None:
    assert (value("special_share").text, value("special_share").is_blank) == ("chưa có số liệu", True)
    money = {"local_budget_vnd": 1_000_000, "mobilised_vnd": 0, "in_kind_vnd": 500_000}
    make_accepted(asked.here, children_total=100, special_children=1, **money)
    make_accepted(asked.there, children_total=Reading(200, estimate=Estimate.ABOUT), special_children=36, **money)
    share = value("special_share")
    assert (share.value, share.kind, share.text) == (123, FigureKind.TENTHS, "khoảng 12,3 %")  # 37/300 = 12,33
    assert [part.figure.written() for part in breakdown(share, "unit").rows] == ["khoảng 18", "1"]
    assert "công thức" in breakdown(share, "unit").why_not
    each = value("vnd_for_each_child")
    assert (each.value, each.kind) == (10_000, FigureKind.MONEY)
    found = derived(asked.round.pack, totals(asked.round, territory=asked.province.unit)[None])["vnd_for_each_child"]
    assert found is not None
    assert found.value == each.value
    assert ids(share)["submission"] == sorted([asked.here.pk, asked.there.pk])


def test_who_has_sent_and_who_in_time(asked: Asked) -> None:
    assert (told("submissions.sent").text, told("submissions.sent", "03316").text) == ("0/2 báo cáo", "0/1 báo cáo")
    make_sent(asked.here)
    make_sent(asked.above)  # its own is no answer to itself
    with clock.standing_at(at("06/7/2026")):  # communes were due on the 5th
        make_sent(asked.there)
    assert (told("submissions.sent").written(), told("submissions.on_time").written()) == ("2/2", "1/2")
    parts = breakdown(told("submissions.on_time"), "unit")
    assert [(part.label, part.figure.written()) for part in parts.rows] == [("Xã Sam Mứn", "0/1"), ("Xã Thanh An", "1/1")]
    return_submission(asked.here, by=asked.collector, remarks={"reportages": "Xin xem lại"})
    sent = told("submissions.sent")
    assert (sent.written(), ids(sent)) == ("1/2", {"submission": [asked.there.pk], "missing_submission": [asked.here.pk]})
    excuse_submission(asked.here, by=None, reason="Xã bị lũ cô lập")
    assert told("submissions.sent").written() == "1/1"


def test_of_the_country_each_provinces_own_counts_only_in_the_whole(asked: Asked) -> None:
    make_sent(asked.above)
    whole = told("submissions.sent", "vn")
    parts = breakdown(whole, "unit")
    assert (whole.written(), [(part.label, part.figure.written()) for part in parts.rows]) == ("1/3", [("Tỉnh Điện Biên", "0/2")])
    assert told("submissions.sent", "11").written() == "0/2"
    assert "chỉ được tính ở tổng" in parts.why_not


def test_the_tree_is_that_in_which_the_round_was_asked(asked: Asked) -> None:
    make_accepted(asked.here, reportages=2)
    units = [asked.province.here.unit, asked.province.there.unit]
    merge_units(units, by=None, on=date(2026, 7, 1), decision=None, into=NewUnit(title="Xã", name="Mới", code="moi"))
    with clock.standing_at(at("03/7/2026")):
        parts = breakdown(value("reportages"), "unit")
        assert [(part.label, part.figure.value) for part in parts.rows] == [("Xã Sam Mứn", 0), ("Xã Thanh An", 2)]
        assert value("reportages", unit="03316").value == 2
        assert told("indicators.value", "moi", date(2026, 7, 3), indicator="reportages").is_blank


def test_records_are_of_ones_reach(asked: Asked) -> None:
    make_accepted(asked.here, reportages=2)
    make_sent(asked.there)
    sent = told("submissions.sent")
    assert kinds_of(sent) == ("submission", "missing_submission")
    assert [(row.name, row.where, row.note) for row in records(sent, None).rows] == [
        ("Xã Thanh An", "Đã nhận", "02/7/2026"),
        ("Xã Sam Mứn", "Đã gửi", "02/7/2026"),
    ]
    seen = records(sent, asked.neighbour)
    assert (seen.total, seen.seen, seen.rows[0].name) == (2, 1, "Xã Sam Mứn")
    assert records(sent, make_user(RoleKind.PROVINCE_OFFICER, asked.province.office)).seen == 2


def test_what_is_refused(asked: Asked) -> None:
    refused: list[tuple[dict[str, Any], str]] = [
        ({"indicator": "rockets"}, "“rockets”"),
        ({}, "cần chọn chỉ tiêu"),
        ({"indicator": "plans"}, "không hỏi trong đợt"),
        ({"indicator": "reportages", "by": "girls"}, "không hỏi phần"),
        ({"indicator": "reportages", "own": "1"}, "không lọc được"),
    ]
    for filters, said in refused:
        with pytest.raises(UnknownFigure, match=said):
            told("indicators.value", **filters)
    with pytest.raises(UnknownFigure, match="không xem theo thời gian"):
        trend("submissions.sent", told("submissions.sent").filters, [ON])


def test_queries(asked: Asked, django_assert_num_queries: Counting) -> None:
    make_accepted(asked.here, screened_children=5, screened_children__girls=2)
    with django_assert_num_queries(3):  # unit, round, and one count
        found = value("screened_children")
    with django_assert_num_queries(3):  # one count, who was asked, their names
        breakdown(found, "unit")
    with django_assert_num_queries(1):
        breakdown(found, "by")
    with django_assert_num_queries(3):
        value("special_share")


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(
    said=st.lists(
        st.dictionaries(st.sampled_from(["screened_children", "banners", "protection_systems"]), READINGS), min_size=3, max_size=3
    )
)
def test_the_parts_and_the_own_part_are_the_whole_and_the_totals(db: None, said: list[dict[str, Reading | None]]) -> None:
    with transaction.atomic(), clock.standing_at(at("02/7/2026")):
        asked = make_asked()
        for submission, numbers in zip((asked.here, asked.there, asked.above), said, strict=True):
            make_accepted(submission, **numbers)
        found = totals(asked.round, territory=asked.province.unit)[None]
        own = totals(asked.round, territory=asked.province.unit, by="unit").get(asked.province.unit.pk, {})
        for indicator in asked.round.pack.asked_indicators:
            _check(indicator, found, own)
        transaction.set_rollback(True)


def _check(indicator: Indicator, found: dict[Cell, Any], own: dict[Cell, Any]) -> None:
    for by in ("", *indicator.by):
        whole, total = value(indicator.code, by=by), found[Cell(indicator.code, by)]
        assert (whole.value, whole.is_blank) == (total.value or 0, total.value is None), whole
        assert total.value in (None, 0) or whole.estimate == total.estimate
        if by == "" and "unit" in breakdowns(whole):
            parts = breakdown(whole, "unit")
            mine = own[Cell(indicator.code)].value if own else 0
            assert sum(part.figure.value for part in parts.rows) + (mine or 0) == whole.value
