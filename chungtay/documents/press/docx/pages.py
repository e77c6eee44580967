"""Pages: the text and each annex are a section, the page number in the top margin, the address at the foot of the first page."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.form import Role
from chungtay.documents.decree30.sheet import AnnexSheet, Grid, Piece, Printed, Sheet
from chungtay.documents.press.docx.ooxml import paragraph, part, twips, words
from chungtay.documents.press.docx.pen import Pen
from chungtay.documents.press.docx.styles import SIGNATURE_ROOM, TINY, style_id
from chungtay.documents.press.docx.tables import grid, two_columns

HEADER: Final = "header"  # names of parts, which are also the ids of their relationships
CONTACT: Final = "contact"
NO_CONTACT: Final = "no_contact"
NO_NUMBER: Final = "no_number"


def document_part(sheet: Sheet, pen: Pen) -> str:
    """The words in the order of the sheet."""
    first = _section(NO_CONTACT if sheet.contact is None else CONTACT)
    ends = [first, *(_section(NO_CONTACT, is_landscape=annex.is_landscape) for annex in sheet.annexes)]
    texts = ["".join(_main(sheet, pen)), *("".join(_annex(annex, pen)) for annex in sheet.annexes)]
    if pen.notes:  # else LibreOffice begins a document that has notes and starts with a table by an empty line
        texts[0] = paragraph(TINY) + texts[0]
    *before, last = zip(texts, ends, strict=True)
    closed = "".join(text + paragraph(TINY, more=end) for text, end in before)
    return part("document", f"<w:body>{closed}{last[0]}{paragraph(TINY)}{last[1]}</w:body>")


def header_part(*, has_number: bool = True) -> str:
    """The page number, centred in the top margin."""
    if not has_number:
        return part("hdr", paragraph(TINY))
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>{words("2")}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return part("hdr", paragraph(style_id(Role.PAGE_NUMBER), field))


def footer_part(contact: Piece | None, pen: Pen) -> str:
    return part("ftr", pen.piece(contact, room=form.TEXT_WIDTH) if contact else paragraph(TINY))


def _main(sheet: Sheet, pen: Pen) -> Iterator[str]:
    left, right = form.HEAD_COLUMNS
    yield two_columns(form.HEAD_COLUMNS, [(_pieces(a, pen, left), _pieces(b, pen, right)) for a, b in sheet.head])
    yield from (pen.piece(piece, room=form.TEXT_WIDTH) for piece in (*sheet.title, *sheet.addressees))
    yield from _text(sheet.body, pen, form.TEXT_WIDTH, stays_with_next=True)
    beside, signature = sheet.foot
    left, right = form.FOOT_COLUMNS
    first = _signature(beside, pen, left) if sheet.below else _pieces(beside, pen, left)
    yield two_columns(form.FOOT_COLUMNS, [(first, _signature(signature, pen, right))])
    if sheet.below:
        yield paragraph(style_id(Role.RECIPIENT)) + _pieces(sheet.below, pen, form.TEXT_WIDTH)


def _annex(annex: AnnexSheet, pen: Pen) -> Iterator[str]:
    width = _paper(annex.is_landscape)[0] - form.MARGIN_LEFT - form.MARGIN_RIGHT
    yield _pieces(annex.head, pen, width)
    yield from _text(annex.body, pen, width, stays_with_next=False)


def _text(printed: Sequence[Printed], pen: Pen, width: float, *, stays_with_next: bool) -> Iterator[str]:
    """`stays_with_next`: the last words share a page with what follows, so that no signature stands alone on a page."""
    for number, piece in enumerate(printed, 1):
        if isinstance(piece, Grid):
            yield grid(piece.table, pen, width=width)
        else:
            yield pen.piece(piece, room=width, keep_next=stays_with_next and number == len(printed))


def _pieces(pieces: Iterable[Piece], pen: Pen, width: float) -> str:
    return "".join(pen.piece(piece, room=width) for piece in pieces)


def _signature(pieces: Sequence[Piece], pen: Pen, width: float) -> str:
    """The lines of power, the room for the hand and the seal, then the name."""
    powers = [piece for piece in pieces if piece.role == Role.AUTHORITY]
    return _pieces(powers, pen, width) + paragraph(SIGNATURE_ROOM) + _pieces(pieces[len(powers) :], pen, width)


def _paper(is_landscape: bool) -> tuple[float, float]:
    return (form.PAGE_HEIGHT, form.PAGE_WIDTH) if is_landscape else (form.PAGE_WIDTH, form.PAGE_HEIGHT)


def _section(footer: str, *, is_landscape: bool = False) -> str:
    """`footer`: of its first page, where no number is shown (phụ lục I, I.7), nor on the first page of an annex, numbered by itself."""
    width, height = (twips(length) for length in _paper(is_landscape))
    margins = {
        "top": form.MARGIN_TOP,
        "right": form.MARGIN_RIGHT,
        "bottom": form.MARGIN_BOTTOM,
        "left": form.MARGIN_LEFT,
        "header": form.HEADER_TOP,
        "footer": form.FOOTER_BOTTOM,
        "gutter": 0.0,
    }
    room = "".join(f' w:{side}="{twips(length)}"' for side, length in margins.items())
    turned = ' w:orient="landscape"' if is_landscape else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{HEADER}"/><w:headerReference w:type="first" r:id="{NO_NUMBER}"/>'
        f'<w:footerReference w:type="first" r:id="{footer}"/>'
        f'<w:type w:val="nextPage"/><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar{room}/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
