"""A kept figure: its value and its records as they stood when the report was written, and how it has moved since."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.figures.ask import Figure, UnknownFigure, records
from chungtay.places.queries import heirs_of_children, today_of
from chungtay.reports.models import KeptFigure, Report
from chungtay.web.access import person, requires
from chungtay.web.reports import behind
from chungtay.web.reports.address import url_of
from chungtay.web.reports.changes import again, as_it_stood, has_two_digits
from chungtay.web.reports.reports import heading
from chungtay.web.reports.seen import crumbs, report_in_scope
from chungtay.web.reports.words import meaning_of, title_of

_MOST_HEIRS = 12


@dataclass(frozen=True, slots=True)
class Since:
    """The same question asked again; `refusal` where it cannot be."""

    label: str
    value: str
    unit_word: str
    url: str
    refusal: str
    is_same: bool


@require_safe
@requires(Can.SEE_PAPERS)
def show(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    report = report_in_scope(request, pk)
    row = get_object_or_404(report.figures, number=number)
    row.report = report
    stood = as_it_stood(row, report)
    kind = behind.kind_asked(request)
    kinds = tuple(kept for kept in dict.fromkeys((stood.asked.question.record, *row.records)) if kept in row.records)
    if not kinds:
        raise Http404
    after = request.GET.get("sau", "").replace("\0", "")
    found = records(stood, person(request), kind=kind if kind in kinds else kinds[0], after=after, limit=behind.PAGE, kept=row.records)
    context = {
        **heading(report),
        **behind.listed(request, found, stood, kinds),
        "row": row,
        "title": title_of(row),
        "meaning": meaning_of(row),
        "since": _since(row, report),
        "heirs": _heirs(report),
        "breadcrumbs": crumbs(report),
    }
    return render(request, "reports/kept.html", context)


def _since(row: KeptFigure, report: Report) -> list[Since]:
    """The day of the report as the records tell it now, then today."""
    then, now = again(row), again(row, as_of=clock.today().isoformat())
    said = _("Cùng ngày ấy (%(day)s), đếm hôm nay") % {"day": format_day(report.as_of)}
    return [_asked(said, then, row), _asked(_("Hôm nay, %(day)s") % {"day": format_day(clock.today())}, now, row)]


def _asked(label: str, found: Figure | UnknownFigure, row: KeptFigure) -> Since:
    if isinstance(found, UnknownFigure):
        return Since(label, "", "", "", found.sentence, is_same=False)
    is_same = (found.value, found.of, found.estimate) == (row.value, row.of, row.estimate)
    return Since(label, found.written(two_digits=has_two_digits(row)), found.unit_word, url_of(found), "", is_same)


def _heirs(report: Report) -> list[tuple[str, str]]:
    """Where the unit has ended: who followed it, each with its dashboard, as far as one reaches."""
    unit, today = report.unit, clock.today()
    if unit.life.covers(today):
        return []
    found = today_of(unit, on=today)
    followers = [(one.code, one.full_name) for one in found] or [(kin.code, kin.full_name) for kin in heirs_of_children(unit)]
    slug = report.round.programme.slug
    return [(name, f"{reverse('dashboard:programme', args=[slug])}?don-vi={code}") for code, name in followers[:_MOST_HEIRS]]
