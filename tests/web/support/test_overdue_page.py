"""What took too long, seen by the unit and by the level above, and on the first page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.support.actions.complaining import raise_complaint
from chungtay.support.models import Contribution
from chungtay.support.overdue import Stage
from tests.make.banking import a_bank_account
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.money import a_line
from tests.make.places import Province
from tests.make.support import a_delivery
from tests.web.support.conftest import text_of
from tests.web.support.test_contribution_pages import AsRole

TODAY = clock.today()
URL = "/nguon-luc/qua-han/"


def late(province: Province) -> None:
    long_ago = TODAY - timedelta(days=70)
    make_cash(province.here.unit, on=long_ago)
    gift = make_goods(province.here.unit, on=long_ago)
    make_allocation(gift, amount=10, unit=province.here.school, on=long_ago)
    a_delivery(make_allocation(gift, amount=10, unit=province.here.school, on=long_ago), on=long_ago)
    raise_complaint(province.here.unit, on=long_ago, text="Trường chưa nhận được chăn nào.")


def test_the_commune_sees_its_units_and_each_thing(province: Province, as_: AsRole) -> None:
    late(province)
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    page = text_of(officer.get(URL))
    for words in ("Xã Thanh An", "Trường Mầm non Thanh An", "Phản ánh chưa trả lời", "Bàn giao chưa được xác nhận: 1"):
        assert words in page, words
    for stage in Stage:
        page = text_of(officer.get(f"{URL}?viec={stage.value}"))
        assert (re.search(r"quá \d+ ngày", page) is not None) is (stage not in (Stage.PLEDGE, Stage.LINE)), stage


def test_each_thing_leads_to_itself(province: Province, as_: AsRole) -> None:
    late(province)
    idle, line = Contribution.objects.get(way="cash"), a_line(a_bank_account(province.here.unit), day=TODAY - timedelta(days=70))
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    for stage, address in ((Stage.IDLE, f"/nguon-luc/{idle.pk}/"), (Stage.LINE, f"/nguon-luc/sao-ke/{line.pk}/")):
        assert f'href="{address}"' in text_of(officer.get(f"{URL}?viec={stage.value}"))
        assert officer.get(address).status_code == 200


def test_the_province_sees_communes(province: Province, as_: AsRole) -> None:
    late(province)
    page = text_of(as_(RoleKind.PROVINCE_OFFICER, province.unit).get(URL))
    assert "Xã Thanh An" in page
    assert "Trường Mầm non Thanh An" not in page


def test_the_country_sees_provinces(province: Province, as_: AsRole) -> None:
    late(province)
    page = text_of(as_(RoleKind.ADMINISTRATOR, province.country).get(URL))
    assert "Tỉnh Điện Biên" in page
    assert "Xã Thanh An" not in page


def test_nothing_late_and_nothing_of_others(province: Province, as_: AsRole, client: Client) -> None:
    late(province)
    page = text_of(as_(RoleKind.COMMUNE_OFFICER, province.there.unit).get(f"{URL}?viec=gì-đó"))
    assert "Không có việc nào quá hạn" in page
    assert client.get(URL).status_code == 302


def test_the_first_page_says_what_waits(province: Province, as_: AsRole) -> None:
    late(province)
    make_cash(province.here.unit, on=TODAY - timedelta(days=31))
    page = text_of(as_(RoleKind.COMMUNE_OFFICER, province.here.unit).get("/"))
    for words in ("Phản ánh chờ trả lời", "Phản ánh chưa trả lời", "Khoản đã nhận chưa phân bổ hết", f"{URL}?viec=chua-phan-bo"):
        assert words in page, words
    clerk = text_of(as_(RoleKind.CLERK, province.here.school).get("/"))
    assert "Bàn giao chờ trường xác nhận" in clerk
    assert "Phản ánh" not in clerk


@pytest.mark.parametrize("n", [1, 4])
def test_query_count(province: Province, as_: AsRole, django_assert_max_num_queries: DjangoAssertNumQueries, n: int) -> None:
    for _ in range(n):
        late(province)
    officer = as_(RoleKind.PROVINCE_OFFICER, province.unit)
    with django_assert_max_num_queries(16):
        officer.get(f"{URL}?viec=chua-ban-giao")
