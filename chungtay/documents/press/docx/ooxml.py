"""WordprocessingML in small: lengths in its units, words as it takes them, paragraphs."""

from html import escape
from typing import Final

from chungtay.documents.press.letters import legible

SPACE: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def twips(millimetres: float) -> int:
    """Twentieths of a point, in which Word measures lengths."""
    return round(millimetres * 1440 / 25.4)


def twentieths(points: float) -> int:
    return round(points * 20)


def escaped(text: str) -> str:
    """Text for an element or an attribute, without what XML cannot hold."""
    return escape(legible(text))


def words(text: str) -> str:
    """The inside of a run: text and line breaks."""
    return f'<w:t xml:space="preserve">{escaped(text)}</w:t>'.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def paragraph(style: str, content: str = "", *, more: str = "") -> str:
    """A paragraph in a style; `more` are properties of this one paragraph (widths that follow from its words, ends of sections)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def part(element: str, content: str) -> str:
    """A whole part of the file."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{element} {SPACE}>{content}</w:{element}>'
