"""Whatever happens in whatever order, the totals are what a full recomputation says, at every level, and the parts are the whole."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Final

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.indicators.adding import Added, join
from chungtay.indicators.reading import Cell, Reading
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.submissions import actions
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import readings
from chungtay.submissions.rules import OnRecord, asked_cells
from chungtay.submissions.totals import GROUPS, recomputed, totals
from tests.make.places import make_province, make_unit
from tests.make.submissions import make_month_round

MERGED_ON: Final = date(2026, 7, 1)
CELLS: Final = ("launch_event", "screened_children", "screened_children.girls", "protection_systems", "insured_children", "children_total")
ON_RECORD: Final = {Cell("launch_event"): OnRecord(1), Cell("bicycles"): OnRecord(3, estimate=Estimate.AT_LEAST)}

Step = tuple[str, int, str, Reading | None]
READINGS: Final = st.builds(
    lambda value, more, estimate: Reading(value, value + more, estimate, "Đếm lại"),
    st.integers(0, 3),
    st.integers(0, 2),
    st.sampled_from(Estimate.values),
)
VERBS: Final = ("save", "send", "send", "accept", "accept", "nil", "return", "restate", "excuse", "ask_again", "merge")
STEPS: Final = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 6), st.sampled_from(CELLS), st.none() | READINGS), min_size=6, max_size=14
)


def ask() -> tuple[Round, list[OrgUnit]]:
    """Two provinces; in one of them two communes and a district with a third."""
    province = make_province()
    district = make_unit(province.unit, UnitType.DISTRICT, "Điện Biên Đông")
    other = make_unit(province.country, UnitType.PROVINCE, "Lai Châu")
    units = [province.unit, province.here.unit, province.there.unit, district, make_unit(district, UnitType.COMMUNE), other]
    units.append(make_unit(other, UnitType.COMMUNE))
    row = make_month_round()
    actions.ask_round(row, by=None, top=province.country, on=row.starts_on)
    return row, units


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def _hold(row: Round, units: list[OrgUnit], steps: list[Step]) -> None:
    with transaction.atomic():
        for step in steps:
            take(row, units, step)
        for by in GROUPS:
            check(row, by, None, None)
        for territory in units[2:4]:
            check(row, "unit", territory, territory)
        transaction.set_rollback(True)


def test_after_any_sequence_of_steps(db: None) -> None:
    _hold(*ask())


def take(row: Round, units: list[OrgUnit], step: Step) -> None:
    """One step; what a rule refuses did not happen."""
    verb, place, field, now = step
    one = Submission.objects.get(round=row, unit=units[place])
    merged = NewUnit(title="Xã", name="Thanh An mới")
    verbs: dict[str, Callable[[], object]] = {
        "save": lambda: actions.save_answers(one, by=None, given=form(one, field, now)),
        "send": lambda: actions.send_submission(one, by=None, on_record=ON_RECORD),
        "nil": lambda: actions.send_nil(one, by=None, reason="Không có gì"),
        "accept": lambda: actions.accept_submission(one, by=None),
        "return": lambda: actions.return_submission(one, by=None, remarks={}, reason="Đếm lại"),
        "restate": lambda: actions.restate(one, by=None, given=form(one, field, now), reason="Có sau"),
        "excuse": lambda: actions.excuse_submission(one, by=None, reason="Lũ"),
        "ask_again": lambda: actions.ask_again(one, by=None),
        "merge": lambda: merge_units(units[1:3], by=None, on=MERGED_ON, decision=None, into=merged),
    }
    with suppress(RuleBroken), transaction.atomic():
        verbs[verb]()


def form(submission: Submission, field: str, now: Reading | None) -> dict[str, actions.Given]:
    cell = Cell.named(field)
    if now is not None and cell.indicator != "insured_children":
        now = Reading(min(now.value, 1) if field == "launch_event" else now.value, None, now.estimate, now.reason)
    return {field: actions.Given(now, was=readings(submission).get(cell))}


def check(row: Round, by: str, territory: OrgUnit | None, own: OrgUnit | None) -> None:
    found = totals(row, by=by, territory=territory, own=own)
    assert found == recomputed(row, by=by, territory=territory, own=own)
    whole = totals(row, territory=territory, own=own)[None]
    for cell, indicator in asked_cells(row.pack).items():
        parts = [Added(one.value, one.of, one.answered, one.estimate) for one in (cells[cell] for cells in found.values())]
        total = whole[cell]
        assert join(parts, indicator.adds_up) == Added(total.value, total.of, total.answered, total.estimate)


def test_the_steps_really_count(db: None) -> None:
    """A sequence that goes all the way, so that the one above does not hold because nothing ever happens."""
    row, units = ask()
    for place in range(7):
        for verb in ("send", "accept"):
            take(row, units, (verb, place, "", None))
    take(row, units, ("restate", 1, "children_total", Reading(3)))
    take(row, units, ("merge", 0, "", None))
    assert not OrgUnit.objects.get(pk=units[1].pk).life.covers(MERGED_ON)
    whole = totals(row)[None]
    assert (whole[Cell("bicycles")].value, whole[Cell("children_total")].value, whole[Cell("launch_event")].of) == (21, 3, 7)
