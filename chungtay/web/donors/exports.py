"""The list as an Excel book: exactly the donors that the page shows under the same address, for those who work with them."""

from tempfile import TemporaryFile
from typing import IO, Final

import xlsxwriter
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.core.sheets import FONT, HEAD, PLAIN, Column, set_page, write_head, write_row
from chungtay.donors.models import Donor, DonorQuerySet
from chungtay.donors.published import public_names
from chungtay.files.filetypes import XLSX
from chungtay.web.access import requires
from chungtay.web.donors.listing import BY_NAME, looked_for
from chungtay.web.donors.wording import spoken, wish
from chungtay.web.shell.listing import names_of

MOST_ROWS: Final = 50_000
_AT_ONCE: Final = 500
Line = tuple[Donor, str, str]


def columns() -> list[Column]:
    """Of a Line each: the donor, its unit, its public name today."""
    return [
        Column(_("Tên"), 36, lambda line: line[0].name),
        Column(_("Loại"), 14, lambda line: str(line[0].get_kind_display())),
        Column(_("Mã số thuế"), 16, lambda line: line[0].tax_code),
        Column(_("Người liên hệ"), 24, lambda line: line[0].contact),
        Column(_("Điện thoại"), 16, lambda line: spoken(line[0].phone)),
        Column(_("Thư điện tử"), 28, lambda line: line[0].email),
        Column(_("Địa chỉ"), 36, lambda line: line[0].address),
        Column(_("Nhà tài trợ muốn"), 28, lambda line: wish(line[0])),
        Column(_("Tên trên trang công khai"), 30, lambda line: line[2]),
        Column(_("Đơn vị phụ trách"), 30, lambda line: line[1]),
        Column(_("Ghi chú"), 40, lambda line: line[0].note),
        Column(_("Ngày ghi"), 12, lambda line: clock.day_of(line[0].recorded_at)),
    ]


@require_safe
@requires(Can.RECORD_SUPPORT)
def book(request: HttpRequest) -> HttpResponseBase:
    """Half a list in a file would be taken for the whole: more than a file holds is not begun."""
    rows = looked_for(request, Can.RECORD_SUPPORT)[1]
    if rows.order_by()[: MOST_ROWS + 1].count() > MOST_ROWS:
        sentence = _("Danh sách có hơn %(most)s nhà tài trợ, nhiều hơn một tệp chứa được. Xin lọc bớt.")
        messages.warning(request, sentence % {"most": grouped(MOST_ROWS)})
        return redirect(f"{reverse('donors:list')}?{request.GET.urlencode()}")
    name = f"nha-tai-tro-{clock.today().isoformat()}.xlsx"
    return FileResponse(_book(rows), as_attachment=True, filename=name, content_type=XLSX.media_type)


def _book(rows: DonorQuerySet) -> IO[bytes]:
    """An open file at its beginning."""
    file, shown, number = TemporaryFile(), columns(), 0  # noqa: SIM115 — the response closes it
    with xlsxwriter.Workbook(file, PLAIN) as made:
        sheet = made.add_worksheet(_("Nhà tài trợ"))
        set_page(sheet, shown, head=0, last_head=0)
        write_head(sheet, 0, shown, made.add_format(HEAD))
        words = made.add_format(FONT | {"text_wrap": True})
        days = made.add_format(FONT | {"num_format": "dd/mm/yyyy"})
        pks = list(rows.order_by(*BY_NAME).values_list("pk", flat=True))
        for start in range(0, len(pks), _AT_ONCE):
            for line in _lines(pks[start : start + _AT_ONCE]):
                number += 1
                write_row(sheet, number, [column.value(line) for column in shown], words=words, days=days, numbers=words)
        sheet.autofilter(0, 0, 0, len(shown) - 1)
    file.seek(0)
    return file


def _lines(pks: list[int]) -> list[Line]:
    donors = list(Donor.objects.filter(pk__in=pks).order_by(*BY_NAME))
    units, public = names_of({donor.kept_by_id for donor in donors}), public_names(pks, clock.today())
    return [(donor, units[donor.kept_by_id], public[donor.pk]) for donor in donors]
