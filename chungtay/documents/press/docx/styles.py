"""Styles of the file, one for each role of the form, so that an officer who edits stays within the form."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.form import STYLES, Role, Style
from chungtay.documents.layout import Align
from chungtay.documents.press.docx.ooxml import part, twentieths, twips

TINY: Final = "Tiny"  # a paragraph that Word demands and nobody sees: the end of a section
TABLE_GAP: Final = "TableGap"
SIGNATURE_ROOM: Final = "SignatureRoom"
GRID: Final = "Grid"
FRAME: Final = "Frame"  # the two columns of head and foot
REFERENCE: Final = "FootnoteReference"

_RULE_GAP: Final = 2  # points between a line of text and the rule under it
_RULE_ROOM: Final = 6  # points that the rule takes below the text
_IDS: Final = {Role.BODY: "Normal"}
_NAMES: Final = {Role.BODY: "Normal", Role.FOOTNOTE: "footnote text"}  # Word's own: what it takes when somebody types or adds a note
_OUTLINE: Final = {Role.PART: 0, Role.ANNEX: 0, Role.ROMAN: 0, Role.SECTION: 1, Role.ARTICLE: 1, Role.CLAUSE_TITLE: 1}
_JUSTIFIED: Final = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
_BOXED: Final = {Role.URGENCY: form.RED, Role.CIRCULATION: "000000"}
_BORDERS: Final = ("top", "left", "bottom", "right")


def style_id(role: Role) -> str:
    """'NUMBER' → 'Number'; the text of the body is Word's Normal."""
    return _IDS.get(role) or role.name.title().replace("_", "")


def rule_id(role: Role) -> str:
    """The style of the line under this role's text."""
    return f"{style_id(role)}Rule"


def aligned_id(role: Role, align: Align | None) -> str:
    """The style of a cell's text in this alignment."""
    return style_id(role) if align in (None, STYLES[role].align) else f"{style_id(role)}{align.name.title()}"


def border(side: str, *, space: int = 0, color: str = "000000") -> str:
    return f'<w:{side} w:val="single" w:sz="{round(form.RULE_WIDTH * 8)}" w:space="{space}" w:color="{color}"/>'


@cache
def styles_part() -> str:
    """The same for every document."""
    return part("styles", "".join((_DEFAULTS, *_paragraphs(), *_wordless(), *_others())))


_FONTS: Final = "".join(f' w:{script}="{form.FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
_DEFAULTS: Final = (
    f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts{_FONTS}/><w:color w:val="000000"/>'
    f'<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)


def _paragraphs() -> Iterator[str]:
    yield _paragraph_style(Role.BODY)
    for role in Role:
        if role != Role.BODY:
            yield _paragraph_style(role)
    for role in (Role.TABLE_HEAD, Role.TABLE_CELL):
        for align in Align:
            if align != STYLES[role].align:
                name = f"{role.value} ({_JUSTIFIED[align]})"
                yield _style(aligned_id(role, align), name, f'<w:jc w:val="{_JUSTIFIED[align]}"/>', base=style_id(role))


def _paragraph_style(role: Role) -> str:
    style = STYLES[role]
    keep = "<w:keepNext/>" if style.keep_next or style.rule else ""
    after = 0 if style.rule else style.after  # the room after stands under the rule
    outline = f'<w:outlineLvl w:val="{_OUTLINE[role]}"/>' if role in _OUTLINE else ""
    properties = (
        f"{keep}<w:widowControl/>{_borders(role)}{_spacing(style.before, after, style.line)}"
        f'<w:ind w:left="{twips(style.left)}" w:right="0" w:firstLine="{twips(style.indent)}"/>'
        f'<w:jc w:val="{_JUSTIFIED[style.align]}"/>{outline}'
    )
    base = "" if role == Role.BODY else style_id(Role.BODY)
    following = style_id(Role.BODY) if style.keep_next else ""
    return _style(style_id(role), _NAMES.get(role, role.value), properties, letters=_letters(role, style), base=base, following=following)


def _letters(role: Role, style: Style) -> str:
    color = f'<w:color w:val="{_BOXED[role]}"/>' if role in _BOXED else ""
    size = round(style.size * 2)
    return f'{"<w:b/><w:bCs/>" * style.bold}{"<w:i/><w:iCs/>" * style.italic}{color}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'


def _borders(role: Role) -> str:
    """The box of an urgent paper, 8 mm high; the full-width line over the address (phụ lục I, II.10b, II.13)."""
    if role in _BOXED:
        line = STYLES[role].size * 1.15  # how high Word sets a line of Times New Roman
        above = round((form.BOX_HEIGHT / 25.4 * 72 - line) / 2)
        sides = "".join(border(side, space=above if side in ("top", "bottom") else 0, color=_BOXED[role]) for side in _BORDERS)
        return f"<w:pBdr>{sides}</w:pBdr>"
    return f"<w:pBdr>{border('top', space=4)}</w:pBdr>" if role == Role.CONTACT else ""


def _spacing(before: float, after: float, line: float) -> str:
    return f'<w:spacing w:before="{twentieths(before)}" w:after="{twentieths(after)}" w:line="{round(240 * line)}" w:lineRule="auto"/>'


def _wordless() -> Iterator[str]:
    """Paragraphs without words: rules, gaps, the room for the hand and the seal."""
    yield _room(TINY, "Dòng phụ", "exact", 1)
    yield _room(TABLE_GAP, "Khoảng sau bảng", "exact", form.BODY_SPACING)
    yield _room(SIGNATURE_ROOM, "Chỗ ký và đóng dấu", "atLeast", form.SIGNATURE_ROOM / 25.4 * 72)
    top = f"<w:pBdr>{border('top')}</w:pBdr>"
    for role, style in STYLES.items():
        if style.rule:
            name = f"Đường kẻ dưới {role.value}"
            yield _room(rule_id(role), name, "exact", _RULE_ROOM - _RULE_GAP, lines=top, before=_RULE_GAP, after=style.after)


def _room(id: str, name: str, rule: str, points: float, *, lines: str = "", before: float = 0, after: float = 0) -> str:
    properties = (
        f'{lines}<w:spacing w:before="{twentieths(before)}" w:after="{twentieths(after)}"'
        f' w:line="{twentieths(points)}" w:lineRule="{rule}"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
    )
    return _style(id, name, properties, letters='<w:sz w:val="2"/><w:szCs w:val="2"/>', base=style_id(Role.BODY))


def _style(id: str, name: str, properties: str, *, letters: str = "", base: str = "", following: str = "") -> str:
    default = "" if base else ' w:default="1"'
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    following = f'<w:next w:val="{following}"/>' if following else ""
    letters = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr>{letters}</w:style>"
    )


def _others() -> Iterator[str]:
    """Styles of letters and of tables."""
    yield '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    yield (
        f'<w:style w:type="character" w:styleId="{REFERENCE}"><w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    beside, above = (twips(length) for length in form.CELL_PADDING)
    inner = "".join(border(side) for side in (*_BORDERS, "insideH", "insideV"))
    yield _table_style("TableNormal", "Normal Table", "", _margins(0, 0))
    yield _table_style(FRAME, "Khung hai cột", "TableNormal", _margins(0, 0))
    yield _table_style(GRID, "Bảng", "TableNormal", f"<w:tblBorders>{inner}</w:tblBorders>{_margins(beside, above)}")


def _margins(beside: int, above: int) -> str:
    widths = zip(_BORDERS, (above, beside, above, beside), strict=True)
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in widths)
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _table_style(id: str, name: str, base: str, properties: str) -> str:
    kind = f'w:styleId="{id}"' if base else f'w:default="1" w:styleId="{id}"'
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="table" {kind}><w:name w:val="{name}"/>{based}'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{properties}</w:tblPr></w:style>'
    )
