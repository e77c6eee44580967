"""A stranger looks into the open ledger, follows a gift, says that something is wrong, and reads the answer."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from chungtay.support.models import Contribution
from tests.journeys.people import sign_in

Look = Callable[[Page, str], None]


def a_gift() -> Contribution:
    """The clothes that a company paid for, which the school has."""
    return Contribution.objects.get(donor__name="Công ty Cổ phần Nắng Sớm (mẫu)")


def test_looked_into_and_answered(page: Page, other_page: Page, look: Look) -> None:
    gift = a_gift()
    see_the_book(page, look)
    find_the_gift(page, gift.trace_code, look)
    code = complain(page, gift.trace_code, look)
    sign_in(other_page, "canbo-thanh-an")
    answer(other_page, code, look)
    page.reload()
    expect(page.get_by_role("region", name="Trả lời")).to_contain_text("Đã xem biên bản")


def see_the_book(page: Page, look: Look) -> None:
    page.goto("/bang-keu-goi/")
    page.get_by_role("link", name="Sổ cái mở").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sổ cái mở")
    look(page, "so-cai-mo")
    page.get_by_role("link", name="Xem tất cả").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gốc từng ngày")
    look(page, "so-cai-mo-goc")
    page.get_by_role("link", name="Sổ cái mở").first.click()


def find_the_gift(page: Page, code: str, look: Look) -> None:
    page.get_by_label("Mã dấu vết").fill(code.lower())
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("table")).to_contain_text("Bàn giao")
    look(page, "so-cai-mo-qua")
    page.goto(f"/theo-doi/{code}/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where is your contribution?")
    page.get_by_role("button", name="Tiếng Việt").click()


def complain(page: Page, gift: str, look: Look) -> str:
    page.get_by_role("link", name="Gửi phản ánh về khoản này").click()
    expect(page.get_by_role("textbox", name="Mã")).to_have_value(gift)
    page.get_by_label("Có gì không đúng").fill("Điểm trường còn thiếu hai bộ áo ấm.")
    look(page, "phan-anh")
    page.get_by_role("button", name="Gửi phản ánh").click()
    expect(page.get_by_role("main")).to_contain_text("Đã nhận, đang chờ trả lời")
    look(page, "phan-anh-cho-tra-loi")
    return page.url.rstrip("/").rpartition("/")[2]


def answer(page: Page, code: str, look: Look) -> None:
    page.goto("/nguon-luc/phan-anh/")
    look(page, "phan-anh-danh-sach")
    page.get_by_role("link", name="Điểm trường còn thiếu").click()
    page.get_by_label("Trả lời").fill("Đã xem biên bản: đủ 35 bộ; hai bộ trường giữ cho em chuyển đến.")
    look(page, "phan-anh-tra-loi")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("main")).to_contain_text("Đã xem biên bản")
