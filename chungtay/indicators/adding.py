"""What becomes of the readings of many units: the law by which every total is made, however it is reckoned."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from chungtay.core.estimates import Estimate, of_sum
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.reading import Reading

# Whether a unit has some is certain, however roughly it says how many.
_COUNTED_UNITS: Final = (AddsUp.UNITS, AddsUp.YES_NO)


@dataclass(frozen=True, slots=True)
class Added:
    """A total: None as value where nobody answered. `of`: the N of a ratio, or how many answered yes or no; else None."""

    value: int | None = None
    of: int | None = None
    answered: int = 0
    estimate: Estimate = Estimate.EXACT


def add(readings: Iterable[Reading | None], adds_up: str) -> Added:
    """The total of the readings of many units for one cell; a blank one is not counted.

    Numbers, stocks and money are added; of units those with more than 0 are counted; of a ratio n and N are added apart; of yes or no the
    yes are counted, of those that answered.
    """
    return join((_one(reading, adds_up) for reading in readings if reading is not None), adds_up)


def join(parts: Iterable[Added], adds_up: str) -> Added:
    """The total of totals: of a district from those of its communes. The same as adding their readings, in whatever order."""
    found = [part for part in parts if part.value is not None]
    if not found:
        return Added()
    has_of = adds_up in (AddsUp.RATIO, AddsUp.YES_NO)
    return Added(
        sum(part.value or 0 for part in found),
        sum(part.of or 0 for part in found) if has_of else None,
        sum(part.answered for part in found),
        of_sum(part.estimate for part in found),
    )


def _one(reading: Reading, adds_up: str) -> Added:
    if adds_up in _COUNTED_UNITS:
        return Added(int(reading.value > 0), 1 if adds_up == AddsUp.YES_NO else None, 1)
    return Added(reading.value, reading.of, 1, Estimate(reading.estimate))
