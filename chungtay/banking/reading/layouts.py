"""The heading of the table: which column holds what, by the words that banks use, in Vietnamese, English or both in one cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from chungtay.banking.reading.cells import words_of
from chungtay.banking.reading.tables import Cell, Table
from chungtay.core.vietnamese import fold

SEARCHED: Final = 40  # rows within which the heading stands


class Part(Enum):
    """What a column may hold."""

    DAY = auto()
    REFERENCE = auto()
    DEBIT = auto()
    CREDIT = auto()
    AMOUNT = auto()  # of either sign
    BALANCE = auto()
    DESCRIPTION = auto()
    OTHER_NAME = auto()
    OTHER_ACCOUNT = auto()
    ACCOUNT = auto()  # whose account is not said
    PASSED_OVER = auto()


# Folded words; of two that a cell holds the longer one decides ("so tien ghi no" before "so tien").
WORDS: Final[dict[Part, tuple[str, ...]]] = {
    Part.DAY: (
        "ngay giao dich",
        "ngay gd",
        "ngay hach toan",
        "ngay phat sinh",
        "ngay",
        "transaction date",
        "posting date",
        "tran date",
        "trans date",
        "date",
    ),
    Part.REFERENCE: (
        "so but toan",
        "so tham chieu",
        "ma tham chieu",
        "so chung tu",
        "so ct",
        "so giao dich",
        "ma giao dich",
        "ma gd",
        "transaction no",
        "transaction id",
        "reference",
        "ref",
        "doc no",
    ),
    Part.DEBIT: ("phat sinh no", "so tien ghi no", "ghi no", "no debit", "debit", "tien ra", "so tien rut", "no"),
    Part.CREDIT: ("phat sinh co", "so tien ghi co", "ghi co", "co credit", "credit", "tien vao", "so tien gui", "co"),
    Part.AMOUNT: ("so tien giao dich", "so tien gd", "so tien", "gia tri giao dich", "transaction amount", "amount"),
    Part.BALANCE: ("so du luy ke", "so du sau giao dich", "so du", "running balance", "balance"),
    Part.DESCRIPTION: (
        "dien giai",
        "noi dung giao dich",
        "noi dung chi tiet",
        "noi dung",
        "mo ta",
        "chi tiet giao dich",
        "transactions in detail",
        "transaction details",
        "description",
        "details",
        "remarks",
        "remark",
    ),
    Part.OTHER_NAME: (
        "ten tai khoan doi ung",
        "ten doi ung",
        "ten nguoi chuyen",
        "nguoi chuyen",
        "ten don vi thu huong",
        "ten doi tac",
        "remitter s account name",
        "remitter name",
        "counter account name",
        "beneficiary name",
    ),
    Part.OTHER_ACCOUNT: (
        "tai khoan dich",
        "so tai khoan doi ung",
        "tai khoan doi ung",
        "tk doi ung",
        "tai khoan nguoi chuyen",
        "remitter s account number",
        "remitter account",
        "counter account",
    ),
    Part.ACCOUNT: ("so tai khoan", "tai khoan account", "tai khoan", "account number", "account no", "account"),
    Part.PASSED_OVER: (
        "stt",
        "so thu tu",
        "no so thu tu",
        "ngay kh thuc hien",
        "ngay yeu cau",
        "ngay hieu luc",
        "ngay gia tri",
        "requesting date",
        "value date",
        "effective date",
        "ngan hang doi tac",
        "ngan hang doi ung",
        "remitter s bank",
        "loai giao dich",
        "loai tien",
        "phi",
        "thue",
    ),
}
_PART_OF: Final = {word: part for part, words in WORDS.items() for word in words}
_BY_LENGTH: Final = sorted(_PART_OF, key=len, reverse=True)
_BARE: Final = frozenset({"no", "co", "ref", "phi", "thue"})  # a whole cell, never a word within one


@dataclass(frozen=True, slots=True)
class Heading:
    """`first_row`, `last_row`: places in the table; `columns`: where each part stands; `words`: folded."""

    first_row: int
    last_row: int
    columns: dict[Part, int]
    words: str


def heading_of(table: Table) -> Heading | None:
    """The first row, or two rows one over the other, that tell a day and an amount; None where the table has no heading."""
    for row in range(min(len(table), SEARCHED)):
        alone, with_next = (_columns(_joined(table[row : row + height])) for height in (1, 2))
        follows = row + 1 < len(table) and is_heading(_columns(table[row + 1]))  # then this row is the last one above it
        is_split = has_both(with_next) and not has_both(alone) and not follows  # "Số tiền" over "Nợ" and "Có"
        if is_heading(with_next if is_split else alone):
            last = row + is_split
            said = fold(" ".join(words_of(cell) for one in table[row : last + 1] for cell in one))
            return Heading(row, last, with_next if is_split else alone, said)
    return None


def has_both(columns: dict[Part, int]) -> bool:
    return {Part.DEBIT, Part.CREDIT} <= columns.keys()


def is_heading(columns: dict[Part, int]) -> bool:
    return Part.DAY in columns and (Part.AMOUNT in columns or has_both(columns))


def said_in(cell: Cell) -> str:
    """The longest of the words in the cell of a heading; empty where there is none. A day beside a number ("Ngày / Số CT") is a day."""
    if not isinstance(cell, str) or len(cell) > 120:
        return ""
    said = f" {fold(cell)} "
    if said.strip() in _BARE:
        return said.strip()
    words = [word for word in _BY_LENGTH if word not in _BARE and f" {word} " in said]
    is_both = {Part.DAY, Part.REFERENCE} <= {_PART_OF[word] for word in words}
    return next((word for word in words if not is_both or _PART_OF[word] == Part.DAY), "")


def _columns(cells: Sequence[Cell]) -> dict[Part, int]:
    """Of several columns for a part the one with the longest word, else the leftmost."""
    found: dict[Part, tuple[int, int]] = {}
    for place, word in enumerate(said_in(cell) for cell in cells):
        if word:
            found[_PART_OF[word]] = max(found.get(_PART_OF[word], (0, 0)), (len(word), -place))
    return {part: -place for part, (_, place) in found.items()}


def _joined(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Cells under one another read as one: 'Phát sinh' over 'Nợ'; a wide cell above several counts for those that follow it empty."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) == 1:
        return list(rows[0])
    above, joined = "", list[Cell]()
    for place in range(width):
        over = words_of(rows[0][place]) if place < len(rows[0]) else ""
        under = words_of(rows[1][place]) if place < len(rows[1]) else ""
        above = over or (above if under else "")
        joined.append(f"{above} {under}".strip())
    return joined


def layout_of(heading: Heading, head: str) -> str:
    """By the bank's own words in the heading; `head` is the folded text above it."""
    said = heading.words
    if "ngay kh thuc hien" in said or ("so but toan" in said and "tai khoan dich" in said) or "techcombank" in head:
        return "techcombank"
    if ("so tham chieu" in said and "phat sinh no" in said) or "bidv" in head.split():
        return "bidv"
    if ("so ct" in said and "ghi no" in said) or "vietcombank" in head or "ngoai thuong" in head:
        return "vietcombank"
    return "generic"
