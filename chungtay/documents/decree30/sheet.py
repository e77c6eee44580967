"""What stands on the paper, in order: the document with every word that the form adds, each piece with its role.

The three presses print a Sheet and add no word of their own, so that Word, PDF and screen say the same words in the same order: head (left
then right, row by row), title, addressees, bases, body, foot (left then right), annexes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final

from chungtay.documents.decree30.form import MOTTO, NATION, STYLES, Role
from chungtay.documents.enums import DocumentKind
from chungtay.documents.layout import Block, Document, Heading, Item, Level, Paragraph, Run, Runs, Signature, Table

BLANK: Final = "\u00a0" * 6  # room for the pen
_POINTS: Final = "abcdđeghiklmnopqrstuvxy"  # the letters of the Vietnamese alphabet that count points
_LEVEL_ROLES: Final = {
    Level.ROMAN: Role.ROMAN,
    Level.ARTICLE: Role.ARTICLE,
    Level.CLAUSE: Role.CLAUSE_TITLE,
    Level.POINT: Role.POINT,
}
_OWN_LINE: Final = {
    Level.PART: (Role.PART, Role.PART_TITLE),
    Level.CHAPTER: (Role.PART, Role.PART_TITLE),
    Level.SECTION: (Role.SECTION, Role.SECTION_TITLE),
}
_ORDER: Final = list(Level)


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph of the paper."""

    role: Role
    runs: Runs


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the text, as it is in the document; its caption is a piece before it."""

    table: Table


Printed = Piece | Grid


@dataclass(frozen=True, slots=True)
class AnnexSheet:
    """An annex begins on a page of its own, numbered from 1 again."""

    head: tuple[Piece, ...]
    body: tuple[Printed, ...]
    is_landscape: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """`head`: rows of (left, right) pieces. `foot`: (recipients, signature); where two sides sign (the other, the office), and the
    recipients stand `below`. Between the last authority line of a signature and its next piece stands SIGNATURE_ROOM."""

    head: tuple[tuple[tuple[Piece, ...], tuple[Piece, ...]], ...]
    title: tuple[Piece, ...]
    addressees: tuple[Piece, ...]
    body: tuple[Printed, ...]
    foot: tuple[tuple[Piece, ...], tuple[Piece, ...]]
    below: tuple[Piece, ...]
    contact: Piece | None
    annexes: tuple[AnnexSheet, ...]


def compose(document: Document) -> Sheet:
    """Lay out the document by the form. Raises nothing: what departs from the decree is the checker's to say."""
    is_letter = document.kind == DocumentKind.CONG_VAN
    other, recipients = document.other_side, tuple(_recipients(document))
    return Sheet(
        head=_head(document, is_letter=is_letter),
        title=() if is_letter else (_piece(Role.KIND, DocumentKind(document.kind).label), _piece(Role.SUBJECT, document.subject)),
        addressees=tuple(_addressees(document.addressees)),
        body=(*_bases(document.bases), *_body(_closed(document.blocks))),
        foot=(recipients if other is None else tuple(_signature(other)), tuple(_signature(document.signature))),
        below=() if other is None else recipients,
        contact=_piece(Role.CONTACT, document.contact.text) if document.contact else None,
        annexes=tuple(_annexes(document)),
    )


def words(sheet: Sheet) -> list[str]:
    """The text of every piece in the order in which it is read; the cells of a table row by row."""
    found: list[str] = []
    for piece in _in_order(sheet):
        if isinstance(piece, Grid):
            found += [_text(cell.runs) for row in (*piece.table.head, *piece.table.rows) for cell in row]
        else:
            found.append(_text(piece.runs))
    return found


def notation_line(number: int | None, notation: str) -> str:
    """'Số: 05/BC-UBND'; numbers below 10 with a leading zero (phụ lục I, II.3); room for the pen where there is none yet."""
    return f"Số: {BLANK if number is None else f'{number:02d}'}/{notation}"


def day_line(place: str, day: date | None) -> str:
    """'Điện Biên, ngày 05 tháng 3 năm 2021': days below 10 and months 1, 2 with a leading zero (phụ lục I, II.4)."""
    if day is None:
        return f"{place}, ngày {BLANK} tháng {BLANK} năm {BLANK}"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def roman(number: int) -> str:
    """4 → 'IV'."""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, letters in steps:
        times, number = divmod(number, value)
        text += letters * times
    return text


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _piece(role: Role, text: str) -> Piece:
    return _dressed(role, (Run(text),))


def _dressed(role: Role, runs: Runs) -> Piece:
    """Upper case is in the words themselves, so that every output and every copy of the text has it."""
    return Piece(role, tuple(replace(run, text=run.text.upper()) for run in runs) if STYLES[role].upper else runs)


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _in_order(sheet: Sheet) -> Iterator[Printed]:
    for left, right in sheet.head:
        yield from (*left, *right)
    yield from (*sheet.title, *sheet.addressees, *sheet.body, *sheet.foot[0], *sheet.foot[1], *sheet.below)
    for annex in sheet.annexes:
        yield from (*annex.head, *annex.body)


def _head(document: Document, *, is_letter: bool) -> tuple[tuple[tuple[Piece, ...], tuple[Piece, ...]], ...]:
    issuer = [_piece(Role.PARENT_ISSUER, document.parent_issuer)] if document.parent_issuer else []
    issuer.append(_piece(Role.ISSUER, document.issuer))
    left = [_piece(Role.NUMBER, notation_line(document.number, document.notation))]
    if is_letter:
        left.append(_piece(Role.LETTER_SUBJECT, f"V/v {document.subject}"))
    if document.urgency:
        left.append(_piece(Role.URGENCY, document.urgency.value))
    if document.circulation:
        left.append(_piece(Role.CIRCULATION, document.circulation))
    return (
        (tuple(issuer), (_piece(Role.NATION, NATION), _piece(Role.MOTTO, MOTTO))),
        (tuple(left), (_piece(Role.PLACE_AND_DAY, day_line(document.place, document.issued_on)),)),
    )


def _addressees(names: Sequence[str]) -> Iterator[Piece]:
    """One: on the same line. Two or more: each on its own line with a hyphen (phụ lục I, II.9a)."""
    if len(names) == 1:
        yield _piece(Role.ADDRESSEE, f"Kính gửi: {names[0]}")
    elif names:
        yield _piece(Role.ADDRESSEES, "Kính gửi:")
        yield from (_piece(Role.ADDRESSEE_LINE, f"- {line}") for line in _enumerated(names))


def _enumerated(lines: Sequence[str]) -> Iterator[str]:
    """Each ends in a semicolon, the last in a full stop."""
    for number, line in enumerate(lines, 1):
        yield f"{line.rstrip(' ;.')}{'.' if number == len(lines) else ';'}"


def _bases(bases: Sequence[Runs]) -> Iterator[Piece]:
    for number, runs in enumerate(bases, 1):
        yield _dressed(Role.BASIS, _ended(runs, "." if number == len(bases) else ";"))


def _closed(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The text ends with './.'; after a table the sign stands alone."""
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph | Item):
        return (*blocks[:-1], replace(last, runs=_ended(last.runs, "./.")))
    return (*blocks, Paragraph((Run("./."),)))


def _ended(runs: Runs, sign: str) -> Runs:
    """The runs with this sign at their end instead of a full stop or semicolon."""
    if not runs:
        return (Run(sign),)
    last = runs[-1]
    if last.mark or last.footnote:
        return (*runs, Run(sign))
    return (*runs[:-1], replace(last, text=f"{last.text.rstrip().rstrip('.;/').rstrip()}{sign}"))


def _body(blocks: Iterable[Block]) -> Iterator[Printed]:
    counters = dict.fromkeys(Level, 0)
    for block in blocks:
        if isinstance(block, Heading):
            counters[block.level] += 1
            for finer in _ORDER[_ORDER.index(block.level) + 1 :]:
                if not (block.level in _OWN_LINE and finer == Level.ARTICLE):  # articles count through the whole document
                    counters[finer] = 0
            yield from _heading(block, counters[block.level])
        elif isinstance(block, Paragraph):
            yield _dressed(Role.BODY, block.runs)
        elif isinstance(block, Item):
            yield _dressed(Role.ITEM, (Run("- "), *block.runs))
        else:
            if block.caption:
                yield _dressed(Role.TABLE_CAPTION, block.caption)
            yield Grid(block)


def _heading(block: Heading, number: int) -> Iterator[Piece]:
    if block.level in _OWN_LINE:
        role, title_role = _OWN_LINE[block.level]
        counted = number if block.level == Level.SECTION else roman(number)
        yield _piece(role, f"{block.level.value} {counted}")
        yield _dressed(title_role, block.title)
        return
    label = {
        Level.ROMAN: f"{roman(number)}. ",
        Level.ARTICLE: f"Điều {number}. ",
        Level.CLAUSE: f"{number}. ",
        Level.POINT: f"{_POINTS[(number - 1) % len(_POINTS)]}) ",
    }[block.level]
    yield _dressed(_LEVEL_ROLES[block.level], (Run(label), *block.title))


def _recipients(document: Document) -> Iterator[Piece]:
    lines = ["Như trên"] if document.addressees else []
    lines += [*document.recipients, f"Lưu: {document.archive}"]
    yield _piece(Role.RECIPIENTS, "Nơi nhận:")
    yield from (_piece(Role.RECIPIENT, f"- {line}") for line in _enumerated(lines))
    if document.drafter_mark:
        yield _piece(Role.DRAFTER_MARK, document.drafter_mark)


def _signature(signature: Signature) -> Iterator[Piece]:
    yield from (_piece(Role.AUTHORITY, line) for line in signature.authority)
    yield from (_piece(Role.OFFICE, line) for line in signature.offices)
    if signature.name:
        yield _piece(Role.SIGNER, signature.name)


def _annexes(document: Document) -> Iterator[AnnexSheet]:
    numbers = count(1)
    for annex in document.annexes:
        label = f"Phụ lục {roman(next(numbers))}" if len(document.annexes) > 1 else "Phụ lục"
        head = (
            _piece(Role.ANNEX, label),
            _piece(Role.ANNEX_TITLE, annex.title),
            _piece(Role.ANNEX_REFERENCE, _reference(document)),
        )
        yield AnnexSheet(head, tuple(_body(annex.blocks)), annex.is_landscape)


def _reference(document: Document) -> str:
    """'(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 3 năm 2021 của UBND huyện Điện Biên)'."""
    number = notation_line(document.number, document.notation).removeprefix("Số: ")
    day = day_line("", document.issued_on).removeprefix(", ")
    return f"(Kèm theo {DocumentKind(document.kind).label} số {number} {day} của {document.issuer})"
