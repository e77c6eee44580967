"""What the records say for a round's form: the unit's own part, with its source; blank where nobody wrote anything down."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chungtay.activities.rules import Counted
from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.figures.ask import Filters, figure
from chungtay.figures.on_record import on_record
from chungtay.indicators.reading import Cell
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.programmes.packsource import PackBroken
from chungtay.reports.paper_check import check_paper
from chungtay.submissions.models import Submission
from tests.make.activities import make_activity
from tests.make.submissions import Asked, at, make_asked

Counting = Callable[..., AbstractContextManager[Any]]
JUNE = date(2026, 6, 12)


@pytest.fixture(autouse=True)
def _after_the_round() -> Iterator[None]:
    with clock.standing_at(at("02/7/2026")):
        yield


@pytest.fixture
def asked(db: None) -> Asked:
    asked = make_asked()
    screened = {"screened_children": Counted(300, Estimate.AT_LEAST), "congenital_heart_cases": Counted(1)}
    _did(asked, asked.province.here.unit, outputs=screened, money={"local_budget": Counted(14_000_000)})
    _did(
        asked, asked.province.here.school, kind="gift", people=Counted(50), outputs={"bicycles": Counted(50)}, parts={"girls": Counted(30)}
    )
    _did(asked, asked.province.here.office, kind="gift", people=Counted(10), outputs={"gift_packages": Counted(0)})
    _did(asked, asked.province.here.unit, kind="model_club", people=None, outputs={"child_protection_systems": Counted(3)})
    _did(asked, asked.province.office, kind="launch", people=None, outputs={})
    return asked


def _did(asked: Asked, unit: Any, **form: Any) -> None:
    make_activity(unit, programme=asked.round.programme, **({"on": JUNE} | form))


def fetched(submission: Submission) -> Submission:
    """As a page fetches it."""
    return Submission.objects.select_related("unit", "round__programme__version", "round__version").get(pk=submission.pk)


def test_what_is_known_and_what_stays_blank(asked: Asked) -> None:
    found = on_record(fetched(asked.here))
    assert {cell.name: (one.value, str(one.estimate)) for cell, one in found.items()} == {
        "screened_children": (300, "at_least"),
        "congenital_heart_cases": (1, "exact"),
        "bicycles": (50, "exact"),
        "gift_packages": (0, "exact"),  # somebody wrote the 0 down
        "children_given": (60, "exact"),
        "children_given.girls": (30, "at_least"),  # the second one did not say how many of them were girls
        "local_budget_vnd": (14_000_000, "exact"),
        "protection_systems": (1, "exact"),
    }
    assert on_record(fetched(asked.there)) == {}


def test_a_collecting_unit_sees_only_what_it_did_itself(asked: Asked) -> None:
    assert {cell.name: one.value for cell, one in on_record(fetched(asked.above)).items()} == {"launch_event": 1}


def test_each_number_leads_to_its_figure(asked: Asked) -> None:
    for cell, one in on_record(fetched(asked.here)).items():
        told = figure(one.question, Filters.taken_out(one.filters))
        assert told.filters.own == "1"
        assert told.value == one.value or cell == Cell("protection_systems"), cell


def test_an_ended_unit_is_asked_of_its_last_day(asked: Asked) -> None:
    units = [asked.province.here.unit, asked.province.there.unit]
    merge_units(units, by=None, on=date(2026, 6, 20), decision=None, into=NewUnit(title="Xã", name="Mới", code="moi"))
    found = on_record(fetched(asked.here))
    assert (found[Cell("bicycles")].value, found[Cell("bicycles")].filters["as_of"]) == (50, "2026-06-19")


def test_one_count_however_long_the_form(asked: Asked, django_assert_max_num_queries: Counting) -> None:
    submission = fetched(asked.here)
    with django_assert_max_num_queries(4):  # unit, round, who followed whom, and one count
        on_record(submission)


def test_an_indicator_that_follows_no_figure_is_refused(asked: Asked) -> None:
    pack = asked.round.pack
    wrong = replace(pack.by_indicator["bicycles"], given=(("output", "bicycles"), ("level", "MN")))
    with pytest.raises(PackBroken, match=r"bicycles: con số .* không có điều kiện"):
        check_paper(replace(pack, indicators=(wrong,)))
