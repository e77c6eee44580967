"""How far a person reaches: the units under the unit of the role they act in, on that day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role, User
from chungtay.core.db import id_set
from chungtay.core.periods import valid_on
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import LINEAGE_COLUMNS, OrgUnit, OrgUnitQuerySet, Placement, Succession
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
    return OrgUnit.objects.filter(pk__in=RawSQL(*_answered_sql(tops, on))) if tops else OrgUnit.objects.none()  # noqa: S611 — our own statement, its values apart


def ids_answered_for(user: User, can: Can, *, on: date) -> Any:
    """The ids of units_answered_for, as `__in` takes them; found once for the role in hand, because a page asks it again and again."""
    role: Role | None = getattr(user, "acting_role", None)
    if role is None or can not in role.powers or reach_of(role, on=on).type == UnitType.COUNTRY:
        return units_answered_for(user, can, on=on).order_by().values("pk")
    known: dict[date, list[int]] = role.__dict__.setdefault("_answered", {})
    if on not in known:
        known[on] = _answered_ids(reach_of(role, on=on), on)
    return id_set(known[on])


def _answered_ids(top: OrgUnit, on: date) -> list[int]:
    with connection.cursor() as cursor:
        text, given = _answered_sql([top], on)
        cursor.execute(text, given)
        return [pk for (pk,) in cursor.fetchall()]


def _answered_sql(tops: Sequence[OrgUnit], on: date) -> tuple[str, list[Any]]:
    """The ids: what lies below, what that followed, what lay last in either, and once more what lay in this.

    Written by hand, because every page asks it: each part is found once, by its index (bench/results.md).
    """
    columns = " OR ".join(f"{LINEAGE_COLUMNS[UnitType(top.type)]}_id = %s" for top in tops)
    day = on.isoformat()
    text = (
        f"WITH scope AS MATERIALIZED (SELECT unit_id FROM places_lineage WHERE valid_from <= %s AND valid_to > %s AND ({columns})), "  # noqa: S608 — our own columns
        "here AS MATERIALIZED (SELECT unit_id FROM scope UNION ALL "
        f"SELECT predecessor_id FROM places_succession WHERE is_main AND successor_id {_among('scope')}), "
        f"lay_in AS MATERIALIZED ({_last_in('here')}), "
        f"answered AS MATERIALIZED (SELECT unit_id FROM here UNION SELECT unit_id FROM lay_in UNION {_last_in('lay_in')}) "
        "SELECT unit_id FROM answered"
    )  # an office of a district lay in the district, which lay in the province: hence the second step
    return text, [day, day, *(top.pk for top in tops), day, day]


def _last_in(table: str) -> str:
    """Ended units whose last place was in one of these; takes the day."""
    return (
        "SELECT p.unit_id FROM places_placement p JOIN places_orgunit u ON u.id = p.unit_id AND u.valid_to = p.valid_to "  # noqa: S608 — our own tables
        f"WHERE p.kind = 'territory' AND p.valid_to <= %s AND p.parent_id {_among(table)}"
    )


def _among(table: str) -> str:
    """PostgreSQL looks an array up in an index, where it would read the whole table for a set whose size it cannot guess."""
    return f"= ANY(ARRAY(SELECT unit_id FROM {table}))" if connection.vendor == "postgresql" else f"IN (SELECT unit_id FROM {table})"  # noqa: S608 — our own table


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
