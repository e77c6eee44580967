"""What units said in a round: who has sent, and what their answers add up to, in the tree that was frozen when the round was asked.

The rows carry the alias `l` for the submission, whose columns of units are named as those of a line in the tree. What is counted is the law
of submissions/totals.py: the accepted answers and, of the unit itself, its own as soon as it is sent. These figures have no day: they
say how the round stands now.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any, Final

from chungtay.core.estimates import Estimate
from chungtay.figures.counting import DOUBT, Given, Measure, Rows, child_column, fetch, part_key, series, values, within
from chungtay.figures.enums import FigureKind
from chungtay.figures.questions_asked import Asked, Value
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.formula import parse
from chungtay.indicators.reading import Cell
from chungtay.places.models import OrgUnit
from chungtay.submissions.enums import SENT, SubmissionStatus
from chungtay.submissions.models import COLUMNS
from chungtay.submissions.rules import places_of
from chungtay.submissions.tallying import column_name
from chungtay.submissions.totals import Total, derived

_NONE: Final = "NULL"  # no site answers a round
_SENT: Final = f"l.status IN ({', '.join(repr(str(status.value)) for status in SENT)})"
_DONE: Final = {"submissions.sent": _SENT, "submissions.on_time": f"{_SENT} AND l.sent_at <= l.sent_due_at"}


def submission_rows(asked: Asked, *, by_unit: bool = False) -> Rows:
    """The submissions expected within the territory, which an excused one is not; of whoever collects nothing its own.

    `by_unit`: of each unit directly below in the same way, so that its own is counted only in the whole.
    """
    assert asked.setting.round is not None  # the question cannot be asked without one
    done = _DONE[asked.question.name]
    rows = Rows(
        "submissions_submission l",
        "l.round_id = %s AND l.status <> %s",
        (asked.setting.round.pk, SubmissionStatus.EXCUSED.value),
        Measure(f"count(CASE WHEN {done} THEN 1 END)", of="count(*)"),
        "l.unit_id",
        {"submission": f"CASE WHEN {done} THEN l.id END", "missing_submission": f"CASE WHEN {done} THEN NULL ELSE l.id END"},
    )
    rows = within(rows, asked, site=_NONE)
    if _collects(asked):
        rows = rows.where("l.unit_id <> %s", asked.setting.territory.pk)
    if by_unit:
        lowest = max(tier.unit for tier in asked.setting.round.pack.tiers)
        rows = rows.where(f"NOT (l.unit_id = {child_column(rows, asked.setting)} AND l.tier < %s)", int(lowest))
    return rows


def _collects(asked: Asked) -> bool:
    """Whether units within the territory answer as well."""
    assert asked.setting.round is not None
    return any(tier.unit > asked.setting.territory.type for tier in asked.setting.round.pack.tiers)


def children_asked(asked: Asked) -> list[OrgUnit]:
    """The units directly below that were asked, or have somebody below them who was, by name."""
    assert asked.setting.round is not None
    every = Rows("submissions_submission l", "l.round_id = %s", (asked.setting.round.pk,), Measure(), "l.unit_id", {})
    rows = within(every, asked, site=_NONE)
    found = fetch(f"SELECT DISTINCT {child_column(rows, asked.setting)} {rows.source}", rows.given)
    units = OrgUnit.objects.called_on(asked.setting.day).filter(pk__in=[pk for (pk,) in found if pk is not None])
    return list(units.by_name())


# ── What the answers add up to ───────────────────────────────────────────────────────────────────────────────────────────────────────


def answer_rows(asked: Asked) -> Rows:
    """The counted submissions of the territory with what they say of the cell; of a derived indicator those from which it is reckoned."""
    indicator = asked.indicator
    rows = _counted(asked)
    if indicator.formula:
        return rows
    cell = Cell(indicator.code, asked.filters.by)
    rows, said, doubt = _with(rows, asked, cell, "value", "t")
    if indicator.adds_up == AddsUp.RATIO:
        rows, of, _doubt = _with(rows, asked, cell, "of", "u")
        measure = Measure(f"sum({said})", of=f"sum({of})", doubt=doubt, lacking=f"count(*) - count({said})")
        return _parted(replace(rows, measure=measure), f"{said} IS NOT NULL")
    if indicator.adds_up == AddsUp.UNITS:
        return _parted(replace(rows, measure=Measure(f"sum({said})", of="count(*)", lacking=f"count(*) - count({said})")), f"{said} > 0")
    rows = rows.where(f"{said} IS NOT NULL")
    if indicator.adds_up == AddsUp.YES_NO:
        return _parted(replace(rows, measure=Measure(f"sum({said})", of="count(*)")), f"{said} > 0")
    return replace(rows, measure=Measure(f"sum({said})", doubt=doubt))


def _counted(asked: Asked) -> Rows:
    setting = asked.setting
    assert setting.round is not None  # the question cannot be asked without one
    condition = "l.round_id = %s AND (l.status = %s OR l.status = %s AND l.unit_id = %s)"
    given: Given = (setting.round.pk, SubmissionStatus.ACCEPTED.value, SubmissionStatus.SUBMITTED.value, setting.territory.pk)
    rows = Rows("submissions_submission l", condition, given, Measure(), "l.unit_id", {"submission": "l.id"})
    return within(rows, asked, site=_NONE)


def _with(rows: Rows, asked: Asked, cell: Cell, part: str, alias: str) -> tuple[Rows, str, str]:
    """The rows with the page of the tally on which the number stands, its column, and how sure it is."""
    assert asked.setting.pack is not None
    place = places_of(asked.setting.pack).index((cell, part))
    page, bit = place // COLUMNS, 1 << place % COLUMNS
    rows = rows.joined(f"JOIN submissions_tally {alias} ON {alias}.submission_id = l.id AND {alias}.page = {page}")
    doubt = f"max(CASE WHEN ({alias}.about & {bit}) <> 0 THEN 2 WHEN ({alias}.at_least & {bit}) <> 0 THEN 1 ELSE 0 END)"
    return rows, f"{alias}.{column_name(place)}", doubt


def _parted(rows: Rows, has_some: str) -> Rows:
    """The records of those that have some, and of the others."""
    named = {"submission": f"CASE WHEN {has_some} THEN l.id END", "missing_answer": f"CASE WHEN {has_some} THEN NULL ELSE l.id END"}
    return replace(rows, records=named)


# ── Derived ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def derived_value(asked: Asked) -> Value:
    """What the formula gives for the whole: no rows where an operand is blank or nothing can be divided."""
    operands = _operands(asked)
    return _reckoned(asked, dict(zip(operands, series([answer_rows(one) for one in operands.values()]), strict=True)))


def derived_values(asked: Asked) -> dict[Any, Value]:
    """The same for each unit directly below."""
    counted = {code: values(*part_key(answer_rows(one), one, "unit")) for code, one in _operands(asked).items()}
    keys = {key for found in counted.values() for key in found}
    return {key: _reckoned(asked, {code: found.get(key, Value()) for code, found in counted.items()}) for key in keys}


def _operands(asked: Asked) -> dict[str, Asked]:
    """The question of each asked indicator on which the formula stands, also by way of others."""
    assert asked.setting.pack is not None
    by_code, found, waiting = asked.setting.pack.by_indicator, dict[str, Asked](), [asked.indicator.code]
    while waiting:
        code = waiting.pop(0)
        if by_code[code].formula:
            waiting += parse(by_code[code].formula).codes
        else:
            found[code] = replace(asked, filters=asked.filters.but(indicator=code))
    return found


def _reckoned(asked: Asked, counted: Mapping[str, Value]) -> Value:
    """In đồng, or in tenths of the unit: half a tenth is rounded up, "more than" always down."""
    assert asked.setting.pack is not None
    totals = {Cell(code): _total(value) for code, value in counted.items()}
    found = derived(asked.setting.pack, totals)[asked.indicator.code]
    if found is None:
        return Value()
    exact = found.value if asked.kind == FigureKind.MONEY else found.value * 10
    rounded = floor(exact) if found.estimate == Estimate.AT_LEAST else floor(exact + Fraction(1, 2))
    return Value(rounded, doubt=DOUBT.index(found.estimate), rows=max(value.rows for value in counted.values()))


def _total(value: Value) -> Total:
    return Total(value.value if value.rows else None, value.of, value.rows, DOUBT[value.doubt], value.rows)
