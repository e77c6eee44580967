"""A statement enters whole or not at all; a line enters once, whatever files it stands in; what disagrees with the record is refused."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chungtay.accounts.enums import Can, RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.banking.actions.accounts import close_account
from chungtay.banking.actions.statements import Loaded, load_statement
from chungtay.banking.comparing import findings_of
from chungtay.banking.models import BankAccount, Statement, StatementLine
from chungtay.banking.reading.asked import Line, Read
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.files.models import Attachment
from tests.banking.conftest import TODAY
from tests.make.banking import a_bank_account
from tests.make.people import make_user
from tests.make.places import Province, make_province
from tests.make.statements import ALine, a_loaded_statement, a_statement_file, some_lines

MARCH = some_lines(8)


def day(number: int) -> date:
    return date(2026, 3, number)


def loaded(account: BankAccount, lines: list[ALine], first: int, last: int, *, opening: int = 1_000_000, **more: Any) -> Loaded:
    """Lines of March from a day to a day."""
    part = [line for line in lines if day(first) <= line.day <= day(last)]
    before = opening + sum(line.amount for line in lines if line.day < day(first))
    return a_loaded_statement(account, part, starts=day(first), ends=day(last), opening=before, **more)


def refused(account: BankAccount, said: str, lines: list[ALine], first: int, last: int, **more: Any) -> RuleBroken:
    counts = Statement.objects.count(), StatementLine.objects.count(), Attachment.objects.count(), AuditEntry.objects.count()
    with pytest.raises(RuleBroken, match=said) as refusal:
        loaded(account, lines, first, last, **more)
    assert counts == (Statement.objects.count(), StatementLine.objects.count(), Attachment.objects.count(), AuditEntry.objects.count())
    return refusal.value


@pytest.mark.parametrize("layout", ["techcombank", "bidv", "vietcombank", "generic"])
def test_a_statement_is_loaded(account: BankAccount, province: Province, layout: str) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    found = a_loaded_statement(account, MARCH, layout=layout, by=officer)
    statement = found.statement
    assert (found.new, found.known, statement.line_count, statement.known_count) == (8, 0, 8, 0)
    assert (statement.layout, statement.starts_on, statement.ends_on, statement.loaded_by) == (layout, day(1), day(31), officer)
    assert statement.closing_vnd == 1_000_000 + sum(line.amount for line in MARCH)
    lines = list(statement.lines.order_by("pk"))
    assert [(line.booked_on, line.amount_vnd if line.is_credit else -line.amount_vnd) for line in lines] == [
        (one.day, one.amount) for one in MARCH
    ]
    assert statement.file.sha256 == statement.sha256
    entry = AuditEntry.objects.get(act="statement.loaded")
    assert (entry.place_id, entry.details["lines"]) == (province.here.unit.pk, 8)


def test_the_very_same_file_again(account: BankAccount, province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 4, 1, 10, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    loaded(account, MARCH, 1, 31, by=officer)
    refusal = refused(
        account, f"đã được nạp lúc 10:30 ngày 01/4/2026 cho tài khoản {account}, người nạp: {officer.full_name}", MARCH, 1, 31
    )
    assert refusal.field == "file"


def test_overlapping_statements_add_only_what_is_new(account: BankAccount) -> None:
    assert loaded(account, MARCH, 1, 5).new == 5
    over = loaded(account, MARCH, 4, 8, layout="bidv")
    assert (over.new, over.known, over.statement.known_count) == (3, 2, 2)
    whole = loaded(account, MARCH, 1, 31, layout="vietcombank")
    assert (whole.new, whole.known) == (0, 8)
    assert StatementLine.objects.count() == 8


def test_an_older_statement_after_a_younger_one(account: BankAccount) -> None:
    assert loaded(account, MARCH, 5, 8).new == 4
    assert loaded(account, MARCH, 1, 4).new == 4
    assert loaded(account, MARCH, 2, 6, layout="bidv").new == 0


def test_a_day_that_was_not_over(account: BankAccount) -> None:
    """The file of the morning, then the whole day; and the morning's file in another layout once more."""
    day_long = [ALine(day(1), 10_000, reference="A"), ALine(day(2), 20_000, reference="B"), ALine(day(2), 30_000, reference="C")]
    morning = day_long[:2]
    assert loaded(account, morning, 1, 2).new == 2
    refusal = refused(account, "bắt đầu từ chính ngày đó", day_long, 3, 4)
    assert "lệch 30.000 đồng" in refusal.sentence
    assert loaded(account, day_long, 2, 4).new == 1
    assert loaded(account, morning, 1, 2, layout="bidv").new == 0
    assert loaded(account, [*day_long, ALine(day(5), 1_000)], 5, 6).new == 1


def test_an_altered_amount(account: BankAccount) -> None:
    loaded(account, MARCH, 1, 4)
    altered = [*MARCH[:1], ALine(MARCH[1].day, 51_001, reference=MARCH[1].reference), *MARCH[2:]]
    refusal = refused(
        account, r"^Dòng 11: Bút toán FT2600000002 ngày 02/3/2026 đã nạp trước đây là \+51\.000 đồng, tệp này ghi \+51\.001", altered, 1, 8
    )
    assert refusal.field == "file"


def test_a_line_that_turned_from_in_to_out(account: BankAccount) -> None:
    loaded(account, MARCH, 1, 4)
    altered = [*MARCH[:3], ALine(MARCH[3].day, 11_000, reference=MARCH[3].reference), *MARCH[4:]]
    refused(account, r"là −11\.000 đồng, tệp này ghi \+11\.000", altered, 1, 8)


def test_a_line_left_out(account: BankAccount) -> None:
    loaded(account, MARCH, 1, 4)
    refused(account, "FT2600000003 ngày 03/3/2026, .52.000 đồng, đã nạp trước đây nhưng không có", [*MARCH[:2], *MARCH[3:]], 1, 8)
    two = [ALine(day(9), 5_000, reference="X"), ALine(day(9), 6_000, reference="Y")]
    loaded(account, [*MARCH, *two], 5, 9)
    refused(account, "Bút toán X", [*MARCH, two[1]], 5, 9, opening=1_000_000)


def test_a_fee_with_the_reference_of_its_transfer_is_no_alteration(account: BankAccount) -> None:
    pair = [ALine(day(2), 100_000, reference="FT9"), ALine(day(2), -1_100, reference="FT9", description="phi")]
    loaded(account, pair, 1, 2)
    assert loaded(account, [*pair, ALine(day(2), -2_200, reference="FT9")], 1, 5).new == 1


def test_a_beginning_that_disagrees_with_the_end_before(account: BankAccount) -> None:
    loaded(account, MARCH, 1, 4)
    refused(account, "theo sao kê đã nạp phải là 1.142.000: lệch 1 đồng", MARCH, 5, 8, opening=1_000_001)
    refused(account, "lệch 1 đồng", MARCH, 3, 8, opening=1_000_001)


def test_an_end_that_disagrees_with_the_beginning_after(account: BankAccount) -> None:
    loaded(account, MARCH, 5, 8)
    refused(account, "số dư đầu ngày 05/3/2026 là 1.142.001; sao kê đã nạp ghi 1.142.000: lệch 1 đồng", MARCH, 1, 4, opening=1_000_001)
    refused(account, "lệch 1 đồng", MARCH, 1, 6, opening=1_000_001)


def test_missing_days_are_asked_about(account: BankAccount) -> None:
    loaded(account, MARCH, 1, 2)
    refusal = refused(account, r"Chưa có sao kê từ ngày 03/3/2026 đến ngày 04/3/2026; trong những ngày ấy số dư đổi \+41.000", MARCH, 5, 8)
    assert refusal.field == "is_gap_known"
    assert loaded(account, MARCH, 5, 8, is_gap_known=True).new == 4
    assert loaded(account, MARCH, 3, 4).new == 2  # filled later, it fits on both sides


def test_missing_days_before_a_younger_statement(account: BankAccount) -> None:
    loaded(account, MARCH, 5, 8)
    refused(account, "từ ngày 03/3/2026 đến ngày 04/3/2026", MARCH, 1, 2)
    assert loaded(account, MARCH, 1, 2, is_gap_known=True).new == 2


def test_a_quiet_gap_is_asked_about_only_where_the_file_tells_its_period(account: BankAccount) -> None:
    quiet = [*MARCH[:2], ALine(day(20), 9_000, reference="Q")]
    loaded(account, quiet, 1, 2)
    refused(account, "Chưa có sao kê từ ngày 03/3/2026 đến ngày 09/3/2026.", quiet, 10, 20)
    assert loaded(account, quiet, 10, 20, no_head=True).new == 1


def test_balances_are_typed_where_the_file_tells_none(account: BankAccount) -> None:
    file = a_statement_file("generic", MARCH, no_head=True)
    with pytest.raises(RuleBroken, match="không ghi số dư") as refusal:
        load_statement(account, by=None, upload=file, on=TODAY)
    assert refusal.value.field == "opening_vnd"
    with pytest.raises(RuleBroken, match="lệch 5 đồng"):
        load_statement(account, by=None, upload=file, on=TODAY, opening_vnd=0, closing_vnd=sum(line.amount for line in MARCH) + 5)
    assert load_statement(account, by=None, upload=file, on=TODAY, opening_vnd=0, closing_vnd=sum(line.amount for line in MARCH)).new == 8


def test_the_first_fault_is_told_and_the_rest_counted(account: BankAccount) -> None:
    file = a_statement_file("bidv", MARCH, account=account, balances={1: 7, 4: 7})
    with pytest.raises(RuleBroken, match=r"^Dòng 7: Số dư sau dòng này .* Còn 3 lỗi khác\.$"):
        load_statement(account, by=None, upload=file, on=TODAY)


def test_a_statement_of_another_account(account: BankAccount, province: Province) -> None:
    other = a_bank_account(province.there.unit, holder="UBND XA SAM MUN")
    with pytest.raises(RuleBroken, match=f"sao kê của tài khoản {account.number}, không phải tài khoản {other.number}"):
        load_statement(other, by=None, upload=a_statement_file("bidv", MARCH, account=account), on=TODAY)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4\n", b"<html><table></table>", b"\x89PNG\r\n\x1a\n", b"\0" * 50])
def test_what_is_no_sheet(account: BankAccount, content: bytes) -> None:
    with pytest.raises(RuleBroken) as refusal:
        load_statement(account, by=None, upload=content, on=TODAY)
    assert refusal.value.field == "file"
    assert not Attachment.objects.exists()


def test_only_those_who_keep_its_money(account: BankAccount, province: Province) -> None:
    for kind, unit in ((RoleKind.COMMUNE_OFFICER, province.there.office), (RoleKind.CLERK, province.here.school)):
        with pytest.raises(RuleBroken, match="không quản lý tài khoản"):
            loaded(account, MARCH, 1, 4, by=make_user(kind, unit))
    assert not Statement.objects.exists()


def test_an_account_is_not_closed_before_its_last_statement(account: BankAccount) -> None:
    loaded(account, MARCH, 1, 8)
    with pytest.raises(RuleBroken, match="Đã nạp sao kê đến ngày 08/3/2026"):
        close_account(account, by=None, closed_on=day(7), on=TODAY)
    close_account(account, by=None, closed_on=day(8), on=TODAY)
    account.refresh_from_db()
    refused(account, r"Ngày 09/3/2026 sau ngày đóng", [*MARCH, ALine(day(9), 1)], 9, 10)


def test_nothing_on_record_is_changed_or_removed(account: BankAccount) -> None:
    statement = loaded(account, MARCH, 1, 4).statement
    changes = (
        lambda: Statement.objects.update(opening_vnd=1, closing_vnd=1, credit_vnd=0, debit_vnd=0),
        lambda: StatementLine.objects.update(amount_vnd=1),
        lambda: StatementLine.objects.filter(pk__gt=0).delete(),
        statement.lines.all()[0].delete,
    )
    for change in changes:
        with pytest.raises(IntegrityError, match="không sửa, không xóa"), transaction.atomic():
            change()


def test_the_database_knows_what_must_never_be_false(account: BankAccount, province: Province) -> None:
    statement = loaded(account, MARCH, 1, 4).statement
    line = statement.lines.all()[0]
    other = a_bank_account(province.there.unit, holder="UBND XA SAM MUN")
    wrong: list[tuple[str, StatementLine]] = []
    for name, changes in (
        ("UNIQUE|banking_line_once", {"row": 99}),
        ("banking_line_amount", {"amount_vnd": 0, "fingerprint": "a"}),
        ("phải thuộc tài khoản", {"account_id": other.pk, "fingerprint": "b"}),
        ("phải thuộc tài khoản", {"booked_on": date(2026, 4, 1), "fingerprint": "c"}),
    ):
        values = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields if field.name != "id"}
        wrong.append((name, StatementLine(**(values | {"row": 100} | changes))))
    for name, row in wrong:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            row.save()
    bad = Statement(
        account=account, file=statement.file, sha256="x", layout="bidv", starts_on=day(1), ends_on=day(1), loaded_at=clock.now()
    )
    bad.opening_vnd, bad.credit_vnd, bad.debit_vnd, bad.closing_vnd, bad.line_count, bad.known_count = 1, 2, 0, 4, 0, 0
    with pytest.raises(IntegrityError, match="banking_statement_adds_up"), transaction.atomic():
        bad.save()


def test_lines_of_one_s_scope(account: BankAccount, province: Province) -> None:
    loaded(account, MARCH, 1, 4)
    here, there = (make_user(RoleKind.COMMUNE_OFFICER, commune.office) for commune in (province.here, province.there))
    for rows in (Statement.objects, StatementLine.objects):
        assert rows.for_user(here, Can.KEEP_MONEY, on=TODAY).count() == rows.count() > 0
        assert not rows.for_user(there, Can.KEEP_MONEY, on=TODAY).exists()


class AnyCuts(TestCase):
    """Whatever the pieces into which a true month is cut, and in whatever order they come: every line once, or refused."""

    @hypothesis_settings(max_examples=25)
    @given(
        st.lists(st.tuples(st.integers(1, 27), st.integers(0, 9)), min_size=1, max_size=5),
        st.lists(st.integers(-90_000, 90_000).filter(bool), min_size=1, max_size=30),
    )
    def test_any_cuts(self, cuts: list[tuple[int, int]], amounts: list[int]) -> None:
        account = a_bank_account(make_province().here.unit)
        month = [_line(place, amount) for place, amount in enumerate(amounts)]
        told: set[str] = set()
        for place, (first, length) in enumerate(cuts):
            starts, ends = day(first), day(min(first + length, 28))
            part = [line for line in month if starts <= line.day <= ends]
            read = _read(part, starts, ends, 5_000_000 + sum(_signed(line) for line in month if line.day < starts))
            found = findings_of(account, read)
            assert found.faults == []
            assert found.known == {line.fingerprint for line in part} & told
            _keep(account, read, found.known, place)
            told |= {line.fingerprint for line in part}
        assert set(StatementLine.objects.values_list("fingerprint", flat=True)) == told


def _line(place: int, amount: int) -> Line:
    return Line(place + 1, day(1 + place * 7 % 28), amount > 0, abs(amount), f"R{place}", "", "", "", None, f"f{place}")


def _signed(line: Line) -> int:
    return line.amount if line.is_credit else -line.amount


def _read(part: list[Line], starts: date, ends: date, opening: int) -> Read:
    credit, debit = (sum(line.amount for line in part if line.is_credit == way) for way in (True, False))
    return Read("generic", starts, ends, opening, opening + credit - debit, credit, debit, False, len(part), [], 0, part)


def _keep(account: BankAccount, read: Read, known: set[str], place: int) -> None:
    file = Attachment.objects.create(file="x", name="x", media_type="x", sha256=str(place), size=1, uploaded_at=clock.now())
    statement = Statement(account=account, file=file, sha256=str(place), layout="generic")
    statement.starts_on, statement.ends_on = read.starts, read.ends  # type: ignore[assignment]
    statement.opening_vnd, statement.closing_vnd = read.opening, read.closing  # type: ignore[assignment]
    statement.credit_vnd, statement.debit_vnd, statement.loaded_at = read.credit, read.debit, clock.now()
    statement.line_count, statement.known_count = read.count, len(known)
    statement.save()
    for line in read.lines:
        if line.fingerprint not in known:
            StatementLine.objects.create(
                statement=statement,
                account=account,
                row=line.row,
                booked_on=line.day,
                is_credit=line.is_credit,
                amount_vnd=line.amount,
                reference=line.reference,
                fingerprint=line.fingerprint,
            )
