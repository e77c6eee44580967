"""Tables as Excel books: made row by row, so that a year costs no more memory than a day, and no cell runs as a formula."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

PLAIN: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
HEAD: Final = FONT | {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
_LONGEST: Final = 32_000  # what Excel holds in one cell, rounded down
_A4: Final = 9
Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; `value` of what a row is made of."""

    title: str
    width: int
    value: Callable[[Any], Cell]


def set_page(sheet: Worksheet, columns: Sequence[Column], *, head: int, last_head: int) -> None:
    """A4 landscape, the rows `head` to `last_head` on every page and always in sight."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.set_row(head, 34)
    sheet.freeze_panes(last_head + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.repeat_rows(head, last_head)
    sheet.set_footer("&C&P/&N")


def write_head(sheet: Worksheet, row: int, columns: Sequence[Column], form: Format) -> None:
    for place, column in enumerate(columns):
        sheet.write_string(row, place, column.title, form)


def write_row(sheet: Worksheet, row: int, values: Sequence[Cell], *, words: Format, days: Format, numbers: Format) -> None:
    """Each value in the form of its sort."""
    for place, value in enumerate(values):
        if isinstance(value, date):
            sheet.write_datetime(row, place, value, days)
        elif isinstance(value, int):
            sheet.write_number(row, place, value, numbers)
        else:
            sheet.write_string(row, place, (value or "")[:_LONGEST], words)
