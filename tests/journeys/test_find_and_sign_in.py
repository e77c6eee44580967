"""A clerk, a commune officer and an administrator sign in; each finds Sam Mứn on two days."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from chungtay.console.demo.people import PASSWORD
from tests.journeys.people import sign_in

Axe = Callable[[Page], None]


@pytest.mark.parametrize("username", ["vanthu-th-sam-mun", "canbo-thanh-an", "quantri"])
def test_sign_in_and_see_what_waits(page: Page, axe: Axe, username: str) -> None:
    page.goto("/dang-nhap/")
    axe(page)
    sign_in(page, username)
    expect(page.get_by_role("heading", name="Đang chờ bạn")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("username", ["vanthu-th-sam-mun", "quantri"])
def test_find_sam_mun_on_two_days(page: Page, axe: Axe, username: str) -> None:
    sign_in(page, username)
    page.goto("/don-vi/")
    axe(page)
    page.get_by_label("Tên hoặc mã đơn vị").fill("xa sam mun")
    page.get_by_label("Vào ngày").fill("01/6/2021")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Xã Sam Mứn Huyện Điện Biên").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Sam Mứn")
    expect(page.get_by_role("navigation", name="Bạn đang ở")).to_contain_text("Huyện Điện Biên")
    axe(page)

    page.goto(page.url.replace("2021-06-01", "2026-01-01"))
    expect(page.get_by_role("main")).to_contain_text("Ngày 01/01/2026 đơn vị này không còn")
    axe(page)
    page.get_by_role("link", name="Xã Thanh An Tỉnh Điện Biên").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Thanh An")
    page.get_by_role("link", name="Lịch sử").click()
    expect(page.get_by_role("main")).to_contain_text("1661/NQ-UBTVQH15")
    axe(page)

    page.goto("/don-vi/?q=xa+sam+mun&ngay=2026-01-01")
    page.get_by_role("link", name="Xã Sam Mứn Tỉnh Điện Biên").click()
    origins = page.get_by_role("definition").filter(has_text="Na Ư")
    expect(origins).to_contain_text("Pom Lót")


def test_switch_roles_in_one_tap(page: Page, axe: Axe) -> None:
    sign_in(page, "canbo-thanh-an")
    page.get_by_role("button", name="Vai trò đang dùng").click()
    axe(page)
    page.get_by_role("button", name="Văn thư").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chào")
    expect(page.locator("main")).to_contain_text("Trường")
    expect(page.get_by_role("link", name="Nhật ký")).to_have_count(0)


def test_all_by_keyboard(page: Page) -> None:
    """Sign in, skip to the content, search and open the first unit without touching a mouse."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").press_sequentially("quantri")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chào")
    page.goto("/don-vi/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tên hoặc mã đơn vị")).to_be_focused()
    page.keyboard.insert_text("huyen ngoc hoi")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("01/6/2021")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("listitem").get_by_role("link", name="Huyện Ngọc Hồi Tỉnh Kon Tum")).to_be_visible()


def test_without_javascript(plain_page: Page) -> None:
    sign_in(plain_page, "canbo-thanh-an")
    plain_page.goto("/don-vi/")
    plain_page.get_by_label("Tên hoặc mã đơn vị").fill("th sam mun")
    plain_page.get_by_role("button", name="Tìm").click()
    plain_page.get_by_role("link", name="Trường Tiểu học Sam Mứn").first.click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Trường Tiểu học Sam Mứn")
