"""What the units wrote beside the officer's words: each sentence with its sources, and what was taken over with its mark."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import fold
from chungtay.reports.actions import take_over
from chungtay.reports.enums import Standing
from chungtay.reports.models import Quote, Report
from chungtay.reports.paper_answers import likes_of, names_of_submissions
from chungtay.reports.paper_names import occasion_of
from chungtay.reports.quotes import standing, texts_of_sections
from chungtay.submissions.likeness import Likes
from chungtay.web.access import person, requires
from chungtay.web.reports.seen import report_to_write
from chungtay.web.reports.words import SectionShown


@dataclass(frozen=True, slots=True)
class Source:
    """A unit's submission that says so."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """A sentence of the section that units wrote."""

    text: str
    sources: list[Source]
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence that may be taken over; `name` of the text of the form in which it stands."""

    code: str
    name: str
    text: str
    sources: list[Source]
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Sourced:
    """A section with what it takes from the units, and what else they wrote on the matter."""

    section: SectionShown
    quotes: list[QuoteShown]
    offers: list[Offer]


def sourced(report: Report, sections: list[SectionShown], *, writes: bool) -> list[Sourced]:
    """Nothing is asked for a programme whose paper prints no texts of units."""
    paper = report.round.pack.paper()
    codes = texts_of_sections(paper.template) if paper is not None else {}
    if not codes:
        return [Sourced(section, [], []) for section in sections]
    likes = _likes(report) if writes else {}
    quotes = list(report.quotes.order_by("number"))
    submissions = {source["submission"] for quote in quotes for source in quote.sources}
    submissions |= {one.submission for found in likes.values() for like in found for one in like.members}
    names = names_of_submissions(submissions, on=report.round.ends_on)
    texts = {section["key"]: section["text"] for section in report.sections}
    shown = []
    for section in sections:
        mine = [quote for quote in quotes if quote.section == section.key]
        stand = {fold(quote.text): standing(quote.text, texts[section.key]) for quote in mine}
        offers = [
            _offer(report, code, like, names, is_taken=stand.get(fold(like.text), Standing.GONE) != Standing.GONE)
            for code in codes.get(section.key, ())
            for like in likes.get(code, ())
        ]
        here = [_quote(quote, stand[fold(quote.text)], names) for quote in mine if stand[fold(quote.text)] != Standing.GONE]
        shown.append(Sourced(section, here, offers))
    return shown


def _likes(report: Report) -> dict[str, list[Likes]]:
    try:
        return likes_of(occasion_of(report.round, unit=report.unit, on=clock.today(), body=report.paper.body))
    except RuleBroken:  # the office has ended
        return {}


def _quote(quote: Quote, stands: Standing, names: dict[int, str]) -> QuoteShown:
    return QuoteShown(quote.text, _sources([source["submission"] for source in quote.sources], names), stands == Standing.EDITED)


def _offer(report: Report, code: str, like: Likes, names: dict[int, str], *, is_taken: bool) -> Offer:
    asked = report.round.pack.by_text[code]
    return Offer(code, asked.name, like.text, _sources([one.submission for one in like.members], names), is_taken)


def _sources(submissions: list[int], names: dict[int, str]) -> list[Source]:
    return [Source(names[pk], reverse("submissions:submission", args=[pk])) for pk in dict.fromkeys(submissions) if pk in names]


@require_POST
@requires(Can.DRAFT_PAPERS)
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """“Đưa vào báo cáo”."""
    report = report_to_write(request, pk)
    given = {name: request.POST.get(name, "").replace("\0", "") for name in ("section", "code", "text")}
    try:
        take_over(report, by=person(request), on=clock.today(), **given)
    except RuleBroken as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Đã đưa vào báo cáo, kèm nguồn."))
    return redirect(f"{reverse('reports:report', args=[pk])}#muc-{given['section'][:60]}")
