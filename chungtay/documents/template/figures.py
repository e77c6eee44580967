"""Figures in text. A figure is printed between private-use characters until its run is made, so that it stays a figure in bold, in a
heading and in a table; no text from outside may hold such characters."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from chungtay.documents.template.errors import TemplateBroken

OPEN: Final = "\ue000"
CLOSE: Final = "\ue001"
LINE: Final = "\ue002"  # stands before the number of the template's line from which the text comes
_ZERO: Final = 0xE010
DIGITS: Final = "\ue010-\ue019"
# Private use, and what XML cannot carry at all: control characters, lone surrogates, non-characters.
_FOREIGN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A figure as it is printed: `text` for the reader, `mark` the id that every output keeps, `meaning` in words where it comes from.
    `value` is what the text says, for filters and conditions of templates; without it the figure is only text."""

    text: str
    mark: str
    meaning: str = ""
    value: int | Decimal | date | None = None


def refuse_foreign(text: str, *, line: int | None = None) -> None:
    """Raise TemplateBroken where the text holds a character that no paper can carry."""
    if found := _FOREIGN.search(text):
        at = line if line is not None else len(lines_of(text[: found.start()]))
        code = f"U+{ord(found.group()):04X}"
        raise TemplateBroken(_("có ký tự lạ (%(code)s), thường do chép từ tệp khác; xin xóa và gõ lại.") % {"code": code}, line=at)


def numbered(number: int) -> str:
    """The number in private-use digits, which no filter and no reader touches."""
    return "".join(chr(_ZERO + int(digit)) for digit in str(number))


def read_number(digits: str) -> int:
    return int("".join(str(ord(digit) - _ZERO) for digit in digits))


class Marks:
    """The figures of one text in the order of their first printing; `meanings` of their marks."""

    def __init__(self) -> None:
        self._marks: list[str] = []
        self.meanings: dict[str, str] = {}

    def bracketed(self, figure: MarkedText, text: str) -> str:
        """The text between brackets that lead back to the figure."""
        self._marks.append(figure.mark)
        self.meanings.setdefault(figure.mark, figure.meaning)
        return f"{OPEN}{numbered(len(self._marks) - 1)}{text}{CLOSE}"

    def of(self, digits: str) -> str:
        return self._marks[read_number(digits)]


def lines_of(text: str) -> list[str]:
    """The lines as an editor counts them."""
    return re.split(r"\r\n?|\n", text)
