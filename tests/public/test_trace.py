"""Where a gift is, for whoever knows its code: step by step, with no more names than the donor allowed, and quickly."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from chungtay.core import clock
from chungtay.donors.enums import PublicAs
from chungtay.support.actions.allocating import allocate
from chungtay.support.actions.receiving import refund, reverse_contribution
from chungtay.support.enums import Way
from chungtay.support.models import Contribution
from tests.make.donors import make_donor
from tests.make.gifts import make_cash
from tests.make.places import Province, make_province
from tests.make.programmes import make_programme
from tests.make.support import a_pledge

PAGE = "/theo-doi/"
DAY = date(2026, 9, 1)


@pytest.fixture
def province(db: None, monkeypatch: pytest.MonkeyPatch) -> Province:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 10, 1))
    return make_province()


@pytest.fixture
def gift(province: Province) -> Contribution:
    donor = make_donor(province.here.unit, name="Nguyễn Văn Kín", public_as=PublicAs.NONE, on=DAY)
    return make_cash(province.here.unit, 5_000_000, programme=make_programme(), donor=donor, on=DAY)


def shown(client: Client, code: str) -> str:
    answer = client.get(f"{PAGE}{code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_step_by_step(client: Client, province: Province, gift: Contribution) -> None:
    page = shown(client, gift.trace_code)
    assert "5.000.000 đồng" in page
    assert "Còn 5.000.000 đồng chưa phân bổ" in page
    assert page.count('class="is-done"') == 1
    allocate(gift, by=None, on=DAY, unit=province.here.school, amount=4_000_000)
    refund(gift, by=None, on=DAY, amount_vnd=1_000_000, way=Way.CASH, reason="gửi nhầm")
    page = shown(client, gift.trace_code)
    assert page.count('class="is-done"') == 2
    assert "Đã hoàn trả 1.000.000 đồng" in page
    assert "Chưa bàn giao" in page


def test_the_receipt_and_where_to_complain(client: Client, gift: Contribution) -> None:
    page = shown(client, gift.trace_code)
    for address in (f"/so-cai-mo/qua/?ma={gift.trace_code}", f"/phan-anh/?ma={gift.trace_code}"):
        assert f'href="{address}"' in page
        assert client.get(address).status_code == 200
    assert gift.trace_code in client.get(f"/phan-anh/?ma={gift.trace_code}").content.decode()


def test_nobody_is_named_who_did_not_allow_it(client: Client, gift: Contribution) -> None:
    page = shown(client, gift.trace_code)
    assert "Nguyễn Văn Kín" not in page
    assert "Nhà tài trợ không nêu tên" in page


def test_an_alias_is_what_stands_there(client: Client, province: Province) -> None:
    donor = make_donor(province.here.unit, name="Nguyễn Văn Kín", public_as=PublicAs.ALIAS, alias="Bạn của núi", on=DAY)
    page = shown(client, make_cash(province.here.unit, programme=make_programme(), donor=donor, on=DAY).trace_code)
    assert "Bạn của núi" in page
    assert "Nguyễn Văn Kín" not in page


def test_a_pledge_by_either_code_however_typed(client: Client, province: Province) -> None:
    pledge = a_pledge(at=province.here.school, programme=make_programme(), amount_vnd=2_000_000, on=DAY)
    for typed in (pledge.trace_code, pledge.trace_code.lower().replace("-", " "), pledge.payment_code.lower()):
        answer = client.get(PAGE, {"ma": typed})
        assert answer.headers["Location"] == f"{PAGE}{pledge.payment_code}/"
    assert "Chưa nhận được" in shown(client, pledge.payment_code)


def test_the_key_to_a_promise_is_not_shown_around(client: Client, province: Province) -> None:
    """Whoever is shown where the gift is must not be able to change what was promised."""
    pledge = a_pledge(at=province.here.school, programme=make_programme(), amount_vnd=2_000_000, on=DAY)
    answer = client.get(f"{PAGE}{pledge.trace_code}/")
    assert answer.headers["Location"] == f"{PAGE}{pledge.payment_code}/"
    assert pledge.trace_code not in shown(client, pledge.payment_code)
    assert client.get(f"/cam-ket/{pledge.payment_code}/").status_code == 404


@pytest.mark.parametrize("typed", ["", "x", "AAAA-BBBB-CCCC", "CT00000000", "<script>", "\0", "7" * 500, "' OR 1=1"])
def test_a_code_that_is_none_is_said_so(client: Client, gift: Contribution, typed: str) -> None:
    answer = client.get(PAGE, {"ma": typed})
    assert answer.status_code == 200
    assert "script>" not in answer.content.decode().split("<main")[1].replace("</script>", "") or typed != "<script>"
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_forged_address_is_404_with_the_box_to_try_again(client: Client, gift: Contribution) -> None:
    answer = client.get(f"{PAGE}AAAA-BBBB-CCCC/")
    assert answer.status_code == 404
    assert "Không có khoản ủng hộ nào" in answer.content.decode()


def test_taken_back_is_said(client: Client, gift: Contribution) -> None:
    reverse_contribution(gift, by=None, on=DAY, reason="ghi nhầm đơn vị")
    assert "đã được hủy" in shown(client, gift.trace_code)


def test_a_key_is_not_spread(client: Client, gift: Contribution) -> None:
    answer = client.get(f"{PAGE}{gift.trace_code}/")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"  # never to another host; and the page's own forms say whence they come
    assert "no-store" in answer.headers["Cache-Control"]


def test_few_questions_however_many_parts(
    client: Client, province: Province, gift: Contribution, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _part in range(20):
        allocate(gift, by=None, on=DAY, unit=province.here.school, amount=100_000)
    with django_assert_max_num_queries(14):
        shown(client, gift.trace_code)
