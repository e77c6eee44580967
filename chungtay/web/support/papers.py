"""The official papers of support: which there are, a new one about something, its figures counted again."""

from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import offices_for, units_answered_for
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.core.periods import valid_on
from chungtay.documents.enums import DocumentStatus
from chungtay.documents.models import OfficeProfile, OfficialDocument
from chungtay.programmes.models import Programme
from chungtay.support.actions.papering import draft_paper, redraw_paper
from chungtay.support.enums import PERIODIC, PaperKind
from chungtay.support.models import SupportPaper
from chungtay.support.papers import About, Span, about
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.listing import may_here, pager
from chungtay.web.support.paper_forms import PaperForm, SpanForm, months

both = require_http_methods(["GET", "POST"])
PAGE: Final = 50
# The kinds as addresses name them: support:paper_new?loai=…&ve=…, with the id of the minutes, plan or posting, or the code of the gift or
# delivery.
KINDS: Final[dict[str, PaperKind]] = {
    "tiep-nhan": PaperKind.RECEPTION,
    "ban-giao": PaperKind.DELIVERY,
    "cam-on": PaperKind.THANKS,
    "thang": PaperKind.MONTH,
    "danh-sach": PaperKind.DONORS,
    "ke-hoach": PaperKind.PLAN,
    "niem-yet": PaperKind.POSTING,
    "quyet-toan": PaperKind.SETTLEMENT,
}


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("Nguồn lực"), reverse("support:list")), (_("Văn bản"), reverse("support:papers"))]


def _in_sight(request: HttpRequest, can: Can) -> QuerySet[SupportPaper]:
    papers = OfficialDocument.objects.for_user(person(request), can, on=clock.today())
    return SupportPaper.objects.filter(document__in=papers.order_by().values("pk")).select_related("document", "programme__version", "unit")


@require_safe
@requires(Can.SEE_PAPERS)
def index(request: HttpRequest) -> HttpResponse:
    """Of one's own offices, and what was issued in the scope; the newest first."""
    rows = _in_sight(request, Can.SEE_PAPERS).defer("document__content", "document__source", "document__values", "document__marks")
    page = key_page(rows, by=("-pk",), after=request.GET.get("sau", ""), size=PAGE)
    context = {
        "rows": [(row, PaperKind(row.kind).label) for row in page.rows],
        "page": pager(request, page),
        "area_tabs": area_tabs(request),
        "may_draft": may_here(request, Can.DRAFT_PAPERS),
        "periodic": [(word, kind.label) for word, kind in KINDS.items() if kind in PERIODIC],
    }
    return render(request, "support/papers.html", context)


@both
@requires(Can.DRAFT_PAPERS)
def new(request: HttpRequest) -> HttpResponse:
    """A draft about what the address names; of a span of days, about the span chosen here."""
    word, today = request.GET.get("loai", ""), clock.today()
    kind = KINDS.get(word)
    if kind is None:
        raise Http404
    what = None if kind in PERIODIC else _subject(request, kind)
    profiles = _profiles(request)
    if not profiles:
        return render(request, "documents/no_office.html", {"breadcrumbs": _crumbs(), "may_set": may_here(request, Can.SET_OFFICES)})
    form = _form(request, kind, what, profiles)

    def action() -> SupportPaper:
        profile = profiles[int(form.cleaned_data["profile"])]
        asked = what or _spanned(kind, form.cleaned_data, profile)
        made.append(draft_paper(asked, by=person(request), office=profile.unit, body=profile.body, on=today))
        return made[-1]

    made: list[SupportPaper] = []
    if posted(request, form, action):
        messages.success(request, _("Đã soạn dự thảo từ số liệu trong sổ. Xin đọc lại rồi trình duyệt."))
        return redirect("documents:paper", pk=made[-1].document_id)
    context = {
        "form": form,
        "title": str(kind.label),
        "lead": _("Con số lấy từ sổ, không phải gõ. Soạn xong vẫn sửa được câu chữ."),
        "before": _before(request, what),
        "submit_label": _("Soạn dự thảo"),
        "cancel_url": reverse("support:papers"),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "support/paper_new.html", context)


def _subject(request: HttpRequest, kind: PaperKind) -> About:
    """What the paper is to be about, or 404 where the role does not reach it."""
    what = about(kind, request.GET.get("ve", "")[:40].replace("\0", ""))
    scope = units_answered_for(person(request), Can.SEE_NEEDS, on=clock.today())
    if what is None or not scope.filter(pk=what.unit.pk).exists():
        raise Http404
    return what


def _profiles(request: HttpRequest) -> dict[int, OfficeProfile]:
    today = clock.today()
    offices = offices_for(person(request), Can.DRAFT_PAPERS, on=today).values("pk")
    rows = OfficeProfile.objects.filter(valid_on(today), unit__in=offices).select_related("unit").order_by("body", "unit", "pk")
    return {row.pk: row for row in rows}


def _form(request: HttpRequest, kind: PaperKind, what: About | None, profiles: dict[int, OfficeProfile]) -> forms.Form:
    choices = [(pk, f"{row.issuer} ({row.abbreviation})") for pk, row in profiles.items()]
    own = next((pk for pk, row in profiles.items() if what is not None and row.unit_id == what.unit.pk), choices[0][0])
    if kind not in PERIODIC:
        return PaperForm(request.POST or None, profiles=choices, initial={"profile": own})
    today = clock.today()
    programmes = [(row.slug, row.name) for row in Programme.objects.order_by("name", "pk")]
    initial: dict[str, Any] = {"profile": own, "starts": date(today.year, 1, 1), "ends": today, "month": months(today)[0][0]}
    return SpanForm(
        request.POST or None, profiles=choices, programmes=programmes, is_month=kind == PaperKind.MONTH, today=today, initial=initial
    )


def _spanned(kind: PaperKind, given: dict[str, Any], profile: OfficeProfile) -> About:
    code = given["month"] if kind == PaperKind.MONTH else Span(given["starts"], given["ends"]).checked().code
    programme = Programme.objects.select_related("version").filter(slug=given["programme"]).first()
    what = about(kind, code, unit=profile.unit, programme=programme)
    assert what is not None  # of a span there always is
    return what


def _before(request: HttpRequest, what: About | None) -> list[SupportPaper]:
    """Papers about the same thing that one may see, so that nobody writes it twice unknowingly."""
    if what is None:
        return []
    return list(_in_sight(request, Can.SEE_PAPERS).filter(kind=what.kind, subject=what.code).order_by("-pk")[:5])


@both
@requires(Can.DRAFT_PAPERS)
def redraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The records changed since: the draft is drawn anew, and what was written into it is gone."""
    row = get_object_or_404(_in_sight(request, Can.DRAFT_PAPERS).filter(document__status=DocumentStatus.DRAFT), pk=pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    url = reverse("documents:paper", args=[row.document_id])
    if posted(request, form, lambda: redraw_paper(row, by=person(request), on=clock.today())):
        messages.success(request, _("Đã lấy lại số liệu từ sổ."))
        return redirect(url)
    context = {
        "form": form,
        "title": _("Lấy lại số liệu"),
        "text": _("Dự thảo được soạn lại từ sổ như hôm nay. Câu chữ đã sửa trong nội dung sẽ mất."),
        "facts": [(_("Văn bản"), row.document.title)],
        "submit_label": _("Lấy lại số liệu"),
        "cancel_url": url,
        "breadcrumbs": _crumbs(),
    }
    return render(request, "support/confirm.html", context)
