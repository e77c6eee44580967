"""Where what came went: allocated, handed over, idle, and how long it took.

The alias `c` is the part of a contribution that is counted, `l` the line of the unit at which it is counted (or of whoever followed it):
where it was given to, for idle money where it was received. What a donor handed over on the spot is allocated and delivered on the day on
which it came.
"""

from typing import Final

from django.db import connection

from chungtay.figures.counting import Given, Measure, Rows, held, twice, within
from chungtay.figures.counting_others import AT, NOW_AT, THERE
from chungtay.figures.questions_asked import Asked

# A part of goods is worth its share; in two steps, because a value times a quantity leaves 64 bits.
_WORTH: Final = (
    "CASE WHEN g.is_money THEN {part} WHEN g.value_vnd IS NULL THEN NULL "
    "ELSE g.value_vnd / g.quantity * {part} + g.value_vnd %% g.quantity * {part} / g.quantity END"
)
_PART: Final = (
    "SELECT g.id, {unit} AS unit_id, g.kind, {worth} AS worth, {estimate} AS estimate, {days} AS days, {day} AS day, g.programme_id"
)
_ESTIMATE: Final = "CASE WHEN g.is_money OR {part} = g.quantity THEN g.value_estimate ELSE 'about' END"
_STANDING: Final = (
    "{plus}g.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM support_contribution r WHERE r.reverses_id = g.id AND r.reverses_id IS NOT NULL)"
)
_ALLOCATED: Final = (
    "FROM support_allocation a JOIN support_contribution g ON g.id = a.contribution_id "
    "WHERE {plus}a.reverses_id IS NULL AND a.allocated_on <= %s "
    "AND NOT EXISTS (SELECT 1 FROM support_allocation r WHERE r.reverses_id = a.id AND r.reverses_id IS NOT NULL AND r.allocated_on <= %s)"
)
_DELIVERED: Final = (
    "FROM support_deliveryline d JOIN support_delivery y ON y.id = d.delivery_id JOIN support_allocation a ON a.id = d.allocation_id "
    "JOIN support_contribution g ON g.id = a.contribution_id WHERE y.status <> 'refused' AND y.delivered_on <= %s"
)
_DIRECT: Final = f"FROM support_contribution g WHERE g.way = 'direct' AND g.received_on <= %s AND {_STANDING}"
_LEFT: Final = (
    "g.value_vnd - COALESCE((SELECT sum(a.amount) FROM support_allocation a WHERE a.contribution_id = g.id "
    "AND {plus}a.reverses_id IS NULL AND a.allocated_on <= %s AND NOT EXISTS (SELECT 1 FROM support_allocation r "
    "WHERE r.reverses_id = a.id AND r.reverses_id IS NOT NULL AND r.allocated_on <= %s)), 0) "
    "- COALESCE((SELECT sum(f.amount_vnd) FROM support_refund f WHERE f.contribution_id = g.id AND f.refunded_on <= %s), 0) "
    "- COALESCE((SELECT sum(n.amount_vnd) FROM support_linebooking b JOIN banking_statementline n ON n.id = b.line_id "
    "WHERE b.contribution_id = g.id AND b.use = 'fee' AND NOT b.is_undone AND n.booked_on <= %s), 0)"
)
_RANK: Final = "max(CASE WHEN c.estimate = 'about' THEN 2 WHEN c.estimate = 'at_least' OR c.worth IS NULL THEN 1 ELSE 0 END)"
_MONEY: Final = Measure("sum(COALESCE(c.worth, 0))", doubt=_RANK, lacking="count(*) - count(c.worth)")
_MEASURES: Final = {
    "support.allocated": _MONEY,
    "support.delivered": _MONEY,
    "support.idle": Measure("sum(c.worth)"),
    "support.days": Measure("CAST(round(10.0 * avg(c.days)) AS bigint)"),
}


def support_rows(asked: Asked) -> Rows:
    """What the question counts within the territory, by that day; of a round: what went its way in the round's days."""
    inner, given = _PARTS[asked.question.name](asked.setting.day.isoformat())
    # A plus keeps SQLite from the unique index of `reverses`, which holds for it one row where it is empty (core.db.EmptyInUnique).
    inner = inner.replace("{plus}", "+" if connection.vendor == "sqlite" else "")
    rows = Rows(
        f"({inner}) c {AT}",
        f"{THERE} AND {held('l')}",
        (*given, *twice(asked.setting.day)),
        _MEASURES[asked.question.name],
        "l.unit_id",
        {"contribution": "c.id"},
        NOW_AT.format(given="SELECT id AS unit_id FROM places_orgunit"),  # fewer than what was given, and read once
        (asked.setting.day.isoformat(),),
    )
    if asked.setting.programme is not None:
        rows = rows.where("c.programme_id = %s", asked.setting.programme.pk)
    if asked.setting.round is not None and asked.question.name != "support.idle":
        start, end = asked.window
        rows = rows.where("c.day >= %s AND c.day <= %s", start.isoformat(), end.isoformat())
    if asked.filters.kind:
        rows = rows.where("c.kind = %s", asked.filters.kind)
    return within(rows, asked)


def _part(source: str, *, unit: str, part: str, day: str, days: str = "0") -> str:
    worth, estimate = _WORTH.format(part=part), _ESTIMATE.format(part=part)
    return f"{_PART.format(unit=unit, worth=worth, estimate=estimate, days=days, day=day)} {source}"


def _direct() -> str:
    whole = "CASE WHEN g.is_money THEN g.value_vnd ELSE g.quantity END"
    return _part(_DIRECT, unit="g.unit_id", part=whole, day="g.received_on")


def _allocated(day: str) -> tuple[str, Given]:
    text = f"{_part(_ALLOCATED, unit='a.unit_id', part='a.amount', day='a.allocated_on')} UNION ALL {_direct()}"
    return text, (day, day, day)


def _delivered(day: str) -> tuple[str, Given]:
    text = f"{_part(_DELIVERED, unit='y.unit_id', part='d.amount', day='y.delivered_on')} UNION ALL {_direct()}"
    return text, (day, day)


def _idle(day: str) -> tuple[str, Given]:
    source = f"FROM support_contribution g WHERE g.is_money AND g.way <> 'direct' AND g.received_on <= %s AND {_STANDING}"
    text = f"{_PART.format(unit='g.unit_id', worth=_LEFT, estimate=_EXACT, days='0', day='g.received_on')} {source}"
    return f"SELECT * FROM ({text}) z WHERE z.worth > 0", (day, day, day, day, day)  # noqa: S608 — our own columns


def _waited(day: str) -> tuple[str, Given]:
    between = "y.delivered_on - g.received_on"
    if connection.vendor == "sqlite":
        between = "julianday(y.delivered_on) - julianday(g.received_on)"
    return _part(_DELIVERED, unit="y.unit_id", part="d.amount", day="y.delivered_on", days=between), (day,)


_EXACT: Final = "'exact'"
_PARTS: Final = {"support.allocated": _allocated, "support.delivered": _delivered, "support.idle": _idle, "support.days": _waited}
