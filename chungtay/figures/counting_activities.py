"""What was done: activities that began in the round's days, each where its unit lay that day, also if it has ended since."""

from typing import Final

from chungtay.activities.enums import ActivityStatus
from chungtay.figures.counting import Measure, Rows, within
from chungtay.figures.questions_asked import Asked

_RANK: Final = "max(CASE {column} WHEN 'about' THEN 2 WHEN 'at_least' THEN 1 ELSE 0 END)"


def _sum(column: str, estimate: str) -> Measure:
    return Measure(f"sum({column})", doubt=_RANK.format(column=estimate))


_MEASURES: Final = {
    "activities.count": Measure(),
    "activities.outputs": _sum("o.value", "o.estimate"),
    "activities.people": _sum("a.people", "a.people_estimate"),
    "activities.money": _sum("m.amount_vnd", "m.estimate"),
}
_PART: Final = _sum("p.value", "p.estimate")
_WITH: Final = {
    "activities.outputs": "JOIN activities_activityoutput o ON o.activity_id = a.id",
    "activities.money": "JOIN activities_activitymoney m ON m.activity_id = a.id",
}
_WITH_PARTS: Final = "JOIN activities_activitypeople p ON p.activity_id = a.id"


def activity_rows(asked: Asked, *, in_parts: bool = False) -> Rows:
    """The activities of the territory that began in the round's days, or else in the year's; `in_parts`: the parts of their people."""
    given, name = asked.filters, asked.question.name
    assert asked.setting.programme is not None  # the question cannot be asked without one
    window = (day.isoformat() for day in asked.window)
    rows = Rows(
        "activities_activity a "
        "JOIN places_lineage l ON l.unit_id = a.unit_id AND l.valid_from <= a.started_on AND l.valid_to > a.started_on",
        "a.programme_id = %s AND a.status = %s AND a.started_on >= %s AND a.started_on <= %s",
        (asked.setting.programme.pk, ActivityStatus.RECORDED.value, *window),
        _MEASURES[name],
        "l.unit_id",
        {"activity": "a.id"},
    )
    rows = within(rows, asked)
    if given.activity:
        rows = rows.where("a.kind = %s", given.activity)
    return _measured(rows, asked, in_parts=in_parts or bool(given.by))


def _measured(rows: Rows, asked: Asked, *, in_parts: bool) -> Rows:
    given, name = asked.filters, asked.question.name
    if name == "activities.people" and in_parts:
        rows = Rows(f"{rows.tables} {_WITH_PARTS}", rows.condition, rows.given, _PART, rows.home, rows.records)
        return rows.where("p.by = %s", given.by) if given.by else rows
    if name == "activities.people":
        return rows.where("a.people IS NOT NULL")
    rows = rows.joined(_WITH.get(name, ""))
    if given.output:
        return rows.where("o.output = %s", given.output)
    return rows.where("m.source = %s", given.money) if given.money else rows
