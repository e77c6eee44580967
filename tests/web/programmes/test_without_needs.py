"""A programme in which nobody asks for anything, such as a month of activities: no page offers a need, none falls over."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import HttpResponseBase
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.programmes.actions import load_pack, start_programme
from chungtay.programmes.models import Programme
from chungtay.programmes.packfiles import PACKS
from tests.make.places import Province
from tests.make.programmes import make_programme, make_round

AsRole = Callable[..., Client]

SLUG = "thang-hanh-dong-vi-tre-em"
URL = f"/chuong-trinh/{SLUG}/"


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def month(db: None) -> Programme:
    return start_programme(load_pack(PACKS / SLUG, by=None), by=None, on=date(2019, 12, 26))


@pytest.fixture
def clerk(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.CLERK, province.here.school)


def test_no_need_is_recorded_in_it(month: Programme, clerk: Client) -> None:
    assert "Chưa có chương trình" in text_of(clerk.get("/nhu-cau/ghi/"))
    make_programme()
    page = text_of(clerk.get("/nhu-cau/ghi/"))
    assert "Điều ước cho em" in page
    assert month.name not in page


def test_no_school_says_that_it_lacks_nothing(month: Programme, clerk: Client) -> None:
    make_round(month)
    assert month.name not in text_of(clerk.get("/nhu-cau/khong-thieu/"))


def test_its_page_speaks_of_no_needs(month: Programme, clerk: Client) -> None:
    make_round(month)
    page = text_of(clerk.get(URL))
    assert month.name in page
    assert "Danh mục nhu cầu" not in page
    assert "Trường tham gia" not in page
    assert clerk.get(URL + "danh-muc/").status_code == 404


def test_the_dashboard_is_of_what_is_needed(month: Programme, clerk: Client) -> None:
    asked = make_round(make_programme())
    assert clerk.get("/bang/").headers["Location"] == f"/bang/{asked.programme.slug}/"
    assert clerk.get(f"/bang/{SLUG}/").status_code == 200
