"""The stores on the pages: what lies where, how it came and went, carrying and losing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.ledger.enums import AccountKind
from chungtay.ledger.models import Account
from chungtay.places.models import OrgUnit
from chungtay.support.actions import delivering, storing
from chungtay.support.models import Contribution, Loss, StoreBalance, StoreMove
from tests.make.files import A_PDF
from tests.make.gifts import make_allocation, make_goods
from tests.make.places import Province
from tests.make.support import a_delivery
from tests.web.support.conftest import text_of
from tests.web.support.test_contribution_pages import AsRole

TODAY = clock.today()
URL = "/nguon-luc/kho/"


@pytest.fixture
def gift(province: Province) -> Contribution:
    return make_goods(province.here.unit, 100)


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.unit)


def shelf(place: OrgUnit) -> str:
    return f"{URL}{Account.objects.get(kind=AccountKind.STORE, unit=place).pk}/"


def lies(gift: Contribution, place: OrgUnit) -> StoreBalance:
    return StoreBalance.objects.get(contribution=gift, place=place)


def test_what_came_went_and_was_lost_adds_up(province: Province, gift: Contribution, officer: Client) -> None:
    here = province.here
    storing.move_goods(gift, by=None, on=TODAY, origin=here.unit, to=here.school, quantity=30)
    storing.record_loss(gift, by=None, on=TODAY, place=here.unit, kind="broken", quantity=4, reason="Ướt khi dột mái", upload=A_PDF)
    part = make_allocation(gift, amount=20, unit=here.school)
    delivering.refuse_delivery(a_delivery(part, amount=7), by=None, on=TODAY, reason="Thiếu")
    a_delivery(part, amount=20)
    page = text_of(officer.get(URL))
    assert page.index("Xã Thanh An") < page.index("46 chiếc") < page.index("Trường Mầm non Thanh An") < page.index("30 chiếc")
    page = text_of(officer.get(shelf(here.unit)))
    for words in ("100 chiếc", "50 chiếc", "4 chiếc", "46 chiếc", "Ướt khi dột mái", "Hủy: Bàn giao", gift.trace_code):
        assert words in page, words
    loss = Loss.objects.get()
    assert officer.get(f"{URL}mat-hong/{loss.pk}/bien-ban/").headers["Content-Disposition"].startswith("attachment")


def test_carried_from_the_page(province: Province, gift: Contribution, officer: Client) -> None:
    address = f"{URL}khoan/{lies(gift, province.here.unit).pk}/chuyen/"
    assert "Còn ở đây" in text_of(officer.get(address))
    form = {"to": province.here.school.code, "quantity": "40", "moved_on": str(TODAY), "carrier": "Ông Pâng"}
    assert "60 chiếc" in text_of(officer.post(address, form, follow=True))
    for change, said in (
        ({"quantity": "61"}, "chỉ còn 60 chiếc"),
        ({"quantity": "0"}, "từ 1 trở lên"),
        ({"to": province.here.unit.code}, "khác nơi đi"),
        ({"to": province.there.school.code}, "Không tìm thấy"),
        ({"moved_on": "01/01/2100"}, "tương lai"),
        ({"moved_on": "01/01/2026"}, "trước ngày nhận"),
    ):
        assert said in text_of(officer.post(address, form | change)), said
    assert StoreMove.objects.count() == 1


def test_lost_from_the_page_with_minutes(province: Province, gift: Contribution, officer: Client) -> None:
    make_allocation(gift, amount=90, unit=province.here.school)
    address = f"{URL}khoan/{lies(gift, province.here.unit).pk}/mat-hong/"
    assert "10 chiếc" in text_of(officer.get(address))

    def form(**changes: str) -> dict[str, object]:
        given = {"kind": "lost", "quantity": "10", "lost_on": str(TODAY), "reason": "Mất trộm"}
        return {**given, "upload": SimpleUploadedFile("bb.pdf", A_PDF), **changes}

    assert "chỉ còn 10 chiếc chưa phân bổ" in text_of(officer.post(address, form(quantity="11")))
    assert "Xin chọn một tệp" in text_of(officer.post(address, {**form(), "upload": ""}))
    assert "Xin điền" in text_of(officer.post(address, form(reason="")))
    assert "90 chiếc" in text_of(officer.post(address, form(), follow=True))
    assert Loss.objects.get().quantity == 10


def test_nothing_of_the_neighbours_stores(province: Province, gift: Contribution, as_: AsRole, client: Client) -> None:
    storing.record_loss(gift, by=None, on=TODAY, place=province.here.unit, kind="lost", quantity=1, reason="Mất trộm", upload=A_PDF)
    stranger, leader = as_(RoleKind.COMMUNE_OFFICER, province.there.unit), as_(RoleKind.LEADER, province.here.unit)
    row = lies(gift, province.here.unit)
    assert "Kho đang trống" in text_of(stranger.get(URL))
    paths = [shelf(province.here.unit), f"{URL}khoan/{row.pk}/chuyen/", f"{URL}khoan/{row.pk}/mat-hong/"]
    for path in (*paths, f"{URL}mat-hong/{Loss.objects.get().pk}/bien-ban/"):
        assert stranger.get(path).status_code == 404, path
        assert client.get(path).status_code == 302, path
    assert leader.get(shelf(province.here.unit)).status_code == 200
    assert leader.post(f"{URL}khoan/{row.pk}/chuyen/").status_code == 403


@pytest.mark.parametrize("n", [1, 5])
def test_query_counts(province: Province, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries, n: int) -> None:
    for _ in range(n):
        gift = make_goods(province.here.unit, 100)
        storing.move_goods(gift, by=None, on=TODAY, origin=province.here.unit, to=province.here.school, quantity=30)
    with django_assert_max_num_queries(16):
        officer.get(URL)
    with django_assert_max_num_queries(18):
        officer.get(shelf(province.here.unit))
