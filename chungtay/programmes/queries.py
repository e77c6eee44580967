"""Questions about programmes, each asked of a day."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from chungtay.core.periods import valid_on
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import LINEAGE_COLUMNS, Designation, Lineage, OrgUnit, Placement
from chungtay.programmes.models import Directive, Duty, FocalPoint, PackVersion, Plan, Programme, Round


def running(on: date) -> QuerySet[Programme]:
    """The programmes at work that day, the oldest first."""
    return Programme.objects.filter(started_on__lte=on, ended_on__gt=on).select_related("version").order_by("started_on", "pk")


def asking_for_needs(on: date) -> list[Programme]:
    """The programmes at work that day in which schools say what they lack, the oldest first."""
    return [programme for programme in running(on) if programme.pack.asks_for_needs]


def programme(slug: str) -> Programme | None:
    """The programme of that code, running or ended."""
    return Programme.objects.select_related("version").filter(slug=slug).first()


def newer_versions(programme: Programme) -> QuerySet[PackVersion]:
    """The versions on record that the programme may still adopt, the newest first."""
    return PackVersion.objects.filter(slug=programme.slug, version__gt=programme.version.version).order_by("-version")


def rounds(programme: Programme) -> QuerySet[Round]:
    """The programme's rounds, the newest first."""
    return programme.rounds.select_related("version").order_by("-starts_on", "-pk")


def current_round(programme: Programme, on: date) -> Round | None:
    """The round whose period holds the day; between two, the one that ended last."""
    return rounds(programme).filter(starts_on__lte=on).first()


# ── Directives ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def directives_of(programme: Programme) -> list[Directive]:
    """The chain from its beginning: each document directly before those that carry it on, these by day."""
    rows = programme.directives.select_related("unit", "issuing_unit", "follows", "attachment").order_by("issued_on", "pk")
    after: dict[int | None, list[Directive]] = {}
    for row in rows:
        after.setdefault(row.follows_id, []).append(row)
    found: list[Directive] = []
    waiting = after.get(None, [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += after.get(found[-1].pk, [])[::-1]
    return found


class CarriedOn(NamedTuple):
    """Who has carried a document on by a plan, and who has still to: n of N are len(plans) of all who have the duty."""

    plans: list[Plan]
    missing: list[OrgUnit]

    @property
    def n(self) -> int:
        return len(self.plans)

    @property
    def of(self) -> int:
        return len(self.plans) + len(self.missing)


def carried_on(directive: Directive, *, on: date | None = None) -> CarriedOn:
    """The plans issued by that day (None: all) and the units still missing then, each unit under the last name it bore.

    Who had the duty and ended since is still counted: it was asked, and its plan or the lack of it is a fact.
    """
    duties = list(directive.duties.select_related("unit").order_by("pk"))
    plans = directive.plans.select_related("unit", "attachment").order_by("issued_on", "pk")
    done = list(plans if on is None else plans.filter(issued_on__lte=on))
    have = {plan.unit_id for plan in done}
    missing = [duty.unit for duty in duties if duty.unit_id not in have]
    _call([*(plan.unit for plan in done), *missing], by=on)
    return CarriedOn(done, sorted(missing, key=lambda unit: (unit.sort_key, unit.pk)))


def _call(units: Collection[OrgUnit], *, by: date | None) -> None:
    """Give each unit the last name that it bore, or that it bore by that day."""
    rows = Designation.objects.filter(unit__in={unit.pk for unit in units}).order_by("valid_from")
    names = {row.unit_id: row for row in (rows if by is None else rows.filter(valid_from__lte=by))}
    for unit in units:
        row = names.get(unit.pk)
        unit.title, unit.name = (row.title, row.name) if row else ("", unit.code)
        unit.sort_key = row.sort_key if row else unit.code


def duties_of(unit: OrgUnit, programme: Programme) -> QuerySet[Duty]:
    """What the unit must carry on, the newest document first; those with a plan of its own are answered."""
    rows = Duty.objects.filter(unit=unit, directive__programme=programme).select_related("directive")
    return rows.order_by("-directive__issued_on", "-pk")


# ── Focal points ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def focal_points(programme: Programme, unit: OrgUnit, on: date) -> list[FocalPoint]:
    """Who answers that day for what lies in the unit: its own focal points, then those of each territory above it and of their agencies.

    The nearest first, then by level; each unit under the name of that day.
    """
    line = [pk for pk in _line(unit, on=on) if pk is not None]
    offices = dict(
        Placement.objects.filter(valid_on(on), parent__in=line, kind=PlacementKind.TERRITORY, unit__type=UnitType.AGENCY)
        .values_list("unit", "parent")
        .order_by()
    )
    rows = FocalPoint.objects.on(on).filter(Q(unit__in=line) | Q(unit__in=offices), programme=programme).select_related("unit")
    found = sorted(rows, key=lambda row: (row.unit_id != unit.pk, -_near(row.unit_id, line, offices), row.level, row.pk))
    _call([row.unit for row in found], by=on)
    return found


def _line(unit: OrgUnit, *, on: date) -> list[int | None]:
    """From the country down to the unit; a unit that has ended is taken where it last lay."""
    day = on if unit.life.covers(on) else unit.valid_to - timedelta(days=1)
    row = Lineage.objects.filter(valid_on(day), unit=unit).values(*LINEAGE_COLUMNS.values()).first() or {}
    country = OrgUnit.objects.filter(type=UnitType.COUNTRY).values_list("pk", flat=True).first()
    return [country, *(row.get(column) for column in LINEAGE_COLUMNS.values() if row.get(column) != unit.pk), unit.pk]


def _near(unit_id: int, line: list[int], offices: dict[int, int]) -> int:
    """How far down the line the unit stands; an agency where its territory does."""
    return line.index(unit_id) if unit_id in line else line.index(offices[unit_id])
