"""The language in which an office writes: headings, paragraphs, items, tables, footnotes; one block after another.

    # Title        a section of a report (I., II. …)          Phần: …  Chương: …  Mục: …  Điều: …   the other levels, by name
    ## Title       a clause (1., 2. …)                        - text     a line of a list
    ### text       a point (a), b) …)                         | a | b |  a table, its caption in a line “Bảng: …” before it
    [^1]           a footnote, said in a line “[^1]: …”       === Phụ lục: Title   (=== Phụ lục ngang: Title)   an annex begins

Numbers are given by the form, never typed. Paragraphs end at an empty line. A backslash before a sign makes it mean itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from chungtay.documents.layout import Annex, Block, Heading, Item, Level, Paragraph, Runs, plain
from chungtay.documents.template.errors import TemplateBroken
from chungtay.documents.template.figures import Marks, lines_of, refuse_foreign
from chungtay.documents.template.inline import Notes, Stretch, escaped, runs_of
from chungtay.documents.template.tables import table_of

__all__ = ["STARTS", "Line", "blocks_from_text", "body_from_lines", "body_from_text", "escaped"]

Line = tuple[int, str]  # its number in what was typed, its text
LONGEST: Final = 1_000_000  # characters; a report of 40 pages has about 120,000
_SIGNS: Final = {1: Level.ROMAN, 2: Level.CLAUSE, 3: Level.POINT}
_NAMED: Final = {level.value: level for level in (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE)}
_HEADING: Final = re.compile(r"(#+)(?: (.*))?")
_NAMED_HEADING: Final = re.compile(rf"({'|'.join(_NAMED)}):(?: (.*))?")
_CAPTION: Final = re.compile(r"Bảng:(?: (.*))?")
_NOTE: Final = re.compile(r"\[\^([^\]\s]+)\]: ?(.*)")
_ANNEX: Final = re.compile(r"=== Phụ lục( ngang)?: (.+)")
STARTS: Final = re.compile(r"#|-(?: |$)|\||===|\[\^[^\]\s]+\]:|(?:Phần|Chương|Mục|Điều|Bảng):(?: |$)")


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """The text of a document or an annex as blocks. Raises TemplateBroken with the line where it is not well formed."""
    blocks, annexes = body_from_text(text)
    if annexes:
        raise TemplateBroken(_("chỗ này không nhận phụ lục (dòng “=== Phụ lục: …”)."))
    return blocks


def body_from_text(text: str) -> tuple[tuple[Block, ...], tuple[Annex, ...]]:
    """The text and its annexes."""
    refuse_foreign(text)
    return body_from_lines(list(enumerate(lines_of(text), 1)), Marks())


def body_from_lines(lines: Iterable[Line], marks: Marks) -> tuple[tuple[Block, ...], tuple[Annex, ...]]:
    """The text and its annexes from lines that know their number and may hold figures between brackets."""
    parts: list[tuple[str, bool, list[Line]]] = [("", False, [])]
    for number, raw in lines:
        text = re.sub(r"[ \t\x85\u2028\u2029]+", " ", unicodedata.normalize("NFC", raw)).strip(" ")
        if text.startswith("==="):
            parts.append((*_annex_head(text, number, marks), []))
        else:
            parts[-1][2].append((number, text))
    (_title, _wide, body), *annexes = parts
    return _Reader(body, marks).blocks(), tuple(Annex(title, _Reader(own, marks).blocks(), wide) for title, wide, own in annexes)


def _annex_head(text: str, number: int, marks: Marks) -> tuple[str, bool]:
    found = _ANNEX.fullmatch(text)
    if not found:
        raise TemplateBroken(_("phụ lục mở đầu bằng dòng “=== Phụ lục: TIÊU ĐỀ” (hoặc “=== Phụ lục ngang: TIÊU ĐỀ”)."), line=number)
    return plain(runs_of(Stretch(found[2], (number,)), marks, Notes(is_inside=True))), bool(found[1])


class _Reader:
    """Goes through the lines of one text once."""

    def __init__(self, lines: Sequence[Line], marks: Marks) -> None:
        self.marks = marks
        self.lines: list[Line] = []
        self.at = 0
        self.notes = Notes(self._without_notes(lines))

    def blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        while self.at < len(self.lines):
            if self.lines[self.at][1]:
                found.append(self._block())
            else:
                self.at += 1
        for name in self.notes.texts.keys() - self.notes.used:
            reason = _("cước chú [^%(name)s] không được dẫn ở đâu trong văn bản.") % {"name": name}
            raise TemplateBroken(reason, line=self.notes.texts[name].numbers[0])
        return tuple(found)

    def _block(self) -> Block:
        number, text = self.lines[self.at]
        if text.startswith("#") or _NAMED_HEADING.fullmatch(text):
            self.at += 1
            return _heading(number, text, self._runs)
        if text.startswith("|") or _CAPTION.fullmatch(text):
            return self._table()
        if text == "-" or text.startswith("- "):
            if not text[2:]:
                raise TemplateBroken(_("gạch đầu dòng này chưa có chữ."), line=number)
            return Item(self._runs(self._stretch(text[2:])))
        return Paragraph(self._runs(self._stretch(text)))

    def _runs(self, stretch: Stretch) -> Runs:
        return runs_of(stretch, self.marks, self.notes)

    def _stretch(self, first: str) -> Stretch:
        """The line at hand, as `first`, and those that continue it."""
        texts, numbers = [first], [self.lines[self.at][0]]
        self.at += 1
        while self.at < len(self.lines) and self.lines[self.at][1] and not STARTS.match(self.lines[self.at][1]):
            numbers.append(self.lines[self.at][0])
            texts.append(self.lines[self.at][1])
            self.at += 1
        return Stretch("\n".join(texts), tuple(numbers))

    def _table(self) -> Block:
        number, text = self.lines[self.at]
        caption: Runs = ()
        if found := _CAPTION.fullmatch(text):
            self.at += 1
            if not found[1] or self.at == len(self.lines) or not self.lines[self.at][1].startswith("|"):
                raise TemplateBroken(_("sau “Bảng: tên bảng” phải là chính bảng ấy, ngay dòng dưới."), line=number)
            caption = self._runs(Stretch(found[1], (number,)))
        first = self.at
        while self.at < len(self.lines) and self.lines[self.at][1].startswith("|"):
            self.at += 1
        return table_of(self.lines[first : self.at], caption, self._runs)

    def _without_notes(self, lines: Sequence[Line]) -> dict[str, Stretch]:
        """Keep the lines of the text; the footnotes' own lines apart, by name."""
        notes: dict[str, Stretch] = {}
        open_name = ""
        for number, text in lines:
            if found := _NOTE.fullmatch(text):
                open_name = found[1]
                if open_name in notes or not found[2]:
                    reason = _("cước chú [^%(name)s] viết hai lần.") if open_name in notes else _("cước chú [^%(name)s] chưa có chữ.")
                    raise TemplateBroken(reason % {"name": open_name}, line=number)
                notes[open_name] = Stretch(found[2], (number,))
            elif open_name and text and not STARTS.match(text):
                notes[open_name] = Stretch(f"{notes[open_name].text}\n{text}", (*notes[open_name].numbers, number))
            else:
                open_name = ""
                self.lines.append((number, text))
        return notes


def _heading(number: int, text: str, runs: Callable[[Stretch], Runs]) -> Heading:
    if found := _NAMED_HEADING.fullmatch(text):
        level, title = _NAMED[found[1]], found[2]
    else:
        signs = _HEADING.fullmatch(text)
        if not signs or len(signs[1]) not in _SIGNS:
            raise TemplateBroken(_("đề mục bắt đầu bằng #, ## hoặc ### rồi một dấu cách; muốn in dấu # thì viết \\#."), line=number)
        level, title = _SIGNS[len(signs[1])], signs[2]
    if not title:
        raise TemplateBroken(_("đề mục này chưa có chữ."), line=number)
    return Heading(level, runs(Stretch(title, (number,))))
