"""Files by what they are, never by their name."""

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.files.filetypes import ATTACHMENTS, CSV, DOCX, JPEG, LARGEST, PDF, SHEETS, XLS, XLSX, FileType, recognised
from tests.make.files import A_PDF, a_docx, a_jpeg, a_photo, an_office_file, an_xlsx
from tests.make.old_excel import as_xls

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99


@pytest.mark.parametrize(("content", "kind"), [(A_PDF, PDF), (a_docx(), DOCX), (a_jpeg(), JPEG), (a_photo(), JPEG)])
def test_recognised_by_structure(content: bytes, kind: FileType) -> None:
    assert recognised(content) == kind
    assert recognised(content, among=ATTACHMENTS) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (A_PDF[:20], "không phải"),
        (b"%PDF-1.4", "không phải"),
        (b"PK\x03\x04" + b"x" * 50, "không phải"),
        (a_docx()[:-30], "không phải"),
        (b"\xff\xd8<script>alert(1)</script>\xff\xd9", "không phải"),
        (a_jpeg(width=0), "không phải"),
        (a_jpeg()[:-2], "không phải"),
        (b"\xff\xd8" + b"\xff\xe0\x00\x00" + b"\xff\xd9", "không phải"),
        (OLD_OFFICE, "kiểu cũ"),
        (an_office_file("word/document.xml", "word/vbaProject.bin"), "macro"),
        (b"\0" * (LARGEST + 1), "20 MB"),
    ],
)
def test_what_only_looks_like_one_is_refused(content: bytes, said: str) -> None:
    for among in ((PDF, DOCX, JPEG), ATTACHMENTS):
        with pytest.raises(RuleBroken, match=said):
            recognised(content, among=among)


def test_excel_is_taken_only_where_it_is_asked_for() -> None:
    assert recognised(an_xlsx(), among=ATTACHMENTS) == XLSX
    with pytest.raises(RuleBroken, match="Word") as refusal:
        recognised(an_xlsx(), field="paper")
    assert refusal.value.field == "paper"
    with pytest.raises(RuleBroken, match=r"Excel kiểu cũ \(\.doc, \.xls\)"):
        recognised(OLD_OFFICE, among=ATTACHMENTS)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (an_xlsx(), XLSX),
        (as_xls([["Ngày", 1]]), XLS),
        (as_xls([["Ngày", 1]], stream="Book"), XLS),
        ("Ngày;Nợ;Có\n".encode(), CSV),
        ("Ngày;Nợ;Có\n".encode("utf-16"), CSV),
        ("Ngày;Nơ;Có\n".encode("cp1258", errors="replace"), CSV),
    ],
    ids=["xlsx", "xls", "xls before 1997", "utf-8", "utf-16", "cp1258"],
)
def test_sheets_of_banks(content: bytes, kind: FileType) -> None:
    assert recognised(content, among=SHEETS) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (as_xls([["a"]], stream="WordDocument"), "không phải bảng tính"),
        (as_xls([["_VBA_PROJECT"]]), "macro"),
        (as_xls([["a"]], stream="EncryptedPackage"), "mật khẩu"),
        (b"<html><table>", "không phải bảng tính"),
        (b"\xff\xfe<\0h\0", "không phải bảng tính"),
        (A_PDF, "không phải bảng tính"),
        (a_docx(), "không phải bảng tính"),
        (b"a;b\0", "không phải bảng tính"),
        (b"", "rỗng"),
    ],
    ids=["doc", "macro", "password", "html", "html in utf-16", "pdf", "docx", "bytes", "empty"],
)
def test_what_is_no_sheet_of_a_bank(content: bytes, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        recognised(content, among=SHEETS)
