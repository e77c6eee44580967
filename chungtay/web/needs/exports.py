"""The list as a file: exactly the needs that the page shows under the same address, row by row, so that memory does not grow with it."""

import csv
from collections.abc import Iterator
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Final

import xlsxwriter
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped
from chungtay.core.sheets import FONT, HEAD, PLAIN, Cell, Column, set_page, write_head, write_row
from chungtay.files.filetypes import XLSX
from chungtay.needs.models import Need
from chungtay.needs.queries import Where, export_rows
from chungtay.places.enums import level_labels
from chungtay.programmes.pack import Category
from chungtay.web.access import person, requires
from chungtay.web.needs.listing import looked_for
from chungtay.web.needs.wording import category_of, children_of, programmes_by_id

MOST_ROWS: Final = 50_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Line = tuple[Need, Where, Category, str]  # need, place, category, programme's name


def columns() -> list[Column]:
    """Of a Line each."""
    return [
        Column(_("Mã"), 10, lambda line: line[0].code),
        Column(_("Tình trạng"), 18, lambda line: str(line[0].get_status_display())),
        Column(_("Chương trình"), 20, lambda line: line[3]),
        Column(_("Loại nhu cầu"), 24, lambda line: line[2].name),
        Column(_("Cần gì"), 40, lambda line: line[0].what),
        Column(_("Số lượng"), 10, lambda line: line[0].quantity),
        Column(_("Đơn vị tính"), 12, lambda line: line[0].measure),
        Column(_("Đã đáp ứng"), 10, lambda line: line[0].met_quantity),
        Column(_("Chi phí ước tính (đồng)"), 18, lambda line: line[0].cost_vnd),
        Column(_("Số trẻ được hưởng"), 14, lambda line: children_of(line[0])),
        Column(_("Mức độ"), 18, lambda line: str(line[0].get_urgency_display())),
        Column(_("Lý do cấp bách"), 30, lambda line: line[0].urgency_reason),
        Column(_("Thiếu từ"), 12, lambda line: line[0].since_on),
        Column(_("Trường"), 30, lambda line: line[1].school),
        Column(_("Điểm trường"), 24, lambda line: line[1].site),
        Column(_("Cấp học"), 18, lambda line: ", ".join(level_labels(line[1].levels))),
        Column(_("Xã"), 18, lambda line: line[1].commune),
        Column(_("Tỉnh"), 16, lambda line: line[1].province),
        Column(_("Đường vào"), 18, lambda line: str(line[0].get_road_display())),
        Column(_("Điện"), 18, lambda line: str(line[0].get_grid_display())),
        Column(_("Sóng điện thoại"), 18, lambda line: str(line[0].get_signal_display())),
        Column(_("Cách trung tâm xã (km)"), 12, lambda line: _km(line[0])),
        Column(_("Ngày ghi"), 12, lambda line: line[0].recorded_on),
        Column(_("Ngày gửi"), 12, lambda line: line[0].submitted_on),
        Column(_("Lên bảng kêu gọi"), 12, lambda line: line[0].published_on),
        Column(_("Xác nhận còn cần"), 12, lambda line: line[0].standing_on),
        Column(_("Kể thêm"), 50, lambda line: line[0].story),
    ]


def _km(need: Need) -> str:
    return f"{need.distance_km:f}".replace(".", ",") if need.distance_km is not None else ""


@require_safe
@requires(Can.SEE_NEEDS)
def csv_file(request: HttpRequest) -> HttpResponseBase:
    """Comma-separated with a byte order mark, so that Excel reads Vietnamese; sent while it is made."""
    found = _bounded(request)
    if found is None:
        return _too_many(request)
    answer = StreamingHttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="nhu-cau-{clock.today().isoformat()}.csv"'
    return answer


@require_safe
@requires(Can.SEE_NEEDS)
def book(request: HttpRequest) -> HttpResponseBase:
    found = _bounded(request)
    if found is None:
        return _too_many(request)
    today = clock.today()
    return FileResponse(_book(found), as_attachment=True, filename=f"nhu-cau-{today.isoformat()}.xlsx", content_type=XLSX.media_type)


def _bounded(request: HttpRequest) -> QuerySet[Need] | None:
    """What the page shows; None where it is more than a file may hold."""
    rows = looked_for(request, person(request), programmes_by_id(), clock.today())[2]
    return rows if rows.order_by()[: MOST_ROWS + 1].count() <= MOST_ROWS else None


def _too_many(request: HttpRequest) -> HttpResponseBase:
    """Half a list in a file would be taken for the whole."""
    sentence = _("Danh sách có hơn %(most)s nhu cầu, nhiều hơn một tệp chứa được. Xin lọc bớt, ví dụ theo xã hoặc theo tình trạng.")
    messages.warning(request, sentence % {"most": grouped(MOST_ROWS)})
    query = request.GET.urlencode()
    return redirect(f"{reverse('needs:list')}?{query}")


def _lines(rows: QuerySet[Need]) -> Iterator[Line]:
    programmes = programmes_by_id()
    for need, where in export_rows(rows, on=clock.today()):
        yield need, where, category_of(need, programmes), programmes[need.programme_id].name


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: QuerySet[Need]) -> Iterator[str]:
    writer, shown = csv.writer(_Echo()), columns()
    yield "\ufeff" + writer.writerow([column.title for column in shown])
    for line in _lines(rows):
        yield writer.writerow([_plain(column.value(line)) for column in shown])


def _plain(value: Cell) -> str | int:
    """No cell begins as a formula does: a spreadsheet would run it."""
    if isinstance(value, int):
        return value
    text = format_day(value) if isinstance(value, date) else (value or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _book(rows: QuerySet[Need]) -> IO[bytes]:
    """An open file at its beginning."""
    file, shown = TemporaryFile(), columns()  # noqa: SIM115 — the response closes it
    with xlsxwriter.Workbook(file, PLAIN) as made:
        sheet = made.add_worksheet(_("Nhu cầu"))
        set_page(sheet, shown, head=0, last_head=0)
        write_head(sheet, 0, shown, made.add_format(HEAD))
        words = made.add_format(FONT | {"text_wrap": True})
        days = made.add_format(FONT | {"num_format": "dd/mm/yyyy"})
        numbers = made.add_format(FONT | {"num_format": "#,##0"})
        for number, line in enumerate(_lines(rows), 1):
            write_row(sheet, number, [column.value(line) for column in shown], words=words, days=days, numbers=numbers)
        sheet.autofilter(0, 0, 0, len(shown) - 1)
    file.seek(0)
    return file
