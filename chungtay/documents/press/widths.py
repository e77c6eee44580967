"""How long a line is in Times New Roman (and in its twin Tinos), for what must fit the words: rules under them, centred lines of like
length. Word itself cannot be asked."""

import unicodedata
from functools import cache
from typing import Final

_HORN: Final = "\u031b"  # ơ, ư are letters of their own, with widths of their own
_REGULAR: Final = {  # thousandths of the size; italics are much the same
    180: "'",
    250: " \u00a0.,",
    278: "ijlt;:/",
    333: "Ifr-()![]‘’",
    389: "Js",
    408: '"',
    444: "acez“”?",
    529: "ơ",
    542: "ư",
    556: "FPS",
    564: "+<=>×",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐƠ",
    776: "Ư",
    778: "m&",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "—…",
}
_BOLD: Final = {
    250: " \u00a0.,",
    278: "il/'",
    333: "fjt;:-()![]‘’",
    389: "Is",
    444: "cerz",
    554: "ơ",
    555: '"',
    556: "Sbdhknpquđ",
    570: "+<=>×",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQƠ",
    796: "Ư",
    833: "m&",
    930: "@",
    944: "M",
    1000: "W%—…",
}
_OTHERS: Final = 500  # most small letters, all figures
_FACES: Final = {
    is_bold: {letter: width for width, letters in face.items() for letter in letters}
    for is_bold, face in ((False, _REGULAR), (True, _BOLD))
}
_STEP: Final = 1.0  # millimetres: how finely lines are evened out
_SLACK: Final = 1.5  # millimetres left free, so that another program's rounding does not start another line


@cache
def _width(letter: str, is_bold: bool) -> int:
    apart = unicodedata.normalize("NFD", letter)
    return _FACES[is_bold].get(unicodedata.normalize("NFC", apart[0] + _HORN) if _HORN in apart else apart[0], _OTHERS)


def width(text: str, size: float, *, bold: bool) -> float:
    """Millimetres of the text on one line, at this size in points."""
    return sum(_width(letter, bold) for letter in unicodedata.normalize("NFC", text)) / 1000 * size * 25.4 / 72


def lines(text: str, size: float, *, bold: bool, room: float) -> list[float]:
    """The lengths of the lines of a paragraph in a column of `room` millimetres; a word longer than the room has a line of its own."""
    found: list[float] = []
    space = width(" ", size, bold=bold)
    for line in text.split("\n"):
        length = 0.0
        for word in line.split(" "):
            wide = width(word, size, bold=bold)
            if length and length + space + wide > room:
                found.append(length)
                length = wide
            else:
                length += (space if length else 0.0) + wide
        found.append(length)
    return found


def evened(text: str, size: float, *, bold: bool, room: float) -> float:
    """The least room in which the paragraph has no more lines than in the whole: centred lines of like length, no last word alone."""
    count = len(lines(text, size, bold=bold, room=room))
    if count == 1:
        return room
    narrow = room
    while narrow > room / 2 and len(lines(text, size, bold=bold, room=narrow - _STEP)) == count:
        narrow -= _STEP
    return min(room, narrow + _SLACK)
