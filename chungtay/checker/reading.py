"""The reading: a .docx as paragraphs with what they look like in the end, in the order in which they are read, whoever made the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from chungtay.checker.ooxml import Element, W, count_of, mm, truth, twips, value
from chungtay.checker.package import Package
from chungtay.documents.layout import Align

SINGLE: Final = 240.0  # twips of w:line that are single spacing
FONT_HEIGHT: Final = 1.15  # height of a single line of Times New Roman in relation to its size


class Zone(Enum):
    BODY = "body"
    CELL = "cell"
    BOX = "box"  # a text box
    HEADER = "header"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Look:
    """A run in the end: size in points, colour as six hex digits or "auto"."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = "auto"
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int
    look: Look


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a paragraph stands: in which table (0 none, numbered in order), row and column, and how many columns the row has."""

    zone: Zone
    table: int = 0
    row: int = 0
    column: int = 0
    columns: int = 1


@dataclass(slots=True)
class Para:
    """One paragraph. `label` the automatic number or bullet; lengths in millimetres, spacing in points; `line` in single lines.
    `number` counts the paragraphs with text, as a person counts them; `page` is 0 where the file does not say."""

    element: Element
    part: str
    spot: Spot
    text: str
    spans: tuple[Span, ...]
    label: str = ""
    label_level: Element | None = None
    align: Align = Align.LEFT
    first: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    is_contextual: bool = False
    style: str = ""
    has_border: bool = False
    lines_drawn: int = 0
    has_page_field: bool = False
    breaks_page: bool = False
    section: int = 0
    number: int = 0
    page: int = 0

    @property
    def full(self) -> str:
        """As on paper: the automatic number too."""
        return f"{self.label} {self.text.strip()}" if self.label else self.text.strip()


@dataclass(slots=True)
class Header:
    """The header or footer of one kind of page ("default", "first", "even")."""

    part: str
    kind: str
    paras: list[Para]

    @property
    def page_number(self) -> Para | None:
        return next((para for para in self.paras if para.has_page_field), None)


@dataclass(slots=True)
class Section:
    """Page set-up in millimetres. `headers` and `footers` by kind of page, those of the section before where it names none."""

    element: Element
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    is_landscape: bool
    has_first: bool  # its first page has header and footer of its own
    number_format: str
    starts_at: int | None
    headers: dict[str, Header] = field(default_factory=dict)
    footers: dict[str, Header] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    package: Package
    paras: list[Para]
    sections: list[Section]
    has_even: bool
    pages: int  # as the program that saved the file counted, at least 1

    def written(self) -> Iterator[Para]:
        """Paragraphs with text."""
        return (para for para in self.paras if para.text.strip())


def section_of(element: Element) -> Section:
    """The page set-up of a w:sectPr, its headers still to be read."""
    size, margins, number = (element.find(W + name) for name in ("pgSz", "pgMar", "pgNumType"))

    def length(of: Element | None, name: str, otherwise: float) -> float:
        found = twips(value(of, name))
        return mm(otherwise if found is None else found)

    start = value(number, "start")
    width, height = length(size, "w", 12240), length(size, "h", 15840)
    return Section(
        element=element,
        width=width,
        height=height,
        top=abs(length(margins, "top", 1440)),
        bottom=abs(length(margins, "bottom", 1440)),
        left=length(margins, "left", 1800) + length(margins, "gutter", 0),
        right=length(margins, "right", 1800),
        is_landscape=width > height,
        has_first=bool(truth(element.find(W + "titlePg"))),
        number_format=value(number, "fmt") or "decimal",
        starts_at=count_of(start, 1) if start else None,
    )
