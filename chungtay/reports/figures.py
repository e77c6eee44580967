"""Figures: every number of the domain that is shown anywhere, on a page, on paper or in JSON, is asked for here.

    figure("needs.schools", Filters(programme="dieu-uoc-cho-em", unit="pgd-dien-bien", round="2021", as_of=date(2021, 3, 1), level="TH"))

UnknownFigure (a RuleBroken and a LookupError) says in Vietnamese which question, filter or value does not exist.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from chungtay.reports import counting
from chungtay.reports.counting import Rows, Value, need_rows
from chungtay.reports.counting_others import directive_ids, focal_point_rows, plan_rows, resource_rows, taking_part_rows, unit_rows
from chungtay.reports.figures_made import Figure, made
from chungtay.reports.questions import QUESTIONS, Filters, Question, UnknownFigure
from chungtay.reports.questions_asked import Asked, Desk

__all__ = ["QUESTIONS", "Desk", "Figure", "Filters", "Question", "UnknownFigure", "figure", "figures", "ids"]

_ROWS: Final[dict[str, Callable[[Asked], Rows]]] = {
    "units.schools": unit_rows,
    "units.sites": unit_rows,
    "units.taking_part": taking_part_rows,
    "units.nil": taking_part_rows,
    "plans.issued": plan_rows,
    "focal_points.count": focal_point_rows,
}


def rows_of(asked: Asked) -> Rows:
    """What the question counts, not yet counted."""
    name = asked.question.name
    if name.startswith("needs."):
        return need_rows(asked)
    return resource_rows(asked) if name.startswith("resources.") else _ROWS[name](asked)


def figure(question: str, filters: Filters, *, desk: Desk | None = None) -> Figure:
    """The question's value that day. Whoever asks many gives the same `desk`, which looks up programme and unit once."""
    asked = (desk or Desk()).ask(question, filters)
    if question == "directives.count":
        return made(asked, Value(len(directive_ids(asked))))
    return made(asked, counting.value(rows_of(asked)))


def figures(wanted: Iterable[tuple[str, Filters]]) -> list[Figure]:
    """Several figures, in the order asked."""
    desk = Desk()
    return [figure(question, filters, desk=desk) for question, filters in wanted]


def ids(figure: Figure) -> dict[str, list[Any]]:
    """All records behind the figure by kind, in the order of their ids; of a ratio also those that are missing ("missing_school")."""
    if figure.question == "directives.count":
        return {"directive": directive_ids(figure.asked)}
    return counting.record_ids(rows_of(figure.asked))
