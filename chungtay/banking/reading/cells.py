"""One cell of a bank's file read: a day, an amount. What has no clear meaning is a fault, never a guess."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from chungtay.banking.reading.tables import Cell
from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import clean

MOST_VND: Final = 10**15
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})(?!\d)")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?!\d)")
_CLOCK: Final = re.compile(r"^[\sT]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[AP]M)?", re.IGNORECASE)
_SERIAL_ZERO: Final = date(1899, 12, 30)  # Excel's day 0
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  # the years 2000 to 2099
_NOTHING: Final = frozenset({"", "-", "–", "—", "0"})
_CURRENCY: Final = re.compile(r"(?:vnđ|vnd|đồng|đ|₫)$", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"(?P<whole>\d{1,3}(?:(?P<mark>[., \u00a0])\d{3})(?:(?P=mark)\d{3})*|\d+)(?:(?P<point>[.,])(?P<part>\d{1,2}))?")


class UnclearError(ValueError):
    """What is wrong with the cell, as a sentence."""


def plain(text: str) -> str:
    """Without tones, marks and capitals, but with its punctuation: for labels that stand beside days and amounts."""
    letters = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words_of(cell: Cell) -> str:
    """As a person reads it: days day first, whole numbers without a point."""
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return cell.strip()


def day_in(cell: Cell) -> tuple[date, str] | None:
    """The day in the cell and the words after it ("31/10/2023\\n5243.65937"); None where the cell does not begin with a day."""
    if isinstance(cell, date):
        return cell, ""
    if isinstance(cell, float):
        return (_SERIAL_ZERO + timedelta(days=int(cell)), "") if _FIRST_SERIAL <= cell <= _LAST_SERIAL else None
    text = cell.strip()
    if match := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, clean(_CLOCK.sub("", text[match.end() :]))


def amount_in(cell: Cell) -> int:
    """Whole đồng, negative with a minus or in brackets; 0 for an empty cell. UnclearError for parts of a đồng and for what is no amount."""
    if isinstance(cell, date):
        raise UnclearError(_("“%(typed)s” không phải số tiền.") % {"typed": words_of(cell)})
    if isinstance(cell, float):
        return _whole(cell)
    typed = " ".join(cell.split())
    if typed in _NOTHING:
        return 0
    bare = _CURRENCY.sub("", typed).strip()
    is_negative = bare.startswith(("-", "−", "–", "(")) or bare.endswith("-")
    match = _AMOUNT.fullmatch(bare.strip("-−–+() "))
    if match is None or match["point"] == match["mark"] is not None:
        raise UnclearError(_("“%(typed)s” không phải số tiền.") % {"typed": typed[:40]})
    if int(match["part"] or 0):
        raise UnclearError(_("Số tiền “%(typed)s” có phần lẻ của đồng.") % {"typed": typed[:40]})
    found = int(re.sub(r"\D", "", match["whole"]))
    return _bounded(-found if is_negative else found)


def _whole(number: float) -> int:
    if number != number or abs(number) > MOST_VND:  # noqa: PLR0124 — not a number
        raise UnclearError(_("Số tiền lớn quá."))
    if not number.is_integer():
        raise UnclearError(_("Số tiền “%(typed)s” có phần lẻ của đồng.") % {"typed": str(number)})
    return int(number)


def _bounded(number: int) -> int:
    if abs(number) > MOST_VND:
        raise UnclearError(_("Số tiền %(amount)s đồng lớn quá.") % {"amount": grouped(number)})
    return number
