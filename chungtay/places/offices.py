"""Agencies in their territory, and the one that manages what lies there: the People's Committee (Ủy ban nhân dân)."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Q

from chungtay.core.periods import valid_on
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import Lineage, OrgUnit, OrgUnitQuerySet, Placement

_COMMITTEE: Final = Q(called__name_fold__startswith="uy ban nhan dan") | Q(called__name_fold__startswith="ubnd")


def agencies_of(units: Collection[OrgUnit], *, on: date) -> OrgUnitQuerySet:
    """The agencies that stand directly in these units that day."""
    placed = Placement.objects.filter(valid_on(on), parent__in=[unit.pk for unit in units], kind=PlacementKind.TERRITORY)
    return OrgUnit.objects.on(on).filter(type=UnitType.AGENCY, pk__in=placed.values("unit"))


def committee_of(unit: OrgUnit, *, on: date) -> OrgUnit | None:
    """The unit's People's Committee that day; None where none, or more than one, is on record."""
    return committees_of([unit], on=on).get(unit.pk)


def committees_of(units: Collection[OrgUnit], *, on: date) -> dict[int, OrgUnit]:
    """By the id of the territory: its People's Committee that day, where exactly one is on record."""
    placed = Placement.objects.filter(valid_on(on), parent__in=[unit.pk for unit in units], kind=PlacementKind.TERRITORY)
    parents = dict(placed.filter(unit__type=UnitType.AGENCY).values_list("unit", "parent"))
    found: dict[int, list[OrgUnit]] = {}
    for agency in agencies_of(units, on=on).filter(_COMMITTEE):
        found.setdefault(parents[agency.pk], []).append(agency)
    return {pk: agencies[0] for pk, agencies in found.items() if len(agencies) == 1}


def managed_by(agencies: Collection[OrgUnit], *, on: date) -> list[int]:
    """The ids of the schools that one of these agencies manages that day."""
    placed = Placement.objects.filter(valid_on(on), kind=PlacementKind.MANAGEMENT, parent__in=[agency.pk for agency in agencies])
    return list(placed.order_by("unit").values_list("unit", flat=True))


def committee_words(title: str, name: str) -> tuple[str, str]:
    """What the committee of a unit is called, in full and in short: ('Ủy ban nhân dân xã Thanh An', 'UBND xã Thanh An')."""
    place = f"{title[:1].lower()}{title[1:]} {name}".strip()
    return f"Ủy ban nhân dân {place}", f"UBND {place}"


def managers_for(unit: OrgUnit, *, on: date) -> OrgUnitQuerySet:
    """Who may manage a school in this unit that day: an agency of any territory in which it lies, or a ministry."""
    line = Lineage.objects.filter(valid_on(on), unit=unit).values_list("commune", "district", "province").first() or ()
    placed = Placement.objects.filter(valid_on(on), kind=PlacementKind.TERRITORY, parent__in=set(line) - {None})
    return OrgUnit.objects.filter(Q(type=UnitType.AGENCY, pk__in=placed.values("unit")) | Q(type=UnitType.MINISTRY))
