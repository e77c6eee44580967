"""Idle gifts, their aims, what was taken back; one gift's whole life on a page."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.needs.enums import NeedStatus
from chungtay.programmes.models import Programme
from chungtay.support.enums import PledgeStatus
from chungtay.support.minutes import Wish
from chungtay.support.models import Allocation, Refund, Substitution
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.needs import make_need, urgent
from tests.make.places import Province
from tests.make.support import a_pledge
from tests.web.support.conftest import text_of

TODAY = clock.today()
CAME = TODAY - timedelta(days=20)
URL = "/nguon-luc/"
AsRole = Callable[..., Client]


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


def test_idle_gifts_the_oldest_first(programme: Programme, province: Province, officer: Client) -> None:
    make_goods(province.here.unit, 30, on=CAME)
    old = make_cash(province.here.unit, on=CAME - timedelta(days=5))
    make_allocation(old, amount=4_000_000, unit=province.here.school, on=CAME)
    make_cash(province.there.unit, 77_000_000, on=CAME)
    page = text_of(officer.get(URL + "phan-bo/"))
    for words in ("6.000.000 đồng", "trong 10.000.000 đồng", "25 ngày", "30 chiếc"):
        assert words in page, words
    assert page.index("6.000.000") < page.index("30 chiếc")
    assert "77.000.000" not in page


def test_one_gift_over_several_needs(programme: Programme, province: Province, officer: Client) -> None:
    gift = make_cash(province.here.unit, on=CAME)
    plain = make_need(province.here.school, on=CAME)
    pressing = make_need(province.here.site, category="lunch", on=CAME, status=NeedStatus.PUBLISHED, cost_vnd=9_000_000, **urgent())
    make_need(province.there.school, on=CAME)
    url = f"{URL}{gift.pk}/phan-bo/"
    page = text_of(officer.get(url))
    assert page.index(pressing.code) < page.index(plain.code)
    assert "cấp bách" in page
    assert f"so_{plain.pk}" in page
    assert page.count('name="so_') == 2
    assert "Xin ghi số phân bổ" in text_of(officer.post(url, {}))
    assert "bao nhiêu của khoản này" in text_of(officer.post(url, {f"dap_{plain.pk}": "1"}))
    assert "chỉ còn 10.000.000 đồng" in text_of(officer.post(url, {f"so_{plain.pk}": "10.000.001", f"dap_{plain.pk}": "1"}))
    form = {f"so_{plain.pk}": "6 triệu", f"dap_{plain.pk}": "1", f"so_{pressing.pk}": "3.000.000"}
    page = text_of(officer.post(url, form, follow=True))
    assert "Đã phân bổ 2 phần" in page
    assert "1.000.000 đồng" in page
    assert [(row.amount, row.need_quantity, row.need_vnd) for row in Allocation.objects.order_by("amount")] == [
        (3_000_000, 0, 3_000_000),
        (6_000_000, 1, 0),
    ]


def test_what_was_promised_stands_there_until_some_of_it_went(programme: Programme, province: Province, officer: Client) -> None:
    need = make_need(province.here.school, on=CAME, status=NeedStatus.PUBLISHED, quantity=30, cost_vnd=6_000_000)
    pledge = a_pledge(need, amount_vnd=3_000_000, on=CAME, status=PledgeStatus.AGREED)
    gift = make_cash(province.here.unit, 3_000_000, pledge_line=pledge.lines.get(), on=CAME)
    url = f"{URL}{gift.pk}/phan-bo/"
    page = text_of(officer.get(url))
    assert re.search(rf'name="so_{need.pk}" value="3.000.000"', page)
    assert re.search(rf'name="dap_{need.pk}" value="15"', page)
    make_allocation(gift, need, amount=1_000_000, need_quantity=5, pledge_line=pledge.lines.get(), on=CAME)
    assert not re.search(rf'name="(so|dap)_{need.pk}" value', text_of(officer.get(url)))


def test_several_gifts_for_one_need(programme: Programme, province: Province, officer: Client) -> None:
    need = make_need(province.here.school, on=CAME, cost_vnd=20_000_000)
    gifts = [make_cash(province.here.unit, on=CAME), make_cash(province.here.unit, on=CAME, wish=Wish(need))]
    make_cash(province.here.unit, 1_000_000, on=CAME, wish=Wish(category="lunch"))
    url = f"{URL}phan-bo/nhu-cau/{need.pk}/"
    page = text_of(officer.get(url))
    assert page.index(f"so_{gifts[1].pk}") < page.index(f"so_{gifts[0].pk}")
    assert page.count('name="so_') == 2
    officer.post(url, {f"so_{gift.pk}": "5.000.000" for gift in gifts})
    assert Allocation.objects.filter(need=need, need_vnd=5_000_000).count() == 2


def test_for_a_unit_or_by_code(programme: Programme, province: Province, officer: Client) -> None:
    gift = make_goods(province.here.unit, 30, on=CAME)
    need = make_need(province.here.school, quantity=20, on=CAME)
    url = f"{URL}{gift.pk}/phan-bo/noi-khac/"
    assert "chọn nhu cầu" in text_of(officer.post(url, {"amount": "5"}))
    assert "Không có nhu cầu với mã này" in text_of(officer.post(url, {"amount": "5", "need": "NC-99999"}))
    officer.post(url, {"amount": "5", "unit": province.here.site.code})
    officer.post(url, {"amount": "20", "need": need.code.lower(), "need_quantity": "20"})
    assert [(row.amount, row.unit, row.need) for row in Allocation.objects.order_by("pk")] == [
        (5, province.here.site, None),
        (20, province.here.school, need),
    ]


def test_the_wish_and_the_donor_s_word(programme: Programme, province: Province, officer: Client) -> None:
    wished, other = make_need(province.here.school, on=CAME), make_need(province.here.site, category="lunch", on=CAME)
    gift = make_cash(province.here.unit, on=CAME, wish=Wish(wished))
    url = f"{URL}{gift.pk}/phan-bo/"
    page = text_of(officer.get(url))
    assert page.count('name="so_') == 1
    assert "đúng nhu cầu nhà tài trợ dành cho" in page
    refused = officer.post(url + "noi-khac/", {"amount": "1.000.000", "need": other.code})
    assert "dành khoản này cho" in text_of(refused)
    said = {"need": other.code, "reason": "Đã có người xây", "donor_said_on": TODAY.isoformat(), "how": "Gọi điện"}
    page = text_of(officer.post(f"{URL}{gift.pk}/doi-muc-dich/", said, follow=True))
    assert "Đã ghi lời đồng ý" in page
    assert wished.code in page
    assert other.code in page
    page = text_of(officer.post(url, {f"so_{other.pk}": "1.000.000"}, follow=True))
    assert "Phần này" not in page
    officer.post(url, {f"so_{other.pk}": "1.000.000", f"dap_{other.pk}": "1"})
    assert Allocation.objects.get().substitution == Substitution.objects.get()


def test_released_and_refunded(programme: Programme, province: Province, officer: Client) -> None:
    gift = make_cash(province.here.unit, on=CAME)
    part = make_allocation(gift, amount=4_000_000, unit=province.here.school, on=CAME)
    url = f"{URL}phan-bo/{part.pk}/huy/"
    assert "Xin điền mục này" in text_of(officer.post(url, {"reason": ""}))
    page = text_of(officer.post(url, {"reason": "Trường đã có"}, follow=True))
    assert "Đã hủy phân bổ" in page
    assert "Trường đã có" in page
    back = f"{URL}{gift.pk}/hoan-tra/"
    form = {"amount_vnd": "10.000.001", "way": "cash", "refunded_on": TODAY.isoformat(), "reason": "Xin lại"}
    assert "không đủ 10.000.001 đồng" in text_of(officer.post(back, form))
    page = text_of(officer.post(back, form | {"amount_vnd": "10.000.000"}, follow=True))
    assert "Đã ghi hoàn trả 10.000.000 đồng" in page
    assert Refund.objects.get().way == "cash"


def test_a_gift_s_whole_life(
    programme: Programme, province: Province, officer: Client, as_: AsRole, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    gift = make_cash(province.here.unit, on=CAME, note="trao tại sân trường")
    for amount in (1_000_000, 2_000_000, 3_000_000):
        make_allocation(gift, amount=amount, unit=province.here.school, on=CAME)
    with django_assert_max_num_queries(26):
        page = text_of(officer.get(f"{URL}{gift.pk}/"))
    for words in (gift.trace_code, "Tiền mặt", "trao tại sân trường", "3.000.000 đồng", "4.000.000 đồng", "Đã nhận, chưa phân bổ", "BT-"):
        assert words in page, words
    assert page.count(f'href="{URL}ban-giao/ghi/{province.here.school.code}/"') == 3
    assert "Đã nhận, chưa phân bổ → Đã phân bổ, chưa bàn giao" in page
    assert "Bàn giao" not in text_of(as_(RoleKind.LEADER, province.here.unit).get(f"{URL}{gift.pk}/")).split("<main")[1]


def test_the_neighbour_the_clerk_and_the_stranger(
    programme: Programme, province: Province, as_: AsRole, officer: Client, client: Client
) -> None:
    gift = make_cash(province.there.unit, on=CAME)
    part = make_allocation(gift, amount=1_000, unit=province.there.school, on=CAME)
    need = make_need(province.there.school, on=CAME)
    pages = ["", "hoan-tra/", "phan-bo/", "phan-bo/noi-khac/", "doi-muc-dich/"]
    urls = [*(f"{URL}{gift.pk}/{page}" for page in pages), f"{URL}phan-bo/{part.pk}/huy/", f"{URL}phan-bo/nhu-cau/{need.pk}/"]
    clerk = as_(RoleKind.CLERK, province.there.school)
    for url in urls:
        assert officer.get(url).status_code == 404, url
        assert client.get(url).headers["Location"].startswith("/dang-nhap/?next="), url
    for url in [*urls[1:], f"{URL}phan-bo/"]:
        assert clerk.get(url).status_code == 403, url


def test_query_counts(
    programme: Programme, province: Province, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    gifts = [make_cash(province.here.unit, on=CAME) for _ in range(4)]
    needs = [make_need(province.here.school, on=CAME, beneficiaries=10 + place) for place in range(4)]
    for url, most in (("phan-bo/", 16), (f"{gifts[0].pk}/phan-bo/", 22), (f"phan-bo/nhu-cau/{needs[0].pk}/", 18)):
        with django_assert_max_num_queries(most):
            assert officer.get(URL + url).status_code == 200
