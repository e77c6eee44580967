"""Tables of the text, and the two columns of head and foot. All widths are fixed, in the grid and in every cell: Word reflows the rest."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from chungtay.documents.decree30.form import Role
from chungtay.documents.layout import Cell, Table
from chungtay.documents.press.docx.ooxml import paragraph, twips
from chungtay.documents.press.docx.pen import Pen
from chungtay.documents.press.docx.styles import FRAME, GRID, TABLE_GAP, TINY, aligned_id

_EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell where it stands. `is_below`: it only continues the cell above; `goes_on`: cells below continue it."""

    cell: Cell
    column: int
    columns: int
    is_below: bool = False
    goes_on: bool = False


def two_columns(widths: tuple[float, float], rows: Sequence[tuple[str, str]]) -> str:
    """A frame without lines; each row stays on one page. Cells are whole paragraphs."""
    exact = [twips(width) for width in widths]
    written = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_cell(width, text) for width, text in zip(exact, row, strict=True))}</w:tr>"
        for row in rows
    )
    return _table(FRAME, exact, written)


def grid(table: Table, pen: Pen, *, width: float) -> str:
    """A table over the whole width of the text, with the room after it that also keeps it from growing together with the next."""
    exact = column_widths(table, width)
    head = "".join(_row(row, exact, table, pen, is_head=True) for row in placed(table.head, len(exact)))
    rows = "".join(_row(row, exact, table, pen, is_head=False) for row in placed(table.rows, len(exact)))
    return _table(GRID, exact, head + rows) + paragraph(TABLE_GAP)


def column_widths(table: Table, width: float) -> list[int]:
    """Twips by the shares of the columns; their sum is the width to the twip."""
    total = sum(column.share for column in table.columns)
    edges = [round(twips(width) * share / total) for share in accumulate((column.share for column in table.columns), initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def placed(rows: Iterable[tuple[Cell, ...]], columns: int) -> Iterator[list[Placed]]:
    """Where the cells stand, the way HTML places them; a short row is filled up.

    Raises ValueError for a row with more cells than there are columns: leaving one out would lose its words.
    """
    hanging: dict[int, tuple[int, int]] = {}  # column → rows still below, columns of a cell that began above
    for row in rows:
        here, hanging = _place(deque(row), hanging, columns)
        yield here


def _place(cells: deque[Cell], hanging: dict[int, tuple[int, int]], columns: int) -> tuple[list[Placed], dict[int, tuple[int, int]]]:
    row: list[Placed] = []
    below: dict[int, tuple[int, int]] = {}
    column = 0
    while column < columns:
        if column in hanging:
            left, span = hanging[column]
            here = Placed(_EMPTY, column, span, is_below=True, goes_on=left > 1)
        else:
            cell = cells.popleft() if cells else _EMPTY
            left = cell.rows
            here = Placed(cell, column, cell.columns, goes_on=left > 1)
        if here.goes_on:
            below[column] = (left - 1, here.columns)
        row.append(here)
        column += here.columns
    if cells or column > columns:
        raise ValueError(f"a row is wider than the {columns} columns of its table")
    return row, below


def _row(row: list[Placed], widths: list[int], table: Table, pen: Pen, *, is_head: bool) -> str:
    role = Role.TABLE_HEAD if is_head else Role.TABLE_CELL
    written = ""
    for here in row:
        align = here.cell.align or (None if is_head else table.columns[here.column].align)
        text = paragraph(aligned_id(role, align), pen.runs(here.cell.runs, bold=here.cell.bold))
        more = f'<w:gridSpan w:val="{here.columns}"/>' if here.columns > 1 else ""
        if here.is_below or here.goes_on:
            more += f'<w:vMerge w:val="{"continue" if here.is_below else "restart"}"/>'
        if is_head:
            more += '<w:vAlign w:val="center"/>'
        written += _cell(sum(widths[here.column : here.column + here.columns]), text, more=more)
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * is_head}</w:trPr>{written}</w:tr>"


def _cell(width: int, text: str, *, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{text or paragraph(TINY)}</w:tc>'


def _table(style: str, widths: Sequence[int], rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )
