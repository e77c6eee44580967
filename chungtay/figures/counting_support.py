"""Where what came went: allocated, handed over, idle, and how long it took.

The alias `c` is the part of a contribution that is counted, `l` the line of the unit at which it is counted (or of whoever followed it):
where it was given to, for idle money where it was received. What a donor handed over on the spot is allocated and delivered on the day on
which it came.
"""

from typing import Final

from django.db import connection

from chungtay.core import clock
from chungtay.figures.counting import Given, Measure, Rows, own_part
from chungtay.figures.following import lines_there
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
# Idle now, in the words of the index support_idle; of a past day with what has left or come back since.
_IDLE: Final = (
    "FROM support_contributionbalance b JOIN support_contribution g ON g.id = b.contribution_id "
    "WHERE b.received > b.allocated + b.refunded + b.lost"
)
_IDLE_THEN: Final = (
    "FROM support_contributionbalance b JOIN support_contribution g ON g.id = b.contribution_id LEFT JOIN ("
    "SELECT m.contribution_id, sum(m.amount) AS amount FROM ("
    "SELECT a.contribution_id, CASE WHEN a.reverses_id IS NULL THEN a.amount ELSE -a.amount END AS amount "
    "FROM support_allocation a WHERE a.allocated_on > %s UNION ALL "
    "SELECT f.contribution_id, f.amount_vnd FROM support_refund f WHERE f.refunded_on > %s UNION ALL "
    "SELECT k.contribution_id, n.amount_vnd FROM support_linebooking k JOIN banking_statementline n ON n.id = k.line_id "
    "WHERE k.use = 'fee' AND k.contribution_id IS NOT NULL AND NOT k.is_undone AND n.booked_on > %s"
    ") m GROUP BY 1) s ON s.contribution_id = g.id WHERE b.received - b.allocated - b.refunded - b.lost + COALESCE(s.amount, 0) > 0"
)
_IN_MONEY: Final = "g.is_money AND g.way <> 'direct' AND g.received_on <= %s"
_LEFT: Final = "b.received - b.allocated - b.refunded - b.lost"
_RANK: Final = "CASE WHEN x.estimate = 'about' THEN 2 WHEN x.estimate = 'at_least' OR x.worth IS NULL THEN 1 ELSE 0 END"
_ROW: Final = (
    f"SELECT x.id, x.unit_id, x.kind, x.worth, {_RANK} AS rank, CASE WHEN x.worth IS NULL THEN 1 ELSE 0 END AS lacking, x.days, 1 AS n"
)
_OF_UNIT: Final = (
    f"SELECT x.unit_id, x.kind, sum(x.worth) AS worth, max({_RANK}) AS rank, count(*) - count(x.worth) AS lacking, sum(x.days) AS days, "
    "count(*) AS n"
)
_MONEY: Final = Measure("sum(COALESCE(c.worth, 0))", doubt="max(c.rank)", lacking="sum(c.lacking)")
_MEASURES: Final = {
    "support.allocated": _MONEY,
    "support.delivered": _MONEY,
    "support.idle": Measure("sum(c.worth)"),
    "support.days": Measure("CAST(round(10.0 * sum(c.days) / sum(c.n)) AS bigint)"),
}


def support_rows(asked: Asked, *, by_unit: bool = False) -> Rows:
    """What the question counts within the territory, by that day; of a round: what went its way in the round's days.

    `by_unit`: added up for each unit and kind before it is looked up where the units lie, because millions of parts went to some ten
    thousand; without the records behind it.
    """
    inner, given = _PARTS[asked.question.name](asked)
    # A plus keeps SQLite from the unique index of `reverses`, which holds for it one row where it is empty (core.db.EmptyInUnique).
    inner = inner.replace("{plus}", "+" if connection.vendor == "sqlite" else "")
    condition, filtered = _filters(asked)
    before, given_before = lines_there(asked.setting)
    parts = f"{_OF_UNIT if by_unit else _ROW} FROM ({inner}) x WHERE {condition}"
    rows = Rows(
        f"({parts}{' GROUP BY 1, 2' if by_unit else ''}) c JOIN there l ON l.of_id = c.unit_id",
        "1 = 1",
        (*given, *filtered),
        _MEASURES[asked.question.name],
        "l.unit_id",
        {} if by_unit else {"contribution": "c.id"},
        before,
        given_before,
    )
    return own_part(rows, asked)


def _filters(asked: Asked) -> tuple[str, Given]:
    """What the filters leave of the parts."""
    conditions, given = ["1 = 1"], list[str | int]()
    if asked.setting.programme is not None:
        conditions.append("x.programme_id = %s")
        given.append(asked.setting.programme.pk)
    if asked.setting.round is not None and asked.question.name != "support.idle":
        conditions.append("x.day >= %s AND x.day <= %s")
        given += [day.isoformat() for day in asked.window]
    if asked.filters.kind:
        conditions.append("x.kind = %s")
        given.append(asked.filters.kind)
    return " AND ".join(conditions), tuple(given)


def _part(asked: Asked, source: str, *, unit: str, part: str, day: str, days: str = "0", worth: str = _WORTH) -> str:
    """Those of the territory are found before anything else is looked up of them; of the country that would only be one thing more."""
    narrowed = "" if asked.setting.is_country else f"AND {unit} IN (SELECT of_id FROM there)"  # noqa: S608 — our own columns
    estimate = _ESTIMATE.format(part=part)
    return f"{_PART.format(unit=unit, worth=worth.format(part=part), estimate=estimate, days=days, day=day)} {source} {narrowed}"


def _day(asked: Asked, times: int) -> Given:
    return (asked.setting.day.isoformat(),) * times


def _direct(asked: Asked) -> str:
    whole = "CASE WHEN g.is_money THEN g.value_vnd ELSE g.quantity END"
    return _part(asked, _DIRECT, unit="g.unit_id", part=whole, day="g.received_on")


def _allocated(asked: Asked) -> tuple[str, Given]:
    allocated = _part(asked, _ALLOCATED, unit="a.unit_id", part="a.amount", day="a.allocated_on")
    return f"{allocated} UNION ALL {_direct(asked)}", _day(asked, 3)


def _delivered(asked: Asked) -> tuple[str, Given]:
    delivered = _part(asked, _DELIVERED, unit="y.unit_id", part="d.amount", day="y.delivered_on")
    return f"{delivered} UNION ALL {_direct(asked)}", _day(asked, 2)


def _idle(asked: Asked) -> tuple[str, Given]:
    is_now = asked.setting.day >= clock.today()
    left, source = (_LEFT, _IDLE) if is_now else (f"{_LEFT} + COALESCE(s.amount, 0)", _IDLE_THEN)
    source = f"{source} AND {_IN_MONEY} AND {_STANDING}"
    return _part(asked, source, unit="g.unit_id", part="g.value_vnd", day="g.received_on", worth=left), _day(asked, 1 if is_now else 4)


def _waited(asked: Asked) -> tuple[str, Given]:
    between = "y.delivered_on - g.received_on"
    if connection.vendor == "sqlite":
        between = "julianday(y.delivered_on) - julianday(g.received_on)"
    return _part(asked, _DELIVERED, unit="y.unit_id", part="d.amount", day="y.delivered_on", days=between), _day(asked, 1)


_PARTS: Final = {"support.allocated": _allocated, "support.delivered": _delivered, "support.idle": _idle, "support.days": _waited}
