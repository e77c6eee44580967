"""Which rows each question counts."""

from collections.abc import Callable
from typing import Final

from chungtay.reports.counting import Rows, need_rows, place_rows
from chungtay.reports.counting_activities import activity_rows
from chungtay.reports.counting_others import focal_point_rows, plan_rows, resource_rows, taking_part_rows, unit_rows
from chungtay.reports.questions_asked import Asked

_ROWS: Final[dict[str, Callable[[Asked], Rows]]] = {
    "needs": need_rows,
    "resources": resource_rows,
    "units.schools": unit_rows,
    "units.sites": unit_rows,
    "units.taking_part": taking_part_rows,
    "units.nil": taking_part_rows,
    "plans": plan_rows,
    "focal_points": focal_point_rows,
    "activities": activity_rows,
}
_OF_PLACES: Final = frozenset({"needs.schools", "needs.sites", "needs.places"})


def rows_of(asked: Asked, by: str | None = None) -> Rows:
    """What the question counts, not yet counted. Not for directives, which are few and found by looking (counting_others).

    `by`: only the whole ("") or its parts are wanted and not the records. Then the country's schools are found before it is looked up where
    they lie: a million needs stand at seventy thousand places.
    """
    name = asked.question.name
    if asked.setting.is_country and name in _OF_PLACES and by in ("", "unit", "level"):
        return place_rows(asked)
    if name == "activities.people" and by == "by":
        return activity_rows(asked, in_parts=True)
    return _ROWS[name if name in _ROWS else name.split(".", 1)[0]](asked)
