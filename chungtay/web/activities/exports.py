"""The list as an Excel book: exactly the activities that the page shows under the same address, row by row."""

from collections.abc import Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO, Final

import xlsxwriter
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.activities.enums import MoneySource
from chungtay.activities.models import Activity
from chungtay.activities.queries import Where, export_rows
from chungtay.activities.rules import ActivityForm, Counted, form_of
from chungtay.core import clock
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.sheets import FONT, HEAD, PLAIN, Cell, Column, set_page, write_head, write_row
from chungtay.files.filetypes import XLSX
from chungtay.indicators.enums import By
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Output
from chungtay.web.access import person, requires
from chungtay.web.activities.listing import looked_for
from chungtay.web.activities.wording import counted, kind_of, output_label, programmes_by_id

MOST_ROWS: Final = 50_000
Line = tuple[Activity, Where, ActivityForm, Programme]


def columns(programmes: Mapping[int, Programme]) -> list[Column]:
    """Of a Line each: what was done, then every number in a column of its own. A number that is no exact one keeps its word."""
    outputs = {output.code: output for programme in programmes.values() for output in programme.pack.outputs}
    return [
        Column(_("Mã"), 10, lambda line: line[0].code),
        Column(_("Chương trình"), 24, lambda line: line[3].name),
        Column(_("Loại hoạt động"), 24, lambda line: kind_of(line[0].kind, line[3].pack).name),
        Column(_("Việc đã làm"), 40, lambda line: line[0].title),
        Column(_("Từ ngày"), 12, lambda line: line[0].started_on),
        Column(_("Đến hết ngày"), 12, lambda line: line[0].ended_on),
        Column(_("Đơn vị"), 30, lambda line: line[1].unit),
        Column(_("Thuộc"), 34, lambda line: ", ".join(line[1].above)),
        Column(_("Nơi làm"), 24, lambda line: line[0].place),
        Column(_("Phối hợp với"), 30, lambda line: line[0].partners),
        Column(_("Số người"), 12, lambda line: _cell(line[2].people)),
        *(_part(by) for by in By),
        *(_output(output) for output in outputs.values()),
        *(_money(source) for source in MoneySource),
        Column(_("Kể thêm"), 50, lambda line: line[0].story),
        Column(_("Tình trạng"), 12, lambda line: str(line[0].get_status_display())),
        Column(_("Lý do rút"), 30, lambda line: line[0].end_reason),
        Column(_("Người ghi"), 24, lambda line: str(line[0].recorded_by or "")),
        Column(_("Ngày ghi"), 12, lambda line: clock.day_of(line[0].recorded_at)),
    ]


def _part(by: By) -> Column:
    return Column(str(by.label), 14, lambda line: _cell(line[2].parts.get(by)))


def _money(source: MoneySource) -> Column:
    return Column(_("%(source)s (đồng)") % {"source": source.label}, 18, lambda line: _cell(line[2].money.get(source)))


def _output(output: Output) -> Column:
    return Column(output_label(output), 16, lambda line: _cell(line[2].outputs.get(output.code)))


def _cell(number: Counted | None) -> Cell:
    if number is None:
        return None
    return number.value if number.estimate == Estimate.EXACT else counted(*number)


@require_safe
@requires(Can.SEE_NEEDS)
def book(request: HttpRequest) -> HttpResponseBase:
    """Half a list in a file would be taken for the whole: more than a file holds is not begun."""
    programmes, today = programmes_by_id(), clock.today()
    rows = looked_for(request, person(request), programmes, today)[2]
    if rows.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        sentence = _("Danh sách có hơn %(most)s hoạt động, nhiều hơn một tệp chứa được. Xin lọc bớt, ví dụ theo xã hoặc theo ngày.")
        messages.warning(request, sentence % {"most": grouped(MOST_ROWS)})
        return redirect(f"{reverse('activities:list')}?{request.GET.urlencode()}")
    name = f"hoat-dong-{today.isoformat()}.xlsx"
    return FileResponse(_book(rows, programmes), as_attachment=True, filename=name, content_type=XLSX.media_type)


def _lines(rows: QuerySet[Activity], programmes: Mapping[int, Programme]) -> Iterator[Line]:
    for activity, place in export_rows(rows):
        yield activity, place, form_of(activity), programmes[activity.programme_id]


def _book(rows: QuerySet[Activity], programmes: Mapping[int, Programme]) -> IO[bytes]:
    """An open file at its beginning."""
    file, shown = TemporaryFile(), columns(programmes)  # noqa: SIM115 — the response closes it
    with xlsxwriter.Workbook(file, PLAIN) as made:
        sheet = made.add_worksheet(_("Hoạt động"))
        set_page(sheet, shown, head=0, last_head=0)
        write_head(sheet, 0, shown, made.add_format(HEAD))
        words = made.add_format(FONT | {"text_wrap": True})
        days = made.add_format(FONT | {"num_format": "dd/mm/yyyy"})
        numbers = made.add_format(FONT | {"num_format": "#,##0"})
        for number, line in enumerate(_lines(rows, programmes), 1):
            write_row(sheet, number, [column.value(line) for column in shown], words=words, days=days, numbers=numbers)
        sheet.autofilter(0, 0, 0, len(shown) - 1)
    file.seek(0)
    return file
