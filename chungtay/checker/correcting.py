"""Corrections that are safe: letters within runs, sizes and styles, indents and spacing, page set-up, the page number; no more.

A fix is what a rule offers beside a finding; all fixes of a round go into the file together, letters last and from the end backwards, so
that no fix moves another's place. Where two want the same letters the second waits for the next round.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from chungtay.checker.ooxml import TWIPS_PER_MM, Element, R, W, letters_of, runs
from chungtay.checker.package import Package
from chungtay.checker.reading import Para, Section

_RUN_ORDER: Final = (
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "color",
    "sz",
    "szCs",
    "u",
    "vertAlign",
    "lang",
)
_PARAGRAPH_ORDER: Final = (
    "pStyle",
    "keepNext",
    "pageBreakBefore",
    "numPr",
    "pBdr",
    "tabs",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "rPr",
    "sectPr",
    "pPrChange",
)
_SECTION_ORDER: Final = ("headerReference", "footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid")


@dataclass(frozen=True, slots=True)
class Edit:
    """Other letters in the place of para.text[start:end], in the dress of the first of them (of the one before, where nothing goes)."""

    para: Para
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Dress:
    """Run properties of a stretch of text: size, font, bold, italic, colour."""

    para: Para
    start: int
    end: int
    size: float | None = None
    font: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """Paragraph properties: align (w:jc), first line in millimetres (from the margin), space after in points, line in single lines."""

    para: Para
    align: str | None = None
    first: float | None = None
    after: float | None = None
    line: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Page set-up: names of w:pgMar or w:pgSz to millimetres; `has_first` for a first page of its own; `starts_at` for the number."""

    section: Section
    margins: tuple[tuple[str, float], ...] = ()
    size: tuple[float, float] | None = None
    has_first: bool | None = None
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page number centred in the top margin, instead of what is in the footer; none on page 1."""

    section: Section


Fix = Edit | Dress | Shape | Page | PageNumber


def apply(package: Package, fixes: Iterable[Fix]) -> None:
    """Put the fixes into the parts; the package knows afterwards which parts changed."""
    edits: list[Edit] = []
    for fix in fixes:
        if isinstance(fix, Edit):
            edits.append(fix)
        elif isinstance(fix, Dress):
            _dress(fix)
            package.changed.add(fix.para.part)
        elif isinstance(fix, Shape):
            _shape(fix)
            package.changed.add(fix.para.part)
        elif isinstance(fix, Page):
            _page(fix)
            package.changed.add(package.main)
        else:
            _page_number(package, fix.section)
    reached: dict[int, int] = {}
    for edit in sorted(edits, key=lambda each: (each.start, each.end), reverse=True):
        if edit.end <= reached.get(id(edit.para), len(edit.para.text)):
            _edit(edit)
            reached[id(edit.para)] = edit.start
            package.changed.add(edit.para.part)


def put(parent: Element, name: str, order: tuple[str, ...], **attributes: str) -> Element:
    """The child w:name, made at its place in the order of the schema if it is not there, with these w: attributes."""
    child = parent.find(W + name)
    if child is None:
        child = etree.Element(W + name)
        later = {W + each for each in order[order.index(name) + 1 :]}
        at = next((i for i, each in enumerate(parent) if each.tag in later), None)
        parent.insert(len(parent) if at is None else at, child)
    for key, text in attributes.items():
        child.set(W + key, text)
    return child


# ── Letters ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _edit(edit: Edit) -> None:
    """Tabs and breaks inside the stretch go; an insertion goes to the end of the letter before it."""
    at, pending = 0, edit.text
    pieces = [(node, letters) for run in runs(edit.para.element) for node in list(run) if (letters := letters_of(node))]
    for node, letters in pieces:
        begin, end = at, at + len(letters)
        at = end
        touches = (
            begin < edit.end and end > edit.start if edit.end > edit.start else begin < edit.start <= end or (edit.start == 0 == begin)
        )
        if not touches:
            continue
        if node.tag != W + "t":
            if edit.end > edit.start:
                _swap(node, pending)
                pending = ""
            continue
        kept = letters[: max(edit.start - begin, 0)] + pending + letters[max(edit.end - begin, 0) :]
        pending = ""
        node.text = kept
        if kept != kept.strip():
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _swap(node: Element, text: str) -> None:
    """Letters where a tab or break was."""
    parent = node.getparent()
    assert parent is not None
    if text:
        new = etree.Element(W + "t")
        new.text = text
        new.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        parent.replace(node, new)
    else:
        parent.remove(node)


# ── Dress and shape ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _dress(fix: Dress) -> None:
    switches = (("b", fix.bold), ("i", fix.italic))
    for run in _isolated(fix.para.element, fix.start, fix.end):
        properties = _first(run, "rPr")
        if fix.size is not None:
            for name in ("sz", "szCs"):
                put(properties, name, _RUN_ORDER, val=str(round(fix.size * 2)))
        if fix.font is not None:
            _forget(
                put(properties, "rFonts", _RUN_ORDER, ascii=fix.font, hAnsi=fix.font, cs=fix.font), "asciiTheme", "hAnsiTheme", "cstheme"
            )
        for name, wanted in switches:
            if wanted is not None:
                put(properties, name, _RUN_ORDER, val="1" if wanted else "0")
        if fix.colour is not None:
            _forget(put(properties, "color", _RUN_ORDER, val=fix.colour), "themeColor", "themeShade", "themeTint")


def _first(element: Element, name: str) -> Element:
    """The properties of a run or paragraph, which come before all else."""
    found = element.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        element.insert(0, found)
    return found


def _forget(element: Element, *names: str) -> None:
    """What a theme said, which would win over what is said here."""
    for name in names:
        element.attrib.pop(W + name, None)


def _isolated(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs of exactly this stretch; a run across its border is split in two of the same look."""
    found: list[Element] = []
    at = 0
    for run in list(runs(paragraph)):
        length = sum(len(letters_of(node)) for node in run)
        inner_start, inner_end = max(start - at, 0), min(end - at, length)
        if length and inner_start < inner_end:
            if inner_end < length:
                _split(run, inner_end)
            found.append(_split(run, inner_start) if inner_start > 0 else run)
        at += length
    return found


def _split(run: Element, at: int) -> Element:
    """Cut a run after so many letters; returns the second part."""
    second = etree.Element(run.tag, run.attrib)
    properties = run.find(W + "rPr")
    if properties is not None:
        second.append(deepcopy(properties))
    seen = 0
    for node in list(run):
        letters = letters_of(node)
        if node.tag == W + "rPr":
            continue
        if seen >= at:
            second.append(node)
        elif seen + len(letters) > at:
            rest = deepcopy(node)
            node.text, rest.text = letters[: at - seen], letters[at - seen :]
            for each in (node, rest):
                each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            second.append(rest)
        seen += len(letters)
    run.addnext(second)
    return second


def _shape(fix: Shape) -> None:
    properties = _first(fix.para.element, "pPr")
    if fix.after is not None:
        put(properties, "spacing", _PARAGRAPH_ORDER, after=str(round(fix.after * 20))).attrib.pop(W + "afterAutospacing", None)
        contextual = properties.find(W + "contextualSpacing")
        if contextual is not None or fix.para.is_contextual:
            put(properties, "contextualSpacing", _PARAGRAPH_ORDER, val="0")
    if fix.line is not None:
        put(properties, "spacing", _PARAGRAPH_ORDER, line=str(round(fix.line * 240)), lineRule="auto")
    if fix.first is not None:
        indent = put(properties, "ind", _PARAGRAPH_ORDER, left="0", firstLine=str(round(fix.first * TWIPS_PER_MM)))
        for name in ("hanging", "start", "firstLineChars", "hangingChars", "leftChars", "startChars"):
            indent.attrib.pop(W + name, None)
    if fix.align is not None:
        put(properties, "jc", _PARAGRAPH_ORDER, val=fix.align)


# ── Page ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(fix: Page) -> None:
    section = fix.section.element
    if fix.margins:
        margins = put(section, "pgMar", _SECTION_ORDER, **{name: str(round(length * TWIPS_PER_MM)) for name, length in fix.margins})
        for name in ("top", "right", "bottom", "left", "header", "footer", "gutter"):
            if margins.get(W + name) is None:
                margins.set(W + name, {"gutter": "0", "header": "708", "footer": "708"}.get(name, "1134"))
        if any(name == "left" for name, _length in fix.margins):
            margins.set(W + "gutter", "0")
    if fix.size:
        put(section, "pgSz", _SECTION_ORDER, w=str(round(fix.size[0] * TWIPS_PER_MM)), h=str(round(fix.size[1] * TWIPS_PER_MM)))
    if fix.has_first is not None:
        put(section, "titlePg", _SECTION_ORDER, val="1" if fix.has_first else "0")
    if fix.number_format:
        put(section, "pgNumType", _SECTION_ORDER, fmt=fix.number_format)


_HEADER: Final = (
    f'<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '{run}<w:fldChar w:fldCharType="begin"/></w:r>{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>2</w:t></w:r>{run}<w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
_DRESSED: Final = (
    '<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
)
_HEADER_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_HEADER_RELATION: Final = f"{R[1:-1]}/header"


def _page_number(package: Package, section: Section) -> None:
    """A header with the number into an empty place, into the header that is there otherwise; the footer's number goes."""
    header = section.headers.get("default")
    fresh = etree.fromstring(_HEADER.replace("{run}", _DRESSED))
    root = package.root(header.part) if header else None
    if header is not None and root is not None:
        root.insert(0, fresh[0])
        package.changed.add(header.part)
    else:
        _add_header(package, section, fresh)
    put(section.element, "titlePg", _SECTION_ORDER, val="1")
    package.changed.add(package.main)
    for footer in section.footers.values():
        for para in footer.paras:
            if para.has_page_field:
                for run in list(runs(para.element)):
                    parent = run.getparent()
                    assert parent is not None
                    parent.remove(run)
                package.changed.add(footer.part)


def _add_header(package: Package, section: Section, root: Element) -> None:
    """A new part, known to the package and to the section."""
    folder, _slash, base = package.main.rpartition("/")
    taken = package.file.NameToInfo.keys() | package.roots.keys()
    name = next(each for number in range(1, 1000) if (each := f"{folder}/header{number}.xml") not in taken)
    relations, types = package.root(f"{folder}/_rels/{base}.rels"), package.root("[Content_Types].xml")
    assert relations is not None
    assert types is not None
    key = next(each for number in range(1, 10_000) if (each := f"rIdPage{number}") not in package.relations())
    entry: dict[str, Any] = {"Id": key, "Type": _HEADER_RELATION, "Target": name.removeprefix(f"{folder}/")}
    etree.SubElement(relations, "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship", entry)
    part = {"PartName": f"/{name}", "ContentType": _HEADER_TYPE}
    etree.SubElement(types, "{http://schemas.openxmlformats.org/package/2006/content-types}Override", part)
    package.roots[name] = root
    package.changed |= {name, f"{folder}/_rels/{base}.rels", "[Content_Types].xml"}
    reference = etree.Element(W + "headerReference", {W + "type": "default", R + "id": key})
    section.element.insert(0, reference)
