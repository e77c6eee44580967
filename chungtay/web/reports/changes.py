"""How the figures of a report have moved since it was counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from chungtay.figures.ask import Desk, Figure, Filters, UnknownFigure, figure
from chungtay.figures.questions_asked import Asked, Setting
from chungtay.figures.questions_listed import question_named
from chungtay.reports.models import KeptFigure, Report
from chungtay.web.reports.words import title_of

_KEPT: Final = ("question", "kind", "value", "of", "estimate", "unit_word", "meaning", "text")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that would be another if it were counted now."""

    number: int
    title: str
    before: str
    after: str


def changes_in(report: Report, figures: Iterable[KeptFigure], *, on: date) -> list[Change]:
    """Which figures a recount would change: as of the round's last day, of today while it runs."""
    desk, as_of = Desk(), min(report.round.ends_on, on).isoformat()
    found = []
    for row in figures:
        now = again(row, as_of=as_of, desk=desk)
        if isinstance(now, Figure) and (now.value, now.of, now.estimate) != (row.value, row.of, row.estimate):
            found.append(Change(row.number, title_of(row), row.text, now.written(two_digits=has_two_digits(row))))
    return found


def again(row: KeptFigure, *, as_of: str = "", desk: Desk | None = None) -> Figure | UnknownFigure:
    """The same question asked of its own or another day; the refusal where it cannot be asked so."""
    try:
        return figure(row.question, Filters.taken_out(row.filters | ({"as_of": as_of} if as_of else {})), desk=desk)
    except UnknownFigure as unknown:
        return unknown


def has_two_digits(row: KeptFigure) -> bool:
    """Written as '06': the office's way when the report was counted."""
    return row.text.startswith("0") and row.text != "0"


def as_it_stood(row: KeptFigure, report: Report) -> Figure:
    """The kept figure itself as a figure: what it says is what was kept, whatever the records say now."""
    filters = Filters.taken_out(row.filters)
    setting = Setting(report.round.programme, report.round, report.unit, report.unit, filters.as_of)
    kept: dict[str, Any] = {name: getattr(row, name) for name in _KEPT}
    return Figure(**kept, filters=filters, title=title_of(row), asked=Asked(question_named(row.question), filters, setting))
