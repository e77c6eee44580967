"""Vietnamese for machines: what two spellings share (fold), and which of two words comes first (sort_key).

Both are stored beside the text, so that search and order are the same on every database and in every locale.
"""

import re
import unicodedata
from typing import Final

# U+00D0 Ð (Icelandic eth) and U+0189 Ɖ look like Đ and are typed for it by old keyboards.
_LOOK_ALIKES: Final = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_WORD: Final = re.compile(r"[^\W_]+")
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SHAPE_MARKS: Final = {"\u0302", "\u0306", "\u031b"}  # â, ă, ơ: marks that make another letter
# The tones in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def clean(text: str) -> str:
    """Text as it is kept: composed (NFC), look-alikes of Đ mended, white space single."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES)).split())


def fold(text: str) -> str:
    """What is left when case, tones, marks, đ and punctuation no longer matter: 'Điện-Biên' → 'dien bien'.

    'hoà' and 'hòa' fold alike because the tone leaves whatever letter carries it.
    """
    if text.isascii():  # as banks write: nothing to take off
        return " ".join(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFD", clean(text).casefold()).replace("đ", "d")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_WORD.findall(letters))


def sort_key(text: str) -> str:
    """A key of digits and lower-case letters whose byte order is Vietnamese order.

    Letters decide first over the whole text (đ after d, ă after a), then tones from left to right, as a dictionary does. Numbers sort
    by size: 'Phường 2' before 'Phường 10'. Digits and a-z only, so that no database collation can reorder it.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in _WORD.findall(clean(text).casefold()):
        if word.isdecimal():
            number = str(int(word))
            letters.append(f"1{chr(ord('a') + min(len(number), 25))}{number}")
            tones.append("0")
            continue
        for letter, tone in _letters(word):
            letters.append(_code(letter))
            tones.append(tone)
        letters.append("0")
    return "".join(letters).rstrip("0") + "00" + "".join(tones).rstrip("0")


def _letters(word: str) -> list[tuple[str, str]]:
    """The word's letters with shape but without tone, each with its tone ('0' = ngang)."""
    found: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(char):
            found.append((char, "0"))
        elif found and char in _SHAPE_MARKS:
            letter, tone = found[-1]
            found[-1] = (unicodedata.normalize("NFC", letter + char), tone)
        elif found and char in _TONES:
            found[-1] = (found[-1][0], _TONES[char])
    return found


def _code(letter: str) -> str:
    """Two characters per letter; a digit inside a word sorts before letters, anything foreign after them."""
    if letter in _ALPHABET:
        index = _ALPHABET.index(letter)
        return f"{chr(ord('a') + index // 6)}{index % 6 + 1}"
    return f"1{letter}" if letter.isascii() else "z9"
