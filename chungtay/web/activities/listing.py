"""The list of activities: two tabs, search, filters; everything lives in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.activities.models import Activity
from chungtay.activities.queries import NEWEST, Asked, Where, activities_asked, where
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.programmes.models import Programme
from chungtay.web.access import person, requires
from chungtay.web.activities.forms import ActivityFilter
from chungtay.web.activities.wording import days_of, kind_of, outputs_of, people_of, programmes_by_id
from chungtay.web.shell.listing import Tab, address, asked_text, chips, kept, may_here, pager

PAGE: Final = 30
WITHDRAWN: Final = "da-rut"
_FEW: Final = 3  # of its results in one line of the list


@dataclass(frozen=True, slots=True)
class Row:
    """An activity as lists show it."""

    activity: Activity
    kind: str
    place: Where
    days: str
    results: list[str]


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    viewer, today = person(request), clock.today()
    programmes = programmes_by_id()
    form, asked, found = looked_for(request, viewer, programmes, today)
    page = key_page(found.prefetch_related("outputs"), by=NEWEST, after=request.GET.get("sau", ""), size=PAGE)
    filtered, query = chips(request, form), request.GET.urlencode()
    context = {
        "rows": rows_of(page.rows, programmes),
        "page": pager(request, page),
        "tabs": _tabs(request),
        "form": form,
        "text": asked.text,
        "kept": kept(request),
        "chips": filtered,
        "is_filtered": bool(asked.text or filtered or form.errors or asked.is_withdrawn),
        "clear_url": request.path,
        "xlsx_url": f"{reverse('activities:xlsx')}?{query}",
        "may_record": may_here(request, Can.RECORD_ACTIVITIES),
    }
    return render(request, "activities/list.html", context)


def looked_for(
    request: HttpRequest, viewer: User, programmes: Mapping[int, Programme], today: date
) -> tuple[ActivityFilter, Asked, QuerySet[Activity]]:
    """What the address asks for: the list and its file are made from this one answer."""
    among = units_for(viewer, Can.SEE_NEEDS, on=today)
    form = ActivityFilter(request.GET or None, programmes=programmes.values(), among=among, on=today)
    asked = _asked(request, form, programmes)
    return form, asked, activities_asked(viewer, asked, on=today).select_related(None)  # packs are at hand: no row loads its own


def _asked(request: HttpRequest, form: ActivityFilter, programmes: Mapping[int, Programme]) -> Asked:
    """A part of the address that is wrong is shown at its field and asks for nothing."""
    chosen: Mapping[str, Any] = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    slug = chosen.get("chuong_trinh", "")
    return Asked(
        text=asked_text(request),
        programme=next((one for one in programmes.values() if slug and one.slug == slug), None),
        kind=chosen.get("loai", ""),
        unit=chosen.get("don_vi"),
        starts_on=chosen.get("tu"),
        ends_on=chosen.get("den"),
        is_withdrawn=request.GET.get("muc") == WITHDRAWN,
    )


def rows_of(activities: Sequence[Activity], programmes: Mapping[int, Programme]) -> list[Row]:
    """Names and places of all rows at once."""
    places = where(activities)
    return [_row(activity, places[activity.pk], programmes[activity.programme_id]) for activity in activities]


def _row(activity: Activity, place: Where, programme: Programme) -> Row:
    pack, people = programme.pack, people_of(activity)
    results = [f"{name}: {number}" for name, number in outputs_of(activity, pack)]
    shown = [*([people] if people else []), *results]
    more = len(shown) - _FEW
    if more > 0:
        shown = [*shown[:_FEW], _("và %(n)d kết quả khác") % {"n": more}]
    return Row(activity, kind_of(activity.kind, pack).name, place, days_of(activity), shown)


def _tabs(request: HttpRequest) -> list[Tab]:
    now = WITHDRAWN if request.GET.get("muc") == WITHDRAWN else ""
    named = {"": _("Đã làm"), WITHDRAWN: _("Đã rút")}
    return [Tab(label, address(request, muc=code, sau=""), code == now) for code, label in named.items()]
