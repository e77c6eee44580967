"""The district in July 2022: seven of eight have sent; it reminds the eighth, sends one field back, accepts all, issues its report."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.reports.models import Report
from chungtay.submissions.queries import completeness
from tests.journeys.asked import LEADER, NAME, ask_in_2022
from tests.journeys.people import sign_in, sign_out
from tests.journeys.test_round_answer import answer_url, ask, box
from tests.make.people import PASSWORD

Look = Callable[[Page, str], None]
Stand = Callable[[str], None]
DISTRICT: Final = "tre-em-quang-ngai"  # the district's officer of those days
TABLE: Final = "/dot-bao-cao/thang-hanh-dong-vi-tre-em/2022/"
WHY: Final = "Nhiều hơn sổ theo dõi của huyện (62 em), xin xem lại."


@pytest.fixture
def asked(server: str, stand: Stand) -> Round:
    made = ask_in_2022()
    stand("2022-07-06T09:00")
    return made


def counts(asked: Round) -> tuple[int, int, int, int]:
    found = completeness(asked, collector=OrgUnit.objects.get(code="611"))
    return found.sent, found.on_time, found.late, found.accepted


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def test_from_seven_of_eight_to_the_issued_report(page: Page, asked: Round, look: Look) -> None:
    see_who_is_missing(page, look)
    send_one_field_back(page, look)
    mend(page, asked, look)
    send_late(page, asked)
    accept_all(page, asked, look)
    report(page, look)
    sign_and_issue(page, look)


def see_who_is_missing(page: Page, look: Look) -> None:
    sign_in(page, DISTRICT)
    page.goto("/dot-bao-cao/")
    with page.expect_navigation():
        page.get_by_role("link", name=NAME).last.click()
    expect(page.get_by_role("region", name="Đã gửi")).to_contain_text("7/8")
    expect(page.get_by_role("region", name="Đúng hạn")).to_contain_text("6/8")
    expect(row(page, "Xã Sa Loong")).to_contain_text("muộn 7 giờ")
    expect(row(page, "Xã Đăk Dục")).to_contain_text("quá hạn")
    look(page, "theo-doi")
    row(page, "Xã Đăk Dục").get_by_role("button", name="Nhắc").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã nhắc")
    expect(page.get_by_role("region", name="Đã gửi")).to_contain_text("7/8")


def send_one_field_back(page: Page, look: Look) -> None:
    row(page, "Xã Pờ Y").get_by_role("link", name="Xã Pờ Y", exact=True).click()
    page.get_by_role("link", name="Trả lại để sửa").click()
    page.get_by_role("checkbox", name="Trẻ em có hoàn cảnh đặc biệt").check()
    page.get_by_label("Cần sửa gì ở “Trẻ em có hoàn cảnh đặc biệt”?").fill(WHY)
    look(page, "tra-lai-bao-cao")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã trả lại")
    sign_out(page)


def mend(page: Page, asked: Round, look: Look) -> None:
    """The remark stands at its very field."""
    sign_in(page, "canbo-bo-y")
    page.goto("/dot-bao-cao/")
    page.get_by_role("link", name=NAME).click()
    expect(ask(page, "special_children")).to_contain_text(WHY)
    look(page, "tra-loi-bi-tra-lai")
    box(page, "special_children").fill("62")
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    page.get_by_role("button", name="Gửi cấp trên").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi cấp trên")
    assert counts(asked)[:3] == (7, 6, 1)  # sent in time the first time, so it is on time
    sign_out(page)


def send_late(page: Page, asked: Round) -> None:
    """Reminded, xã Đăk Dục sends a day after its instant."""
    sign_in(page, "canbo-duc-nong")
    page.goto("/thong-bao/")
    expect(page.get_by_role("main")).to_contain_text(NAME)
    page.goto("/dot-bao-cao/")
    page.get_by_role("link", name=NAME).click()
    ask(page, "launch_event").get_by_role("radio", name="Có").check()
    box(page, "children_total").fill("2.090")
    box(page, "special_children").fill("54")
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    page.get_by_role("button", name="Gửi cấp trên").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi cấp trên")
    assert counts(asked)[:3] == (8, 6, 2)
    sign_out(page)


def accept_all(page: Page, asked: Round, look: Look) -> None:
    sign_in(page, DISTRICT)
    page.goto(TABLE)
    expect(page.get_by_role("region", name="Đã gửi")).to_contain_text("8/8")
    expect(row(page, "Xã Đăk Dục")).to_contain_text("muộn")
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    look(page, "theo-doi-danh-dau")
    page.get_by_role("button", name="Nhận").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã nhận")
    assert counts(asked) == (8, 6, 2, 8)
    page.get_by_role("link", name="Tổng hợp").click()
    look(page, "tong-hop")
    page.goto(f"{TABLE}loi-van/")
    look(page, "loi-van")
    answer_for_the_district(page, asked)


def answer_for_the_district(page: Page, asked: Round) -> None:
    """Its own part: what no commune did."""
    page.goto(answer_url(asked.submissions.get(unit__code="611")))
    ask(page, "launch_event").get_by_role("radio", name="Có").check()
    box(page, "reportages").fill("2")
    box(page, "text.limits").fill("Một xã gửi chậm một ngày.")
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    page.get_by_role("button", name="Gửi cấp trên").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi cấp trên")


def report(page: Page, look: Look) -> None:
    page.goto("/bao-cao/")
    with page.expect_navigation():
        page.get_by_role("region", name=NAME).get_by_role("link", name="Lập báo cáo").first.click()
    page.get_by_role("button", name="Lập bản nháp").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã lập dự thảo")
    expect(page.get_by_role("main")).to_contain_text("35 chiếc xe đạp")
    look(page, "bao-cao-thang-hanh-dong")
    page.get_by_role("link", name="Xem như bản in").click()
    page.get_by_role("link", name="Đến trang trình duyệt").click()
    page.get_by_role("link", name="Trình duyệt").click()
    page.get_by_role("button", name="Trình duyệt").click()
    sign_out(page)


def sign_and_issue(page: Page, look: Look) -> None:
    paper = f"/van-ban/{Report.objects.get(round__code='2022').paper_id}/"
    sign_in(page, LEADER, PASSWORD)
    page.goto(paper)
    page.get_by_role("link", name="Ký", exact=True).click()
    page.get_by_role("button", name="Ký", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã ký")
    sign_out(page)
    sign_in(page, DISTRICT)
    page.goto(paper)
    page.get_by_role("link", name="Cấp số, phát hành").click()
    page.get_by_role("button", name="Cấp số, phát hành").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã phát hành")
    expect(page.get_by_role("heading", level=1)).to_contain_text("01/BC-BĐH")
    look(page, "bao-cao-thang-hanh-dong-da-phat-hanh")
