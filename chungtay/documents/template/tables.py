"""Tables drawn with pipes: head rows, a row of alignments (|:--|--:|:-:|), rows. A cell "<" belongs to the one on its left, "^" to the one
above. Columns are as wide as their alignment cell is long."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from chungtay.documents.layout import Align, Cell, Column, Runs, Table
from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.inline import Stretch

_ALIGNMENT: Final = re.compile(r":?-+:?")
Row = tuple[int, list[str]]  # the line's number, the cells' texts
LEFT: Final = "<"
ABOVE: Final = "^"


def table_of(lines: Sequence[tuple[int, str]], caption: Runs, runs: Callable[[Stretch], Runs]) -> Table:
    """The lines as a table. Raises TemplateBroken where a row has too few or too many cells, or the alignments are missing."""
    rows = [(number, _cells(text, number)) for number, text in lines]
    split = next((at for at, (_number, cells) in enumerate(rows) if all(_ALIGNMENT.fullmatch(cell) for cell in cells)), None)
    if split is None:
        raise TemplateBroken(_("bảng thiếu dòng căn lề, ví dụ |:--|--:|:-:|."), line=rows[0][0])
    columns = tuple(_column(cell) for cell in rows[split][1])
    for number, cells in rows:
        if len(cells) != len(columns):
            reason = _("dòng này của bảng có %(n)d ô, dòng căn lề có %(wanted)d.") % {"n": len(cells), "wanted": len(columns)}
            raise TemplateBroken(reason, line=number)
    head, body = _spanned(rows[:split], runs), _spanned(rows[split + 1 :], runs)
    if not body:
        raise TemplateBroken(_("bảng chưa có dòng nào dưới dòng căn lề."), line=rows[split][0])
    return Table(columns, head, body, caption)


def _cells(text: str, number: int) -> list[str]:
    """What stands between the pipes; a pipe after a backslash is a sign in the text."""
    if not re.fullmatch(r"\|(?:[^|\\]|\\.|\|)*\|", text):
        raise TemplateBroken(_("dòng của bảng phải mở và đóng bằng dấu |."), line=number)
    return [cell.strip() for cell in re.findall(r"((?:[^|\\]|\\.)*)\|", text[1:])]


def _column(cell: str) -> Column:
    align = {(True, True): Align.CENTER, (False, True): Align.RIGHT}.get((cell[0] == ":", cell[-1] == ":"), Align.LEFT)
    return Column(float(len(cell)), align)


def _spanned(rows: Sequence[Row], runs: Callable[[Stretch], Runs]) -> tuple[tuple[Cell, ...], ...]:
    """The cells that begin in each row with how far they reach."""
    taken: set[tuple[int, int]] = set()
    found = []
    for y, (number, cells) in enumerate(rows):
        row = []
        for x, text in enumerate(cells):
            if (y, x) in taken:
                continue
            if text in (LEFT, ABOVE):
                raise TemplateBroken(_("ô “%(sign)s” không có ô nào để nối vào.") % {"sign": text}, line=number)
            wide, high = _reach(rows, y, x)
            taken |= {(y + down, x + right) for down in range(high) for right in range(wide)}
            row.append(Cell(runs(Stretch(text, (number,))), columns=wide, rows=high))
        found.append(tuple(row))
    return tuple(found)


def _reach(rows: Sequence[Row], y: int, x: int) -> tuple[int, int]:
    cells = rows[y][1]
    wide = 1
    while x + wide < len(cells) and cells[x + wide] == LEFT:
        wide += 1
    high = 1
    while y + high < len(rows) and rows[y + high][1][x : x + wide] in ([ABOVE] * wide, [ABOVE, *[LEFT] * (wide - 1)]):
        high += 1
    return wide, high
