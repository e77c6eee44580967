"""A file on its way: read, shown, confirmed, loaded; small ones at once, large ones by the worker, a lost one once more."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.banking.actions import uploads
from chungtay.banking.actions.uploads import confirm_upload, drop_upload, send_file, take_up, type_balances, work_off
from chungtay.banking.enums import UploadStatus
from chungtay.banking.models import BankAccount, Statement, StatementLine, StatementUpload
from chungtay.banking.reading.asked import read_statement
from chungtay.core.errors import RuleBroken
from tests.banking.conftest import TODAY
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.statements import a_loaded_statement, a_statement_file, some_lines

AT = datetime(2026, 4, 1, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MARCH = some_lines(8)


def sent(account: BankAccount, layout: str = "bidv", **changes: Any) -> StatementUpload:
    file = a_statement_file(layout, MARCH, account=account, **changes)
    return send_file(account, by=None, upload=file, name="sao ke.csv", on=TODAY)


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every file were large."""
    monkeypatch.setattr(uploads, "SMALL", 0)


def test_a_small_file_is_read_and_loaded_at_once(account: BankAccount, province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    upload = sent(account)
    assert upload.status == UploadStatus.READ
    assert not Statement.objects.exists()
    told = upload.findings
    assert (told["layout"], told["starts"], told["ends"], told["count"], told["known"]) == ("bidv", "2026-03-01", "2026-03-31", 8, 0)
    assert (told["faults"], told["gaps"], told["opening"] + told["credit"] - told["debit"]) == ([], [], told["closing"])
    upload = confirm_upload(upload, by=officer, on=TODAY)
    assert upload.status == UploadStatus.LOADED
    assert upload.statement is not None
    assert (upload.statement.loaded_by, upload.statement.lines.count()) == (officer, 8)


@pytest.mark.usefixtures("_large")
def test_a_large_file_waits_for_the_worker(account: BankAccount) -> None:
    upload = sent(account)
    assert (upload.status, upload.findings) == (UploadStatus.WAITING, {})
    assert work_off(at=AT, stopped=lambda: True) == 0
    assert work_off(at=AT) == 1
    upload.refresh_from_db()
    assert upload.status == UploadStatus.READ
    assert work_off(at=AT) == 0
    assert confirm_upload(upload, by=None, on=TODAY).status == UploadStatus.CONFIRMED
    assert work_off(at=AT) == 1
    upload.refresh_from_db()
    assert (upload.status, StatementLine.objects.count()) == (UploadStatus.LOADED, 8)


def test_faults_are_shown_and_cannot_be_confirmed(account: BankAccount) -> None:
    upload = sent(account, balances={2: 5})
    assert upload.status == UploadStatus.READ
    assert [row for row, _ in upload.findings["faults"]] == [8, 9]
    with pytest.raises(RuleBroken, match="còn lỗi"):
        confirm_upload(upload, by=None, on=TODAY)
    assert drop_upload(upload, by=None, on=TODAY).status == UploadStatus.DROPPED
    assert AuditEntry.objects.filter(act="statement.dropped").exists()
    with pytest.raises(RuleBroken, match="Đã bỏ"):
        confirm_upload(upload, by=None, on=TODAY)


def test_a_file_that_cannot_be_read(account: BankAccount) -> None:
    upload = send_file(account, by=None, upload=b"a;b\n1;2\n", name="x.csv", on=TODAY)
    assert upload.status == UploadStatus.REFUSED
    assert "Không thấy dòng tiêu đề" in upload.findings["refusal"]


def test_balances_are_typed_and_the_file_read_again(account: BankAccount) -> None:
    upload = sent(account, "generic", no_head=True)
    assert (upload.status, upload.findings["opening"]) == (UploadStatus.READ, None)
    with pytest.raises(RuleBroken, match="còn lỗi"):
        confirm_upload(upload, by=None, on=TODAY)
    closing = 1_000_000 + sum(line.amount for line in MARCH)
    wrong = type_balances(upload, by=None, on=TODAY, opening_vnd=1_000_000, closing_vnd=closing - 1)
    assert "lệch 1 đồng" in wrong.findings["faults"][0][1]
    right = type_balances(upload, by=None, on=TODAY, opening_vnd=1_000_000, closing_vnd=closing)
    assert confirm_upload(right, by=None, on=TODAY).status == UploadStatus.LOADED


def test_missing_days_are_confirmed_knowingly(account: BankAccount) -> None:
    a_loaded_statement(account, [], starts=MARCH[0].day.replace(month=1), ends=MARCH[0].day.replace(month=1, day=31))
    upload = sent(account)
    assert len(upload.findings["gaps"]) == 1
    with pytest.raises(RuleBroken, match="biết còn thiếu") as refusal:
        confirm_upload(upload, by=None, on=TODAY)
    assert refusal.value.field == "is_gap_known"
    assert confirm_upload(upload, by=None, on=TODAY, is_gap_known=True).status == UploadStatus.LOADED


def test_what_came_between_reading_and_confirming_counts(account: BankAccount) -> None:
    first, second = sent(account), sent(account, "vietcombank")
    confirm_upload(first, by=None, on=TODAY)
    assert second.findings["known"] == 0
    second = confirm_upload(second, by=None, on=TODAY)
    assert (second.status, second.findings["known"]) == (UploadStatus.LOADED, 8)
    assert StatementLine.objects.count() == 8
    third = sent(account, "techcombank", opening=999_999)
    assert "lệch 1 đồng" in third.findings["faults"][0][1]


def test_the_same_file_twice_on_its_way(account: BankAccount) -> None:
    first, twin = sent(account), sent(account)
    confirm_upload(first, by=None, on=TODAY)
    with pytest.raises(RuleBroken, match="đã được nạp lúc"):
        sent(account)
    twin = confirm_upload(twin, by=None, on=TODAY)
    assert (twin.status, twin.findings["refusal"]) == (UploadStatus.REFUSED, "Tệp này đã được nạp rồi.")
    assert Statement.objects.count() == 1


@pytest.mark.usefixtures("_large")
def test_two_workers_take_a_file_once(account: BankAccount) -> None:
    upload = sent(account)
    same = StatementUpload.objects.get(pk=upload.pk)
    assert take_up(upload, at=AT, on=TODAY)
    assert not take_up(same, at=AT, on=TODAY)


@pytest.mark.usefixtures("_large")
def test_what_a_lost_worker_left_is_taken_up_again(account: BankAccount) -> None:
    upload = sent(account)
    StatementUpload.objects.update(status=UploadStatus.READING, taken_at=AT)
    assert work_off(at=AT + timedelta(minutes=1)) == 0
    assert work_off(at=AT + timedelta(minutes=4)) == 1
    upload.refresh_from_db()
    assert upload.status == UploadStatus.READ
    StatementUpload.objects.update(status=UploadStatus.LOADING, taken_at=AT)
    assert work_off(at=AT + timedelta(minutes=4)) == 1
    assert Statement.objects.count() == 1


@pytest.mark.usefixtures("_large")
def test_a_fault_of_ours_holds_up_nobody(account: BankAccount, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    first, second = sent(account), sent(account, "vietcombank")

    def broken(content: bytes, *args: Any, **kwargs: Any) -> Any:
        if not content.startswith(b"PK"):
            raise ZeroDivisionError
        return read_statement(content, *args, **kwargs)

    monkeypatch.setattr(uploads, "read_statement", broken)
    with caplog.at_level(logging.CRITICAL):
        assert work_off(at=AT) == 2
    for upload, status in ((first, UploadStatus.REFUSED), (second, UploadStatus.READ)):
        upload.refresh_from_db()
        assert upload.status == status
    assert "Chương trình gặp lỗi" in first.findings["refusal"]


def test_only_those_who_keep_its_money(account: BankAccount, province: Province) -> None:
    stranger = make_user(RoleKind.COMMUNE_OFFICER, province.there.office)
    upload = sent(account)
    acts: tuple[Callable[[], object], ...] = (
        lambda: send_file(account, by=stranger, upload=a_statement_file("bidv", []), name="x", on=TODAY),
        lambda: confirm_upload(upload, by=stranger, on=TODAY),
        lambda: drop_upload(upload, by=stranger, on=TODAY),
        lambda: type_balances(upload, by=stranger, on=TODAY, opening_vnd=0, closing_vnd=0),
    )
    for act in acts:
        with pytest.raises(RuleBroken, match="không quản lý tài khoản"):
            act()
    assert StatementUpload.objects.count() == 1
