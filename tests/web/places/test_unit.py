"""A unit's page, its history and its people."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.places.actions.decisions import register_decision
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit, set_manager
from chungtay.places.enums import UnitType
from tests.make.people import make_user
from tests.make.places import Province, make_unit

MERGED = date(2026, 1, 1)


@pytest.fixture
def merged(province: Province) -> Province:
    decision = register_decision(number="1661/NQ-UBTVQH15", issued_on=date(2025, 6, 16), issuer="UBTVQH", subject="Sắp xếp")
    merge_units(
        [province.here.unit, province.there.unit],
        by=None,
        on=MERGED,
        decision=decision,
        into=NewUnit(title="Xã", name="Mường Thanh", code="muong-thanh"),
    )
    return province


def test_what_it_is_and_what_lies_in_it(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get("/don-vi/03316/?loai=60").content.decode()
    assert "<h1>Xã Thanh An</h1>" in page
    assert "Tỉnh Điện Biên" in page
    assert "Trường Mầm non Thanh An" in page
    assert "Mầm non Sam Mứn" not in page


def test_who_manages_a_school(as_: Callable[..., Client], province: Province) -> None:
    set_manager(province.here.school, by=None, manager=province.here.office, on=date(2025, 8, 1), decision=None)
    page = as_(RoleKind.CLERK, province.here.school).get("/don-vi/03316-mn/").content.decode()
    assert "Cơ quan quản lý" in page
    assert "Phòng Văn hóa - Xã hội Thanh An" in page


def test_not_on_that_day_says_what_stands_there(as_: Callable[..., Client], merged: Province) -> None:
    browser = as_(RoleKind.CLERK, merged.here.school)
    after = browser.get("/don-vi/03349/?ngay=2026-02-01").content.decode()
    before = browser.get("/don-vi/muong-thanh/?ngay=2025-12-31").content.decode()
    assert "Ngày 01/02/2026 đơn vị này không còn" in after
    assert "/don-vi/muong-thanh/?ngay=2026-02-01" in after
    assert "chưa có: nó thành lập ngày 01/01/2026" in before


def test_history_in_both_directions(as_: Callable[..., Client], merged: Province) -> None:
    browser = as_(RoleKind.CLERK, merged.here.school)
    old = browser.get("/don-vi/03349/lich-su/").content.decode()
    new = browser.get("/don-vi/muong-thanh/lich-su/").content.decode()
    assert "Trở thành" in old
    assert "Xã Mường Thanh" in old
    assert "1661/NQ-UBTVQH15" in old
    assert "Hình thành từ" in new
    assert "Xã Sam Mứn" in new
    assert "Xã Thanh An" in new


def test_people_only_within_scope(as_: Callable[..., Client], province: Province) -> None:
    make_user(RoleKind.CLERK, province.here.school)
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert "Văn thư" in officer.get("/don-vi/03316-mn/nguoi/").content.decode()
    assert officer.get("/don-vi/03349-mn/nguoi/").status_code == 404
    assert as_(RoleKind.CLERK, province.here.school).get("/don-vi/03316-mn/nguoi/").status_code == 403


def test_changes_are_offered_only_where_one_may(as_: Callable[..., Client], province: Province) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert "Thay đổi" in officer.get("/don-vi/03316-mn/").content.decode()
    assert "Thay đổi" not in officer.get("/don-vi/03349-mn/").content.decode()
    assert "Thay đổi" not in as_(RoleKind.CLERK, province.here.school).get("/don-vi/03316-mn/").content.decode()
    assert "Thay đổi" not in officer.get("/don-vi/03316-mn/?ngay=2025-09-01").content.decode()


@pytest.mark.parametrize("path", ["khong-co", "03316'--", "03316%00"])
def test_an_unknown_code_is_404(as_: Callable[..., Client], province: Province, path: str) -> None:
    assert as_(RoleKind.CLERK, province.here.school).get(f"/don-vi/{path}/").status_code == 404


def test_a_stranger_signs_in_first(client: Client, province: Province) -> None:
    for path in ("", "lich-su/", "nguoi/"):
        assert client.get(f"/don-vi/03316/{path}").headers["Location"].startswith("/dang-nhap/")


def test_long_lists_are_paged_by_key_and_cost_the_same(
    as_: Callable[..., Client], province: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 61):
        make_unit(province.here.unit, UnitType.SCHOOL, f"Tiểu học số {number}")
    browser = as_(RoleKind.CLERK, province.here.school)
    with django_assert_max_num_queries(18):
        first = browser.get("/don-vi/03316/?loai=60")
    page = first.content.decode()
    assert page.index("Tiểu học số 2<") < page.index("Tiểu học số 10<")
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = browser.get(following).content.decode()
    assert "Tiểu học số 60" in rest
    assert "Tiểu học số 2<" not in rest


def test_a_made_up_key_opens_the_first_page(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get("/don-vi/03316/?loai=60&sau=abc:def").content.decode()
    assert "Trường Mầm non Thanh An" in page


def test_schools_without_anybody(as_: Callable[..., Client], province: Province) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert "Mầm non Thanh An" in officer.get("/don-vi/chua-co-nguoi/").content.decode()
    make_user(RoleKind.CLERK, province.here.school)
    page = officer.get("/don-vi/chua-co-nguoi/").content.decode()
    assert "Trường nào cũng đã có người phụ trách" in page
