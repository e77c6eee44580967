"""The ledger as staff see it: balances, entries, filters, one entry with its proof; only of one's own reach."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.ledger import merkle
from chungtay.ledger.actions import book, reverse, seal
from chungtay.ledger.models import Entry
from tests.make.ledger import BLANKETS, allocation, make_entry, receipt
from tests.make.places import Province
from tests.make.programmes import SLUG, make_programme

URL = "/so-cai/"
TODAY = clock.today()
AsRole = Callable[..., Client]


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.unit)


@pytest.fixture
def mine(province: Province) -> Entry:
    return make_entry(receipt(province.here.school, 1_500_000, gift="7K3M-Q9TX-2BFH", subject="TN-7"), on=TODAY)


@pytest.fixture
def theirs(province: Province) -> Entry:
    return make_entry(receipt(province.there.school, 42_000_042), on=TODAY)


def test_balances_and_entries_of_ones_reach(officer: Client, mine: Entry, theirs: Entry, province: Province) -> None:
    make_programme()
    make_entry(allocation(province.here.school, 500_000), on=TODAY)
    make_entry(receipt(province.here.school, 40, commodity=BLANKETS), on=TODAY)
    page = text_of(officer.get(URL))
    for said in ("1.500.000 đồng", "1.000.000 đồng", "40 chiếc chăn ấm", "Đã nhận, chưa phân bổ", mine.code, "Trường Mầm non Thanh An"):
        assert said in page
    assert "42.000.042" not in page


def test_another_commune_and_a_stranger(officer: Client, theirs: Entry, client: Client) -> None:
    assert officer.get(f"{URL}{theirs.pk}/").status_code == 404
    assert officer.get(f"{URL}{theirs.pk}/bang-chung/").status_code == 404
    assert client.get(URL).status_code == 302
    assert client.get(f"{URL}{theirs.pk}/").status_code == 302
    assert officer.post(URL).status_code == 405


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ma=7K3M-Q9TX-2BFH", True),
        ("ma=TN-7", True),
        ("ma=TN-8", False),
        ("loai=receipt", True),
        ("loai=delivery", False),
        (f"chuong_trinh={SLUG}", False),
        (f"tu={TODAY}", True),
        (f"den={TODAY - timedelta(days=1)}", False),
        ("don_vi=03316", True),
        ("ma=BT-999999999999999999", False),
        ("loai=x&tu=hôm+qua", True),
    ],
)
def test_filters(officer: Client, mine: Entry, query: str, found: bool) -> None:
    make_programme()
    page = officer.get(f"{URL}?{query}")
    assert page.status_code == 200
    assert (f'href="{URL}{mine.pk}/"' in text_of(page)) is found


def test_by_its_number(officer: Client, mine: Entry) -> None:
    other = make_entry(receipt(mine.debit.unit, 9), on=TODAY)
    page = text_of(officer.get(f"{URL}?ma=bt{mine.pk}"))
    assert (mine.code in page, f'href="{URL}{other.pk}/"' in page) == (True, False)


def test_pages_follow_each_other(officer: Client, province: Province) -> None:
    book([receipt(province.here.school, number) for number in range(1, 56)], by=None, on=TODAY)
    first = officer.get(URL)
    assert text_of(first).count('<th scope="row">') == 50
    second = text_of(officer.get(first.context["page"]["next_url"]))
    assert second.count('<th scope="row">') == 5


def test_an_entry_waits_for_the_night_and_is_then_proved(officer: Client, mine: Entry) -> None:
    assert "Chưa niêm phong" in text_of(officer.get(f"{URL}{mine.pk}/"))
    assert officer.get(f"{URL}{mine.pk}/bang-chung/").status_code == 404
    head = seal(clock.now())
    assert head is not None
    page = text_of(officer.get(f"{URL}{mine.pk}/"))
    assert "Bút toán đứng ở chỗ 0 trong 1 bút toán" in page
    assert head.root in page
    proof = json.loads(text_of(officer.get(f"{URL}{mine.pk}/bang-chung/")))
    assert merkle.leaf_hash(proof["line"].encode()).hex() == proof["root"] == head.root


def test_what_was_taken_back_says_so(officer: Client, mine: Entry) -> None:
    back = reverse(mine, by=None, on=TODAY, reason="Ghi nhầm trường")
    assert f"Đã hủy bằng {back.code}" in text_of(officer.get(f"{URL}{mine.pk}/"))
    assert f"Bút toán này hủy {mine.code}." in text_of(officer.get(f"{URL}{back.pk}/"))
    assert "đã hủy" in text_of(officer.get(URL))


def test_an_empty_book(officer: Client) -> None:
    assert "Chưa có bút toán nào" in text_of(officer.get(URL))


def test_query_count(officer: Client, province: Province, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    book([receipt(province.here.school, number) for number in range(1, 30)], by=None, on=TODAY)
    officer.get(URL)
    with django_assert_num_queries(10):
        officer.get(URL)
