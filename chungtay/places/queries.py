"""Questions about places, each asked of a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from chungtay.core.periods import FOREVER, valid_on
from chungtay.core.search import matching, searchable
from chungtay.core.vietnamese import fold, sort_key
from chungtay.places.enums import RECORDS_FROM, PlacementKind, UnitType
from chungtay.places.models import LINEAGE_COLUMNS, Designation, Lineage, OrgUnit, OrgUnitQuerySet, Placement, Succession

BY_NAME: Final[tuple[str, ...]] = ("sort_key", "pk")  # of units fetched with on()


def ancestors(unit: OrgUnit, *, on: date) -> list[OrgUnit]:
    """The units in which this one lies that day, the widest first, without the country and itself."""
    line = Lineage.objects.filter(valid_on(on), unit=unit).values(*LINEAGE_COLUMNS.values()).first()
    ids = [pk for pk in (line or {}).values() if pk is not None and pk != unit.pk]
    return list(OrgUnit.objects.on(on).filter(pk__in=ids).order_by("type"))


def paths(units: Collection[int], *, on: date) -> dict[int, list[str]]:
    """For each unit the full names of those in which it lies that day, the nearest first: for lists, in two queries."""
    lines = {
        row.pop("unit"): [pk for pk in row.values() if pk is not None]
        for row in Lineage.objects.filter(valid_on(on), unit__in=units).values("unit", *LINEAGE_COLUMNS.values())
    }
    names = _names({pk for line in lines.values() for pk in line}, on=on)
    return {unit: [names[pk] for pk in reversed(line) if pk != unit and pk in names] for unit, line in lines.items()}


def _names(units: Collection[int], *, on: date) -> dict[int, str]:
    rows = Designation.objects.filter(valid_on(on), unit__in=units).only("unit", "title", "name")
    return {row.unit_id: row.full_name for row in rows}


def last_names(codes: Collection[str]) -> dict[str, str]:
    """By code: the last full name that the unit bore, whether it still lives or not."""
    rows = Designation.objects.filter(unit__code__in=codes).select_related("unit").order_by("valid_from")
    return {row.unit.code: row.full_name for row in rows}


def children(unit: OrgUnit, *, on: date) -> OrgUnitQuerySet:
    """The units directly below that day, with their names."""
    return OrgUnit.objects.on(on).children_of(unit, on=on)


def siblings(unit: OrgUnit, *, on: date) -> OrgUnitQuerySet:
    """The units directly below the same parent that day, with their names, without the unit itself."""
    above = Placement.objects.filter(valid_on(on), unit=unit, kind=PlacementKind.TERRITORY).values("parent")
    beside = Placement.objects.filter(valid_on(on), parent__in=above, kind=PlacementKind.TERRITORY).values("unit")
    return OrgUnit.objects.on(on).filter(pk__in=beside).exclude(pk=unit.pk)


def child_counts(unit: OrgUnit, *, on: date) -> list[tuple[UnitType, int]]:
    """How many units of each type lie directly below that day."""
    rows = children(unit, on=on).order_by().values_list("type").annotate(n=Count("pk")).order_by("type")
    return [(UnitType(kind), n) for kind, n in rows]


def manager(unit: OrgUnit, *, on: date) -> OrgUnit | None:
    """The agency that manages the school that day."""
    placed = Placement.objects.filter(valid_on(on), unit=unit, kind=PlacementKind.MANAGEMENT).values("parent")
    return OrgUnit.objects.on(on).filter(pk__in=placed).first()


def search(text: str, *, on: date, types: Collection[int] = ()) -> OrgUnitQuerySet:
    """The units alive that day in whose name every word of `text` begins a word, the likeliest first.

    First the unit with this official code, then those spelled so to the tone, those called so, those whose name begins so; among them
    provinces before communes before schools. A text without letters or figures finds nothing.
    """
    wanted, number = fold(text), text.strip() if text.strip().isdecimal() else ""
    called = matching(Designation.objects.filter(valid_on(on)), "search_text", text).values("unit")
    found = OrgUnit.objects.on(on)
    if number:
        found = found.filter(Q(pk__in=called) | Q(called__official_code=number))
    else:
        found = found.filter(pk__in=called) if wanted else found.none()
    if types:
        found = found.filter(type__in=types)
    return found.annotate(
        rank=Case(
            When(Q(called__official_code=number) & ~Q(called__official_code=""), then=Value(0)),
            When(called__sort_key=sort_key(text), then=Value(1)),
            When(Q(called__name_fold=wanted) | Q(called__search_text=searchable(text)), then=Value(2)),
            When(called__name_fold__startswith=wanted, then=Value(3)),
            default=Value(4),
            output_field=IntegerField(),
        )
    ).order_by("rank", "type", F("sort_key"), "pk")


@dataclass(frozen=True, slots=True)
class Elsewhen:
    """A unit that was called so, but not on the day asked about; `became` names what it is now, empty where it still is itself."""

    code: str
    full_name: str
    valid_from: date
    valid_to: date
    became: str

    @property
    def is_older_than_records(self) -> bool:
        """It was called so already when the records begin."""
        return self.valid_from == RECORDS_FROM


def called_so_on_other_days(text: str, *, on: date, limit: int = 5) -> list[Elsewhen]:
    """Names that match but did not hold that day: 'xã Sam Mứn until 30/6/2025'."""
    if not fold(text):
        return []
    rows = matching(Designation.objects.exclude(valid_on(on)), "search_text", text).select_related("unit")
    found = list(rows.order_by("unit__type", "sort_key", "valid_from", "pk")[:limit])
    main = Succession.objects.filter(predecessor__in=[row.unit_id for row in found], is_main=True).select_related("successor")
    heirs = {row.predecessor_id: row for row in main}
    names = _names_by_day([(row.successor_id, row.happened_on) for row in heirs.values()])
    became = {pk: names[row.successor_id, row.happened_on].full_name for pk, row in heirs.items()}
    return [Elsewhen(row.unit.code, row.full_name, row.valid_from, row.valid_to, became.get(row.unit_id, "")) for row in found]


# ── History ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Kin:
    """A unit that this one came from or became."""

    code: str
    full_name: str
    happened_on: date
    is_whole: bool
    is_main: bool
    decision: str


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something of the unit changed; `kind`: known (older than the records), founded, named, placed, managed, ended."""

    on: date
    kind: str
    what: str
    code: str
    decision: str


def successors(unit: OrgUnit) -> list[Kin]:
    """What became of the unit; for one whose parts went on by themselves (a district), what became of its communes."""
    rows = Succession.objects.filter(predecessor=unit).select_related("successor", "decision")
    return _kin([(row, row.successor, row.happened_on) for row in rows])


def heirs_of_children(unit: OrgUnit) -> list[Kin]:
    """For a unit that ended without successor: the units that took over what lay in it on its last day."""
    if unit.valid_to == FOREVER:
        return []
    below = OrgUnit.objects.below(unit, on=unit.valid_to - timedelta(days=1)).values("pk")
    rows = Succession.objects.filter(predecessor__in=below, happened_on=unit.valid_to, is_main=True).select_related("successor", "decision")
    return _kin(list({row.successor_id: (row, row.successor, row.happened_on) for row in rows.order_by("pk")}.values()))


def origins(unit: OrgUnit) -> list[Kin]:
    """What the unit was formed from."""
    rows = Succession.objects.filter(successor=unit).select_related("predecessor", "decision")
    return _kin([(row, row.predecessor, row.happened_on - timedelta(days=1)) for row in rows])


def _kin(rows: Iterable[tuple[Succession, OrgUnit, date]]) -> list[Kin]:
    """Each under the name that it bore on the day given."""
    rows = list(rows)
    names = _names_by_day([(other.pk, day) for _row, other, day in rows])
    kin = [
        (names[other.pk, day], Kin(other.code, names[other.pk, day].full_name, row.happened_on, row.is_whole, row.is_main, _number(row)))
        for row, other, day in rows
    ]
    return [found for _name, found in sorted(kin, key=lambda pair: (pair[1].happened_on, not pair[1].is_main, pair[0].sort_key))]


def _names_by_day(wanted: Collection[tuple[int, date]]) -> dict[tuple[int, date], Designation]:
    by_unit: dict[int, list[Designation]] = {}
    for row in Designation.objects.filter(unit__in={pk for pk, _day in wanted}).order_by("valid_from"):
        by_unit.setdefault(row.unit_id, []).append(row)
    return {(pk, day): next((row for row in by_unit[pk] if row.valid_from <= day < row.valid_to), by_unit[pk][-1]) for pk, day in wanted}


def history(unit: OrgUnit) -> list[Event]:
    """What changed and when, the newest first: names, places, managers, and the end."""
    names = list(Designation.objects.filter(unit=unit).select_related("decision").order_by("valid_from"))
    placed = list(Placement.objects.filter(unit=unit).select_related("parent", "decision").order_by("valid_from"))
    parents = _names_by_day([(row.parent_id, row.valid_from) for row in placed])
    begun = "known" if unit.is_older_than_records else "founded"
    events = [
        Event(row.valid_from, begun if row.valid_from == unit.valid_from else "named", row.full_name, "", _number(row)) for row in names
    ]
    events += [
        Event(
            row.valid_from,
            "placed" if row.kind == PlacementKind.TERRITORY else "managed",
            parents[row.parent_id, row.valid_from].full_name,
            row.parent.code,
            _number(row),
        )
        for row in placed
    ]
    if unit.valid_to != FOREVER:
        decision = next((kin.decision for kin in successors(unit)), "")
        events.append(Event(unit.valid_to, "ended", names[-1].full_name, "", decision))
    return sorted(events, key=lambda event: event.on, reverse=True)


def _number(row: Designation | Placement | Succession) -> str:
    return row.decision.number if row.decision else ""


def main_successor(unit: OrgUnit, *, on: date) -> OrgUnit | None:
    """The unit itself while it lives, else the main one of its own type that took over, and theirs in turn; None where that ends."""
    found: OrgUnit | None = unit
    while found is not None and found.valid_to <= on:
        after = Succession.objects.filter(predecessor=found, is_main=True, successor__type=found.type).select_related("successor").first()
        found = after.successor if after is not None else None
    return found


def today_of(unit: OrgUnit, *, on: date) -> list[OrgUnit]:
    """The unit itself if it lives on that day, else what it became by then, following every succession."""
    found: dict[int, OrgUnit] = {}
    waiting: QuerySet[OrgUnit] = OrgUnit.objects.filter(pk=unit.pk)
    while waiting:
        found |= {one.pk: one for one in waiting if one.life.covers(on)}
        gone = [one.pk for one in waiting if one.valid_to <= on]
        waiting = OrgUnit.objects.filter(origins__predecessor__in=gone).distinct()
    return list(OrgUnit.objects.on(on).filter(pk__in=found).by_name())
