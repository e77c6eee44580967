"""A report: its words beside its figures while it is written, its kept figures ever after; and as paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.documents.enums import OUT, DocumentStatus
from chungtay.documents.models import OfficialDocument
from chungtay.documents.press.html import print_html
from chungtay.reports.models import Report
from chungtay.reports.papers import document_of, has_appendix
from chungtay.web.access import person, requires
from chungtay.web.reports.changes import Change, changes_in
from chungtay.web.reports.seen import TONES, crumbs, may_write, report_in_scope
from chungtay.web.reports.sources import sourced
from chungtay.web.reports.words import named, sections_of, url_of
from chungtay.web.shell.listing import names_of


@require_safe
@requires(Can.SEE_PAPERS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_in_scope(request, pk)
    figures = list(report.figures.order_by("number"))
    writes = may_write(request, report)
    changes: list[Change] = changes_in(report, figures, on=clock.today()) if writes else []
    context = {
        **heading(report),
        "sections": sourced(report, sections_of(report, figures), writes=writes),
        "figures": [named(row) for row in figures],
        "may_write": writes,
        "changes": changes,
        "asks_units": bool(report.round.pack.tiers),
        "has_appendix": has_appendix(report),
        "is_out": report.paper.status in OUT,
        "returned": report.paper.returned if report.paper.status == DocumentStatus.DRAFT else "",
        "paper_url": _paper_url(request, report),
    }
    return render(request, "reports/report.html", context)


@require_safe
@requires(Can.SEE_PAPERS)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it would be printed; each figure leads to what was kept of it."""
    report = report_in_scope(request, pk)
    links = {row.mark: url_of(row) for row in report.figures.all()}
    context = {
        **heading(report),
        "html": print_html(document_of(report), link=links.get),
        "paper_url": _paper_url(request, report),
        "breadcrumbs": crumbs(report),
    }
    return render(request, "reports/preview.html", context)


def heading(report: Report) -> dict[str, Any]:
    names = names_of([report.unit_id], on=report.as_of)
    return {
        "report": report,
        "paper": report.paper,
        "office": names[report.unit_id],
        "tone": TONES[report.paper.status],
        "breadcrumbs": crumbs(),
    }


def _paper_url(request: HttpRequest, report: Report) -> str:
    """The paper's own page, where it is reviewed, signed, numbered and issued; empty for a paper of an office that has ended."""
    papers = OfficialDocument.objects.for_user(person(request), Can.SEE_PAPERS, on=clock.today())
    return reverse("documents:paper", args=[report.paper_id]) if papers.filter(pk=report.paper_id).exists() else ""


def changes_words(changes: list[Change]) -> str:
    """'6 → 7 (Số trường …); 13 → 14 (…)'; the first few of many."""
    most = 3
    said = "; ".join(f"{one.title}: {one.before} → {one.after}" for one in changes[:most])
    return said if len(changes) <= most else _("%(said)s; và %(n)s con số khác") % {"said": said, "n": len(changes) - most}
