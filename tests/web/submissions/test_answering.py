"""The answer page: filled in box by box, nothing typed is lost, two people never overwrite each other unseen."""

import re
from html import unescape
from typing import Any

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.indicators.reading import Cell, Reading
from chungtay.submissions.actions import return_submission
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import readings, texts
from tests.make.people import make_user
from tests.make.submissions import Asked, make_sent
from tests.web.submissions.conftest import browser_of, text_of


def _url(submission: Submission) -> str:
    return f"/dot-bao-cao/{submission.pk}/tra-loi/"


def _save(browser: Client, submission: Submission, **extra: Any) -> str:
    return text_of(browser.post(_url(submission), extra, follow=True))


def _alone(browser: Client, submission: Submission, ask: str, given: dict[str, str]) -> str:
    """One box, as a script sends it."""
    return text_of(browser.post(f"{_url(submission)}?muc={ask}", given, headers={"HX-Request": "true"}))


def test_what_is_typed_is_saved_and_shown_again(asked: Asked, officer: Client) -> None:
    page = text_of(officer.get(_url(asked.here)))
    for words in ("Phóng sự", "Cách tính", "Trong đó", "Tồn tại, hạn chế", "Kiểm tra và gửi", "quá hạn"):
        assert words in page
    given = {
        "launch_event": "0",
        "launch_event:why": "Phòng, chống dịch",
        "reportages": "3 phóng sự",
        "screened_children": "hơn 300",
        "screened_children.girls": "140",
        "local_budget_vnd": "14 triệu",
        "bicycles": "0",
        "insured_children": "45",
        "insured_children:of": "52",
        "text.limits": "Kinh phí còn ít.\r\nCán bộ kiêm nhiệm.",
    }
    assert "Đã lưu" in text_of(officer.post(_url(asked.here), given, follow=True))
    said = readings(asked.here)
    assert said[Cell("launch_event")] == Reading(0, reason="Phòng, chống dịch")
    assert said[Cell("screened_children")] == Reading(300, estimate="at_least")
    assert said[Cell("screened_children", "girls")].value == 140
    assert said[Cell("local_budget_vnd")].value == 14_000_000
    assert said[Cell("bicycles")].value == 0
    assert said[Cell("insured_children")] == Reading(45, 52)
    assert Cell("banners") not in said
    assert texts(asked.here) == {"limits": "Kinh phí còn ít.\nCán bộ kiêm nhiệm."}
    page = text_of(officer.get(_url(asked.here)))
    for shown in ("hơn 300", "14.000.000", "Cán bộ kiêm nhiệm"):
        assert shown in page


def test_the_same_form_sent_twice_changes_nothing(asked: Asked, officer: Client) -> None:
    given = {"reportages": "3", "was:reportages": ""}
    _alone(officer, asked.here, "reportages", given)
    asked.here.refresh_from_db()
    revision = asked.here.revision
    assert "vừa ghi khác" not in _alone(officer, asked.here, "reportages", given)
    asked.here.refresh_from_db()
    assert asked.here.revision == revision


def test_what_has_two_meanings_is_asked_about_and_the_rest_is_saved(asked: Asked, officer: Client) -> None:
    given = {
        "local_budget_vnd": "14,5",
        "mobilised_vnd": "14",
        "reportages": "nhiều",
        "banners": "12",
        "insured_children": "60",
        "insured_children:of": "52",
        "screened_children": "-3",
    }
    page = text_of(officer.post(_url(asked.here), given))
    for words in ("“14,5” là bao nhiêu tiền", "là 14 đồng?", "không phải số nguyên", "không thể âm", "nhiều hơn tổng số 52", "đã lưu"):
        assert words in page
    assert 'value="nhiều"' in page
    assert {cell.name: said.value for cell, said in readings(asked.here).items()} == {"banners": 12}


def test_one_of_two_numbers_is_not_enough(asked: Asked, officer: Client) -> None:
    assert "Xin ghi cả hai số" in _alone(officer, asked.here, "insured_children", {"insured_children": "45", "insured_children:of": ""})


def test_a_box_is_saved_alone_as_soon_as_it_was_typed(asked: Asked, officer: Client) -> None:
    part = _alone(officer, asked.here, "screened_children", {"screened_children": "300", "was:screened_children": ""})
    assert "Đã lưu" in part
    assert "data-saved" in part
    assert "Phóng sự" not in part
    assert readings(asked.here)[Cell("screened_children")].value == 300
    assert "data-bad" in _alone(officer, asked.here, "screened_children", {"screened_children": "ba trăm"})
    assert readings(asked.here)[Cell("screened_children")].value == 300
    assert officer.post(f"{_url(asked.here)}?muc=nothing", {}, headers={"HX-Request": "true"}).status_code == 404


def test_two_people_see_both_values_and_both_names(asked: Asked, officer: Client) -> None:
    other = make_user(RoleKind.COMMUNE_OFFICER, asked.province.here.office)
    browser = browser_of(other)
    _alone(officer, asked.here, "reportages", {"reportages": "3", "was:reportages": ""})
    page = text_of(browser.post(_url(asked.here), {"reportages": "5", "was:reportages": "", "banners": "7", "was:banners": ""}))
    for words in (f"{asked.officer} vừa ghi khác", "Giữ của tôi", "5 phóng sự", "3 phóng sự"):
        assert words in page
    assert {cell.name: said.value for cell, said in readings(asked.here).items()} == {"reportages": 3, "banners": 7}
    theirs = '[3, null, "exact", ""]'
    unchosen = {"reportages": "5", "was:reportages": theirs, "pick:reportages": ""}
    assert "xin chọn giữ số nào" in text_of(browser.post(_url(asked.here), unchosen))
    assert readings(asked.here)[Cell("reportages")].value == 3
    assert 'value="3"' in _alone(browser, asked.here, "reportages", unchosen | {"pick:reportages": "ho"})
    assert readings(asked.here)[Cell("reportages")].value == 3
    assert "Đã lưu" in _alone(browser, asked.here, "reportages", unchosen | {"pick:reportages": "toi"})
    assert readings(asked.here)[Cell("reportages")].value == 5


def was_of(page: str, name: str) -> str:
    """What the next save of the box compares with."""
    found = re.search(rf'name="was:{re.escape(name)}" value="([^"]*)"', page)
    assert found is not None
    return unescape(found[1])


def test_a_box_that_was_not_touched_is_never_written_over_another_s_word(asked: Asked, officer: Client) -> None:
    first = {"screened_children": "300", "was:screened_children": "", "screened_children.girls": "", "was:screened_children.girls": ""}
    seen = was_of(_alone(officer, asked.here, "screened_children", first), "screened_children")
    other = browser_of(make_user(RoleKind.COMMUNE_OFFICER, asked.province.here.office))
    _alone(other, asked.here, "screened_children", first | {"screened_children": "320", "was:screened_children": seen})
    old = {"screened_children": "300", "was:screened_children": seen, "was:screened_children.girls": ""}
    part = _alone(officer, asked.here, "screened_children", old | {"screened_children.girls": "140"})
    again = old | {"was:screened_children": was_of(part, "screened_children")}
    girls = {"screened_children.girls": "150", "was:screened_children.girls": was_of(part, "screened_children.girls")}
    officer.post(_url(asked.here), again | girls)
    assert {cell.name: said.value for cell, said in readings(asked.here).items()} == {
        "screened_children": 320,
        "screened_children.girls": 150,
    }


def test_whose_word_was_chosen_stands_in_the_box_also_where_another_box_is_wrong(asked: Asked, officer: Client) -> None:
    _alone(officer, asked.here, "reportages", {"reportages": "3", "was:reportages": ""})
    chosen = {"reportages": "5", "was:reportages": '[3, null, "exact", ""]', "pick:reportages": "ho", "banners": "nhiều"}
    page = text_of(officer.post(_url(asked.here), chosen))
    box = re.search(r'<input[^>]*name="reportages"[^>]*>', page)
    assert box is not None
    assert 'value="3"' in box[0]


def test_a_word_of_explanation_without_a_number_is_not_dropped(asked: Asked, officer: Client) -> None:
    given = {"was:launch_event": "", "launch_event:why": "Phòng, chống dịch", "reportages": "", "reportages:why": "Đài xã hỏng"}
    page = text_of(officer.post(_url(asked.here), given))
    assert page.count("chỉ được lưu cùng số liệu") == 2
    assert "Đài xã hỏng" in page
    cleared = {"banners": "", "was:banners": '[3, null, "exact", "Đếm lại"]', "banners:why": "Đếm lại"}
    _alone(officer, asked.here, "banners", {"banners": "3", "banners:why": "Đếm lại", "was:banners": ""})
    assert "Đã lưu" in _alone(officer, asked.here, "banners", cleared)
    assert Cell("banners") not in readings(asked.here)


def test_a_box_sent_alone_too_late_says_why(asked: Asked, officer: Client) -> None:
    make_sent(asked.here, by=asked.officer, reportages=3)
    part = _alone(officer, asked.here, "reportages", {"reportages": "4", "was:reportages": '[3, null, "exact", ""]'})
    assert "Báo cáo đã gửi nên không sửa được" in part


def test_texts_of_two_people(asked: Asked, officer: Client) -> None:
    _alone(officer, asked.here, "text.limits", {"text.limits": "Thiếu kinh phí.", "was:text.limits": ""})
    part = _alone(officer, asked.here, "text.limits", {"text.limits": "Thiếu người.", "was:text.limits": ""})
    assert "Thiếu kinh phí." in part
    assert texts(asked.here) == {"limits": "Thiếu kinh phí."}


def test_remarks_stand_at_their_fields(asked: Asked, officer: Client) -> None:
    make_sent(asked.here, by=asked.officer, reportages=3)
    return_submission(asked.here, by=asked.collector, remarks={"reportages": "Đài xã ghi bốn"}, reason="Xem lại nhé")
    page = text_of(officer.get(_url(asked.here)))
    for words in ("Đài xã ghi bốn", "Xem lại nhé", "Cấp trên đề nghị sửa"):
        assert words in page


def test_what_was_sent_meanwhile_keeps_what_was_typed(asked: Asked, officer: Client) -> None:
    make_sent(asked.here, by=asked.officer, reportages=3)
    page = text_of(officer.post(_url(asked.here), {"reportages": "4", "was:reportages": '[3, null, "exact", ""]'}))
    assert "Báo cáo đã gửi nên không sửa được" in page
    assert 'value="4"' in page
    assert officer.get(_url(asked.here)).status_code == 302


def test_who_may_not(asked: Asked, officer: Client, neighbour: Client, client: Client) -> None:
    for step in ("", "tra-loi/", "gui/", "khong-co/"):
        url = f"/dot-bao-cao/{asked.here.pk}/{step}"
        assert client.get(url).headers["Location"].startswith("/dang-nhap/?next="), step
        assert neighbour.get(url).status_code == 404, step
        assert neighbour.post(url).status_code in (404, 405), step
    leader = browser_of(make_user(RoleKind.LEADER, asked.province.here.unit))
    assert leader.get(f"/dot-bao-cao/{asked.here.pk}/").status_code == 200
    assert leader.get(_url(asked.here)).status_code == 403


def test_query_counts(asked: Asked, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    officer.post(_url(asked.here), {"reportages": "3", "screened_children": "300", "text.limits": "Thiếu người."})
    with django_assert_max_num_queries(18):
        officer.get(_url(asked.here))
    with django_assert_max_num_queries(27):
        officer.post(_url(asked.here), {"reportages": "4", "was:reportages": '[3, null, "exact", ""]', "then": "check"})
    with django_assert_max_num_queries(37):
        _alone(officer, asked.here, "banners", {"banners": "3", "was:banners": ""})
