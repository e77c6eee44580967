"""Accounts and statements on the screen: opened, closed, a file sent, seen, confirmed; the neighbour sees nothing."""

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.banking.actions import uploads
from chungtay.banking.actions.accounts import close_account
from chungtay.banking.actions.uploads import work_off
from chungtay.banking.models import BankAccount, Statement, StatementUpload
from chungtay.core import clock
from tests.make.banking import VIETCOMBANK, a_bank_account
from tests.make.places import Province
from tests.make.statements import ALine, a_loaded_statement, a_statement_file, some_lines

TODAY = clock.today()
NEXT = re.compile(r'href="([^"]+)" rel="next"')
URL = "/tai-khoan-ngan-hang/"
AsRole = Callable[..., Client]


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def account(province: Province) -> BankAccount:
    return a_bank_account(province.here.unit, note="Bữa ăn bán trú")


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


def sent(browser: Client, account: BankAccount, layout: str = "bidv", lines: list[ALine] | None = None, **changes: Any) -> str:
    """The page after a file was sent."""
    content = a_statement_file(layout, lines if lines is not None else some_lines(), account=account, **changes)
    file = SimpleUploadedFile("Sao kê tháng 3.csv", content)
    return text_of(browser.post(f"{URL}{account.pk}/nap/", {"file": file}, follow=True))


def upload_url() -> str:
    return f"{URL}tep/{StatementUpload.objects.latest('pk').pk}/"


def test_an_account_is_recorded_and_closed(province: Province, officer: Client) -> None:
    page = text_of(officer.get(URL))
    assert "Chưa ghi tài khoản nào" in page
    assert "Ngân hàng" in page  # in the menu
    form = {
        "unit": province.here.unit.code,
        "bank_bin": VIETCOMBANK,
        "number": "1021 000 001",
        "holder": "UBND XA THANH AN",
        "opened_on": "01/7/2025",
        "note": "Bữa ăn",
    }
    assert "Vietcombank (Ngân hàng TMCP Ngoại Thương Việt Nam)" in text_of(officer.get(URL + "mo/"))
    page = text_of(officer.post(URL + "mo/", form, follow=True))
    for words in ("Đã ghi tài khoản", "Vietcombank 1021000001", "UBND XA THANH AN", "Xã Thanh An", "Nạp sao kê"):
        assert words in page, words
    account = BankAccount.objects.get()
    assert "Đóng tài khoản này" in text_of(officer.get(f"{URL}{account.pk}/"))
    page = text_of(officer.post(f"{URL}{account.pk}/dong/", {"closed_on": f"{TODAY:%d/%m/%Y}"}, follow=True))
    assert "Đã đóng tài khoản" in page
    assert "Đóng tài khoản này" not in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("unit", "", "Xin ghi tên hoặc mã"),
        ("unit", "03349", "Không tìm thấy"),
        ("bank_bin", "123456", "Xin chọn một mục"),
        ("number", "12", "4 đến 19 chữ số"),
        ("number", "1\0", "ký tự lạ"),
        ("holder", "NGUYEN THI HOA", "giống tên một cá nhân"),
        ("opened_on", "32/1/2026", "Không có ngày"),
        ("opened_on", "01/01/2100", "tương lai"),
        ("note", "x" * 201, "tối đa 200"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(province: Province, officer: Client, field: str, typed: str, said: str) -> None:
    form = {"unit": province.here.unit.code, "bank_bin": VIETCOMBANK, "number": "1021000001", "holder": "UBND XA", "opened_on": "01/7/2025"}
    page = text_of(officer.post(URL + "mo/", form | {field: typed}))
    assert said in page
    assert "Cần sửa trước khi gửi" in page
    assert not BankAccount.objects.exists()


def test_a_statement_is_seen_then_loaded(account: BankAccount, officer: Client) -> None:
    page = sent(officer, account)
    for words in (
        "Sao kê tháng 3.csv",
        "BIDV",
        "01/3/2026 – 31/3/2026",
        "1.000.000 đồng",
        "153.000 đồng",
        "1.142.000 đồng",
        "Nạp 4 dòng mới",
    ):
        assert words in page, words
    assert not Statement.objects.exists()
    assert "Đã đọc, chờ xác nhận" in text_of(officer.get(f"{URL}{account.pk}/"))
    page = text_of(officer.post(upload_url(), {}, follow=True))
    assert "Đã nạp sao kê" in page
    statement = Statement.objects.get()
    page = text_of(officer.get(f"{URL}sao-ke/{statement.pk}/"))
    for words in ("ung ho bua an ban tru", "NGUYEN VAN AN", "50.000", "11.000", "dòng 6", "Nạp lúc"):
        assert words in page, words
    assert "31/3/2026" in text_of(officer.get(URL))
    response = officer.get(f"{URL}sao-ke/{statement.pk}/tep/")
    assert b"".join(response.streaming_content) == a_statement_file("bidv", some_lines(), account=account)  # type: ignore[attr-defined]
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "đã được nạp lúc" in sent(officer, account)


def test_known_lines_are_counted(account: BankAccount, officer: Client) -> None:
    a_loaded_statement(account, some_lines()[:2], ends=date(2026, 3, 2))
    page = sent(officer, account)
    assert "Dòng đã có, sẽ bỏ qua" in page
    assert "Nạp 2 dòng mới" in page
    assert "2 dòng mới; 2 dòng đã có" in text_of(officer.post(upload_url(), {}, follow=True))


def test_faults_stand_by_row_and_the_file_is_dropped(account: BankAccount, officer: Client) -> None:
    page = sent(officer, account, balances={1: 1})
    for words in ("Tệp có lỗi nên chưa nạp gì", "Số dư sau dòng này phải là 1.101.000, tệp ghi 1: lệch 1.100.999 đồng."):
        assert words in page, words
    assert "dòng mới" not in page
    assert "còn lỗi" in text_of(officer.post(upload_url(), {}))
    page = text_of(officer.post(upload_url() + "bo/", follow=True))
    assert "Đã bỏ tệp" in page
    assert "Đã bỏ" in text_of(officer.post(upload_url() + "bo/"))  # too late, said
    assert officer.get(upload_url() + "bo/").status_code == 405


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp này rỗng"),
        (b"%PDF-1.4 x", "không phải bảng tính"),
        (b"<html>", "không phải bảng tính"),
        (b"a;b\n", "Không thấy dòng tiêu đề"),
        (None, "Xin chọn một tệp"),
    ],
    ids=["empty", "pdf", "html", "no heading", "none"],
)
def test_what_is_no_statement(account: BankAccount, officer: Client, content: bytes | None, said: str) -> None:
    given = {"file": SimpleUploadedFile("x.xlsx", content)} if content is not None else {}
    assert said in text_of(officer.post(f"{URL}{account.pk}/nap/", given, follow=True))
    assert not Statement.objects.exists()


def test_balances_are_asked_for(account: BankAccount, officer: Client) -> None:
    page = sent(officer, account, "generic", no_head=True)
    assert "Tệp không ghi số dư" in page
    for typed, said in (
        ({"opening_vnd": "abc", "closing_vnd": ""}, "không phải số tiền"),
        ({"opening_vnd": "1,5", "closing_vnd": "0"}, "phần lẻ của đồng"),
    ):
        assert said in text_of(officer.post(upload_url() + "so-du/", typed))
    assert "lệch 142.000 đồng" in text_of(
        officer.post(upload_url() + "so-du/", {"opening_vnd": "1.000.000", "closing_vnd": "1.000.000"}, follow=True)
    )
    assert "Nạp 4 dòng mới" in text_of(officer.post(upload_url() + "so-du/", {"opening_vnd": "-142.000", "closing_vnd": "0"}, follow=True))


def test_missing_days_are_ticked(account: BankAccount, officer: Client) -> None:
    a_loaded_statement(account, [], starts=date(2026, 1, 1), ends=date(2026, 1, 31))
    page = sent(officer, account)
    assert "Chưa có sao kê từ ngày 01/02/2026 đến ngày 28/02/2026." in page
    assert "biết còn thiếu sao kê của những ngày này" in text_of(officer.post(upload_url(), {}))
    assert "Đã nạp sao kê" in text_of(officer.post(upload_url(), {"is_gap_known": "on"}, follow=True))


def test_progress_without_and_with_javascript(account: BankAccount, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SMALL", 0)
    page = sent(officer, account)
    for words in ("Đang chờ đọc", '<noscript><meta http-equiv="refresh"', 'hx-trigger="every 2s"', "<progress"):
        assert words in page, words
    work_off(at=clock.now())
    page = text_of(officer.get(upload_url()))
    assert "Nạp 4 dòng mới" in page
    assert "refresh" not in page
    assert "Đang chờ nạp" in text_of(officer.post(upload_url(), {}, follow=True))
    assert "Đang ở tình trạng" in text_of(officer.post(upload_url(), {}))
    work_off(at=clock.now())
    assert "Đã nạp sao kê" in text_of(officer.get(upload_url()))


def test_the_neighbour_and_the_stranger(account: BankAccount, province: Province, officer: Client, as_: AsRole, client: Client) -> None:
    sent(officer, account)
    statement = a_loaded_statement(account).statement
    paths = [
        f"{account.pk}/",
        f"{account.pk}/dong/",
        f"{account.pk}/nap/",
        upload_url().removeprefix(URL),
        upload_url().removeprefix(URL) + "so-du/",
    ]
    paths += [f"sao-ke/{statement.pk}/", f"sao-ke/{statement.pk}/tep/"]
    neighbour, leader = as_(RoleKind.COMMUNE_OFFICER, province.there.office), as_(RoleKind.LEADER, province.here.unit)
    assert account.number not in text_of(neighbour.get(URL))
    for path in paths:
        assert neighbour.get(URL + path).status_code == 404, path
        assert leader.get(URL + path).status_code == 403, path
        assert client.get(URL + path).headers["Location"].startswith("/dang-nhap/?next="), path
    for path in (paths[1], paths[2], paths[3], paths[4], paths[3] + "bo/"):
        assert neighbour.post(URL + path, {"is_gap_known": "on"}).status_code == 404, path
    assert URL not in text_of(leader.get("/"))


def test_lists_are_paged_and_cost_the_same(
    account: BankAccount, province: Province, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many = [
        ALine(date(2026, 3, 1 + place % 28), 1_000 + place, reference=f"R{place}") for place in sorted(range(230), key=lambda n: n % 28)
    ]
    statement = a_loaded_statement(account, many).statement
    for number in range(3):
        a_bank_account(province.here.school, holder=f"TRUONG MAM NON SO {number}")
    with django_assert_max_num_queries(12):
        officer.get(URL)
    with django_assert_max_num_queries(14):
        officer.get(f"{URL}{account.pk}/")
    with django_assert_max_num_queries(12):
        page = text_of(officer.get(f"{URL}sao-ke/{statement.pk}/"))
    seen, pages = page.count("<tr>") - 1, 1
    while (following := NEXT.search(page)) and pages < 9:
        page = text_of(officer.get(html.unescape(following[1])))
        seen, pages = seen + page.count("<tr>") - 1, pages + 1
    assert (seen, pages) == (230, 3)
    assert officer.get(f"{URL}sao-ke/{statement.pk}/?sau=x").status_code == 200


def test_a_closed_account_still_takes_the_statements_of_its_life(account: BankAccount, officer: Client) -> None:
    close_account(account, by=None, closed_on=date(2026, 3, 31), on=TODAY)
    assert "Nạp 4 dòng mới" in sent(officer, account)
    assert "Đóng ngày 31/3/2026" in text_of(officer.get(URL))
