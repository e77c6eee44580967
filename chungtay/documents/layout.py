"""A document as data: what it says, not how it looks. The form (decree30) and the press give it its look.

All text is plain; emphasis and marks belong to runs. A *mark* is an id that every output keeps, so that a figure stays a figure: a content
control in Word, a link on screen.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from chungtay.documents.enums import DocumentKind, Urgency


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one dress; with `footnote`, a reference mark stands after it and the note at the foot of the page."""

    text: str
    bold: bool = False
    italic: bool = False
    mark: str = ""
    footnote: tuple["Run", ...] = ()


Runs = tuple[Run, ...]


def plain(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


class Align(Enum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Level(Enum):
    """The parts of a text, widest first (Nghị định 30/2020, phụ lục I, II.6). Numbers are given by the sheet, never typed."""

    PART = "Phần"  # Phần I, title on a line of its own
    CHAPTER = "Chương"
    SECTION = "Mục"
    ROMAN = "I."  # the sections of a report
    ARTICLE = "Điều"
    CLAUSE = "1."
    POINT = "a)"


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part; the number follows from its place."""

    level: Level
    title: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list, printed with a hyphen (never a bullet)."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `columns` and `rows` how many it spans."""

    runs: Runs = ()
    align: Align | None = None  # None: as the column
    bold: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """`share`: its width in relation to the others."""

    share: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """Head rows are repeated on every page; a spanned cell is left out of the following rows, as in HTML."""

    columns: tuple[Column, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Runs = ()


Block = Heading | Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. `authority` the lines of power and office, upper case (“KT. TRƯỞNG BAN”, “PHÓ TRƯỞNG BAN”); `offices` the signer's office
    elsewhere, for advisory bodies that use another body's seal (“PHÓ CHỦ TỊCH UBND HUYỆN”); `name` without titles."""

    authority: tuple[str, ...]
    name: str = ""
    offices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A phụ lục: pages numbered by themselves; landscape where its table is wide."""

    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """The line at the foot of page 1: address, e-mail, phone …"""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One official document, whole. Empty means that the element is not printed; an empty number or day leaves room for the pen.

    `notation` is what follows the number: "BC-PGDĐT" in "Số: 05/BC-PGDĐT". `bases` are the căn cứ, one each, without punctuation.
    `recipients` are the lines under Nơi nhận without the archive line, which `archive` gives ("VT, GD"). `other_side`: of minutes, the
    side that signs beside the office, on the left (phụ lục III, mẫu 1.10).
    """

    kind: DocumentKind
    issuer: str
    notation: str
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    parent_issuer: str = ""
    number: int | None = None
    place: str = ""
    issued_on: date | None = None
    addressees: tuple[str, ...] = ()
    bases: tuple[Runs, ...] = ()
    other_side: Signature | None = None
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    annexes: tuple[Annex, ...] = ()
    urgency: Urgency | None = None
    circulation: str = ""  # "XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"
    drafter_mark: str = ""  # "PL.(300)"
    contact: Contact | None = None
    marks: dict[str, str] = field(default_factory=dict)  # what a mark means, for readers of the file: id → words
