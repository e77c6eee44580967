"""A clerk tells what a site lacks, with a photo taken on a phone, and sends it; with and without scripts."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from tests.journeys.people import sign_in
from tests.make.files import a_photo, seen

Look = Callable[[Page, str], None]
MOST_BYTES: Final = 300_000
WHAT: Final = "Nhà vệ sinh hai ngăn, có chỗ rửa tay thấp"
TAKEN: Final = {"width": 2400, "height": 1800, "quality": 95}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a phone takes it: too large, with its camera and the place where it was taken."""
    path = tmp_path / "IMG_2026.jpg"
    path.write_bytes(a_photo(**TAKEN))
    assert seen(path.read_bytes()).getexif()
    return path


def test_record_with_a_photo_and_send(page: Page, photo: Path, look: Look) -> None:
    sign_in(page, "vanthu-mn-thanh-an")
    page.goto("/nhu-cau/")
    look(page, "nhu-cau")
    with page.expect_navigation():
        page.get_by_role("link", name="Ghi nhu cầu").first.click()
    look(page, "ghi-nhu-cau-1")
    say_where(page)
    tell(page, photo)
    look(page, "ghi-nhu-cau-2")
    page.get_by_role("button", name="Lưu và gửi").click()
    sent_with_its_photo(page)
    look(page, "nhu-cau-da-gui")


def test_what_was_typed_and_chosen_stays_when_something_is_missing(page: Page, photo: Path, look: Look) -> None:
    sign_in(page, "vanthu-mn-thanh-an")
    page.goto("/nhu-cau/ghi/")
    say_where(page)
    tell(page, photo)
    page.get_by_label("Số trẻ được hưởng").fill("âm bốn mươi")
    page.get_by_role("button", name="Lưu và gửi").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Nói rõ cần gì")).to_have_value(WHAT)
    assert page.get_by_label("Ảnh chụp").evaluate("field => field.files.length") == 1
    look(page, "ghi-nhu-cau-sai")
    page.get_by_label("Số trẻ được hưởng").fill("khoảng 40")
    page.get_by_role("button", name="Lưu và gửi").click()
    sent_with_its_photo(page)


def test_without_javascript(plain_page: Page, photo: Path) -> None:
    sign_in(plain_page, "vanthu-mn-thanh-an")
    plain_page.goto("/nhu-cau/ghi/")
    say_where(plain_page)
    tell(plain_page, photo)
    plain_page.get_by_role("button", name="Lưu và gửi").click()
    sent_with_its_photo(plain_page)


def say_where(page: Page) -> None:
    page.get_by_role("radio", name="Điểm trường Xôm Khoang").check()
    page.get_by_role("radio", name="Nhà vệ sinh").check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nhà vệ sinh")


def tell(page: Page, photo: Path) -> None:
    page.get_by_role("radio", name="Xây nhà vệ sinh").check()
    page.get_by_label("Nói rõ cần gì").fill(WHAT)
    page.get_by_label("Số lượng").fill("1")
    page.get_by_label("Chi phí ước tính").fill("60 triệu")
    page.get_by_label("Số trẻ được hưởng").fill("khoảng 40")
    page.get_by_role("radio", name="Có nhưng đã xuống cấp").check()
    page.get_by_label("Thiếu từ ngày").fill("05/9/2024")
    page.get_by_role("radio", name="Cấp bách").check()
    page.get_by_label("Lý do cấp bách").fill("Nhà cũ sập mái sau mưa lũ")
    page.get_by_label("Ảnh chụp").set_input_files(photo)


def sent_with_its_photo(page: Page) -> None:
    """On the screen, and in what is kept of the photo: no camera, no place, small enough for a slow line."""
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi và gửi")
    expect(page.get_by_role("heading", level=1)).to_have_text(WHAT)
    expect(page.get_by_role("definition").filter(has_text="khoảng 40 trẻ")).to_be_visible()
    expect(page.get_by_role("img", name=WHAT)).to_be_visible()
    need = Need.objects.get(what=WHAT)
    assert (need.status, need.cost_vnd, need.beneficiaries) == (NeedStatus.SUBMITTED, 60_000_000, 40)
    kept = need.photos.get().photo
    for file in (kept.file, kept.thumb):
        data = file.open("rb").read()
        assert len(data) <= MOST_BYTES
        assert not seen(data).getexif()
        assert b"script" not in data
