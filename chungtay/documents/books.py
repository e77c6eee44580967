"""The registers as Excel books, on the columns of phụ lục IV: made row by row, so that a year costs no more memory than a day."""

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from chungtay.core.sheets import FONT, HEAD, PLAIN, Column, set_page, write_head, write_row
from chungtay.documents.models import IncomingDocument, OfficialDocument


def outgoing_columns() -> list[Column]:
    """Sổ đăng ký văn bản đi: ten columns (phụ lục IV, mục II)."""
    return [
        Column(_("Số, ký hiệu văn bản"), 18, lambda paper: paper.symbol),
        Column(_("Ngày tháng văn bản"), 12, lambda paper: paper.issued_on),
        Column(_("Tên loại và trích yếu nội dung văn bản"), 46, lambda paper: paper.title),
        Column(_("Người ký"), 20, lambda paper: paper.signer),
        Column(_("Nơi nhận văn bản"), 32, lambda paper: paper.recipients),
        Column(_("Đơn vị, người nhận bản lưu"), 14, lambda paper: paper.archive),
        Column(_("Số lượng bản"), 9, lambda paper: _sent(paper).copies if _sent(paper) else None),
        Column(_("Ngày chuyển"), 12, lambda paper: _sent(paper).sent_on if _sent(paper) else None),
        Column(_("Ký nhận"), 16, lambda paper: _sent(paper).received_by if _sent(paper) else ""),
        Column(_("Ghi chú"), 24, note_of),
    ]


def incoming_columns() -> list[Column]:
    """Sổ đăng ký văn bản đến, and what the follow-up register asks: due day and outcome (phụ lục IV, mục III)."""
    return [
        Column(_("Ngày đến"), 12, lambda row: row.arrived_on),
        Column(_("Số đến"), 8, lambda row: row.number),
        Column(_("Tác giả"), 26, lambda row: row.sender),
        Column(_("Số, ký hiệu văn bản"), 18, lambda row: row.symbol),
        Column(_("Ngày tháng văn bản"), 12, lambda row: row.issued_on),
        Column(_("Tên loại và trích yếu nội dung văn bản"), 46, lambda row: f"{row.kind} {row.subject}".strip()),
        Column(_("Đơn vị hoặc người nhận"), 20, lambda row: str(row.handler or "")),
        Column(_("Thời hạn giải quyết"), 12, lambda row: row.due_on),
        Column(_("Ngày giải quyết xong"), 12, lambda row: row.settled_on),
        Column(_("Ghi chú"), 28, lambda row: row.outcome),
    ]


def note_of(paper: OfficialDocument) -> str:
    """The note, and what became of the paper."""
    end = {"replaced": paper.replaced_by, "recalled": paper.recalled_by}.get(paper.status)
    became = f"{paper.get_status_display()}: {end.symbol}" if end else ""
    sent = _sent(paper)
    return "; ".join(part for part in (became, sent.note if sent else "") if part)


def _sent(paper: OfficialDocument) -> Any:
    return getattr(paper, "dispatch", None)


def outgoing_book(rows: Iterable[OfficialDocument], *, office: str, period: str) -> IO[bytes]:
    """An open file at its beginning."""
    return _book(rows, outgoing_columns(), title=_("SỔ ĐĂNG KÝ VĂN BẢN ĐI"), office=office, period=period)


def incoming_book(rows: Iterable[IncomingDocument], *, office: str, period: str) -> IO[bytes]:
    return _book(rows, incoming_columns(), title=_("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN"), office=office, period=period)


def _book(rows: Iterable[Any], columns: list[Column], *, title: str, office: str, period: str) -> IO[bytes]:
    file = TemporaryFile()  # noqa: SIM115 — the response closes it
    with xlsxwriter.Workbook(file, PLAIN) as book:
        sheet = book.add_worksheet(_("Sổ"))
        set_page(sheet, columns, head=4, last_head=5)
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        last = len(columns) - 1
        sheet.write_string(0, 0, office, book.add_format(FONT | {"bold": True}))
        for row, text, form in ((1, title, {"bold": True, "font_size": 14}), (2, period, {"italic": True})):
            sheet.merge_range(row, 0, row, last, text, book.add_format(FONT | form | {"align": "center"}))
        count = book.add_format(FONT | {"italic": True, "border": 1, "align": "center"})
        write_head(sheet, 4, columns, book.add_format(HEAD))
        for place in range(len(columns)):
            sheet.write_string(5, place, f"({place + 1})", count)
        words = book.add_format(FONT | {"border": 1, "text_wrap": True})
        days = book.add_format(FONT | {"border": 1, "align": "center", "num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows, 6):
            write_row(sheet, number, [column.value(row) for column in columns], words=words, days=days, numbers=words)
    file.seek(0)
    return file
