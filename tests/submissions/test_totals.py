"""Totals at every level, as soon as something is accepted: one statement a page, and equal to the long way round."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.core.estimates import Estimate
from chungtay.indicators.reading import Cell, Reading
from chungtay.places.enums import UnitType
from chungtay.submissions.actions import accept_submission, ask_round, excuse_submission, return_submission, send_nil
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import asked_cells, places_of
from chungtay.submissions.totals import Total, Totals, derived, recomputed, totals
from tests.make.places import make_unit
from tests.make.submissions import Asked, make_accepted, make_sent

E = Estimate
SCREENED, GIRLS, LAUNCH = Cell("screened_children"), Cell("screened_children", "girls"), Cell("launch_event")
SYSTEMS, INSURED, MONEY = Cell("protection_systems"), Cell("insured_children"), Cell("local_budget_vnd")


def both(asked: Asked, **where: object) -> Totals:
    found = totals(asked.round, **where)  # type: ignore[arg-type]
    assert found == recomputed(asked.round, **where)  # type: ignore[arg-type]
    return found


def test_every_kind_adds_up_by_its_law(asked: Asked) -> None:
    make_accepted(
        asked.here,
        launch_event=1,
        screened_children=Reading(300, estimate=E.AT_LEAST),
        screened_children__girls=Reading(100, estimate=E.ABOUT),
        protection_systems=3,
        insured_children=Reading(80, of=100),
        local_budget_vnd=14_000_000,
    )
    make_accepted(
        asked.there,
        launch_event=Reading(0, reason="Dịch bệnh"),
        screened_children=50,
        protection_systems=0,
        insured_children=Reading(10, of=20),
        local_budget_vnd=2_500_000,
    )
    whole = both(asked)[None]
    assert whole[SCREENED] == Total(350, None, 2, E.AT_LEAST, 2)
    assert whole[GIRLS] == Total(100, None, 1, E.ABOUT, 2)
    assert whole[LAUNCH] == Total(1, 2, 2, E.EXACT, 2)
    assert whole[SYSTEMS] == Total(1, None, 2, E.EXACT, 2)
    assert whole[INSURED] == Total(90, 120, 2, E.EXACT, 2)
    assert whole[MONEY].value == 16_500_000
    assert whole[Cell("bicycles")] == Total(None, None, 0, E.EXACT, 2)
    assert len(places_of(asked.round.pack)) > 32  # several pages


def test_only_what_is_accepted_counts_and_for_oneself_what_is_sent(asked: Asked) -> None:
    make_sent(asked.here, screened_children=10)
    assert both(asked)[None][SCREENED] == Total(None, None, 0, E.EXACT, 0)
    assert both(asked, own=asked.province.here.office)[None][SCREENED] == Total(10, None, 1, E.EXACT, 1)
    assert both(asked, own=asked.province.unit)[None][SCREENED].value is None
    accept_submission(asked.here, by=None)
    assert both(asked)[None][SCREENED].value == 10
    return_submission(asked.here, by=None, remarks={}, reason="Đếm lại")
    assert both(asked)[None][SCREENED].value is None
    excuse_submission(asked.here, by=None, reason="Thôi")
    send_nil(asked.there, by=None, reason="Không có gì")
    accept_submission(asked.there, by=None)
    assert both(asked)[None][SCREENED] == Total(None, None, 0, E.EXACT, 1)


def test_at_every_level_the_parts_are_the_whole(asked: Asked) -> None:
    third = make_unit(asked.province.country, UnitType.PROVINCE, "Lai Châu")
    make_accepted(asked.here, screened_children=Reading(10, estimate=E.ABOUT))
    make_accepted(asked.there, screened_children=20)
    make_accepted(asked.above, screened_children=5)
    ask_round(asked.round, by=None, top=third, on=asked.round.starts_on)
    make_accepted(Submission.objects.get(unit=third, round=asked.round), screened_children=100)
    country = both(asked)[None][SCREENED]
    assert (country.value, country.estimate) == (135, E.ABOUT)
    province, here, there = asked.province.unit, asked.province.here.unit, asked.province.there.unit
    by_province = both(asked, by="province")
    assert {key: cells[SCREENED].value for key, cells in by_province.items()} == {province.pk: 35, third.pk: 100}
    assert {key: cells[SCREENED].estimate for key, cells in by_province.items()} == {province.pk: E.ABOUT, third.pk: E.EXACT}
    by_commune = both(asked, by="commune", territory=asked.province.office)  # an office stands for its territory
    assert {key: cells[SCREENED].value for key, cells in by_commune.items()} == {here.pk: 10, there.pk: 20, None: 5}
    by_unit = both(asked, by="unit", territory=here)
    assert {key: cells[SCREENED].value for key, cells in by_unit.items()} == {here.pk: 10}
    assert both(asked, by="district")[None][SCREENED].value == 135
    assert both(asked, territory=asked.province.here.school)[None][SCREENED].value is None
    with pytest.raises(ValueError, match="village"):
        totals(asked.round, by="village")


def test_one_statement_a_page_and_one_more_for_what_is_not_exact(asked: Asked) -> None:
    make_accepted(asked.here, screened_children=10)

    def statements(**what: object) -> int:
        with CaptureQueriesContext(connection) as captured:
            totals(asked.round, **what)  # type: ignore[arg-type]
        return len(captured)

    places_of(asked.round.pack)  # its version is fetched once
    assert statements() == 2
    assert statements(by="province", cells=[SCREENED]) == 1
    make_accepted(asked.there, screened_children=Reading(5, estimate=E.ABOUT))
    assert statements(cells=[SCREENED]) == 2
    assert statements(by="unit") == 3
    assert totals(asked.round, cells=[GIRLS])[None].keys() == {GIRLS}


def test_derived_ones_are_reckoned_from_totals(asked: Asked) -> None:
    make_accepted(asked.here, children_total=1_000, special_children=Reading(20, estimate=E.ABOUT), local_budget_vnd=14_000_000)
    make_accepted(asked.there, children_total=500, special_children=10, mobilised_vnd=1_000_000)
    found = derived(asked.round.pack, totals(asked.round)[None])
    share = found["special_share"]
    assert share is not None
    assert (share.value, share.estimate) == (Fraction(2), E.ABOUT)
    assert found["total_vnd"] is None  # nobody said anything of goods
    assert found["vnd_for_each_child"] is None
    make_accepted(asked.above, in_kind_vnd=0)
    found = derived(asked.round.pack, totals(asked.round)[None])
    each = found["vnd_for_each_child"]
    assert each is not None
    assert each.value == 10_000


def test_the_columns_hold_for_every_shipped_round(asked: Asked) -> None:
    cells = asked_cells(asked.round.pack)
    assert [place[0] for place in places_of(asked.round.pack) if place[1] == "value"] == list(cells)
    assert all(not indicator.formula for indicator in cells.values())
