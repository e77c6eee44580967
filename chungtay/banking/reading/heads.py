"""What stands above and below the table: the account, the period, the balances at both ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from chungtay.banking.reading.cells import UnclearError, amount_in, day_in, plain, words_of
from chungtay.banking.reading.tables import Cell

_DAY: Final = r"(\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{4}-\d{1,2}-\d{1,2})"
_FROM: Final = re.compile(rf"\b(?:tu(?: ngay)?|from(?: date)?|start date|ngay bat dau)\b[^0-9]{{0,40}}{_DAY}")
_TO: Final = re.compile(rf"\b(?:den(?: het)?(?: ngay)?|to(?: date)?|end date|ngay ket thuc)\b[^0-9]{{0,40}}{_DAY}")
_SPAN: Final = re.compile(rf"{_DAY}\s*[-–]\s*{_DAY}")
_LABEL: Final = r"(?:so tai khoan|so tk|tai khoan so|tai khoan|account number|account no|account)"
_ACCOUNT: Final = re.compile(rf"{_LABEL}(?:[\s:./()|]|{_LABEL}|vnd)*?[\s:/.]([0-9][0-9.\- ]{{4,28}}[0-9])")
_OPENING: Final = re.compile(r"so du (?:dau|ban dau)|du dau ky|opening balance|beginning balance")
_CLOSING: Final = re.compile(r"so du cuoi|du cuoi ky|closing balance|ending balance")
_TOTAL: Final = re.compile(r"^\W*(?:tong|cong|total)\b")
_CARRIED: Final = re.compile(r"cong trang|mang sang|chuyen trang|trang truoc|carried forward|brought forward|page total")
_AFTER_LABEL: Final = re.compile(r"(?:^[^0-9]*|.*:)[\s:=](\(?-?\d[\d.,]*\)?)\s*(?:vnd|dong|d)?$")


@dataclass
class Head:
    """What was found; empty or None where the file does not say it. Balances in đồng."""

    account: str = ""
    starts: date | None = None
    ends: date | None = None
    opening: int | None = None
    closing: int | None = None


def look(head: Head, row: Sequence[Cell], below: Sequence[Cell] = ()) -> None:
    """Take from a row outside the table what it says; what was found first stays, but the last closing balance counts."""
    said = " ".join(plain(words_of(cell)) for cell in row if cell != "")
    if not said:
        return
    _look_for_period(head, said)
    if not head.account and (match := _ACCOUNT.search(said)):
        head.account = re.sub(r"\D", "", match[1])
    for place, cell in enumerate(row):
        text = plain(cell) if isinstance(cell, str) else ""
        if head.opening is None and _OPENING.search(text):
            head.opening = _beside(row, place, below)
        elif _CLOSING.search(text) and (found := _beside(row, place, below)) is not None:
            head.closing = found


def tells_balance(row: Sequence[Cell]) -> bool:
    """A row of the table that is no movement but a balance."""
    return any(isinstance(cell, str) and len(cell) < 80 and (_OPENING.search(plain(cell)) or _CLOSING.search(plain(cell))) for cell in row)


def tells_total(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and len(cell) < 60 and _TOTAL.search(plain(cell)) for cell in row[:4])


def is_carried(row: Sequence[Cell]) -> bool:
    """The sum of a printed page, which says nothing of the whole."""
    return any(isinstance(cell, str) and len(cell) < 60 and _CARRIED.search(plain(cell)) for cell in row)


def _look_for_period(head: Head, said: str) -> None:
    if match := _SPAN.search(said):
        head.starts, head.ends = head.starts or _day(match[1]), head.ends or _day(match[2])
    if head.starts is None and (match := _FROM.search(said)):
        head.starts = _day(match[1])
    if head.ends is None and (match := _TO.search(said)):
        head.ends = _day(match[1])


def _day(text: str) -> date | None:
    found = day_in(text)
    return found[0] if found else None


def _beside(row: Sequence[Cell], place: int, below: Sequence[Cell]) -> int | None:
    """The amount after the label in its own cell, else in the next cells up to another label, else in the cell under it."""
    if (match := _AFTER_LABEL.match(plain(words_of(row[place])))) and (own := _amount(match[1])) is not None:
        return own
    for cell in row[place + 1 :]:
        if cell == "" or (isinstance(cell, str) and not any(letter.isalnum() for letter in cell)):
            continue
        found = _amount(cell)
        if found is not None:
            return found
        if isinstance(cell, str) and plain(cell).strip(" .:") not in ("vnd", "dong", "so tien", "amount"):
            break
    return _amount(below[place]) if place < len(below) and below[place] != "" else None


def _amount(cell: Cell) -> int | None:
    try:
        return amount_in(cell)
    except UnclearError:
        return None
