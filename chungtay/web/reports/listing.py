"""The reports: what one's own offices have still to write, and what was issued in one's reach."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.documents.enums import OUT
from chungtay.documents.models import OfficeProfile
from chungtay.programmes.models import Round
from chungtay.reports.models import Report
from chungtay.web.access import person, requires
from chungtay.web.reports.seen import TONES, desks, reports_seen, rounds_to_report
from chungtay.web.shell.listing import Tab, address, may_here, names_of, pager

PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """An office and its report of a round; `report` None: not begun."""

    office: str
    report: Report | None
    tone: str
    begin_url: str


@require_safe
@requires(Can.SEE_PAPERS)
def index(request: HttpRequest) -> HttpResponse:
    """`?xem=pham-vi`: all issued ones in one's reach."""
    of_scope = request.GET.get("xem") == "pham-vi"
    tabs = [
        Tab(_("Của cơ quan tôi"), address(request, xem="", sau=""), not of_scope),
        Tab(_("Đã phát hành trong phạm vi"), address(request, xem="pham-vi", sau=""), of_scope),
    ]
    context = {"tabs": tabs, "of_scope": of_scope} | (_issued(request) if of_scope else _own(request))
    return render(request, "reports/reports.html", context)


def _own(request: HttpRequest) -> dict[str, Any]:
    viewer, today = person(request), clock.today()
    offices, found = desks(viewer, on=today), rounds_to_report(on=today)
    written: dict[tuple[int, int, str], Report] = {}
    units = {office.unit_id for office in offices}
    for report in Report.objects.filter(round__in=found, unit__in=units).select_related("paper").order_by("pk"):
        written[report.round_id, report.unit_id, report.paper.body] = report
    names = names_of(units)
    lines = [(one, [_line(one, office, written, names) for office in offices if _lived(one, office)]) for one in found]
    return {
        "rounds": [(one, of_it) for one, of_it in lines if of_it],
        "has_desk": bool(offices),
        "today": today,
        "may_set": may_here(request, Can.SET_OFFICES),
    }


def _lived(one: Round, office: OfficeProfile) -> bool:
    """Whether the office existed when the round was counted."""
    return office.unit.life.covers(min(one.ends_on, clock.today()))


def _line(one: Round, office: OfficeProfile, written: dict[tuple[int, int, str], Report], names: dict[int, str]) -> Line:
    report = written.get((one.pk, office.unit_id, office.body))
    begin = f"{reverse('reports:begin')}?dot={one.pk}&co-quan={office.pk}"
    return Line(office_name(office, names), report, TONES[report.paper.status] if report else "plain", begin)


def office_name(office: OfficeProfile, names: dict[int, str]) -> str:
    name = names[office.unit_id]
    return f"{name} · {office.body}" if office.body else name


def _issued(request: HttpRequest) -> dict[str, Any]:
    rows = reports_seen(person(request), on=clock.today()).filter(paper__status__in=OUT).select_related("paper", "round__programme")
    page = key_page(rows, by=("-as_of", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    names = names_of({report.unit_id for report in page.rows})
    lines = [(report, names[report.unit_id], TONES[report.paper.status]) for report in page.rows]
    return {"lines": lines, "page": pager(request, page)}
