"""What kind of file the PDF is: archived, tagged, whole in itself, the same for the same document, with its figures to be found again."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from datetime import date

import pytest
import typst
from pdfminer.pdftypes import resolve1

from chungtay.documents.layout import Cell, Column, Document, Heading, Level, Paragraph, Run, Table
from chungtay.documents.press import pdf
from chungtay.documents.press.pdf import SIGNATURE_ROOM, PressError, print_pdf
from tests.documents.press.printed import MM, Printed
from tests.make.layouts import SAMPLES, make_document, make_letter, make_report, make_resolution, said
from tests.preflight import complaints


@pytest.mark.parametrize("make", SAMPLES)
def test_a_validator_takes_it_for_an_archive(make: Callable[[], Document]) -> None:
    assert complaints(print_pdf(make())) == []


def test_the_validator_sees_what_is_no_archive() -> None:
    """Were it to nod at everything, the test above would say nothing."""
    assert complaints(typst.compile(b"= Title", format="pdf"))


def test_it_says_that_it_is_tagged_and_archived_in_vietnamese() -> None:
    printed = Printed(print_pdf(make_report()))
    assert resolve1(printed.catalog["MarkInfo"]) == {"Marked": True}
    assert resolve1(printed.catalog["Lang"]).startswith(b"vi")
    metadata = resolve1(printed.catalog["Metadata"]).get_data().decode()
    assert "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_what_the_file_says_of_itself() -> None:
    about = Printed(print_pdf(make_report())).file.metadata
    assert about["Title"].startswith("Báo cáo Kết quả triển khai Chương trình “Điều ước cho em”")
    assert about["Author"] == "Ban điều hành Chương trình “Điều ước cho em”"
    assert about["Keywords"].split(", ")[-1] == "money: Tiền đã tiếp nhận"
    assert about["CreationDate"].startswith("D:20210305")


def test_a_draft_has_no_day() -> None:
    assert Printed(print_pdf(make_resolution())).file.metadata["CreationDate"].startswith("D:19700101")


def test_headings_are_headings() -> None:
    """Without a gap between their levels, whichever levels the text has."""
    assert Printed(print_pdf(make_report())).heads() == [
        ("H1", "Kết quả triển khai Chương trình “Điều ước cho em” trên địa bàn huyện Điện Biên quý I năm 2021"),
        ("H2", "I. CÔNG TÁC QUẢN LÝ, CHỈ ĐẠO"),
        ("H2", "II. KẾT QUẢ HOẠT ĐỘNG"),
        ("H3", "1. Nhu cầu đã cập nhật"),
        ("H3", "2. Huy động nguồn lực"),
        ("H2", "III. ĐÁNH GIÁ CHUNG"),
        ("H1", "NHU CẦU THEO CẤP HỌC"),
        ("H1", "DANH MỤC ĐIỂM TRƯỜNG CẦN HỖ TRỢ"),
    ]
    levels = [tag for tag, _ in Printed(print_pdf(make_resolution())).heads()]
    assert levels == ["H1", "H2", "H2", "H3", "H4", "H4"]


def test_heads_and_cells_of_tables_are_tagged() -> None:
    lines = Printed(print_pdf(make_document(blocks=(a_table(3),)))).lines()
    assert [line for line in lines if line[0] in ("TH", "TD")][:5] == [
        ("TH", "TT"),
        ("TH", "Trường"),
        ("TD", "1"),
        ("TD", "Trường số 1"),
        ("TD", "2"),
    ]


def a_table(rows: int) -> Table:
    head = ((Cell(said("TT")), Cell((Run("Trường", mark="head"),))),)
    return Table((Column(), Column(4)), head, tuple((Cell(said(f"{n}")), Cell(said(f"Trường số {n}"))) for n in range(1, rows + 1)))


def test_footnotes_are_notes() -> None:
    notes = [text for tag, text in Printed(print_pdf(make_report())).lines() if tag == "Note"]
    assert notes == [" Gồm cả hiện vật quy đổi theo giá tháng 3.", " Theo biên bản bàn giao."]


def test_every_mark_can_be_found_again() -> None:
    """A mark is a named place of the file, where its words begin; the second of its kind is “id:2”."""
    printed = Printed(print_pdf(make_report()))
    places = printed.destinations()
    assert sorted(places) == [
        "money", SIGNATURE_ROOM, "power.schools", "power.schools:2", "power.schools:3", "power.schools:4", "power.sites", "power.sites:2",
        "power.sites:3",
    ]  # fmt: skip
    page, left, top = places["money"]
    begins = [char for char in printed.pages[page - 1].chars if char["x0"] / MM == pytest.approx(left, abs=0.01)]
    assert [char["text"] for char in begins if char["top"] / MM == pytest.approx(top, abs=5)] == ["2"]  # of 245.000.000


@pytest.mark.parametrize("mark", ["trường thiếu điện/2021", "a b", "<x>", '"', "\\", "#", "so:2", "ghi chú 😀"])
def test_whatever_a_mark_is_called(mark: str) -> None:
    document = make_document(blocks=(Paragraph((Run("6", mark=mark), Run("7", mark=mark))),))
    assert len(Printed(print_pdf(document)).destinations()) == 3


def test_a_mark_in_a_repeated_head_is_one_place() -> None:
    places = Printed(print_pdf(make_document(blocks=(a_table(90),)))).destinations()
    assert places["head"][0] == 1


def test_fonts_are_embedded_in_part_and_are_ours() -> None:
    printed = Printed(print_pdf(make_report()))
    names = {char["fontname"] for page in printed.pages for char in page.chars}
    assert {name.split("+")[1] for name in names} == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    assert all(len(name.split("+")[0]) == 6 for name in names)  # the sign of a part


def test_the_same_document_gives_the_same_bytes() -> None:
    """Also in another process, on another day."""
    program = (
        "import django, hashlib, sys; django.setup(); from chungtay.documents.press.pdf import print_pdf;"
        "from tests.make.layouts import make_letter, make_report; print_pdf(make_letter());"
        "sys.stdout.write(hashlib.sha256(print_pdf(make_report())).hexdigest())"
    )
    elsewhere = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert hashlib.sha256(print_pdf(make_report())).hexdigest() == elsewhere
    assert print_pdf(make_letter()) == print_pdf(make_letter())
    assert print_pdf(make_document(issued_on=date(2021, 7, 6))) != print_pdf(make_document())


def test_an_unknown_font_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """typst only warns, and would print in whatever it has."""
    right = pdf._form()
    monkeypatch.setattr(pdf, "_form", lambda: right | {"font": right["font"] | {"family": "Times New Roman"}})
    with pytest.raises(PressError, match="unknown font family"):
        print_pdf(make_document())


def notes_apart(document: Document) -> list[str]:
    """Footnotes on another page than their mark."""
    printed = Printed(print_pdf(document))
    pages = ["".join(char["text"] for char in page.chars) for page in printed.pages]
    return [name for name in ("alpha", "beta", "gamma") if [f"{name}-mark" in p for p in pages] != [f"{name}-note" in p for p in pages]]


@pytest.mark.parametrize("lines", range(14, 22))
def test_footnotes_stand_on_the_page_of_their_mark(lines: int) -> None:
    """typst leaves a note behind when its words move to the next page together with a heading (a known fault); here at a page's foot."""
    long = "Chú thích dài hơn một chút để chiếm chỗ ở cuối trang, phải đến hai dòng mới hết, nếu cỡ chữ nhỏ thì còn dài hơn nữa. "
    words = "Phòng Giáo dục và Đào tạo huyện đã chỉ đạo các trường rà soát nhu cầu về điện, nước sạch, nhà vệ sinh. " * 3

    def noted(name: str) -> Run:
        return Run(f"{name}-mark", footnote=said(f"{name}-note {long}"))

    blocks = (
        *(Paragraph(said(f"Dòng {number}")) for number in range(lines)),
        Heading(Level.ROMAN, said("Đầu")),
        Heading(Level.CLAUSE, said("Mục")),
        Paragraph((noted("alpha"), Run(words), noted("beta"))),
        Paragraph((Run(words), noted("gamma"))),
    )
    assert notes_apart(make_document(blocks=blocks)) == []


def test_a_table_row_wider_than_its_table_is_refused() -> None:
    table = Table((Column(),), (), ((Cell(said("a")), Cell(said("b"))),))
    with pytest.raises(ValueError, match="wider than the 1 columns"):
        print_pdf(make_document(blocks=(table,)))


def test_long_papers_do_not_fill_the_memory() -> None:
    """typst would keep 50 MB of each, more than 500 MB after ten."""
    program = (
        "import django, re, sys; from pathlib import Path; django.setup(); from bench.papers import long_report;"
        "from chungtay.documents.press.pdf import print_pdf; [print_pdf(long_report(n)) for n in range(6)];"
        "sys.stdout.write(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"  # the peak since this program began
    )
    kilobytes = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert int(kilobytes) < 300_000
