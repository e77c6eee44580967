"""A line: a paragraph, or what stands in it between tabs and line breaks; and what its letters are like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from chungtay.checker.reading import Look, Para

# The letters of Vietnamese for a class of a regular expression; their code points do not stand together.
LOWER: Final = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
UPPER: Final = LOWER.upper()
HYPHENS: Final = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_SEGMENT: Final = re.compile(rf"[^\t\n\f]+?(?=[ \u00a0]{{4,}}[{UPPER}]|[\t\n\f]|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an element: a paragraph, or a stretch of it between tabs and line breaks."""

    para: Para
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.para.text[self.start : self.end]

    @property
    def full(self) -> str:
        """With the automatic number before it."""
        return f"{self.para.label} {self.text.strip()}" if self.para.label and self.start == _lead(self.para.text) else self.text.strip()

    def looks(self) -> Iterator[tuple[Look, int]]:
        """The looks in it, each with the number of its letters (blanks do not count)."""
        for span in self.para.spans:
            letters = self.para.text[max(span.start, self.start) : min(span.end, self.end)]
            count = len(letters) - sum(map(str.isspace, letters))
            if count > 0 and not span.look.raised:
                yield span.look, count


def whole(para: Para) -> Line:
    """The paragraph without blanks at its ends."""
    return Line(para, _lead(para.text), len(para.text.rstrip()))


def segments(para: Para) -> list[Line]:
    """What stands between tabs, line breaks and long blanks."""
    found = []
    for match in _SEGMENT.finditer(para.text):
        if text := match[0].strip(" \u00a0"):
            start = match.start() + match[0].index(text)
            found.append(Line(para, start, start + len(text)))
    return found


def rows(para: Para) -> list[Line]:
    """What stands between line breaks."""
    found = []
    for match in re.finditer(r"[^\n\f]+", para.text):
        if text := match[0].strip():
            start = match.start() + match[0].index(text)
            found.append(Line(para, start, start + len(text)))
    return found


def _lead(text: str) -> int:
    return len(text) - len(text.lstrip())


def is_upper(text: str) -> bool:
    """Capital letters only, but for the small word of a number or bracket."""
    begin = text[:200]
    letters = sum(map(str.isalpha, begin))
    return letters > 0 and sum(map(str.isupper, begin)) >= 0.9 * letters


def is_bold(line: Line) -> bool:
    counted = list(line.looks())
    return sum(count for look, count in counted if look.bold) * 2 > sum(count for _look, count in counted)
