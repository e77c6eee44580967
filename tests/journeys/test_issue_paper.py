"""The leader signs the report that waits; the officer gives it its number; it stands in the register, as Word and PDF too."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.people import sign_in, sign_out

Axe = Callable[[Page], None]
SUBJECT = "Việc chuẩn bị bữa ăn bán trú tại các điểm trường"


def open_paper(page: Page) -> None:
    page.goto("/van-ban/dang-soan/")
    page.get_by_role("link", name=SUBJECT).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(SUBJECT)


def test_from_the_leaders_desk_to_the_register(page: Page, axe: Axe) -> None:
    sign_in(page, "lanhdao-thanh-an")
    expect(page.get_by_role("main")).to_contain_text("Văn bản chờ bạn ký")
    open_paper(page)
    axe(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Ký", exact=True).click()
    axe(page)
    page.get_by_role("button", name="Ký", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ký")
    sign_out(page)

    sign_in(page, "canbo-thanh-an")
    open_paper(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Cấp số, phát hành").click()
    axe(page)
    page.get_by_role("button", name="Cấp số, phát hành").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã phát hành")
    expect(page.get_by_role("heading", level=1)).to_contain_text("/BC-UBND")
    expect(page.get_by_role("article")).to_contain_text("BÁO CÁO")
    axe(page)
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF", exact=False).first.click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")

    page.goto("/van-ban/di/")
    expect(page.get_by_role("main")).to_contain_text(SUBJECT)
    axe(page)
