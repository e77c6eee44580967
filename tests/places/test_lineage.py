"""Lineage equals the answer that walks the placements, whatever happened before; and the ranges keep their promises."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER, Period, valid_on
from chungtay.places.actions.lineage import rebuild_lineage
from chungtay.places.actions.restructuring import Part, merge_units, split_unit
from chungtay.places.actions.units import NewUnit, close_unit, found_unit, set_manager, transfer_unit
from chungtay.places.enums import PARENT_TYPES, PlacementKind, UnitType
from chungtay.places.models import LINEAGE_COLUMNS, Designation, Lineage, OrgUnit, Placement
from chungtay.places.rules import check_lasting
from tests.make.places import FOUNDED, make_committee, make_province

ACTS = ("found", "transfer", "merge", "split", "close", "manage")
DAYS = 40
# One step: what, on which day after the founding, and numbers by which units are picked.
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, DAYS), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=9)


def walked(unit: OrgUnit, day: date) -> dict[str, int]:
    """The ancestors by type, one placement after the other; nothing where the line breaks off."""
    found: dict[str, int] = {}
    at: OrgUnit | None = unit
    while at is not None and at.life.covers(day):
        if at.type == UnitType.COUNTRY:
            return found
        found[LINEAGE_COLUMNS[UnitType(at.type)]] = at.pk
        placed = Placement.objects.filter(valid_on(day), unit=at, kind=PlacementKind.TERRITORY).select_related("parent")
        at = placed[0].parent if placed else None
    return {}


def from_lineage(unit: OrgUnit, day: date) -> dict[str, int]:
    row = Lineage.objects.filter(valid_on(day), unit=unit).values(*LINEAGE_COLUMNS.values()).first() or {}
    return {column: pk for column, pk in row.items() if pk is not None}


def act(what: str, on: date, first: int, second: int) -> None:
    """One change at units that the numbers pick among those alive that day; most are sensible, some are refused."""
    alive = list(OrgUnit.objects.filter(valid_on(on), type__gt=UnitType.COUNTRY).order_by("pk"))
    unit = alive[first % len(alive)]
    same = [one for one in alive if one.type == unit.type and one != unit] or [unit]
    parents = [one for one in alive if UnitType(one.type) in PARENT_TYPES[UnitType(unit.type)]] or [unit]
    other, parent = same[second % len(same)], parents[second % len(parents)]
    levels = 1 if unit.type == UnitType.SCHOOL else 0
    new = NewUnit(title="Xã", name=f"Mới {first} {second}", levels=levels)
    decided: dict[str, Any] = {"by": None, "on": on, "decision": None}
    if what == "found":
        check_lasting(parent)  # as the page does: what is founded in a parent with a known end lies nowhere afterwards
        found_unit(parent, type=UnitType(unit.type), new=new, **decided)
    elif what == "transfer":
        transfer_unit(unit, parent=parent, **decided)
    elif what == "merge":
        merge_units([unit, other], into=new if second % 2 else other, agencies_end=first % 2 == 0, with_committee=first % 3 > 0, **decided)
    elif what == "split":
        children = list(Placement.objects.filter(valid_on(on), parent=unit).values_list("unit", flat=True))
        parts = [Part(new, frozenset(children[::2])), Part(new)][: 1 + second % 2]
        split_unit(unit, parts=parts, lives_on=second % 2 == 0, agencies_end=first % 2 == 0, with_committees=first % 3 > 0, **decided)
    elif what == "manage":
        agencies = [one for one in alive if one.type == UnitType.AGENCY]
        set_manager(unit, manager=agencies[second % len(agencies)], **decided)
    else:
        close_unit(unit, reason="thử", **decided)


def overlaps(rows: list[tuple[Any, date, date]]) -> Iterator[tuple[Any, date]]:
    ordered = sorted(rows)
    for (key, _start, end), (next_key, next_start, _end) in pairwise(ordered):
        if key == next_key and next_start < end:
            yield key, next_start


def check_promises() -> None:
    units = {unit.pk: unit for unit in OrgUnit.objects.all()}
    placed = list(Placement.objects.all())
    assert not list(overlaps([((row.unit_id, row.kind), row.valid_from, row.valid_to) for row in placed]))
    assert not list(overlaps([(row.unit_id, row.valid_from, row.valid_to) for row in Designation.objects.all()]))
    assert not list(overlaps([(row.unit_id, row.valid_from, row.valid_to) for row in Lineage.objects.all()]))
    for row in placed:
        period = Period(row.valid_from, row.valid_to)
        assert period.meet(units[row.parent_id].life) == period
        assert period.meet(units[row.unit_id].life) == period
    for unit in units.values():  # named on every day of its life, placed too
        for rows in (Designation.objects.filter(unit=unit), Placement.objects.filter(unit=unit, kind=PlacementKind.TERRITORY)):
            spans = sorted(rows.values_list("valid_from", "valid_to"))
            if unit.type != UnitType.COUNTRY:
                assert (spans[0][0], spans[-1][1]) == (unit.valid_from, unit.valid_to), (unit.code, spans)
                assert all(one[1] == other[0] for one, other in pairwise(spans))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_lineage_is_the_walked_answer(db: None, steps: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        province = make_province()
        for commune in (province.here, province.there):
            set_manager(commune.school, by=None, manager=make_committee(commune.unit), on=FOUNDED, decision=None)
        done = {FOUNDED}
        for what, days, first, second in steps:
            on = FOUNDED + timedelta(days=days)
            try:
                with transaction.atomic():
                    act(what, on, first, second)
                done.add(on)
            except RuleBroken:
                pass
        check_promises()
        days_asked = sorted(
            done | {day - timedelta(days=1) for day in done} | {FOUNDED + timedelta(days=DAYS + 9), FOREVER - timedelta(days=1)}
        )
        for unit in OrgUnit.objects.exclude(type=UnitType.COUNTRY):
            for day in days_asked:
                assert from_lineage(unit, day) == walked(unit, day), (unit.code, day)
        before = sorted(Lineage.objects.values_list("unit", "valid_from", "valid_to", *LINEAGE_COLUMNS.values()), key=str)
        rebuild_lineage()
        assert sorted(Lineage.objects.values_list("unit", "valid_from", "valid_to", *LINEAGE_COLUMNS.values()), key=str) == before
        transaction.set_rollback(True)
