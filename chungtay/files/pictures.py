"""From what was sent to a picture of ours: bounded reading, the first look, and the child process that draws it."""

import base64
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from django.core.files.base import File
from django.utils.translation import gettext as _

from chungtay.core.confined import confined
from chungtay.core.errors import RuleBroken
from chungtay.files.filetypes import check_is_picture
from chungtay.files.models import MOST_BYTES, MOST_PIXELS

LARGEST: Final = 15 * 1024 * 1024  # bytes of a photo as it is sent
ACCEPT: Final = "image/jpeg,image/png,image/webp"  # for a form's file input: phones then hand over a JPEG rather than a HEIC
THUMB_PIXELS: Final = 480
THUMB_BYTES: Final = 40_000
MEMORY: Final = 700_000_000  # bytes of address space for 60 megapixels with a transparent part
_WORK: Final = "chungtay.files.drawing:drawn"

Upload = bytes | File  # type: ignore[type-arg]  # of bytes or of nothing known: Django's own uploads say neither


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of ours and its preview; the size in pixels is the JPEG's."""

    jpeg: bytes
    thumb: bytes
    width: int
    height: int


def picture_of(upload: Upload, *, field: str | None = "photo") -> Picture:
    """What was sent, drawn anew: upright, at most 1600 px and 300 KB, without EXIF, place, comment or colour profile.

    Takes about a second for a phone's photo, so that a caller with other things to write calls it before its transaction begins.
    RuleBroken at `field` for a file above 15 MB, for anything but a whole JPEG, PNG or WebP, and above 60 megapixels.
    """
    content = bounded(upload, LARGEST, too_heavy=_("Ảnh nặng %(size)s MB, tối đa %(limit)d MB. Xin chọn ảnh nhẹ hơn."), field=field)
    check_is_picture(content, field=field)
    asked: dict[str, Any] = {"sizes": [(MOST_PIXELS, MOST_BYTES), (THUMB_PIXELS, THUMB_BYTES)]}
    too_costly = _("Ảnh này quá lớn nên không mở được. Xin chụp lại ở cỡ ảnh nhỏ hơn, hoặc lưu lại thành JPEG.")
    try:
        answer = confined(_WORK, content, asked, too_costly=too_costly, memory=MEMORY)
    except RuleBroken as refusal:
        raise RuleBroken(refusal.sentence, field=field) from None
    jpeg, thumb = (base64.b64decode(each) for each in answer["jpegs"])
    return Picture(jpeg, thumb, answer["width"], answer["height"])


def bounded(upload: Upload, most: int, *, too_heavy: str, field: str | None) -> bytes:
    """The bytes of what was sent, of which no more than `most` ever lie in memory; RuleBroken above, and for an empty file."""
    size = len(upload) if isinstance(upload, bytes) else upload.size
    if size > most:
        raise RuleBroken(too_heavy % {"size": _megabytes(size), "limit": most // 1024 // 1024}, field=field)
    content = upload if isinstance(upload, bytes) else _read(upload, most)
    if not content:
        raise RuleBroken(_("Tệp này rỗng. Xin chọn lại tệp."), field=field)
    return content


def _read(upload: File, most: int) -> bytes:  # type: ignore[type-arg]
    """From its beginning: a form may have looked into it before."""
    upload.seek(0)
    return bytes(upload.read(most))


def _megabytes(size: int) -> str:
    """One decimal, upward: what is above the limit never looks equal to it."""
    tenths = ceil(size * 10 / 1024 / 1024)
    return f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)
