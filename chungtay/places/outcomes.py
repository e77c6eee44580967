"""What a merger or split did, seen from the day on which it happened: what ended, what began, what went where."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import OrgUnit, OrgUnitQuerySet, Placement
from chungtay.places.queries import BY_NAME


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit to which others came: how many of each type now lie in it that did not before, and how many schools it manages anew."""

    full_name: str
    is_new: bool
    came: list[tuple[UnitType, int]]
    committee: str
    newly_managed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`ended`, `agencies_ended`: full names, as on the last day."""

    ended: list[str]
    agencies_ended: list[str]
    receivers: list[Receiver]


def outcome(old: Sequence[OrgUnit], new: Sequence[OrgUnit], *, on: date) -> Outcome:
    """What happened on that day to the units `old`, and to `new` which took over from them."""
    last_day = on - timedelta(days=1)
    placed = Placement.objects.filter(parent__in=[unit.pk for unit in old], kind=PlacementKind.TERRITORY, valid_to=on)
    over = OrgUnit.objects.filter(valid_to=on).called_on(last_day).order_by(*BY_NAME)
    return Outcome(
        ended=_names(over.filter(pk__in=[unit.pk for unit in old])),
        agencies_ended=_names(over.filter(type=UnitType.AGENCY, pk__in=placed.values("unit"))),
        receivers=[_receiver(unit, on) for unit in new],
    )


def _receiver(unit: OrgUnit, on: date) -> Receiver:
    came = Placement.objects.filter(parent=unit, kind=PlacementKind.TERRITORY, valid_from=on)
    founded = OrgUnit.objects.on(on).filter(pk__in=came.values("unit"), type=UnitType.AGENCY, valid_from=on).order_by("pk")
    counts = Counter(came.filter(unit__valid_from__lt=on).values_list("unit__type", flat=True))
    agencies = Placement.objects.filter(parent=unit, unit__type=UnitType.AGENCY, kind=PlacementKind.TERRITORY).values("unit")
    return Receiver(
        full_name=OrgUnit.objects.on(on).get(pk=unit.pk).full_name,
        is_new=unit.valid_from == on,
        came=[(UnitType(kind), counts[kind]) for kind in sorted(counts)],
        committee=", ".join(_names(founded)),
        newly_managed=Placement.objects.filter(
            parent__in=agencies, kind=PlacementKind.MANAGEMENT, valid_from=on, unit__valid_from__lt=on
        ).count(),
    )


def _names(units: OrgUnitQuerySet) -> list[str]:
    return [unit.full_name for unit in units]
