"""Which rows each question counts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from chungtay.figures import counting
from chungtay.figures.counting import Rows, need_rows, part_key, place_rows
from chungtay.figures.counting_activities import activity_rows
from chungtay.figures.counting_others import directive_ids, focal_point_rows, plan_rows, resource_rows, taking_part_rows, unit_rows
from chungtay.figures.counting_submissions import answer_rows, derived_value, derived_values, submission_rows
from chungtay.figures.counting_support import support_rows
from chungtay.figures.questions_asked import Asked, Value

_ROWS: Final[dict[str, Callable[[Asked], Rows]]] = {
    "needs": need_rows,
    "resources": resource_rows,
    "support": support_rows,
    "units.schools": unit_rows,
    "units.sites": unit_rows,
    "units.taking_part": taking_part_rows,
    "units.nil": taking_part_rows,
    "plans": plan_rows,
    "focal_points": focal_point_rows,
    "activities": activity_rows,
    "indicators": answer_rows,
    "submissions": submission_rows,
}
_OF_PLACES: Final = frozenset({"needs.schools", "needs.sites", "needs.places"})


def rows_of(asked: Asked, by: str | None = None) -> Rows:
    """What the question counts, not yet counted. Not for directives, which are few and found by looking (counting_others).

    `by`: only the whole ("") or its parts are wanted and not the records. Then the country's places are found before it is looked up where
    they lie: a million needs, and three million parts of gifts, stand at seventy thousand places.
    """
    name = asked.question.name
    if asked.setting.is_country and name in _OF_PLACES and by in ("", "unit", "level"):
        return place_rows(asked)
    if asked.setting.is_country and name.startswith("support.") and by in ("", "unit", "kind"):
        return support_rows(asked, by_unit=True)
    if name in ("submissions.sent", "submissions.on_time") and by == "unit":
        return submission_rows(asked, by_unit=True)
    if name == "activities.people" and by == "by":
        return activity_rows(asked, in_parts=True)
    return _ROWS[name if name in _ROWS else name.split(".", 1)[0]](asked)


def value_of(asked: Asked) -> Value:
    """The value of the whole: one statement, also where it is derived from others."""
    if asked.question.name == "directives.count":
        return Value(len(directive_ids(asked)))
    if is_derived(asked):
        return derived_value(asked)
    return counting.value(rows_of(asked, by=""))


def values_of(asked: Asked, by: str) -> dict[Any, Value]:
    """The value of each part: one statement, of what is derived one for each operand. Parts of which nobody said anything may be absent."""
    if is_derived(asked):
        return derived_values(asked)
    if by == "by" and asked.question.name == "indicators.value":
        parts = asked.indicator.by
        return dict(
            zip(parts, counting.series([rows_of(replace(asked, filters=asked.filters.but(by=code))) for code in parts]), strict=True)
        )
    return counting.values(*part_key(rows_of(asked, by), asked, by))


def is_derived(asked: Asked) -> bool:
    """An indicator that nobody is asked for."""
    return bool(asked.filters.indicator) and bool(asked.indicator.formula)
