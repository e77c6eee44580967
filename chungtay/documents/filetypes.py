"""What a file is, by how it is built and never by its name: PDF, Word (.docx) or JPEG, the three that an office receives (Điều 5, 25).

The parse looks at structure only and unpacks nothing, so that a file costs no more than its own bytes.
"""

import io
import zipfile
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
XLSX: Final = FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")  # what we make, not what we take
TYPES: Final = {kind.extension: kind for kind in (PDF, DOCX, JPEG)}


def recognised(content: bytes, *, field: str | None = "file") -> FileType:
    """The type of the file; RuleBroken at `field` for anything else, for an empty file and for one above 20 MB."""
    if not content:
        raise RuleBroken(_("Tệp này rỗng."), field=field)
    if len(content) > LARGEST:
        raise RuleBroken(_("Tệp lớn quá: tối đa 20 MB."), field=field)
    if content.startswith(_OLD_OFFICE):
        raise RuleBroken(_("Tệp Word kiểu cũ (.doc) hoặc có mật khẩu. Xin lưu lại thành .docx không mật khẩu, hoặc PDF."), field=field)
    for kind, is_one in ((PDF, _is_pdf), (DOCX, _is_docx), (JPEG, _is_jpeg)):
        if is_one(content):
            return kind
    raise RuleBroken(_("Tệp này không phải PDF, Word (.docx) hay ảnh JPEG còn nguyên vẹn."), field=field)


def _is_pdf(content: bytes) -> bool:
    tail = content[-2048:]
    return content.startswith(b"%PDF-") and b"startxref" in tail and b"%%EOF" in tail


def _is_docx(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return len(names) <= _MOST_PARTS and {"[Content_Types].xml", "word/document.xml"} <= set(names)


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
