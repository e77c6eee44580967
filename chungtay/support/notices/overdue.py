"""Once a week those whose work is overdue are told, and those above them of what is twice as late."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.core.numbers import grouped
from chungtay.core.periods import valid_on
from chungtay.notifications.actions import notify
from chungtay.places.models import LINEAGE_COLUMNS, Lineage
from chungtay.support.overdue import LIMITS, Stage, counts

OVERDUE: Final = "/nguon-luc/qua-han/"

Told = dict[User, dict[Stage, int]]


@translation.override("vi")
def tell_overdue(*, on: date) -> int:
    """Each officer once a week, each level above once a week; how many were told now."""
    week = "{}-W{:02}".format(*on.isocalendar()[:2])
    own = _whom(counts(on=on), _nearest, on=on)
    above = _whom(counts(on=on, is_above=True), _above, on=on)
    n = sum(_tell([person], _("Việc về nguồn lực quá hạn"), late, f"support.overdue/{week}") for person, late in own.items())
    return n + sum(
        _tell([person], _("Đơn vị dưới quyền để quá hạn lâu"), late, f"support.overdue_below/{week}") for person, late in above.items()
    )


def _tell(people: Iterable[User], subject: str, late: Mapping[Stage, int], key: str) -> int:
    text = "; ".join(f"{LIMITS[stage].said}: {grouped(n)}" for stage, n in late.items())
    return notify(people, key=key, subject=subject, text=text, path=OVERDUE)


Chosen = Callable[[list[int], Mapping[int, list[User]]], list[User]]


def _nearest(chain: list[int], people: Mapping[int, list[User]]) -> list[User]:
    """Those at the unit, or at the nearest one above where somebody may do it."""
    return next((people[unit] for unit in chain if people[unit]), [])


def _above(chain: list[int], people: Mapping[int, list[User]]) -> list[User]:
    """Those at the next level with anybody above who has it to do."""
    at = next((place for place, unit in enumerate(chain) if people[unit]), len(chain))
    return _nearest(chain[at + 1 :], people)


def _whom(late: Mapping[Stage, Mapping[int, int]], choose: Chosen, *, on: date) -> Told:
    """By person how much waits for them, stage by stage; a handful of questions however many units there are."""
    chains = _chains({unit for found in late.values() for unit in found}, on=on)
    told: Told = {}
    known: dict[Can, Mapping[int, list[User]]] = {}
    for stage, found in late.items():
        can = LIMITS[stage].can
        if found and can not in known:
            known[can] = people_acting_for({unit for chain in chains.values() for unit in chain}, can, on=on)
        for unit, n in found.items():
            for person in choose(chains[unit], known[can]):
                mine = told.setdefault(person, {})
                mine[stage] = mine.get(stage, 0) + n
    return told


def _chains(units: Collection[int], *, on: date) -> dict[int, list[int]]:
    """By unit: itself and what it lies in that day, the nearest first."""
    found = {unit: [unit] for unit in units}
    for row in Lineage.objects.filter(valid_on(on), unit__in=units).values("unit", *LINEAGE_COLUMNS.values()):
        unit = row.pop("unit")
        ids = [row[name] for _type, name in sorted(LINEAGE_COLUMNS.items(), reverse=True)]
        found[unit] = list(dict.fromkeys([unit, *(pk for pk in ids if pk is not None)]))
    return found
