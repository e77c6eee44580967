"""Totals of a round: one scan of the tallies for each page of cells, the same on both databases; and the same from the answers, for checks.

Counted are the accepted submissions and, for a unit that reckons for itself (`own`), its own answer as soon as it is sent.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from django.db.models import BigIntegerField, Q, Value

from chungtay.accounts.scope import reach
from chungtay.core.estimates import Estimate
from chungtay.indicators.adding import Added, add
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.formula import Derived, Formula, parse
from chungtay.indicators.reading import Cell, Reading
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.programmes.pack import Pack
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import COLUMNS, Answer, Submission
from chungtay.submissions.queries import lying_in
from chungtay.submissions.rules import asked_cells, places_of, reading_of
from chungtay.submissions.tallying import column_name

GROUPS: Final = ("", "province", "district", "commune", "unit")
_WHOLE: Final = Value(None, BigIntegerField())  # the key of everything in one


@dataclass(frozen=True, slots=True)
class Total:
    """What became of a cell's readings (indicators/adding): None as value where nobody answered; `units` is how many are counted at all."""

    value: int | None
    of: int | None
    answered: int
    estimate: Estimate
    units: int


Totals = dict[int | None, dict[Cell, Total]]


# ── Added up ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def totals(
    asked: Round, *, territory: OrgUnit | None = None, by: str = "", own: OrgUnit | None = None, cells: Collection[Cell] | None = None
) -> Totals:
    """The totals of the whole country, or of `territory`, in one (key None) or for each unit of `by` by its id.

    One statement for each 32 columns that are asked for, and one more where a number is no exact one. `cells`: only these.
    """
    _check_by(by)
    asked_for = {cell: AddsUp(one.adds_up) for cell, one in asked_cells(asked.pack).items() if cells is None or cell in cells}
    places = {pair: place for place, pair in enumerate(places_of(asked.pack)) if pair[0] in asked_for}
    narrowed = _Narrowed(by, *_condition(asked, territory, own))
    groups: dict[int | None, _Group] = {}
    for page in sorted({place // COLUMNS for place in places.values()}):
        _add_page(groups, narrowed, page, [place for place in places.values() if place // COLUMNS == page])
    wanted = [(cell, adds_up, places[cell, "value"], places.get((cell, "of"), 0)) for cell, adds_up in asked_for.items()]
    return {key: _totals_of(group, wanted) for key, group in groups.items()}


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """Which tallies count, as SQL of both databases with its values, and by which column they are grouped."""

    by: str
    condition: str
    values: tuple[int | str, ...]


def _condition(asked: Round, territory: OrgUnit | None, own: OrgUnit | None) -> tuple[str, tuple[int | str, ...]]:
    counted = "status = %s"
    values: list[int | str] = [asked.pk, SubmissionStatus.ACCEPTED.value]
    if own is not None:
        counted += " OR (status = %s AND unit_id = %s)"
        values += [SubmissionStatus.SUBMITTED.value, reach(own, on=asked.ends_on).pk]
    condition = f"round_id = %s AND ({counted})"
    for column, unit in lying_in(territory, asked).items():
        condition += f" AND {column}_id = %s"
        values.append(unit)
    return condition, tuple(values)


@dataclass(slots=True)
class _Group:
    """What was found for one key: by column of all pages the sum and how many answered, and a bit for each column that is not exact."""

    units: int
    sums: dict[int, tuple[int | None, int]] = field(default_factory=dict)
    at_least: int = 0
    about: int = 0


def _add_page(groups: dict[int | None, _Group], narrowed: _Narrowed, page: int, places: Sequence[int]) -> None:
    """One statement for the sums; a second one only where a number of the page is no exact one, because SUM cannot join bits.

    Written as SQL: the mapper takes 10 ms to put sixty sums into words that one province answers in 5.
    """
    names = [column_name(place) for place in places]
    key = f"{narrowed.by}_id" if narrowed.by else "NULL"
    tail = f"FROM submissions_tally WHERE {narrowed.condition} AND page = %s"
    sums = ", ".join(f"SUM({name}), COUNT({name})" for name in names)
    grouped = f"GROUP BY {key}" if narrowed.by else ""
    is_rough = False
    for unit, units, rough, *numbers in _rows(f"SELECT {key}, COUNT(*), MAX(at_least + about), {sums} {tail} {grouped}", narrowed, page):
        group = groups.setdefault(unit, _Group(units))
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        group.sums |= {place: (_whole(value), answered) for place, (value, answered) in zip(places, pairs, strict=True)}
        is_rough = is_rough or bool(rough)
    if is_rough:
        patterns = f"SELECT DISTINCT {key}, at_least, about {tail} AND at_least + about > 0"
        for unit, at_least, about in _rows(patterns, narrowed, page):
            groups[unit].at_least |= at_least << page * COLUMNS
            groups[unit].about |= about << page * COLUMNS


def _rows(statement: str, narrowed: _Narrowed, page: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [*narrowed.values, page])
        return list(cursor.fetchall())


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)  # PostgreSQL adds up big integers as a decimal


def _totals_of(group: _Group, wanted: Sequence[tuple[Cell, AddsUp, int, int]]) -> dict[Cell, Total]:
    """`wanted`: a cell, how it adds up, the column of its values and, of a ratio, that of their N."""
    found = {}
    for cell, adds_up, place, place_of in wanted:
        value, answered = group.sums[place]
        of: int | None = None
        if value is not None and adds_up == AddsUp.YES_NO:
            of = answered
        elif value is not None and adds_up == AddsUp.RATIO:
            of = group.sums[place_of][0] or 0
        found[cell] = Total(value, of, answered, _sure(group, place), group.units)
    return found


def _sure(group: _Group, place: int) -> Estimate:
    if group.about >> place & 1:
        return Estimate.ABOUT
    return Estimate.AT_LEAST if group.at_least >> place & 1 else Estimate.EXACT


def derived(pack: Pack, found: Mapping[Cell, Total]) -> dict[str, Derived | None]:
    """The derived indicators of the pack, by code, reckoned from totals; None where an operand is blank or nothing can be divided."""
    known: dict[str, Reading | Derived | None] = {
        cell.indicator: None if total.value is None else Reading(total.value, total.of, total.estimate)
        for cell, total in found.items()
        if not cell.by
    }
    formulas = {one.code: parse(one.formula) for one in pack.indicators if one.formula}
    return {code: _reckoned(code, formulas, known) for code in formulas}


def _reckoned(code: str, formulas: Mapping[str, Formula], known: dict[str, Reading | Derived | None]) -> Derived | None:
    """A formula may stand on others; a pack in which they stand in a circle is not loaded."""
    for used in formulas[code].codes:
        if used in formulas and used not in known:
            known[used] = _reckoned(used, formulas, known)
    return formulas[code].value(known)


# ── The same, the long way ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def recomputed(asked: Round, *, territory: OrgUnit | None = None, by: str = "", own: OrgUnit | None = None) -> Totals:
    """What totals() must say, reckoned in plain Python from every answer."""
    _check_by(by)
    counted = Q(status=SubmissionStatus.ACCEPTED)
    if own is not None:
        counted |= Q(status=SubmissionStatus.SUBMITTED, unit=reach(own, on=asked.ends_on))
    submissions = Submission.objects.filter(counted, round=asked, **lying_in(territory, asked))
    groups: dict[int | None, list[int]] = {} if by else {None: []}
    for pk, key in submissions.values_list("pk", f"{by}_id" if by else _WHOLE):
        groups.setdefault(key, []).append(pk)
    said: dict[tuple[int, Cell], Reading | None] = {
        (row.submission_id, row.cell): reading_of(row) for row in Answer.objects.filter(submission__in=submissions)
    }
    cells = asked_cells(asked.pack)
    return {
        key: {cell: _total(add((said.get((pk, cell)) for pk in pks), one.adds_up), len(pks)) for cell, one in cells.items()}
        for key, pks in groups.items()
    }


def _total(added: Added, units: int) -> Total:
    return Total(added.value, added.of, added.answered, added.estimate, units)


def _check_by(by: str) -> None:
    if by not in GROUPS:
        raise ValueError(by)
