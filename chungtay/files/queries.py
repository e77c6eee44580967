"""What a door needs to hand a file out, after it has asked who may see what the file belongs to."""

import hashlib
from dataclasses import dataclass
from typing import Final

from django.core.files.base import File
from django.db.models.fields.files import FieldFile

from chungtay.files.filetypes import JPEG
from chungtay.files.models import Attachment, Photo

CACHE_CONTROL: Final = "private, max-age=31536000, immutable"  # what is kept never changes; only the reader's own browser may hold it


@dataclass(frozen=True, slots=True)
class HandedOut:
    """An open file and what the answer says of it: FileResponse(file, as_attachment=not is_inline, filename=name, content_type=media_type).

    `is_inline`: may stand within a page (a picture drawn by us); anything else is for the reader's disk alone. `tag` is for the ETag.
    """

    file: File  # type: ignore[type-arg]  # what the storage opens
    name: str
    media_type: str
    tag: str
    is_inline: bool


def photo_handed_out(photo: Photo, *, is_small: bool = False) -> HandedOut | None:
    """The photo or its preview; None where its file is gone from the storage."""
    opened = _opened(photo.thumb if is_small else photo.file)
    if opened is None:
        return None
    tag = f"{photo.sha256}-{'s' if is_small else 'l'}"
    return HandedOut(opened, f"anh-{photo.sha256[:12]}.jpg", JPEG.media_type, tag, is_inline=True)


def attachment_handed_out(attachment: Attachment) -> HandedOut | None:
    """The file if it still is what was sent; None where it is gone or its bytes are not those of its hash."""
    opened = _opened(attachment.file)
    if opened is None:
        return None
    if hashlib.file_digest(opened, "sha256").hexdigest() != attachment.sha256:
        opened.close()
        return None
    opened.seek(0)
    return HandedOut(opened, attachment.name, attachment.media_type, attachment.sha256, is_inline=False)


def _opened(field: FieldFile) -> File | None:  # type: ignore[type-arg]
    try:
        return field.storage.open(str(field.name), "rb")
    except FileNotFoundError:
        return None
