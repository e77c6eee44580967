"""The pages of a programme: what everybody sees, rounds, who takes part, focal points, a newer version."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.places.enums import UnitType
from chungtay.programmes.actions import appoint_focal_point, end_programme, take_part
from chungtay.programmes.models import FocalPoint, PackVersion, Programme, Round
from chungtay.programmes.packkept import kept
from tests.make.places import Province, make_unit
from tests.make.programmes import make_programme, make_round

TODAY = clock.today()
ROUND = {"code": "2027", "name": "Năm học 2026 - 2027", "starts_on": "01/9/2027", "ends_on": "31/5/2028", "due_on": "15/6/2028"}
URL = "/chuong-trinh/dieu-uoc-cho-em/"

AsRole = Callable[..., Client]


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def programme(province: Province) -> Programme:
    return make_programme()


@pytest.fixture
def round_(programme: Programme) -> Round:
    return make_round(programme, code="nay", starts_on=TODAY - timedelta(days=60), ends_on=TODAY + timedelta(days=30))


@pytest.fixture
def province_officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.PROVINCE_OFFICER, province.office)


def test_the_only_programme_is_the_next_click(province: Province, as_: AsRole) -> None:
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert "Chưa có chương trình" in text_of(officer.get("/chuong-trinh/"))
    programme = make_programme()
    page = text_of(officer.get("/chuong-trinh/"))
    assert f"Mở {programme.name}" in page
    assert f'href="{URL}"' in page
    page = text_of(officer.get(URL))
    for words in (programme.pack.motto, programme.pack.organiser, "đang chạy phiên bản 2", "Chưa ghi văn bản nào", "Chưa có đầu mối"):
        assert words in page, words
    assert "Mở đợt" not in page
    assert officer.get("/chuong-trinh/khong-co/").status_code == 404


def test_the_catalogue_is_for_reading(programme: Programme, province: Province, as_: AsRole) -> None:
    page = text_of(as_(RoleKind.CLERK, province.here.school).get(URL + "danh-muc/"))
    for group in programme.pack.groups:
        assert group.name in page
    for category in programme.pack.categories:
        assert category.name in page


def test_who_may_what(programme: Programme, round_: Round, province: Province, as_: AsRole, client: Client) -> None:
    for path in ("", "danh-muc/", "tham-gia/", "phien-ban/", "dot/", "dot/nay/", "van-ban/", "dau-moi/"):
        assert client.get(URL + path).headers["Location"].startswith("/dang-nhap/?next="), path
    clerk = as_(RoleKind.CLERK, province.here.school)
    for path in ("phien-ban/", "dot/", "dot/nay/", "van-ban/", "dau-moi/"):
        assert clerk.get(URL + path).status_code == 403, path
        assert clerk.post(URL + path, {}).status_code == 403, path
    assert clerk.post(URL).status_code == 405


# ── Rounds ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_round_is_opened_and_put_right_while_nobody_answered(programme: Programme, province_officer: Client, province: Province) -> None:
    page = text_of(province_officer.post(URL + "dot/", ROUND, follow=True))
    assert "Đã mở đợt Năm học 2026 - 2027" in page
    assert "Sắp mở" in page
    province_officer.post(URL + "dot/2027/", ROUND | {"name": "Năm học mới"})
    row = Round.objects.get()
    assert (row.name, row.due_on) == ("Năm học mới", date(2028, 6, 15))
    assert province_officer.get(URL + "dot/khong-co/").status_code == 404


def test_a_round_with_answers_stays(programme: Programme, round_: Round, province_officer: Client, province: Province) -> None:
    take_part(round_, by=None, unit=province.here.school, on=TODAY)
    assert 'dot/nay/"' not in text_of(province_officer.get(URL))
    form = {name: getattr(round_, name) for name in ROUND} | {"code": "khac"}
    assert "Đã có trường tham gia" in text_of(province_officer.post(URL + "dot/nay/", form))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("code", "", "Xin điền mục này"),
        ("code", "năm mới", "Mã đợt chỉ gồm"),
        ("code", "x" * 31, "tối đa 30"),
        ("name", "a\0b", "ký tự lạ"),
        ("starts_on", "31/02/2027", "Không có ngày"),
        ("ends_on", "01/8/2027", "trước ngày bắt đầu"),
        ("due_on", "01/01/2028", "trước ngày kết thúc"),
        ("due_on", "mai", "chưa đúng"),
        ("starts_on", "01/01/2001", "hai năm"),
    ],
)
def test_wrong_rounds(programme: Programme, province_officer: Client, field: str, typed: str, said: str) -> None:
    page = text_of(province_officer.post(URL + "dot/", ROUND | {field: typed}))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not Round.objects.exists()


def test_rounds_hold_for_everybody(programme: Programme, province: Province, as_: AsRole) -> None:
    """An administrator of one commune runs its directives, not the rounds of all."""
    administrator = as_(RoleKind.ADMINISTRATOR, province.here.unit)
    assert "Mở đợt" not in text_of(administrator.get(URL))
    assert "cấp tỉnh trở lên" in text_of(administrator.post(URL + "dot/", ROUND))


# ── Who takes part ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_n_of_n_and_the_list(programme: Programme, round_: Round, province: Province, province_officer: Client) -> None:
    make_unit(province.here.unit, UnitType.SCHOOL, "Tiểu học Thanh An", levels=2)
    take_part(round_, by=None, unit=province.here.school, on=TODAY)
    take_part(round_, by=None, unit=province.there.school, on=TODAY, is_nil=True)
    assert "2/3" in text_of(province_officer.get(URL))
    figure = f"/con-so/units.taking_part/?chuong-trinh={programme.slug}&amp;don-vi={province.office.code}&amp;dot=nay"
    assert f'href="{figure}"' in text_of(province_officer.get(URL))
    assert "2/3" in text_of(province_officer.get(figure.replace("&amp;", "&")))
    page = text_of(province_officer.get(URL + "tham-gia/"))
    for words in ("2/3", "Có nhu cầu", "Không có nhu cầu", "Chưa tham gia", "Trường Tiểu học Thanh An"):
        assert words in page, words
    for query, seen, unseen in (
        ("tra_loi=chua", "Tiểu học Thanh An", "Mầm non Sam Mứn"),
        ("tra_loi=khong", "Mầm non Sam Mứn", "Mầm non Thanh An"),
        ("tra_loi=co", "Mầm non Thanh An", "Mầm non Sam Mứn"),
        ("cap=2", "Tiểu học Thanh An", "Mầm non Thanh An"),
        (f"don_vi={province.there.unit.code}", "Mầm non Sam Mứn", "Mầm non Thanh An"),
        ("q=sam+mun", "Mầm non Sam Mứn", "Mầm non Thanh An"),
    ):
        rows = text_of(province_officer.get(f"{URL}tham-gia/?dot=nay&{query}")).split('id="results"')[1]
        assert seen in rows, query
        assert unseen not in rows, query


def test_a_scope_counts_its_own_schools(programme: Programme, round_: Round, province: Province, as_: AsRole) -> None:
    take_part(round_, by=None, unit=province.there.school, on=TODAY)
    page = text_of(as_(RoleKind.COMMUNE_OFFICER, province.here.office).get(URL + "tham-gia/"))
    assert "0/1" in page
    assert "Sam Mứn" not in page


@pytest.mark.parametrize(
    "query", ["dot=%00", "dot=khong-co", "cap=x", "cap=16", "tra_loi=1", "don_vi=%00", "don_vi=khong", "sau=xyz", "q=%00"]
)
def test_bad_filters_are_said_not_thrown(programme: Programme, round_: Round, province_officer: Client, query: str) -> None:
    assert province_officer.get(f"{URL}tham-gia/?{query}").status_code == 200


def test_no_round_yet(programme: Programme, province_officer: Client) -> None:
    assert "Chưa mở đợt nào" in text_of(province_officer.get(URL + "tham-gia/"))


# ── Focal points ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _appoint(browser: Client, at: str, **changes: Any) -> HttpResponseBase:
    form = {"unit": at, "level": "1", "name": "Lò Thị Mai", "phone": "0912 345 678", "email": "mai@dienbien.edu.vn", "on": str(TODAY)}
    return browser.post(URL + "dau-moi/", form | changes, follow=True)


def test_appointed_replaced_ended(programme: Programme, province: Province, province_officer: Client, as_: AsRole) -> None:
    page = text_of(_appoint(province_officer, province.office.code, on=str(TODAY - timedelta(days=9))))
    assert "Đã cử đầu mối: Lò Thị Mai" in page
    assert 'href="tel:0912345678"' in page
    clerk_page = text_of(as_(RoleKind.CLERK, province.here.school).get(URL))
    assert "mai@dienbien.edu.vn" in clerk_page
    assert "dau-moi/?thay=" not in clerk_page
    point = FocalPoint.objects.get()
    assert "Lò Thị Mai" in text_of(province_officer.get(f"{URL}dau-moi/?thay={point.pk}"))
    page = text_of(_appoint(province_officer, province.office.code, name="Quàng Văn Tâm"))
    assert "Quàng Văn Tâm" in page
    now = FocalPoint.objects.on(TODAY).get()
    assert "Ngày thôi phải sau" in text_of(province_officer.post(f"{URL}dau-moi/{now.pk}/thoi/", {"on": str(TODAY)}))
    assert province_officer.get(f"{URL}dau-moi/{point.pk}/thoi/").status_code == 404  # already replaced


def test_a_focal_point_ends(programme: Programme, province: Province, province_officer: Client) -> None:
    point = appoint_focal_point(programme, by=None, unit=province.office, level=1, name="Lò Thị Mai", on=TODAY - timedelta(days=9))
    assert "Lò Thị Mai thôi làm đầu mối" in text_of(
        province_officer.post(f"{URL}dau-moi/{point.pk}/thoi/", {"on": str(TODAY)}, follow=True)
    )
    assert not FocalPoint.objects.on(TODAY).exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("unit", "", "Xin ghi tên hoặc mã"),
        ("unit", "03316-mn", "Không tìm thấy"),
        ("level", "3", "Xin chọn một mục"),
        ("name", " ", "Xin điền mục này"),
        ("phone", "12", "Số điện thoại"),
        ("email", "mai@", "chưa đúng"),
        ("on", "01/01/2100", "tương lai"),
    ],
)
def test_wrong_focal_points(programme: Programme, province: Province, province_officer: Client, field: str, typed: str, said: str) -> None:
    page = text_of(_appoint(province_officer, province.office.code, **{field: typed}))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not FocalPoint.objects.exists()


def test_focal_points_of_another_province_are_not_ours(programme: Programme, province: Province, as_: AsRole) -> None:
    point = appoint_focal_point(programme, by=None, unit=province.there.unit, level=1, name="Lò Thị Mai", on=TODAY)
    administrator = as_(RoleKind.ADMINISTRATOR, province.here.unit)
    for path in (f"dau-moi/{point.pk}/thoi/",):
        assert administrator.get(URL + path).status_code == 404
        assert administrator.post(URL + path, {"on": str(TODAY)}).status_code == 404
    assert "Lò Thị Mai" not in text_of(administrator.get(f"{URL}dau-moi/?thay={point.pk}"))
    assert administrator.get(f"{URL}dau-moi/?thay=%00").status_code == 200


# ── A newer version, an end ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_newer_version_is_adopted(programme: Programme, province_officer: Client, as_: AsRole, province: Province) -> None:
    assert province_officer.get(URL + "phien-ban/").status_code == 404
    pack = replace(programme.pack, version=3)
    PackVersion.objects.create(slug=pack.slug, version=3, content=kept(pack), sha256="2" * 64, loaded_at=clock.now())
    assert "có phiên bản 3 mới" in text_of(as_(RoleKind.CLERK, province.here.school).get(URL))
    assert "Xem và dùng phiên bản mới" in text_of(province_officer.get(URL))
    assert "Phiên bản mới" in text_of(province_officer.get(URL + "phien-ban/"))
    assert "chạy theo phiên bản 3" in text_of(province_officer.post(URL + "phien-ban/", follow=True))
    assert province_officer.get(URL + "phien-ban/").status_code == 404


def test_an_ended_programme_is_still_read(programme: Programme, province_officer: Client) -> None:
    end_programme(programme, by=None, on=TODAY)
    page = text_of(province_officer.get(URL))
    assert "Chương trình đã kết thúc" in page
    assert "Ghi văn bản chỉ đạo" not in page
    assert "Chưa có chương trình" in text_of(province_officer.get("/chuong-trinh/"))


def test_query_counts(
    programme: Programme, round_: Round, province: Province, province_officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for commune in (province.here, province.there):
        take_part(round_, by=None, unit=commune.school, on=TODAY)
        appoint_focal_point(programme, by=None, unit=commune.unit, level=1, name="Lò Thị Mai", on=TODAY)
    for path, most in (("", 28), ("tham-gia/", 20), ("danh-muc/", 9)):
        with django_assert_max_num_queries(most):
            province_officer.get(URL + path)
