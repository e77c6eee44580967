"""A PDF read back for the tests: its words by the tags (the order in which a screen reader says them), its letters by their place."""

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final, cast

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page

from chungtay.documents.press.letters import BREAK

MM: Final = 72 / 25.4
_LINES: Final = ("P", "H1", "H2", "H3", "H4", "H5", "H6", "TD", "TH")  # what holds words
_NOTES: Final = ("Note", "Lbl")  # a footnote and its signs, which are no words of the text

Node = dict[str, Any]


class Printed:
    """Lengths in millimetres from the left and the top of the page, as in decree30.form."""

    def __init__(self, pdf: bytes) -> None:
        self.file = pdfplumber.open(BytesIO(pdf))
        self.pages = self.file.pages
        self.catalog: Node = self.file.doc.catalog
        self.text: dict[tuple[int, int], str] = defaultdict(str)
        for page in self.pages:
            piece = -1
            for char in page.chars:  # one without a number stands in a span within a piece (hard spaces do): pdfplumber forgets the outer
                piece = piece if char["mcid"] is None else char["mcid"]
                if char["tag"] != "Artifact":
                    self.text[cast("int", page.page_obj.pageid), piece] += char["text"].replace(BREAK, "")

    def words(self) -> list[str]:
        """As decree30.sheet.words says them, with one kind of space."""
        return [" ".join(text.split()) for tag, text in self.lines() if tag != "Note"]

    def lines(self) -> list[tuple[str, str]]:
        """(tag, text) of every paragraph, heading and cell, in the order of the tags; the text of a footnote is a ("Note", …)."""
        return list(self._lines(resolve1(self.catalog["StructTreeRoot"]), None))

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.lines()]

    def heads(self) -> list[tuple[str, str]]:
        return [(tag, text) for tag, text in self.lines() if tag.startswith("H")]

    def destinations(self) -> dict[str, tuple[int, float, float]]:
        """Named places in the file: (page from 1, left, top)."""
        numbers = {page.page_obj.pageid: page.page_number for page in self.pages}
        names = resolve1(resolve1(resolve1(self.catalog["Names"])["Dests"])["Names"])
        found = {}
        for name, place in zip(names[::2], names[1::2], strict=True):
            page, _kind, left, top, _zoom = resolve1(place)
            number = numbers[page.objid]
            found[name.decode()] = (number, float(left) / MM, (float(self.pages[number - 1].height) - float(top)) / MM)
        return found

    def line(self, text: str, page: int = 1) -> dict[str, Any]:
        """The line of the page that begins with this text: left, right, baseline in millimetres, font, size in points."""
        (found,) = [line for line in lines_of(self.pages[page - 1]) if line["text"].startswith(text)]
        return found

    def _lines(self, node: Node, page: int | None) -> Iterator[tuple[str, str]]:
        page = node["Pg"].objid if "Pg" in node else page
        tag = node["S"].name if "S" in node else ""
        inner = _inner(node)
        if tag in _LINES and not _holds_lines(node):
            yield tag, self._text(node, page)
            for kid in inner:
                yield from self._notes(kid, page)
            return
        for kid in inner:
            yield from self._lines(kid, page)

    def _notes(self, node: Node, page: int | None) -> Iterator[tuple[str, str]]:
        page = node["Pg"].objid if "Pg" in node else page
        if node["S"].name == "Note":
            yield "Note", self._text(node, page)
        else:
            for kid in _inner(node):
                yield from self._notes(kid, page)

    def _text(self, node: Node, page: int | None) -> str:
        page = node["Pg"].objid if "Pg" in node else page
        found = ""
        for kid in _kids(node):
            if isinstance(kid, int):
                found += self.text[page or 0, kid]
            elif "MCID" in kid:
                found += self.text[kid["Pg"].objid if "Pg" in kid else page or 0, kid["MCID"]]
            elif "S" in kid and kid["S"].name not in _NOTES:
                found += self._text(kid, page)
        return found


def _kids(node: Node) -> list[Any]:
    kids = resolve1(node.get("K"))
    return [resolve1(kid) for kid in kids] if isinstance(kids, list) else [] if kids is None else [kids]


def _inner(node: Node) -> list[Node]:
    return [kid for kid in _kids(node) if isinstance(kid, dict) and "S" in kid]


def _holds_lines(node: Node) -> bool:
    return any(kid["S"].name in _LINES or _holds_lines(kid) for kid in _inner(node) if kid["S"].name not in _NOTES)


def lines_of(page: Page) -> list[dict[str, Any]]:
    """The lines of letters of a page from its top; two columns are two lines."""
    rows: dict[float, list[dict[str, Any]]] = defaultdict(list)
    for char in page.chars:
        rows[round(float(page.height) - char["matrix"][5], 1)].append(char)
    found = []
    for baseline in sorted(rows):
        row = sorted(rows[baseline], key=lambda char: float(char["x0"]))
        start = 0
        for end in range(1, len(row) + 1):
            if end == len(row) or row[end]["x0"] - row[end - 1]["x1"] > 2 * row[end]["size"]:
                found.append(_line(row[start:end], baseline))
                start = end
    return found


def _line(chars: list[dict[str, Any]], baseline: float) -> dict[str, Any]:
    inked = [char for char in chars if char["text"].strip()] or chars
    return {
        "text": "".join(char["text"] for char in chars),
        "left": inked[0]["x0"] / MM,
        "right": inked[-1]["x1"] / MM,
        "baseline": baseline / MM,
        "font": inked[0]["fontname"].split("+")[-1],
        "size": inked[0]["size"],
        "colour": inked[0]["non_stroking_color"],
    }
