"""What came to help: the list with its totals, recording, taking back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.places.actions.units import close_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import end_programme
from chungtay.programmes.models import Programme
from chungtay.support.actions import record_contribution, reverse_contribution
from chungtay.support.models import Contribution
from tests.make.donors import make_donor
from tests.make.gifts import make_allocation, make_cash
from tests.make.places import Province, make_unit
from tests.web.support.conftest import text_of

TODAY = clock.today()
SLUG = "dieu-uoc-cho-em"
URL = "/nguon-luc/"

AsRole = Callable[..., Client]


@pytest.fixture
def clerk(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.CLERK, province.here.school)


def _form(at: OrgUnit, **changes: str) -> dict[str, str]:
    form = {
        "unit": at.code,
        "kind": f"{SLUG}:blankets",
        "quantity": "120",
        "value_vnd": "14 triệu",
        "value_estimate": "about",
        "giver": "Công ty Mường Thanh",
        "received_on": str(TODAY - timedelta(days=1)),
        "note": "Trao tại điểm trường Bản Ten",
    }
    return form | changes


def _received(programme: Programme, unit: OrgUnit, kind: str = "blankets", **more: Any) -> Contribution:
    given: dict[str, Any] = {"quantity": 10} if kind != "money" else {"value_vnd": 5_000_000}
    return record_contribution(unit, by=None, programme=programme, kind=kind, received_on=TODAY, on=TODAY, **(given | more))


def test_goods_and_money_are_recorded(programme: Programme, province: Province, clerk: Client) -> None:
    assert "Chưa ghi nguồn lực nào" in text_of(clerk.get(URL))
    assert "Trường Mầm non Thanh An" in text_of(clerk.get(URL + "ghi/"))
    page = text_of(clerk.post(URL + "ghi/", _form(province.here.school), follow=True))
    for words in ("Đã ghi nguồn lực", "Chăn ấm", "120 chiếc", "khoảng 14.000.000 đồng", "Công ty Mường Thanh"):
        assert words in page, words
    money = _form(province.here.school, kind=f"{SLUG}:money", quantity="", value_vnd="1 tỷ 200 triệu", value_estimate="exact")
    page = text_of(clerk.post(URL + "ghi/", money, follow=True))
    assert "1.200.000.000 đồng" in page
    assert "1.214.000.000 đồng" in page


def test_a_double_is_asked_about(programme: Programme, province: Province, clerk: Client) -> None:
    form = _form(province.here.school)
    assert "is_no_double" not in text_of(clerk.get(URL + "ghi/"))
    clerk.post(URL + "ghi/", form)
    page = text_of(clerk.post(URL + "ghi/", form))
    assert "một lần nhận khác" in page
    assert 'name="is_no_double"' in page
    clerk.post(URL + "ghi/", form | {"is_no_double": "on"})
    assert Contribution.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("unit", "", "Xin ghi tên hoặc mã"),
        ("unit", "03349-mn", "Không tìm thấy"),
        ("kind", "", "Xin chọn một mục"),
        ("kind", "khac:blankets", "Xin chọn một mục"),
        ("quantity", "", "Xin ghi số lượng"),
        ("quantity", "-5", "Số này"),
        ("quantity", "nhiều", "không phải số nguyên"),
        ("quantity", "99999999", "10.000.000"),
        ("quantity", "9" * 400, "không phải số nguyên"),
        ("value_vnd", "14,000", "Chưa rõ"),
        ("value_vnd", "14", "Nếu là nghìn, triệu"),
        ("value_vnd", "9000 tỷ", "1.000 tỷ"),
        ("value_estimate", "x", "Xin chọn một mục"),
        ("measure", "x" * 41, "tối đa 40"),
        ("giver", "x" * 201, "tối đa 200"),
        ("giver", "a\0", "ký tự lạ"),
        ("received_on", "01/01/2100", "tương lai"),
        ("received_on", "01/01/2020", "Chương trình bắt đầu"),
        ("note", "x" * 301, "tối đa 300"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    programme: Programme, province: Province, clerk: Client, field: str, typed: str, said: str
) -> None:
    page = text_of(clerk.post(URL + "ghi/", _form(province.here.school, **{field: typed})))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not Contribution.objects.exists()


def test_money_needs_its_amount(programme: Programme, province: Province, clerk: Client) -> None:
    form = _form(province.here.school, kind=f"{SLUG}:money", value_vnd="")
    assert "Xin ghi số tiền" in text_of(clerk.post(URL + "ghi/", form))


def test_taken_back_stays_struck_through(programme: Programme, province: Province, clerk: Client) -> None:
    row = _received(programme, province.here.school, giver="Hội Chữ thập đỏ")
    _received(programme, province.here.school, "mats", quantity=7)
    url = f"{URL}{row.pk}/huy/"
    assert "gạch ngang" in text_of(clerk.get(url))
    assert "Xin điền mục này" in text_of(clerk.post(url, {"reason": ""}))
    page = text_of(clerk.post(url, {"reason": "Ghi nhầm đơn vị"}, follow=True))
    assert "<del>Chăn ấm</del>" in page
    assert "Ghi nhầm đơn vị" in page
    assert page.count("Chăn ấm") == 1  # the struck line; not among the totals
    assert "7 chiếc" in page
    assert page.count("Hội Chữ thập đỏ") == 1  # the row that takes it back is not a line of its own
    assert url not in page
    assert "đã được hủy rồi" in text_of(clerk.post(url, {"reason": "lần nữa"}))
    back = Contribution.objects.get(reverses=row)
    assert clerk.get(f"{URL}{back.pk}/huy/").status_code == 404


def test_totals_by_kind(programme: Programme, province: Province, as_: AsRole) -> None:
    _received(programme, province.here.school, quantity=10, value_vnd=2_000_000, value_estimate="about")
    _received(programme, province.here.school, quantity=5)
    _received(programme, province.there.school, "money", value_vnd=5_000_000)
    reverse_contribution(_received(programme, province.there.school, "mats"), by=None, on=TODAY, reason="Ghi nhầm")
    page = text_of(as_(RoleKind.PROVINCE_OFFICER, province.office).get(URL))
    for words in ("15 chiếc", "trị giá khoảng 2.000.000 đồng", "1 lần nhận chưa ghi trị giá", "5.000.000 đồng", "7.000.000 đồng"):
        assert words in page, words
    officer = text_of(as_(RoleKind.COMMUNE_OFFICER, province.here.office).get(URL))
    assert "15 chiếc" in officer
    assert "5.000.000 đồng" not in officer


def test_filters(programme: Programme, province: Province, as_: AsRole) -> None:
    _received(programme, province.here.school, giver="Ông An")
    _received(programme, province.there.school, "money", giver="Bà Bình")
    officer = as_(RoleKind.PROVINCE_OFFICER, province.office)
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    for query, seen, unseen in (
        (f"loai={SLUG}:money", "Bà Bình", "Ông An"),
        (f"don_vi={province.here.unit.code}", "Ông An", "Bà Bình"),
    ):
        page = text_of(officer.get(f"{URL}?{query}"))
        assert seen in page
        assert unseen not in page
    assert "Không có dòng như vậy" in text_of(officer.get(f"{URL}?tu={tomorrow}"))
    assert "Ông An" in text_of(officer.get(f"{URL}?tu={TODAY.isoformat()}&den={TODAY.isoformat()}"))


def test_by_way_giver_and_what_is_idle(programme: Programme, province: Province, as_: AsRole) -> None:
    _received(programme, province.here.school, giver="Ông An")
    cash = make_cash(province.here.unit, on=TODAY, donor=make_donor(province.here.unit, name="Công ty Mường Thanh"))
    make_allocation(cash, amount=4_000_000, unit=province.here.school, on=TODAY)
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert "chưa phân bổ 6.000.000 đồng" in text_of(officer.get(URL))
    for query in ("cach=cash", "nguoi=muong+thanh", "con=1"):
        page = text_of(officer.get(f"{URL}?{query}"))
        assert f'href="{URL}{cash.pk}/"' in page, query
        assert "Ông An" not in page, query


@pytest.mark.parametrize("query", ["loai=x", "loai=%00", "don_vi=%00", "don_vi=khong", "tu=hom+qua", "den=%00", "sau=xyz"])
def test_bad_filters_are_said_not_thrown(programme: Programme, clerk: Client, query: str) -> None:
    assert clerk.get(f"{URL}?{query}").status_code == 200


def test_the_neighbour_and_the_stranger(programme: Programme, province: Province, as_: AsRole, client: Client) -> None:
    row = _received(programme, province.there.school, giver="Bà Bình")
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert "Bà Bình" not in text_of(officer.get(URL))
    assert officer.get(f"{URL}{row.pk}/huy/").status_code == 404
    assert officer.post(f"{URL}{row.pk}/huy/", {"reason": "x"}).status_code == 404
    for path in ("", "ghi/", f"{row.pk}/huy/"):
        assert client.get(URL + path).headers["Location"].startswith("/dang-nhap/?next="), path
    leader = as_(RoleKind.LEADER, province.there.unit)
    page = text_of(leader.get(URL))
    assert "Bà Bình" in page
    assert "Ghi nguồn lực" not in page
    assert leader.get(URL + "ghi/").status_code == 403
    assert leader.get(f"{URL}{row.pk}/huy/").status_code == 403


def test_many_are_paged(programme: Programme, province: Province, clerk: Client) -> None:
    for number in range(51):
        _received(programme, province.here.school, quantity=number + 1)
    page = text_of(clerk.get(URL))
    assert "Trang sau" in page
    assert "1.326 chiếc" in page  # the totals are of all pages


def test_nothing_is_asked_when_no_programme_runs(programme: Programme, province: Province, clerk: Client) -> None:
    end_programme(programme, by=None, on=TODAY)
    assert URL + "ghi/" not in text_of(clerk.get(URL))
    assert "Xin chọn một mục" in text_of(clerk.post(URL + "ghi/", _form(province.here.school)))


def test_query_counts(
    programme: Programme, province: Province, clerk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        row = _received(programme, province.here.school, quantity=number + 1)
    reverse_contribution(row, by=None, on=TODAY, reason="Ghi nhầm")
    with django_assert_max_num_queries(16):
        clerk.get(URL)


def test_a_unit_that_ended_keeps_its_last_name(programme: Programme, province: Province, as_: AsRole) -> None:
    school = make_unit(province.here.unit, UnitType.SCHOOL, "Mầm non Cũ", on=TODAY - timedelta(days=30))
    record_contribution(school, by=None, programme=programme, kind="mats", quantity=4, received_on=TODAY - timedelta(days=9), on=TODAY)
    close_unit(school, by=None, on=TODAY, decision=None, reason="Hết học sinh")
    page = text_of(as_(RoleKind.COMMUNE_OFFICER, province.here.office).get(URL))
    assert "Trường Mầm non Cũ" in page
    assert "None" not in page
