"""The sheet for the screen: the same words in the same order, as an article whose figures lead to their source.

Looks come from web/paper.css by classes: no style is written here, so that a page's policy of content may forbid styles in the text.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chungtay.documents.decree30.form import STYLES, Role
from chungtay.documents.decree30.sheet import AnnexSheet, Grid, Piece, Printed, Sheet, compose
from chungtay.documents.layout import Cell, Document, Run, Runs, Table
from chungtay.documents.press.anatomy import heading_levels, placed, without_notes
from chungtay.documents.press.letters import legible

Link = Callable[[str], str | None]

WIDTHS: Final = range(5, 101, 5)  # the shares of columns, in percent, that paper.css knows
_NOTHING: Final = SafeString("")
_LISTED: Final = (Role.ITEM, Role.ADDRESSEE_LINE, Role.RECIPIENT)  # lines that are lists to who listens


def print_html(document: Document, *, link: Link = lambda _mark: None) -> SafeString:
    """The document as one article.

    `link`: where the figure with this mark comes from, None where one cannot go. A marked run is <a class="figure" data-mark="id"
    href="…">, or a <span> of the same kind. The title is an h2: the page around it has its own h1.
    """
    sheet = compose(document)
    return _Screen(sheet, link).article()


class _Screen:
    """One document on its way to the screen: counts the footnotes, knows how deep each heading lies."""

    def __init__(self, sheet: Sheet, link: Link) -> None:
        self.sheet = sheet
        self.link = link
        self.notes: list[Runs] = []
        self.levels = heading_levels(sheet, first=2)

    def article(self) -> SafeString:
        sheet = self.sheet
        pairs = [(side, self.text(pieces)) for row in sheet.head for side, pieces in zip(("left", "right"), row, strict=True)]
        left, signature = (self.text(pieces) for pieces in sheet.foot)
        first = SafeString('<div class="paper-signature">' if sheet.below else "<div>")
        foot = '<div class="paper-foot">{}{}</div><div class="paper-signature">{}</div></div>{}'
        parts = (
            format_html('<header class="paper-head">{}</header>', format_html_join("", '<div class="paper-{}">{}</div>', pairs)),
            self.text((*sheet.title, *sheet.addressees, *sheet.body)),
            format_html(foot, first, left, signature, self.text(sheet.below)),
            format_html('<footer class="paper-address">{}</footer>', self.text((sheet.contact,))) if sheet.contact else _NOTHING,
            *(self.annex(annex) for annex in sheet.annexes),
        )
        whole = _joined(parts)
        return format_html('<article class="paper" lang="vi">{}{}</article>', whole, self.footnotes())

    def annex(self, annex: AnnexSheet) -> SafeString:
        turned = " paper-wide" if annex.is_landscape else ""
        return format_html('<section class="paper-annexed{}">{}</section>', turned, self.text((*annex.head, *annex.body)))

    def text(self, printed: Sequence[Printed]) -> SafeString:
        """Pieces in order; neighbouring lines of a list are one list, the caption of a table goes into the table."""
        found: list[SafeString] = []
        caption: Piece | None = None
        for role, group in groupby(printed, key=lambda piece: piece.role if isinstance(piece, Piece) else None):
            if role == Role.TABLE_CAPTION:
                *lone, caption = (piece for piece in group if isinstance(piece, Piece))
                found += [self.piece(piece) for piece in lone]
            elif role is None:
                for grid in (piece for piece in group if isinstance(piece, Grid)):
                    found.append(self.table(grid.table, caption))
                    caption = None
            else:
                found += self.lines(role, [piece for piece in group if isinstance(piece, Piece)])
        return _joined(found)

    def lines(self, role: Role, pieces: list[Piece]) -> list[SafeString]:
        if role not in _LISTED:
            return [self.piece(piece) for piece in pieces]
        items = ((_class(role), self.words(piece.runs)) for piece in pieces)
        return [format_html('<ul class="paper-list">{}</ul>', format_html_join("", '<li class="{}">{}</li>', items))]

    def piece(self, piece: Piece) -> SafeString:
        level = self.levels.get(piece.role)
        name = SafeString(f"h{min(level, 6)}" if level else "p")
        words = self.words(piece.runs)
        if STYLES[piece.role].rule or piece.role in (Role.URGENCY, Role.CIRCULATION):  # a line or a box as wide as the words
            words = format_html("<span>{}</span>", words)
        return format_html('<{} class="{}">{}</{}>', name, _class(piece.role), words, name)

    def table(self, table: Table, caption: Piece | None) -> SafeString:
        title = format_html('<caption class="{}">{}</caption>', _class(caption.role), self.words(caption.runs)) if caption else _NOTHING
        total = sum(column.share for column in table.columns)
        columns = format_html_join("", '<col class="paper-w{}">', ((_width(column.share / total),) for column in table.columns))
        head = self.rows(table.head, table, "th")
        return format_html(
            '<div class="paper-scroll" tabindex="0"><table class="paper-table">{}<colgroup>{}</colgroup>{}<tbody>{}</tbody></table></div>',
            title,
            columns,
            format_html("<thead>{}</thead>", head) if table.head else _NOTHING,
            self.rows(table.rows, table, "td"),
        )

    def rows(self, rows: Sequence[Sequence[Cell]], table: Table, name: str) -> SafeString:
        found = []
        for row in placed(rows, len(table.columns)):
            cells = (self.cell(cell, spans, name, table.columns[column].align.value) for column, cell, spans in row)
            found.append(format_html("<tr>{}</tr>", _joined(cells)))
        return _joined(found)

    def cell(self, cell: Cell, spans: int, name: str, column_align: str) -> SafeString:
        is_head = name == "th"
        align = cell.align.value if cell.align else ("center" if is_head else column_align)
        attributes = [SafeString(f' class="paper-{align}{" paper-bold" if cell.bold else ""}"')]
        if is_head:
            attributes.append(SafeString(f' scope="{"colgroup" if cell.columns > 1 else "col"}"'))
        if cell.columns > 1:
            attributes.append(SafeString(f' colspan="{cell.columns:d}"'))
        if spans > 1:
            attributes.append(SafeString(f' rowspan="{spans:d}"'))
        return format_html("<{}{}>{}</{}>", SafeString(name), _joined(attributes), self.words(cell.runs), SafeString(name))

    def words(self, runs: Runs) -> SafeString:
        return _joined(self.run(run) for run in runs)

    def run(self, run: Run) -> SafeString:
        words = format_html_join(SafeString("<br>"), "{}", ((line,) for line in legible(run.text).split("\n")))
        if run.bold:
            words = format_html("<strong>{}</strong>", words)
        if run.italic:
            words = format_html("<em>{}</em>", words)
        if run.mark:
            words = self.figure(run.mark, words)
        return words + self.reference(run.footnote) if run.footnote else words

    def figure(self, mark: str, words: SafeString) -> SafeString:
        if href := self.link(mark):
            return format_html('<a class="figure" href="{}" data-mark="{}">{}</a>', href, mark, words)
        return format_html('<span class="figure" data-mark="{}">{}</span>', mark, words)

    def reference(self, note: Runs) -> SafeString:
        self.notes.append(without_notes(note))
        number = len(self.notes)
        return format_html('<sup class="paper-reference"><a id="paper-mark-{}" href="#paper-note-{}">{}</a></sup>', number, number, number)

    def footnotes(self) -> SafeString:
        """At the end of the article, each with the way back to its mark."""
        if not self.notes:
            return _NOTHING
        back = _("Trở lại chỗ có cước chú")
        items = ((number, self.words(note), number, back) for number, note in enumerate(self.notes, 1))
        line = '<li id="paper-note-{}" class="paper-footnote">{} <a href="#paper-mark-{}" aria-label="{}">↑</a></li>'
        return format_html(
            '<section class="paper-notes" aria-label="{}"><ol>{}</ol></section>', _("Cước chú"), format_html_join("", line, items)
        )


def _class(role: Role) -> str:
    """'PART_TITLE' → 'paper-part-title'."""
    return f"paper-{role.name.lower().replace('_', '-')}"


def _width(share: float) -> int:
    return max(WIDTHS.start, round(share * 100 / WIDTHS.step) * WIDTHS.step)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))
