"""Questions about activities: lists, what a unit itself did, where they were, what goes out as a sheet."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import reach
from chungtay.activities.enums import ActivityStatus
from chungtay.activities.models import Activity, ActivityOutput, ActivityQuerySet
from chungtay.core.search import matching
from chungtay.places.enums import UnitType
from chungtay.places.models import LINEAGE_COLUMNS, Designation, Lineage, OrgUnit
from chungtay.programmes.models import Programme

NEWEST: Final = ("-started_on", "-pk")
_CODE: Final = re.compile(r"\s*h[dđ]\s*-?\s*(\d{1,15})\s*", re.IGNORECASE)
_CHUNK: Final = 1_000


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; empty means all that stand. `unit`: all that lay in it, or lies in it today; days by the first one.

    `kind` and `output` are codes of packs; `is_withdrawn`: only what was withdrawn.
    """

    text: str = ""
    programme: Programme | None = None
    kind: str = ""
    output: str = ""
    unit: OrgUnit | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_withdrawn: bool = False


def activities_asked(user: User, asked: Asked, *, on: date) -> QuerySet[Activity]:
    """Those that the person may see, the newest first; for pages by key_page(rows, by=NEWEST)."""
    rows = Activity.objects.for_user(user, Can.SEE_NEEDS, on=on).filter(_conditions(asked, on))
    rows = rows.select_related("programme__version", "unit").order_by(*NEWEST)
    if match := _CODE.fullmatch(asked.text):
        return rows.filter(pk=int(match[1]))
    return matching(rows, "search_text", asked.text)


def _conditions(asked: Asked, on: date) -> Q:
    found = Q(status=ActivityStatus.WITHDRAWN if asked.is_withdrawn else ActivityStatus.RECORDED)
    plain = {"programme": asked.programme, "kind": asked.kind, "started_on__gte": asked.starts_on, "started_on__lte": asked.ends_on}
    found &= Q(**{name: value for name, value in plain.items() if value})
    if asked.output:
        found &= Q(Exists(ActivityOutput.objects.filter(activity=OuterRef("pk"), output=asked.output)))
    if asked.unit is not None:
        unit = reach(asked.unit, on=on)
        found &= lay_in(unit) | Q(unit__in=OrgUnit.objects.below(unit, on=on).order_by().values("pk"))
    return found


# ── Whose ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def activities_of(
    unit: OrgUnit, *, programme: Programme, starts_on: date, ends_on: date, tiers: Collection[UnitType] = ()
) -> ActivityQuerySet:
    """What stands of what the unit, with all that lay in it, did in the programme and began in these days (the last one in).

    Where a unit lay is asked of the activity's first day. `tiers`: without what lay in a lower unit of such a type, which tells it itself.
    An agency's are its territory's.
    """
    rows = Activity.objects.standing().filter(programme=programme, started_on__gte=starts_on, started_on__lte=ends_on)
    unit = reach(unit, on=min(ends_on, _last_day(unit)))
    return rows.filter(lay_in(unit, tiers=tiers))


def _last_day(unit: OrgUnit) -> date:
    return date.fromordinal(unit.valid_to.toordinal() - 1)


def lay_in(unit: OrgUnit, *, tiers: Collection[UnitType] = ()) -> Q:
    """Whether the activity's unit lay in this one on its first day, and there in no lower unit of these types."""
    lower = {LINEAGE_COLUMNS[tier]: None for tier in map(UnitType, tiers) if tier > unit.type}
    column = LINEAGE_COLUMNS.get(UnitType(unit.type))
    if column is None and not lower:
        return Q(pk__isnull=False)
    inside = Lineage.objects.filter(**({column: unit.pk} if column else {}), **lower)
    that_day = inside.filter(unit=OuterRef("unit"), valid_from__lte=OuterRef("started_on"), valid_to__gt=OuterRef("started_on"))
    # The first condition says nothing new, but lets the database begin at the few units and not at every activity.
    return Q(Exists(that_day)) & (Q(unit__in=inside.values("unit")) if column else Q())


# ── Where ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Where:
    """The names of the activity's unit and of those above it, as they were called on its first day."""

    unit: str
    above: tuple[str, ...]  # the nearest first

    @property
    def commune(self) -> str:
        return self.above[0] if self.above else ""

    @property
    def line(self) -> str:
        return ", ".join((self.unit, *self.above))


def where(activities: Collection[Activity]) -> dict[int, Where]:
    """By the activity's id: for lists and sheets, two queries whatever their length."""
    lines = _lines({activity.unit_id for activity in activities})
    upper = {pk for spans in lines.values() for _from, _to, line in spans for pk in line}
    called = _called(upper)
    found = {}
    for activity in activities:
        day = activity.started_on
        line = next((line for since, until, line in lines.get(activity.unit_id, ()) if since <= day < until), (activity.unit_id,))
        names = [name for pk in line if (name := _name(called.get(pk, ()), day))]
        found[activity.pk] = Where(unit=names[0] if names else "", above=tuple(names[1:]))
    return found


def _lines(units: Collection[int]) -> dict[int, list[tuple[date, date, tuple[int, ...]]]]:
    """By unit: from and until which day it lay in which line, the unit itself first."""
    found: dict[int, list[tuple[date, date, tuple[int, ...]]]] = {}
    columns = [column for kind, column in LINEAGE_COLUMNS.items() if kind != UnitType.MINISTRY]
    rows = Lineage.objects.filter(unit__in=units).values_list("unit", "valid_from", "valid_to", *columns)
    for unit, since, until, *line in rows:
        found.setdefault(unit, []).append((since, until, tuple(pk for pk in reversed(line) if pk is not None)))
    return found


def _called(units: Collection[int]) -> dict[int, list[Designation]]:
    found: dict[int, list[Designation]] = {}
    for row in Designation.objects.filter(unit__in=units).order_by("valid_from"):
        found.setdefault(row.unit_id, []).append(row)
    return found


def _name(called: Sequence[Designation], day: date) -> str:
    return next((row.full_name for row in called if row.valid_from <= day < row.valid_to), called[-1].full_name if called else "")


# ── Sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def export_rows(rows: QuerySet[Activity]) -> Iterator[tuple[Activity, Where]]:
    """Every activity of the list with its place, the newest first, a thousand at a time: memory does not grow with the list."""
    last: Activity | None = None
    told = rows.select_related("recorded_by").prefetch_related("outputs", "parts", "money").order_by(*NEWEST)
    while True:
        older = Q() if last is None else Q(started_on__lt=last.started_on) | Q(started_on=last.started_on, pk__lt=last.pk)
        chunk = list(told.filter(older)[:_CHUNK])
        places = where(chunk)
        for activity in chunk:
            yield activity, places[activity.pk]
        if len(chunk) < _CHUNK:
            return
        last = chunk[-1]


def last_programme(user: User) -> int | None:
    """The id of the programme for which the person recorded last: the one that a new form offers."""
    return Activity.objects.filter(recorded_by=user).order_by("-pk").values_list("programme", flat=True).first()
