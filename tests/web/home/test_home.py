"""What waits for me."""

from collections.abc import Callable
from datetime import date, timedelta

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.actions import end_role
from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from tests.make.people import make_role, make_user
from tests.make.places import Province


def test_an_officer_sees_schools_without_anybody(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.COMMUNE_OFFICER, province.here.office).get("/").content.decode()
    assert "1 trường chưa có người phụ trách" in page
    make_user(RoleKind.CLERK, province.here.school)
    page = as_(RoleKind.COMMUNE_OFFICER, province.here.office).get("/").content.decode()
    assert "Không có việc nào đang chờ" in page


def test_a_clerk_sees_an_empty_desk(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get("/").content.decode()
    assert "Không có việc nào đang chờ" in page
    assert "Người dùng" not in page


def test_a_role_that_ends_soon_is_said(as_: Callable[..., Client], province: Province) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    end_role(role, by=None, on=clock.today() + timedelta(days=5), reason="Chuyển trường")
    page = as_(RoleKind.CLERK, province.here.school, user=role.user).get("/").content.decode()
    assert "Vai trò của bạn sắp kết thúc" in page


def _merge(province: Province, on: date) -> None:
    new = NewUnit("Thanh Mứn", title="Xã")
    merge_units([province.here.unit, province.there.unit], by=None, on=on, decision=None, into=new, agencies_end=True)


def test_a_unit_that_ends_soon_is_said_to_who_works_there(as_: Callable[..., Client], province: Province) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    _merge(province, clock.today() + timedelta(days=1))
    assert "Vai trò của bạn sắp kết thúc" in officer.get("/").content.decode()


def test_people_left_at_a_unit_that_ended_wait_for_who_answers_now(as_: Callable[..., Client], province: Province) -> None:
    left, above = make_role(RoleKind.COMMUNE_OFFICER, province.here.office), as_(RoleKind.PROVINCE_OFFICER, province.office)
    assert "đơn vị đã kết thúc" not in above.get("/").content.decode()
    _merge(province, clock.today())
    assert "1 người giữ vai trò ở đơn vị đã kết thúc" in above.get("/").content.decode()
    assert left.user.full_name in above.get("/nguoi-dung/?tinh_trang=don-vi-da-ket-thuc").content.decode()
    end_role(left, by=None, on=clock.today(), reason="Nghỉ")
    assert "đơn vị đã kết thúc" not in above.get("/").content.decode()


def test_somebody_without_a_role_is_told_whom_to_ask(as_: Callable[..., Client], province: Province) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    end_role(role, by=None, on=clock.today(), reason="Nghỉ việc")
    page = as_(RoleKind.CLERK, province.here.school, user=role.user).get("/").content.decode()
    assert "Bạn chưa có vai trò nào hôm nay" in page


def test_a_stranger_signs_in_first(client: Client, province: Province) -> None:
    assert client.get("/").headers["Location"] == "/dang-nhap/?next=/"


def test_query_count(as_: Callable[..., Client], province: Province, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    with django_assert_max_num_queries(24):
        browser.get("/")
