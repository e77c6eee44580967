"""A Word file read back for the tests, with the standard library and the names of the standard alone: nothing of the press is trusted."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import ZipFile

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LAYOUT_TABLE: Final = "Frame"  # head and foot; all other tables are tables of the text


class Word:
    """The parts of a .docx as trees."""

    def __init__(self, docx: bytes) -> None:
        with ZipFile(BytesIO(docx)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = self.part("document")[0]

    def part(self, name: str) -> Element:
        return ET.fromstring(self.parts[f"word/{name}.xml"])  # noqa: S314 — a file of our own

    def words(self) -> list[str]:
        """As decree30.sheet.words says them: paragraphs in order, tables row by row."""
        return list(_words(self.body))

    def sections(self) -> list[Element]:
        return list(self.body.iter(f"{W}sectPr"))

    def tables(self) -> list[Element]:
        return [table for table in self.body.iter(f"{W}tbl") if _style(table) != LAYOUT_TABLE]

    def frames(self) -> list[Element]:
        return [table for table in self.body.iter(f"{W}tbl") if _style(table) == LAYOUT_TABLE]

    def paragraphs(self, style: str) -> list[Element]:
        return [paragraph for paragraph in self.body.iter(f"{W}p") if style_of(paragraph) == style]

    def styles(self) -> dict[str, Element]:
        """By the name that people see in Word."""
        return {value(style, "name"): style for style in self.part("styles").iter(f"{W}style")}


def text(element: Element) -> str:
    return "".join("\n" if part.tag == f"{W}br" else part.text or "" for part in element.iter() if part.tag in (f"{W}t", f"{W}br"))


def value(element: Element, path: str, attribute: str = "val") -> str:
    """The attribute of the element at the path ('pPr/spacing'), '' where there is none."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}{attribute}", "")


def has(element: Element, path: str) -> bool:
    return element.find("/".join(f"{W}{step}" for step in path.split("/"))) is not None


def style_of(paragraph: Element) -> str:
    return value(paragraph, "pPr/pStyle")


def is_continued(cell: Element) -> bool:
    return value(cell, "tcPr/vMerge") == "continue"


def _style(table: Element) -> str:
    return value(table, "tblPr/tblStyle")


def _words(container: Element) -> Iterator[str]:
    for child in container:
        if child.tag == f"{W}p" and has_words(child):
            yield text(child)
        elif child.tag == f"{W}tbl":
            for cell in child.iter(f"{W}tc"):
                if _style(child) == LAYOUT_TABLE:
                    yield from _words(cell)
                elif not is_continued(cell):
                    yield "".join(text(paragraph) for paragraph in cell.iter(f"{W}p"))


def has_words(paragraph: Element) -> bool:
    """Rules, gaps and ends of sections are paragraphs without a run."""
    return next(paragraph.iter(f"{W}r"), None) is not None
