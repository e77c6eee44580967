"""The page of a figure: its value, what it means, its parts, and the records behind it; the same as JSON."""

from dataclasses import replace
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core.estimates import Estimate
from chungtay.figures.ask import Breakdown, Desk, Figure, Part, UnknownFigure, breakdown, breakdowns, figure, kinds_of, records
from chungtay.figures.enums import FigureKind
from chungtay.figures.questions import NARROWING
from chungtay.web.access import person, requires
from chungtay.web.reports import behind, parts
from chungtay.web.reports.address import filters_of, url_of, within_reach, word
from chungtay.web.shell.figure_links import KEYS, figure_url
from chungtay.web.shell.listing import names_of

MOST_IDS: Final = 20_000  # of one kind in one answer
_JSON_PAGE: Final = 1000


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, question: str) -> HttpResponse:
    """Any question of any unit in one's reach; what does not exist is said in a sentence, with 404."""
    try:
        found = _counted(request, question)
        if word(request, "dang") == "json":
            return JsonResponse(_as_data(found, person(request)), json_dumps_params={"ensure_ascii": False, "indent": 2})
        return render(request, "reports/figure.html", _context(request, found))
    except UnknownFigure as unknown:
        return unknown_page(request, unknown)


def unknown_page(request: HttpRequest, unknown: UnknownFigure) -> HttpResponse:
    return render(request, "reports/unknown.html", {"sentence": unknown.sentence}, status=404)


def _counted(request: HttpRequest, question: str) -> Figure:
    """Asked first whether one may: a unit out of reach is not counted at all."""
    desk, filters = Desk(), filters_of(request)
    setting = desk.ask(question, filters).setting
    if not within_reach(request, setting.unit, setting.territory):
        raise Http404
    return figure(question, filters, desk=desk)


def _context(request: HttpRequest, found: Figure) -> dict[str, Any]:
    setting = found.asked.setting
    split = parts.asked_for(request, found)
    bars, nothing = parts.folded(parts.bars(split)) if split else ([], [])
    kinds = kinds_of(found)
    kind = behind.kind_asked(request)
    listed = records(
        found, person(request), kind=kind if kind in kinds else "", after=request.GET.get("sau", "").replace("\0", ""), limit=behind.PAGE
    )
    return {
        **behind.listed(request, listed, found, kinds),
        "figure": found,
        "heading": found.asked.question.title,
        "narrowed": _chips(found),
        "value": found.written(),
        "ratio": parts.share_of(found, 0) if found.kind == FigureKind.RATIO else None,
        "estimate": "" if found.estimate == Estimate.EXACT else Estimate(found.estimate).label,
        "setting": setting,
        "unit_name": setting.unit.full_name,
        "land": names_of([setting.territory.pk], on=setting.day)[setting.territory.pk] if setting.territory != setting.unit else "",
        "split": split,
        "bars": bars,
        "nothing": nothing,
        "split_tabs": parts.tabs(request, found, split.by) if split else [],
        "json_url": figure_url(found.question, found.filters, dang="json"),
        "hidden": [(KEYS[name], value) for name, value in found.filters.kept().items() if name != "as_of"],
        "breadcrumbs": _crumbs(found),
    }


def _chips(found: Figure) -> list[tuple[str, str]]:
    """What the figure is narrowed to, each with the address of the wider figure; empty where it cannot be asked so."""
    given, needed = found.filters, found.asked.question.needs
    bare = given.but(**dict.fromkeys(NARROWING, ""))
    chips = []
    for name in NARROWING:
        if value := getattr(given, name):
            words = replace(found.asked, filters=bare.but(**{name: value})).filter_words()
            chips.append((words[0], "" if name in needed else figure_url(found.question, given.but(**{name: ""}))))
    return chips


def _crumbs(found: Figure) -> list[tuple[str, str | None]]:
    setting = found.asked.setting
    if setting.programme is None:
        return [(_("Con số"), None)]
    query = {"unit": found.filters.unit, "round": found.filters.round}
    address = "&".join(f"{KEYS[name]}={value}" for name, value in query.items() if value)
    return [(setting.programme.name, f"{reverse('dashboard:programme', args=[setting.programme.slug])}?{address}")]


# ── As data ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _as_data(found: Figure, viewer: User) -> dict[str, Any]:
    """The figure for another program: only ids that the person may see; a list too long for one answer is counted in `too_many`."""
    ids, too_many = _ids(found, viewer)
    return {
        "key": found.question,
        "mark": found.mark,
        "title": found.title,
        "filters": found.filters.kept(),
        "kind": found.kind,
        "value": found.value,
        "of": found.of,
        "unit": found.unit_word,
        "estimate": found.estimate,
        "text": found.text,
        "meaning": found.meaning,
        "url": url_of(found),
        "breakdown": [_breakdown_data(breakdown(found, by)) for by in breakdowns(found)],
        "ids": ids,
        "too_many": too_many,
    }


def _breakdown_data(split: Breakdown) -> dict[str, Any]:
    return {"by": split.by, "adds_up": split.adds_up, "why_not": split.why_not, "parts": [_part_data(row) for row in split.rows]}


def _part_data(row: Part) -> dict[str, Any]:
    found = row.figure
    return {"label": row.label, "filters": found.filters.kept(), "value": found.value, "of": found.of, "estimate": found.estimate}


def _ids(found: Figure, viewer: User) -> tuple[dict[str, list[Any]], dict[str, int]]:
    """By kind the records that one may see, and how many there are of those kinds that are too many to list."""
    ids: dict[str, list[Any]] = {}
    too_many: dict[str, int] = {}
    for kind in kinds_of(found):
        page = records(found, viewer, kind=kind, limit=_JSON_PAGE)
        if page.seen > MOST_IDS:
            too_many[kind] = page.seen
            continue
        ids[kind] = [row.pk for row in page.rows]
        while page.next_key:
            page = records(found, viewer, kind=kind, after=page.next_key, limit=_JSON_PAGE)
            ids[kind] += [row.pk for row in page.rows]
    return ids, too_many
