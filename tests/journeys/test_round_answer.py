"""A commune officer records what was done, finds it filled in when the round is answered, adds the rest, sends; the line may break."""

import re
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from chungtay.activities.models import Activity
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Answer, Submission
from tests.journeys.people import sign_in

Look = Callable[[Page, str], None]
Stand = Callable[[str], None]
WHO: Final = "canbo-duc-nong"
ROUND: Final = "Hoạt động vì trẻ em cuối năm 2026"
SCREENING: Final = "Khám tai, mũi, họng cho trẻ mẫu giáo"
GIFTS: Final = "Trao xe đạp cho học sinh ở xa trường"


def submission() -> Submission:
    return Submission.objects.get(round__code="2026", unit__code="23383-2025")


def answer_url(of: Submission | None = None) -> str:
    return f"/dot-bao-cao/{(of or submission()).pk}/tra-loi/"


def ask(page: Page, code: str) -> Locator:
    """The part of the form about one indicator or text."""
    return page.locator(f"#muc-{code}")


def box(page: Page, name: str) -> Locator:
    return page.locator(f'[name="{name}"]')


def saved(page: Page, code: str) -> None:
    """The server has the part: it was saved alone, without a button."""
    expect(ask(page, code).locator(".ask-state")).to_have_attribute("data-saved", "")


@pytest.fixture(autouse=True)
def november(stand: Stand) -> None:
    stand("2026-11-25T09:30")


def test_what_was_done_fills_in_the_round(page: Page, look: Look) -> None:
    travel(page, look)


def test_without_javascript(plain_page: Page) -> None:
    travel(plain_page, lambda _page, _name: None)


def travel(page: Page, look: Look) -> None:
    sign_in(page, WHO)
    record_a_screening(page, look)
    record_gifts(page)
    open_the_round(page, look)
    add_the_rest(page, look)
    send(page, look)


def record_a_screening(page: Page, look: Look) -> None:
    begin(page, "Khám sức khỏe, khám sàng lọc", look)
    page.get_by_label("Việc đã làm").fill(SCREENING)
    page.get_by_label("Số người tham gia, được hưởng").fill("45")
    page.get_by_label("Lượt trẻ em được khám sàng lọc").fill("45")
    look(page, "ghi-hoat-dong")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(SCREENING)
    look(page, "hoat-dong-vua-ghi")


def record_gifts(page: Page) -> None:
    begin(page, "Thăm hỏi, tặng quà, học bổng")
    page.get_by_label("Việc đã làm").fill(GIFTS)
    page.get_by_label("Số người tham gia, được hưởng").fill("10")
    page.get_by_label("Xe đạp").fill("10")
    page.get_by_label(re.compile("^Vận động")).fill("khoảng 15 triệu")
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(GIFTS)


def begin(page: Page, kind: str, look: Look | None = None) -> None:
    page.goto("/hoat-dong/ghi/?chuong_trinh=thang-hanh-dong-vi-tre-em")
    if look:
        look(page, "ghi-hoat-dong-gi")
    page.get_by_role("radio", name=kind).check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(kind)


def open_the_round(page: Page, look: Look) -> None:
    """Also what colleagues had recorded before: more than 90 and these 45."""
    page.goto("/dot-bao-cao/")
    look(page, "dot-bao-cao")
    page.get_by_role("link", name=ROUND).click()
    expect(box(page, "screened_children")).to_have_value("hơn 135")
    expect(box(page, "bicycles")).to_have_value("10")
    expect(box(page, "mobilised_vnd")).to_have_value(re.compile(r"khoảng 27\.800\.000|khoảng 27,8 triệu"))
    expect(ask(page, "bicycles").get_by_role("link", name="Xem")).to_be_visible()
    look(page, "tra-loi")


def add_the_rest(page: Page, look: Look) -> None:
    box(page, "insured_children").fill("5.630")
    box(page, "insured_children:of").fill("5710")
    box(page, "at_risk_children").fill("212")
    box(page, "text.lessons").fill("Ghi ngay tại chỗ thì cuối kỳ không phải hỏi lại.")
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm tra và gửi")
    look(page, "kiem-tra-va-gui")


def send(page: Page, look: Look) -> None:
    page.get_by_role("button", name="Gửi cấp trên").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi cấp trên")
    look(page, "bao-cao-don-vi-da-gui")
    sent = submission()
    assert (sent.status, sent.is_late) == (SubmissionStatus.SUBMITTED, False)
    said = {answer.indicator: answer for answer in sent.answers.filter(by="")}
    assert (said["screened_children"].value, said["screened_children"].estimate) == (135, "at_least")
    assert (said["bicycles"].value, said["bicycles"].on_record) == (10, 10)
    assert (said["insured_children"].value, said["insured_children"].of) == (5630, 5710)


# ── The line breaks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_network_goes_away_while_one_types(page: Page, look: Look) -> None:
    sign_in(page, WHO)
    page.goto(answer_url())
    box(page, "at_risk_children").fill("212")
    box(page, "at_risk_children").blur()
    saved(page, "at_risk_children")
    page.context.set_offline(True)
    box(page, "special_children").fill("188")
    box(page, "text.causes").fill("Ba điểm xa chưa có sóng.")
    box(page, "text.causes").blur()
    expect(page.locator("[data-draft-failed]")).to_be_visible()
    look(page, "tra-loi-mat-mang")
    page.context.set_offline(False)
    page.reload()
    expect(box(page, "special_children")).to_have_value("171")  # as the server has it
    expect(page.locator("[data-draft-offer]")).to_be_visible()
    look(page, "tra-loi-con-giu")
    page.get_by_role("button", name="Dùng lại").click()
    expect(box(page, "special_children")).to_have_value("188")
    saved(page, "text-causes")
    saved(page, "special_children")
    said = Answer.objects.get(submission=submission(), indicator="special_children", by="")
    assert said.value == 188
    assert submission().narratives.get(code="causes").text == "Ba điểm xa chưa có sóng."


def lose_the_answer(route: Route) -> None:
    """The server did what it was asked; the browser never hears of it: the line broke, or nothing came and the page stands still."""
    route.fetch(max_redirects=0)
    if route.request.is_navigation_request():
        route.fulfill(status=204)
    else:
        route.abort()


def test_what_was_sent_twice_is_there_once(page: Page) -> None:
    sign_in(page, WHO)
    begin(page, "Thăm hỏi, tặng quà, học bổng")
    page.get_by_label("Việc đã làm").fill(GIFTS)
    page.get_by_label("Xe đạp").fill("10")
    page.route("**/hoat-dong/ghi/**", lose_the_answer, times=1)
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("Chưa gửi được")
    assert Activity.objects.filter(title=GIFTS).count() == 1
    page.get_by_role("button", name="Ghi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(GIFTS)
    assert Activity.objects.filter(title=GIFTS).count() == 1

    page.goto(answer_url())
    page.get_by_role("button", name="Kiểm tra và gửi").click()
    page.route("**/gui/", lose_the_answer, times=1)
    send_it = page.get_by_role("button", name="Gửi cấp trên")
    with page.expect_response("**/gui/"):
        send_it.click(no_wait_after=True)
    assert submission().status == SubmissionStatus.SUBMITTED
    send_it.click()
    expect(page.get_by_role("status").first).to_contain_text("Báo cáo đã gửi rồi")
    sent = submission()
    assert (sent.status, sent.sent_at) == (SubmissionStatus.SUBMITTED, sent.last_sent_at)
