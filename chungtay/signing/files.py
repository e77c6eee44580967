"""A PDF from outside: opened within bounds, or one sentence that says why not."""

from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from chungtay.core.errors import RuleBroken

LARGEST_PDF: Final = 20 * 1024 * 1024  # bytes
PDF: Final = "pdf"  # the form field that refusals name
_HEAD: Final = 1024  # where readers look for the sign of a PDF
# What readers of PDF raise on files that are none: their own errors, and those of Python on data that is not what it says.
BROKEN: Final = (PdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, NotImplementedError)


def open_pdf(pdf: bytes) -> PdfFileReader:
    """The file, strictly read where it allows it. Raises RuleBroken for what is no PDF, too large, encrypted or damaged."""
    refuse_other_files(pdf)
    reader = _read(pdf)
    if reader.encrypted:
        raise RuleBroken(_("Tệp PDF này có mật khẩu hoặc bị khóa; xin dùng tệp chưa khóa."), field=PDF)
    return reader


def refuse_other_files(pdf: bytes) -> None:
    """Raise RuleBroken for what is too large or shows at once that it is no PDF."""
    if len(pdf) > LARGEST_PDF:
        raise RuleBroken(_("Tệp quá lớn: tối đa %(n)d MB.") % {"n": LARGEST_PDF // 1024 // 1024}, field=PDF)
    if b"%PDF-" not in pdf[:_HEAD]:
        raise RuleBroken(_("Tệp này không phải PDF."), field=PDF)


def _read(pdf: bytes) -> PdfFileReader:
    for strict in (True, False):
        try:
            reader = PdfFileReader(BytesIO(pdf), strict=strict)
            if reader.encrypted or reader.root["/Pages"]["/Count"] > 0:
                return reader
        except BROKEN:
            continue
    raise damaged()


def damaged() -> RuleBroken:
    return RuleBroken(_("Tệp PDF này đã hỏng, không đọc được."), field=PDF)
