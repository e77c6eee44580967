"""Amounts as people type them: money, counts, counts with their word of doubt, distances. What has two meanings is asked about."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import clean

_LONGEST: Final = 40
_UNITS: Final = {
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngan", "k"), 10**3),
    **dict.fromkeys(("triệu", "trieu", "tr"), 10**6),
    **dict.fromkeys(("tỷ", "tỉ", "ty", "ti"), 10**9),
}
_CURRENCY: Final = re.compile(r"\s*(?:đồng|đ|₫|vnđ|vnd|dong)\.?$")
_WHOLE: Final = re.compile(r"[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,3}(?: [0-9]{3}){1,4}|[0-9]{1,3}(?:,[0-9]{3}){2,4}")
_PART: Final = re.compile(r"\s*([0-9.,]+)\s*([^\W\d_]+)")
_OF_A_UNIT: Final = re.compile(r"0,[0-9]{3}|[0-9]{1,6}(?:[.,][0-9]{1,2}|,[0-9]{4,6})?")
_DOUBT: Final = {
    **dict.fromkeys(("khoảng", "khoang", "chừng", "chung", "gần", "độ", "~", "tầm"), Estimate.ABOUT),
    **dict.fromkeys(("hơn", "hon", "trên", "tren", "ít nhất", "it nhat", ">"), Estimate.AT_LEAST),
}
_DOUBTED: Final = re.compile(rf"({'|'.join(map(re.escape, _DOUBT))})\s*([0-9].*)")


@dataclass(frozen=True, slots=True)
class Counted:
    """A count and how sure it is."""

    value: int
    estimate: Estimate = Estimate.EXACT


def parse_money(text: str) -> int:
    """Whole đồng: 14000000, 14.000.000, 14 triệu, 14,5 tr, 1 tỷ 200 triệu.

    RuleBroken for what has two meanings ("1 tỷ 2", "14,000", "14.500 triệu"), for words, for parts of a đồng, for less than 1.000 đồng.
    """
    typed = clean(text)
    plain = _CURRENCY.sub("", typed.casefold())
    found = _grouped(plain) if _WHOLE.fullmatch(plain) else _in_units(plain)
    if found is None:
        raise RuleBroken(_("Chưa rõ “%(typed)s” là bao nhiêu tiền. Xin viết như 14.000.000 hoặc 14,5 triệu.") % {"typed": typed[:_LONGEST]})
    if found < 1000:
        words = _("“%(typed)s” là %(found)s đồng? Nếu là nghìn, triệu xin ghi rõ, ví dụ 14 triệu.")
        raise RuleBroken(words % {"typed": typed[:_LONGEST], "found": grouped(found)})
    return found


def _grouped(plain: str) -> int:
    return int(re.sub(r"[., ]", "", plain))


def _in_units(plain: str) -> int | None:
    """The sum of parts, each with a unit smaller than the one before; None where any part can be read in two ways."""
    total, at, last = Decimal(0), 0, 10**12
    while match := _PART.match(plain, at):
        number, unit = match[1], _UNITS.get(match[2], 0)
        if not 0 < unit < last or not _OF_A_UNIT.fullmatch(number):
            return None
        total, at, last = total + Decimal(number.replace(",", ".")) * unit, match.end(), unit
    if at == 0 or plain[at:].strip() or total != total.to_integral_value():
        return None
    return int(total)


def parse_whole(text: str) -> int:
    """A whole number of 0 or more: 0, 1200, 1.200, 1 200. RuleBroken for anything else."""
    typed = clean(text)
    if _WHOLE.fullmatch(typed) and "," not in typed:
        return _grouped(typed)
    if re.fullmatch(r"[-−–]\s?[0-9.]+", typed):
        raise RuleBroken(_("Số này không thể âm."))
    raise RuleBroken(_("“%(typed)s” không phải số nguyên. Xin ghi chữ số, ví dụ 12 hoặc 1.200.") % {"typed": typed[:_LONGEST]})


def parse_count(text: str) -> int:
    """A whole number of 1 or more. RuleBroken for anything else."""
    if found := parse_whole(text):
        return found
    raise RuleBroken(_("Số này phải từ 1 trở lên."))


def parse_counted(text: str) -> Counted:
    """A count with its word of doubt: 'hơn 300' is 300 and at least that."""
    typed = clean(text)
    if match := _DOUBTED.fullmatch(typed.casefold()):
        return Counted(parse_count(match[2]), _DOUBT[match[1]])
    return Counted(parse_count(typed))


def parse_answer(text: str) -> Counted:
    """As parse_counted, of a number that may be nothing at all: 0, 'hơn 300'."""
    typed = clean(text)
    return parse_counted(typed) if _DOUBTED.fullmatch(typed.casefold()) else Counted(parse_whole(typed))


def parse_sum(text: str) -> Counted:
    """Whole đồng of 0 or more with their word of doubt: 0, 'khoảng 14 triệu'. RuleBroken as parse_money."""
    typed = clean(text)
    match = _DOUBTED.fullmatch(typed.casefold())
    if match is None and _CURRENCY.sub("", typed.casefold()) == "0":
        return Counted(0)
    return Counted(parse_money(match[2]), _DOUBT[match[1]]) if match else Counted(parse_money(typed))


def parse_distance(text: str) -> Decimal:
    """Kilometres with one decimal, 0 to 500: 14, 14,5, 14.5 km."""
    typed = clean(text)
    match = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]))?(?:\s*km)?", typed.casefold())
    if match is None or not Decimal(match[1]) < 500:
        raise RuleBroken(_("“%(typed)s” chưa đúng. Xin ghi số km, ví dụ 14 hoặc 14,5.") % {"typed": typed[:_LONGEST]})
    return Decimal(f"{match[1]}.{match[2] or 0}")


def parse_number(text: str) -> Decimal:
    """A number of 0 or more, with at most two decimals: 0, 1.200, 3,5. RuleBroken for anything else."""
    typed = clean(text)
    if _WHOLE.fullmatch(typed) and "," not in typed:
        return Decimal(_grouped(typed))
    if match := re.fullmatch(r"([0-9]{1,9})[.,]([0-9]{1,2})", typed):
        return Decimal(f"{match[1]}.{match[2]}")
    raise RuleBroken(_("“%(typed)s” không phải số. Xin ghi chữ số, ví dụ 12 hoặc 3,5.") % {"typed": typed[:_LONGEST]})
