"""Which reports a person sees, by which of their offices they write them, and what the shell says of each."""

from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import offices_for, units_answered_for
from chungtay.core import clock
from chungtay.core.periods import valid_on
from chungtay.documents.enums import OUT, DocumentStatus
from chungtay.documents.models import OfficeProfile, OfficialDocument
from chungtay.programmes.models import Round
from chungtay.reports.models import Report
from chungtay.reports.paper_names import REPORTING
from chungtay.web.access import person

TONES: Final[dict[str, str]] = {
    DocumentStatus.DRAFT: "plain",
    DocumentStatus.UNDER_REVIEW: "wait",
    DocumentStatus.SIGNED: "info",
    DocumentStatus.ISSUED: "ok",
    DocumentStatus.REPLACED: "stop",
    DocumentStatus.RECALLED: "stop",
}


def reports_seen(viewer: User, *, on: date) -> QuerySet[Report]:
    """Those whose paper one may read; issued ones also where their office has ended and one's own answers for it."""
    papers = OfficialDocument.objects.for_user(viewer, Can.SEE_PAPERS, on=on).order_by().values("pk")
    heirs = units_answered_for(viewer, Can.SEE_PAPERS, on=on).order_by().values("pk")
    return Report.objects.filter(Q(paper__in=papers) | Q(paper__status__in=OUT, unit__in=heirs))


def report_in_scope(request: HttpRequest, pk: int) -> Report:
    """The report, or 404 where the role one acts in does not reach it."""
    rows = reports_seen(person(request), on=clock.today())
    return get_object_or_404(rows.select_related("paper", "round__programme", "round__version", "unit"), pk=pk)


def report_to_write(request: HttpRequest, pk: int) -> Report:
    """A report of one's own offices, or 404."""
    papers = OfficialDocument.objects.for_user(person(request), Can.DRAFT_PAPERS, on=clock.today()).order_by().values("pk")
    rows = Report.objects.filter(paper__in=papers)
    return get_object_or_404(rows.select_related("paper", "round__programme", "round__version", "unit"), pk=pk)


def may_write(request: HttpRequest, report: Report) -> bool:
    if report.paper.status != DocumentStatus.DRAFT:
        return False
    return OfficialDocument.objects.for_user(person(request), Can.DRAFT_PAPERS, on=clock.today()).filter(pk=report.paper_id).exists()


def desks(viewer: User, *, on: date) -> list[OfficeProfile]:
    """The heads under which the person may write reports today: of each own office, and of each body within it."""
    offices = offices_for(viewer, Can.DRAFT_PAPERS, on=on).filter(type__in=REPORTING).values("pk")
    return list(OfficeProfile.objects.filter(valid_on(on), unit__in=offices).select_related("unit").order_by("unit", "body"))


def rounds_to_report(*, on: date) -> list[Round]:
    """The rounds that have begun, of programmes that run, the newest first."""
    rows = Round.objects.filter(starts_on__lte=on, programme__started_on__lte=on, programme__ended_on__gt=on)
    return list(rows.select_related("programme", "version").order_by("-ends_on", "programme__name", "pk")[:20])


def crumbs(report: Report | None = None) -> list[tuple[str, str | None]]:
    line: list[tuple[str, str | None]] = [(_("Báo cáo"), reverse("reports:list"))]
    return [*line, (report.round.name, reverse("reports:report", args=[report.pk]))] if report is not None else line
