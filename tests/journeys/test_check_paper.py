"""A stranger's Word file on the checker's page, on a phone and on a desk, with and without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from chungtay.checker.inspecting import inspect
from chungtay.console.demo.people import PASSWORD
from tests.make.papers import LONG, make_paper

WRONG: Final = {
    "motto": "Độc lập – Tự do – Hạnh phúc",
    "number": "Số: 5 / BC-UBND",
    "page": {"left": 20},
    "addressee": "",
    "text": (LONG, ("II. KIẾN NGHỊ", {"bold": True}), f"{LONG[:-1]} tại Phụ lục I./."),
    "recipient": ("- UBND tỉnh (b/c);", "- Lưu: VT."),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(make_paper(**WRONG))
    return path


def sign_in(page: Page, username: str = "lanhdao-thanh-an") -> None:
    page.goto("/dang-nhap/?next=/van-ban/kiem-tra/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def check(page: Page, file: Path) -> None:
    page.set_input_files("input[type=file]", str(file))
    page.click("main form[enctype] button.primary", no_wait_after=True)
    page.wait_for_selector("#results", timeout=60_000)


def test_from_file_to_corrected_copy(
    page: Page, file: Path, tmp_path: Path, axe: Callable[[Page], None], shots: Callable[[Page, str], None]
) -> None:
    sign_in(page)
    axe(page)
    shots(page, "kiem-tra-trong")
    check(page, file)
    axe(page)
    shots(page, "kiem-tra")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    with page.expect_download() as download:
        page.click("a[download]")
    copy = tmp_path / "sua.docx"
    download.value.save_as(copy)
    assert download.value.suggested_filename == "bao-cao-da-sua.docx"
    assert [finding for finding in inspect(copy.read_bytes()).findings if finding.is_fixable] == []


def test_without_scripts(plain_page: Page, file: Path) -> None:
    sign_in(plain_page)
    check(plain_page, file)
    assert "điều trái quy định" in plain_page.inner_text("#results")
