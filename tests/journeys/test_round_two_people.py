"""Two people fill in one submission at once: what both typed stands side by side, with their names; nobody's word is lost."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from chungtay.submissions.models import Answer, Submission
from tests.journeys.people import sign_in
from tests.journeys.test_round_answer import answer_url, ask, box, saved, submission

Look = Callable[[Page, str], None]
OFFICER: Final = "Công chức xã Dục Nông"


@pytest.fixture(autouse=True)
def november(stand: Callable[[str], None]) -> None:
    stand("2026-11-25T09:30")


def value(indicator: str) -> int | None:
    return Answer.objects.get(submission=submission(), indicator=indicator, by="").value


def test_both_values_and_both_names(page: Page, other_page: Page, look: Look) -> None:
    for one, username in ((page, "canbo-duc-nong"), (other_page, "tinh-y-te")):
        sign_in(one, username)
        one.goto(answer_url())
    box(page, "special_children").fill("188")
    box(page, "special_children").blur()
    saved(page, "special_children")

    box(other_page, "at_risk_children").fill("230")  # where nobody else writes nothing stands in the way
    box(other_page, "at_risk_children").blur()
    saved(other_page, "at_risk_children")
    box(other_page, "special_children").fill("164")
    box(other_page, "special_children").blur()
    other_word = ask(other_page, "special_children").get_by_role("group", name="vừa ghi khác ở đây")
    for words in (OFFICER, "188", "164"):
        expect(other_word).to_contain_text(words)
    look(other_page, "tra-loi-hai-nguoi")
    assert (value("special_children"), value("at_risk_children")) == (188, 230)

    other_word.get_by_role("radio", name="Giữ của tôi").check()
    expect(other_word).to_have_count(0)
    assert value("special_children") == 164
    page.reload()
    expect(box(page, "special_children")).to_have_value("164")
    expect(box(page, "at_risk_children")).to_have_value("230")


def test_without_a_choice_nothing_is_overwritten(page: Page, other_page: Page) -> None:
    """By the button, as without JavaScript: everything else is saved, the one field waits."""
    for one, username in ((page, "canbo-duc-nong"), (other_page, "tinh-y-te")):
        sign_in(one, username)
        one.goto(answer_url())
    box(page, "text.limits").fill("Ba điểm xa chưa có sóng nên báo số chậm hai ngày.")
    box(page, "text.limits").blur()
    saved(page, "text-limits")
    other_page.route("**/tra-loi/?muc=*", lambda route: route.abort())
    box(other_page, "text.limits").fill("Xã thiếu người theo dõi các thôn xa.")
    box(other_page, "text.lessons").fill("Nên giao trưởng thôn ghi ngay tại chỗ.")
    other_page.get_by_role("button", name="Lưu", exact=True).click()
    part = ask(other_page, "text-limits")
    expect(part).to_contain_text("Xã thiếu người theo dõi các thôn xa.")
    expect(part).to_contain_text("Ba điểm xa chưa có sóng nên báo số chậm hai ngày.")
    told = dict(Submission.objects.get(pk=submission().pk).narratives.values_list("code", "text"))
    assert told["limits"] == "Ba điểm xa chưa có sóng nên báo số chậm hai ngày."
    assert told["lessons"] == "Nên giao trưởng thôn ghi ngay tại chỗ."


def test_a_draft_given_back_does_not_pass_over_what_was_written_since(page: Page, other_page: Page) -> None:
    for one, username in ((page, "canbo-duc-nong"), (other_page, "tinh-y-te")):
        sign_in(one, username)
        one.goto(answer_url())
    page.context.set_offline(True)
    box(page, "special_children").fill("188")
    box(page, "special_children").blur()
    expect(page.locator("[data-draft-failed]")).to_be_visible()
    box(other_page, "special_children").fill("164")
    box(other_page, "special_children").blur()
    saved(other_page, "special_children")
    page.context.set_offline(False)
    page.reload()
    page.get_by_role("button", name="Dùng lại").click()
    other_word = ask(page, "special_children").get_by_role("group", name="vừa ghi khác ở đây")
    for words in ("188", "164"):
        expect(other_word).to_contain_text(words)
    assert value("special_children") == 164
