"""Split in three pages."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core.clock import today
from chungtay.core.periods import FOREVER
from chungtay.places import queries
from chungtay.places.actions.units import close_unit, set_manager
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from tests.make.places import FOUNDED, Province, make_committee, make_unit
from tests.web.places.changes import DOCUMENT, post, refused, rows

PLAN: Final = "/don-vi/03316/chia-tach/"
CHIA: Final = f"{PLAN}?cach=chia&so=2&tu_ngay=15/01/2026"
TACH: Final = f"{PLAN}?cach=tach&so=1&tu_ngay=15/01/2026"
FIRST: Final = {"title_1": "Xã", "name_1": "Thanh An Bắc", "official_code_1": "03361"}
SECOND: Final = {"title_2": "Xã", "name_2": "Thanh An Nam", "official_code_2": "03362"}
LAW: Final = {"agencies_end": "on", "with_committee": "on"}


@pytest.fixture
def admin(as_: Callable[..., Client], province: Province) -> Client:
    return as_(RoleKind.ADMINISTRATOR, province.unit)


@pytest.fixture
def second(province: Province) -> OrgUnit:
    committee = make_committee(province.here.unit)
    school = make_unit(province.here.unit, UnitType.SCHOOL, "Tiểu học Thanh An", levels=2, code="03316-th")
    for one in (province.here.school, school):
        set_manager(one, by=None, manager=committee, on=FOUNDED, decision=None)
    return school


@pytest.fixture
def both(province: Province, second: OrgUnit) -> dict[str, str]:
    """The whole form: the second school goes to the second part."""
    children = {f"child_{province.here.school.pk}": "0", f"child_{second.pk}": "2"}
    return {**FIRST, **SECOND, "main": "1", **children, **LAW, **DOCUMENT}


def test_first_in_which_way(admin: Client) -> None:
    assert "Cách thực hiện" in admin.get(PLAN).content.decode()
    assert "ít nhất hai đơn vị mới" in admin.get(f"{PLAN}?cach=chia&so=1&tu_ngay=15/01/2026").content.decode()
    assert "Không có ngày 31/02/2026" in admin.get(f"{PLAN}?cach=chia&so=2&tu_ngay=31/02/2026").content.decode()
    assert "Xin chọn một mục" in admin.get(f"{PLAN}?cach=khac&so=99&tu_ngay=15/01/2026").content.decode()
    assert "Trường Mầm non Thanh An" in admin.get(CHIA).content.decode()


def test_chia_told_then_done(admin: Client, province: Province, second: OrgUnit, both: dict[str, str]) -> None:
    before = rows()
    page = post(admin, CHIA, **both)
    for said in (
        "Chia Xã Thanh An?",
        "Xã Thanh An Bắc: nhận 1 trường; thành lập Ủy ban nhân dân xã Thanh An Bắc; quản lý thêm 1 trường",
        "Xã Thanh An Nam: nhận 1 trường; thành lập Ủy ban nhân dân xã Thanh An Nam; quản lý thêm 1 trường",
        "Phòng Văn hóa - Xã hội Thanh An, Ủy ban nhân dân xã Thanh An",
    ):
        assert said in page
    assert rows() == before
    assert 'value="Thanh An Nam"' in post(admin, CHIA, edit="1", **both)
    assert "Đã chia Xã Thanh An thành Xã Thanh An Bắc, Xã Thanh An Nam." in post(admin, CHIA, confirmed="1", **both)
    assert queries.ancestors(second, on=today())[1].code == "03362-2026"
    assert queries.ancestors(province.here.site, on=today())[1].code == "03361-2026"


def test_tach_lives_on(admin: Client, province: Province, second: OrgUnit) -> None:
    children = {f"child_{province.here.school.pk}": "0", f"child_{second.pk}": "1"}
    typed = {**FIRST, **children, "with_committee": "on", **DOCUMENT}
    assert "Tách Xã Thanh An?" in post(admin, TACH, **typed)
    post(admin, TACH, confirmed="1", **typed)
    assert OrgUnit.objects.get(code="03316").valid_to == FOREVER
    assert queries.ancestors(second, on=today())[1].code == "03361-2026"
    assert queries.ancestors(province.here.school, on=today())[1].code == "03316"


def test_what_ended_before_that_day_is_not_asked_about(admin: Client, second: OrgUnit) -> None:
    close_unit(second, by=None, on=today(), decision=None, reason="x")
    assert f"child_{second.pk}" in admin.get(CHIA).content.decode()
    assert f"child_{second.pk}" not in admin.get(f"{PLAN}?cach=chia&so=2&tu_ngay=31/12/2026").content.decode()


@pytest.mark.parametrize("confirmed", [{}, {"confirmed": "1"}])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name_2": ""}, "Xin điền mục này."),
        ({"name_2": "x" * 500}, "tối đa 200"),
        ({"name_1": "a\0b"}, "ký tự lạ"),
        ({"official_code_2": "03361"}, "Mã 03361 đang là mã của Xã Thanh An"),
        ({"official_code_1": "ba"}, "đúng 5 chữ số"),
        ({"title_1": "Tỉnh"}, "Xin chọn một mục"),
        ({"main": "9"}, "Xin chọn một mục"),
        ({"issued_on": "31/02/2025"}, "Không có ngày 31/02/2025"),
        ({"issuer": ""}, "Xin điền mục này."),
        ({"with_committee": ""}, "đang quản lý trường học và sẽ kết thúc"),
    ],
)
def test_bad_input(admin: Client, both: dict[str, str], typed: dict[str, Any], said: str, confirmed: dict[str, str]) -> None:
    refused(admin, CHIA, said, **(both | typed | confirmed))


def test_a_child_sent_nowhere(admin: Client, second: OrgUnit, both: dict[str, str]) -> None:
    refused(admin, CHIA, "Xin chọn một mục", **(both | {f"child_{second.pk}": "7"}))


@pytest.mark.parametrize("day", ["01/7/2025", "30/6/2025"])
def test_not_on_its_first_day_nor_before(admin: Client, province: Province, day: str) -> None:
    path = f"{PLAN}?cach=chia&so=2&tu_ngay={day}"
    before = rows()
    page = post(admin, path, **FIRST, **SECOND, main="1", **{f"child_{province.here.school.pk}": "0"}, **DOCUMENT)
    assert "Cần sửa trước khi gửi" in page
    assert rows() == before


def test_out_of_reach(as_: Callable[..., Client], client: Client, province: Province, both: dict[str, str]) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    clerk = as_(RoleKind.CLERK, province.here.school)
    before = rows()
    for path in (PLAN, CHIA, "/don-vi/03349-mn/chia-tach/", "/don-vi/vn/chia-tach/"):
        assert officer.get(path).status_code == 404
        assert officer.post(path, both | {"confirmed": "1"}).status_code == 404
    assert client.post(CHIA, both).status_code == 302
    assert clerk.get(CHIA).status_code == 403
    assert rows() == before


def test_query_count_does_not_grow_with_the_children(
    admin: Client, province: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        make_unit(province.here.unit, UnitType.SCHOOL, f"Mầm non {number}")
    with django_assert_max_num_queries(16):
        admin.get(CHIA)
