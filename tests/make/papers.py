"""Word files as strangers make them, with python-docx: right in everything by default; a test changes what it is about.

`looks` changes how an element looks: {"nation": {"size": 16}}. A line of the text is its words, or (words, look).
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from chungtay.documents.decree30.form import MOTTO, NATION

Look = Mapping[str, Any]
Line = str | tuple[str, Look]
_ALIGN: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_TEXT: Final[dict[str, Any]] = {"size": 14, "align": "both", "first": 12.7, "after": 6}
_LOOKS: Final[Mapping[str, Look]] = {
    "nation": {"size": 12, "bold": True, "align": "center"},
    "motto": {"size": 13, "bold": True, "align": "center"},
    "parent": {"size": 12, "align": "center"},
    "issuer": {"size": 12, "bold": True, "align": "center"},
    "number": {"size": 13, "align": "center"},
    "day": {"size": 13, "italic": True, "align": "center"},
    "kind": {"size": 14, "bold": True, "align": "center"},
    "subject": {"size": 14, "bold": True, "align": "center"},
    "letter-subject": {"size": 12, "align": "center"},
    "addressee": {"size": 14, "align": "center"},
    "addressees": {"size": 14, "left": 52},
    "basis": _TEXT | {"italic": True},
    "text": _TEXT,
    "recipients": {"size": 12, "bold": True, "italic": True},
    "recipient": {"size": 11},
    "authority": {"size": 14, "bold": True, "align": "center"},
    "signer": {"size": 14, "bold": True, "align": "center"},
    "annex": {"size": 14, "bold": True, "align": "center"},
    "annex-title": {"size": 14, "bold": True, "align": "center"},
    "annex-reference": {"size": 14, "italic": True, "align": "center"},
}
LONG: Final = (
    "Các trường đã rà soát nhu cầu của từng điểm trường, cập nhật kịp thời và báo cáo về Ủy ban nhân dân xã đúng thời hạn đã giao."
)
REPORT: Final[tuple[Line, ...]] = (
    f"{LONG} Nhu cầu ghi tại Phụ lục I, Phụ lục II theo khoản 2 Điều 5 của kế hoạch.",
    ("I. CÔNG TÁC CHỈ ĐẠO", {"bold": True}),
    ("1. Ban hành kế hoạch", {"bold": True}),
    LONG,
    "a) Cấp mầm non có 10 trường;",
    "b) Cấp tiểu học có 6 trường;",
    "c) Cấp trung học cơ sở có 3 trường;",
    "d) Nhà vệ sinh đã sửa 4 điểm;",
    "đ) Nước sạch đã có ở 2 điểm.",
    ("II. KẾT QUẢ", {"bold": True}),
    "- Điện đã có ở bản Co Pục;",
    "- Nước đã về xã Núa Ngam, tỉnh Điện Biên.",
    "Trên đây là báo cáo của Ủy ban nhân dân xã./.",
)
RULES: Final[tuple[Line, ...]] = (
    ("Chương I", {"bold": True, "align": "center", "first": 0}),
    ("QUY ĐỊNH CHUNG", {"bold": True, "align": "center", "first": 0}),
    ("Điều 1. Phạm vi", {"bold": True}),
    f"1. {LONG}",
    f"2. {LONG}",
    ("Điều 2. Hiệu lực", {"bold": True}),
    "Quyết định này có hiệu lực từ ngày ký./.",
)
RIGHT: Final[Mapping[str, Any]] = {
    "page": {"width": 210, "height": 297, "top": 20, "bottom": 20, "left": 30, "right": 15},
    "page_number": {"align": "center", "size": 14, "text": ("", "")},
    "lines": ("motto", "issuer", "subject"),
    "nation": NATION,
    "motto": MOTTO,
    "parent": "UBND TỈNH ĐIỆN BIÊN",
    "issuer": "ỦY BAN NHÂN DÂN XÃ NÚA NGAM",
    "number": "Số: 05/BC-UBND",
    "day": "Núa Ngam, ngày 05 tháng 3 năm 2026",
    "kind": "BÁO CÁO",
    "subject": "Kết quả rà soát nhu cầu của các điểm trường",
    "addressee": "Kính gửi: Ủy ban nhân dân tỉnh Điện Biên",
    "addressees": (),
    "bases": (
        "Căn cứ Luật Trẻ em;",
        "Căn cứ Kế hoạch số 210/KH-UBND ngày 18 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh về rà soát nhu cầu.",
    ),
    "text": REPORT,
    "recipients": "Nơi nhận:",
    "recipient": ("- Như trên;", "- Các trường;", "- Lưu: VT, VHXH."),
    "authority": ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "signer": "Quàng Văn Sơn",
    "annexes": (("Phụ lục I", "NHU CẦU THEO CẤP HỌC"), ("Phụ lục II", "NHU CẦU THEO XÃ")),
    "annex_reference": "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã Núa Ngam)",
    "annex_sections": True,
    "looks": {},
}
LETTER: Final[Mapping[str, Any]] = {
    "kind": "",
    "subject": "",
    "number": "Số: 16/UBND-VHXH",
    "letter_subject": "V/v rà soát nhu cầu năm 2026",
}
DECISION: Final[Mapping[str, Any]] = {
    "kind": "QUYẾT ĐỊNH",
    "number": "Số: 05/QĐ-UBND",
    "addressee": "",
    "text": RULES,
    "recipient": ("- Các trường;", "- Lưu: VT, VHXH."),
    "annexes": (),
}


def make_paper(**changes: Any) -> bytes:
    """The file. Empty means that the element is not there."""
    parts: dict[str, Any] = {"letter_subject": ""} | dict(RIGHT) | changes
    parts["looks"] = {name: _LOOKS[name] | parts["looks"].get(name, {}) for name in _LOOKS}
    word = Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.paragraph_format.space_after = Pt(0)
    _set_up(word.sections[0], RIGHT["page"] | parts["page"])
    _head(word, parts)
    _title(word, parts)
    _written(word, parts["text"], parts["looks"]["text"])
    _foot(word, parts)
    _annexes(word, parts)
    _number(word.sections[0], parts["page_number"])
    return saved(word)


def saved(word: Word) -> bytes:
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def dressed(paragraph: Any, text: str, look: Look) -> Any:
    """Put the words into the paragraph in this look."""
    run = paragraph.add_run(text)
    font = run.font
    font.size, font.bold, font.italic = Pt(look.get("size", 14)), look.get("bold", False), look.get("italic", False)
    if "font" in look:
        font.name = look["font"]
    if "colour" in look:
        font.color.rgb = RGBColor.from_string(look["colour"])
    form = paragraph.paragraph_format
    form.alignment = _ALIGN[look.get("align", "left")]
    form.first_line_indent, form.left_indent = Mm(look.get("first", 0)), Mm(look.get("left", 0))
    form.space_after, form.line_spacing = Pt(look.get("after", 0)), look.get("line", 1.0)
    return paragraph


def underlined(paragraph: Any) -> None:
    """A border under the paragraph, as many draw the lines of the head."""
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(border))


def _set_up(section: Section, page: Mapping[str, Any]) -> None:
    section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
    section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
    section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
    if page["width"] > page["height"]:
        section.orientation = WD_ORIENT.LANDSCAPE


def _head(word: Word, parts: Mapping[str, Any]) -> None:
    cells = word.add_table(rows=2, cols=2).rows
    for row, column, names in (
        (0, 0, ("parent", "issuer")),
        (0, 1, ("nation", "motto")),
        (1, 0, ("number", "letter_subject")),
        (1, 1, ("day",)),
    ):
        cell: _Cell = cells[row].cells[column]
        for name in names:
            if parts[name]:
                paragraph = dressed(_fresh(cell), parts[name], parts["looks"][name.replace("_", "-")])
                if name in parts["lines"]:
                    underlined(paragraph)


def _fresh(cell: _Cell) -> Any:
    first = cell.paragraphs[0]
    return cell.add_paragraph() if first.text else first


def _title(word: Word, parts: Mapping[str, Any]) -> None:
    looks = parts["looks"]
    for name in ("kind", "subject"):
        if parts[name]:
            paragraph = dressed(word.add_paragraph(), parts[name], looks[name])
            if name in parts["lines"]:
                underlined(paragraph)
    if parts["addressee"]:
        dressed(word.add_paragraph(), parts["addressee"], looks["addressee"])
    for line in parts["addressees"]:
        dressed(word.add_paragraph(), line, looks["addressees"])
    _written(word, parts["bases"], looks["basis"])


def _written(word: Word, lines: Sequence[Line], look: Look) -> None:
    for line in lines:
        words, own = (line, dict[str, Any]()) if isinstance(line, str) else line
        dressed(word.add_paragraph(style=own.get("style")), words, {**look, **own})


def _foot(word: Word, parts: Mapping[str, Any]) -> None:
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    if parts["recipients"]:
        dressed(_fresh(left), parts["recipients"], parts["looks"]["recipients"])
    for line in parts["recipient"]:
        dressed(_fresh(left), line, parts["looks"]["recipient"])
    for line in parts["authority"]:
        dressed(_fresh(right), line, parts["looks"]["authority"])
    right.add_paragraph()
    if parts["signer"]:
        dressed(_fresh(right), parts["signer"], parts["looks"]["signer"])


def _annexes(word: Word, parts: Mapping[str, Any]) -> None:
    for label, title in parts["annexes"]:
        if parts["annex_sections"]:
            section = word.add_section(WD_SECTION.NEW_PAGE)
            kind = f'<w:pgNumType {nsdecls("w")} w:start="1"/>'
            section._sectPr.append(parse_xml(kind))
        dressed(word.add_paragraph(), label, parts["looks"]["annex"])
        for name, text in (("annex-title", title), ("annex-reference", parts["annex_reference"])):
            if text:
                dressed(word.add_paragraph(), text, parts["looks"][name])
        _written(word, (LONG,), parts["looks"]["text"])


def _number(section: Section, form: Mapping[str, Any] | None) -> None:
    if form is None:
        return
    section.different_first_page_header_footer = form.get("hides_first", True)
    place = section.footer if form.get("is_low") else section.header
    before, after = form.get("text", ("", ""))
    paragraph = place.paragraphs[0]
    dressed(paragraph, before, form)
    run = paragraph.add_run()
    run.font.size, run.font.bold = Pt(form.get("size", 14)), form.get("bold", False)
    for part in (
        '<w:fldChar {} w:fldCharType="begin"/>',
        "<w:instrText {}> PAGE </w:instrText>",
        '<w:fldChar {} w:fldCharType="separate"/>',
        "<w:t {}>2</w:t>",
        '<w:fldChar {} w:fldCharType="end"/>',
    ):
        run._r.append(parse_xml(part.format(nsdecls("w"))))
    dressed(paragraph, after, form)
    if "format" in form:
        kind = section._sectPr.find(qn("w:pgNumType"))
        if kind is None:
            kind = parse_xml(f"<w:pgNumType {nsdecls('w')}/>")
            section._sectPr.append(kind)
        kind.set(qn("w:fmt"), form["format"])
