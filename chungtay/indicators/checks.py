"""Looks at the readings of one unit: what must be so before they are sent (hard), and what asks for a word (soft)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from chungtay.core.numbers import grouped
from chungtay.indicators.enums import AddsUp, By
from chungtay.indicators.measure import Measure
from chungtay.indicators.reading import Cell, Reading

_LEVELS: Final = (By.MN, By.TH, By.THCS, By.THPT)  # nobody is at two of them

Readings = Mapping[Cell, Reading]


@dataclass(frozen=True, slots=True)
class Check:
    """What a cell's reading is not. A soft one asks for a word, and is not raised where the reading has one."""

    cell: Cell
    sentence: str
    is_hard: bool = True


def check(measures: Sequence[Measure], readings: Readings, *, before: Readings) -> list[Check]:
    """What is wrong or strange, in the order of the measures; a blank cell has no reading.

    `before`: what the unit, or those out of which it was made, answered in the round before.
    """
    beside = {measure.code: measure for measure in measures}
    return [found for measure in measures for found in _of(measure, readings, before, beside)]


def _of(measure: Measure, readings: Readings, before: Readings, beside: Mapping[str, Measure]) -> Iterator[Check]:
    whole = readings.get(Cell(measure.code))
    if whole is not None:
        yield from _kind(measure, whole)
        yield from _range(measure, whole)
        yield from _jump(measure, whole, before.get(Cell(measure.code)))
    elif measure.is_required:
        yield Check(Cell(measure.code), _required(measure))
    yield from _parts(measure, readings)
    yield from _levels(measure, readings)
    if measure.part_of in beside:
        yield from _part_of(measure, beside[measure.part_of], readings)


# ── One reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _required(measure: Measure) -> str:
    if measure.adds_up == AddsUp.YES_NO:
        return _("Xin trả lời có hay không: “%(name)s”.") % {"name": measure.name}
    return _("Xin điền “%(name)s”; không có thì ghi 0.") % {"name": measure.name}


def _kind(measure: Measure, reading: Reading) -> Iterator[Check]:
    """Both sides of a ratio, n within N; yes or no, a no with its reason."""
    cell, said = Cell(measure.code), {"name": measure.name, "n": grouped(reading.value), "of": grouped(reading.of or 0)}
    if measure.adds_up == AddsUp.RATIO and reading.of is None:
        yield Check(cell, _("“%(name)s” cần cả hai số n và N.") % said)
    elif measure.adds_up == AddsUp.RATIO and reading.value > (reading.of or 0):
        yield Check(cell, _("“%(name)s”: n là %(n)s, lớn hơn N là %(of)s.") % said)
    elif measure.adds_up == AddsUp.YES_NO and reading.value > 1:
        yield Check(cell, _("“%(name)s” chỉ trả lời có hoặc không.") % said)
    elif measure.adds_up == AddsUp.YES_NO and not reading.value and not reading.reason:
        yield Check(cell, _("“%(name)s”: trả lời là không, xin ghi lý do.") % said, is_hard=False)


def _range(measure: Measure, reading: Reading) -> Iterator[Check]:
    said = {"name": measure.name, "value": grouped(reading.value), "least": grouped(measure.least), "most": grouped(measure.most or 0)}
    if reading.value < measure.least:
        yield Check(Cell(measure.code), _("“%(name)s” là %(value)s; ít nhất phải là %(least)s.") % said)
    elif measure.most is not None and reading.value > measure.most:
        yield Check(Cell(measure.code), _("“%(name)s” là %(value)s; nhiều nhất chỉ có thể là %(most)s.") % said)


def _jump(measure: Measure, reading: Reading, before: Reading | None) -> Iterator[Check]:
    """Of a number that was 0 nobody can say by how many percent it moved."""
    if measure.jump_percent is None or before is None or not before.value or reading.reason:
        return
    if abs(reading.value - before.value) * 100 > measure.jump_percent * before.value:
        said = {"name": measure.name, "value": grouped(reading.value), "before": grouped(before.value), "percent": measure.jump_percent}
        sentence = _("“%(name)s” là %(value)s, đợt trước là %(before)s: khác hơn %(percent)d%%, xin ghi vì sao.") % said
        yield Check(Cell(measure.code), sentence, is_hard=False)


# ── Parts and wholes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(measure: Measure, readings: Readings) -> Iterator[Check]:
    """Each breakdown is at most the whole, and has one."""
    whole = readings.get(Cell(measure.code))
    for by in measure.by:
        cell = Cell(measure.code, by)
        part = readings.get(cell)
        if part is None:
            continue
        said = {"name": measure.name, "by": _called(by), "part": grouped(part.value), "whole": grouped(whole.value if whole else 0)}
        if whole is None:
            yield Check(cell, _("“%(name)s”, %(by)s là %(part)s nhưng chưa có số chung.") % said)
        elif part.value > whole.value:
            yield Check(cell, _("“%(name)s”, %(by)s là %(part)s, lớn hơn số chung là %(whole)s.") % said)


def _levels(measure: Measure, readings: Readings) -> Iterator[Check]:
    """The school levels together are at most the whole."""
    cells = [Cell(measure.code, by) for by in _LEVELS if by in measure.by]
    parts, whole = [readings[cell].value for cell in cells if cell in readings], readings.get(Cell(measure.code))
    if whole is not None and len(parts) > 1 and max(parts) <= whole.value < sum(parts):
        said = {"name": measure.name, "parts": grouped(sum(parts)), "whole": grouped(whole.value)}
        yield Check(Cell(measure.code), _("“%(name)s”: các cấp học cộng lại là %(parts)s, lớn hơn số chung là %(whole)s.") % said)


def _part_of(measure: Measure, whole: Measure, readings: Readings) -> Iterator[Check]:
    """An indicator that is a part of another is at most that, and so is each breakdown that both have."""
    for by in ("", *(by for by in measure.by if by in whole.by)):
        part, other = readings.get(Cell(measure.code, by)), readings.get(Cell(whole.code, by))
        if part is not None and other is not None and part.value > other.value:
            said = {"part": measure.name, "n": grouped(part.value), "whole": whole.name, "of": grouped(other.value), "by": _called(by)}
            sentence = (
                _("“%(part)s”, %(by)s là %(n)s, lớn hơn “%(whole)s” là %(of)s.")
                if by
                else _("“%(part)s” là %(n)s, lớn hơn “%(whole)s” là %(of)s.")
            )
            yield Check(Cell(measure.code, by), sentence % said)


def _called(by: str) -> str:
    """The breakdown inside a sentence."""
    label = str(By(by).label).replace(":", "") if by else ""
    return label[:1].lower() + label[1:]
