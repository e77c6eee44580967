"""How far a person reaches: the units under the unit of the role they act in, on that day."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role, User
from chungtay.core.periods import valid_on
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import OrgUnit, OrgUnitQuerySet, Placement, Succession
from chungtay.places.offices import agencies_of, committee_of


def roles_on(user: User, day: date) -> list[Role]:
    """The roles that the person holds that day, oldest first."""
    return list(Role.objects.on(day).filter(user=user).select_related("unit").order_by("valid_from", "pk"))


def acting_roles(user: User, on: date) -> list[Role]:
    """The role chosen for this session, else every role held that day."""
    chosen: Role | None = getattr(user, "acting_role", None)
    return [chosen] if chosen is not None else roles_on(user, on)


def may(user: User, can: Can, *, on: date) -> bool:
    """Whether the role that the person acts in has the power at all, wherever."""
    return any(can in role.powers for role in acting_roles(user, on))


def units_for(user: User, can: Can, *, on: date) -> OrgUnitQuerySet:
    """The units at which the person may use the power that day."""
    return _below([reach_of(role, on=on) for role in acting_roles(user, on) if can in role.powers], on)


def _below(tops: Iterable[OrgUnit], on: date) -> OrgUnitQuerySet:
    found = OrgUnit.objects.none()
    for top in tops:
        found = found | OrgUnit.objects.below(top, on=on)
    return found


def units_answered_for(user: User, can: Can, *, on: date) -> OrgUnitQuerySet:
    """units_for, and the ended units for which these answer that day (heir, two steps up): what was written there stays readable."""
    return answered_for([role for role in acting_roles(user, on) if can in role.powers], on=on)


def answered_for(roles: Sequence[Role], *, on: date) -> OrgUnitQuerySet:
    """As units_answered_for, of these roles whatever their powers."""
    tops = [reach_of(role, on=on) for role in roles]
    if any(top.type == UnitType.COUNTRY for top in tops):
        return OrgUnit.objects.all()
    scope = _below(tops, on).order_by().values_list("pk")
    followed = Succession.objects.filter(is_main=True, successor__in=scope).values_list("predecessor")
    last = Placement.objects.filter(kind=PlacementKind.TERRITORY, unit__valid_to__lte=on, valid_to=F("unit__valid_to"))
    lay_in = last.filter(parent__in=scope.union(followed)).values_list("unit")
    below = last.filter(parent__in=lay_in).values_list("unit")  # an office of a district lay in the district, which lay in the province
    return OrgUnit.objects.filter(pk__in=scope.union(followed, lay_in, below))


def offices_for(user: User, can: Can, *, on: date) -> OrgUnitQuerySet:
    """The offices whose own papers the person may handle that day: less than the scope, because a commune writes no school's letters."""
    found = {pk for role in acting_roles(user, on) if can in role.powers for pk in _offices_of(role, on)}
    return OrgUnit.objects.on(on).filter(pk__in=found).exclude(type=UnitType.COUNTRY)


def office_powers(user: User, unit: OrgUnit, *, on: date) -> frozenset[Can]:
    """The powers that the person has over this office's papers that day."""
    return frozenset(can for role in acting_roles(user, on) if unit.pk in _offices_of(role, on) for can in role.powers)


def _offices_of(role: Role, on: date) -> set[int]:
    """A role at a school: that school. At an agency: the agency and the People's Committee that it serves. At a territory: its agencies."""
    if role.unit.type == UnitType.SITE:
        return set()
    if role.unit.type == UnitType.SCHOOL:
        return {role.unit_id}
    if role.unit.type == UnitType.AGENCY:
        territory = reach_of(role, on=on)
        committee = committee_of(territory, on=on)
        return {role.unit_id, territory.pk, *([committee.pk] if committee else [])}
    return {role.unit_id, *agencies_of([role.unit], on=on).values_list("pk", flat=True)}


def powers_at(user: User, unit: OrgUnit, *, on: date) -> frozenset[Can]:
    """The powers that the person may use at this very unit that day."""
    found: frozenset[Can] = frozenset()
    for role in acting_roles(user, on):
        if not role.powers <= found and OrgUnit.objects.below(reach_of(role, on=on), on=on).filter(pk=unit.pk).exists():
            found |= role.powers
    return found


def reach_of(role: Role, *, on: date) -> OrgUnit:
    """reach() of a role's unit, asked once for each role in hand: a page asks it for every power."""
    known: dict[date, OrgUnit] = role.__dict__.setdefault("_reach", {})
    if on not in known:
        known[on] = reach(role.unit, on=on)
    return known[on]


def reach(unit: OrgUnit, *, on: date) -> OrgUnit:
    """The unit whose subtree a role held at `unit` covers: an agency acts for the territory to which it belongs."""
    if unit.type != UnitType.AGENCY:
        return unit
    placed = Placement.objects.filter(valid_on(on), unit=unit, kind=PlacementKind.TERRITORY).select_related("parent").first()
    return placed.parent if placed else unit


def heir(unit: OrgUnit, *, on: date) -> OrgUnit:
    """Who answers that day for a unit that has ended; itself while it exists.

    The unit where its office went; for one that nothing followed (an agency, a site) whoever answers for the unit in which it last lay.
    """
    while unit.valid_to <= on:
        after = Succession.objects.filter(predecessor=unit, is_main=True).select_related("successor").first()
        if after is not None:
            unit = after.successor
            continue
        last = Placement.objects.filter(unit=unit, kind=PlacementKind.TERRITORY, valid_to=unit.valid_to).select_related("parent").first()
        if last is None:
            return unit
        unit = last.parent
    return unit
