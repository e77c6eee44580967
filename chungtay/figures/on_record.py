"""What the records say for each cell of a submission: a number that the unit only has to confirm.

The unit's own part is asked, because what lies in a unit below is told by that unit itself. Where no record stands behind a cell it stays
blank: that nobody wrote anything down is no zero.

An indicator may follow one figure and otherwise another, as money received and else the money of activities. The same gift may stand in
both, so that they are never added, and all indicators of a form that choose between the same two choose alike: a unit with goods on its
books is not asked for the money of the activity at which they were handed over.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.figures.counting import DOUBT, series
from chungtay.figures.counting_rows import rows_of
from chungtay.figures.enums import FigureKind
from chungtay.figures.questions import OWN, Filters
from chungtay.figures.questions_asked import Asked, Desk, Value
from chungtay.figures.questions_listed import question_named
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.reading import Cell
from chungtay.programmes.pack import Indicator
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import OnRecord

_YES: Final = (AddsUp.YES_NO, AddsUp.UNITS)  # only that there is some can be on record; that there is none, the unit says itself


def on_record(submission: Submission, *, desk: Desk | None = None) -> dict[Cell, OnRecord]:
    """By cell, in the order of the form; one count however long the form is.

    As of the round's last day, of today while it runs, of the unit's own last day where it has ended since.
    """
    desk, asked_round = desk or Desk(), submission.round
    filters = Filters(asked_round.programme.slug, submission.unit.code, asked_round.code, _day(submission))
    asked = {(one, cell): desk.ask(one.figure, given) for one in _followed(submission) for cell, given in _cells(one, filters)}
    counted = dict(zip(asked, series([rows_of(one, by="") for one in asked.values()]), strict=True))
    kept = {one.choice for (one, _cell), value in counted.items() if one.is_first and _tells(value)}
    found = {}
    for (one, cell), value in counted.items():
        if one.is_taken(kept):
            whole = counted[one, Cell(cell.indicator)]
            if (said := _said(one.indicator, asked[one, cell], value, whole)) is not None:
                found[cell] = said
    return found


@dataclass(frozen=True, slots=True)
class _Following:
    """One of the figures that an indicator follows."""

    indicator: Indicator
    figure: str
    given: tuple[tuple[str, str], ...]
    is_first: bool

    @property
    def choice(self) -> tuple[str, ...]:
        """The figures between which the indicator chooses."""
        return tuple(one.figure for one in self.indicator.followed)

    def is_taken(self, kept: Collection[tuple[str, ...]]) -> bool:
        """`kept`: the choices of whose first figure the unit has a record."""
        return self.indicator.otherwise is None or (self.choice in kept) == self.is_first


def _day(submission: Submission) -> date:
    last = submission.unit.valid_to - timedelta(days=1)
    return min(submission.round.ends_on, clock.today(), last)


def _followed(submission: Submission) -> Iterator[_Following]:
    """The figures of rows that answer an asked indicator for the unit's own part."""
    for indicator in submission.round.pack.asked_indicators:
        for place, one in enumerate(indicator.followed):
            if "own" in question_named(one.figure).filters:
                yield _Following(indicator, one.figure, one.given, place == 0)


def _cells(one: _Following, filters: Filters) -> Iterator[tuple[Cell, Filters]]:
    """The whole, and the parts where the figure knows them."""
    indicator, own = one.indicator, filters.but(own=OWN, **dict(one.given))
    yield Cell(indicator.code), own
    if "by" in question_named(one.figure).filters:
        for by in indicator.by:
            yield Cell(indicator.code, by), own.but(by=by)


def _tells(value: Value) -> bool:
    """Some record says how much; goods of which nobody knows the value say nothing in đồng, not even 0."""
    return value.rows > value.lacking


def _said(indicator: Indicator, asked: Asked, value: Value, whole: Value) -> OnRecord | None:
    """What is known; a part that only some of the records tell is at least so much."""
    if not _tells(value):
        return None
    of, estimate = None, DOUBT[value.doubt] if value.value else Estimate.EXACT
    number = value.value
    if indicator.adds_up in _YES:
        number, estimate = int(number > 0), Estimate.EXACT
        if not number:
            return None
    elif asked.question.kind == FigureKind.RATIO and indicator.adds_up == AddsUp.RATIO:
        of = value.of
    elif value.rows < whole.rows and estimate == Estimate.EXACT:
        estimate = Estimate.AT_LEAST
    return OnRecord(number, of, estimate, asked.question.name, asked.filters.kept())
