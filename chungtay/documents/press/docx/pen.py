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
from chungtay.documents.press.docx.ooxml import escaped, paragraph, twips, words
from chungtay.documents.press.docx.styles import REFERENCE, rule_id, style_id
from chungtay.documents.press.docx.widths import bold_width

LONGEST_TAG: Final = 64  # Word takes no longer tag or title of a content control
_BOX_MARGIN: Final = 2.0  # mm, beside the words in a box whose width the decree does not give


@dataclass(slots=True)
class Pen:
    """`meanings`: what a mark means, for people who click on it in Word. `notes`: the footnotes written so far, as paragraphs."""

    meanings: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    _controls: Iterator[int] = field(default_factory=lambda: count(1))

    def piece(self, piece: Piece, *, width: float, keep_next: bool = False) -> str:
        """A piece as a paragraph, in a column of `width` millimetres; with its rule, where its role has one.

        `keep_next`: it does not part from what follows (the last words from the signature).
        """
        more = "<w:keepNext/>" * keep_next + _box(piece, width)
        written = paragraph(style_id(piece.role), self.runs(piece.runs), more=more)
        return written + _rule(piece, width) if STYLES[piece.role].rule else written

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
        title = self.meanings.get(mark, mark)[:LONGEST_TAG]
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escaped(title)}"/><w:tag w:val="{escaped(mark)}"/><w:id w:val="{next(self._controls)}"/>'
            f'<w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
        )

    def _footnote(self, runs: Runs) -> str:
        sign = f'<w:r><w:rPr><w:rStyle w:val="{REFERENCE}"/></w:rPr>'
        self.notes.append("")  # its number is taken before a note inside it could take one
        number = len(self.notes)
        self.notes[number - 1] = paragraph(
            style_id(Role.FOOTNOTE), f"{sign}<w:footnoteRef/></w:r><w:r>{words(' ')}</w:r>{self.runs(_without_notes(runs))}"
        )
        return f'{sign}<w:footnoteReference w:id="{number}"/></w:r>'


def _without_notes(runs: Runs) -> Runs:
    """A footnote has none of its own: Word would not open it."""
    return tuple(Run(run.text, run.bold, run.italic, run.mark) for run in runs)


def _rule(piece: Piece, width: float) -> str:
    """The thin line under the text: as long as the form's share of the text, of the column where the text fills it."""
    style = STYLES[piece.role]
    length = min(bold_width(plain(piece.runs), style.size), width) * style.rule
    return paragraph(rule_id(piece.role), more=_sides((width - length) / 2))


def _box(piece: Piece, width: float) -> str:
    """The width of the box around a degree of urgency or a circulation (phụ lục I, II.10b, II.11)."""
    if piece.role == Role.URGENCY:
        return _sides((width - form.URGENCY_BOXES[Urgency(plain(piece.runs))]) / 2)
    if piece.role == Role.CIRCULATION:
        inside = bold_width(plain(piece.runs), STYLES[piece.role].size)
        return _sides(max(0.0, (width - inside) / 2 - _BOX_MARGIN))
    return ""


def _sides(indent: float) -> str:
    return f'<w:ind w:left="{twips(indent)}" w:right="{twips(indent)}"/>'
