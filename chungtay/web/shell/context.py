"""What the shell's templates know on every page: menu, roles, theme, the day looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can, RoleKind
from chungtay.accounts.models import Role
from chungtay.core import clock
from chungtay.notifications.queries import unread_count
from chungtay.places.models import OrgUnit
from chungtay.web.access import person
from chungtay.web.shell.day import day_of

THEMES: Final = ("light", "dark", "auto")

# (address, words, icon, the power one needs; None: everybody)
_MENU: Final[tuple[tuple[str, object, str, Can | None], ...]] = (
    ("home:home", _("Việc của tôi"), "home", None),
    ("needs:list", _("Nhu cầu"), "heart", Can.SEE_NEEDS),
    ("activities:list", _("Hoạt động"), "calendar", Can.SEE_NEEDS),
    ("programmes:index", _("Chương trình"), "flag", Can.SEE_NEEDS),
    ("submissions:list", _("Đợt báo cáo"), "inbox", Can.SEE_NEEDS),
    ("support:list", _("Nguồn lực"), "gift", Can.SEE_NEEDS),
    ("banking:list", _("Ngân hàng"), "bank", Can.KEEP_MONEY),
    ("ledger:list", _("Sổ cái"), "book", Can.SEE_NEEDS),
    ("dashboard:index", _("Tổng quan"), "chart", Can.SEE_NEEDS),
    ("reports:list", _("Báo cáo"), "edit", Can.DRAFT_PAPERS),
    ("places:browse", _("Đơn vị"), "unit", Can.BROWSE_PLACES),
    ("documents:outgoing", _("Văn bản"), "document", Can.SEE_PAPERS),
    ("people:list", _("Người dùng"), "people", Can.SEE_PEOPLE),
    ("audit:list", _("Nhật ký"), "history", Can.READ_AUDIT),
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    label: str
    url: str
    icon: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role as the switcher shows it."""

    pk: int
    label: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Shell:
    menu: list[MenuItem]
    acting_role: RoleCard | None
    other_roles: list[RoleCard]
    user_name: str
    theme: str
    as_of: date | None
    today_url: str
    home_url: str
    account_url: str
    unread: Callable[[], int]  # asked by the header alone: what htmx fetches has none


def shell(request: HttpRequest) -> dict[str, object]:
    """The `shell` variable; for somebody not signed in only theme and day."""
    chosen = request.COOKIES.get("theme", "auto")
    roles = _role_cards(request)
    acting = person(request).acting_role if roles else None
    as_of = day_of(request)
    return {
        "shell": Shell(
            menu=_menu(request),
            acting_role=next((card for card in roles if acting and card.pk == acting.pk), None),
            other_roles=[card for card in roles if not (acting and card.pk == acting.pk)],
            user_name=str(request.user) if _is_staff(request) else "",
            theme=chosen if chosen in THEMES else "auto",
            as_of=as_of,
            today_url=_without_day(request) if as_of else "",
            home_url=reverse("home:home"),
            account_url=reverse("me:account"),
            unread=lambda: unread_count(person(request).pk) if _is_staff(request) else 0,
        )
    }


def _is_staff(request: HttpRequest) -> bool:
    """Signed in and past the first password."""
    return hasattr(request, "user") and request.user.is_authenticated and not person(request).must_change_password


def _menu(request: HttpRequest) -> list[MenuItem]:
    if not _is_staff(request):
        return []
    role = person(request).acting_role
    powers = role.powers if role else frozenset()
    here = request.resolver_match.namespace if request.resolver_match else ""
    here = {"figures": "dashboard", "donors": "support"}.get(here, here)  # opened from the overview, from a tab of the area
    return [
        MenuItem(str(label), reverse(name), icon, name.split(":", 1)[0] == here)
        for name, label, icon, can in _MENU
        if (can is None or can in powers)
    ]


def _role_cards(request: HttpRequest) -> list[RoleCard]:
    if not _is_staff(request):
        return []
    roles: list[Role] = person(request).roles_today
    units = OrgUnit.objects.on(clock.today()).filter(pk__in=[role.unit_id for role in roles])
    names = {unit.pk: unit.full_name for unit in units}
    return [RoleCard(role.pk, role_label(role), names.get(role.unit_id, role.unit.code)) for role in roles]


def role_label(role: Role) -> str:
    """'Đầu mối cấp học: Mầm non, Tiểu học' or the kind alone."""
    kind = str(RoleKind(role.kind).label)
    return f"{kind}: {', '.join(role.level_labels)}" if role.levels else kind


def _without_day(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("ngay", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
