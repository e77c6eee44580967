"""One need through its life, each step by whoever may, and what refuses."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.needs.actions.moves import verify_need
from chungtay.needs.actions.photos import add_photo
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need, NeedPhoto
from chungtay.places.actions.restructuring import merge_units
from tests.make.files import A_SCRIPT, a_photo
from tests.make.needs import urgent
from tests.make.people import make_user
from tests.make.places import Province, make_decision
from tests.web.needs.conftest import TODAY, recent, text_of, upload

STEPS = (
    *("", "sua/", "anh/", "gui/", "xac-minh/", "tra-lai/", "dang/", "go/", "con-can/", "dap-ung/", "xac-nhan/", "ket-thuc/", "rut/", "bo/"),
)


def _url(need: Need, step: str = "") -> str:
    return f"/nhu-cau/{need.pk}/{step}"


def _status(need: Need) -> str:
    need.refresh_from_db()
    return need.status


def test_from_draft_to_closed(province: Province, clerk: Client, officer: Client, publisher: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.DRAFT, quantity=3)
    assert "Đã gửi" in text_of(clerk.post(_url(need, "gui/"), follow=True))
    assert "Xác minh</a>" in text_of(officer.get(_url(need)))
    assert "Đã xác minh." in text_of(officer.post(_url(need, "xac-minh/"), follow=True))
    assert "Mọi người thấy" in text_of(publisher.get(_url(need, "dang/")))
    assert "Đã đưa lên bảng" in text_of(publisher.post(_url(need, "dang/"), follow=True))
    page = text_of(officer.post(_url(need, "dap-ung/"), {"met_quantity": "1", "note": "Đoàn xã trao"}, follow=True))
    assert "còn thiếu 2" in page
    assert "Đoàn xã trao" in page
    publisher.post(_url(need, "dap-ung/"), {"met_quantity": "3"})
    assert _status(need) == NeedStatus.MET
    assert "Xác nhận đã nhận đủ</a>" in text_of(clerk.get(_url(need)))
    assert "Đã xác nhận" in text_of(clerk.post(_url(need, "xac-nhan/"), follow=True))
    assert "Đã kết thúc" in text_of(publisher.post(_url(need, "ket-thuc/"), follow=True))
    page = text_of(clerk.get(_url(need)))
    assert page.count("<time") >= 8
    assert "button primary" not in page
    assert "Việc khác" not in page


@pytest.mark.parametrize("status", list(NeedStatus))
def test_every_state_has_a_page_with_at_most_one_primary_step(
    province: Province, clerk: Client, officer: Client, publisher: Client, status: NeedStatus
) -> None:
    need = recent(province.here.site, status=status, **urgent())
    for browser in (clerk, officer, publisher):
        page = text_of(browser.get(_url(need)))
        assert page.count('class="button primary"') <= 1
        assert "Cấp bách" in page
        assert str(status.label) in page


def test_sent_back_with_a_reason_at_the_field(province: Province, clerk: Client, officer: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.SUBMITTED)
    url = _url(need, "tra-lai/")
    assert "Số lượng" in text_of(officer.get(url))
    assert "Xin đánh dấu mục cần sửa" in text_of(officer.post(url))
    page = text_of(officer.post(url, {"tick_quantity": "on", "reason": "Xem lại nhé"}))
    assert "Xin ghi cần sửa gì" in page
    assert "Xem lại nhé" in page
    assert "tối đa 500" in text_of(officer.post(url, {"why_quantity": "x" * 501}))
    sent = {"tick_quantity": "on", "why_quantity": "Xã thấy chỉ một", "why_photos": "Chụp rõ hơn", "reason": "Xem lại nhé"}
    assert "Đã trả lại" in text_of(officer.post(url, sent, follow=True))
    page = text_of(clerk.get(_url(need)))
    for words in ("Bị trả lại để sửa", "Xã thấy chỉ một", "Chụp rõ hơn", "Xem lại nhé", "Sửa</a>"):
        assert words in page
    assert "Xã thấy chỉ một" in text_of(clerk.get(_url(need, "sua/")))


def test_nobody_verifies_what_they_wrote(province: Province, as_: Callable[..., Client], officer: Client) -> None:
    user = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    need = recent(province.here.site, status=NeedStatus.SUBMITTED, by=user)
    own = as_(RoleKind.COMMUNE_OFFICER, province.here.office, user)
    assert "Xác minh</a>" not in text_of(own.get(_url(need)))
    assert "không tự xác minh" in text_of(own.post(_url(need, "xac-minh/")))
    assert _status(need) == NeedStatus.SUBMITTED


def test_two_officers_at_once(province: Province, officer: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.SUBMITTED)
    assert "xác nhận nhu cầu này có thật" in text_of(officer.get(_url(need, "xac-minh/")))
    verify_need(need, by=None, on=TODAY)
    page = text_of(officer.post(_url(need, "xac-minh/")))
    assert "Cần sửa trước khi gửi" in page
    assert "Đã xác minh" in page


@pytest.mark.parametrize("typed", ["-1", "99", "nhiều", "", "1,5"])
def test_what_came_in_absurd_numbers(province: Province, officer: Client, typed: str) -> None:
    need = recent(province.here.site, status=NeedStatus.PUBLISHED, quantity=2)
    page = text_of(officer.post(_url(need, "dap-ung/"), {"met_quantity": typed, "note": "Đã gõ"}))
    assert "Cần sửa trước khi gửi" in page
    assert "Đã gõ" in page
    assert _status(need) == NeedStatus.PUBLISHED


def test_whoever_noted_it_does_not_confirm_it(province: Province, clerk: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.PUBLISHED)
    clerk.post(_url(need, "dap-ung/"), {"met_quantity": "1"})
    assert _status(need) == NeedStatus.MET
    assert "Xác nhận đã nhận đủ</a>" not in text_of(clerk.get(_url(need)))
    assert "không tự xác nhận" in text_of(clerk.post(_url(need, "xac-nhan/")))


def test_taken_down_and_withdrawn_with_reasons(province: Province, clerk: Client, publisher: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.PUBLISHED)
    assert "Xin điền mục này" in text_of(publisher.post(_url(need, "go/")))
    assert "Đã gỡ" in text_of(publisher.post(_url(need, "go/"), {"reason": "Ảnh nhầm"}, follow=True))
    assert "Xin điền mục này" in text_of(clerk.post(_url(need, "rut/")))
    assert "Xã đã xây" in text_of(clerk.post(_url(need, "rut/"), {"reason": "Xã đã xây"}, follow=True))
    assert _status(need) == NeedStatus.WITHDRAWN


def test_a_draft_is_thrown_away(province: Province, clerk: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.DRAFT)
    assert "Đã bỏ" in text_of(clerk.post(_url(need, "bo/"), follow=True))
    assert clerk.get(_url(need)).status_code == 404


def test_an_old_need_is_asked_about_first(province: Province, clerk: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.PUBLISHED, on=TODAY.replace(year=TODAY.year - 1, day=1))
    page = text_of(clerk.get(_url(need)))
    assert "không còn hiện trên bảng kêu gọi" in page
    assert "Xác nhận vẫn còn cần</a>" in page
    assert "Đã xác nhận vẫn còn cần" in text_of(clerk.post(_url(need, "con-can/"), follow=True))
    assert "không còn hiện" not in text_of(clerk.get(_url(need)))


def test_who_may_not(province: Province, neighbour: Client, client: Client, as_: Callable[..., Client]) -> None:
    need = recent(province.here.site, status=NeedStatus.SUBMITTED)
    shown = add_photo(need, by=None, upload=a_photo())
    photo = f"anh/{shown.pk}/"
    for step in (*STEPS, photo, f"{photo}nho/", f"{photo}bo/"):
        assert client.get(_url(need, step)).headers["Location"].startswith("/dang-nhap/?next="), step
        assert neighbour.get(_url(need, step)).status_code in (403, 404), step
        assert neighbour.post(_url(need, step)).status_code in (403, 404, 405), step
        assert neighbour.get(f"/nhu-cau/999999/{step}").status_code in (403, 404), step
    leader = as_(RoleKind.LEADER, province.here.unit)
    assert "button primary" not in text_of(leader.get(_url(need)))
    for step in STEPS[1:-2]:
        assert leader.get(_url(need, step)).status_code == 403, step
    assert "ngoài phạm vi hoặc quyền" in text_of(leader.post(_url(need, "rut/"), {"reason": "Thử"}))


def test_a_focal_point_only_for_its_levels(province: Province, as_: Callable[..., Client]) -> None:
    need = recent(province.here.site, status=NeedStatus.VERIFIED)
    own = as_(RoleKind.FOCAL_POINT, province.here.unit)
    assert "Đưa lên bảng kêu gọi</a>" in text_of(own.get(_url(need)))


# ── Photos ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_photos_are_added_shown_and_removed(province: Province, clerk: Client, officer: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.DRAFT)
    url = _url(need, "anh/")
    assert "Xin chọn ít nhất một ảnh" in text_of(clerk.post(url))
    assert "không phải ảnh" in text_of(clerk.post(url, {"photos": [upload(A_SCRIPT)], "caption": "Chú thích đã gõ"}))
    assert "Chú thích đã gõ" in text_of(clerk.post(url, {"photos": [upload(A_SCRIPT)], "caption": "Chú thích đã gõ"}))
    clerk.post(url, {"photos": [upload()], "caption": "Nhà vệ sinh tạm", "may_show_faces": "on"})
    page = text_of(officer.get(_url(need)))
    assert "Nhà vệ sinh tạm" in page
    assert "Có thể rõ mặt trẻ" in page
    shown = NeedPhoto.objects.get()
    for path in (f"{url}{shown.pk}/", f"{url}{shown.pk}/nho/"):
        answer = officer.get(path)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"].startswith("private")
        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
        assert officer.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    other = recent(province.here.site, status=NeedStatus.DRAFT)
    assert officer.get(_url(other, f"anh/{shown.pk}/")).status_code == 404
    assert "xóa hẳn" in text_of(clerk.get(f"{url}{shown.pk}/bo/"))
    assert "Đã bỏ ảnh" in text_of(clerk.post(f"{url}{shown.pk}/bo/", follow=True))
    assert officer.get(f"{url}{shown.pk}/").status_code == 404


def test_no_room_for_a_seventh(province: Province, clerk: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.DRAFT)
    for number in range(6):
        add_photo(need, by=None, upload=a_photo(40 + number, 30))
    assert "Đã đủ số ảnh" in text_of(clerk.get(_url(need, "anh/")))
    assert "tối đa 6 ảnh" in text_of(clerk.post(_url(need, "anh/"), {"photos": [upload(a_photo(90, 30))]}))


# ── Cost, and units that end ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_query_counts(province: Province, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    need = recent(province.here.site, status=NeedStatus.RETURNED)
    for number in range(3):
        add_photo(need, by=None, upload=a_photo(40 + number, 30))
    for path, most in ((_url(need), 16), (_url(need, "sua/"), 14)):
        with django_assert_max_num_queries(most):
            officer.get(path)


def test_a_need_stays_readable_after_a_merger(province: Province, clerk: Client) -> None:
    need = recent(province.here.school, status=NeedStatus.CLOSED)
    merge_units([province.here.unit, province.there.unit], by=None, on=TODAY, decision=make_decision(), into=province.here.unit)
    page = text_of(clerk.get(_url(need)))
    assert "Trường Mầm non Thanh An" in page
