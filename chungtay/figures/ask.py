"""Figures: every number of the domain that is shown anywhere, on a page, on paper or in JSON, is asked for here.

    figure("needs.schools", Filters(programme="dieu-uoc-cho-em", unit="pgd-dien-bien", round="2021", as_of=date(2021, 3, 1), level="TH"))

UnknownFigure (a RuleBroken and a LookupError) says in Vietnamese which question, filter or value does not exist.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chungtay.figures import counting
from chungtay.figures.counting_others import directive_ids
from chungtay.figures.counting_rows import is_derived, rows_of, value_of
from chungtay.figures.made import Figure, made
from chungtay.figures.parts import Breakdown, Part, breakdown, breakdowns
from chungtay.figures.questions import Filters, Question, UnknownFigure
from chungtay.figures.questions_asked import Asked, Desk
from chungtay.figures.questions_listed import QUESTIONS
from chungtay.figures.records import Record, Records, kinds_of, records
from chungtay.figures.table import Cell, Head, Table, table

__all__ = [
    "QUESTIONS",
    "Breakdown",
    "Cell",
    "Desk",
    "Figure",
    "Filters",
    "Head",
    "Part",
    "Question",
    "Record",
    "Records",
    "Table",
    "UnknownFigure",
    "breakdown",
    "breakdowns",
    "figure",
    "figures",
    "ids",
    "kinds_of",
    "records",
    "table",
    "together",
    "trend",
]


def figure(question: str, filters: Filters, *, desk: Desk | None = None) -> Figure:
    """The question's value that day. Whoever asks many gives the same `desk`, which looks up programme and unit once."""
    desk = desk or Desk()
    return _figure(desk.ask(question, filters), desk)


def _figure(asked: Asked, desk: Desk) -> Figure:
    if asked not in desk.counted:
        desk.counted[asked] = value_of(asked)
    return made(asked, desk.counted[asked])


def figures(wanted: Iterable[tuple[str, Filters]]) -> list[Figure]:
    """Several figures, in the order asked."""
    desk = Desk()
    return [figure(question, filters, desk=desk) for question, filters in wanted]


def together(wanted: Iterable[tuple[str, Filters]], *, desk: Desk) -> list[Figure]:
    """Several figures in one count, in the order asked; what is derived or found by looking is counted by itself."""
    asked = [desk.ask(question, filters) for question, filters in wanted]
    fresh = [one for one in asked if one not in desk.counted]
    plain = [one for one in fresh if one.question.name != "directives.count" and not is_derived(one)]
    desk.counted |= dict(zip(plain, counting.series([rows_of(one, by="") for one in plain]), strict=True))
    return [_figure(one, desk) for one in asked]


def trend(question: str, filters: Filters, days: Sequence[date]) -> list[Figure | None]:
    """The figure as of each of the days, counted in one statement; None where the unit did not live that day."""
    desk = Desk()
    asked = desk.ask(question, filters)
    if question == "directives.count" or asked.question.is_of_round:
        raise UnknownFigure(_("“%(title)s” không xem theo thời gian.") % {"title": asked.question.title}, field="question")
    settings = desk.on_days(filters, days)
    lived = [replace(asked, filters=filters.but(as_of=day), setting=setting) for day, setting in settings.items()]
    found = dict(zip(settings, map(made, lived, counting.series([rows_of(one, by="") for one in lived])), strict=True))
    return [found.get(day) for day in days]


def ids(figure: Figure) -> dict[str, list[Any]]:
    """All records behind the figure by kind, in the order of their ids; of a ratio also those that are missing ("missing_school")."""
    if figure.question == "directives.count":
        return {"directive": directive_ids(figure.asked)}
    return counting.record_ids(rows_of(figure.asked))
