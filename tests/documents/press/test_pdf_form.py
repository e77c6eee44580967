"""Where things stand in the PDF, against decree30.form and the decree itself (Nghị định 30/2020, phụ lục I); within a millimetre."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.form import STYLES
from chungtay.documents.decree30.sheet import Piece, compose
from chungtay.documents.layout import Document, Paragraph, plain
from chungtay.documents.press.pdf import SIGNATURE_ROOM, print_pdf
from tests.documents.press.printed import MM, Printed
from tests.make.layouts import make_document, make_letter, make_report, said

RIGHT = form.PAGE_WIDTH - form.MARGIN_RIGHT
MIDDLE = form.MARGIN_LEFT + form.TEXT_WIDTH / 2


@cache
def report() -> Printed:
    return Printed(print_pdf(make_report()))


@cache
def letter() -> Printed:
    return Printed(print_pdf(make_letter()))


def middle(line: dict[str, Any]) -> float:
    return float(line["left"] + line["right"]) / 2


def about(millimetres: float) -> object:
    return pytest.approx(millimetres, abs=1)


def rules(printed: Printed, page: int = 1) -> list[tuple[float, float, float]]:
    """Thin horizontal lines from the top down: (left, right, height)."""
    drawn = printed.pages[page - 1]
    thin = [*drawn.lines, *(rect for rect in drawn.rects if rect["height"] < 1)]
    return sorted(((line["x0"] / MM, line["x1"] / MM, line["top"] / MM) for line in thin), key=lambda line: line[2])


def printed_pieces(document: Document) -> Iterator[Piece]:
    sheet = compose(document)
    for row in sheet.head:
        yield from (*row[0], *row[1])
    yield from (piece for piece in (*sheet.title, *sheet.addressees, *sheet.body) if isinstance(piece, Piece))
    yield from (*sheet.foot[0], *sheet.foot[1])


@pytest.mark.parametrize("make", [make_report, make_letter])
def test_every_line_has_the_size_and_the_dress_of_its_role(make: Any) -> None:
    printed = Printed(print_pdf(make()))
    letters = [char for page in printed.pages for char in page.chars]
    text = "".join(char["text"] for char in letters)
    for piece in printed_pieces(make()):
        style, words = STYLES[piece.role], plain(piece.runs).split("\u00a0")[0]
        start = text.find(words[:12])
        assert start >= 0, words
        first = letters[start]
        dress = "Bold" * style.bold + "Italic" * style.italic
        assert (first["fontname"].split("+")[1], round(first["size"], 1)) == (f"Tinos-{dress}".rstrip("-"), style.size), words
        low, high = style.sizes
        assert low <= round(first["size"], 1) <= high


def test_a4_with_the_margins_of_the_form() -> None:
    for page in report().pages[:3]:
        assert (page.width / MM, page.height / MM) == (about(210), about(297))
        inside = [char for char in page.chars if form.MARGIN_TOP < char["top"] / MM < form.PAGE_HEIGHT - form.MARGIN_BOTTOM]
        assert min(char["x0"] for char in inside) / MM == about(30)
        assert max(char["x1"] for char in inside if char["text"].strip()) / MM <= 195.1
        assert max(char["bottom"] for char in inside) / MM <= 277.5
    body = report().line("phòng, ban, đoàn thể")
    assert (body["left"], body["right"]) == (about(30), about(195))


def test_the_two_columns_of_the_head() -> None:
    """Quốc hiệu top right, the issuer top left on the same line; below, number and day on one line, each in the middle of its column."""
    left, right = form.MARGIN_LEFT + form.HEAD_COLUMNS[0] / 2, form.MARGIN_LEFT + form.HEAD_COLUMNS[0] + form.HEAD_COLUMNS[1] / 2
    nation, motto = report().line("CỘNG HÒA"), report().line("Độc lập")
    parent, number, day = report().line("UBND HUYỆN"), report().line("Số: 05/BC-BĐH"), report().line("Điện Biên, ngày 05")
    assert [middle(line) for line in (nation, motto, day)] == [about(right)] * 3
    assert [middle(line) for line in (parent, number)] == [about(left)] * 2
    assert nation["baseline"] == pytest.approx(parent["baseline"])
    assert number["baseline"] == pytest.approx(day["baseline"])
    assert nation["baseline"] == about(form.MARGIN_TOP + 12 * 0.933 / MM)
    assert motto["baseline"] - nation["baseline"] == about((12 * 0.216 + 13 * 0.933) / MM)  # single spacing


def test_the_lines_of_the_head() -> None:
    """Under the motto as long as it is; under issuer and subject a third to a half of their line (II.1, II.2, II.5)."""
    printed = Printed(print_pdf(make_document(issuer="UBND xã Thanh An")))
    under_issuer, under_motto, under_subject = sorted(rules(printed), key=lambda rule: (round(rule[2] / 10), rule[0]))
    for rule, text, least, most in (
        (under_motto, form.MOTTO, 0.98, 1.02),
        (under_issuer, "UBND XÃ THANH AN", 1 / 3, 1 / 2),
        (under_subject, "Kết quả Tháng", 1 / 3, 1 / 2),
    ):
        left, right, height = rule
        line = printed.line(text)
        assert least <= (right - left) / (line["right"] - line["left"]) <= most, text
        assert (left + right) / 2 == about(middle(line)), text
        assert 0 < height - line["baseline"] < 3, text


def test_the_title_stands_in_the_middle() -> None:
    for text in ("BÁO CÁO", "Kết quả triển khai", "em” trên địa bàn"):
        assert middle(report().line(text)) == about(MIDDLE)


def test_a_letter_has_its_subject_under_its_number() -> None:
    """6 pt below (II.5b)."""
    number, subject = letter().line("Số: 16/UBND-VHXH"), letter().line("V/v rà soát")
    assert middle(subject) == about(middle(number))
    assert subject["baseline"] - number["baseline"] == about((13 * 0.216 + 6 + 12 * 0.933) / MM)


def test_paragraphs() -> None:
    """First line 1.27 cm, 6 pt between paragraphs, lines at 1.15."""
    head, first, second, third = (report().line(text) for text in ("I. CÔNG TÁC", "Tham mưu", "phòng, ban", "huyện ban hành"))
    assert head["left"] == about(30 + 12.7)
    assert first["left"] == about(30 + 12.7)
    line = 14 * 1.149 * 1.15 / MM
    assert third["baseline"] - second["baseline"] == pytest.approx(line, abs=0.05)
    assert first["baseline"] - head["baseline"] == pytest.approx(line + 6 / MM, abs=0.05)


def test_page_numbers() -> None:
    """Size 14 in the middle of the top margin, none on page 1; each annex counts its own (I.7)."""
    tops = [[char for char in page.chars if char["bottom"] / MM < form.MARGIN_TOP - 2] for page in report().pages]
    assert ["".join(char["text"] for char in top) for top in tops] == ["", "2", "3", "", "", "2"]
    (number,) = tops[1]
    assert (number["size"], (number["x0"] + number["x1"]) / 2 / MM) == (14, about(MIDDLE))
    assert (297 - number["matrix"][5] / MM) == about(form.HEADER_TOP + 14 * 0.933 / MM)


def test_annexes_begin_pages_and_may_lie_across() -> None:
    sizes = [(round(page.width / MM), round(page.height / MM)) for page in report().pages]
    assert sizes == [(210, 297)] * 4 + [(297, 210)] * 2
    assert middle(report().line("Phụ lục I", 4)) == about(MIDDLE)
    assert middle(report().line("Phụ lục II", 5)) == about(30 + (297 - 45) / 2)


def test_the_head_of_a_table_is_repeated() -> None:
    for page, number in ((5, "1"), (6, "23")):
        assert "Điểm trường" in page_text(page)
        assert f"Mầm non Mường Lói {number}" in page_text(page)


def page_text(number: int) -> str:
    return "".join(char["text"] for char in report().pages[number - 1].chars)


def test_the_signature_stands_right_of_the_recipients() -> None:
    """Nơi nhận level with the lines of power; 25 mm for hand and seal between office and what stands under it."""
    recipients, power = report().line("Nơi nhận:", 3), report().line("KT. TRƯỞNG BAN", 3)
    last, other, name = (report().line(text, 3) for text in ("PHÓ TRƯỞNG BAN", "PHÓ CHỦ TỊCH", "Lò Văn Sơn"))
    column = form.MARGIN_LEFT + form.FOOT_COLUMNS[0] + form.FOOT_COLUMNS[1] / 2
    assert [middle(line) for line in (power, last, other, name)] == [about(column)] * 4
    assert recipients["left"] == about(form.MARGIN_LEFT)
    assert recipients["baseline"] == about(power["baseline"])
    assert other["baseline"] - last["baseline"] == about(form.SIGNATURE_ROOM + 14 * 1.149 / MM)
    page, left, top = report().destinations()[SIGNATURE_ROOM]
    assert (page, left, top) == (
        3,
        about(form.MARGIN_LEFT + form.FOOT_COLUMNS[0]),
        about(last["baseline"] + (14 * 0.216 - 10) / MM),
    )  # typst aims 10 pt higher


def test_boxes_of_urgency_and_circulation() -> None:
    """40 × 8 mm, red (II.10b); around the words (II.11)."""
    boxes = [(rect["width"] / MM, rect["height"] / MM, rect["stroking_color"]) for rect in report().pages[0].rects if rect["height"] > 1]
    words = report().line("LƯU HÀNH NỘI BỘ")
    assert boxes == [
        (about(40), about(8), (1, 0, 0)),
        (about(words["right"] - words["left"] + 2 * form.CELL_PADDING[0]), about(8), (0, 0, 0)),
    ]
    assert report().line("THƯỢNG KHẨN")["colour"] == (1, 0, 0)


def test_the_address_stands_at_the_foot_of_page_1() -> None:
    """Size 11, under a line over the whole width (II.13)."""
    address = report().line("Địa chỉ: xã Thanh Xương")
    assert (address["left"], address["size"]) == (about(30), 11)
    assert 297 - form.MARGIN_BOTTOM < address["baseline"] < 297 - form.FOOTER_BOTTOM
    left, right, height = rules(report())[-1]
    assert (left, right) == (about(30), about(195))
    assert 0 < address["baseline"] - height < 7
    assert not any("Địa chỉ" in page_text(number) for number in range(2, 7))


def test_a_signature_never_stands_alone_on_a_page() -> None:
    """The last words go with it."""
    for count in range(24, 34):
        blocks = (*(Paragraph(said(f"Dòng {number}")) for number in range(count)), Paragraph(said("Lời cuối")))
        printed = Printed(print_pdf(make_document(blocks=blocks)))
        pages = ["".join(char["text"] for char in page.chars) for page in printed.pages]
        assert ["Lời cuối" in page for page in pages] == ["TRƯỞNG PHÒNG" in page for page in pages]
