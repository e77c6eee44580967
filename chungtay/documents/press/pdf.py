"""The sheet as PDF: tagged, PDF/A-1a, set in Tinos by typst.

The look is in paper.typ; this file hands it the sheet and the form as data, so that no word of a document is ever read as source.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.form import STYLES, Role, Style
from chungtay.documents.decree30.sheet import AnnexSheet, Grid, Piece, Printed, compose
from chungtay.documents.enums import DocumentKind, Urgency
from chungtay.documents.layout import Align, Cell, Document, Runs, Table, plain
from chungtay.documents.press import widths
from chungtay.documents.press.anatomy import EVENED, heading_levels, placed, without_notes
from chungtay.documents.press.letters import FONTS, breakable, legible, printable

FONT: Final = "Tinos"  # the metric twin of Times New Roman
STANDARD: Final = "a-1a"  # ISO 19005-1, level A: archived and tagged
SIGNATURE_ROOM: Final = "paper:signature-room"  # the name of the place in the file where the hand and the seal go
_PAPER: Final = Path(__file__).with_name("paper.typ")
_METRICS: Final = {"ascent": 0.891, "descent": 0.216, "gap": 0.042}  # of Times New Roman, in parts of its size
_UNDATED: Final = date(1970, 1, 1)  # the file must say a day; a draft has none
_MM: Final = 72 / 25.4
_LINE: Final = sum(_METRICS.values())  # a line of Times New Roman in Word, in parts of its size
_RULE_GAP: Final = 2.0  # points between words and the line under them
_RULE_ROOM: Final = 6.5  # points that the line takes below the words
_PATIENCE: Final = 10  # times that a paper is set again to bring footnotes to their marks
_LARGE: Final = 150_000  # letters of a sheet as data: about ten pages
_MEMORY: Final = 11  # papers that typst remembers
_printing = Lock()  # one print at a time in a process; more are printed side by side by more processes

Data = dict[str, Any]


class PressError(Exception):
    """typst complains: a fault of ours, not of the document."""


def print_pdf(document: Document) -> bytes:
    """The document on A4, as decree30.form says; the same bytes for the same document.

    Every occurrence of a mark is a named destination of the file: the mark's id, the further ones “id:2”, “id:3” …; what the marks mean
    stands in the keywords. SIGNATURE_ROOM names the place between office and name.
    """
    with _printing:
        return _printed(document)


def _printed(document: Document) -> bytes:
    setting = _Setting(document)
    printed = _compiled(setting.data())
    for _ in range(_PATIENCE):
        if (parted := _parted_note()) is None:
            break
        setting.break_before_note(parted)
        printed = _compiled(setting.data())
    if setting.size > _LARGE:
        _forget()
    return printed


def _compiled(data: str) -> bytes:
    try:
        printed, warnings = _typst().compile_with_warnings(format="pdf", sys_inputs={"sheet": data}, pdf_standards=STANDARD)
    except typst.TypstError as error:
        raise PressError(f"{error.message}\n{error.diagnostic}") from error
    if warnings:  # an unknown font, for one, is only a warning to typst
        raise PressError("\n".join(warning.message for warning in warnings))
    if not isinstance(printed, bytes):
        raise TypeError(type(printed))
    return printed


def _parted_note() -> int | None:
    """The first footnote that typst left on another page than its mark, which it does when words move to the next page together."""
    together: list[bool] = json.loads(_typst().query("<together>", field="value", one=True))
    return together.index(False) if False in together else None


@cache
def _typst() -> typst.Compiler:
    """Fonts of ours only: a document looks alike on every machine."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(_PAPER, font_paths=fonts, root=_PAPER.parent)


def _forget() -> None:
    """typst keeps what it has set for the next ten papers: 50 MB for each of 40 pages. Papers without a word make it forget."""
    for _ in range(_MEMORY):
        _blank().compile(b"", format="pdf")


@cache
def _blank() -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False))


class _Setting:
    """One document on its way to typst: counts the marks, knows how deep each heading lies."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.printed = compose(document)
        self.breaks: set[int] = set()  # pieces that begin a page
        self.begin()
        self.levels = heading_levels(self.printed, first=1)

    def begin(self) -> None:
        self.size = 0
        self.marks: Counter[str] = Counter()
        self.number = 0  # of the piece that is being set
        self.chain = 0  # of the first of the pieces that must not part from it
        self.notes: list[int] = []  # where a page may begin before each footnote

    def break_before_note(self, note: int) -> None:
        self.breaks.add(self.notes[note])

    def data(self) -> str:
        self.begin()
        text = json.dumps(self.sheet(), ensure_ascii=False)
        self.size = len(text)
        return text

    def sheet(self) -> Data:
        document, printed = self.document, self.printed
        day = document.issued_on or _UNDATED
        body = (*printed.title, *printed.addressees, *printed.body)
        return {
            "form": _form(),
            "title": legible(f"{DocumentKind(document.kind).label} {document.subject}".strip()),
            "issuer": legible(document.issuer),
            "keywords": [legible(f"{mark}: {meaning}") for mark, meaning in document.marks.items()],
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "head": [[self.column(pieces, width) for pieces, width in zip(row, form.HEAD_COLUMNS, strict=True)] for row in printed.head],
            "body": self.column(body, form.TEXT_WIDTH, stays_with_next=True),
            "foot": self.foot(),
            "below": self.column(printed.below, form.TEXT_WIDTH),
            "contact": self.piece(printed.contact, form.TEXT_WIDTH) if printed.contact else None,
            "annexes": [self.annex(annex) for annex in printed.annexes],
        }

    def foot(self) -> list[Data]:
        """Only the office signs the file; the room of the other side has no name."""
        left, right = (self.column(pieces, width) for pieces, width in zip(self.printed.foot, form.FOOT_COLUMNS, strict=True))
        for piece in left["pieces"]:
            piece.pop("anchor", None)
        return [left, right]

    def annex(self, annex: AnnexSheet) -> Data:
        across = form.PAGE_HEIGHT - form.MARGIN_LEFT - form.MARGIN_RIGHT if annex.is_landscape else form.TEXT_WIDTH
        return {"landscape": annex.is_landscape, "body": self.column((*annex.head, *annex.body), across)}

    def column(self, pieces: Sequence[Printed], width: float, *, stays_with_next: bool = False) -> Data:
        """Pieces one below the other, each with its distance from the one before; `after`: from the last to what follows, with which the
        last words share a page if `stays_with_next`: no signature stands alone."""
        found: list[Data] = []
        after = extra = 0.0
        for piece, following in zip(pieces, (*pieces, None)[1:], strict=True):
            self.number += 1
            if not (found and found[-1]["keep"]):
                self.chain = self.number
            one = self.grid(piece.table, width) if isinstance(piece, Grid) else self.piece(piece, width)
            one |= {"gap": max(after, _before(piece)) + extra, "breaks": self.number in self.breaks}
            after, extra = _after(piece), _leading(piece)
            if _role(piece) == Role.AUTHORITY and _role(following) != Role.AUTHORITY:
                one["anchor"] = SIGNATURE_ROOM
                extra += form.SIGNATURE_ROOM * _MM
            found.append(one)
        if found and stays_with_next:
            found[-1]["keep"] = True
        return {"pieces": found, "after": after + extra}

    def piece(self, piece: Piece, width: float) -> Data:
        """`room`: centred lines of like length; `rule`: the length of the line under the words."""
        style = STYLES[piece.role]
        text = plain(piece.runs)
        room = widths.evened(text, style.size, bold=style.bold, room=width) if piece.role in EVENED else None
        return {
            "role": piece.role.name,
            "runs": self.runs(piece.runs, style, width - style.left),
            "level": self.levels.get(piece.role),
            "box": _box(piece),
            "room": room,
            "rule": style.rule and min(width, max(widths.lines(text, style.size, bold=style.bold, room=room or width))) * style.rule,
            "keep": style.keep_next or style.rule > 0,
        }

    def grid(self, table: Table, width: float) -> Data:
        """`keep` false: a long table runs over pages, under its repeated head. `whole`: its rows do not, as Word keeps them; but where a
        cell may be longer than half a page they must, or its end would be lost."""
        unit = width / sum(column.share for column in table.columns)
        head = self.rows(table, table.head, unit, Role.TABLE_HEAD)
        rows = self.rows(table, table.rows, unit, Role.TABLE_CELL)
        return {
            "shares": [column.share for column in table.columns],
            "head": head,
            "rows": rows,
            "whole": all(cell["height"] < form.PAGE_HEIGHT / 2 for row in (*head, *rows) for cell in row),
            "keep": False,
        }

    def rows(self, table: Table, rows: Sequence[Sequence[Cell]], unit: float, role: Role) -> list[list[Data]]:
        """`unit`: how wide a column of share 1 is."""
        found = []
        for row in placed(rows, len(table.columns)):
            cells = []
            for at, cell, spans in row:
                default = STYLES[role].align if role == Role.TABLE_HEAD else table.columns[at].align
                wide = sum(column.share for column in table.columns[at : at + cell.columns]) * unit
                cells.append(self.cell(cell, spans, cell.align or default, max(1.0, wide - 2 * form.CELL_PADDING[0]), STYLES[role]))
            found.append(cells)
        return found

    def cell(self, cell: Cell, spans: int, align: Align, room: float, style: Style) -> Data:
        """`height`: about how high it is, rather too high."""
        text = plain(cell.runs)
        lines_at_most = 2 * widths.width(text, style.size, bold=True) / room + text.count("\n") + 1
        return {
            "columns": cell.columns,
            "rows": spans,
            "align": align.value,
            "bold": cell.bold or style.bold,
            "height": lines_at_most * style.size * _LINE / _MM,
            "runs": self.runs(cell.runs, style, room),
        }

    def runs(self, runs: Runs, style: Style, room: float) -> list[Data]:
        self.notes += [self.chain for run in runs if run.footnote]
        return [
            {
                "text": breakable(printable(run.text), style.size, room=room),
                "bold": run.bold,
                "italic": run.italic,
                "mark": self._destination(run.mark) if run.mark else "",
                "footnote": self.runs(without_notes(run.footnote), STYLES[Role.FOOTNOTE], form.TEXT_WIDTH),
            }
            for run in runs
        ]

    def _destination(self, mark: str) -> str:
        self.marks[mark] += 1
        return mark if self.marks[mark] == 1 else f"{mark}:{self.marks[mark]}"


def _role(piece: Printed | None) -> Role | None:
    return piece.role if isinstance(piece, Piece) else None


def _before(piece: Printed) -> float:
    return STYLES[piece.role].before if isinstance(piece, Piece) else 0.0


def _after(piece: Printed) -> float:
    if isinstance(piece, Grid):
        return form.BODY_SPACING
    style = STYLES[piece.role]
    return style.after + (_RULE_ROOM if style.rule else 0.0)


def _leading(piece: Printed) -> float:
    """Points that Word adds below each line by the spacing of lines."""
    if isinstance(piece, Grid):
        return 0.0
    return _added(STYLES[piece.role])


def _added(style: Style) -> float:
    return (style.line - 1) * style.size * _LINE


def _box(piece: Piece) -> Data | None:
    """The frame around a degree of urgency, of a given width, or around a circulation (phụ lục I, II.10b, II.11)."""
    if piece.role == Role.URGENCY:
        return {"width": form.URGENCY_BOXES[Urgency(plain(piece.runs))]}
    return {"width": None} if piece.role == Role.CIRCULATION else None


@cache
def _form() -> Data:
    """What paper.typ must know of decree30.form."""
    return {
        "font": {"family": FONT, **_METRICS},
        "page": {"width": form.PAGE_WIDTH, "height": form.PAGE_HEIGHT},
        "margins": {"top": form.MARGIN_TOP, "bottom": form.MARGIN_BOTTOM, "left": form.MARGIN_LEFT, "right": form.MARGIN_RIGHT},
        "header_top": form.HEADER_TOP,
        "footer_bottom": form.FOOTER_BOTTOM,
        "head_columns": form.HEAD_COLUMNS,
        "foot_columns": form.FOOT_COLUMNS,
        "rule": form.RULE_WIDTH,
        "rule_gap": _RULE_GAP,
        "box_height": form.BOX_HEIGHT,
        "padding": form.CELL_PADDING,
        "styles": {role.name: _style(role, style) for role, style in STYLES.items()},
    }


def _style(role: Role, style: Style) -> Data:
    named = ("size", "bold", "italic", "indent", "left")
    colour = form.RED if role == Role.URGENCY else "000000"
    return {name: getattr(style, name) for name in named} | {"align": style.align.value, "colour": colour, "leading": _added(style)}
