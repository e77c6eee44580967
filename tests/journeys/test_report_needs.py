"""The records become a report: begun, put into words, signed, numbered, issued; and each of its figures opens to what it counted."""

import re
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Page, expect

from chungtay.core import clock
from chungtay.places.models import OrgUnit
from chungtay.reports.models import KeptFigure, Report
from tests.journeys.people import sign_in, sign_out

Look = Callable[[Page, str], None]
OFFICE: Final = "Ủy ban nhân dân xã Thanh An"
ROUND: Final = "Đợt rà soát năm 2026"
PROPOSAL: Final = "Đề nghị Sở Giáo dục và Đào tạo giới thiệu nhà tài trợ cho các điểm trường chưa có điện lưới."


def test_from_the_records_to_the_schools_behind_a_figure(page: Page, look: Look) -> None:
    travel(page, look)


def test_without_javascript(plain_page: Page) -> None:
    travel(plain_page, lambda _page, _name: None)


def travel(page: Page, look: Look) -> None:
    begin(page, look)
    put_into_words(page, look)
    hand_in(page, look)
    sign(page)
    issue(page)
    open_a_figure(page, look)


def begin(page: Page, look: Look) -> None:
    sign_in(page, "canbo-thanh-an")
    page.goto("/bao-cao/")
    look(page, "bao-cao")
    with page.expect_navigation():
        page.get_by_role("region", name=ROUND).get_by_role("link", name="Lập báo cáo").first.click()
    look(page, "bao-cao-lap")
    page.get_by_role("button", name="Lập bản nháp").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lập dự thảo")
    look(page, "bao-cao-du-thao")


def put_into_words(page: Page, look: Look) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="Sửa lời").click()
    look(page, "bao-cao-sua")
    page.get_by_role("textbox", name="Kiến nghị").last.fill(PROPOSAL)
    page.get_by_role("button", name="Lưu lời báo cáo").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lưu lời báo cáo")
    expect(page.get_by_role("main")).to_contain_text(PROPOSAL)


def hand_in(page: Page, look: Look) -> None:
    page.get_by_role("link", name="Xem như bản in").click()
    expect(page.get_by_role("article")).to_contain_text(PROPOSAL)
    look(page, "bao-cao-ban-in")
    page.get_by_role("link", name="Đến trang trình duyệt").click()
    page.get_by_role("link", name="Trình duyệt").click()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_role("status").first).to_be_visible()
    sign_out(page)


def report() -> Report:
    return Report.objects.get(unit__code="ubnd-thanh-an-2025")


def sign(page: Page) -> None:
    sign_in(page, "lanhdao-thanh-an")
    page.goto(f"/van-ban/{report().paper_id}/")
    page.get_by_role("link", name="Ký", exact=True).click()
    page.get_by_role("button", name="Ký", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ký")
    sign_out(page)


def issue(page: Page) -> None:
    sign_in(page, "canbo-thanh-an")
    page.goto(f"/van-ban/{report().paper_id}/")
    page.get_by_role("link", name="Cấp số, phát hành").click()
    page.get_by_role("button", name="Cấp số, phát hành").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã phát hành")
    sign_out(page)


def open_a_figure(page: Page, look: Look) -> None:
    """ "10 trường" on the paper leads to exactly these schools, as they are called."""
    sign_in(page, "lanhdao-thanh-an")
    page.goto("/bao-cao/")
    page.get_by_role("region", name=ROUND).get_by_role("link", name=OFFICE).click()
    page.get_by_role("link", name="Mở văn bản").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("/BC-UBND")
    look(page, "bao-cao-da-phat-hanh")
    figure = KeptFigure.objects.get(report=report(), mark="needs.schools")
    page.get_by_role("article").locator(f"[data-mark='{figure.mark}']").first.click()
    expect(page.get_by_role("region", name="Con số đã giữ")).to_contain_text(re.compile(rf"{figure.text}\s*trường"))
    schools = [school.full_name for school in OrgUnit.objects.called_on(clock.today()).filter(pk__in=figure.records["school"])]
    assert len(schools) == figure.value
    listed = page.get_by_role("region", name="Trường, như khi lập báo cáo").locator(".row-title")
    expect(listed).to_have_count(figure.value)
    assert sorted(listed.all_inner_texts()) == sorted(schools)
    look(page, "con-so-da-giu")


def test_a_leader_reads_the_dashboard_down_to_its_records(page: Page, look: Look) -> None:
    """From the board of the province to a figure of one group, to one of its parts."""
    sign_in(page, "lanhdao")
    page.goto("/bang/dieu-uoc-cho-em/")
    look(page, "bang-so-lieu")
    page.get_by_role("region", name="Nhóm và cấp học").get_by_role("row", name="Điện, nước").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Số nhu cầu")
    look(page, "con-so")
    part = page.get_by_role("region", name="Gồm những gì").get_by_role("link", name="Mầm non")
    value = part.locator(".bar-value").inner_text()
    part.click()
    expect(page.get_by_role("region", name="Con số", exact=True)).to_contain_text(re.compile(rf"{value}\s*nhu cầu"))
    expect(page.get_by_role("list", name="Đang lọc theo")).to_contain_text("Mầm non")
    expect(page.get_by_role("region", name="Nhu cầu", exact=True).locator(".row-title")).to_have_count(int(value))
