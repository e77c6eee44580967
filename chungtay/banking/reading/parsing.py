"""The rows of the table, each a movement, a total, a balance, the rest of a narrative, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from chungtay.banking.reading.cells import UnclearError, amount_in, day_in, words_of
from chungtay.banking.reading.heads import Head, is_carried, look, tells_balance, tells_total
from chungtay.banking.reading.layouts import Heading, Part, layout_of
from chungtay.banking.reading.tables import Cell, Table
from chungtay.core.vietnamese import clean, fold

_AMOUNTS: Final = (Part.DEBIT, Part.CREDIT, Part.AMOUNT)
_LONGEST: Final = {Part.REFERENCE: 80, Part.DESCRIPTION: 1000, Part.OTHER_NAME: 200, Part.OTHER_ACCOUNT: 60}


@dataclass(slots=True)
class Movement:
    """One line: `row` as Excel counts, `amount` in đồng and above 0."""

    row: int
    day: date
    is_credit: bool
    amount: int
    reference: str
    description: str
    other_name: str
    other_account: str
    balance: int | None


@dataclass
class Parsed:
    """A file as it was understood; `faults`: (row, sentence), row 0 of the whole file; `totals`: (row, debit, credit) that it tells."""

    layout: str
    head: Head
    movements: list[Movement] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    totals: list[tuple[int, int | None, int | None]] = field(default_factory=list)


def parsed(table: Table, heading: Heading) -> Parsed:
    """Everything that the table says."""
    head = Head()
    for place, row in enumerate(table[: heading.first_row]):
        look(head, row, table[place + 1])
    above = fold(" ".join(words_of(cell) for row in table[: heading.first_row] for cell in row))
    found = Parsed(layout_of(heading, above), head)
    is_after_movement = False
    for place in range(heading.last_row + 1, len(table)):
        row = table[place]
        if any(cell != "" for cell in row):
            is_after_movement = _take(found, heading, place + 1, row, table[place + 1] if place + 1 < len(table) else [], is_after_movement)
    return found


def _take(found: Parsed, heading: Heading, number: int, row: Sequence[Cell], below: Sequence[Cell], is_after: bool) -> bool:
    """One row under the heading; answers whether a narrative may go on in the next one."""
    columns = heading.columns
    day = day_in(_at(row, columns.get(Part.DAY)))
    is_movement = day is not None and any(_at(row, columns.get(part)) != "" for part in _AMOUNTS)
    if not is_movement and tells_balance(row):
        look(found.head, row, below)
        return False
    if day is not None:
        movement = _movement(found, columns, number, row, day)
        if movement is not None:
            found.movements.append(movement)
        return movement is not None
    if is_after and _goes_on(row, columns):
        last = found.movements[-1]
        more = clean(words_of(_at(row, columns.get(Part.DESCRIPTION))))
        last.description = f"{last.description}\n{more}"[: _LONGEST[Part.DESCRIPTION]]
        return True
    if _has_amount(row, columns) and not is_carried(row):
        if tells_total(row) or not _text(row, columns, Part.DAY):
            found.totals.append((number, _sum_in(row, columns, Part.DEBIT), _sum_in(row, columns, Part.CREDIT)))
        else:
            found.faults.append((number, _("Không đọc được ngày “%(typed)s”.") % {"typed": _text(row, columns, Part.DAY)[:40]}))
    elif not is_carried(row):
        look(found.head, row, below)
    return False


def _movement(found: Parsed, columns: dict[Part, int], number: int, row: Sequence[Cell], day: tuple[date, str]) -> Movement | None:
    try:
        signed = _signed(row, columns)
        balance = amount_in(_at(row, columns[Part.BALANCE])) if _text(row, columns, Part.BALANCE) else None
    except UnclearError as error:
        found.faults.append((number, str(error)))
        return None
    return Movement(
        row=number,
        day=day[0],
        is_credit=signed > 0,
        amount=abs(signed),
        reference=(_text(row, columns, Part.REFERENCE) or day[1])[: _LONGEST[Part.REFERENCE]],
        description=_lines(_at(row, columns.get(Part.DESCRIPTION))),
        other_name=_text(row, columns, Part.OTHER_NAME)[: _LONGEST[Part.OTHER_NAME]],
        other_account=(_text(row, columns, Part.OTHER_ACCOUNT) or _text(row, columns, Part.ACCOUNT))[: _LONGEST[Part.OTHER_ACCOUNT]],
        balance=balance,
    )


def _signed(row: Sequence[Cell], columns: dict[Part, int]) -> int:
    """Positive what came in."""
    if Part.DEBIT not in columns or Part.CREDIT not in columns:
        signed = amount_in(_at(row, columns[Part.AMOUNT]))
    else:
        debit, credit = (_column_amount(row, columns, part) for part in (Part.DEBIT, Part.CREDIT))
        if debit and credit:
            raise UnclearError(_("Dòng này có cả tiền vào và tiền ra."))
        signed = credit - debit
    if not signed:
        raise UnclearError(_("Dòng này có ngày nhưng không có số tiền."))
    return signed


def _column_amount(row: Sequence[Cell], columns: dict[Part, int], part: Part) -> int:
    """Debits are written with a minus by some banks; a credit never is."""
    amount = amount_in(_at(row, columns[part]))
    if amount < 0 and part == Part.CREDIT:
        raise UnclearError(_("Tiền vào “%(typed)s” là số âm.") % {"typed": _text(row, columns, part)})
    return abs(amount)


def _goes_on(row: Sequence[Cell], columns: dict[Part, int]) -> bool:
    """Only the narrative's cell is filled: the bank broke its text over rows."""
    place = columns.get(Part.DESCRIPTION)
    return place is not None and bool(words_of(_at(row, place))) and all(cell == "" for at, cell in enumerate(row) if at != place)


def _has_amount(row: Sequence[Cell], columns: dict[Part, int]) -> bool:
    return any(_sum_in(row, columns, part) is not None for part in _AMOUNTS)


def _sum_in(row: Sequence[Cell], columns: dict[Part, int], part: Part) -> int | None:
    """The amount in that column; None where there is none, or words."""
    if not _text(row, columns, part):
        return None
    try:
        return abs(amount_in(_at(row, columns[part])))
    except UnclearError:
        return None


def _at(row: Sequence[Cell], place: int | None) -> Cell:
    return row[place] if place is not None and place < len(row) else ""


def _text(row: Sequence[Cell], columns: dict[Part, int], part: Part) -> str:
    return clean(words_of(_at(row, columns.get(part)))).replace("\0", "")


def _lines(cell: Cell) -> str:
    """A narrative keeps its lines: a code broken over two of them is told from two words."""
    kept = (clean(line) for line in words_of(cell).replace("\0", "").splitlines())
    return "\n".join(line for line in kept if line)[: _LONGEST[Part.DESCRIPTION]]
