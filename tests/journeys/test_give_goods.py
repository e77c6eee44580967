"""A donor promises television sets to a school; they come, lie in the commune's store, and arrive."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from chungtay.support.models import Pledge
from tests.journeys.giving import Wish, agree, fill_in, send, stations
from tests.journeys.people import sign_in, sign_out

Look = Callable[[Page, str], None]
Stand = Callable[[str], None]
SETS: Final = "Ti vi dạy học cho các lớp 1, 2"
SCHOOL: Final = "Trường Tiểu học Sam Mứn"
WISH: Final = Wish(SETS, "Đồ dùng học tập (bộ)", "2", "Lò Văn Bình", "Người Điện Biên xa quê")


def test_from_the_board_through_the_store_to_the_school(page: Page, other_page: Page, look: Look, stand: Stand) -> None:
    stand("2026-11-25T20:10")
    pledge = promise(page)
    sign_in(other_page, "canbo-thanh-an")
    look_at_pledges(other_page, look)
    agree(other_page, pledge)
    look(other_page, "cam-ket-da-thong-nhat")
    stand("2026-11-28T08:30")
    receive(other_page, look)
    see_the_store(other_page, look)
    allocate(other_page, look)
    hand_over(other_page)
    sign_out(other_page)
    confirm(other_page)
    page.goto(f"/theo-doi/{pledge.payment_code}/")
    assert stations(page) == ["Đã nhận", "Đã phân bổ", "Đã bàn giao", "Trường xác nhận"]
    expect(page.get_by_role("main")).to_contain_text(f"2 máy → {SCHOOL}: {SETS}")
    page.goto(f"/cam-ket/{pledge.trace_code}/")
    expect(page.get_by_role("main")).to_contain_text("Đơn vị đã nhận đủ")


def promise(page: Page) -> Pledge:
    page.goto("/bang-keu-goi/")
    page.get_by_role("link", name=SETS).click()
    page.get_by_role("link", name="Tôi muốn tặng").click()
    fill_in(page, WISH)
    return Pledge.objects.get(trace_code=send(page))


def look_at_pledges(page: Page, look: Look) -> None:
    page.goto("/nguon-luc/cam-ket/")
    expect(page.get_by_role("link", name=WISH.name)).to_be_visible()
    look(page, "cam-ket-danh-sach")


def receive(page: Page, look: Look) -> None:
    """The minutes begin with what was promised."""
    page.get_by_role("link", name="Ghi biên bản tiếp nhận").click()
    expect(page.get_by_label("Số lượng (1)")).to_have_value("2")
    page.get_by_label("Số tiền, hoặc trị giá (1)").fill("19 triệu")
    page.get_by_label("Người nhận").fill("Công chức Văn hóa – Xã hội xã")
    page.get_by_label("Giao nhận tại").fill("Trụ sở UBND xã Thanh An")
    look(page, "bien-ban-tiep-nhan")
    page.get_by_role("button", name="Ghi biên bản").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi biên bản tiếp nhận")
    expect(page.get_by_role("heading", level=1)).to_have_text(WISH.name)


def see_the_store(page: Page, look: Look) -> None:
    page.goto("/nguon-luc/")
    look(page, "nguon-luc-da-nhan")
    page.get_by_role("link", name="Kho", exact=True).click()
    look(page, "kho")
    page.get_by_role("link", name="Đồ dùng học tập").click()
    expect(page.get_by_role("main")).to_contain_text("2 máy")
    look(page, "the-kho")


def allocate(page: Page, look: Look) -> None:
    page.goto("/nguon-luc/phan-bo/")
    look(page, "chua-phan-bo")
    page.get_by_role("row", name=WISH.name).get_by_role("link", name="Phân bổ").click()
    expect(page.get_by_label(f"{SETS}, {SCHOOL}", exact=True)).to_have_value("2")
    page.get_by_role("button", name="Phân bổ", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã phân bổ 1 phần")


def hand_over(page: Page) -> None:
    """Out of the store in which they lie."""
    page.get_by_role("main").get_by_role("link", name="Bàn giao").click()
    page.get_by_role("checkbox", name="Đồ dùng học tập: 2 máy").check()
    expect(page.get_by_label("Lấy từ").locator("option:checked")).to_have_text("Xã Thanh An (2 máy)")
    page.get_by_label("Bên nhận").fill("Văn thư Trường Tiểu học Sam Mứn")
    page.get_by_role("button", name="Ghi bàn giao").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ghi bàn giao")


def confirm(page: Page) -> None:
    sign_in(page, "vanthu-th-sam-mun")
    page.goto("/nguon-luc/ban-giao/")
    page.get_by_role("link", name="2 máy").click()
    page.get_by_role("link", name="Đã nhận đủ").click()
    page.get_by_role("button", name="Đã nhận đủ").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã xác nhận nhận đủ")
