"""How long a line of bold text is, so that a rule under it can be as long as the decree wants. Word itself cannot be asked."""

import unicodedata
from functools import cache
from typing import Final

_HORN: Final = "\u031b"  # ơ, ư are letters of their own, with widths of their own
_THOUSANDTHS: Final = {  # of the size: Times New Roman Bold and its twin Tinos Bold
    250: " \u00a0.,",
    278: "il/'",
    333: "fjt;:-()",
    389: "Is",
    444: "cerz",
    500: "Jagovxy0123456789“”–",
    554: "ơ",
    556: "Sbdhknpquđ",
    600: "ư",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQƠ",
    796: "Ư",
    833: "m&",
    944: "M",
    1000: "W%",
}
_WIDTHS: Final = {letter: width for width, letters in _THOUSANDTHS.items() for letter in letters}


@cache
def _width(letter: str) -> int:
    apart = unicodedata.normalize("NFD", letter)
    return _WIDTHS.get(unicodedata.normalize("NFC", apart[0] + _HORN) if _HORN in apart else apart[0], 500)


def bold_width(text: str, size: float) -> float:
    """Millimetres of the text on one line, at this size in points."""
    return sum(_width(letter) for letter in unicodedata.normalize("NFC", text)) / 1000 * size * 25.4 / 72
