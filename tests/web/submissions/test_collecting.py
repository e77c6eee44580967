"""Whoever collects sees who has sent, reminds, accepts, returns, extends, excuses; totals are there at once."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.indicators.reading import Reading
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.enums import UnitType
from chungtay.submissions.actions import GivenText, save_answers
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission
from tests.make.people import make_user
from tests.make.places import Province, make_commune, make_decision, make_unit
from tests.make.submissions import Asked, make_accepted, make_asked, make_sent
from tests.web.needs.conftest import streamed
from tests.web.submissions.conftest import TABLE, browser_of, text_of


def _status(submission: Submission) -> str:
    submission.refresh_from_db()
    return submission.status


def test_the_live_table_tells_who_has_sent(asked: Asked, collector: Client) -> None:
    make_sent(asked.here, by=asked.officer, launch_event=Reading(0, reason="Phòng, chống dịch"))
    page = text_of(collector.get(TABLE))
    for words in ("1/2", "50%", "Xã Thanh An", "Xã Sam Mứn", "Chưa làm", "Đã gửi", "Có giải thích", "muộn", "quá hạn", "Nhắc"):
        assert words in page
    for state, is_here, is_there in (
        ("chua-gui", False, True),
        ("qua-han", False, True),
        ("cho-nhan", True, False),
        ("muon", True, False),
        ("dung-han", False, False),
        ("tra-lai", False, False),
        ("da-nhan", False, False),
    ):
        rows = text_of(collector.get(f"{TABLE}?tinh_trang={state}"))
        assert ("Xã Thanh An</a>" in rows, "Xã Sam Mứn</a>" in rows) == (is_here, is_there), state


def test_several_are_accepted_together(asked: Asked, collector: Client) -> None:
    make_sent(asked.here, by=asked.officer, reportages=3)
    make_sent(asked.there, by=asked.neighbour, launch_event=Reading(0, reason="Phòng, chống dịch"))
    page = text_of(collector.get(f"{TABLE}?chon=tat-ca"))
    assert f'value="{asked.here.pk}" checked' in page
    assert f'value="{asked.there.pk}" checked' not in page
    assert "Xin đánh dấu ít nhất một báo cáo" in text_of(collector.post(TABLE, {}))
    page = text_of(collector.post(TABLE, {"chon": [str(asked.here.pk), str(asked.there.pk), "x", "999999"]}, follow=True))
    assert "Đã nhận 2 báo cáo" in page
    assert _status(asked.here) == SubmissionStatus.ACCEPTED


def test_nobody_accepts_what_they_sent(asked: Asked, collector: Client) -> None:
    make_sent(asked.here, by=asked.collector)
    assert "Nhận báo cáo</a>" not in text_of(collector.get(f"/dot-bao-cao/{asked.here.pk}/"))
    assert "không tự nhận" in text_of(collector.post(f"/dot-bao-cao/{asked.here.pk}/nhan/"))
    assert _status(asked.here) == SubmissionStatus.SUBMITTED


def test_nobody_accepts_what_they_have_not_read(asked: Asked, collector: Client) -> None:
    make_sent(asked.here, by=asked.officer, reportages=3)
    url = f"/dot-bao-cao/{asked.here.pk}/nhan/"
    asked.here.refresh_from_db()
    read = asked.here.revision
    assert f"{url}?da-doc={read}" in collector.get(f"/dot-bao-cao/{asked.here.pk}/").content.decode()
    assert f'name="revision" value="{read - 1}"' in collector.get(f"{url}?da-doc={read - 1}").content.decode()
    assert "sửa và gửi lại sau khi bạn mở trang này" in text_of(collector.post(url, {"revision": str(read - 1)}))
    assert _status(asked.here) == SubmissionStatus.SUBMITTED
    collector.post(url, {"revision": str(read)})
    assert _status(asked.here) == SubmissionStatus.ACCEPTED


def test_one_tap_reminds_and_says_whom_nobody_could_be_told(asked: Asked, collector: Client) -> None:
    page = text_of(collector.post(f"{TABLE}nhac/", follow=True))
    assert "Đã nhắc 2 đơn vị" in page
    assert "hôm nay đã nhắc rồi" in text_of(collector.post(f"/dot-bao-cao/{asked.here.pk}/nhac/", follow=True))
    assert collector.get(f"{TABLE}nhac/").status_code == 302
    assert collector.get(f"/dot-bao-cao/{asked.here.pk}/nhac/").status_code == 405


def test_returned_with_reasons_at_the_fields(asked: Asked, officer: Client, collector: Client) -> None:
    make_sent(asked.here, by=asked.officer, reportages=3, screened_children=Reading(300, estimate="at_least"))
    url = f"/dot-bao-cao/{asked.here.pk}/tra-lai/"
    assert "hơn 300 lượt" in text_of(collector.get(url))
    assert "Xin đánh dấu mục cần sửa" in text_of(collector.post(url))
    assert "Xin ghi cần sửa gì" in text_of(collector.post(url, {"tick:reportages": "on"}))
    assert "Đã trả lại" in text_of(collector.post(url, {"why:reportages": "Đài xã ghi bốn", "why:text.limits": "Viết rõ"}, follow=True))
    page = text_of(officer.get(f"/dot-bao-cao/{asked.here.pk}/"))
    for words in ("Bị trả lại để sửa", "Đài xã ghi bốn", "Viết rõ", "Sửa và gửi lại"):
        assert words in page


def test_extended_excused_asked_again(asked: Asked, collector: Client) -> None:
    url = f"/dot-bao-cao/{asked.here.pk}/"
    assert "Xin điền mục này" in text_of(collector.post(f"{url}gia-han/", {"due_at": "01/12/2099"}))
    assert "sau hạn cũ" in text_of(collector.post(f"{url}gia-han/", {"due_at": "01/6/2026", "reason": "Mưa lũ"}))
    assert "Giờ chưa đúng" in text_of(collector.post(f"{url}gia-han/", {"due_at": "01/12/2099", "time": "25:00", "reason": "Mưa lũ"}))
    page = text_of(collector.post(f"{url}gia-han/", {"due_at": "01/12/2099", "time": "17h", "reason": "Mưa lũ"}, follow=True))
    assert "17 giờ 00, 01/12/2099" in page
    assert "Mưa lũ" in page
    assert "Đã miễn" in text_of(collector.post(f"{url}mien/", {"reason": "Xã vừa sáp nhập"}, follow=True))
    assert "Xã vừa sáp nhập" in text_of(collector.get(url))
    assert "0/1" in text_of(collector.get(TABLE))
    assert "Đã yêu cầu báo cáo" in text_of(collector.post(f"{url}thoi-mien/", follow=True))
    assert _status(asked.here) == SubmissionStatus.DUE


def test_late_data_are_restated_openly(asked: Asked, officer: Client, collector: Client) -> None:
    make_accepted(asked.here, reportages=3)
    url = f"/dot-bao-cao/{asked.here.pk}/dinh-chinh/"
    was = '[3, null, "exact", ""]'
    assert "Xin điền mục này" in text_of(officer.post(url, {"reportages": "4", "was:reportages": was}))
    assert "Chưa có số liệu nào thay đổi" in text_of(
        officer.post(url, {"reportages": "3", "was:reportages": was, "reason": "Đài gửi thêm"})
    )
    page = text_of(officer.post(url, {"reportages": "4", "was:reportages": was, "reason": "Đài gửi thêm"}, follow=True))
    for words in ("Đính chính sau khi nhận", "3 phóng sự", "4 phóng sự", "Đài gửi thêm", str(asked.officer)):
        assert words in page
    assert ">4</a>" in text_of(collector.get(f"{TABLE}tong-hop/"))
    assert officer.get(f"/dot-bao-cao/{asked.there.pk}/dinh-chinh/").status_code == 404


def test_totals_open_their_parts_and_go_to_excel(asked: Asked, collector: Client) -> None:
    assert "Chưa có báo cáo nào được nhận" in text_of(collector.get(f"{TABLE}tong-hop/"))
    make_accepted(asked.here, screened_children=Reading(300, estimate="at_least"), insured_children=Reading(45, 52))
    make_accepted(asked.there, screened_children=1200)
    page = text_of(collector.get(f"{TABLE}tong-hop/"))
    for words in ("hơn 1.500", "45/52", "2/2 đơn vị trả lời", "Xã Thanh An", "hơn 300"):
        assert words in page
    parts = text_of(collector.get(f"{TABLE}tong-hop/screened_children/"))
    assert parts.index("Xã Sam Mứn") < parts.index("Xã Thanh An")
    assert "Xã Sam Mứn" in text_of(collector.get(f"{TABLE}tong-hop/insured_children/"))
    assert collector.get(f"{TABLE}tong-hop/nothing/").status_code == 404
    book = ZipFile(BytesIO(streamed(collector.get(f"{TABLE}tong-hop.xlsx"))))
    assert "hơn 1.500" in book.read("xl/worksheets/sheet1.xml").decode()


def test_texts_stand_together_with_their_sources(asked: Asked, collector: Client) -> None:
    for one, text in ((asked.here, "Kinh phí còn ít."), (asked.there, "Kinh phí còn ít quá.\nThiếu người.")):
        save_answers(one, by=None, given={}, texts={"limits": GivenText(text)})
        make_sent(one)
    page = text_of(collector.get(f"{TABLE}loi-van/"))
    for words in ("Kinh phí còn ít", "Thiếu người", "1 ý giống vậy", "Xã Thanh An", "Xã Sam Mứn"):
        assert words in page


@pytest.mark.parametrize("step", ["", "tong-hop/", "tong-hop.xlsx", "tong-hop/reportages/", "loi-van/", "nhac/"])
def test_who_may_not(asked: Asked, officer: Client, client: Client, step: str) -> None:
    assert client.get(TABLE + step).headers["Location"].startswith("/dang-nhap/?next=")
    assert officer.get(TABLE + step).status_code == 404
    assert officer.get(f"{TABLE}{step}?don-vi=11").status_code == 404
    clerk = browser_of(make_user(RoleKind.CLERK, asked.province.here.school))
    assert clerk.get(TABLE + step).status_code == 403


def test_steps_of_the_collector_are_not_the_neighbours(asked: Asked, officer: Client) -> None:
    for step in ("nhan/", "tra-lai/", "gia-han/", "mien/", "thoi-mien/", "nhac/"):
        assert officer.post(f"/dot-bao-cao/{asked.here.pk}/{step}").status_code == 404, step


def test_a_level_between_collects_for_itself(province: Province) -> None:
    district = make_unit(province.unit, UnitType.DISTRICT, "Điện Biên", code="11-db")
    office = make_unit(district, UnitType.AGENCY, "Phòng Văn hóa - Thông tin", code="11-db-vhtt")
    communes = [make_commune(district, name, f"1100{place}") for place, name in enumerate(("Mường Phăng", "Nà Tấu"))]
    asked = make_asked(province)
    for place, commune in enumerate(communes, 1):
        make_accepted(Submission.objects.get(round=asked.round, unit=commune.unit), reportages=place)
    above, between = browser_of(asked.collector), browser_of(make_user(RoleKind.DISTRICT_OFFICER, office))
    page = text_of(above.get(TABLE))
    assert "2/2 đơn vị bên dưới đã gửi" in page
    assert "Xã Nà Tấu" not in page
    below = text_of(above.get(f"{TABLE}?don-vi=11-db"))
    assert below.count("Đã nhận</span>") == 2
    assert "Xã Nà Tấu" in text_of(between.get(TABLE))
    assert ">3</a>" in text_of(between.get(f"{TABLE}tong-hop/"))
    for browser in (above, between):
        assert "Xã Nà Tấu" in text_of(browser.get(f"{TABLE}tong-hop/reportages/?don-vi=11-db"))
    assert ">3</a>" in text_of(above.get(f"{TABLE}tong-hop/"))
    assert between.get(f"{TABLE}?don-vi=11").status_code == 404


def test_whoever_succeeded_the_collector_collects(asked: Asked) -> None:
    heir = make_unit(asked.province.country, UnitType.PROVINCE, "Lai Châu", code="12")
    office = make_unit(heir, UnitType.AGENCY, "Sở Y tế", code="syt-12")
    merge_units([asked.province.unit, heir], by=None, on=clock.today(), decision=make_decision(), into=heir)
    browser = browser_of(make_user(RoleKind.PROVINCE_OFFICER, office))
    assert "0/2" in text_of(browser.get("/dot-bao-cao/"))
    page = text_of(browser.get(TABLE))
    for words in ("Tỉnh Điện Biên", "Xã Thanh An", "Xã Sam Mứn"):
        assert words in page


def test_query_counts(asked: Asked, collector: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    make_accepted(asked.here, reportages=3)
    for path, most in ((TABLE, 16), (f"{TABLE}tong-hop/", 23), (f"{TABLE}loi-van/", 17), ("/dot-bao-cao/", 15)):
        with django_assert_max_num_queries(most):
            collector.get(path)


def test_who_answers_to_nobody_is_extended_where_the_programme_is_run(asked: Asked, collector: Client, officer: Client) -> None:
    url = f"/dot-bao-cao/{asked.above.pk}/"
    page = text_of(collector.get(url))
    assert "Gia hạn" in page
    assert "Miễn báo cáo" in page
    assert 'nhac/"' not in page  # nobody reminds themselves
    given = {"due_at": "20/12/2026", "reason": "Mưa lũ"}
    assert "Đã gia hạn" in text_of(collector.post(f"{url}gia-han/", given, follow=True))
    assert officer.get(f"{url}gia-han/").status_code == 404
