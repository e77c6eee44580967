"""Role, theme and language."""

from collections.abc import Callable

import pytest
from django.test import Client

from chungtay.accounts.enums import RoleKind
from tests.make.people import also, make_role
from tests.make.places import Province


def test_one_tap_switches_the_role_and_with_it_menu_and_scope(as_: Callable[..., Client], province: Province) -> None:
    clerk = make_role(RoleKind.CLERK, province.here.school)
    officer = also(clerk.user, RoleKind.COMMUNE_OFFICER, province.there.office)
    browser = as_(RoleKind.CLERK, province.here.school, user=clerk.user)
    assert "Nhật ký" not in browser.get("/").content.decode()
    assert browser.post("/vai-tro/", {"role": officer.pk}).headers["Location"] == "/"
    page = browser.get("/").content.decode()
    assert "Nhật ký" in page
    assert browser.get("/don-vi/03349-mn/nguoi/").status_code == 200
    assert browser.get("/don-vi/03316-mn/nguoi/").status_code == 404


@pytest.mark.parametrize("role", ["", "0", "abc", "99999999999999999999"])
def test_a_role_that_is_not_mine_is_404(as_: Callable[..., Client], province: Province, role: str) -> None:
    browser = as_(RoleKind.CLERK, province.here.school)
    assert browser.post("/vai-tro/", {"role": role}).status_code == 404


def test_the_role_of_somebody_else_is_404(as_: Callable[..., Client], province: Province) -> None:
    other = make_role(RoleKind.ADMINISTRATOR, province.country)
    assert as_(RoleKind.CLERK, province.here.school).post("/vai-tro/", {"role": other.pk}).status_code == 404


def test_theme_is_kept_and_never_leads_to_another_host(client: Client, province: Province) -> None:
    response = client.post("/giao-dien/", {"theme": "dark", "next": "https://example.com/"})
    assert response.headers["Location"] == "/"
    assert response.cookies["theme"].value == "dark"
    assert 'data-theme="dark"' in client.get("/dang-nhap/").content.decode()
    assert "theme" not in client.post("/giao-dien/", {"theme": "pink"}).cookies


def test_vietnamese_unless_english_is_chosen(client: Client, db: None) -> None:
    assert '<html lang="vi"' in client.get("/dang-nhap/", headers={"Accept-Language": "en"}).content.decode()
    client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})
    page = client.get("/dang-nhap/").content.decode()
    assert '<html lang="en"' in page
    assert "Sign in" in page


def test_switches_are_posts(as_: Callable[..., Client], province: Province) -> None:
    browser = as_(RoleKind.CLERK, province.here.school)
    assert browser.get("/vai-tro/").headers["Location"] == "/"  # who came too late signs in again, and comes back by GET
    assert browser.get("/giao-dien/").status_code == 405
