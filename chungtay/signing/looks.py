"""How a signature looks on paper (Nghị định 30/2020, phụ lục I, II.7c and II.8): the hand's picture between office and name, the seal over
a third of it on its left, or two facts at the head of an annex in a file of its own. Drawn by typst, so that letters stand as in the paper.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from io import BytesIO
from typing import Final

import typst
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, InnerScaling, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.documents.press.letters import FONTS, printable

VIETNAM: Final = timezone(timedelta(hours=7), "+07:00")
LARGEST_PICTURE: Final = 1_000_000  # bytes
WIDEST_PICTURE: Final = 4_000  # pixels
SEAL_WIDTH: Final = 36.0  # millimetres: the real size of an agency's seal, where the picture does not say its own
PICTURE: Final = "picture"
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_METRE_PER_MM: Final = 1000


@dataclass(frozen=True, slots=True)
class Hand:
    """The signer: the picture of the handwritten signature, blue, PNG with a transparent ground."""

    picture: bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """The agency: the picture of its seal, red, in real size, PNG with a transparent ground."""

    picture: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """An annex in a file of its own: number and notation of the document, and when it was signed; no picture."""

    notation: str


Look = Hand | Seal | Stamp


@dataclass(frozen=True, slots=True)
class Size:
    """Millimetres."""

    width: float
    height: float


def size_of(look: Look, *, room: Size) -> Size:
    """How large it is printed: the hand fills the room, the seal keeps its size, the stamp takes one line."""
    if isinstance(look, Stamp):
        return Size(room.width, 5)
    wide, high, per_metre = _measured(look.picture)
    if isinstance(look, Seal):
        width = wide / per_metre * _METRE_PER_MM if per_metre else SEAL_WIDTH
        width = width if 20 <= width <= 60 else SEAL_WIDTH
        return Size(width, width * high / wide)
    scale = min(room.width / wide, room.height / high)
    return Size(wide * scale, high * scale)


def drawn(look: Look, size: Size, *, at: datetime) -> StaticStampStyle:
    """The look as a page that pyHanko lays into the signature's field."""
    data = json.dumps(
        {
            "width": size.width,
            "height": size.height,
            "text": printable(stamp_text(look, at)) if isinstance(look, Stamp) else "",
            "picture": [] if isinstance(look, Stamp) else list(look.picture),
        }
    )
    try:
        page = _typst().compile(_PAGE, format="pdf", sys_inputs={"look": data})
    except typst.TypstError as error:
        raise RuleBroken(_("Không mở được ảnh chữ ký; xin xuất lại ảnh PNG."), field=PICTURE) from error
    assert isinstance(page, bytes)  # one format, one file
    whole = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, inner_content_scaling=InnerScaling.STRETCH_TO_FIT)
    return StaticStampStyle(background=_Drawing(page), background_layout=whole, border_width=0)


class _Drawing(PdfContent):
    """A page of another PDF as the whole of a signature's field."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.page = page

    def render(self) -> bytes:
        assert self.writer is not None  # pyHanko sets it before it draws
        drawing = self.writer.import_page_as_xobject(PdfFileReader(BytesIO(self.page)))
        left, bottom, right, top = drawing.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        self.resources.xobject["/Drawing"] = drawing
        return b"/Drawing Do"


def stamp_text(look: Stamp, at: datetime) -> str:
    """'42/BC-PGDĐT; 05/3/2021 10:20:30 +07:00'."""
    there = at.astimezone(VIETNAM)
    return f"{look.notation}; {format_day(there.date())} {there:%H:%M:%S} +07:00"


_PAGE: Final = b"""
#let look = json(bytes(sys.inputs.look))
#set page(width: look.width * 1mm, height: look.height * 1mm, margin: 0pt, fill: none)
#set text(font: "Tinos", size: 10pt, lang: "vi", fill: black)
#if look.text != "" { align(right + horizon, look.text) } else {
  image(bytes(look.picture), format: "png", width: 100%, height: 100%, fit: "contain")
}
"""


@cache
def _typst() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(font_paths=fonts)


def _measured(picture: bytes) -> tuple[int, int, int]:
    """Width and height in pixels, and pixels per metre (0: not said). Raises RuleBroken for all but a PNG with a transparent ground."""
    chunks = _chunks(picture)
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) < 10:
        raise RuleBroken(_("Ảnh chữ ký phải là tệp PNG, không quá 1 MB."), field=PICTURE)
    width, height, _depth, colour = struct.unpack(">IIBB", chunks[0][1][:10])
    if not 0 < width <= WIDEST_PICTURE or not 0 < height <= WIDEST_PICTURE:
        raise RuleBroken(_("Ảnh chữ ký quá lớn: mỗi chiều không quá %(n)d điểm ảnh.") % {"n": WIDEST_PICTURE}, field=PICTURE)
    if colour not in (4, 6) and not any(name == b"tRNS" for name, _data in chunks):
        raise RuleBroken(_("Ảnh chữ ký phải có nền trong suốt."), field=PICTURE)
    physical = next((data for name, data in chunks if name == b"pHYs" and len(data) == 9 and data[8] == 1), b"")
    return width, height, struct.unpack(">I", physical[:4])[0] if physical else 0


def _chunks(picture: bytes) -> Sequence[tuple[bytes, bytes]]:
    """The parts of a PNG before its pixels."""
    if not picture.startswith(_PNG) or len(picture) > LARGEST_PICTURE:
        return []
    found, at = list[tuple[bytes, bytes]](), len(_PNG)
    while at + 12 <= len(picture):
        length, name = struct.unpack(">I4s", picture[at : at + 8])
        if name == b"IDAT":
            break
        found.append((name, picture[at + 8 : at + 8 + length]))
        at += 12 + length
    return found
