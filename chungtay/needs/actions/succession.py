"""Needs follow their places: where a school ended, merged or gave a site away, its needs go on at whoever took over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from chungtay.accounts.models import User
from chungtay.core.db import locked, refused
from chungtay.core.periods import valid_on
from chungtay.needs.actions.record import index_need
from chungtay.needs.actions.states import check_not_future, last_state, note, stand
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import OrgUnit, Placement
from chungtay.places.queries import main_successor

_FINISHED = (NeedStatus.CLOSED, NeedStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class _Place:
    school: OrgUnit
    site: OrgUnit | None


@transaction.atomic
def follow_successions(*, on: date, since: date | None = None, of: Collection[OrgUnit] | None = None, by: User | None = None) -> int:
    """Needs whose place on the day `on` is not what it was go to the main successor; says how many.

    Of an ended school all, or no later day would count what was closed there; of a site that ended or moved, those that are not finished.

    A site that ended: to the site that took over, else to its school itself. A living site: to the school in which it lies that day. A
    school that ended: to its main successor. Where nobody took over, the need stays, for whoever answers for the ended school to withdraw.
    `since`: the day of the merger where it is put on record later; what was counted before that day stays counted where it was.
    `of`: only needs of these schools and sites.
    """
    check_not_future(on)
    displaced = list(_displaced(on, of).order_by("pk"))
    return sum(_follow(locked(need), by=by, on=on, since=since or on) for need in displaced)


def _displaced(on: date, of: Collection[OrgUnit] | None) -> QuerySet[Need]:
    lies = Placement.objects.filter(valid_on(on), unit=OuterRef("site"), kind=PlacementKind.TERRITORY, parent=OuterRef("school"))
    unfinished = ~Q(status__in=_FINISHED)
    moved = Q(site__valid_to__lte=on) | (Q(site__isnull=False) & ~Exists(lies))
    rows = Need.objects.filter(Q(school__valid_to__lte=on) | (unfinished & moved))
    return (rows if of is None else rows.filter(Q(school__in=of) | Q(site__in=of))).only("pk")


def _follow(need: Need, *, by: User | None, on: date, since: date) -> int:
    place = _place_of(need, on)
    if place is None or (place.school.pk, place.site and place.site.pk) == (need.school_id, need.site_id):
        return 0
    was = [unit.code for unit in (need.school, need.site) if unit is not None]
    need.school, need.site = place.school, place.site
    index_need(need, need.programme.pack, on=on)
    state = last_state(need)
    # A step taken later than the merger was still taken at the old place; no need stood at a place before that was founded.
    began = [unit.valid_from for unit in (place.school, place.site) if unit is not None]
    with refused():
        need.save(update_fields=["school", "site", "search_text"])
        stand(need, on=max(since, *began, *([state.valid_from] if state else [])))
    now = [unit.code for unit in (place.school, place.site) if unit is not None]
    note("need.moved", need, by=by, on=since, was=was, now=now)
    return 1


def _place_of(need: Need, on: date) -> _Place | None:
    """Where the need belongs that day; None where nobody took over."""
    site = main_successor(need.site, on=on) if need.site is not None else None
    if site is not None:
        lies = Placement.objects.filter(valid_on(on), unit=site, kind=PlacementKind.TERRITORY).select_related("parent").first()
        if lies is not None and lies.parent.type == UnitType.SCHOOL:
            return _Place(lies.parent, site)
    school = main_successor(need.school, on=on)
    return _Place(school, None) if school is not None else None
