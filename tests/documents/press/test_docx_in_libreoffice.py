"""Another office program opens the file: no word is lost, pages and lines stand where the form wants them."""

import re
from collections import Counter
from io import BytesIO

import pdfplumber
import pytest
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from chungtay.documents.decree30 import form
from chungtay.documents.decree30.sheet import compose, words
from chungtay.documents.layout import Document
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.widths import width
from tests.libreoffice import to_pdf
from tests.make.layouts import make_document, make_report

MM = 72 / 25.4
HEADER_END = (form.MARGIN_TOP - 2) * MM  # between the page number and the text


def opened(document: Document) -> PDF:
    return pdfplumber.open(BytesIO(to_pdf(print_docx(document))))


@pytest.fixture(scope="module")
def report() -> PDF:
    return opened(make_report())


def letters(texts: list[str]) -> Counter[str]:
    return Counter(re.sub(r"\s", "", "".join(texts)))


def in_text(page: Page) -> str:
    """What stands below the page number."""
    whole: str = page.crop((0, HEADER_END, page.width, page.height)).extract_text()
    return whole


def test_no_word_is_lost(report: PDF) -> None:
    """Letter by letter, because lines may end within a word with a hyphen. What is more: signs of two notes twice, the head of a table on a
    second page."""
    document = make_report()
    assert document.contact is not None
    notes = ["Gồm cả hiện vật quy đổi theo giá tháng 3.", "Theo biên bản bàn giao.", "1122"]
    repeated = ["TT", "Xã", "Trường", "Điểm trường", "Thiếu điện", "Thiếu nước", "Số trẻ", "Ghi chú"]
    wanted = letters([*words(compose(document)), document.contact.text, *notes, *repeated])
    found = letters([in_text(page) for page in report.pages])
    assert (wanted - found, found - wanted) == (Counter(), Counter())


def test_page_numbers(report: PDF) -> None:
    """None on the first page of the text and of each annex, each numbered from 1 (phụ lục I, I.7)."""
    tops = [page.crop((0, 0, page.width, HEADER_END)).extract_text() for page in report.pages]
    assert tops == ["", "2", "3", "", "", "2"]
    number = report.pages[1].chars[0]
    centre = (form.MARGIN_LEFT + form.TEXT_WIDTH / 2) * MM
    assert ((number["x0"] + number["x1"]) / 2, number["size"]) == pytest.approx((centre, 14), abs=1)
    assert [round(page.width / MM) for page in report.pages] == [210, 210, 210, 210, 297, 297]


def test_the_first_line_stands_at_the_top_margin(report: PDF) -> None:
    for document in (report, opened(make_document())):
        first = document.pages[0].chars[0]
        assert first["top"] / MM == pytest.approx(form.MARGIN_TOP, abs=1)


def rules_of(page: Page) -> list[tuple[float, float, float]]:
    """Thin horizontal lines: (left, right, height from the top), from the top of the page down."""
    return sorted({(line["x0"], line["x1"], line["top"]) for line in page.lines}, key=lambda line: line[2])


def test_the_rules_of_the_head() -> None:
    """Under the motto as long as it is; under issuer and subject a third to a half of their line (phụ lục I, II.1, II.2, II.5)."""
    page = opened(make_document(issuer="UBND xã Thanh An")).pages[0]
    texts = (("UBND XÃ THANH AN", 0.33, 0.5), (form.MOTTO, 0.97, 1.03), ("Kết quả Tháng hành động vì trẻ em năm 2021", 0.33, 0.5))
    for (left, right, top), (text, least, most) in zip(rules_of(page), texts, strict=True):
        (above,) = page.search(re.escape(text))
        assert least <= (right - left) / (above["x1"] - above["x0"]) <= most, text
        assert (left + right) / 2 == pytest.approx((above["x0"] + above["x1"]) / 2, abs=MM), text
        assert 0 < top - above["bottom"] < 2 * MM, text


def test_body_text_fills_the_width(report: PDF) -> None:
    body = [char for char in report.pages[1].chars if char["size"] == pytest.approx(14, abs=0.1) and char["top"] > form.MARGIN_TOP * MM]
    assert min(char["x0"] for char in body) / MM == pytest.approx(form.MARGIN_LEFT, abs=0.5)
    assert max(char["x1"] for char in body) / MM == pytest.approx(form.PAGE_WIDTH - form.MARGIN_RIGHT, abs=0.5)
    heading = next(char for char in body if "Bold" in char["fontname"])
    assert heading["x0"] / MM == pytest.approx(form.MARGIN_LEFT + form.FIRST_INDENT, abs=0.5)


def test_the_widths_of_letters_are_those_of_the_type(report: PDF) -> None:
    upright = [char for page in report.pages for char in page.chars if "Italic" not in char["fontname"] and char["text"].strip()]
    assert len({char["text"] for char in upright}) > 100
    for char in upright:
        found = width(char["text"], char["size"], bold="Bold" in char["fontname"])
        assert found == pytest.approx(char["width"] / MM, abs=0.02), char["text"]
