"""Whether a statement agrees with itself: days, sums, and the balance after every line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from chungtay.banking.reading.parsing import Movement, Parsed
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped

Faults = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader knows beforehand: today, the account (its number, the days of its life), the balances that a person typed."""

    today: date
    number: str
    opened_on: date
    closed_on: date | None
    opening: int | None
    closing: int | None


@dataclass
class Checked:
    """The statement oldest line first, with its faults. A balance is None where neither the file nor a person told it.

    `is_period_told`: the days are those that the file names, not those of its first and last line.
    """

    layout: str
    movements: list[Movement]
    faults: Faults
    starts: date | None
    ends: date | None
    opening: int | None
    closing: int | None
    credit: int
    debit: int
    is_period_told: bool


def checked(found: Parsed, asked: Asked) -> Checked:
    """The parsed file with what is wrong in it, by row."""
    head, faults = found.head, list(found.faults)
    movements = _oldest_first(found.movements)
    days = [one.day for one in movements]
    starts = head.starts or min(days, default=None)
    ends = head.ends or max(days, default=None)
    opening, closing = _ends(found, movements, asked)
    credit = sum(one.amount for one in movements if one.is_credit)
    debit = sum(one.amount for one in movements if not one.is_credit)
    faults += _of_account(head.account, asked) + _of_period(starts, ends, asked)
    for one in movements:
        faults += _of_day(one, head.starts, head.ends, asked)
    if opening is not None:
        faults += _of_balances(movements, opening)
        if closing is not None and not found.faults:
            faults += _of_sum(opening, credit, debit, closing)
    if not found.faults:
        for row, told_debit, told_credit in found.totals:
            faults += _of_total(row, told_debit, debit, _("tiền ra")) + _of_total(row, told_credit, credit, _("tiền vào"))
    last = min(ends, asked.today) if ends and starts and starts <= asked.today else ends  # a month asked for before it was over
    faults.sort(key=lambda fault: fault[0])
    return Checked(found.layout, movements, faults, starts, last, opening, closing, credit, debit, bool(head.starts and head.ends))


def _oldest_first(movements: list[Movement]) -> list[Movement]:
    """In the order in which the balances follow one another; without balances, by the days of the first and the last line."""
    newest_first = list(reversed(movements))
    down, up = _breaks(movements), _breaks(newest_first)
    if down == up and movements:
        return newest_first if movements[0].day > movements[-1].day else movements
    return movements if down < up else newest_first


def _breaks(movements: Sequence[Movement]) -> int:
    """How often a balance does not follow from the one before."""
    pairs = pairwise(movements)
    return sum(
        after.balance is not None and before.balance is not None and after.balance != before.balance + _signed(after)
        for before, after in pairs
    )


def _signed(one: Movement) -> int:
    return one.amount if one.is_credit else -one.amount


def _ends(found: Parsed, movements: list[Movement], asked: Asked) -> tuple[int | None, int | None]:
    """The balances as the file tells them at its ends, else as its lines do, else as typed."""
    opening, closing = found.head.opening, found.head.closing
    if movements and movements[0].balance is not None and opening is None:
        opening = movements[0].balance - _signed(movements[0])
    if movements and movements[-1].balance is not None and closing is None:
        closing = movements[-1].balance
    return (asked.opening if opening is None else opening), (asked.closing if closing is None else closing)


def _of_account(told: str, asked: Asked) -> Faults:
    """A number with letters is no part of what banks print beside the label, and is not compared."""
    if not told or not asked.number.isdecimal() or told.lstrip("0") == asked.number.lstrip("0"):
        return []
    parts = {"told": told, "number": asked.number}
    return [(0, _("Tệp này là sao kê của tài khoản %(told)s, không phải tài khoản %(number)s đã chọn.") % parts)]


def _of_period(starts: date | None, ends: date | None, asked: Asked) -> Faults:
    if starts is None or ends is None:
        return [(0, _("Tệp không có dòng nào và không ghi kỳ sao kê."))]
    if ends < starts:
        parts = {"starts": format_day(starts), "ends": format_day(ends)}
        return [(0, _("Kỳ sao kê trong tệp không đúng: từ ngày %(starts)s đến ngày %(ends)s.") % parts)]
    if starts > asked.today:
        return [(0, _("Kỳ sao kê bắt đầu ngày %(day)s, ở tương lai.") % {"day": format_day(starts)})]
    return []


def _of_day(one: Movement, starts: date | None, ends: date | None, asked: Asked) -> Faults:
    day = {"day": format_day(one.day)}
    if one.day > asked.today:
        return [(one.row, _("Ngày %(day)s ở tương lai.") % day)]
    if (starts and one.day < starts) or (ends and one.day > ends):
        return [(one.row, _("Ngày %(day)s nằm ngoài kỳ sao kê ghi trong tệp.") % day)]
    if one.day < asked.opened_on:
        return [(one.row, _("Ngày %(day)s trước ngày mở tài khoản (%(opened)s).") % (day | {"opened": format_day(asked.opened_on)}))]
    if asked.closed_on and one.day > asked.closed_on:
        return [(one.row, _("Ngày %(day)s sau ngày đóng tài khoản (%(closed)s).") % (day | {"closed": format_day(asked.closed_on)}))]
    return []


def _of_balances(movements: list[Movement], opening: int) -> Faults:
    faults, before = Faults(), opening
    for one in movements:
        expected = before + _signed(one)
        if one.balance is not None and one.balance != expected:
            parts = {"expected": grouped(expected), "told": grouped(one.balance), "gap": grouped(abs(one.balance - expected))}
            faults.append((one.row, _("Số dư sau dòng này phải là %(expected)s, tệp ghi %(told)s: lệch %(gap)s đồng.") % parts))
        before = expected if one.balance is None else one.balance
    return faults


def _of_sum(opening: int, credit: int, debit: int, closing: int) -> Faults:
    expected = opening + credit - debit
    if expected == closing:
        return []
    parts = {
        "opening": grouped(opening),
        "credit": grouped(credit),
        "debit": grouped(debit),
        "expected": grouped(expected),
        "closing": grouped(closing),
        "gap": grouped(abs(expected - closing)),
    }
    sentence = _(
        "Số dư đầu kỳ %(opening)s + tiền vào %(credit)s − tiền ra %(debit)s = %(expected)s, nhưng số dư cuối kỳ là %(closing)s: "
        "lệch %(gap)s đồng."
    )
    return [(0, sentence % parts)]


def _of_total(row: int, told: int | None, counted: int, what: str) -> Faults:
    if told is None or told == counted:
        return []
    parts = {"what": what, "told": grouped(told), "counted": grouped(counted), "gap": grouped(abs(told - counted))}
    return [(row, _("Tổng %(what)s tệp ghi %(told)s, các dòng cộng lại được %(counted)s: lệch %(gap)s đồng.") % parts)]
