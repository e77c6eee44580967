"""The .docx file: its parts, how they hang together, and the zip around them. Printing a document twice gives the same bytes."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.sheet import compose, notation_line
from chungtay.documents.enums import DocumentKind
from chungtay.documents.layout import Document
from chungtay.documents.press.docx.ooxml import escaped, paragraph, part
from chungtay.documents.press.docx.pages import CONTACT, HEADER, NO_CONTACT, NO_NUMBER, document_part, footer_part, header_part
from chungtay.documents.press.docx.pen import Pen
from chungtay.documents.press.docx.styles import TINY, styles_part

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS: Final = "http://schemas.openxmlformats.org"
_RELATIONS: Final = f"{_FORMATS}/officeDocument/2006/relationships"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip knows


@dataclass(frozen=True, slots=True)
class _Part:
    """`kind`: what Word calls it, in its content type and in its relationship to the text."""

    name: str
    kind: str
    xml: str


def print_docx(document: Document) -> bytes:
    """The document as a Word file that opens without repair and may be edited; figures are content controls that may not.

    Raises ValueError for what Word could not hold without losing words: a table's row wider than its columns, an id of a mark longer than
    64 letters.
    """
    sheet = compose(document)
    pen = Pen(document.marks)
    text = document_part(sheet, pen)
    parts = [
        _Part("styles", "styles", styles_part()),
        _Part("settings", "settings", _SETTINGS),
        _Part("fontTable", "fontTable", _FONT_TABLE),
        _Part(HEADER, "header", header_part()),
        _Part(NO_NUMBER, "header", header_part(has_number=False)),
        _Part(NO_CONTACT, "footer", footer_part(None, pen)),
    ]
    if sheet.contact:
        parts.append(_Part(CONTACT, "footer", footer_part(sheet.contact, pen)))
    parts.append(_Part("footnotes", "footnotes", _footnotes(pen)))
    return _zipped(
        {
            "[Content_Types].xml": _content_types(parts),
            "_rels/.rels": _relationships(_TOP),
            "docProps/core.xml": _properties(document),
            "word/document.xml": text,
            "word/_rels/document.xml.rels": _relationships(
                [(part.name, f"{_RELATIONS}/{part.kind}", f"{part.name}.xml") for part in parts]
            ),
            **{f"word/{each.name}.xml": each.xml for each in parts},
        }
    )


_TOP: Final = [
    ("text", f"{_RELATIONS}/officeDocument", "word/document.xml"),
    ("properties", f"{_FORMATS}/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
]
_SETTINGS: Final = part(
    "settings",
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>',
)
_FONT_TABLE: Final = part(
    "fonts",
    f'<w:font w:name="{form.FONT}"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
    '<w:pitch w:val="variable"/></w:font>',
)


def _footnotes(pen: Pen) -> str:
    lines = (("-1", "separator"), ("0", "continuationSeparator"))
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}">{paragraph(TINY, f"<w:r><w:{kind}/></w:r>")}</w:footnote>' for number, kind in lines
    )
    notes = "".join(f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in enumerate(pen.notes, 1))
    return part("footnotes", separators + notes)


def _content_types(parts: list[_Part]) -> str:
    kinds = [("docProps/core", _CORE), ("word/document", f"{_WORD}.document.main+xml")]
    kinds += [(f"word/{each.name}", f"{_WORD}.{each.kind}+xml") for each in parts]
    overrides = "".join(f'<Override PartName="/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'{_HEAD}<Types xmlns="{_FORMATS}/package/2006/content-types">{defaults}{overrides}</Types>'


def _relationships(targets: list[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in targets)
    return f'{_HEAD}<Relationships xmlns="{_FORMATS}/package/2006/relationships">{lines}</Relationships>'


def _properties(document: Document) -> str:
    """What a file says of itself (phụ lục VI): its name, issuer, number, language; created on the day of the document, if it has one."""
    kind = DocumentKind(document.kind).label
    said = {
        "dc:title": f"{kind} {document.subject}",
        "dc:subject": document.subject,
        "dc:creator": document.issuer,
        "dc:identifier": notation_line(document.number, document.notation).removeprefix("Số: ").strip(),
        "dc:language": "vi-VN",
    }
    lines = "".join(f"<{name}>{escaped(text)}</{name}>" for name, text in said.items())
    if document.issued_on:
        for name in ("created", "modified"):
            lines += f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{document.issued_on.isoformat()}T00:00:00Z</dcterms:{name}>'
    spaces = (
        f'xmlns:cp="{_FORMATS}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f"{_HEAD}<cp:coreProperties {spaces}>{lines}</cp:coreProperties>"


def _zipped(parts: dict[str, str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system = 0  # the same on every system
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, xml.encode())
    return file.getvalue()
