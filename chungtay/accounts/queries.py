"""Questions about people: who is in one's scope, what they hold, what was written about them."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from chungtay.accounts.enums import POWERS, Can, RoleKind
from chungtay.accounts.models import Role, RoleQuerySet, User
from chungtay.accounts.scope import heir, units_answered_for
from chungtay.audit.models import AuditEntry
from chungtay.core.periods import valid_on
from chungtay.core.search import matching
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import Designation, OrgUnit, Placement


def roles_in_scope(viewer: User, can: Can, *, on: date) -> RoleQuerySet:
    """Roles of any time at units in the scope, or at units that ended and for which the scope answers now."""
    return Role.objects.filter(unit__in=units_answered_for(viewer, can, on=on).values("pk"))


def people_in_scope(viewer: User, can: Can, *, on: date) -> QuerySet[User]:
    """Everyone who ever held a role in the viewer's scope."""
    return User.objects.filter(Exists(roles_in_scope(viewer, can, on=on).filter(user=OuterRef("pk"))))


def people_stranded(viewer: User, can: Can, *, on: date) -> QuerySet[User]:
    """Those who still hold a role at a unit that has ended: it reaches nothing until somebody moves or ends it."""
    stranded = roles_in_scope(viewer, can, on=on).from_day(on).filter(unit__valid_to__lte=on)
    return User.objects.filter(Exists(stranded.filter(user=OuterRef("pk"))), is_active=True)


def people_acting_for(units: Collection[int], can: Can, *, on: date) -> dict[int, list[User]]:
    """By unit: whoever may use the power for exactly it that day, through a role at it or at an agency of it; nobody of the levels above.

    For an ended unit at who answers for it. Two questions for all of them together, and one for each unit that has ended.
    """
    living = {pk: pk for pk in units}
    for ended in OrgUnit.objects.filter(pk__in=units, valid_to__lte=on):
        living[ended.pk] = heir(ended, on=on).pk
    serves: dict[int, set[int]] = {pk: {pk} for pk in living.values()}
    offices = Placement.objects.filter(
        valid_on(on), parent__in=set(living.values()), kind=PlacementKind.TERRITORY, unit__type=UnitType.AGENCY
    )
    for office, territory in offices.values_list("unit", "parent"):
        serves.setdefault(office, set()).add(territory)
    kinds = [kind for kind, powers in POWERS.items() if can in powers]
    held = Role.objects.on(on).filter(unit__in=serves, kind__in=kinds, user__is_active=True).select_related("user").order_by("user", "pk")
    found: dict[int, dict[int, User]] = {pk: {} for pk in living.values()}
    for role in held:
        for place in serves[role.unit_id]:
            found[place][role.user_id] = role.user
    return {pk: list(found[at].values()) for pk, at in living.items()}


def people_found(
    viewer: User,
    *,
    on: date,
    text: str = "",
    kind: RoleKind | None = None,
    unit: OrgUnit | None = None,
    is_former: bool = False,
    is_stranded: bool = False,
) -> QuerySet[User]:
    """The list of people: by default those who hold a role from that day on.

    `is_former`: those who hold none in scope any more. `is_stranded`: those who hold one at a unit that has ended.
    """
    scoped = roles_in_scope(viewer, Can.SEE_PEOPLE, on=on)
    if kind is not None:
        scoped = scoped.filter(kind=kind)
    if unit is not None:
        scoped = scoped.filter(unit__in=OrgUnit.objects.below(unit, on=on).values("pk"))
    current = scoped.from_day(on).filter(user=OuterRef("pk"))
    if is_former:
        found = User.objects.filter(Exists(scoped.filter(user=OuterRef("pk"))), ~Exists(current))
    else:
        found = User.objects.filter(Exists(current))
    if is_stranded:
        found = found.filter(pk__in=people_stranded(viewer, Can.SEE_PEOPLE, on=on).values("pk"))
    return matching(found, "search_text", text)


def roles_of(people: Iterable[User], *, on: date) -> dict[int, list[Role]]:
    """By person: the roles held that day or later, oldest first, their units fetched."""
    found: dict[int, list[Role]] = {person.pk: [] for person in people}
    for role in Role.objects.from_day(on).filter(user__in=found).select_related("unit").order_by("valid_from", "pk"):
        found[role.user_id].append(role)
    return found


def unit_names(roles: Iterable[Role], *, on: date) -> dict[int, str]:
    """By unit: what it is called that day; of a unit not alive that day, its last name."""
    units = {role.unit_id for role in roles}
    names: dict[int, str] = {}
    for designation in Designation.objects.filter(unit__in=units, valid_from__lte=on).order_by("valid_from"):
        names[designation.unit_id] = designation.full_name
    return names


def entries_about(person: User, *, limit: int = 20) -> list[AuditEntry]:
    """The newest lines of the audit about the person and their roles."""
    roles = [str(pk) for pk in Role.objects.filter(user=person).values_list("pk", flat=True)]
    about = Q(subject_kind="accounts.User", subject_key=str(person.pk)) | Q(subject_kind="accounts.Role", subject_key__in=roles)
    return list(AuditEntry.objects.filter(about).order_by("-recorded_at", "-pk")[:limit])


def administrators(on: date) -> list[User]:
    """Who answers for the whole installation that day: the administrators at the highest level at which there are any."""
    roles = list(Role.objects.on(on).filter(kind=RoleKind.ADMINISTRATOR, user__is_active=True).select_related("user", "unit"))
    highest = min((role.unit.type for role in roles), default=0)
    return list({role.user_id: role.user for role in roles if role.unit.type == highest}.values())
