"""The queue of statement lines: proposed, booked with one button, said in full, taken back; in one's scope alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.banking.models import BankAccount, StatementUpload
from chungtay.programmes.models import Programme
from chungtay.support.actions.matching import Gift, book_gift
from chungtay.support.actions.receiving import refund
from chungtay.support.enums import LineUse, PledgeStatus
from chungtay.support.models import Contribution, LineBooking
from tests.make.banking import a_bank_account
from tests.make.donors import make_donor
from tests.make.money import a_line, found_broken, take
from tests.make.places import Province
from tests.make.statements import ALine, a_statement_file
from tests.make.support import a_pledge
from tests.web.support.conftest import text_of

URL = "/nguon-luc/sao-ke/"
DAY = date(2026, 3, 10)
AsRole = Callable[..., Client]


@pytest.fixture
def account(province: Province) -> BankAccount:
    return a_bank_account(province.here.unit)


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


def test_a_code_is_marked_and_one_button_books(programme: Programme, province: Province, account: BankAccount, officer: Client) -> None:
    pledge = a_pledge(at=province.here.school, amount_vnd=5_000_000, on=DAY, status=PledgeStatus.AGREED)
    line = a_line(account, description=f"MBVCB.1.{pledge.payment_code}.CT tu 0123")
    page = text_of(officer.get(URL))
    for words in (f"<mark>{pledge.payment_code}</mark>", "Chắc chắn", "đúng mã chuyển khoản", pledge.donor.name, "Ghi sổ 1 dòng chắc chắn"):
        assert words in page, words
    row = officer.post(f"{URL}{line.pk}/ghi/", {"chon": f"gift:{pledge.pk}"}, headers={"HX-Request": "true"})
    assert text_of(row).strip().startswith(f'<li class="card line" id="dong-{line.pk}"')
    assert "Đã ghi sổ" in text_of(row)
    assert Contribution.objects.get().pledge_line == pledge.lines.get()
    again = text_of(officer.post(f"{URL}{line.pk}/ghi/", {"chon": f"gift:{pledge.pk}"}, headers={"HX-Request": "true"}))
    assert "đã được ghi sổ rồi" in again
    assert pledge.donor.name in text_of(officer.get(URL + "?muc=xong"))


def test_without_a_script_the_list_comes_again(programme: Programme, account: BankAccount, officer: Client) -> None:
    line = a_line(account, 12_000, description="TRA LAI TIEN GUI")
    assert "Lãi tiền gửi" in text_of(officer.get(URL))
    page = text_of(officer.post(f"{URL}{line.pk}/ghi/", {"chon": f"interest:{programme.pk}"}, follow=True))
    assert "Đã ghi sổ dòng +12.000 đồng" in page
    page = text_of(officer.post(f"{URL}{line.pk}/ghi/", {"chon": f"interest:{programme.pk}"}, follow=True))
    assert "đã được ghi sổ rồi" in page


@pytest.mark.parametrize(
    "choice", ["", "gift:", "gift:x", "gift:99999999999999999999", "gift:²", "fee:1", "payment:3", "bogus:1", "interest:0"]
)
def test_a_made_up_choice_is_refused(programme: Programme, account: BankAccount, officer: Client, choice: str) -> None:
    line = a_line(account)
    page = text_of(officer.post(f"{URL}{line.pk}/ghi/", {"chon": choice}, headers={"HX-Request": "true"}))
    assert 'role="alert"' in page
    assert not LineBooking.objects.exists()


def test_all_that_are_certain(programme: Programme, province: Province, account: BankAccount, officer: Client) -> None:
    pledges = [a_pledge(at=province.here.school, amount_vnd=1_000_000, on=DAY, status=PledgeStatus.AGREED) for _ in range(3)]
    take(
        account,
        [*(ALine(DAY, 1_000_000, f"ck {one.payment_code}", f"FT{one.pk}") for one in pledges), ALine(DAY, 70_000, "xin chao", "FT9")],
    )
    page = text_of(officer.post(f"{URL}ghi-het/", follow=True))
    assert "Đã ghi sổ 3 dòng" in page
    assert LineBooking.objects.count() == 3
    assert "xin chao" in text_of(officer.get(URL + "?muc=chua-ro"))


def test_said_in_full(programme: Programme, province: Province, account: BankAccount, officer: Client) -> None:
    donor = make_donor(province.here.unit, name="Hội Chữ thập đỏ")
    line = a_line(account)
    page = text_of(officer.get(f"{URL}{line.pk}/"))
    assert "Tiền ủng hộ" in page
    assert "Phí ngân hàng" not in page
    bad = {"use": "gift", "programme": programme.slug, "pledge": "CT00000000"}
    assert "Không có cam kết với mã này" in text_of(officer.post(f"{URL}{line.pk}/", bad))
    officer.post(f"{URL}{line.pk}/", {"use": "gift", "programme": programme.slug, "donor": "hội chữ thập đỏ"})
    row = Contribution.objects.get()
    assert (row.donor, row.giver) == (donor, donor.name)
    out = a_line(account, -2_000, day=date(2026, 3, 11))
    assert "Tiền ủng hộ" not in text_of(officer.get(f"{URL}{out.pk}/"))
    assert "Không có khoản nào" in text_of(officer.post(f"{URL}{out.pk}/", {"use": "fee", "contribution": "7777-7777-7777"}))
    officer.post(f"{URL}{out.pk}/", {"use": "fee", "contribution": row.trace_code})
    other = a_line(account, 9_000, day=date(2026, 3, 12))
    officer.post(f"{URL}{other.pk}/", {"use": "other_in", "note": "Tiền thuê hội trường"})
    given = refund(row, by=None, on=date(2026, 3, 20), amount_vnd=100_000, way="bank", reason="Chuyển nhầm")
    back = a_line(account, -100_000, day=date(2026, 3, 13))
    officer.post(f"{URL}{back.pk}/", {"use": "refund", "refund": str(given.pk)})
    assert list(LineBooking.objects.order_by("pk").values_list("use", flat=True)) == ["gift", "fee", "other_in", "refund"]
    assert "Phí ngân hàng" in text_of(officer.get(URL + "?muc=xong"))


@pytest.mark.parametrize(
    ("use", "said"),
    [("", "Xin chọn"), ("fee", "Xin chọn"), ("gift", "chọn chương trình"), ("other_in", "Xin điền mục này"), ("cash_in", "Không đủ trong")],
)
def test_what_is_missing_is_said(programme: Programme, account: BankAccount, officer: Client, use: str, said: str) -> None:
    line = a_line(account)
    more = {"programme": programme.slug} if use == "cash_in" else {"programme": "khac"} if use == "gift" else {}
    page = text_of(officer.post(f"{URL}{line.pk}/", {"use": use} | more))
    assert said in page or (use == "gift" and "Xin chọn một mục" in page)
    assert not LineBooking.objects.exists()


def test_taken_back(programme: Programme, account: BankAccount, officer: Client) -> None:
    line = a_line(account)
    book_gift(line, by=None, on=date(2026, 3, 20), gift=Gift(programme=programme))
    assert "Xin điền mục này" in text_of(officer.post(f"{URL}{line.pk}/huy/", {"reason": ""}))
    page = text_of(officer.post(f"{URL}{line.pk}/huy/", {"reason": "Nhầm"}, follow=True))
    assert "chờ được ghi sổ lại" in page
    assert not Contribution.objects.standing().exists()


def test_the_neighbour_the_clerk_and_the_stranger(
    programme: Programme, province: Province, as_: AsRole, officer: Client, client: Client
) -> None:
    line = a_line(a_bank_account(province.there.unit), description="cua xa ben")
    assert "cua xa ben" not in text_of(officer.get(URL + "?muc=chua-ro"))
    for path in (f"{line.pk}/", f"{line.pk}/huy/"):
        assert officer.get(URL + path).status_code == 404, path
    assert officer.post(f"{URL}{line.pk}/ghi/", {"chon": "gift:1"}).status_code == 404
    clerk = as_(RoleKind.CLERK, province.there.school)
    for path in ("", f"{line.pk}/"):
        assert clerk.get(URL + path).status_code == 403
        assert client.get(URL + path).headers["Location"].startswith("/dang-nhap/?next="), path


@pytest.mark.parametrize("query", ["muc=x", "muc=%00", "sau=%00", "sau=xyz", "muc=xong&sau=xyz"])
def test_bad_addresses_are_pages(programme: Programme, account: BankAccount, officer: Client, query: str) -> None:
    a_line(account)
    assert officer.get(f"{URL}?{query}").status_code == 200


def test_many_are_paged_and_cost_no_more(
    programme: Programme, province: Province, account: BankAccount, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_pledge(at=province.here.school, amount_vnd=1_000, on=DAY)
    lines: list[Any] = [ALine(DAY, 10_000 + place, f"la {place}", f"FT{place}") for place in range(45)]
    take(account, lines)
    with django_assert_max_num_queries(24):
        page = text_of(officer.get(URL + "?muc=chua-ro"))
    assert page.count("data-line") == 40
    after = page.split("sau=")[1].split('"')[0]
    assert text_of(officer.get(f"{URL}?muc=chua-ro&sau={after}")).count("data-line") == 5
    assert str(LineUse.GIFT.label) not in page


def test_a_file_that_is_confirmed_stands_in_the_queue(programme: Programme, account: BankAccount, officer: Client) -> None:
    content = a_statement_file("bidv", [ALine(DAY, 640_000, "gui cac chau", "FT1")], account=account)
    file = SimpleUploadedFile("sao-ke.csv", content)
    officer.post(f"/tai-khoan-ngan-hang/{account.pk}/nap/", {"file": file})
    assert "gui cac chau" not in text_of(officer.get(URL + "?muc=chua-ro"))
    officer.post(f"/tai-khoan-ngan-hang/tep/{StatementUpload.objects.get().pk}/")
    assert "gui cac chau" in text_of(officer.get(URL + "?muc=chua-ro"))
    assert found_broken() == {}
