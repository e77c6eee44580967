"""What the presses must know of runs and tables before they print them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chungtay.documents.layout import Cell, Runs


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
