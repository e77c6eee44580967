"""An officer sends a need back, the clerk mends it, the officer vouches for it; a focal point puts it where everybody sees it."""

from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from tests.journeys.people import sign_in, sign_out

Look = Callable[[Page, str], None]
WHAT: Final = "Máy lọc nước uống cho hai lớp mẫu giáo"
WHY: Final = "Hai lớp ở hai nơi, xin xem lại một máy có đủ không."


def test_from_the_officers_remark_to_the_public_board(page: Page, look: Look) -> None:
    travel(page, look)


def test_without_javascript(plain_page: Page) -> None:
    travel(plain_page, lambda _page, _name: None)


def travel(page: Page, look: Look) -> None:
    send_back(page, look)
    mend(page, look)
    vouch(page, look)
    publish(page)
    seen_by_everybody(page, look)


def send_back(page: Page, look: Look) -> None:
    sign_in(page, "canbo-thanh-an")
    page.goto("/nhu-cau/cho-xac-minh/")
    page.get_by_role("link", name=WHAT).click()
    page.get_by_role("link", name="Trả lại để sửa").click()
    page.get_by_role("checkbox", name="Số lượng").check()
    page.get_by_label("Cần sửa gì ở “Số lượng”?").fill(WHY)
    look(page, "tra-lai")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã trả lại")
    sign_out(page)


def mend(page: Page, look: Look) -> None:
    """The remark stands at its field, where it is read and where it is mended."""
    sign_in(page, "vanthu-mn-thanh-an")
    page.get_by_role("main").get_by_role("link", name="Nhu cầu bị trả lại để sửa").click()
    page.get_by_role("link", name=WHAT).click()
    expect(page.get_by_role("definition").filter(has_text="1 máy")).to_contain_text(WHY)
    look(page, "nhu-cau-bi-tra-lai")
    page.get_by_role("link", name="Sửa", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Số lượng: lý do ghi ở từng mục dưới đây.")
    expect(page.locator(".at-quantity")).to_contain_text(WHY)
    look(page, "sua-nhu-cau")
    page.get_by_label("Số lượng").fill("2")
    page.get_by_role("button", name="Lưu và gửi lại").click()
    expect(page.get_by_role("definition").filter(has_text="2 máy")).not_to_contain_text(WHY)
    sign_out(page)


def vouch(page: Page, look: Look) -> None:
    sign_in(page, "canbo-thanh-an")
    page.get_by_role("main").get_by_role("link", name="Nhu cầu chờ bạn xác minh").click()
    page.get_by_role("link", name=WHAT).click()
    with page.expect_navigation():
        page.get_by_role("link", name="Xác minh", exact=True).click()
    look(page, "xac-minh")
    page.get_by_role("button", name="Xác minh").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã xác minh")
    sign_out(page)


def publish(page: Page) -> None:
    sign_in(page, "daumoi-mn")
    page.get_by_role("main").get_by_role("link", name="Đã xác minh, chờ đưa lên bảng kêu gọi").click()
    page.get_by_role("link", name=WHAT).click()
    page.get_by_role("link", name="Đưa lên bảng kêu gọi").click()
    page.get_by_role("button", name="Đưa lên bảng").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã đưa lên bảng kêu gọi")
    sign_out(page)


def seen_by_everybody(page: Page, look: Look) -> None:
    """Signed out: what is lacking, where, and whom to call."""
    page.goto("/bang-keu-goi/")
    look(page, "bang-keu-goi")
    page.get_by_role("searchbox").fill("may loc nuoc uong")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=WHAT).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WHAT)
    expect(page.get_by_role("main")).to_contain_text("Điểm trường Nậm Lay")
    expect(page.get_by_role("complementary")).to_contain_text("Đầu mối cấp Mầm non")
    expect(page.get_by_role("main")).not_to_contain_text("Văn thư")
    look(page, "nhu-cau-tren-bang")
    assert Need.objects.get(what=WHAT).status == NeedStatus.PUBLISHED


def test_the_whole_queue_at_once(page: Page, look: Look) -> None:
    """All but two are vouched for together; the two go back with one reason. What the officer recorded waits for somebody else."""
    sign_in(page, "canbo-thanh-an")
    page.goto("/nhu-cau/cho-xac-minh/")
    rows = page.get_by_role("checkbox")
    waiting = rows.count()
    page.get_by_role("link", name="Đánh dấu cả trang").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(waiting)
    for left in (0, 1):
        rows.nth(left).uncheck()
    look(page, "cho-xac-minh-danh-dau")
    page.get_by_role("button", name="Xác minh").click()
    expect(page.get_by_role("status").first).to_contain_text(f"Đã xác minh {waiting - 2} nhu cầu")
    expect(rows).to_have_count(2)

    page.get_by_role("link", name="Đánh dấu cả trang").click()
    page.get_by_text("Trả lại các nhu cầu đã chọn").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Trả lại", exact=True).click()
    look(page, "cho-xac-minh-thieu-ly-do")
    page.get_by_label("Lý do trả lại").fill("Xin ghi rõ tên loại và cỡ.")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã trả lại 2 nhu cầu")
    expect(page.get_by_role("main")).to_contain_text("Không có nhu cầu nào chờ bạn xác minh")
