"""Merger in three pages."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core.clock import today
from chungtay.places import queries
from chungtay.places.actions.units import close_unit, set_manager
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from tests.make.places import FOUNDED, Province, make_committee, make_unit
from tests.web.places.changes import DOCUMENT, ON, post, refused, rows

WHICH: Final = "/don-vi/03316/sap-nhap/"
HOW: Final = "/don-vi/03316/sap-nhap/?voi=03349"
NEW: Final = {"into": "*", "title": "Xã", "name": "Mường Thanh", "official_code": "03360", **ON, **DOCUMENT}
LAW: Final = {"agencies_end": "on", "with_committee": "on"}


@pytest.fixture
def admin(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.ADMINISTRATOR, province.unit)


@pytest.fixture
def managed(province: Province) -> Province:
    for commune in (province.here, province.there):
        set_manager(commune.school, by=None, manager=make_committee(commune.unit), on=FOUNDED, decision=None)
    return province


def test_first_with_which(admin: Client) -> None:
    page = admin.get(WHICH).content.decode()
    assert 'value="03349"' in page
    assert 'value="03316"' not in page
    response = admin.get(f"{WHICH}?chon=1&voi=03349&khac=")
    assert (response.status_code, response.headers["Location"]) == (302, HOW)
    assert "Xin chọn ít nhất một mục." in admin.get(f"{WHICH}?chon=1&khac=").content.decode()
    assert "Không tìm thấy" in admin.get(f"{WHICH}?chon=1&khac=không có").content.decode()
    assert "checked" in admin.get(f"{WHICH}?chon=1&voi=03349").content.decode()


def test_a_unit_from_elsewhere(as_: Callable[..., Client], province: Province) -> None:
    other = make_unit(province.country, UnitType.PROVINCE, "Lai Châu", code="12")
    make_unit(other, UnitType.COMMUNE, "Nậm Nhùn", code="03434")
    admin = as_(RoleKind.ADMINISTRATOR, province.country)
    response = admin.get(f"{WHICH}?chon=1&voi=03349&khac=nam nhun")
    assert response.headers["Location"] == f"{WHICH}?voi=03349&voi=03434"
    assert "Nậm Nhùn" in admin.get(f"{WHICH}?chon=1&voi=03349&voi=03434").content.decode()


def test_told_in_plain_words_then_done(admin: Client, managed: Province) -> None:
    before = rows()
    page = post(admin, HOW, **NEW, **LAW)
    for said in (
        "Sáp nhập 2 đơn vị?",
        "Xã Sam Mứn, Xã Thanh An",
        "Xã Mường Thanh: nhận 2 trường; thành lập Ủy ban nhân dân xã Mường Thanh; quản lý thêm 2 trường",
        "Phòng Văn hóa - Xã hội Sam Mứn",
        "15/01/2026",
        "12/NQ-HĐND",
    ):
        assert said in page
    assert rows() == before
    assert 'value="Mường Thanh"' in post(admin, HOW, edit="1", **NEW, **LAW)
    assert rows() == before
    page = post(admin, HOW, confirmed="1", **NEW, **LAW)
    assert "Đã sáp nhập: Xã Sam Mứn, Xã Thanh An thành Xã Mường Thanh từ ngày 15/01/2026." in page
    manager = queries.manager(managed.here.school, on=today())
    assert manager is not None
    assert manager.name == "Ủy ban nhân dân xã Mường Thanh"
    assert admin.get(HOW).status_code == 404


def test_into_one_of_them_asks_for_no_name(admin: Client, province: Province) -> None:
    typed = {"into": "03349", **ON, **DOCUMENT}
    page = post(admin, HOW, **typed)
    assert "Tiếp tục" in page
    assert "Xã Sam Mứn: nhận 1 cơ quan, 1 trường" in page
    post(admin, HOW, confirmed="1", **typed)
    assert OrgUnit.objects.get(code="03316").valid_to.isoformat() == "2026-01-15"


def test_schools_merge_without_a_document(as_: Callable[..., Client], managed: Province) -> None:
    make_unit(managed.here.unit, UnitType.SCHOOL, "Mầm non số 2", code="03316-mn2")
    officer = as_(RoleKind.COMMUNE_OFFICER, managed.here.office)
    typed = {"into": "*", "name": "Mầm non Thanh An", "levels": ["1"], **ON}
    page = post(officer, "/don-vi/03316-mn/sap-nhap/?voi=03316-mn2", confirmed="1", **typed)
    assert "Đã sáp nhập" in page


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"into": "11"}, "Xin chọn một mục trong danh sách."),
        ({"into": ""}, "Xin chọn một mục trong danh sách."),
        ({"name": ""}, "Xin điền mục này."),
        ({"name": "x" * 500}, "tối đa 200"),
        ({"name": "a\0b"}, "ký tự lạ"),
        ({"official_code": "11"}, "đúng 5 chữ số"),
        ({"official_code": ""}, "Xin điền mục này."),
        ({"on": "31/02/2026"}, "Không có ngày 31/02/2026"),
        ({"on": "01/7/2025"}, "ít nhất một ngày"),
        ({"on": "30/6/2025"}, "không tồn tại"),
        ({"number": ""}, "Xin điền mục này."),
        ({"agencies_end": "on"}, "đang quản lý trường học và sẽ kết thúc"),
    ],
)
def test_bad_input(admin: Client, managed: Province, typed: dict[str, Any], said: str, confirmed: dict[str, str]) -> None:
    refused(admin, HOW, said, **(NEW | typed | confirmed))


@pytest.mark.parametrize(
    "query", ["voi=03316", "voi=11", "voi=khong-co", "voi=03349&voi=khong-co", "voi=03349-mn", "voi=%00", "voi=", "voi='--"]
)
def test_forged_codes(admin: Client, query: str) -> None:
    before = rows()
    assert admin.get(f"{WHICH}?{query}").status_code == 404
    assert admin.post(f"{WHICH}?{query}", NEW | {"confirmed": "1"}).status_code == 404
    assert rows() == before


def test_what_has_ended_meanwhile(as_: Callable[..., Client], province: Province) -> None:
    admin = as_(RoleKind.ADMINISTRATOR, province.unit)
    close_unit(province.there.site, by=None, on=today(), decision=None, reason="x")
    assert admin.get("/don-vi/03316-mn-ten/sap-nhap/?voi=03349-mn-ten").status_code == 404


def test_out_of_reach(as_: Callable[..., Client], client: Client, province: Province) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    clerk = as_(RoleKind.CLERK, province.here.school)
    before = rows()
    for path in (WHICH, HOW, "/don-vi/03349-mn/sap-nhap/", "/don-vi/03316-mn/sap-nhap/?voi=03349-mn"):
        assert officer.get(path).status_code == 404
        assert officer.post(path, NEW | {"confirmed": "1"}).status_code == 404
    assert client.post(HOW, NEW).status_code == 302
    assert clerk.get(HOW).status_code == 403
    assert rows() == before


def test_query_count_does_not_grow_with_the_neighbours(
    admin: Client, province: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        make_unit(province.unit, UnitType.COMMUNE, f"Xóm {number}")
    with django_assert_max_num_queries(16):
        admin.get(WHICH)
    with django_assert_max_num_queries(16):
        admin.get(HOW)
