"""Small true files of each type, pictures with a past, and files that only look like them."""

import io
import struct
import zipfile
from typing import Any, Final

from PIL import Image

A_PDF: Final = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nstartxref\n9\n%%EOF\n"
A_SCRIPT: Final = b"<script>alert(1)</script>"
A_HEIC: Final = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 200
AN_SVG: Final = b'<?xml version="1.0"?><svg xmlns="x"><script>alert(1)</script></svg>'
A_LIE: Final = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + A_SCRIPT + b"\xff\xd9"
CAMERA: Final = "May anh cua co Lan"
_MAKE, _ORIENTATION, _GPS = 0x010F, 0x0112, 0x8825


def an_office_file(part: str, *more: str) -> bytes:
    """A package with the part that makes it Word's or Excel's."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in ("[Content_Types].xml", part, *more):
            package.writestr(name, "<x/>")
    return file.getvalue()


def a_docx() -> bytes:
    return an_office_file("word/document.xml")


def an_xlsx() -> bytes:
    return an_office_file("xl/workbook.xml")


def a_jpeg(*, width: int = 8, height: int = 8) -> bytes:
    """Start, size, picture, end: the structure of one, but no picture."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + b"\xff\xc0" + struct.pack(">H", len(frame) + 2) + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


def a_photo(width: int = 64, height: int = 48, *, orientation: int = 1, **more: Any) -> bytes:
    """A phone's JPEG, red at its left and blue at its right edge as it lies in the file, with camera, place and a script as comment."""
    exif = Image.Exif()
    exif[_MAKE], exif[_ORIENTATION] = CAMERA, orientation
    exif.get_ifd(_GPS).update({1: "N", 2: (21.0, 23.0, 0.0), 3: "E", 4: (103.0, 1.0, 0.0)})
    return drawn_as("JPEG", _red_and_blue(width, height), exif=exif.tobytes(), comment=A_SCRIPT, **more)


def a_noisy_photo(width: int, height: int) -> bytes:
    """What no JPEG makes small."""
    channels = [Image.effect_noise((width, height), 120) for _ in range(3)]
    return drawn_as("JPEG", Image.merge("RGB", channels), quality=80)


def a_png(width: int = 64, height: int = 48, *, mode: str = "RGBA") -> bytes:
    """Red and blue, or wholly transparent where the mode has alpha."""
    if mode == "RGBA":
        return drawn_as("PNG", Image.new(mode, (width, height), (0, 0, 0, 0)))
    if mode == "I;16":
        return drawn_as("PNG", Image.new(mode, (width, height), 0x8000))
    return drawn_as("PNG", _red_and_blue(width, height).convert(mode))


def a_webp(width: int = 64, height: int = 48) -> bytes:
    return drawn_as("WEBP", _red_and_blue(width, height))


def a_bomb() -> bytes:
    """A PNG of a few KB that unpacks to 400 megapixels."""
    return drawn_as("PNG", Image.new("1", (20_000, 20_000)))


def drawn_as(kind: str, picture: Image.Image, **more: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def seen(jpeg: bytes) -> Image.Image:
    """A picture as a reader's program opens it."""
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    return picture


def _red_and_blue(width: int, height: int) -> Image.Image:
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    return picture
