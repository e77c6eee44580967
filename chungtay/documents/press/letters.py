"""Which characters the paper can show.

What people paste (a control character, an emoji, half a letter) must not stop a report, and must not vanish from it: a character that the
type does not have is printed as a box, where everybody sees it.
"""

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from chungtay.documents.press.widths import width

FONTS: Final = Path(__file__).parent / "fonts"
MISSING: Final = "\u25a1"  # □
BREAK: Final = "\u200b"  # a line may end here; it has no width and no ink

_NEVER: Final = re.compile(  # no ink: control characters, soft hyphens, joiners, marks of direction, halves of pairs, no characters
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    r"\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff0-\ufffb\ufffe\uffff]"
)
_PLAIN: Final = re.compile(r"[\n\x20-\x7e\xa0-\u0233\u1ea0-\u1ef9\u2010-\u2026\u20ab]*")  # all letters of Vietnamese among them


def legible(text: str) -> str:
    """Text that any file and any screen can hold: composed letters, one kind of line end, nothing without ink. No output is printed
    without it, so that all say the same words."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _NEVER.sub("", unified))


def printable(text: str) -> str:
    """Legible text in the letters that the vendored type has."""
    clean = legible(text)
    if _PLAIN.fullmatch(clean):
        return clean
    drawn = drawable()
    return "".join(letter if letter == "\n" or ord(letter) in drawn else MISSING for letter in clean)


def breakable(text: str, size: float, *, room: float) -> str:
    """The text with places to break in words that are longer than the room (millimetres); Word breaks such words, too."""
    if width(text, size, bold=True) <= room:
        return text
    return re.sub(r"\S+", lambda word: BREAK.join(word[0]) if width(word[0], size, bold=True) > room else word[0], text)


@cache
def drawable(face: str = "Tinos-Regular.ttf") -> frozenset[int]:
    """The characters that a face of the vendored type has: its table of characters, format 4 (OpenType, cmap)."""
    data = (FONTS / face).read_bytes()
    (tables,) = struct.unpack(">H", data[4:6])
    directory = (struct.unpack(">4sIII", data[12 + 16 * n : 28 + 16 * n]) for n in range(tables))
    start = next(offset for tag, _sum, offset, _length in directory if tag == b"cmap")
    (encodings,) = struct.unpack(">H", data[start + 2 : start + 4])
    found = (struct.unpack(">HHI", data[start + 4 + 8 * n : start + 12 + 8 * n]) for n in range(encodings))
    unicode = start + next(offset for platform, encoding, offset in found if (platform, encoding) == (3, 1))
    (double,) = struct.unpack(">H", data[unicode + 6 : unicode + 8])
    lasts = struct.unpack(f">{double // 2}H", data[unicode + 14 : unicode + 14 + double])
    firsts = struct.unpack(f">{double // 2}H", data[unicode + 16 + double : unicode + 16 + 2 * double])
    return frozenset(letter for first, last in zip(firsts, lasts, strict=True) for letter in range(first, last + 1) if letter != 0xFFFF)
