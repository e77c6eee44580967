"""Renaming, and putting a slip of the pen right."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core.clock import today
from chungtay.places.models import OrgUnit
from tests.make.places import FOUNDED, Province
from tests.web.places.changes import DOCUMENT, ON, post, refused, rows

COMMUNE: Final = {"title": "Phường", "name": "Thanh An", **ON, **DOCUMENT}
SCHOOL: Final = {"name": "Mầm non Hoa Ban", "levels": ["1"], **ON}


@pytest.fixture
def admin(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.ADMINISTRATOR, province.unit)


@pytest.fixture
def officer(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


def test_a_commune_becomes_a_ward(admin: Client, province: Province) -> None:
    page = admin.get("/don-vi/03316/doi-ten/").content.decode()
    assert "Xã Thanh An" in page
    assert "<option" in page
    assert "Xã Thanh An được gọi là Phường Thanh An từ ngày 15/01/2026." in post(admin, "/don-vi/03316/doi-ten/", **COMMUNE)
    assert OrgUnit.objects.on(FOUNDED).get(code="03316").full_name == "Xã Thanh An"
    assert OrgUnit.objects.on(today()).get(code="03316").full_name == "Phường Thanh An"


def test_a_school_without_a_document(officer: Client) -> None:
    assert "được gọi là Trường Mầm non Hoa Ban" in post(officer, "/don-vi/03316-mn/doi-ten/", **SCHOOL)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": "31/02/2026"}, "Không có ngày 31/02/2026"),
        ({"on": "30/6/2025"}, "không tồn tại vào ngày 30/6/2025"),
        ({"on": "01/7/2025"}, "từ đúng ngày ấy"),
        ({"title": "Tỉnh"}, "Xin chọn một mục trong danh sách."),
        ({"title": "Xã"}, "Tên mới giống hệt tên cũ."),
        ({"name": "x" * 500}, "tối đa 200 ký tự"),
        ({"name": "a\0b"}, "ký tự lạ"),
        ({"number": "", "issued_on": "", "issuer": "", "subject": ""}, "Xin điền mục này."),
        ({"issued_on": "30/02/2025"}, "Không có ngày 30/02/2025"),
        ({"issued_on": "31/12/2099"}, "không thể sau hôm nay"),
    ],
)
def test_bad_input(admin: Client, typed: dict[str, Any], said: str) -> None:
    refused(admin, "/don-vi/03316/doi-ten/", said, **(COMMUNE | typed))


def test_a_correction(admin: Client) -> None:
    typed = {"title": "Xã", "name": "Thanh Ân", "reason": "gõ sai dấu"}
    assert "Đã sửa: Xã Thanh Ân." in post(admin, "/don-vi/03316/sua-loi/", **typed)
    assert OrgUnit.objects.on(FOUNDED).get(code="03316").full_name == "Xã Thanh Ân"


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"reason": ""}, "Xin điền mục này."), ({"name": "Thanh An"}, "Chưa có gì khác"), ({"reason": "x" * 301}, "tối đa 300")],
)
def test_bad_corrections(admin: Client, typed: dict[str, Any], said: str) -> None:
    refused(admin, "/don-vi/03316/sua-loi/", said, **({"title": "Xã", "name": "Thanh Yên", "reason": "gõ sai"} | typed))


@pytest.mark.parametrize("page", ["doi-ten", "sua-loi"])
def test_out_of_reach(officer: Client, page: str) -> None:
    """The neighbour's school, and the commune itself, which is the State's to rename."""
    before = rows()
    for code in ("03349-mn", "03316", "11", "vn", "khong-co"):
        assert officer.get(f"/don-vi/{code}/{page}/").status_code == 404
        assert officer.post(f"/don-vi/{code}/{page}/", COMMUNE | SCHOOL | {"reason": "x"}).status_code == 404
    assert rows() == before


@pytest.mark.parametrize("page", ["doi-ten", "sua-loi"])
def test_strangers_and_clerks(as_: Callable[..., Client], client: Client, province: Province, page: str) -> None:
    assert client.get(f"/don-vi/03316-mn/{page}/").status_code == 302
    assert client.post(f"/don-vi/03316-mn/{page}/", SCHOOL).status_code == 302
    assert as_(RoleKind.CLERK, province.here.school).get(f"/don-vi/03316-mn/{page}/").status_code == 403


@pytest.mark.parametrize("page", ["doi-ten", "sua-loi"])
def test_query_count(admin: Client, django_assert_max_num_queries: DjangoAssertNumQueries, page: str) -> None:
    with django_assert_max_num_queries(14):
        admin.get(f"/don-vi/03316/{page}/")
