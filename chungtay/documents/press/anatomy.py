"""What PDF and screen must know of a sheet before they print it: which pieces are headings, where the cells of a table stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from chungtay.documents.decree30.form import Role
from chungtay.documents.decree30.sheet import Piece, Sheet
from chungtay.documents.layout import Cell, Runs

EVENED: Final = frozenset({Role.PARENT_ISSUER, Role.ISSUER, Role.SUBJECT, Role.LETTER_SUBJECT, Role.ANNEX_TITLE})  # lines of like length
_HEADINGS: Final = (
    (Role.SUBJECT, Role.ANNEX_TITLE),
    (Role.PART_TITLE,),
    (Role.SECTION_TITLE,),
    (Role.ROMAN,),
    (Role.ARTICLE,),
    (Role.CLAUSE_TITLE,),
)


def heading_levels(sheet: Sheet, *, first: int) -> dict[Role, int]:
    """How deep each role of heading lies in this sheet, from `first` down and without a gap, for who listens to it."""
    annexed = (piece for annex in sheet.annexes for piece in (*annex.head, *annex.body))
    used = {piece.role for piece in (*sheet.title, *sheet.body, *annexed) if isinstance(piece, Piece)}
    depths = [roles for roles in _HEADINGS if used.intersection(roles)]
    return {role: depth for depth, roles in enumerate(depths, first) for role in roles}


def placed(rows: Sequence[Sequence[Cell]], columns: int) -> Iterator[list[tuple[int, Cell, int]]]:
    """Where the cells of a table stand; a spanned cell is left out of the rows below it, as in HTML.

    Row by row: (column where the cell begins, cell, rows that it spans, none beyond the last); short rows are filled up with empty cells.

    Raises ValueError for a row with more cells than there is room: leaving one out would lose its words.
    """
    covered = [0] * columns  # how many rows more each column is covered by a cell above
    for number, row in enumerate(rows):
        cells = list(row)
        found: list[tuple[int, Cell, int]] = []
        column = 0
        while column < columns:
            if covered[column]:
                covered[column] -= 1
                column += 1
                continue
            cell = cells.pop(0) if cells else Cell()
            span = min(cell.rows, len(rows) - number)
            if column + cell.columns > columns:
                break
            covered[column : column + cell.columns] = [span - 1] * cell.columns
            found.append((column, cell, span))
            column += cell.columns
        if cells or column != columns:
            raise ValueError(f"a row is wider than the {columns} columns of its table")
        yield found


def without_notes(runs: Runs) -> Runs:
    """The words of a footnote: a note in a note is not for paper."""
    return tuple(replace(run, footnote=()) for run in runs)
