"""The answers of one submission as columns: what totals are added up from."""

from collections.abc import Mapping
from typing import Final

from chungtay.core.estimates import Estimate
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.pack import Indicator, Pack
from chungtay.submissions.models import COLUMNS, Answer, Submission, Tally
from chungtay.submissions.rules import asked_cells, places_of, reading_of

_COUNTED_UNITS: Final = (AddsUp.UNITS, AddsUp.YES_NO)  # 1 or 0: how roughly the unit says it does not matter


def tallied(submission: Submission, answers: Mapping[Cell, Answer]) -> list[Tally]:
    """Its answers as columns, a row for each page."""
    pack = submission.round.pack
    asked = asked_cells(pack)
    rows = [_blank(submission, page) for page in range(_pages(pack))]
    for place, (cell, part) in enumerate(places_of(pack)):
        answer = answers.get(cell)
        reading = reading_of(answer) if answer is not None else None
        if reading is not None:
            _put(rows[place // COLUMNS], place % COLUMNS, reading, part, asked[cell])
    return rows


def _blank(submission: Submission, page: int) -> Tally:
    return Tally(
        submission=submission,
        page=page,
        round_id=submission.round_id,
        unit_id=submission.unit_id,
        province_id=submission.province_id,
        district_id=submission.district_id,
        commune_id=submission.commune_id,
        status=submission.status,
    )


def _put(row: Tally, column: int, reading: Reading, part: str, indicator: Indicator) -> None:
    if indicator.adds_up in _COUNTED_UNITS:
        setattr(row, column_name(column), int(reading.value > 0))
        return
    setattr(row, column_name(column), reading.value if part == "value" else reading.of)
    row.at_least |= (reading.estimate == Estimate.AT_LEAST) << column
    row.about |= (reading.estimate == Estimate.ABOUT) << column


def _pages(pack: Pack) -> int:
    return -(-len(places_of(pack)) // COLUMNS)


def column_name(place: int) -> str:
    """The column of that place, on its page."""
    return f"n{place % COLUMNS:02d}"
