"""The geometry in the file is the form's: paper, margins, columns, styles, boxes, tables."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.form import STYLES, Role
from chungtay.documents.enums import Urgency
from chungtay.documents.layout import Align, Annex, Cell, Column, Document, Table
from chungtay.documents.press.docx import print_docx
from tests.documents.press.reading import W, Word, has, has_words, is_continued, style_of, text, value
from tests.make.layouts import SAMPLES, make_document, make_letter, make_report, said

WORDS_OWN = {Role.BODY: "Normal", Role.FOOTNOTE: "footnote text"}
JUSTIFIED = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}


@pytest.fixture(scope="module")
def report() -> Word:
    return Word(print_docx(make_report()))


def mm(twips: str) -> float:
    return int(twips) / 1440 * 25.4


def test_paper_and_margins(report: Word) -> None:
    upright, _, landscape = report.sections()
    assert (mm(value(upright, "pgSz", "w")), mm(value(upright, "pgSz", "h"))) == pytest.approx((210, 297), abs=0.1)
    assert (mm(value(landscape, "pgSz", "w")), mm(value(landscape, "pgSz", "h"))) == pytest.approx((297, 210), abs=0.1)
    assert [value(section, "pgSz", "orient") for section in report.sections()] == ["", "", "landscape"]
    wanted = (form.MARGIN_TOP, form.MARGIN_BOTTOM, form.MARGIN_LEFT, form.MARGIN_RIGHT, form.HEADER_TOP, form.FOOTER_BOTTOM)
    for section in report.sections():
        found = [mm(value(section, "pgMar", side)) for side in ("top", "bottom", "left", "right", "header", "footer")]
        assert found == pytest.approx(wanted, abs=0.02)


def test_page_numbers_stand_in_the_top_margin_but_not_on_first_pages(report: Word) -> None:
    """The text and each annex are numbered from 1 (phụ lục I, I.7; III)."""
    for section in report.sections():
        assert has(section, "titlePg")
        assert value(section, "pgNumType", "start") == "1"
        assert [header.get(f"{W}type") for header in section.iter(f"{W}headerReference")] == ["default", "first"]
    (number,) = report.part("header")
    assert style_of(number) == "PageNumber"
    assert [field.text for field in number.iter(f"{W}instrText")] == [" PAGE "]
    assert not has_words(report.part("no_number"))


def test_the_address_stands_on_the_first_page_of_the_text_alone(report: Word) -> None:
    relations = {"contact", "no_contact"}
    footers = [next(iter(set(reference.attrib.values()) & relations)) for reference in report.body.iter(f"{W}footerReference")]
    assert footers == ["contact", "no_contact", "no_contact"]
    assert not has_words(report.part("no_contact"))


def test_type_and_language_of_the_whole_file(report: Word) -> None:
    styles = report.part("styles")
    dress = "docDefaults/rPrDefault/rPr"
    assert {value(styles, f"{dress}/rFonts", script) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert (value(styles, f"{dress}/lang"), value(styles, f"{dress}/color")) == ("vi-VN", "000000")
    everywhere = b"".join(report.parts[name] for name in report.parts if name.startswith("word/") and name != "word/styles.xml")
    assert b"w:rFonts" not in everywhere


@pytest.mark.parametrize("role", Role)
def test_every_role_is_a_style_as_the_form_says(report: Word, role: Role) -> None:
    wanted, style = STYLES[role], report.styles()[WORDS_OWN.get(role, role.value)]
    assert value(style, "rPr/sz") == value(style, "rPr/szCs") == str(round(wanted.size * 2))
    assert (has(style, "rPr/b"), has(style, "rPr/i")) == (wanted.bold, wanted.italic)
    assert value(style, "pPr/jc") == JUSTIFIED[wanted.align]
    assert mm(value(style, "pPr/ind", "firstLine")) == pytest.approx(wanted.indent, abs=0.02)
    assert mm(value(style, "pPr/ind", "left")) == pytest.approx(wanted.left, abs=0.02)
    assert int(value(style, "pPr/spacing", "before")) == wanted.before * 20
    assert int(value(style, "pPr/spacing", "line")) == pytest.approx(wanted.line * 240)
    assert (value(style, "pPr/spacing", "lineRule"), has(style, "pPr/widowControl")) == ("auto", True)
    assert has(style, "pPr/keepNext") == (wanted.keep_next or wanted.rule > 0)
    below = report.styles()[f"Đường kẻ dưới {role.value}"] if wanted.rule else style
    assert int(value(below, "pPr/spacing", "after")) == wanted.after * 20
    assert value(style, "basedOn") == ("" if role == Role.BODY else "Normal")


@pytest.mark.parametrize("make", SAMPLES)
def test_styles_carry_the_look_alone(make: Callable[[], Document]) -> None:
    """What stands in a paragraph itself is a width that follows from its words, the link to the signature, the end of a section."""
    word = Word(print_docx(make()))
    known = {style.get(f"{W}styleId") for style in word.styles().values()}
    for paragraph in word.body.iter(f"{W}p"):
        assert style_of(paragraph) in known
        assert {child.tag.removeprefix(W) for child in paragraph[0]} <= {"pStyle", "ind", "keepNext", "sectPr"}
    assert {style_of(run) for run in word.body.iter(f"{W}r")} == {""}


def test_upper_case_is_in_the_words(report: Word) -> None:
    assert b"w:caps" not in report.parts["word/styles.xml"]
    assert [text(paragraph) for paragraph in report.paragraphs("Kind")] == ["BÁO CÁO"]


def test_the_columns_of_head_and_foot(report: Word) -> None:
    for frame, wanted in zip(report.frames(), (form.HEAD_COLUMNS, form.FOOT_COLUMNS), strict=True):
        assert value(frame, "tblPr/tblLayout", "type") == "fixed"
        assert [mm(column.get(f"{W}w", "")) for column in frame.iter(f"{W}gridCol")] == pytest.approx(wanted, abs=0.02)
        for row in frame.iter(f"{W}tr"):
            assert [mm(value(cell, "tcPr/tcW", "w")) for cell in row.iter(f"{W}tc")] == pytest.approx(wanted, abs=0.02)
            assert has(row, "trPr/cantSplit")
    assert not any(has(frame, "tblPr/tblBorders") for frame in report.frames())


def test_the_room_for_hand_and_seal_stands_between_office_and_name(report: Word) -> None:
    signature = list(report.frames()[-1].iter(f"{W}tc"))[1]
    assert [style_of(paragraph) for paragraph in signature.iter(f"{W}p")] == ["Authority", "Authority", "SignatureRoom", "Office", "Signer"]
    style = report.styles()["Chỗ ký và đóng dấu"]
    assert mm(value(style, "pPr/spacing", "line")) == pytest.approx(form.SIGNATURE_ROOM, abs=0.02)


def test_the_last_words_share_a_page_with_the_signature(report: Word) -> None:
    kept = [text(paragraph) for paragraph in report.body.iter(f"{W}p") if has(paragraph, "pPr/keepNext")]
    assert kept == ["Trên đây là báo cáo của Ban điều hành; 16 trường nêu trên cần được hỗ trợ trước./."]


def room_beside(paragraph: Element) -> float:
    sides = {mm(value(paragraph, "pPr/ind", side)) for side in ("left", "right")}
    assert len(sides) == 1
    return sides.pop()


@pytest.mark.parametrize("urgency", Urgency)
def test_the_boxes_of_urgency(urgency: Urgency) -> None:
    word = Word(print_docx(make_document(urgency=urgency)))
    (box,) = word.paragraphs("Urgency")
    assert form.HEAD_COLUMNS[0] - 2 * room_beside(box) == pytest.approx(form.URGENCY_BOXES[urgency], abs=0.1)
    style = word.styles()["Độ khẩn"]
    sides = [value(style, f"pPr/pBdr/{side}", "color") for side in ("top", "left", "bottom", "right")]
    assert {*sides, value(style, "rPr/color")} == {form.RED}
    line = 13 * 1.15 + 2 * int(value(style, "pPr/pBdr/top", "space"))
    assert line / 72 * 25.4 == pytest.approx(form.BOX_HEIGHT, abs=0.5)


def test_the_box_of_a_circulation_fits_its_words(report: Word) -> None:
    (box,) = report.paragraphs("Circulation")
    assert 45 < form.HEAD_COLUMNS[0] - 2 * room_beside(box) < 55  # the words are 45.5 mm long
    (long,) = Word(print_docx(make_document(circulation="XEM XONG TRẢ LẠI " * 9))).paragraphs("Circulation")
    assert room_beside(long) == 0


def test_the_table_fills_the_text_to_the_twip(report: Word) -> None:
    for table, width in zip(report.tables(), (form.TEXT_WIDTH, form.TEXT_WIDTH, 297 - 30 - 15), strict=True):
        columns = [int(column.get(f"{W}w", "")) for column in table.iter(f"{W}gridCol")]
        assert sum(columns) == int(value(table, "tblPr/tblW", "w")) == round(width * 1440 / 25.4)
        assert value(table, "tblPr/tblLayout", "type") == "fixed"
        for row in table.iter(f"{W}tr"):
            assert sum(int(value(cell, "tcPr/tcW", "w")) for cell in row.iter(f"{W}tc")) == sum(columns)
            assert has(row, "trPr/cantSplit")
    shares = [int(column.get(f"{W}w", "")) for column in report.tables()[0].iter(f"{W}gridCol")]
    assert shares == pytest.approx([sum(shares) * share / 7 for share in (2, 3, 1, 1)], abs=1)


def test_the_look_of_tables(report: Word) -> None:
    style = report.styles()["Bảng"]
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    assert {value(style, f"tblPr/tblBorders/{side}", "sz") for side in sides} == {"4"}  # eighths of a point
    assert [mm(value(style, f"tblPr/tblCellMar/{side}", "w")) for side in ("left", "top")] == pytest.approx(form.CELL_PADDING, abs=0.02)
    table = report.tables()[0]
    assert [has(row, "trPr/tblHeader") for row in table.iter(f"{W}tr")] == [True, True, False, False, False, False]
    cells = [cell for cell in table.iter(f"{W}tc") if not is_continued(cell)]
    spans = [(text(cell), value(cell, "tcPr/gridSpan"), value(cell, "tcPr/vMerge")) for cell in cells if has(cell, "tcPr/gridSpan")]
    assert spans == [("Số lượng", "2", ""), ("Cộng", "2", "")]
    assert [text(cell) for cell in cells if value(cell, "tcPr/vMerge") == "restart"] == ["Nhóm", "Cấp học", "Điện, nước"]
    styles = {text(paragraph): style_of(paragraph) for cell in cells for paragraph in cell.iter(f"{W}p")}
    assert (styles["Nhóm"], styles["Mầm non"], styles["22"], styles["Cộng"]) == (
        "TableHead",
        "TableCell",
        "TableCellRight",
        "TableCellCenter",
    )
    assert value(report.styles()["Ô bảng (right)"], "pPr/jc") == "right"


def test_the_caption_keeps_to_its_table(report: Word) -> None:
    (caption,) = report.paragraphs("TableCaption")
    body = list(report.body)
    assert body[body.index(caption) + 1].tag == f"{W}tbl"


def test_tables_do_not_grow_together() -> None:
    """Word makes one of two tables without a paragraph between them."""
    table = Table((Column(),), (), ((Cell(said("a")),),))
    word = Word(print_docx(make_document(blocks=(table, table), annexes=(Annex("Bảng", (table,)),))))
    tags = [child.tag.removeprefix(W) for child in word.body]
    assert "tbltbl" not in "".join(tags)
    assert tags[-2:] == ["p", "sectPr"]


@pytest.mark.parametrize("row", [(Cell(), Cell()), (Cell(columns=2),)])
def test_a_row_wider_than_its_table_is_refused(row: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError, match="wider than the 1 columns"):
        print_docx(make_document(blocks=(Table((Column(),), (), (row,)),)))


def test_a_short_row_is_filled_up() -> None:
    table = Table((Column(), Column(), Column()), (), ((Cell(said("a"), rows=2), Cell(columns=2)), (Cell(said("b")),)))
    word = Word(print_docx(make_document(blocks=(table,))))
    rows = [[text(cell) for cell in row.iter(f"{W}tc")] for row in word.tables()[0].iter(f"{W}tr")]
    assert rows == [["a", ""], ["", "b", ""]]


def test_several_addressees_stand_under_the_colon() -> None:
    word = Word(print_docx(make_letter()))
    (first,) = word.paragraphs("Addressees")
    assert text(first) == "Kính gửi:"
    assert [text(line)[:2] for line in word.paragraphs("AddresseeLine")] == ["- "] * 3
    alone = Word(print_docx(replace(make_letter(), addressees=("Đoàn xã",))))
    assert [text(line) for line in alone.paragraphs("Addressee")] == ["Kính gửi: Đoàn xã"]


def test_a_long_issuer_leaves_no_word_alone() -> None:
    """Lines of like length: 'ỦY BAN NHÂN DÂN / XÃ THANH AN', by narrowing the paragraph, so that no word is added."""
    (issuer,) = Word(print_docx(make_letter())).paragraphs("Issuer")
    assert text(issuer) == "ỦY BAN NHÂN DÂN XÃ THANH AN"
    assert 10 < room_beside(issuer) < 16
    (short,) = Word(print_docx(replace(make_letter(), issuer="UBND xã Thanh An"))).paragraphs("Issuer")
    assert not has(short, "pPr/ind")
