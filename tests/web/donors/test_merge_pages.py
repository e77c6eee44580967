"""The queue of likenesses: looked at side by side, merged after a rehearsal, told apart, taken apart again."""

from collections.abc import Callable

import pytest
from django.http import HttpResponseBase
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.donors.models import Donor, DonorDistinct, DonorMerge
from tests.make.donors import TAX_CODE, make_donor, make_nameless
from tests.make.places import Province

URL = "/nha-tai-tro/"

AsRole = Callable[..., Client]


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.unit)


def _pair(province: Province) -> tuple[Donor, Donor]:
    older = make_donor(province.here.unit, name="Công ty TNHH Mường Thanh", phone="0912345678")
    newer = make_donor(province.here.unit, name="CTY MUONG THANH", phone="0987654321", tax_code=TAX_CODE)
    return older, newer


def test_the_queue(province: Province, officer: Client) -> None:
    assert "Không có ai nghi trùng" in text_of(officer.get(URL + "trung/"))
    older, newer = _pair(province)
    make_donor(province.there.unit, name="Mường Thanh")
    page = text_of(officer.get(URL + "trung/"))
    for words in (
        "Có thể là Công ty TNHH Mường Thanh",
        "Tên giống nhau",
        "0912 345 678",
        "0987 654 321",
        f"{URL}{older.pk}/gop/{newer.pk}/",
    ):
        assert words in page, words
    assert page.count("Có thể là ") == 1
    assert URL + "trung/" in text_of(officer.get(URL))
    assert "Không có ai nghi trùng" in text_of(officer.get(f"{URL}trung/?sau={newer.pk}"))
    for key in ("x", "%00", "9" * 30):
        assert "Có thể là " in text_of(officer.get(f"{URL}trung/?sau={key}"))
    assert f"{URL}{newer.pk}/gop/{older.pk}/" in text_of(officer.get(f"{URL}{newer.pk}/"))


def test_merged_after_a_rehearsal(province: Province, officer: Client) -> None:
    older, newer = _pair(province)
    url = f"{URL}{older.pk}/gop/{newer.pk}/"
    page = text_of(officer.get(url))
    assert 'name="tax_code" value="lay" id="id_tax_code_1" checked' in page.replace(" required", "")  # only the other one has it
    assert 'name="email"' not in page  # the same
    form = {"name": "giu", "phone": "lay", "tax_code": "lay", "reason": "Cùng mã số thuế"}
    assert "Xin điền mục này" in text_of(officer.post(url, form | {"reason": ""}))
    assert "Xin chọn một mục" in text_of(officer.post(url, form | {"phone": "x"}))
    page = text_of(officer.post(url, form))
    for words in ("Chưa có gì được ghi", "0987 654 321", TAX_CODE, "Cùng mã số thuế"):
        assert words in page, words
    assert not DonorMerge.objects.exists()
    assert "Giữ bản kia" in text_of(officer.post(url, form | {"edit": "1"}))
    page = text_of(officer.post(url, form | {"confirmed": "1"}, follow=True))
    assert "Đã gộp CTY MUONG THANH vào Công ty TNHH Mường Thanh" in page
    assert "0987 654 321" in page
    assert "Đã gộp vào đây" in page
    assert "Đã gộp vào" in text_of(officer.get(f"{URL}{newer.pk}/"))
    assert f"{URL}{newer.pk}/" not in text_of(officer.get(URL))
    for path in (f"{newer.pk}/sua/", f"{newer.pk}/dong-y/", f"{older.pk}/gop/{newer.pk}/", f"{older.pk}/khac/{newer.pk}/"):
        assert officer.get(URL + path).status_code == 404, path


def test_what_a_rule_refuses_is_said_before_the_confirm_page(province: Province, officer: Client) -> None:
    person = make_nameless(province.here.unit, name="Lò Văn An")
    body = make_donor(province.here.unit, tax_code=TAX_CODE)
    form = {"name": "giu", "kind": "giu", "public_as": "giu", "tax_code": "lay", "reason": "một"}
    page = text_of(officer.post(f"{URL}{person.pk}/gop/{body.pk}/", form))
    assert "Chỉ doanh nghiệp, tổ chức mới ghi mã số thuế" in page
    assert not DonorMerge.objects.exists()


def test_told_apart(province: Province, officer: Client) -> None:
    older, newer = _pair(province)
    url = f"{URL}{newer.pk}/khac/{older.pk}/"
    assert "không hỏi lại" in text_of(officer.get(url))
    assert not DonorDistinct.objects.exists()
    assert "Không có ai nghi trùng" in text_of(officer.post(url, follow=True))
    assert officer.get(f"{URL}{newer.pk}/khac/{newer.pk}/").status_code == 404
    assert officer.get(f"{URL}{newer.pk}/gop/{newer.pk}/").status_code == 404


def test_taken_apart_again(province: Province, officer: Client) -> None:
    older, newer = _pair(province)
    form = {"name": "giu", "phone": "lay", "tax_code": "lay", "reason": "Cùng một công ty", "confirmed": "1"}
    officer.post(f"{URL}{older.pk}/gop/{newer.pk}/", form)
    url = f"{URL}{newer.pk}/tach/"
    assert url in text_of(officer.get(f"{URL}{older.pk}/"))
    assert "trả lại như cũ" in text_of(officer.get(url))
    assert "Xin điền mục này" in text_of(officer.post(url, {"reason": ""}))
    assert "Đã tách CTY MUONG THANH" in text_of(officer.post(url, {"reason": "Hai công ty"}, follow=True))
    assert officer.get(url).status_code == 404
    older.refresh_from_db()
    assert (older.phone, older.tax_code) == ("0912345678", "")
    assert "Không có ai nghi trùng" in text_of(officer.get(URL + "trung/"))


def test_a_pair_half_beyond_one_s_scope(province: Province, officer: Client, as_: AsRole) -> None:
    here, there = make_donor(province.here.unit, name="Mường Thanh"), make_donor(province.there.unit, name="Mường Thanh")
    for path in (f"{here.pk}/gop/{there.pk}/", f"{there.pk}/gop/{here.pk}/", f"{here.pk}/khac/{there.pk}/"):
        assert officer.get(URL + path).status_code == 404, path
        assert officer.post(URL + path, {"reason": "x", "confirmed": "1"}).status_code == 404, path
    province_officer = as_(RoleKind.PROVINCE_OFFICER, province.office)
    form = {"kept_by": "giu", "reason": "một công ty", "confirmed": "1"}
    province_officer.post(f"{URL}{here.pk}/gop/{there.pk}/", form)
    assert DonorMerge.objects.count() == 1
    neighbour = as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    assert neighbour.get(f"{URL}{here.pk}/").status_code == 200  # theirs too, since the merge
    assert officer.get(f"{URL}{there.pk}/tach/").status_code == 200
