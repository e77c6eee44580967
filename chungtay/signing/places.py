"""Where on the paper a signature stands: the room that the press leaves between office and name, found by its name in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import PdfFileReader

from chungtay.documents.decree30 import form
from chungtay.documents.press.pdf import SIGNATURE_ROOM
from chungtay.signing.looks import Hand, Look, Size, Stamp, size_of

MM: Final = 72 / 25.4
HAND_ROOM: Final = Size(60, form.SIGNATURE_ROOM - 2)  # ô 7a, 7b, 7c are 60 mm wide in the decree's drawing
STAMP_ROOM: Final = Size(90, 5)
STAMP_TOP: Final = 8.0  # millimetres from the edge of the page (ô 14)
OVER_THE_HAND: Final = 1 / 3  # how much of the hand the seal covers, on its left
_ABOVE: Final = 10.0  # points by which typst sets a destination higher than the thing, so that a reader does not see it cut off
_DEEPEST: Final = 20  # levels of a tree of names


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle on a page, in points from its lower left corner."""

    page: int
    box: tuple[int, int, int, int]

    @property
    def size(self) -> Size:
        left, bottom, right, top = self.box
        return Size((right - left) / MM, (top - bottom) / MM)


def field_for(reader: PdfFileReader, look: Look) -> Field | None:
    """Where the look goes; None where the paper has no room for it (a file that our press did not print): the signature is then unseen."""
    if isinstance(look, Stamp):
        return _boxed(0, form.PAGE_WIDTH - form.MARGIN_RIGHT - STAMP_ROOM.width, STAMP_TOP, STAMP_ROOM, _height(reader, 0))
    room = _room(reader)
    if room is None:
        return None
    page, left, top = room
    middle = (left + form.PAGE_WIDTH - form.MARGIN_RIGHT) / 2
    size = size_of(look, room=HAND_ROOM)
    upper = top + (form.SIGNATURE_ROOM - size.height) / 2
    if isinstance(look, Hand):
        return _boxed(page, middle - size.width / 2, upper, size, _height(reader, page))
    hand = _hand_on(reader, page) or (middle - HAND_ROOM.width / 3, HAND_ROOM.width * 2 / 3)
    return _boxed(page, hand[0] + hand[1] * OVER_THE_HAND - size.width, upper, size, _height(reader, page))


def _boxed(page: int, left: float, top: float, size: Size, height: float) -> Field:
    lower = height - top - size.height
    return Field(page, (round(left * MM), round(lower * MM), round((left + size.width) * MM), round((lower + size.height) * MM)))


def _room(reader: PdfFileReader) -> tuple[int, float, float] | None:
    """The page, and the room's upper left corner in millimetres from the page's."""
    for name, target in _destinations(reader):
        if name != SIGNATURE_ROOM:
            continue
        place = target.get("/D") if isinstance(target, DictionaryObject) else target
        if not isinstance(place, ArrayObject) or len(place) < 4 or place[1] != "/XYZ":
            return None
        reference = place.raw_get(0)
        for page in range(_pages(reader)):
            if isinstance(reference, IndirectObject) and reader.find_page_for_modification(page)[0].reference == reference.reference:
                return page, float(place[2]) / MM, _height(reader, page) - (float(place[3]) - _ABOVE) / MM
    return None


def _destinations(reader: PdfFileReader) -> Iterator[tuple[str, Any]]:
    names = reader.root.get("/Names", {})
    if "/Dests" in names:
        yield from _leaves(names["/Dests"], _DEEPEST)


def _leaves(node: Any, depth: int) -> Iterator[tuple[str, Any]]:
    listed = node.get("/Names", [])
    for at in range(0, len(listed) - 1, 2):
        yield str(listed[at]), listed[at + 1]
    for child in node.get("/Kids", []) if depth else []:
        yield from _leaves(child, depth - 1)


def _pages(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _height(reader: PdfFileReader, page: int) -> float:
    """Of the page in millimetres."""
    found = reader.find_page_for_modification(page)[0].get_object()
    box = found.get("/MediaBox") or [0, 0, 0, form.PAGE_HEIGHT * MM]
    return float(box[3]) / MM


def _hand_on(reader: PdfFileReader, page: int) -> tuple[float, float] | None:
    """Left edge and width of the signature that stands on the page already, in millimetres."""
    for signature in reader.embedded_regular_signatures:
        box = signature.sig_field.get("/Rect")
        if box and float(box[2]) > float(box[0]) and _stands_on(reader, signature.sig_field, page):
            return float(box[0]) / MM, (float(box[2]) - float(box[0])) / MM
    return None


def _stands_on(reader: PdfFileReader, widget: DictionaryObject, page: int) -> bool:
    reference = widget.raw_get("/P") if "/P" in widget else None
    return isinstance(reference, IndirectObject) and reader.find_page_for_modification(page)[0].reference == reference.reference
