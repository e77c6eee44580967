"""Adding a school, a site, an agency."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core.clock import today
from chungtay.places import queries
from chungtay.places.models import Decision, OrgUnit
from tests.make.places import Province, make_committee
from tests.web.places.changes import DOCUMENT, ON, post, refused, rows

PAGE = "/don-vi/03316/them/"
SCHOOL = {"name": "Tiểu học Thanh An", "levels": ["2"], **ON}
Officer = Client


@pytest.fixture
def officer(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


def test_first_what_it_is(officer: Officer) -> None:
    page = officer.get(PAGE).content.decode()
    assert "?loai=truong" in page
    assert "?loai=co-quan" in page
    assert "?loai=diem-truong" not in page


def test_a_school(officer: Officer, province: Province) -> None:
    committee = make_committee(province.here.unit)
    assert "Ủy ban nhân dân xã Thanh An (ubnd-03316)" in officer.get(f"{PAGE}?loai=truong").content.decode()
    page = post(officer, f"{PAGE}?loai=truong", **(SCHOOL | {"name": "Trường  Tiểu học Thanh An", "manager": "ubnd-03316"}))
    assert "Đã thêm Trường Tiểu học Thanh An." in page
    school = OrgUnit.objects.on(today()).get(code="truong-tieu-hoc-thanh-an")
    assert (school.title, school.name) == ("Trường", "Tiểu học Thanh An")
    assert queries.manager(school, on=today()) == committee
    assert not Decision.objects.exists()


def test_a_site_asks_no_question_before(officer: Officer) -> None:
    assert "Thêm điểm trường" in officer.get("/don-vi/03316-mn/them/").content.decode()
    assert "Đã thêm Điểm trường Hin Phon." in post(officer, "/don-vi/03316-mn/them/", name="Hin Phon", **ON)


def test_an_agency_with_its_document(officer: Officer) -> None:
    page = post(officer, f"{PAGE}?loai=co-quan", name="Trung tâm học tập cộng đồng", short_name="TTHTCĐ", code="tthtcd", **ON, **DOCUMENT)
    assert "Đã thêm Trung tâm học tập cộng đồng." in page
    assert OrgUnit.objects.get(code="tthtcd").placements.get().decision == Decision.objects.get(number="12/NQ-HĐND")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": "31/02/2026"}, "Không có ngày 31/02/2026 trong lịch."),
        ({"on": "hôm nay"}, "chưa đúng"),
        ({"on": "30/6/2025"}, "không tồn tại vào ngày 30/6/2025"),
        ({"on": ""}, "Xin điền mục này."),
        ({"name": ""}, "Xin điền mục này."),
        ({"name": "Á" * 500}, "tối đa 200 ký tự"),
        ({"name": "Mầm\0non"}, "ký tự lạ"),
        ({"name": "!!!"}, "Tên phải có chữ hoặc số."),
        ({"name": "ﬃ" * 200}, "Tên dài quá"),
        ({"levels": []}, "Xin chọn ít nhất một mục."),
        ({"levels": ["16"]}, "Xin chọn một mục trong danh sách."),
        ({"code": "03349"}, "Mã đơn vị này đã có."),
        ({"code": "có dấu"}, "chữ thường không dấu"),
        ({"code": "goi-y"}, "dành cho hệ thống"),
        ({"manager": "không có cơ quan này"}, "Không tìm thấy"),
        ({"manager": "03349-vhxh"}, "Không tìm thấy"),
        ({"number": "12/QĐ"}, "ghi đủ số, ngày và cơ quan ban hành"),
        ({"issuer": "UBND"}, "ghi đủ số, ngày và cơ quan ban hành"),
        ({**DOCUMENT, "issued_on": "31/12/2099"}, "Ngày ban hành không thể sau hôm nay."),
        ({**DOCUMENT, "subject": "x" * 501}, "tối đa 500 ký tự"),
    ],
)
def test_bad_input_is_said_and_nothing_written(officer: Officer, typed: dict[str, Any], said: str) -> None:
    refused(officer, f"{PAGE}?loai=truong", said, **(SCHOOL | typed))


def test_nothing_typed_is_lost(officer: Officer) -> None:
    page = post(officer, f"{PAGE}?loai=truong", **(SCHOOL | {"on": "31/02/2026", "code": "tieu-hoc"}))
    for typed in ('value="Tiểu học Thanh An"', 'value="31/02/2026"', 'value="tieu-hoc"'):
        assert typed in page


@pytest.mark.parametrize("path", ["/don-vi/03349/them/", "/don-vi/03349-mn/them/", "/don-vi/11/them/", "/don-vi/khong-co/them/"])
def test_the_neighbour_commune_is_not_there(officer: Officer, path: str) -> None:
    before = rows()
    assert officer.get(path).status_code == 404
    assert officer.post(path, SCHOOL).status_code == 404
    assert rows() == before


def test_nothing_lies_in_sites_and_agencies(officer: Officer) -> None:
    assert officer.get("/don-vi/03316-mn-ten/them/").status_code == 404
    assert officer.get("/don-vi/03316-vhxh/them/").status_code == 404


def test_a_clerk_may_not_and_a_stranger_signs_in(as_: Callable[..., Client], client: Client, province: Province) -> None:
    assert as_(RoleKind.CLERK, province.here.school).post("/don-vi/03316-mn/them/", SCHOOL).status_code == 403
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, SCHOOL).headers["Location"].startswith("/dang-nhap/")


def test_query_count(officer: Officer, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(16):
        officer.get(f"{PAGE}?loai=truong")
