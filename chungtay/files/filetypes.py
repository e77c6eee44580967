"""What a file is, by how it is built and never by its name: PDF, Word (.docx), Excel (.xlsx, .xls), plain text with columns (CSV) or JPEG.

The parse looks at structure only and unpacks nothing, so that a file costs no more than its own bytes.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken

LARGEST: Final = 20 * 1024 * 1024
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls, and every encrypted .docx
_MOST_PARTS: Final = 5_000
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the JPEG segments that give the picture's size


@dataclass(frozen=True, slots=True)
class FileType:
    extension: str
    media_type: str


PDF: Final = FileType("pdf", "application/pdf")
DOCX: Final = FileType("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
JPEG: Final = FileType("jpg", "image/jpeg")
XLSX: Final = FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
XLS: Final = FileType("xls", "application/vnd.ms-excel")
CSV: Final = FileType("csv", "text/csv")
PAPERS: Final = (PDF, DOCX, JPEG)  # what an office receives (Nghị định 30/2020, Điều 5, 25)
ATTACHMENTS: Final = (PDF, DOCX, XLSX, JPEG)
SHEETS: Final = (XLSX, XLS, CSV)  # what banks send
TYPES: Final = {kind.extension: kind for kind in ATTACHMENTS}
_HEIC: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})


def recognised(content: bytes, *, among: tuple[FileType, ...] = PAPERS, field: str | None = "file") -> FileType:
    """The type of the file; RuleBroken at `field` for one that is not `among` these, for an empty file and for one above 20 MB."""
    if not content:
        raise RuleBroken(_("Tệp này rỗng."), field=field)
    if len(content) > LARGEST:
        raise RuleBroken(_("Tệp lớn quá: tối đa 20 MB."), field=field)
    if content.startswith(_OLD_OFFICE) and not (XLS in among and _is_xls(content)):
        raise RuleBroken(_old_office(among), field=field)
    parts = _parts(content)
    if any(name.endswith("/vbaProject.bin") for name in parts):
        raise RuleBroken(_("Tệp có mã lệnh (macro). Xin lưu lại thành .docx, .xlsx hoặc PDF không có macro."), field=field)
    is_one: dict[FileType, Callable[[], bool]] = {
        PDF: lambda: _is_pdf(content),
        DOCX: lambda: "word/document.xml" in parts,
        XLSX: lambda: "xl/workbook.xml" in parts,
        JPEG: lambda: _is_jpeg(content),
        XLS: lambda: _is_xls(content),
        CSV: lambda: _is_text(content),
    }
    found = next((kind for kind in among if is_one[kind]()), None)
    if found is None:
        raise RuleBroken(_none_of(among), field=field)
    return found


def _old_office(among: tuple[FileType, ...]) -> str:
    if XLS in among:
        return _(
            "Tệp Excel này có mật khẩu, có mã lệnh (macro) hoặc không phải bảng tính. Xin mở ra và lưu lại thành .xlsx không mật khẩu."
        )
    if XLSX in among:
        return _("Tệp Word, Excel kiểu cũ (.doc, .xls) hoặc có mật khẩu. Xin lưu lại thành .docx, .xlsx không mật khẩu, hoặc PDF.")
    return _("Tệp Word kiểu cũ (.doc) hoặc có mật khẩu. Xin lưu lại thành .docx không mật khẩu, hoặc PDF.")


def _none_of(among: tuple[FileType, ...]) -> str:
    if CSV in among:
        return _(
            "Tệp này không phải bảng tính Excel (.xlsx, .xls) hay CSV. Xin tải lại tệp từ ngân hàng, hoặc mở ra và lưu lại thành .xlsx."
        )
    if XLSX in among:
        return _("Tệp này không phải PDF, Word (.docx), Excel (.xlsx) hay ảnh JPEG còn nguyên vẹn.")
    return _("Tệp này không phải PDF, Word (.docx) hay ảnh JPEG còn nguyên vẹn.")


def check_is_picture(content: bytes, *, field: str | None) -> None:
    """What people send in a photo's stead, each with its way out; a file that passes may still be broken or a lie."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        sentence = _(
            "Đây là ảnh HEIC của iPhone. Trên iPhone, vào Cài đặt › Camera › Định dạng, chọn “Tương thích nhất” rồi chụp lại; "
            "ảnh đã chụp thì lưu lại thành JPEG, hoặc chụp màn hình ảnh đó."
        )
        raise RuleBroken(sentence, field=field)
    if b"<svg" in content[:2048].lower():
        raise RuleBroken(_("Đây là hình vẽ SVG, không phải ảnh chụp. Xin chọn ảnh JPEG, PNG hay WebP."), field=field)
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) and not (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        raise not_a_picture(field=field)


def not_a_picture(*, field: str | None = None) -> RuleBroken:
    sentence = _("Tệp này không phải ảnh JPEG, PNG hay WebP. Xin chọn ảnh chụp bằng điện thoại hoặc máy ảnh, hoặc chụp lại.")
    return RuleBroken(sentence, field=field)


def _is_xls(content: bytes) -> bool:
    """An old workbook without password or macro; the names of its parts are UTF-16."""
    names = {name: name.encode("utf-16-le") in content for name in ("Workbook", "Book", "_VBA_PROJECT", "EncryptedPackage")}
    is_book = names["Workbook"] or names["Book"]
    return content.startswith(_OLD_OFFICE) and is_book and not names["_VBA_PROJECT"] and not names["EncryptedPackage"]


def _is_text(content: bytes) -> bool:
    """Letters and no markup: what a bank calls .xls is often a page of the web, which is no table of ours."""
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return b"<" not in head[:40]
    controls = sum(byte < 32 and byte not in (9, 10, 13) for byte in head)
    return not controls and not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"%PDF", b"{"))


def _is_pdf(content: bytes) -> bool:
    tail = content[-2048:]
    return content.startswith(b"%PDF-") and b"startxref" in tail and b"%%EOF" in tail


def _parts(content: bytes) -> frozenset[str]:
    """The names within an Office package; none for anything else."""
    if not content.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()
    return names if len(names) <= _MOST_PARTS and "[Content_Types].xml" in names else frozenset()


def _is_jpeg(content: bytes) -> bool:
    """From segment to segment up to the picture itself: a frame with a size must have come before it, and the file must end."""
    if not content.startswith(b"\xff\xd8") or not content.rstrip(b"\0").endswith(b"\xff\xd9"):
        return False
    at, has_size = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            has_size = any(content[at + 5 : at + 7]) and any(content[at + 7 : at + 9])
        if marker == 0xDA:
            return has_size
        if length < 2:
            return False
        at += 2 + length
    return False
