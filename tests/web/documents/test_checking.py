"""The checker's page."""

import base64
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.checker.inspecting import inspect
from chungtay.web.documents import checking
from tests.make.papers import make_paper
from tests.make.places import Province

PAGE = "/van-ban/kiem-tra/"


@pytest.fixture
def clerk(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.CLERK, province.here.school)


def upload(content: bytes, name: str = "Báo cáo (1).docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def shown(browser: Client, content: bytes) -> str:
    return browser.post(PAGE, {"file": upload(content)}).content.decode()


def test_a_stranger_signs_in_first(client: Client, province: Province) -> None:
    assert client.get(PAGE).headers["Location"] == f"/dang-nhap/?next={PAGE}"
    assert client.post(PAGE, {"file": upload(b"x")}).status_code == 302


def test_it_asks_for_a_file(clerk: Client) -> None:
    page = clerk.get(PAGE).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page


def test_findings_with_place_rule_and_what_should_be(clerk: Client) -> None:
    page = shown(clerk, make_paper(day="Núa Ngam, ngày 05 tháng 03 năm 2026", recipient=("- UBND tỉnh (b/c);", "- Lưu: VT."), addressee=""))
    for words in (
        "Có 1 điều trái quy định, 1 điều cần xem lại.",
        "Địa danh và thời gian (đoạn 6)",
        "tháng 03",
        "tháng 3",
        "Phụ lục I, mục II.4",
    ):
        assert words in page
    assert page.index("Trái quy định") < page.index("Cần xem lại")


def test_a_right_paper(clerk: Client) -> None:
    page = shown(clerk, make_paper())
    assert "Không thấy điều gì trái thể thức." in page
    assert "Tải bản đã sửa" not in page


def test_the_corrected_copy_travels_within_the_page(clerk: Client) -> None:
    page = shown(clerk, make_paper(number="Số: 5/BC-UBND"))
    found = re.search(r'href="data:[^;]+;base64,([^"]+)" download="([^"]+)"', page)
    assert found
    assert found[2] == "Bo co 1-da-sua.docx"
    assert inspect(base64.b64decode(found[1])).is_clean


def test_a_large_copy_is_asked_for(clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too large for an address: the file is sent once more, and the copy comes back."""
    monkeypatch.setattr(checking, "LARGEST_COPY", 100)
    wrong = make_paper(number="Số: 5/BC-UBND")
    assert 'name="sua"' in shown(clerk, wrong)
    answer = clerk.post(PAGE, {"file": upload(wrong), "sua": "1"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Bo co 1-da-sua.docx"'
    assert inspect(answer.content).is_clean


def test_words_of_the_file_are_no_markup(clerk: Client) -> None:
    page = shown(clerk, make_paper(signer="TS. <script>alert(1)</script>"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp trống, không có gì để kiểm tra."),
        (b"%PDF-1.7", "Đây là tệp PDF, không phải tệp Word .docx."),
        (b"PK" + b"\0" * checking.LARGEST, "Tệp quá lớn: tối đa 10 MB."),
        (make_paper()[:5000], "Tệp .docx bị hỏng"),
    ],
    ids=["empty", "pdf", "large", "damaged"],
)
def test_a_refusal_is_one_sentence(clerk: Client, content: bytes, sentence: str) -> None:
    answer = clerk.post(PAGE, {"file": upload(content)})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_no_file(clerk: Client) -> None:
    assert "Xin điền mục này." in clerk.post(PAGE, {}).content.decode()
    assert "Xin điền mục này." in clerk.post(PAGE, {"file": "words"}).content.decode()
    assert clerk.put(PAGE, BytesIO(b"x")).status_code == 405
