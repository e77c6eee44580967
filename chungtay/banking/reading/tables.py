"""A file of a bank as a table: rows of cells, whatever it was written with."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, TypeVar

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from chungtay.core.errors import RuleBroken

V = TypeVar("V")
Cell = str | float | date
Table = list[list[Cell]]
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 60
_MOST_SHEETS: Final = 8


def tables_of(content: bytes) -> Iterator[Table]:
    """Each way in which the file may be meant: its sheets, or its text cut at semicolons, tabs, commas. Row 1 is the first of a table."""
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        yield from _sheets(content)
    else:
        yield from _cuts(_decoded(content))


def _sheets(content: bytes) -> Iterator[Table]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for place in range(min(len(book.sheet_names), _MOST_SHEETS)):
            rows = book.get_sheet_by_index(place).iter_rows()
            yield [[_cell(value) for value in row[:MOST_COLUMNS]] for row in _bounded(rows)]
    except (CalamineError, OSError, ValueError) as error:
        raise RuleBroken(_("Tệp Excel này hỏng hoặc có mật khẩu. Xin tải lại từ ngân hàng, hoặc mở ra và lưu lại thành .xlsx.")) from error


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return str(value) if value is not None else ""


def _bounded(rows: Iterator[list[V]]) -> Iterator[list[V]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise RuleBroken(_("Sao kê dài quá: tối đa %(most)s dòng mỗi tệp. Xin chia nhỏ theo tháng.") % {"most": "200.000"})
        yield row


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 by their marks; else UTF-8 if it is that, else the Vietnamese code page of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", errors="replace")


def _cuts(text: str) -> Iterator[Table]:
    for mark in (";", "\t", ","):
        if mark in text:
            try:
                rows: Table = [list(row[:MOST_COLUMNS]) for row in _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=mark))]
            except csv.Error as error:
                raise RuleBroken(_("Tệp CSV này hỏng. Xin tải lại từ ngân hàng.")) from error
            yield rows
