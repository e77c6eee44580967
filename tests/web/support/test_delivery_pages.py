"""Handing over on the pages: choose the parts, write the minutes, the school answers with one of two big buttons."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.support.enums import DeliveryStatus
from chungtay.support.models import Allocation, Delivery, DeliveryPhoto
from chungtay.web.support import handing
from tests.make.files import A_PDF, a_photo
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.support import a_delivery
from tests.web.support.conftest import text_of
from tests.web.support.test_contribution_pages import AsRole

TODAY = clock.today()
URL = "/nguon-luc/ban-giao/"


@pytest.fixture
def need(province: Province) -> Need:
    given: dict[str, Any] = {"category": "lunch", "what": "Chăn ấm", "measure": "chiếc", "quantity": 50, "cost_vnd": 10_000_000}
    return make_need(province.here.school, status=NeedStatus.PUBLISHED, **given)


@pytest.fixture
def part(province: Province, need: Need) -> Allocation:
    return make_allocation(make_goods(province.here.unit, 80), need, amount=50, need_quantity=50)


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.unit)


@pytest.fixture
def clerk(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.CLERK, province.here.school)


def _form(part: Allocation, **changes: object) -> dict[str, object]:
    store = "" if part.contribution.is_money else str(part.contribution.unit_id)
    boxes = {f"pick_{part.pk}": "on", f"amount_{part.pk}": "50", f"met_{part.pk}": "50", f"from_{part.pk}": store}
    head = {"delivered_on": str(TODAY), "giver_name": "Ông Lò Văn Pâng", "receiver_name": "Cô Quàng Thị Lan", "once": "lần 1"}
    return boxes | head | changes


def test_the_units_for_which_something_waits_page_by_page(
    province: Province, as_: AsRole, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "PAGE", 1)
    gift = make_cash(province.here.unit)
    for unit in (province.here.school, province.here.school, province.there.school):
        make_allocation(gift, amount=1_000, unit=unit)
    first = text_of(officer.get(URL + "ghi/"))
    found = re.search(r'href="([^"]*sau=[^"]*)" rel="next"', first)
    assert found is not None
    second = text_of(officer.get(found[1].replace("&amp;", "&")))
    for page, has, lacks in ((first, "2 phần", "1 phần"), (second, "1 phần", "2 phần")):
        assert has in page
        assert lacks not in page
    assert "Không còn gì chờ bàn giao" in text_of(as_(RoleKind.COMMUNE_OFFICER, province.there.unit).get(URL + "ghi/"))


def test_from_the_allocation_to_the_schools_word(province: Province, part: Allocation, need: Need, officer: Client, clerk: Client) -> None:
    page = text_of(officer.get(URL + "ghi/"))
    assert "Trường Mầm non Thanh An" in page
    address = f"{URL}ghi/{province.here.school.code}/"
    page = text_of(officer.get(address))
    for words in ("Chăn ấm", part.code, need.code, "Xã Thanh An (80 chiếc)", 'value="50"'):
        assert words in page, words
    form = _form(part, upload=SimpleUploadedFile("bien-ban.pdf", A_PDF))
    page = text_of(officer.post(address, form, follow=True))
    row = Delivery.objects.get()
    for words in (row.code, "50 chiếc chăn ấm", "Ông Lò Văn Pâng", "đáp ứng 50 chiếc", "Bạn là người ghi", "Không đúng"):
        assert words in page, words
    assert "Đã nhận đủ" not in page
    assert officer.get(f"{URL}{row.pk}/bien-ban/").headers["Content-Disposition"].startswith("attachment")
    page = text_of(clerk.get(f"{URL}{row.pk}/"))
    assert "Đã nhận đủ" in page
    page = text_of(clerk.post(f"{URL}{row.pk}/nhan-du/", follow=True))
    assert "Đã xác nhận nhận đủ" in page
    need.refresh_from_db()
    assert (need.status, need.met_quantity) == (NeedStatus.MET, 50)
    assert row.code in text_of(clerk.get(f"{URL}?muc=da-xac-nhan"))
    assert row.code not in text_of(clerk.get(URL))


def test_sent_twice_it_is_one_delivery(province: Province, part: Allocation, officer: Client) -> None:
    address = f"{URL}ghi/{province.here.school.code}/"
    form = _form(part, **{f"amount_{part.pk}": "20", f"met_{part.pk}": "20"})
    for _time in range(2):
        officer.post(address, form)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("amount", "51", "chỉ còn 50 chiếc chưa bàn giao"),
        ("amount", "0", "Số bàn giao phải từ 1"),
        ("amount", "nhiều", "không phải số nguyên"),
        ("amount", "-3", "không thể âm"),
        ("met", "40", "giao hết thì phải ghi"),
        ("from", "999999", "Xin chọn một mục"),
        ("from", "", "Xin chọn kho"),
        ("pick", "", "Xin chọn ít nhất một phần"),
    ],
)
def test_what_is_wrong_with_a_part_is_said(province: Province, part: Allocation, officer: Client, box: str, typed: str, said: str) -> None:
    form = _form(part, **{f"{box}_{part.pk}": typed})
    assert said in text_of(officer.post(f"{URL}ghi/{province.here.school.code}/", form))
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("delivered_on", "01/01/2100", "tương lai"),
        ("delivered_on", "01/01/2026", "không thể bàn giao trước ngày"),
        ("giver_name", "", "Xin điền mục này"),
        ("receiver_name", "x" * 201, "tối đa 200"),
        ("note", "a\0", "ký tự lạ"),
    ],
)
def test_what_is_wrong_with_the_minutes_is_said(
    province: Province, part: Allocation, officer: Client, field: str, typed: str, said: str
) -> None:
    assert said in text_of(officer.post(f"{URL}ghi/{province.here.school.code}/", _form(part, **{field: typed})))
    assert not Delivery.objects.exists()


def test_the_school_says_that_it_is_not_right(part: Allocation, officer: Client, clerk: Client) -> None:
    row = a_delivery(part)
    assert "Xin điền" in text_of(clerk.post(f"{URL}{row.pk}/khong-dung/", {"reason": ""}))
    page = text_of(clerk.post(f"{URL}{row.pk}/khong-dung/", {"reason": "Thiếu 10 chiếc"}, follow=True))
    assert "Thiếu 10 chiếc" in page
    row.refresh_from_db()
    assert row.status == DeliveryStatus.REFUSED
    assert "không chuyển sang" in text_of(clerk.post(f"{URL}{row.pk}/nhan-du/"))
    assert "Thiếu 10 chiếc" in text_of(officer.get(f"{URL}?muc=tra-lai"))


def test_money_is_paid_in_cash_or_by_the_bank(province: Province, officer: Client) -> None:
    part = make_allocation(make_cash(province.here.unit, 6_000_000), unit=province.here.school)
    address = f"{URL}ghi/{province.here.school.code}/"
    page = text_of(officer.get(address))
    assert "6.000.000 đồng" in page
    form = _form(part, **{f"amount_{part.pk}": "6.000.000", f"from_{part.pk}": "tien-mat"})
    form.pop(f"met_{part.pk}")
    assert "6.000.000 đồng" in text_of(officer.post(address, form, follow=True))


def test_photos_stay_with_those_who_work_on_it(part: Allocation, clerk: Client, as_: AsRole, province: Province) -> None:
    row = a_delivery(part)
    files = [SimpleUploadedFile("a.jpg", a_photo()), SimpleUploadedFile("b.jpg", b"khong phai anh")]
    page = text_of(clerk.post(f"{URL}{row.pk}/anh/", {"photos": files, "may_show_faces": "on", "caption": "Trao chăn"}))
    assert "Lưu ảnh" in page  # the bad file is told, the good one kept
    shown = DeliveryPhoto.objects.get()
    page = text_of(clerk.get(f"{URL}{row.pk}/"))
    assert "không đăng" in page
    for query in ("", "?nho=1"):
        answer = clerk.get(f"{URL}{row.pk}/anh/{shown.pk}/{query}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        BytesIO(b"".join(answer.streaming_content)).read(2)  # type: ignore[attr-defined]
    stranger = as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    assert stranger.get(f"{URL}{row.pk}/anh/{shown.pk}/").status_code == 404


def test_the_neighbour_sees_none_of_it(part: Allocation, as_: AsRole, province: Province) -> None:
    row = a_delivery(part, upload=A_PDF)
    stranger = as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    assert row.code not in text_of(stranger.get(URL))
    for path in ("", "nhan-du/", "khong-dung/", "anh/", "bien-ban/"):
        assert stranger.get(f"{URL}{row.pk}/{path}").status_code == 404, path
    for path in ("nhan-du/", "khong-dung/", "anh/"):
        assert stranger.post(f"{URL}{row.pk}/{path}", {"reason": "x"}).status_code == 404, path
    assert stranger.get(f"{URL}ghi/{province.here.school.code}/").status_code == 404
    row.refresh_from_db()
    assert row.status == DeliveryStatus.HANDED_OVER


def test_nobody_signed_out_and_no_leader_hands_over(part: Allocation, as_: AsRole, province: Province, client: Client) -> None:
    row = a_delivery(part)
    for path in ("", "ghi/", f"{row.pk}/", f"{row.pk}/nhan-du/"):
        assert client.get(URL + path).status_code == 302, path
    leader = as_(RoleKind.LEADER, province.here.unit)
    assert leader.get(f"{URL}{row.pk}/").status_code == 200
    assert leader.get(URL + "ghi/").status_code == 403
    assert leader.post(f"{URL}{row.pk}/nhan-du/").status_code == 403
    assert "không làm việc này" in text_of(leader.post(f"{URL}{row.pk}/khong-dung/", {"reason": "Sai"}))


@pytest.mark.parametrize("n", [1, 6])
def test_query_counts(
    province: Province, as_: Callable[..., Client], django_assert_max_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    gift = make_goods(province.here.unit, 100)
    rows = [a_delivery(make_allocation(gift, amount=5, unit=province.here.school), amount=3) for _ in range(n)]
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    for path, most in (("", 18), (f"{rows[0].pk}/", 24), ("ghi/", 16), (f"ghi/{province.here.school.code}/", 24)):
        with django_assert_max_num_queries(most):
            officer.get(URL + path)
