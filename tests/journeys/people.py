"""What every journey begins with."""

from playwright.sync_api import Page, expect

from chungtay.console.demo.people import PASSWORD


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """As a person does it: open the address, type, press the button."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "/dang-nhap/" not in address)


def sign_out(page: Page) -> None:
    page.goto("/dang-xuat/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
