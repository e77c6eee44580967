"""Files of other programs and other habits: heads made with tabs, automatic lists, text boxes, drawn lines, theme fonts."""

from io import BytesIO
from typing import Any, Final

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from chungtay.checker.inspecting import inspect
from chungtay.checker.locate import locate
from chungtay.checker.reader import read
from chungtay.documents.decree30.form import MOTTO, NATION, Role
from chungtay.documents.press.docx import print_docx
from tests.libreoffice import saved_anew
from tests.make.layouts import make_report
from tests.make.papers import LONG, make_paper, saved

_W: Final = nsdecls("w")


def rules_of(file: bytes) -> set[str]:
    return {finding.rule for finding in inspect(file).findings}


def opened(**changes: Any) -> Any:
    return Document(BytesIO(make_paper(**changes)))


def first_text(word: Any) -> Any:
    return next(each for each in word.paragraphs if each.text == LONG)


def test_size_and_bold_come_down_the_styles() -> None:
    """Base style → style → character style → run; a switch of two styles is off again."""
    word = opened()
    base = word.styles.add_style("Gốc", 1)
    base.font.size, base.font.bold = 152400, True  # 12 points
    child = word.styles.add_style("Con", 1)
    child.base_style = base
    strong = word.styles.add_style("Chữ", 2)
    strong.font.bold = True
    paragraph = first_text(word)
    paragraph.style = child
    paragraph.runs[0]._r.remove(paragraph.runs[0]._r.rPr)
    paragraph.runs[0].style = strong
    look = next(para for para in read(saved(word)).written() if para.text == LONG).spans[0].look
    assert (look.size, look.bold) == (12, False)


def test_theme_fonts_are_followed() -> None:
    word = opened()
    fonts = word.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:asciiTheme"), "minorHAnsi")
    assert "font.name" in rules_of(saved(word))


@pytest.mark.parametrize(("shape", "text", "rule"), [("bullet", "\uf0b7", "list.hyphen"), ("lowerLetter", "%1)", "heading.point-letters")])
def test_automatic_lists(shape: str, text: str, rule: str) -> None:
    """Five letters a b c d e: Word knows no đ."""
    word = opened()
    numbering = word.part.numbering_part.element
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
    numbering.insert(0, parse_xml(f'<w:abstractNum {_W} w:abstractNumId="77">{level}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {_W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    paragraph = first_text(word)
    lines = [paragraph, *(paragraph.insert_paragraph_before(LONG) for _ in range(4))]
    for line in lines:
        line._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {_W}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'))
    labels = [para.label for para in read(saved(word)).written() if para.label]
    assert labels == (["•"] * 5 if shape == "bullet" else ["a)", "b)", "c)", "d)", "e)"])
    assert rule in rules_of(saved(word))


def test_a_head_made_with_tabs() -> None:
    word = Document()
    for line in (
        f"ỦY BAN NHÂN DÂN XÃ NÚA NGAM\t{NATION}",
        f"\t{MOTTO}",
        "Số: 05/BC-UBND\tNúa Ngam, ngày 05 tháng 3 năm 2026",
        "BÁO CÁO",
        "I. KẾT QUẢ",
        "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN",
        "- Như trên;\tCHỦ TỊCH",
        "- Lưu: VT.",
        "\tQuàng Văn Sơn",
    ):
        word.add_paragraph(line)
    paper = locate(read(saved(word)))
    found = {role: [line.text for line in lines] for role, lines in paper.lines.items()}
    assert found[Role.ISSUER] == ["ỦY BAN NHÂN DÂN XÃ NÚA NGAM"]
    assert found[Role.NATION] == [NATION]
    assert found[Role.NUMBER] == ["Số: 05/BC-UBND"]
    assert found[Role.PLACE_AND_DAY] == ["Núa Ngam, ngày 05 tháng 3 năm 2026"]
    assert found[Role.AUTHORITY] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert found[Role.RECIPIENT] == ["- Như trên;", "- Lưu: VT."]
    assert found[Role.SIGNER] == ["Quàng Văn Sơn"]


@pytest.mark.parametrize(
    "drawing",
    [
        '<w:pict {w} xmlns:v="urn:schemas-microsoft-com:vml"><v:line from="0,0" to="90pt,0"/></w:pict>',
        '<w:drawing {w} {wp} {a}><wp:anchor><a:graphic><a:prstGeom prst="line"/></a:graphic></wp:anchor></w:drawing>',
    ],
    ids=["vml", "drawingml"],
)
def test_drawn_lines_count_as_borders_do(drawing: str) -> None:
    word = opened(lines=("subject", "issuer"))
    assert "motto.rule" in rules_of(saved(word))
    cell = word.tables[0].rows[0].cells[1]
    cell.paragraphs[1].runs[0]._r.append(parse_xml(drawing.format(w=_W, wp=nsdecls("wp"), a=nsdecls("a"))))
    assert "motto.rule" not in rules_of(saved(word))


def test_text_boxes_are_read_once() -> None:
    """A box is written twice, for new and for old programs."""
    word = opened()
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f'<mc:AlternateContent {_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    )
    first_text(word).runs[0]._r.append(parse_xml(both))
    assert [para.text for para in read(saved(word)).written()].count("Trong khung") == 1


def test_deleted_words_are_not_there_and_inserted_ones_are() -> None:
    word = opened()
    paragraph = first_text(word)._p
    paragraph.append(parse_xml(f'<w:del {_W} w:id="1"><w:r><w:delText>bỏ</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:ins {_W} w:id="2"><w:r><w:t> Thêm.</w:t></w:r></w:ins>'))
    texts = [para.text for para in read(saved(word)).written()]
    assert f"{LONG} Thêm." in texts


def test_what_libreoffice_saves_reads_the_same() -> None:
    """The same paper through LibreOffice: the same findings, and none where there was none."""
    changes = {"day": "Núa Ngam, ngày 05 tháng 03 năm 2026", "page": {"left": 20}, "looks": {"text": {"size": 12}}}
    expected = {"day.month", "page.left", "body.size", "roman.size"}
    assert rules_of(saved_anew(make_paper(**changes))) == rules_of(make_paper(**changes)) == expected
    assert rules_of(saved_anew(make_paper())) == set()
    assert rules_of(saved_anew(print_docx(make_report()))) == set()
