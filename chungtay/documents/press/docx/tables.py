"""Tables of the text, and the two columns of head and foot. All widths are fixed, in the grid and in every cell: Word reflows the rest."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from chungtay.documents.decree30.form import Role
from chungtay.documents.layout import Align, Cell, Table
from chungtay.documents.press.anatomy import placed
from chungtay.documents.press.docx.ooxml import paragraph, twips
from chungtay.documents.press.docx.pen import Pen
from chungtay.documents.press.docx.styles import FRAME, GRID, TABLE_GAP, TINY, aligned_id

_EMPTY: Final = Cell()


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
    head = "".join(_rows(table.head, exact, table, pen, is_head=True))
    rows = "".join(_rows(table.rows, exact, table, pen, is_head=False))
    return _table(GRID, exact, head + rows) + paragraph(TABLE_GAP)


def column_widths(table: Table, width: float) -> list[int]:
    """Twips by the shares of the columns; their sum is the width to the twip."""
    total = sum(column.share for column in table.columns)
    edges = [round(twips(width) * share / total) for share in accumulate((column.share for column in table.columns), initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _rows(rows: Sequence[Sequence[Cell]], widths: list[int], table: Table, pen: Pen, *, is_head: bool) -> Iterator[str]:
    """Word wants a cell in every row: the ones that HTML leaves out under a spanned cell say that they continue it."""
    begun: dict[int, Cell] = {}  # column → the last cell that began there
    for row in placed(rows, len(widths)):
        here = {column: (cell, spans) for column, cell, spans in row}
        written, column = "", 0
        while column < len(widths):
            cell, spans = here.get(column, (None, 0))
            if cell is not None:
                begun[column] = cell
                text = _text(cell, table.columns[column].align, pen, is_head=is_head)
                merged = '<w:vMerge w:val="restart"/>' * (spans > 1)
            else:
                cell, text, merged = begun.get(column, _EMPTY), _text(_EMPTY, None, pen, is_head=is_head), '<w:vMerge w:val="continue"/>'
            span = f'<w:gridSpan w:val="{cell.columns}"/>' * (cell.columns > 1)
            middle = '<w:vAlign w:val="center"/>' * is_head
            written += _cell(sum(widths[column : column + cell.columns]), text, more=span + merged + middle)
            column += cell.columns
        yield f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * is_head}</w:trPr>{written}</w:tr>"


def _text(cell: Cell, align: Align | None, pen: Pen, *, is_head: bool) -> str:
    """Cells of the head stand as the form says, the others as their column, unless a cell says otherwise."""
    style = aligned_id(Role.TABLE_HEAD, cell.align) if is_head else aligned_id(Role.TABLE_CELL, cell.align or align)
    return paragraph(style, pen.runs(cell.runs, bold=cell.bold))


def _cell(width: int, text: str, *, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{text or paragraph(TINY)}</w:tc>'


def _table(style: str, widths: Sequence[int], rows: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )
