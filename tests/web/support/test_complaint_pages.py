"""Complaints for officers: what waits first, how to reach who complained, and one answer on record."""

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.needs.enums import NeedStatus
from chungtay.support.actions.complaining import raise_complaint
from chungtay.support.enums import ComplaintStatus
from chungtay.support.models import Complaint
from tests.make.gifts import make_allocation, make_goods
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.support import a_delivery, a_pledge
from tests.web.support.conftest import text_of
from tests.web.support.test_contribution_pages import AsRole

URL = "/nguon-luc/phan-anh/"
TEXT = "Trường báo chưa nhận được chăn nào."


def raised(province: Province) -> Complaint:
    return raise_complaint(province.here.unit, on=clock.today(), text=TEXT, subject="BG-7K3MQ9TX", contact="0912 345 678")


def test_read_and_answered(province: Province, as_: AsRole) -> None:
    row, officer = raised(province), as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    assert TEXT in text_of(officer.get(URL))
    page = text_of(officer.get(f"{URL}{row.pk}/"))
    for words in (row.code, TEXT, "BG-7K3MQ9TX", "0912 345 678", f"/phan-anh/{row.code}/"):
        assert words in page, words
    assert "Xin điền" in text_of(officer.post(f"{URL}{row.pk}/", {"answer": ""}))
    assert "viết rõ hơn" in text_of(officer.post(f"{URL}{row.pk}/", {"answer": "ừ"}))
    assert "Đã trả lời phản ánh" in text_of(officer.post(f"{URL}{row.pk}/", {"answer": "Đã giao hôm qua cho trường."}, follow=True))
    row.refresh_from_db()
    assert row.status == ComplaintStatus.ANSWERED
    officer.post(f"{URL}{row.pk}/", {"answer": "Một câu trả lời khác."})
    row.refresh_from_db()
    assert row.answer == "Đã giao hôm qua cho trường."
    assert TEXT in text_of(officer.get(f"{URL}?muc=da-tra-loi"))
    assert TEXT not in text_of(officer.get(URL))


def test_the_thing_complained_about_is_one_step_away(province: Province, as_: AsRole) -> None:
    need = make_need(province.here.school, status=NeedStatus.PUBLISHED)
    gift, pledge = make_goods(province.here.unit), a_pledge(at=province.here.school, amount_vnd=1_000_000)
    part = make_allocation(gift, amount=10, unit=province.here.school)
    delivery = a_delivery(make_allocation(gift, amount=10, unit=province.here.school))
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    for code, address in (
        (need.code, f"/nhu-cau/{need.pk}/"),
        (gift.trace_code, f"/nguon-luc/{gift.pk}/"),
        (part.code, f"/nguon-luc/{gift.pk}/"),
        (pledge.trace_code, f"/nguon-luc/cam-ket/{pledge.pk}/"),
        (delivery.code, f"/nguon-luc/ban-giao/{delivery.pk}/"),
    ):
        row = raise_complaint(province.here.unit, on=clock.today(), text=TEXT, subject=code)
        assert f'href="{address}"' in text_of(officer.get(f"{URL}{row.pk}/")), code
        assert officer.get(address).status_code == 200, code


def test_not_for_others(province: Province, as_: AsRole, client: Client) -> None:
    row = raised(province)
    stranger, clerk = as_(RoleKind.COMMUNE_OFFICER, province.there.unit), as_(RoleKind.CLERK, province.here.school)
    assert TEXT not in text_of(stranger.get(URL))
    assert stranger.get(f"{URL}{row.pk}/").status_code == 404
    assert stranger.post(f"{URL}{row.pk}/", {"answer": "Đã giao hôm qua cho trường."}).status_code == 404
    assert clerk.get(f"{URL}{row.pk}/").status_code == 403
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("n", [1, 6])
def test_query_count(province: Province, as_: AsRole, django_assert_max_num_queries: DjangoAssertNumQueries, n: int) -> None:
    for _ in range(n):
        raised(province)
    officer = as_(RoleKind.COMMUNE_OFFICER, province.here.unit)
    with django_assert_max_num_queries(14):
        officer.get(URL)
