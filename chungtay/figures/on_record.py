"""What the records say for each cell of a submission: a number that the unit only has to confirm.

The unit's own part is asked, because what lies in a unit below is told by that unit itself. Where no record stands behind a cell it stays
blank: that nobody wrote anything down is no zero.
"""

from collections.abc import Iterator
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
    asked = {cell: desk.ask(one.figure, given) for one in _followed(submission) for cell, given in _cells(one, filters)}
    counted = dict(zip(asked, series([rows_of(one, by="") for one in asked.values()]), strict=True))
    by_code = asked_round.pack.by_indicator
    found = {}
    for cell, value in counted.items():
        whole = counted[Cell(cell.indicator)]
        if (said := _said(by_code[cell.indicator], asked[cell], value, whole)) is not None:
            found[cell] = said
    return found


def _day(submission: Submission) -> date:
    last = submission.unit.valid_to - timedelta(days=1)
    return min(submission.round.ends_on, clock.today(), last)


def _followed(submission: Submission) -> Iterator[Indicator]:
    """The asked indicators that a figure of rows answers for the unit's own part."""
    for indicator in submission.round.pack.asked_indicators:
        if indicator.figure and "own" in question_named(indicator.figure).filters:
            yield indicator


def _cells(indicator: Indicator, filters: Filters) -> Iterator[tuple[Cell, Filters]]:
    """The whole, and the parts where the figure knows them."""
    own = filters.but(own=OWN, **dict(indicator.given))
    yield Cell(indicator.code), own
    if "by" in question_named(indicator.figure).filters:
        for by in indicator.by:
            yield Cell(indicator.code, by), own.but(by=by)


def _said(indicator: Indicator, asked: Asked, value: Value, whole: Value) -> OnRecord | None:
    """What is known; a part that only some of the records tell is at least so much."""
    if not value.rows:
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
