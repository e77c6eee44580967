"""The dashboard of a programme that asks for no needs: what its round gathers, and what was done, each number a figure that opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.figures.ask import Desk, Figure, Filters, breakdown, breakdowns, figure, together
from chungtay.figures.enums import FigureKind
from chungtay.figures.questions_asked import Setting
from chungtay.places.enums import UnitType
from chungtay.programmes.pack import Indicator, Pack
from chungtay.web.reports.address import url_of
from chungtay.web.reports.board import Stat, below_words, stat_of
from chungtay.web.reports.parts import Bar, bars, folded, share_of
from chungtay.web.shell.listing import may_here

_ABOVE: Final = (("plans.issued", ()), ("activities.count", ()))  # stand above as big numbers already


@dataclass(frozen=True, slots=True)
class Gathered:
    """An indicator: what units said in the round, or else what is on record; `recorded` says the other where they differ."""

    name: str
    value: str
    unit_word: str
    url: str
    is_blank: bool
    recorded: str
    recorded_url: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the round's form with its indicators."""

    name: str
    lines: list[Gathered]


@dataclass(frozen=True, slots=True)
class RoundBoard:
    """`sent`: who has sent, None without a round or where nobody is asked; `below`: the same of the units directly below."""

    stats: list[Stat]
    sent: Figure | None
    sent_share: int
    missing_url: str
    below: list[Bar]
    quiet: list[Bar]
    below_label: str
    chapters: list[Chapter]
    collect_url: str


def round_board(request: HttpRequest, filters: Filters, desk: Desk) -> RoundBoard:
    """Two counts, and one for the units below, however many indicators there are."""
    setting = desk.setting(filters)
    pack = setting.pack
    assert pack is not None  # a dashboard is a programme's
    asked = figure("submissions.sent", filters, desk=desk) if filters.round else None
    sent = asked if asked is not None and asked.of else None
    below, quiet = _below(sent)
    return RoundBoard(
        stats=_stats(filters, sent, desk),
        sent=sent,
        sent_share=share_of(sent, 0) if sent is not None else 0,
        missing_url=_missing_url(sent),
        below=below,
        quiet=quiet,
        below_label=below_words(UnitType(setting.territory.type)),
        chapters=_chapters(pack, filters, desk, has_answers=sent is not None),
        collect_url=_collect_url(request, setting) if sent is not None else "",
    )


def _stats(filters: Filters, sent: Figure | None, desk: Desk) -> list[Stat]:
    names = [*(["submissions.sent", "submissions.on_time"] if sent is not None else []), "plans.issued", "activities.count"]
    labels = {
        "submissions.sent": _("báo cáo đã nộp"),
        "submissions.on_time": _("nộp đúng hạn"),
        "plans.issued": _("kế hoạch đã ban hành"),
        "activities.count": _("hoạt động đã ghi"),
    }
    found = together([(name, filters) for name in names], desk=desk)
    return [stat_of(one, labels[one.question]) for one in found if one.kind != FigureKind.RATIO or one.of]


def _missing_url(sent: Figure | None) -> str:
    if sent is None or sent.value == sent.of:
        return ""
    return f"{url_of(sent)}&xem=bao-cao-chua-co#ban-ghi"


def _below(sent: Figure | None) -> tuple[list[Bar], list[Bar]]:
    if sent is None or "unit" not in breakdowns(sent):
        return [], []
    return folded(bars(breakdown(sent, "unit")), most=20)


def _collect_url(request: HttpRequest, setting: Setting) -> str:
    if setting.round is None or setting.programme is None or not may_here(request, Can.COLLECT_ROUNDS):
        return ""
    return reverse("submissions:collect", args=[setting.programme.slug, setting.round.code])


# ── Indicators ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _chapters(pack: Pack, filters: Filters, desk: Desk, *, has_answers: bool) -> list[Chapter]:
    """In the order of the form; what is only followed comes last."""
    lines = _lines(pack.indicators, filters, desk, has_answers=has_answers)
    found = [
        Chapter(section.name, [lines[one.code] for one in pack.indicators if one.section == section.code and one.code in lines])
        for section in pack.sections
    ]
    known = {section.code for section in pack.sections}
    others = [lines[one.code] for one in pack.indicators if one.section not in known and one.code in lines]
    return [chapter for chapter in (*found, Chapter(_("Chỉ tiêu khác"), others)) if chapter.lines]


def _lines(indicators: Sequence[Indicator], filters: Filters, desk: Desk, *, has_answers: bool) -> dict[str, Gathered]:
    said = [one for one in indicators if has_answers and (one.is_asked or one.formula)]
    known = [one for one in indicators if one.figure and (one.figure, one.given) not in _ABOVE]
    asked = [("indicators.value", filters.but(indicator=one.code)) for one in said]
    followed = [(one.code, figure) for one in known for figure in one.followed]
    asked += [(figure.figure, filters.but(**dict(figure.given))) for _code, figure in followed]
    found = together(asked, desk=desk)
    answers = {one.code: counted for one, counted in zip(said, found, strict=False)}
    records: dict[str, Figure] = {}
    for (code, _figure), counted in zip(followed, found[len(said) :], strict=True):
        if code not in records or not records[code].value:
            records[code] = counted
    return {
        one.code: _line(one, answers.get(one.code), records.get(one.code))
        for one in indicators
        if one.code in answers or one.code in records
    }


def _line(indicator: Indicator, said: Figure | None, known: Figure | None) -> Gathered:
    shown = said or known
    assert shown is not None  # _lines
    other = (
        known
        if said is not None and known is not None and known.value and (known.value, known.estimate) != (said.value, said.estimate)
        else None
    )
    return Gathered(
        name=indicator.name,
        value="–" if shown.is_blank else shown.written(),
        unit_word="" if shown.is_blank else shown.unit_word,
        url=url_of(shown),
        is_blank=shown.is_blank or not (shown.value or shown.of),
        recorded=_recorded(other) if other is not None else "",
        recorded_url=url_of(other) if other is not None else "",
    )


def _recorded(known: Figure) -> str:
    """What the records say, and which records."""
    words = {"activities": _("hoạt động đã ghi: %(value)s"), "resources": _("nguồn lực đã ghi: %(value)s")}
    return words.get(known.question.partition(".")[0], _("hồ sơ ghi nhận: %(value)s")) % {"value": known.text}
