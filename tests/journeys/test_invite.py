"""A commune officer invites a clerk, who then signs in for the first time."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.people import sign_in, sign_out

Axe = Callable[[Page], None]


def test_invite_a_clerk_who_chooses_a_password(page: Page, axe: Axe) -> None:
    sign_in(page, "canbo-thanh-an")
    page.goto("/nguoi-dung/")
    axe(page)
    page.get_by_role("link", name="Mời người dùng").first.click()
    page.wait_for_url("**/nguoi-dung/moi/**")
    axe(page)
    page.get_by_label("Đơn vị").fill("th noong het")
    page.get_by_role("button", name="Tiếp tục").click()
    choice = page.get_by_role("radio", name="Trường Tiểu học Noong Hẹt")  # two schools answer to these letters
    expect(choice).to_be_visible()
    axe(page)
    choice.check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("definition").filter(has_text="Văn thư")).to_be_visible()  # the one role an officer gives at a school
    page.get_by_label("Họ và tên").fill("Văn thư Noong Hẹt")
    page.get_by_label("Tên đăng nhập").fill("vanthu-noong-het")
    axe(page)
    page.get_by_role("main").get_by_role("button").last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã mời Văn thư Noong Hẹt")
    axe(page)
    password = page.get_by_role("definition").last.inner_text().strip()
    sign_out(page)

    sign_in(page, "vanthu-noong-het", password)
    expect(page.get_by_role("heading", level=1)).to_contain_text("mật khẩu")
    axe(page)
    for field in page.locator("input[type=password]").all():
        field.fill("mùa lúa chín ở Mường Thanh")
    page.get_by_role("main").locator("button.primary").click()
    page.wait_for_url(lambda address: "/doi-mat-khau/" not in address)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chào Văn thư Noong Hẹt")
    expect(page.get_by_role("link", name="Nhật ký")).to_have_count(0)


def test_a_neighbour_is_not_found(page: Page) -> None:
    """The officer of Thanh An has no say in Sam Mứn."""
    sign_in(page, "canbo-thanh-an")
    assert (page.goto("/nguoi-dung/moi/?don-vi=vhxh-sam-mun") or page).status == 404  # type: ignore[union-attr]
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_wrong_answers_lose_nothing(page: Page, axe: Axe) -> None:
    sign_in(page, "canbo-thanh-an")
    page.goto("/nguoi-dung/moi/?don-vi=th-noong-het&kind=clerk")
    page.get_by_label("Họ và tên").fill("Văn thư Noong Hẹt")
    page.get_by_label("Thư điện tử").fill("không phải thư")
    page.get_by_label("Bắt đầu từ ngày").fill("31/02/2026")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_text("Không có ngày 31/02/2026 trong lịch.").first).to_be_visible()
    expect(page.get_by_label("Họ và tên")).to_have_value("Văn thư Noong Hẹt")
    axe(page)
