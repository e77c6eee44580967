"""A signed PDF on the page that reads signatures, on a phone and on a desk, with and without scripts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page

from chungtay.console.demo.people import PASSWORD
from chungtay.documents.press.pdf import print_pdf
from chungtay.signing import sign_pdf
from tests.documents.template.make import paper
from tests.make.certificates import PASSWORD as KEY_PASSWORD
from tests.make.certificates import an_identity


@pytest.fixture(scope="module")
def signed() -> bytes:
    """Made in a thread of its own: in this one Playwright's event loop runs, and signing has one, too."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(make_signed).result()


def make_signed() -> bytes:
    leader, agency = an_identity("Nguyễn Văn A"), an_identity("Phòng Giáo dục và Đào tạo huyện Mường Sơn")
    once = sign_pdf(print_pdf(paper("Đã xong.")), leader.pkcs12, KEY_PASSWORD, reason="Ký ban hành 42/BC-PGDĐT", place="Mường Sơn")
    return sign_pdf(once, agency.pkcs12, KEY_PASSWORD)


def read(page: Page, path: Path, content: bytes) -> str:
    path.write_bytes(content)
    page.goto("/van-ban/chu-ky/")
    page.set_input_files("input[type=file]", str(path))
    page.click("main form[enctype] button.primary", no_wait_after=True)
    page.wait_for_selector("#results", timeout=60_000)
    return page.inner_text("#results")


def sign_in(page: Page) -> None:
    page.goto("/dang-nhap/?next=/van-ban/chu-ky/")
    page.fill("[name=login]", "lanhdao-thanh-an")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_whole_and_altered(
    page: Page, signed: bytes, tmp_path: Path, axe: Callable[[Page], None], shots: Callable[[Page, str], None]
) -> None:
    sign_in(page)
    axe(page)
    shots(page, "chu-ky-trong")
    assert "Có 2 chữ ký số" in read(page, tmp_path / "bao-cao.pdf", signed)
    axe(page)
    shots(page, "chu-ky")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    damaged = bytearray(signed)
    damaged[signed.index(b"stream") + 90] ^= 1
    assert "Tệp đã bị thay đổi từ khi ký" in read(page, tmp_path / "bao-cao-sua.pdf", bytes(damaged))
    axe(page)
    shots(page, "chu-ky-bi-sua")


def test_without_scripts(plain_page: Page, signed: bytes, tmp_path: Path) -> None:
    sign_in(plain_page)
    assert "Không thay đổi từ khi ký" in read(plain_page, tmp_path / "bao-cao.pdf", signed)
