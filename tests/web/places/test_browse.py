"""Finding a unit of any day."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core.periods import FOREVER
from chungtay.places.actions.decisions import register_decision
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit
from tests.make.places import Province

MERGED = date(2026, 1, 1)


def _merge(province: Province) -> None:
    decision = register_decision(number="1/NQ", issued_on=date(2025, 12, 1), issuer="Quốc hội", subject="Sắp xếp")
    merge_units(
        [province.here.unit, province.there.unit], by=None, on=MERGED, decision=decision, into=NewUnit(title="Xã", name="Mường Thanh")
    )


def test_without_a_search_my_unit_and_the_provinces(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get("/don-vi/").content.decode()
    assert "Trường Mầm non Thanh An" in page
    assert "Tỉnh Điện Biên" in page


@pytest.mark.parametrize("typed", ["sam mun", "Sam Mứn", "SAM MỨN", "sam%20m%E1%BB%A9n"])
def test_search_in_any_spelling(as_: Callable[..., Client], province: Province, typed: str) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get(f"/don-vi/?q={typed}").content.decode()
    assert "/don-vi/03349/" in page
    assert "Xã Sam Mứn" in page


def test_only_one_type(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get("/don-vi/?q=sam+mun&loai=truong").content.decode()
    assert "/don-vi/03349-mn/" in page
    assert 'href="/don-vi/03349/"' not in page


def test_the_day_in_the_address(as_: Callable[..., Client], province: Province) -> None:
    _merge(province)
    browser = as_(RoleKind.CLERK, province.here.school)
    before = browser.get("/don-vi/?q=sam+mun&ngay=31/12/2025").content.decode()
    after = browser.get("/don-vi/?q=sam+mun&ngay=2026-01-01").content.decode()
    assert "/don-vi/03349/?ngay=2025-12-31" in before
    assert "Bạn đang xem ngày 31/12/2025" in before
    assert "Vào ngày khác" in after
    assert "nay là Xã Mường Thanh" in after


@pytest.mark.parametrize(
    ("typed", "said"),
    [("31/02/2021", "Không có ngày 31/02/2021"), ("hôm qua", "chưa đúng"), ("01/01/0001", "nằm ngoài"), ("9" * 300, "chưa đúng")],
)
def test_no_such_day_is_said_beside_the_field(as_: Callable[..., Client], province: Province, typed: str, said: str) -> None:
    response = as_(RoleKind.CLERK, province.here.school).get("/don-vi/", {"ngay": typed})
    assert response.status_code == 200
    assert said in response.content.decode()


@pytest.mark.parametrize("typed", ['"', "*", "a" * 5000, "\0", "' OR 1=1 --", "%", "_", "𝕏 đ", "(", "NEAR(a b)"])
def test_strange_searches_are_no_errors(as_: Callable[..., Client], province: Province, typed: str) -> None:
    browser = as_(RoleKind.CLERK, province.here.school)
    assert browser.get("/don-vi/", {"q": typed}).status_code == 200
    assert browser.get("/don-vi/goi-y/", {"field": "unit", "unit": typed, "loai": typed}).status_code == 200


def test_nothing_found_says_what_to_do(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get("/don-vi/?q=khong+co").content.decode()
    assert "không có đơn vị nào tên như vậy" in page


def test_suggestions_end_in_the_code(as_: Callable[..., Client], province: Province) -> None:
    page = as_(RoleKind.CLERK, province.here.school).get("/don-vi/goi-y/?field=unit&unit=thanh+an&loai=40").content.decode()
    assert 'value="Xã Thanh An, Tỉnh Điện Biên (03316)"' in page
    assert "Trường" not in page


def test_a_stranger_signs_in_first(client: Client, province: Province) -> None:
    response = client.get("/don-vi/?q=sam")
    assert (response.status_code, response.headers["Location"]) == (302, "/dang-nhap/?next=/don-vi/%3Fq%3Dsam")


def test_query_count(as_: Callable[..., Client], province: Province, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser = as_(RoleKind.CLERK, province.here.school)
    with django_assert_max_num_queries(12):
        browser.get("/don-vi/?q=thanh")


def test_the_country_never_ends(province: Province) -> None:
    assert province.country.valid_to == FOREVER
