"""An officer puts on record what was just done, in a minute on a phone; with and without scripts."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from chungtay.activities.models import Activity
from chungtay.activities.rules import Counted, form_of
from tests.journeys.people import sign_in

Look = Callable[[Page, str], None]
WHAT: Final = "Khám sàng lọc tim bẩm sinh cho trẻ mầm non"


def test_record_then_see_it_in_the_list(page: Page, look: Look) -> None:
    sign_in(page, "canbo-thanh-an")
    page.goto("/hoat-dong/")
    look(page, "hoat-dong")
    page.goto("/hoat-dong/ghi/?chuong_trinh=thang-hanh-dong-vi-tre-em")
    look(page, "ghi-hoat-dong-1")
    say_what(page)
    tell(page)
    page.get_by_label("Ngân sách địa phương").fill("1 tỷ 2")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Việc đã làm")).to_have_value(WHAT)
    look(page, "ghi-hoat-dong-2")
    page.get_by_label("Ngân sách địa phương").fill("14,5 triệu")
    page.get_by_role("button", name="Ghi", exact=True).click()
    on_record(page)
    look(page, "hoat-dong-da-ghi")
    page.get_by_role("link", name="Xem danh sách").click()
    expect(page.get_by_role("link", name=WHAT)).to_contain_text("hơn 300")


def test_without_javascript(plain_page: Page) -> None:
    sign_in(plain_page, "canbo-thanh-an")
    plain_page.goto("/hoat-dong/ghi/?chuong_trinh=thang-hanh-dong-vi-tre-em")
    say_what(plain_page)
    tell(plain_page)
    plain_page.get_by_label("Ngân sách địa phương").fill("14,5 triệu")
    plain_page.get_by_role("button", name="Ghi", exact=True).click()
    on_record(plain_page)


def say_what(page: Page) -> None:
    """The unit is one's own commune already."""
    page.get_by_role("radio", name="Khám sức khỏe").check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Khám sức khỏe, khám sàng lọc")


def tell(page: Page) -> None:
    page.get_by_label("Việc đã làm").fill(WHAT)
    page.get_by_label("Số người tham gia").fill("hơn 300")
    page.get_by_label("Lượt trẻ em được khám").fill("hơn 300 lượt")
    page.get_by_label("Ca tim bẩm sinh").fill("0")
    page.get_by_text("Trong đó: nữ").click()
    page.get_by_role("textbox", name="Nữ").fill("140")


def on_record(page: Page) -> None:
    """On the screen, and in what is kept: nothing for what was left blank, 0 for what was 0."""
    page.wait_for_url("**vua-ghi=1")
    expect(page.get_by_role("link", name="Ghi hoạt động khác")).to_be_visible()
    said = form_of(Activity.objects.get(title=WHAT))
    assert (said.people, said.parts) == (Counted(300, "at_least"), {"girls": Counted(140)})
    assert said.outputs == {"screened_children": Counted(300, "at_least"), "congenital_heart_cases": Counted(0)}
    assert said.money == {"local_budget": Counted(14_500_000)}
