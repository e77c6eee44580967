"""The pen writes pieces of the sheet as paragraphs. It remembers what the file keeps elsewhere: footnotes, and ids of content controls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.form import STYLES, Role
from chungtay.documents.decree30.sheet import Piece
from chungtay.documents.enums import Urgency
from chungtay.documents.layout import Run, Runs, plain
from chungtay.documents.press.anatomy import without_notes
from chungtay.documents.press.docx.ooxml import escaped, paragraph, twips, words
from chungtay.documents.press.docx.styles import REFERENCE, rule_id, style_id
from chungtay.documents.press.widths import evened, lines, width

LONGEST_TAG: Final = 64  # Word takes no longer tag or title of a content control
_BOXED: Final = frozenset({Role.URGENCY, Role.CIRCULATION})
_EVENED: Final = frozenset({Role.PARENT_ISSUER, Role.ISSUER, Role.SUBJECT, Role.LETTER_SUBJECT, Role.ANNEX_TITLE})


@dataclass(slots=True)
class Pen:
    """`meanings`: what a mark means, for people who click on it in Word. `notes`: the footnotes written so far, as paragraphs."""

    meanings: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    _controls: Iterator[int] = field(default_factory=lambda: count(1))

    def piece(self, piece: Piece, *, room: float, keep_next: bool = False) -> str:
        """A piece as a paragraph, in a column of `room` millimetres; with its rule, where its role has one.

        `keep_next`: it does not part from what follows (the last words from the signature).
        """
        sides = _box(piece, room) if piece.role in _BOXED else _even(piece, room) if piece.role in _EVENED else ""
        written = paragraph(style_id(piece.role), self.runs(piece.runs), more="<w:keepNext/>" * keep_next + sides)
        return written + _rule(piece, room) if STYLES[piece.role].rule else written

    def runs(self, runs: Runs, *, bold: bool = False) -> str:
        return "".join(self._run(run, bold=bold or run.bold) for run in runs)

    def _run(self, run: Run, *, bold: bool) -> str:
        emphasis = "<w:b/><w:bCs/>" * bold + "<w:i/><w:iCs/>" * run.italic
        written = f"<w:r>{f'<w:rPr>{emphasis}</w:rPr>' if emphasis else ''}{words(run.text)}</w:r>"
        if run.mark:
            written = self._control(run.mark, written)
        return written + self._footnote(run.footnote) if run.footnote else written

    def _control(self, mark: str, content: str) -> str:
        """A content control: the words around it may be edited, the figure inside may not, nor may it be deleted.

        Raises ValueError for an id that Word would not take.
        """
        if len(mark) > LONGEST_TAG:
            raise ValueError(f"the id of a mark is longer than {LONGEST_TAG} letters: {mark}")
        title = (self.meanings.get(mark) or mark)[:LONGEST_TAG]
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(title)}"/><w:tag w:val="{escaped(mark)}"/><w:id w:val="{next(self._controls)}"/>'
            f'<w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )

    def _footnote(self, runs: Runs) -> str:
        sign = f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE}"/></w:rPr>'
        content = f"{sign}<w:footnoteRef/></w:r><w:r>{words(' ')}</w:r>{self.runs(without_notes(runs))}"
        self.notes.append(paragraph(style_id(Role.FOOTNOTE), content))
        return f'{sign}<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'


def _even(piece: Piece, room: float) -> str:
    """Several centred lines are of like length: no issuer, no subject leaves its last word alone."""
    style = STYLES[piece.role]
    narrow = evened(plain(piece.runs), style.size, bold=style.bold, room=room)
    return _sides((room - narrow) / 2) if narrow < room else ""


def _rule(piece: Piece, room: float) -> str:
    """The thin line under the text: the form's share of its longest line."""
    style, text = STYLES[piece.role], plain(piece.runs)
    column = evened(text, style.size, bold=style.bold, room=room) if piece.role in _EVENED else room
    longest = min(room, max(lines(text, style.size, bold=style.bold, room=column)))
    return paragraph(rule_id(piece.role), more=_sides((room - longest * style.rule) / 2))


def _box(piece: Piece, room: float) -> str:
    """The width of the box around a degree of urgency or a circulation (phụ lục I, II.10b, II.11)."""
    text = plain(piece.runs)
    if piece.role == Role.URGENCY:
        return _sides((room - form.URGENCY_BOXES[Urgency(text)]) / 2)
    inside = width(text, STYLES[piece.role].size, bold=True) + 2 * form.CELL_PADDING[0]
    return _sides(max(0.0, (room - inside) / 2))


def _sides(indent: float) -> str:
    return f'<w:ind w:left="{twips(indent)}" w:right="{twips(indent)}"/>'
