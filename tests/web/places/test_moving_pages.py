"""Another parent, another manager, the end."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core.clock import today
from chungtay.core.periods import FOREVER
from chungtay.places import queries
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from tests.make.places import Province, make_committee, make_unit
from tests.web.places.changes import DOCUMENT, ON, post, refused, rows


@pytest.fixture
def province_officer(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.PROVINCE_OFFICER, province.office)


@pytest.fixture
def officer(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


def test_a_school_moves_to_the_next_commune(province_officer: Client, province: Province) -> None:
    said = "Trường Mầm non Thanh An thuộc Xã Sam Mứn từ ngày 15/01/2026."
    assert said in post(province_officer, "/don-vi/03316-mn/chuyen/", parent="sam mun", **ON)
    assert queries.ancestors(province.here.site, on=today())[1].code == "03349"


def test_a_commune_moves_by_a_document_only(as_: Callable[..., Client], province: Province) -> None:
    make_unit(province.country, UnitType.PROVINCE, "Lai Châu", code="12")
    admin = as_(RoleKind.ADMINISTRATOR, province.country)
    refused(admin, "/don-vi/03316/chuyen/", "Xin điền mục này.", parent="12", **ON)
    assert "Xã Thanh An thuộc Tỉnh Lai Châu" in post(admin, "/don-vi/03316/chuyen/", parent="12", **ON, **DOCUMENT)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"parent": "03316"}, "đã trực thuộc nơi này"),
        ({"parent": "không có"}, "Không tìm thấy"),
        ({"parent": ""}, "Xin ghi tên hoặc mã đơn vị."),
        ({"parent": "03349-mn"}, "Không tìm thấy"),
        ({"parent": "x" * 500}, "300"),
        ({"on": "31/02/2026"}, "Không có ngày 31/02/2026"),
        ({"on": "30/6/2025"}, "không tồn tại"),
        ({"number": "1"}, "ghi đủ số, ngày và cơ quan"),
    ],
)
def test_bad_transfers(province_officer: Client, typed: dict[str, Any], said: str) -> None:
    refused(province_officer, "/don-vi/03316-mn/chuyen/", said, **({"parent": "03349", **ON} | typed))


def test_the_new_parent_lies_in_ones_reach_too(officer: Client) -> None:
    refused(officer, "/don-vi/03316-mn/chuyen/", "Không tìm thấy “03349” trong phạm vi của bạn.", parent="03349", **ON)


def test_another_manager(officer: Client, province: Province) -> None:
    committee = make_committee(province.here.unit)
    assert "chưa ghi cơ quan nào" in officer.get("/don-vi/03316-mn/co-quan-quan-ly/").content.decode()
    page = post(officer, "/don-vi/03316-mn/co-quan-quan-ly/", manager="ubnd xã thanh an", **ON)
    assert "do Ủy ban nhân dân xã Thanh An quản lý từ ngày 15/01/2026." in page
    assert queries.manager(province.here.school, on=today()) == committee


@pytest.mark.parametrize("manager", ["03349-vhxh", "03316", "vn", "a\0b"])
def test_no_agency_of_elsewhere_manages(officer: Client, manager: str) -> None:
    before = rows()
    assert "Cần sửa trước khi gửi" in post(officer, "/don-vi/03316-mn/co-quan-quan-ly/", manager=manager, **ON)
    assert rows() == before


def test_only_schools_have_a_manager(officer: Client) -> None:
    assert officer.get("/don-vi/03316-mn-ten/co-quan-quan-ly/").status_code == 404


def test_the_end_is_asked_about_first(officer: Client, province: Province) -> None:
    typed = {"reason": "không còn trẻ đến học", **ON, **DOCUMENT}
    before = rows()
    page = post(officer, "/don-vi/03316-mn-ten/ket-thuc/", **typed)
    assert "Kết thúc Điểm trường Bản Ten Thanh An?" in page
    assert "12/NQ-HĐND, ngày 01/12/2025, Hội đồng nhân dân tỉnh Điện Biên" in page
    assert 'name="reason" value="không còn trẻ đến học"' in page
    assert rows() == before
    assert 'value="15/01/2026"' in post(officer, "/don-vi/03316-mn-ten/ket-thuc/", edit="1", **typed)
    assert rows() == before
    assert "kết thúc từ ngày 15/01/2026." in post(officer, "/don-vi/03316-mn-ten/ket-thuc/", confirmed="1", **typed)
    assert OrgUnit.objects.get(pk=province.here.site.pk).valid_to.isoformat() == "2026-01-15"
    assert officer.get("/don-vi/03316-mn-ten/ket-thuc/").status_code == 404


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("03316-mn", {}, "Vẫn còn đơn vị trực thuộc"),
        ("03316-mn-ten", {"on": "01/7/2025"}, "ít nhất một ngày"),
        ("03316-mn-ten", {"on": "30/6/2025"}, "không tồn tại"),
        ("03316-mn-ten", {"on": "32/01/2026"}, "trong lịch"),
        ("03316-mn-ten", {"reason": ""}, "Xin điền mục này."),
        ("03316-mn-ten", {"issuer": "UBND xã"}, "ghi đủ số, ngày và cơ quan"),
    ],
)
def test_bad_ends(officer: Client, code: str, typed: dict[str, str], said: str, confirmed: dict[str, str]) -> None:
    refused(officer, f"/don-vi/{code}/ket-thuc/", said, **({"reason": "x", **ON} | typed | confirmed))
    assert OrgUnit.objects.get(code=code).valid_to == FOREVER


@pytest.mark.parametrize("page", ["chuyen", "co-quan-quan-ly", "ket-thuc"])
def test_out_of_reach(officer: Client, client: Client, as_: Callable[..., Client], province: Province, page: str) -> None:
    clerk = as_(RoleKind.CLERK, province.here.school)
    before, typed = rows(), {"parent": "03316", "manager": "03316-vhxh", "reason": "x", "confirmed": "1", **ON, **DOCUMENT}
    for code in ("03349-mn", "03316", "11", "khong-co"):
        assert officer.get(f"/don-vi/{code}/{page}/").status_code == 404
        assert officer.post(f"/don-vi/{code}/{page}/", typed).status_code == 404
    assert client.post(f"/don-vi/03316-mn/{page}/", typed).status_code == 302
    assert clerk.post(f"/don-vi/03316-mn/{page}/", typed).status_code == 403
    assert rows() == before


@pytest.mark.parametrize("page", ["chuyen", "co-quan-quan-ly", "ket-thuc"])
def test_query_count(officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries, page: str) -> None:
    with django_assert_max_num_queries(16):
        officer.get(f"/don-vi/03316-mn/{page}/")
