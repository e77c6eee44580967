"""How units look in lists, breadcrumbs, tabs and timelines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_answered_for
from chungtay.core import clock
from chungtay.places import queries
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.web.access import person
from chungtay.web.shell.day import with_day

_ICONS: Final = {
    UnitType.PROVINCE: "province",
    UnitType.SCHOOL: "school",
    UnitType.SITE: "site",
}
_EVENTS: Final = {
    "known": gettext_lazy("Đã có khi hồ sơ bắt đầu: %(what)s"),
    "founded": gettext_lazy("Thành lập: %(what)s"),
    "named": gettext_lazy("Đổi tên thành %(what)s"),
    "placed": gettext_lazy("Thuộc %(what)s"),
    "managed": gettext_lazy("Do %(what)s quản lý"),
    "ended": gettext_lazy("Kết thúc: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in a list: its name, what it is, where it lies."""

    code: str
    url: str
    full_name: str
    where: str
    kind: str
    icon: str
    levels: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline."""

    on: date
    title: str
    url: str
    decision: str
    tone: str


def rows_of(units: Sequence[OrgUnit], request: HttpRequest, *, on: date) -> list[UnitRow]:
    """Rows for units fetched with on(), with where each lies, in two queries for all."""
    places = queries.paths([unit.pk for unit in units], on=on)
    return [
        UnitRow(
            code=unit.code,
            url=with_day(reverse("places:unit", args=[unit.code]), request),
            full_name=unit.full_name,
            where=", ".join(places.get(unit.pk, [])),
            kind=str(UnitType(unit.type).label),
            icon=_ICONS.get(UnitType(unit.type), "unit"),
            levels=", ".join(unit.level_labels),
        )
        for unit in units
    ]


def crumbs(unit: OrgUnit, request: HttpRequest, *, on: date) -> list[tuple[str, str | None]]:
    """Đơn vị › Tỉnh Điện Biên › Huyện Điện Biên; for a unit that does not live on that day, where it lay on the nearest one."""
    day = min(max(on, unit.valid_from), unit.valid_to - timedelta(days=1))
    above = [
        (one.full_name, with_day(url, request) if day == on else f"{url}?ngay={day.isoformat()}")
        for one in queries.ancestors(unit, on=day)
        for url in [reverse("places:unit", args=[one.code])]
    ]
    return [(_("Đơn vị"), with_day(reverse("places:browse"), request)), *above]


def unit_tabs(unit: OrgUnit, request: HttpRequest, current: str) -> list[Tab]:
    """The pages of one unit; its people only where the person may see them."""
    pages = [("unit", _("Tổng quan")), ("history", _("Lịch sử"))]
    if units_answered_for(person(request), Can.SEE_PEOPLE, on=clock.today()).filter(pk=unit.pk).exists():
        pages.append(("people", _("Người phụ trách")))
    return [Tab(label, with_day(reverse(f"places:{name}", args=[unit.code]), request), is_current=name == current) for name, label in pages]


def timeline(events: Iterable[queries.Event], request: HttpRequest) -> list[Moment]:
    """The unit's history in words."""
    return [
        Moment(
            event.on,
            str(_EVENTS[event.kind]) % {"what": event.what},
            f"{reverse('places:unit', args=[event.code])}?ngay={event.on.isoformat()}" if event.code else "",
            event.decision,
            "end" if event.kind == "ended" else "",
        )
        for event in events
    ]
