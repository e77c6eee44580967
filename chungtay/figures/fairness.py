"""Whether help reaches the places that nobody thinks of: what was handed over for each pupil, unit by unit, and how unevenly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from chungtay.figures.ask import Desk, Figure, Filters, breakdown, figure

PUPILS: Final = "pupils"  # the indicator of a pack that counts the children of a school (docs/goi-chuong-trinh.md)


@dataclass(frozen=True, slots=True)
class Share:
    """One unit below: what came, for how many pupils; `per_pupil` in đồng, rounded down; None where nobody has said how many there are."""

    label: str
    delivered: Figure
    pupils: Figure
    per_pupil: int | None


@dataclass(frozen=True, slots=True)
class Fairness:
    """`shares` from the least per pupil on, those without a number of pupils last; `gini` in hundredths, None for fewer than two units."""

    shares: tuple[Share, ...]
    gini: int | None


def fairness(filters: Filters, *, desk: Desk) -> Fairness | None:
    """Of the units directly below; None where the programme's round asks no number of pupils. Two counts for each side."""
    pack = desk.setting(filters).pack
    if pack is None or not filters.round or PUPILS not in pack.by_indicator:
        return None
    # Of all time: the round only says how many pupils there are.
    came = breakdown(figure("support.delivered", filters.but(round=""), desk=desk), "unit")
    pupils = breakdown(figure("indicators.value", filters.but(indicator=PUPILS), desk=desk), "unit")
    by_unit = {part.figure.filters.unit: part.figure for part in pupils.rows}
    shares = [_share(part.label, part.figure, by_unit[code]) for part in came.rows if (code := part.figure.filters.unit) in by_unit]
    shares.sort(key=lambda share: (share.per_pupil is None, share.per_pupil or 0))
    return Fairness(tuple(shares), gini([(share.delivered.value, share.pupils.value) for share in shares if share.per_pupil is not None]))


def _share(label: str, delivered: Figure, pupils: Figure) -> Share:
    known = pupils.value > 0 and not pupils.is_blank
    return Share(label, delivered, pupils, delivered.value // pupils.value if known else None)


def gini(places: Sequence[tuple[int, int]]) -> int | None:
    """The Gini coefficient of đồng per pupil over all pupils, in hundredths: 0 where every pupil got the same, towards 100 where one place
    got everything. `places` are (đồng, pupils). None for fewer than two places, or where nothing was given.

    Twice the area between the Lorenz curve, drawn straight from place to place, and the line of equal shares.
    """
    given, pupils = sum(money for money, _n in places), sum(n for _money, n in places)
    if len(places) < 2 or not given or not pupils:
        return None
    below, area = 0, 0
    for money, n in sorted(places, key=lambda place: place[0] / place[1]):
        area += n * (2 * below + money)
        below += money
    return round(100 - 100 * area / (given * pupils))
