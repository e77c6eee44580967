"""Reads a package into a Reading: tables, text boxes, lists, sections, headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from django.utils.translation import gettext as _

from chungtay.checker.numbering import Numbering, read_numbering
from chungtay.checker.ooxml import MC, OFFICE, WP, A, Element, V, W, chosen, count_of, letters_of, mm, runs, truth, value
from chungtay.checker.package import Package, damaged, opened, too_large
from chungtay.checker.reading import FONT_HEIGHT, SINGLE, Header, Look, Para, Reading, Span, Spot, Zone, section_of
from chungtay.checker.styles import DEFAULT_FONT, Props, Styles, paragraph_props, read_styles, run_props
from chungtay.core.errors import RuleBroken
from chungtay.documents.layout import Align

MOST_PARAGRAPHS: Final = 40_000
_ALIGN: Final = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT, "both": Align.JUSTIFY, "distribute": Align.JUSTIFY}
_PAGE_CODE: Final = re.compile(r"\s*PAGE\b", re.IGNORECASE)
_THIN: Final = 30_000  # EMU: a shape of less than 2.4 points is a line
_AROUND: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def read(file: bytes) -> Reading:
    """The whole file. RuleBroken, in one sentence, when it cannot be read or holds nothing."""
    package = opened(file)
    root = package.root(package.main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise damaged()
    reader = _Reader.of(package)
    paras = list(reader.block(body, Spot(Zone.BODY)))
    if not any(para.text.strip() for para in paras):
        raise RuleBroken(_("Văn bản trống, không có chữ nào để kiểm tra."))
    _count(paras)
    last = body.find(W + "sectPr")
    if last is not None:
        reader.sections.append(last)
    settings = package.root(package.beside("settings"))
    has_even = settings is not None and bool(truth(settings.find(W + "evenAndOddHeaders")))
    sections = [section_of(each) for each in reader.sections]
    reading = Reading(package, paras, sections, has_even, _pages(package, paras, reader.sections))
    _read_headers(reading, reader)
    return reading


@dataclass(slots=True)
class _Reader:
    package: Package
    styles: Styles
    numbering: Numbering
    part: str
    sections: list[Element] = field(default_factory=list)
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    seen: int = 0
    table_run: Props = field(default_factory=dict)
    table_paragraph: Props = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> "_Reader":
        styles = read_styles(package.root(package.beside("styles")), package.root(package.beside("theme")))
        return cls(package, styles, read_numbering(package.root(package.beside("numbering"))), package.main)

    def block(self, node: Element, spot: Spot) -> Iterator[Para]:
        """Paragraphs and tables in order."""
        for child in node:
            if child.tag == W + "p":
                yield from self.paragraph(child, spot)
            elif child.tag == W + "tbl":
                yield from self.table(child)
            elif child.tag in _AROUND:
                yield from self.block(child, spot)

    def table(self, element: Element) -> Iterator[Para]:
        number, outer = next(self.tables), (self.table_run, self.table_paragraph)
        properties = element.find(W + "tblPr")
        style = value(properties.find(W + "tblStyle")) if properties is not None else None
        self.table_run, self.table_paragraph = self.styles.chain(style, "table")
        for row, line in enumerate(element.iterfind(W + "tr")):
            cells = [cell for child in line for cell in ([child] if child.tag == W + "tc" else child.iter(W + "tc"))]
            for column, cell in enumerate(cells):
                yield from self.block(cell, Spot(Zone.CELL, number, row, column, len(cells)))
        self.table_run, self.table_paragraph = outer

    def paragraph(self, element: Element, spot: Spot) -> Iterator[Para]:
        self.seen += 1
        if self.seen > MOST_PARAGRAPHS:
            raise too_large()
        own = element.find(W + "pPr")
        direct = paragraph_props(own)
        style_run, style_paragraph = self.styles.chain(direct.get("style"), "paragraph")
        props = self.styles.paragraph | self.table_paragraph | style_paragraph
        num, depth = (direct.get("num"), direct.get("level", 0)) if "num" in direct else (props.get("num"), props.get("level", 0))
        level = self.numbering.level(num, depth)
        if level is not None:
            props |= level.paragraph
        props |= direct
        text, spans, boxes = self.words(element, style_run)
        para = _para(element, self.part, spot, text, spans, props)
        if level is not None and text.strip():
            para.label, para.label_level = self.numbering.next_label(num, depth), level.element
        para.style = direct.get("style", "")
        para.section = len(self.sections)
        _see_drawings(para, element)
        yield para
        for box in boxes:
            yield from self.block(box, Spot(Zone.BOX))
        section = own.find(W + "sectPr") if own is not None else None
        if section is not None:
            self.sections.append(section)

    def words(self, element: Element, style_run: Props) -> tuple[str, tuple[Span, ...], list[Element]]:
        """The text, the spans of one look, and the text boxes anchored here."""
        text, spans, boxes = "", list[Span](), list[Element]()
        for run in runs(element):
            props = run_props(run.find(W + "rPr"), self.styles.theme)
            if props.get("hidden"):
                continue
            letters = "".join(letters_of(node) for node in run)
            boxes += _boxes(run)
            if not letters:
                continue
            look, is_caps = self.look(props, style_run)
            text += letters.upper() if is_caps and len(letters.upper()) == len(letters) else letters
            spans.append(Span(len(text) - len(letters), len(text), look))
        return text, tuple(spans), boxes

    def look(self, direct: Props, style_run: Props) -> tuple[Look, bool]:
        character, _none = self.styles.chain(direct["style"], "character") if direct.get("style") else ({}, {})
        all_props = self.styles.run | self.table_run | style_run | character | direct
        for name in ("bold", "italic", "caps"):  # switches of styles undo each other (17.7.3)
            if name not in direct:
                said = [bool(props.get(name)) for props in (self.table_run, style_run, character)]
                all_props[name] = bool(self.styles.run.get(name)) or sum(said) % 2 == 1
        look = Look(
            font=str(all_props.get("font") or DEFAULT_FONT),
            size=float(all_props.get("size") or 10),
            bold=bool(all_props["bold"]),
            italic=bool(all_props["italic"]),
            underline=bool(all_props.get("underline")),
            colour=str(all_props.get("colour") or "auto"),
            raised=bool(all_props.get("raised")),
        )
        return look, bool(all_props["caps"])


def _para(element: Element, part: str, spot: Spot, text: str, spans: tuple[Span, ...], props: Props) -> Para:
    rule, line = props.get("line_rule", "auto"), float(props.get("line", SINGLE))
    largest = max((span.look.size for span in spans), default=12.0)
    return Para(
        element=element,
        part=part,
        spot=spot,
        text=text,
        spans=spans,
        align=_ALIGN.get(str(props.get("align")), Align.LEFT),
        first=mm(props.get("first", 0.0)),
        left=mm(props.get("left", 0.0)),
        before=props.get("before", 0.0) / 20,
        after=props.get("after", 0.0) / 20,
        line=line / SINGLE if rule == "auto" else max(line / 20 / (largest * FONT_HEIGHT), 1.0 if rule == "atLeast" else 0.0),
        is_contextual=bool(props.get("contextualSpacing")),
        has_border=bool(props.get("border")),
        breaks_page=bool(props.get("pageBreakBefore")),
    )


def _boxes(run: Element) -> Iterator[Element]:
    """The contents of text boxes in a run, each once."""
    for child in run:
        for box in chosen(child).iter(W + "txbxContent"):
            if not any(True for _each in box.iterancestors(W + "txbxContent")):
                yield box


def _see_drawings(para: Para, element: Element) -> None:
    """Lines drawn at the paragraph, fields, page breaks."""
    for run in runs(element):
        for child in run:
            tag = child.tag
            if tag in (W + "drawing", W + "pict", W + "object", MC + "AlternateContent"):
                para.lines_drawn += sum(1 for _line in _lines(chosen(child)))
            elif tag == W + "instrText" and _PAGE_CODE.match(child.text or ""):
                para.has_page_field = True
            elif tag == W + "lastRenderedPageBreak":
                para.page = 1  # turned into the number of the page by _count
    para.breaks_page |= "\f" in para.text[:1] or para.page == 1
    if any(_PAGE_CODE.match(value(each, "instr") or "") for each in element.iter(W + "fldSimple")):
        para.has_page_field = True


def _lines(drawing: Element) -> Iterator[Element]:
    """Straight lines, connectors, and shapes so thin that they are one."""
    for shape in drawing.iter(A + "prstGeom"):
        if shape.get("prst", "") in ("line", "straightConnector1", "lineInv"):
            yield shape
    for shape in drawing.iter(A + "custGeom", A + "prstGeom"):
        size = next((each for each in drawing.iter(WP + "extent", A + "ext") if each.get("cy")), None)
        if (
            shape.get("prst", "") not in ("line", "straightConnector1", "lineInv")
            and size is not None
            and count_of(size.get("cy"), _THIN) < _THIN
        ):
            yield shape
    yield from drawing.iter(V + "line")
    yield from (shape for shape in drawing.iter(V + "shape", V + "rect") if shape.get("type") == "#_x0000_t32" or shape.get(OFFICE + "hr"))


def _count(paras: list[Para]) -> None:
    """Numbers of paragraphs, and of pages where the program that saved the file left the breaks."""
    number, page, knows = 0, 1, any(para.page for para in paras)
    for para in paras:
        page += (para.page == 1 or (para.breaks_page and not knows)) and number > 0
        if para.text.strip():
            number += 1
        para.number, para.page = number, page if knows else 0


def _pages(package: Package, paras: list[Para], sections: list[Element]) -> int:
    """At least as many pages as breaks and letters tell; what the program counted where it says more."""
    broken = 1 + sum(1 for para in paras if para.breaks_page or "\f" in para.text.rstrip("\f"))
    broken += sum(1 for each in sections[1:] if value(each.find(W + "type")) != "continuous")
    letters = sum(len(para.text) for para in paras)
    root = package.root("docProps/app.xml")
    said = next((each.text or "" for each in root.iter("{*}Pages")), "") if root is not None else ""
    return max(broken, count_of(said, 1), letters // 4_500 + 1)


def _read_headers(reading: Reading, reader: _Reader) -> None:
    """Headers and footers of every section; one that names none has those of the section before."""
    before_headers: dict[str, Header] = {}
    before_footers: dict[str, Header] = {}
    for section in reading.sections:
        section.headers, section.footers = dict(before_headers), dict(before_footers)
        for reference in section.element:
            if reference.tag not in (W + "headerReference", W + "footerReference"):
                continue
            name, kind = reading.package.related(reference), value(reference, "type") or "default"
            root = reading.package.root(name)
            if root is None:
                continue
            reader.part, is_header = name, reference.tag == W + "headerReference"
            paras = list(reader.block(root, Spot(Zone.HEADER if is_header else Zone.FOOTER)))
            (section.headers if is_header else section.footers)[kind] = Header(name, kind, paras)
        before_headers, before_footers = section.headers, section.footers
