"""An administrator merges two communes; the unit's page and its history tell it on every day."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import sign_in

Axe = Callable[[Page], None]


def test_merge_two_communes(page: Page, axe: Axe) -> None:
    sign_in(page, "quantri")
    choose_sam_mun(page, axe)
    a_wrong_day_loses_nothing(page, axe)
    agree(page, axe)
    told_on_every_day(page, axe)


def choose_sam_mun(page: Page, axe: Axe) -> None:
    page.goto("/don-vi/03352-2025/")
    page.get_by_text("Thay đổi", exact=True).click()
    axe(page)
    page.get_by_role("link", name="Sáp nhập").click()
    page.get_by_role("checkbox", name="Xã Sam Mứn").check()
    axe(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Tiếp tục").click()
    axe(page)


def a_wrong_day_loses_nothing(page: Page, axe: Axe) -> None:
    page.get_by_label("Tên", exact=True).fill("Thanh Mứn")
    page.get_by_label("Mã hành chính").fill("99991")
    page.get_by_label("Sáp nhập từ ngày").fill("31/02/2026")
    page.get_by_label("Số, ký hiệu").fill("99/NQ-UBTVQH16")
    page.get_by_role("button", name="Xem lại").click()
    expect(page.get_by_text("Không có ngày 31/02/2026 trong lịch.").first).to_be_visible()
    expect(page.get_by_label("Tên", exact=True)).to_have_value("Thanh Mứn")
    axe(page)


def agree(page: Page, axe: Axe) -> None:
    page.get_by_label("Sáp nhập từ ngày").fill("01/6/2026")
    page.get_by_label("Ngày ban hành").fill("15/5/2026")
    page.get_by_label("Cơ quan ban hành").fill("Ủy ban Thường vụ Quốc hội")
    page.get_by_label("Trích yếu").fill("Về việc sắp xếp đơn vị hành chính cấp xã")
    page.get_by_role("button", name="Xem lại").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sáp nhập 2 đơn vị?")
    expect(page.get_by_role("main")).to_contain_text("Xã Thanh Mứn")
    axe(page)
    page.get_by_role("button", name="Sáp nhập", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Thanh Mứn")
    expect(page.get_by_role("status").first).to_contain_text("Đã sáp nhập")


def told_on_every_day(page: Page, axe: Axe) -> None:
    page.get_by_role("link", name="Lịch sử").click()
    expect(page.get_by_role("main")).to_contain_text("99/NQ-UBTVQH16")
    expect(page.get_by_role("link", name="Xã Sam Mứn")).to_be_visible()
    axe(page)
    page.goto("/don-vi/03356-2025/")
    expect(page.get_by_role("main")).to_contain_text("đơn vị này không còn")
    page.get_by_role("main").get_by_role("link", name="Xã Thanh Mứn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Thanh Mứn")
    page.goto("/don-vi/03356-2025/?ngay=2026-05-31")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Sam Mứn")


@pytest.mark.parametrize("username", ["canbo-thanh-an", "vanthu-th-sam-mun"])
def test_who_may_not_is_not_let_in(page: Page, username: str) -> None:
    sign_in(page, username)
    answer = page.goto("/don-vi/03352-2025/sap-nhap/")
    assert answer is not None
    assert answer.status in (403, 404)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
