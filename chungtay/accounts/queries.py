"""Questions about people: who is in one's scope, what they hold, what was written about them."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from chungtay.accounts.enums import POWERS, Can, RoleKind
from chungtay.accounts.models import Role, RoleQuerySet, User
from chungtay.accounts.scope import units_answered_for
from chungtay.audit.models import AuditEntry
from chungtay.core.search import matching
from chungtay.places.models import Designation, OrgUnit
from chungtay.places.offices import agencies_of


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


def people_acting_at(unit: OrgUnit, can: Can, on: date) -> list[User]:
    """Who may use the power for exactly this unit that day: through a role at it, or at an agency of it. Nobody of the levels above."""
    kinds = [kind for kind, powers in POWERS.items() if can in powers]
    here = Q(unit=unit.pk) | Q(unit__in=agencies_of([unit], on=on).order_by().values("pk"))
    roles = Role.objects.on(on).filter(here, kind__in=kinds)
    return list(User.objects.filter(Exists(roles.filter(user=OuterRef("pk"))), is_active=True).order_by("pk"))


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
