"""Questions about what donors promised."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.accounts.scope import heir
from chungtay.donors.models import Donor
from chungtay.donors.queries import family
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.places.queries import ancestors
from chungtay.support.enums import PledgeStatus
from chungtay.support.models import Pledge, PledgeLine

_S = PledgeStatus
# Lists of an officer, by what is to be done.
TABS: Final[dict[str, tuple[PledgeStatus, ...]]] = {
    "cho": (_S.OFFERED,),
    "doi": (_S.PROPOSED,),
    "da-thong-nhat": (_S.AGREED,),
    "da-nhan": (_S.FULFILLED,),
    "da-dung": (_S.DECLINED, _S.CANCELLED, _S.EXPIRED),
}


def pledges_listed(user: User, tab: str, *, on: date) -> QuerySet[Pledge]:
    """Within the person's reach, those of the tab; for pages by key_page(rows, by=("-pk",))."""
    rows = Pledge.objects.for_user(user, Can.AGREE_PLEDGES, on=on).filter(status__in=TABS[tab])
    return rows.select_related("donor", "programme__version", "officer").defer("programme__version__content").order_by("-pk")


def pledge_coded(code: str) -> Pledge | None:
    """By its trace code or its payment code, as they are kept."""
    rows = Pledge.objects.filter(Q(trace_code=code) | Q(payment_code=code))
    return rows.select_related("programme", "unit").first() if code else None


def pledges_of(donor: Donor, user: User, *, on: date) -> QuerySet[Pledge]:
    """What the donor, in whichever of their entries, promised to units within the person's reach."""
    rows = Pledge.objects.for_user(user, Can.AGREE_PLEDGES, on=on).filter(donor__in=family(donor))
    return rows.select_related("donor", "programme__version", "officer").defer("programme__version__content").order_by("-pk")


def lines_of(pledges: Collection[Pledge]) -> dict[int, list[PledgeLine]]:
    """By pledge: the lines that stand, with what they are for; one question for a whole list."""
    found: dict[int, list[PledgeLine]] = {pledge.pk: [] for pledge in pledges}
    rows = PledgeLine.objects.filter(pledge__in=found, is_dropped=False).select_related("need", "unit").order_by("pk")
    for line in rows:
        found[line.pledge_id].append(line)
    return found


def who_may_follow(pledge: Pledge, *, on: date) -> list[User]:
    """Officers of its unit, and of the units in which that lies today."""
    unit = heir(pledge.unit, on=on)
    units = [unit.pk, *(above.pk for above in ancestors(unit, on=on))]
    told = people_acting_for(units, Can.AGREE_PLEDGES, on=on)
    return list({person.pk: person for pk in units for person in told.get(pk, [])}.values())


@dataclass(frozen=True, slots=True)
class Taken:
    """What people have taken on of a need: live promises, in units and đồng, each with its pledge."""

    pledge: Pledge
    line: PledgeLine


def taken_on(need: Need) -> Sequence[Taken]:
    """The promises that hold a part of the need, the oldest first."""
    rows = PledgeLine.objects.filter(Q(need_quantity__gt=0) | Q(need_vnd__gt=0), need=need).select_related("pledge").order_by("pk")
    return [Taken(line.pledge, line) for line in rows]


def names_needed(lines: Collection[PledgeLine], more: Collection[OrgUnit | int] = ()) -> set[int]:
    """Ids of the units that a page names: those for which the lines are, the schools of their needs."""
    found = {line.unit_id for line in lines if line.unit_id} | {line.need.school_id for line in lines if line.need is not None}
    return found | {unit if isinstance(unit, int) else unit.pk for unit in more}
