"""The outgoing register, and the papers that are still in the making."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import offices_for, units_for
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.paging import key_page
from chungtay.documents.books import note_of, outgoing_book
from chungtay.documents.queries import Asked, in_the_making, outgoing
from chungtay.files.filetypes import XLSX
from chungtay.web.access import person, requires
from chungtay.web.documents.forms import DraftsFilter, RegisterFilter
from chungtay.web.documents.listing import PAGE, asked_of, names_of, tabs
from chungtay.web.documents.tones import TONES
from chungtay.web.shell.listing import address, chips, kept, may_here, pager


@require_safe
@requires(Can.SEE_PAPERS)
def index(request: HttpRequest) -> HttpResponse:
    return redirect("documents:outgoing")


@require_safe
@requires(Can.SEE_PAPERS)
def register(request: HttpRequest) -> HttpResponse:
    """What was issued, the newest first; filters live in the address."""
    viewer, today = person(request), clock.today()
    form = RegisterFilter(request.GET or None, among=units_for(viewer, Can.SEE_PAPERS, on=today), on=today)
    asked = asked_of(request, form)
    found = outgoing(viewer, asked, on=today).select_related("dispatch", "replaced_by", "recalled_by")
    page = key_page(found, by=("-issued_on", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    names = names_of(page.rows)
    rows = [(paper, names.get(paper.unit_id, ""), note_of(paper), TONES[paper.status]) for paper in page.rows]
    context = _context(request, form, asked, "outgoing") | {
        "rows": rows,
        "page": pager(request, page),
        "book_url": f"{reverse('documents:outgoing_book')}?{request.GET.urlencode()}",
    }
    return render(request, "documents/outgoing.html", context)


@require_safe
@requires(Can.SEE_PAPERS)
def book(request: HttpRequest) -> FileResponse:
    """The register as an Excel book, under the same filters, in the order of the numbers."""
    viewer, today = person(request), clock.today()
    form = RegisterFilter(request.GET or None, among=units_for(viewer, Can.SEE_PAPERS, on=today), on=today)
    asked = asked_of(request, form)
    rows = outgoing(viewer, asked, on=today).select_related("dispatch", "replaced_by", "recalled_by").order_by("issued_on", "pk")
    made = outgoing_book(rows.iterator(chunk_size=2000), office=office_words(request, asked), period=period_words(asked))
    return FileResponse(made, as_attachment=True, filename=f"so-van-ban-di-{today.isoformat()}.xlsx", content_type=XLSX.media_type)


@require_safe
@requires(Can.SEE_PAPERS)
def drafts(request: HttpRequest) -> HttpResponse:
    """Drafts, papers under review, signed ones not yet issued: of one's own offices."""
    viewer, today = person(request), clock.today()
    form = DraftsFilter(request.GET or None, among=offices_for(viewer, Can.SEE_PAPERS, on=today), on=today)
    asked = asked_of(request, form)
    page = key_page(
        in_the_making(viewer, asked, on=today).select_related("drafted_by"), by=("-pk",), after=request.GET.get("sau", ""), size=PAGE
    )
    names = names_of(page.rows)
    rows = [(paper, names.get(paper.unit_id, ""), TONES[paper.status]) for paper in page.rows]
    return render(request, "documents/drafts.html", _context(request, form, asked, "drafts") | {"rows": rows, "page": pager(request, page)})


def _context(request: HttpRequest, form: RegisterFilter, asked: Asked, current: str) -> dict[str, Any]:
    filtered = chips(request, form)
    return {
        "tabs": tabs(current),
        "form": form,
        "text": asked.text,
        "kept": kept(request),
        "chips": filtered,
        "is_filtered": bool(asked.text or filtered or form.errors),
        "clear_url": address(request).split("?")[0],
        "may_draft": may_here(request, Can.DRAFT_PAPERS),
        "may_set": may_here(request, Can.SET_OFFICES),
    }


def office_words(request: HttpRequest, asked: Asked) -> str:
    """Whose register it is: the office asked for, else that of one's own role."""
    role = person(request).acting_role
    unit = asked.unit or (role.unit if role else None)
    return names_of([_At(unit.pk)]).get(unit.pk, unit.code).upper() if unit else ""


class _At:
    """Stands for a row of that office."""

    def __init__(self, unit_id: int) -> None:
        self.unit_id = unit_id


def period_words(asked: Asked) -> str:
    if asked.first and asked.last:
        return _("Từ ngày %(first)s đến ngày %(last)s") % {"first": format_day(asked.first), "last": format_day(asked.last)}
    if asked.first:
        return _("Từ ngày %(first)s") % {"first": format_day(asked.first)}
    return _("Đến ngày %(last)s") % {"last": format_day(asked.last or clock.today())}
