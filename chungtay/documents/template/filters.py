"""What a template may do to a value before it is printed: the ways in which papers write numbers, money, days and lists."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import total_ordering, wraps
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.core.dates import format_day
from chungtay.core.numbers import LARGEST, grouped, in_words
from chungtay.documents.decree30.sheet import day_line
from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import MarkedText

MOST_PARTS: Final = 2_000  # of one enumeration


@total_ordering
class Figure:
    """A figure inside a template: it is compared by its value and never computed with, since sums are counted from records."""

    __slots__ = ("marked",)

    def __init__(self, marked: MarkedText) -> None:
        self.marked = marked

    @property
    def value(self) -> Any:
        if self.marked.value is None:
            raise TemplateBroken(_("con số “%(text)s” chỉ có chữ, không so sánh hay đổi cách viết được.") % {"text": self.marked.text})
        return self.marked.value

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return bool(self.value == _bare(other))

    def __lt__(self, other: object) -> bool:
        return bool(self.value < _bare(other))

    def __hash__(self) -> int:
        return hash(self.marked)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Values printed one after the other; figures among them stay figures."""

    parts: tuple[Any, ...]


def _bare(value: Any) -> Any:
    return value.value if isinstance(value, Figure) else value


def written(value: Any) -> str:
    """A plain value as text: days as 05/3/2021, a decimal comma. What is nothing, or no single value, is refused: it would be a hole."""
    if isinstance(value, bool) or value is None:
        raise TemplateBroken(_("chỗ này chưa có giá trị để in."))
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, str) and not value.strip():
        raise TemplateBroken(_("chỗ này chưa có chữ để in."))
    if isinstance(value, str | int):
        return str(value)
    raise TemplateBroken(_("chỗ này là một danh sách hay một nhóm, không phải một giá trị để in."))


def _of_each(write: Callable[[Any], str]) -> Callable[[Any], Any]:
    """A filter of one value; a figure stays the figure it was, written otherwise."""

    @wraps(write)
    def filtered(value: Any) -> Any:
        if isinstance(value, Figure):
            return Figure(replace(value.marked, text=_rewritten(value, write(value.value))))
        return write(value)

    return filtered


def _rewritten(figure: Figure, new: str) -> str:
    """The figure's text with its number written otherwise. Words around it stay ('hơn 1250' → 'hơn 1.250'): an estimate keeps its word."""
    value, text = figure.value, figure.marked.text
    known = {written(value)} | ({grouped(value), _two_digits(value)} if isinstance(value, int) else set())
    number = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    found = list(re.finditer(rf"(?<![\w.,])(?:{number})(?!\w|[.,]\d)", text))
    if len(found) != 1:
        raise TemplateBroken(_("con số “%(text)s” có chữ riêng, không đổi cách viết được.") % {"text": text})
    return text[: found[0].start()] + new + text[found[0].end() :]


def ways_to_write(marked: MarkedText) -> tuple[str, ...]:
    """The words by which a paper may give this figure: as it is, and its number in digits, with dots, with two digits, in words."""
    found = [marked.text]
    if isinstance(marked.value, int):
        for write in (written, grouped, _two_digits, in_words):
            try:
                found.append(_rewritten(Figure(marked), write(marked.value)))
            except (TemplateBroken, ValueError):
                found.append(marked.text)
    return tuple(found)


def _of_words(change: Callable[[str], str]) -> Callable[[Any], Any]:
    """A filter of the words as they already stand."""

    @wraps(change)
    def filtered(value: Any) -> Any:
        if isinstance(value, Figure):
            return Figure(replace(value.marked, text=change(value.marked.text)))
        if not isinstance(value, str):
            raise TemplateBroken(_("bộ lọc này cần chữ."))
        return change(value)

    return filtered


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise TemplateBroken(_("bộ lọc này cần một số nguyên."))
    return value


def _day(value: Any) -> date:
    if not isinstance(value, date):
        raise TemplateBroken(_("bộ lọc này cần một ngày."))
    return value


def _two_digits(value: Any) -> str:
    """6 → '06', as papers write counts below ten."""
    return f"{_whole(value):02d}" if 0 <= _whole(value) < 10 else grouped(value)


def _joined(values: Any) -> Phrase:
    """('a', 'b', 'c') → 'a, b và c'."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise TemplateBroken(_("bộ lọc va cần một danh sách."))
    if not values:
        raise TemplateBroken(_("danh sách này trống, không có gì để in."))
    signs = ["", *[", "] * (len(values) - 2), " và "][: len(values)]
    parts = [part for pair in zip(signs, values, strict=True) for part in _parts(pair) if part != ""]
    if len(parts) > MOST_PARTS:
        raise TemplateBroken(_("danh sách này quá dài để in thành một câu."))
    return Phrase(tuple(parts))


def _parts(pair: tuple[str, Any]) -> tuple[Any, ...]:
    sign, value = pair
    return (sign, *value.parts) if isinstance(value, Phrase) else (sign, value)


def _counted(values: Any) -> int:
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise TemplateBroken(_("bộ lọc dem cần một danh sách."))
    return len(values)


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "so2": _of_each(_two_digits),
    "nghin": _of_each(lambda value: grouped(_whole(value))),  # 1.250
    "tien": _of_each(lambda value: f"{grouped(_whole(value))} đồng"),
    "chu": _of_each(lambda value: in_words(_whole(value))),
    "ngay": _of_each(lambda value: format_day(_day(value))),
    "ngay_chu": _of_each(lambda value: day_line("", _day(value)).removeprefix(", ")),
    "hoa": _of_words(str.upper),
    "hoa_dau": _of_words(_first_upper),
    "va": _joined,
    "dem": _counted,
}
