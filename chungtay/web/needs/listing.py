"""The list of needs: tabs of states, search, filters; everything lives in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.needs.enums import STANDING, NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.queries import Asked, needs_asked, queue
from chungtay.places.enums import SchoolLevel
from chungtay.programmes.models import Programme
from chungtay.web.access import person, requires
from chungtay.web.needs.forms import AGED, MET, MINE, NeedFilter
from chungtay.web.needs.tones import TONES, URGENT
from chungtay.web.needs.wording import GROUP, Place, amount_of, category_of, children_of, places_of, programmes_by_id, short_money
from chungtay.web.shell.listing import Tab, address, asked_text, chips, kept, may_here, pager

PAGE: Final = 30
_S = NeedStatus
# By the word in the address: what the tab is called, which states it holds (none: all).
TABS: Final[dict[str, tuple[Any, tuple[NeedStatus, ...]]]] = {
    "": (gettext_lazy("Tất cả"), ()),
    "dang-ghi": (gettext_lazy("Đang ghi, bị trả lại"), (_S.DRAFT, _S.RETURNED)),
    "cho": (gettext_lazy("Chờ xác minh"), (_S.SUBMITTED,)),
    "con-thieu": (gettext_lazy("Còn thiếu"), STANDING),
    "da-dap-ung": (gettext_lazy("Đã đáp ứng"), (_S.MET, _S.CONFIRMED, _S.CLOSED)),
    "da-rut": (gettext_lazy("Đã rút"), (_S.WITHDRAWN,)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A need as lists show it."""

    need: Need
    place: Place
    category: str
    amount: str
    children: str
    cost: str
    tone: str
    urgent: tuple[str, str] | None


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    viewer, today = person(request), clock.today()
    programmes = programmes_by_id()
    form, asked, found = looked_for(request, viewer, programmes, today)
    page = key_page(found, by=("-pk",), after=request.GET.get("sau", ""), size=PAGE)
    filtered = chips(request, form)
    tab = _tab(request)
    query = request.GET.urlencode()
    context = {
        "rows": rows_of(page.rows, programmes, today),
        "page": pager(request, page),
        "tabs": _tabs(request, tab),
        "form": form,
        "text": asked.text,
        "kept": kept(request),
        "chips": filtered,
        "is_filtered": bool(asked.text or filtered or form.errors or tab),
        "clear_url": request.path,
        "csv_url": f"{reverse('needs:csv')}?{query}",
        "xlsx_url": f"{reverse('needs:xlsx')}?{query}",
        "may_record": may_here(request, Can.RECORD_NEEDS),
        "to_verify": queue(viewer, on=today).order_by().count() if may_here(request, Can.VERIFY_NEEDS) else 0,
    }
    return render(request, "needs/list.html", context)


def looked_for(
    request: HttpRequest, viewer: User, programmes: Mapping[int, Programme], today: date
) -> tuple[NeedFilter, Asked, QuerySet[Need]]:
    """What the address asks for: the list and both files are made from this one answer."""
    among = units_for(viewer, Can.SEE_NEEDS, on=today)
    form = NeedFilter(request.GET or None, programmes=list(programmes.values()), among=among, on=today)
    asked = asked_of(request, form, programmes)
    found = needs_asked(viewer, asked, on=today).select_related(None)  # packs are at hand: no row loads its own
    if form.is_bound and form.cleaned_data.get("viec") == MET:  # whoever noted what came does not confirm it
        found = found.filter(Q(met_by=None) | ~Q(met_by=viewer), status=NeedStatus.MET)
    if form.is_bound and form.cleaned_data.get("ai_ghi") == MINE:
        found = found.filter(recorded_by=viewer)
    states = TABS[_tab(request)][1]
    return form, asked, found.filter(status__in=states) if states else found


def asked_of(request: HttpRequest, form: NeedFilter, programmes: Mapping[int, Programme]) -> Asked:
    """A part of the address that is wrong is shown at its field and asks for nothing."""
    chosen: Mapping[str, Any] = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    kind = chosen.get("loai", "")
    slug = chosen.get("chuong_trinh", "")
    return Asked(
        text=asked_text(request),
        programme=next((one for one in programmes.values() if slug and one.slug == slug), None),
        unit=chosen.get("don_vi"),
        category="" if kind.startswith(GROUP) else kind,
        group=kind.removeprefix(GROUP) if kind.startswith(GROUP) else "",
        level=int(SchoolLevel[chosen["cap"]]) if chosen.get("cap") else 0,
        status=chosen.get("tinh_trang", ""),
        urgency=chosen.get("muc_do", ""),
        is_aged=chosen.get("viec", "") == AGED,
    )


def rows_of(needs: Sequence[Need], programmes: dict[int, Programme], today: date) -> list[Row]:
    """Names and places of all rows at once."""
    places = places_of(needs, on=today)
    return [
        Row(
            need=need,
            place=places[need.pk],
            category=category_of(need, programmes).name,
            amount=amount_of(need),
            children=children_of(need),
            cost=short_money(need.cost_vnd) if need.cost_vnd is not None else "",
            tone=TONES[NeedStatus(need.status)],
            urgent=(str(need.get_urgency_display()), URGENT[need.urgency]) if need.urgency in URGENT else None,  # type: ignore[index]
        )
        for need in needs
    ]


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("muc", "")
    return asked if asked in TABS else ""


def _tabs(request: HttpRequest, current: str) -> list[Tab]:
    return [Tab(str(label), address(request, muc=code, sau="", tinh_trang=""), code == current) for code, (label, _states) in TABS.items()]
