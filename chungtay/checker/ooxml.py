"""The vocabulary of WordprocessingML: names, lengths and truth values, as Word, LibreOffice, Google Docs and WPS write them."""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from lxml.etree import _Element

Element: TypeAlias = _Element

_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{_MAIN}}}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V: Final = "{urn:schemas-microsoft-com:vml}"
OFFICE: Final = "{urn:schemas-microsoft-com:office:office}"

# “Strict Open XML” names the same things by other addresses; they are read as the usual ones and written back as they were.
STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
)

TWIPS_PER_MM: Final = 1440 / 25.4
_UNITS: Final = {"mm": TWIPS_PER_MM, "cm": TWIPS_PER_MM * 10, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}
_LENGTH: Final = re.compile(r"^(-?\d+(?:\.\d+)?)(mm|cm|in|pt|pc|pi)?$")


def value(element: Element | None, name: str = "val") -> str | None:
    """The attribute w:name; None where there is none."""
    return None if element is None else element.get(W + name)


def twips(text: str | None) -> float | None:
    """A length in twentieths of a point; strict files write units (“12.7mm”)."""
    match = _LENGTH.match(text.strip()) if text else None
    return float(match[1]) * _UNITS.get(match[2], 1.0) if match else None


def count_of(text: str | None, otherwise: int) -> int:
    """A small number; what is none, or no longer small, is the usual one."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,5}", text) else otherwise


def truth(element: Element | None) -> bool | None:
    """Whether a switch such as w:b is on; None where nothing is said."""
    if element is None:
        return None
    return value(element) not in ("0", "false", "off", "none")


def mm(length: float) -> float:
    """Twips in millimetres."""
    return length / TWIPS_PER_MM


def chosen(element: Element) -> Element:
    """Of two drawings of one thing the newer, where it holds one; the other is for old programs."""
    if element.tag != MC + "AlternateContent":
        return element
    choice = element.find(MC + "Choice")
    fallback = element.find(MC + "Fallback")
    if choice is not None and (len(choice) or fallback is None):
        return choice
    return element if fallback is None else fallback


_THROUGH: Final = frozenset(
    W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir")
)


def runs(node: Element) -> Iterator[Element]:
    """The runs of a paragraph in order, through links, content controls and tracked insertions; what was deleted is not there."""
    for child in node:
        if child.tag == W + "r":
            yield child
        elif child.tag in _THROUGH:
            yield from runs(child)


def letters_of(node: Element) -> str:
    """What a child of a run adds to the text."""
    tag = node.tag
    if tag == W + "t":
        return node.text or ""
    if tag == W + "tab":
        return "\t"
    if tag in (W + "br", W + "cr"):
        return "\f" if value(node, "type") == "page" else "\n"
    if tag == W + "noBreakHyphen":
        return "-"
    return "•" if tag == W + "sym" else ""
