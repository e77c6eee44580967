"""An officer with sixty in the queue; and a school that lacks nothing."""

from collections.abc import Callable

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.needs.actions.moves import verify_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.places.enums import UnitType
from chungtay.programmes.models import Participation, Round
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.web.needs.conftest import TODAY, recent, text_of

QUEUE = "/nhu-cau/cho-xac-minh/"
NIL = "/nhu-cau/khong-thieu/"


def test_sixty_at_once(province: Province, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    needs = [recent(province.here.site, status=NeedStatus.SUBMITTED) for _ in range(60)]
    page = text_of(officer.get(QUEUE))
    assert page.count('name="chon"') == 60
    assert "checked" not in page
    assert text_of(officer.get(QUEUE, {"chon": "tat-ca"})).count("checked") == 60
    sent = {"chon": [str(need.pk) for need in needs], "viec": "xac-minh"}
    with django_assert_max_num_queries(60 * 8 + 60):
        page = text_of(officer.post(QUEUE, sent, follow=True))
    assert "Đã xác minh 60 nhu cầu" in page
    assert "Không có nhu cầu nào chờ bạn xác minh" in page


def test_what_could_not_be_done_is_said_need_by_need(province: Province, officer: Client) -> None:
    good, late = (recent(province.here.site, status=NeedStatus.SUBMITTED, what=what) for what in ("Giếng mới", "Sân chơi"))
    foreign = recent(province.there.site, status=NeedStatus.SUBMITTED)
    verify_need(late, by=None, on=TODAY)  # another officer was faster
    page = text_of(officer.post(QUEUE, {"chon": [good.pk, late.pk, foreign.pk, "x", "9" * 30], "viec": "xac-minh"}, follow=True))
    assert "Đã xác minh 1 nhu cầu" in page
    assert f"{late.code} (Sân chơi):" in page
    foreign.refresh_from_db()
    assert foreign.status == NeedStatus.SUBMITTED


def test_sent_back_for_one_reason(province: Province, officer: Client) -> None:
    needs = [recent(province.here.site, status=NeedStatus.SUBMITTED) for _ in range(3)]
    chosen = {"chon": [str(needs[0].pk), str(needs[1].pk)], "viec": "tra-lai"}
    page = text_of(officer.post(QUEUE, chosen))
    assert "Xin ghi lý do" in page
    assert page.count(" checked") == 2
    assert "tối đa 500" in text_of(officer.post(QUEUE, chosen | {"reason": "x" * 501}))
    assert "Đã trả lại 2 nhu cầu" in text_of(officer.post(QUEUE, chosen | {"reason": "Thiếu ảnh"}, follow=True))
    assert {need.status for need in Need.objects.filter(pk__in=chosen["chon"])} == {NeedStatus.RETURNED}
    assert needs[0].remarks.get().reason == "Thiếu ảnh"


def test_nothing_ticked(province: Province, officer: Client) -> None:
    recent(province.here.site, status=NeedStatus.SUBMITTED)
    for viec in ("xac-minh", "tra-lai"):
        assert "Xin đánh dấu ít nhất một nhu cầu" in text_of(officer.post(QUEUE, {"viec": viec, "reason": "Thiếu ảnh"}))


def test_filters_of_the_queue(province: Province, officer: Client) -> None:
    toilet = recent(province.here.site, status=NeedStatus.SUBMITTED)
    meals = recent(province.here.school, status=NeedStatus.SUBMITTED, category="lunch", item="meals", what="")
    page = text_of(officer.get(QUEUE, {"loai": "lunch"}))
    assert meals.code in page
    assert toilet.code not in page
    assert "Thử bớt từ" in text_of(officer.get(QUEUE, {"q": "không có"}))


def test_own_needs_wait_for_somebody_else(province: Province, as_: Callable[..., Client]) -> None:
    user = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    need = recent(province.here.site, status=NeedStatus.SUBMITTED, by=user)
    own = as_(RoleKind.COMMUNE_OFFICER, province.here.office, user)
    assert need.code not in text_of(own.get(QUEUE))
    assert "không tự xác minh" in text_of(own.post(QUEUE, {"chon": [need.pk], "viec": "xac-minh"}, follow=True))


def test_who_has_no_queue(province: Province, clerk: Client, neighbour: Client) -> None:
    need = recent(province.here.site, status=NeedStatus.SUBMITTED)
    assert clerk.get(QUEUE).status_code == 403
    assert need.code not in text_of(neighbour.get(QUEUE))
    assert "Xin đánh dấu" in text_of(neighbour.post(QUEUE, {"chon": [need.pk], "viec": "xac-minh"}))


# ── A school that lacks nothing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_school_that_lacks_nothing(province: Province, clerk: Client, open_round: Round) -> None:
    assert "Báo không thiếu gì" in text_of(clerk.get(NIL))
    page = text_of(clerk.post(NIL, {"unit": province.here.school.code}, follow=True))
    assert "không thiếu gì trong" in page
    assert "Đã trả lời" in page
    assert Participation.objects.get(round=open_round).is_nil
    clerk.post(NIL, {"unit": province.here.school.code})
    assert Participation.objects.count() == 1


def test_a_school_that_lacks_something(province: Province, clerk: Client, open_round: Round) -> None:
    need = recent(province.here.site, status=NeedStatus.VERIFIED)
    assert need.code in text_of(clerk.post(NIL, {"unit": province.here.school.code}))
    assert not Participation.objects.filter(is_nil=True).exists()


def test_schools_that_are_not_ones_own(province: Province, clerk: Client, officer: Client, open_round: Round) -> None:
    assert "ngoài phạm vi của bạn" in text_of(clerk.post(NIL, {"unit": province.there.school.code}))
    for number in range(13):
        make_unit(province.here.unit, UnitType.SCHOOL, f"Mầm non Số {number}")
    assert "Có nhiều đơn vị khớp" in text_of(officer.post(NIL, {"unit": "Mầm non Số"}))
    assert "Không tìm thấy" in text_of(officer.post(NIL, {"unit": province.there.school.code}))
    assert "không thiếu gì trong" in text_of(officer.post(NIL, {"unit": province.here.school.code}, follow=True))


def test_no_round_no_programme(province: Province, clerk: Client, as_: Callable[..., Client]) -> None:
    assert "Chưa có đợt nào" in text_of(clerk.get(NIL))
    assert "Chưa có đợt nào" in text_of(clerk.post(NIL, {"unit": province.here.school.code}))


def test_before_any_programme(province: Province, as_: Callable[..., Client]) -> None:
    browser = as_(RoleKind.CLERK, province.here.school)
    assert "Chưa có chương trình nào" in text_of(browser.get("/nhu-cau/ghi/"))
    assert "Chưa có chương trình nào" in text_of(browser.post("/nhu-cau/ghi/"))
    assert browser.get("/nhu-cau/").status_code == 200
