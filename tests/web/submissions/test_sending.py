"""The check before sending, sending once, the nil report, and where it stands afterwards."""

import re
from datetime import date
from typing import Any

from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.actions import open_round
from chungtay.submissions.actions import ask_round, return_submission, save_answers
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission
from chungtay.submissions.queries import readings
from tests.make.people import make_user
from tests.make.submissions import Asked, make_accepted, make_month, make_sent, typed
from tests.web.submissions.conftest import browser_of, text_of


def _url(submission: Submission, step: str = "gui/") -> str:
    return f"/dot-bao-cao/{submission.pk}/{step}"


def test_hard_findings_stop_and_lead_to_their_boxes(asked: Asked, officer: Client) -> None:
    page = text_of(officer.get(_url(asked.here)))
    assert "phải sửa trước khi gửi" in page
    assert f"{_url(asked.here, 'tra-loi/')}?thieu=1#muc-launch_event" in page
    assert "Gửi cấp trên" not in page
    assert "Gửi cấp trên" not in text_of(officer.post(_url(asked.here)))
    asked.here.refresh_from_db()
    assert asked.here.status == SubmissionStatus.DUE


def test_sent_twice_is_sent_once(asked: Asked, officer: Client) -> None:
    save_answers(asked.here, by=asked.officer, given=typed(launch_event=1, reportages=3))
    assert "Đã đủ để gửi" in text_of(officer.get(_url(asked.here)))
    page = text_of(officer.post(_url(asked.here), follow=True))
    for words in ("Đã gửi cấp trên", "3 phóng sự", "Gửi báo cáo", "muộn", str(asked.officer)):
        assert words in page
    asked.here.refresh_from_db()
    revision = asked.here.revision
    assert "Báo cáo đã gửi rồi" in text_of(officer.post(_url(asked.here), follow=True))
    asked.here.refresh_from_db()
    assert asked.here.revision == revision


def test_nothing_is_sent_that_was_not_seen(asked: Asked, officer: Client) -> None:
    save_answers(asked.here, by=asked.officer, given=typed(launch_event=1, reportages=3))
    found = re.search(r'name="seen" value="([^"]+)"', text_of(officer.get(_url(asked.here))))
    assert found is not None
    save_answers(asked.here, by=None, given=typed(bicycles=50))
    page = text_of(officer.post(_url(asked.here), {"seen": found[1]}))
    assert "Số liệu vừa thay đổi" in page
    asked.here.refresh_from_db()
    assert asked.here.status == SubmissionStatus.DRAFT
    again = re.search(r'name="seen" value="([^"]+)"', page)
    assert again is not None
    assert "Đã gửi cấp trên" in text_of(officer.post(_url(asked.here), {"seen": again[1]}, follow=True))


def test_a_soft_finding_is_settled_by_a_word(asked: Asked, officer: Client) -> None:
    save_answers(asked.here, by=asked.officer, given=typed(launch_event=Reading(0)))
    page = text_of(officer.get(_url(asked.here)))
    assert 'name="why:launch_event"' in page
    assert "Đã gửi cấp trên" not in text_of(officer.post(_url(asked.here), {"why:launch_event": ""}, follow=True))
    page = text_of(officer.post(_url(asked.here), {"why:launch_event": "Phòng, chống dịch"}, follow=True))
    assert "Đã gửi cấp trên" in page
    assert readings(asked.here)[Cell("launch_event")].reason == "Phòng, chống dịch"


def test_nothing_to_report_is_an_answer(asked: Asked, officer: Client) -> None:
    url = _url(asked.here, "khong-co/")
    assert "Xin điền mục này" in text_of(officer.post(url))
    page = text_of(officer.post(url, {"nil_reason": "Xã không tổ chức vì dịch"}, follow=True))
    assert "Xã không tổ chức vì dịch" in page
    assert "Báo cáo đã gửi rồi" in text_of(officer.post(url, {"nil_reason": "Lần hai"}, follow=True))
    save_answers(asked.there, by=None, given=typed(reportages=2))
    neighbour = browser_of(asked.neighbour)
    assert "đang có số liệu" in text_of(neighbour.post(_url(asked.there, "khong-co/"), {"nil_reason": "Thử"}))


def test_the_index_leads_to_the_next_step(asked: Asked, officer: Client, collector: Client) -> None:
    page = text_of(officer.get("/dot-bao-cao/"))
    for words in ("Đơn vị tôi báo cáo", "Xã Thanh An", "Ghi số liệu", "quá hạn"):
        assert words in page
    make_sent(asked.here, by=asked.officer)
    page = text_of(collector.get("/dot-bao-cao/"))
    for words in ("Đợt tôi theo dõi", "1/2", "1 chờ nhận", "Tỉnh Điện Biên"):
        assert words in page
    stranger = browser_of(make_user(RoleKind.CLERK, asked.province.here.school))
    assert "Chưa có đợt báo cáo nào" in text_of(stranger.get("/dot-bao-cao/"))


def test_what_waits_stands_at_home(asked: Asked, officer: Client, collector: Client) -> None:
    page = text_of(officer.get("/"))
    assert "Báo cáo: Tháng hành động 2026" in page
    assert "Quá hạn" in page
    assert "Đơn vị quá hạn báo cáo" in text_of(collector.get("/"))
    make_sent(asked.here, by=asked.officer)
    assert "Báo cáo: Tháng hành động 2026" not in text_of(officer.get("/"))
    assert "Báo cáo chờ bạn nhận" in text_of(collector.get("/"))
    return_submission(asked.here, by=asked.collector, remarks={}, reason="Xem lại")
    assert "Báo cáo bị trả lại" in text_of(officer.get("/"))


def test_last_rounds_numbers_stand_beside(asked: Asked, officer: Client) -> None:
    before = make_asked_before(asked)
    make_accepted(before, reportages=280)
    assert "Đợt trước: 280 phóng sự" in text_of(officer.get(_url(asked.here, "tra-loi/")))


def make_asked_before(asked: Asked) -> Submission:
    """What was asked of the same commune in the autumn before."""
    days: dict[str, Any] = {"starts_on": date(2025, 9, 1), "ends_on": date(2025, 9, 30), "due_on": date(2025, 10, 10)}
    earlier = open_round(make_month(), by=None, code="2025", name="Tháng 9", **days)
    ask_round(earlier, by=None, top=asked.province.unit, on=earlier.ends_on)
    return Submission.objects.get(round=earlier, unit=asked.here.unit)


def test_a_round_is_given_to_all_below(asked: Asked, collector: Client) -> None:
    programme = "/chuong-trinh/thang-hanh-dong-vi-tre-em/"
    assert "Mọi đơn vị ở đây đã được giao" in text_of(collector.get(f"{programme}dot/2026/giao/"))
    assert "Theo dõi báo cáo" in text_of(collector.get(programme))
    days: dict[str, Any] = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 30), "due_on": date(2026, 10, 10)}
    open_round(make_month(), by=None, code="2026-2", name="Tháng 9", **days)
    url = f"{programme}dot/2026-2/giao/"
    page = text_of(collector.get(f"{url}?don_vi={asked.here.unit.code}"))
    for words in ("Xã Thanh An", "Giao 1 đơn vị", "05/10/2026"):
        assert words in page
    page = text_of(collector.post(url, follow=True))
    for words in ("Đã giao đơn vị báo cáo", "Xã Thanh An", "Xã Sam Mứn", "0/2"):
        assert words in page
    assert browser_of(asked.officer).get(url).status_code == 403
