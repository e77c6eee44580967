"""An officer puts a donor on record, is asked about one that looks alike, merges the two and takes them apart again."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from chungtay.donors.models import Donor
from tests.journeys.people import sign_in

Look = Callable[[Page, str], None]
NAME: Final = "Công ty TNHH Mường Thanh"


def test_recorded_twice_merged_and_taken_apart(page: Page, look: Look) -> None:
    sign_in(page, "canbo-thanh-an")
    page.goto("/nguon-luc/")
    page.get_by_role("link", name="Nhà tài trợ", exact=True).click()
    look(page, "nha-tai-tro-trong")
    page.get_by_role("link", name="Ghi nhà tài trợ").first.click()
    record(page, NAME, "0912 345 678")
    look(page, "nha-tai-tro-mot")
    page.goto("/nha-tai-tro/ghi/")
    record(page, "CTY MUONG THANH", "12")
    expect(page.get_by_role("alert")).to_contain_text("Số điện thoại chưa đúng")
    look(page, "nha-tai-tro-ghi-sai")
    page.get_by_label("Điện thoại").fill("+84 912 345 678")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(f"Có thể nhà tài trợ này đã có: “{NAME}”")
    look(page, "nha-tai-tro-giong")
    page.get_by_label(f"Không phải {NAME}").check()
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("CTY MUONG THANH")
    merge(page, look)


def record(page: Page, name: str, phone: str) -> None:
    page.get_by_role("radio", name="Doanh nghiệp").check()
    page.get_by_label("Tên", exact=True).fill(name)
    page.get_by_label("Điện thoại").fill(phone)
    page.get_by_role("radio", name="Nêu tên", exact=True).check()
    page.get_by_label("Đã đồng ý nêu tên").select_option(label="Qua điện thoại")
    page.get_by_role("button", name="Ghi", exact=True).click()


def merge(page: Page, look: Look) -> None:
    """Told apart when they were recorded, and still merged when somebody knows better."""
    older, newer = Donor.objects.get(name=NAME), Donor.objects.get(name="CTY MUONG THANH")
    page.goto(f"/nha-tai-tro/{older.pk}/gop/{newer.pk}/")
    look(page, "nha-tai-tro-gop")
    page.get_by_label("Lý do").fill("Cùng số điện thoại, cùng một công ty")
    page.get_by_role("button", name="Xem lại").click()
    look(page, "nha-tai-tro-gop-xem-lai")
    page.get_by_role("button", name="Gộp", exact=True).click()
    expect(page.get_by_role("heading", name="Đã gộp vào đây")).to_be_visible()
    look(page, "nha-tai-tro-da-gop")
    page.get_by_role("link", name="Tách ra").click()
    page.get_by_label("Lý do").fill("Hai công ty")
    page.get_by_role("button", name="Tách ra").click()
    expect(page.get_by_role("status")).to_contain_text("Đã tách CTY MUONG THANH")
    page.goto("/nha-tai-tro/trung/")
    look(page, "nha-tai-tro-trung")
