"""Statements stand in the ledger as they are loaded; each line turns out to be something, once, and may be taken back."""

from datetime import date
from typing import Any

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.banking.models import BankAccount
from chungtay.core.errors import RuleBroken
from chungtay.ledger.enums import AccountKind
from chungtay.ledger.models import Entry
from chungtay.ledger.queries import balance
from chungtay.programmes.models import Programme
from chungtay.support import books
from chungtay.support.actions.matching import (
    Gift,
    book_cash,
    book_certain,
    book_fee,
    book_gift,
    book_interest,
    book_other,
    book_payment,
    book_refund,
    unbook_line,
)
from chungtay.support.actions.receiving import refund, reverse_contribution
from chungtay.support.enums import LineUse, PledgeStatus
from chungtay.support.models import Contribution, LineBooking
from chungtay.support.promised import LineForm
from chungtay.support.proposals import Sure, proposals
from tests.make.banking import a_bank_account
from tests.make.donors import make_donor
from tests.make.gifts import make_allocation, make_cash
from tests.make.money import a_line, found_broken, take
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.statements import ALine
from tests.make.support import a_delivery, a_pledge, line_of
from tests.support.conftest import TODAY

DAY = date(2026, 3, 10)
ONE: dict[str, Any] = {"by": None, "on": TODAY}


@pytest.fixture
def account(province: Province) -> BankAccount:
    return a_bank_account(province.here.unit)


# ── Taken in ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_line_stands_in_the_ledger(account: BankAccount) -> None:
    take(account, [ALine(DAY, 500_000), ALine(DAY, -20_000, "phi quan ly"), ALine(date(2026, 3, 12), 300_000)])
    held = [balance(key(account)) for key in (books.bank, books.unidentified, books.unclear, books.opening)]
    assert held == [1_780_000, 800_000, 20_000, 1_000_000]
    assert [str(row.booked_on) for row in Entry.objects.order_by("pk")] == ["2026-03-01", "2026-03-10", "2026-03-10", "2026-03-12"]
    assert found_broken() == {}


@pytest.mark.parametrize("first", ["march", "february"])
def test_statements_come_in_any_order(account: BankAccount, first: str) -> None:
    months = {
        "february": ([ALine(date(2026, 2, 3), 700_000), ALine(date(2026, 2, 4), -50_000)], 300_000, date(2026, 2, 1), date(2026, 2, 28)),
        "march": ([ALine(DAY, 500_000)], 950_000, date(2026, 3, 1), date(2026, 3, 31)),
    }
    for name in sorted(months, key=lambda name: name != first):
        lines, opening, starts, ends = months[name]
        take(account, lines, opening=opening, starts=starts, ends=ends)
        assert found_broken() == {}
    assert (balance(books.bank(account)), balance(books.opening(account))) == (1_450_000, 300_000)


def test_the_same_line_enters_once(account: BankAccount) -> None:
    lines = [ALine(DAY, 500_000, reference="FT1"), ALine(date(2026, 3, 12), 300_000, reference="FT2")]
    take(account, lines[:1], ends=date(2026, 3, 10))
    assert [line.amount_vnd for line in take(account, lines)] == [300_000]
    assert balance(books.bank(account)) == 1_800_000
    assert found_broken() == {}


# ── Gifts ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_transfer_keeps_its_pledge(province: Province, programme: Programme, account: BankAccount) -> None:
    need = make_need(province.here.school, cost_vnd=5_000_000)
    pledge = a_pledge(need, amount_vnd=5_000_000, on=DAY, status=PledgeStatus.AGREED)
    line = a_line(account, description=f"MBVCB.1.{pledge.payment_code.lower()}.CT tu 0123 NGUYEN VAN AN")
    (found,) = proposals([line], on=TODAY)
    assert (found.sure, found.guesses[0].pledge, found.codes) == (Sure.CERTAIN, pledge, (pledge.payment_code,))
    (row,) = book_gift(line, **ONE, gift=Gift(pledge))
    pledge.refresh_from_db()
    assert (row.way, row.value_vnd, row.donor, row.earmark_need, row.received_on, row.unit) == (
        "bank", 5_000_000, pledge.donor, need, DAY, account.unit,
    )  # fmt: skip
    assert (pledge.status, line_of(pledge).came) == (PledgeStatus.FULFILLED, 5_000_000)
    assert balance(books.account(row, AccountKind.GIFTS)) == 5_000_000
    with pytest.raises(RuleBroken, match="đã được ghi sổ rồi"):
        book_gift(line, **ONE, gift=Gift(pledge))
    assert found_broken() == {}


@pytest.mark.parametrize(
    ("amount", "parts", "status"),
    [
        (3_000_000, [2_000_000, 1_000_000], "agreed"),
        (2_000_000, [2_000_000], "agreed"),
        (9_000_000, [2_000_000, 4_000_000, 3_000_000], "fulfilled"),
    ],
)
def test_a_transfer_fills_the_lines_in_their_order(
    province: Province, programme: Programme, account: BankAccount, amount: int, parts: list[int], status: str
) -> None:
    lines = [LineForm(amount_vnd=2_000_000, unit_id=province.here.school.pk), LineForm(amount_vnd=4_000_000, unit_id=province.here.unit.pk)]
    pledge = a_pledge(at=province.here.school, lines=lines, on=DAY, status=PledgeStatus.AGREED)
    rows = book_gift(a_line(account, amount), **ONE, gift=Gift(pledge))
    pledge.refresh_from_db()
    assert ([row.value_vnd for row in rows], pledge.status) == (parts, status)
    assert [row.earmark_unit_id for row in rows][2:] == [None] * (len(parts) - 2)
    assert found_broken() == {}


def test_a_gift_without_a_pledge(province: Province, programme: Programme, account: BankAccount) -> None:
    donor = make_donor(province.here.unit)
    (row,) = book_gift(a_line(account), **ONE, gift=Gift(programme=programme, donor=donor, note="nộp qua quầy"))
    assert (row.donor, row.giver, row.pledge_line, row.note, row.kind) == (donor, donor.name, None, "nộp qua quầy", "money")
    with pytest.raises(RuleBroken, match="chọn chương trình"):
        book_gift(a_line(account, day=date(2026, 3, 11)), **ONE, gift=Gift())
    assert LineBooking.objects.count() == 1


def test_a_pledge_that_was_cancelled_takes_nothing(province: Province, programme: Programme, account: BankAccount) -> None:
    pledge = a_pledge(at=province.here.school, amount_vnd=5_000_000, on=DAY)
    type(pledge).objects.filter(pk=pledge.pk).update(status=PledgeStatus.CANCELLED, end_reason="đổi ý")
    line = a_line(account, description=pledge.payment_code)
    assert proposals([line], on=TODAY)[0].sure == Sure.NONE
    with pytest.raises(RuleBroken, match="đã hủy"):
        book_gift(line, **ONE, gift=Gift(pledge))
    assert not Contribution.objects.exists()


def test_only_who_keeps_the_money(province: Province, programme: Programme, account: BankAccount) -> None:
    line = a_line(account)
    for kind, unit in (
        (RoleKind.CLERK, province.here.school),
        (RoleKind.COMMUNE_OFFICER, province.there.office),
        (RoleKind.FOCAL_POINT, province.here.unit),
    ):
        with pytest.raises(RuleBroken, match="không làm việc này"):
            book_gift(line, by=make_user(kind, unit), on=TODAY, gift=Gift(programme=programme))
    book_gift(line, by=make_user(RoleKind.COMMUNE_OFFICER, province.here.office), on=TODAY, gift=Gift(programme=programme))


# ── The rest ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_interest_is_allocated_and_pays_fees(province: Province, programme: Programme, account: BankAccount) -> None:
    line = a_line(account, 12_345, description="TRA LAI TIEN GUI")
    assert proposals([line], on=TODAY)[0].guesses[0].use == LineUse.INTEREST
    row = book_interest(line, **ONE, programme=programme)
    assert (row.way, row.donor, row.value_vnd) == ("interest", None, 12_345)
    out = a_line(account, -2_200, day=date(2026, 3, 11), description="THU PHI SMS")
    assert proposals([out], on=TODAY)[0].guesses[0].use == LineUse.FEE
    book_fee(out, **ONE, contribution=row)
    row.balance.refresh_from_db()
    assert (row.balance.lost, row.balance.idle, balance(books.unclear(account))) == (2_200, 10_145, 0)
    make_allocation(row, unit=province.here.school, on=TODAY)
    more = a_line(account, -1, day=date(2026, 3, 12))
    with pytest.raises(RuleBroken, match="chỉ còn 0 đồng"):
        book_fee(more, **ONE, contribution=row)
    assert found_broken() == {}


def test_a_refund_is_found_in_the_statement(province: Province, programme: Programme, account: BankAccount) -> None:
    (row,) = book_gift(a_line(account, opening=20_000_000), **ONE, gift=Gift(programme=programme))
    given = refund(row, by=None, on=TODAY, amount_vnd=2_000_000, way="bank", reason="Chuyển nhầm")
    off = a_line(account, -2_000_001, day=date(2026, 3, 11))
    with pytest.raises(RuleBroken, match=r"hoàn trả là 2\.000\.000 đồng, dòng này là 2\.000\.001 đồng"):
        book_refund(off, **ONE, refund=given)
    line = a_line(account, -2_000_000, day=date(2026, 3, 12))
    assert proposals([line], on=TODAY)[0].guesses[0].refund == given
    book_refund(line, **ONE, refund=given)
    assert balance(books.account(row, AccountKind.PAYABLE)) == 0
    again = a_line(account, -2_000_000, day=date(2026, 3, 13))
    with pytest.raises(RuleBroken, match="đã khớp với một dòng khác"):
        book_refund(again, **ONE, refund=given)
    assert found_broken() == {}


def test_the_bank_pays_for_what_was_handed_over(province: Province, programme: Programme, account: BankAccount) -> None:
    (row,) = book_gift(a_line(account), **ONE, gift=Gift(programme=programme))
    school = province.here.school
    paid, counted = (a_delivery(make_allocation(row, amount=amount, unit=school, on=TODAY), on=TODAY) for amount in (3_000_000, 1_000))
    line = a_line(account, -3_000_000, day=date(2026, 3, 11))
    assert proposals([line], on=TODAY)[0].guesses[0].delivery == paid
    with pytest.raises(RuleBroken, match=r"chỉ còn phải chi 1\.000 đồng, dòng này là 3\.000\.000 đồng"):
        book_payment(line, **ONE, delivery=counted)
    book_payment(line, **ONE, delivery=paid)
    assert balance(books.account(row, AccountKind.PAYABLE)) == 1_000
    part = a_line(account, -600, day=date(2026, 3, 12), description=f"chi {counted.code.replace('-', '')}")
    assert proposals([part], on=TODAY)[0].guesses[0].delivery == counted
    book_payment(part, **ONE, delivery=counted)
    more = a_line(account, -401, day=date(2026, 3, 13))
    with pytest.raises(RuleBroken, match="chỉ còn phải chi 400 đồng"):
        book_payment(more, **ONE, delivery=counted)
    cash = a_delivery(make_allocation(make_cash(province.here.unit, programme=programme), unit=school, on=TODAY), on=TODAY)
    with pytest.raises(RuleBroken, match="không chi từ tài khoản này"):
        book_payment(more, **ONE, delivery=cash)
    assert found_broken() == {}


def test_cash_goes_to_the_bank_and_back(province: Province, programme: Programme, account: BankAccount) -> None:
    row = make_cash(province.here.unit, 3_000_000, programme=programme)
    book_cash(a_line(account, 2_500_000, description="NOP TIEN MAT"), **ONE, programme=programme)
    assert balance(books.account(row, AccountKind.CASH)) == 500_000
    with pytest.raises(RuleBroken, match=r"Không đủ trong “Tiền mặt của Xã Thanh An”: còn 500\.000 đồng"):
        book_cash(a_line(account, 500_001, day=date(2026, 3, 11)), **ONE, programme=programme)
    book_cash(a_line(account, -1_000_000, day=date(2026, 3, 12)), **ONE, programme=programme)
    assert balance(books.account(row, AccountKind.CASH)) == 1_500_000
    assert found_broken() == {}


def test_what_is_no_gift_cannot_go_out_of_gifts(account: BankAccount, programme: Programme) -> None:
    book_other(a_line(account, 400_000), **ONE, note="Tiền thuê hội trường")
    book_other(a_line(account, -1_400_000, day=date(2026, 3, 11)), **ONE, note="Trả tiền điện")  # 1,000,000 was there before
    book_gift(a_line(account, day=date(2026, 3, 12)), **ONE, gift=Gift(programme=programme))
    out = a_line(account, -1, day=date(2026, 3, 13))
    with pytest.raises(RuleBroken, match="Không đủ trong “Có từ trước khi mở sổ"):
        book_other(out, **ONE, note="Thử")
    with pytest.raises(RuleBroken, match="điền mục này"):
        book_other(out, **ONE, note="")
    assert found_broken() == {}


def test_in_is_not_out(account: BankAccount, programme: Programme) -> None:
    into, out = a_line(account), a_line(account, -5_000, day=date(2026, 3, 11))
    with pytest.raises(RuleBroken, match="là tiền ra"):
        book_gift(out, **ONE, gift=Gift(programme=programme))
    (row,) = book_gift(into, **ONE, gift=Gift(programme=programme))
    with pytest.raises(RuleBroken, match="là tiền vào"):
        book_fee(into, **ONE, contribution=row)


# ── Taken back ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_is_free_again(province: Province, programme: Programme, account: BankAccount) -> None:
    pledge = a_pledge(at=province.here.school, amount_vnd=2_000_000, on=DAY, status=PledgeStatus.AGREED)
    line = a_line(account)
    rows = book_gift(line, **ONE, gift=Gift(pledge))
    make_allocation(rows[1], unit=province.here.school, amount=1, on=TODAY)
    with pytest.raises(RuleBroken, match="hãy hủy những việc ấy trước"):
        unbook_line(line, **ONE, reason="Nhầm")
    assert Contribution.objects.standing().count() == 2
    rows = book_gift(a_line(account, 2_000_000, day=date(2026, 3, 11)), **ONE, gift=Gift(programme=programme))
    unbook_line(rows[0].line, **ONE, reason="Không phải của chương trình")  # type: ignore[arg-type]  # it came from one
    assert balance(books.unidentified(account)) == 2_000_000
    with pytest.raises(RuleBroken, match="chưa được ghi sổ"):
        unbook_line(rows[0].line, **ONE, reason="Lần nữa")  # type: ignore[arg-type]
    book_other(rows[0].line, **ONE, note="Tiền thuê nhà")  # type: ignore[arg-type]
    assert found_broken() == {}


def test_taking_back_one_part_takes_back_its_line(province: Province, programme: Programme, account: BankAccount) -> None:
    pledge = a_pledge(at=province.here.school, amount_vnd=2_000_000, on=DAY, status=PledgeStatus.AGREED)
    first, second = book_gift(a_line(account), **ONE, gift=Gift(pledge))
    reverse_contribution(second, **ONE, reason="Nhầm người")
    pledge.refresh_from_db()
    assert (Contribution.objects.standing().count(), pledge.status, line_of(pledge).came) == (0, PledgeStatus.AGREED, 0)
    assert balance(books.unidentified(account)) == 5_000_000
    assert found_broken() == {}
    with pytest.raises(RuleBroken, match="đã được hủy rồi"):
        reverse_contribution(first, **ONE, reason="Nhầm người")


def test_a_fee_and_cash_are_taken_back(province: Province, programme: Programme, account: BankAccount) -> None:
    (row,) = book_gift(a_line(account), **ONE, gift=Gift(programme=programme))
    out = a_line(account, -2_000, day=date(2026, 3, 11))
    book_fee(out, **ONE, contribution=row)
    booking = unbook_line(out, **ONE, reason="Không phải phí")
    row.balance.refresh_from_db()
    assert (row.balance.lost, booking.is_undone, booking.note) == (0, True, "Không phải phí")
    book_cash(out, **ONE, programme=programme)
    unbook_line(out, **ONE, reason="Không phải tiền mặt")
    assert balance(books.unclear(account)) == 2_000
    assert found_broken() == {}


# ── Proposed ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_by_amount_and_name(province: Province, programme: Programme, account: BankAccount) -> None:
    an = make_donor(province.here.unit, name="Nguyễn Văn An", kind="person", on=DAY)
    one = a_pledge(at=province.here.school, donor=an, amount_vnd=5_000_000, on=DAY)
    other = a_pledge(at=province.here.school, amount_vnd=5_000_000, on=DAY)
    words: dict[str, Any] = {"other_name": "NGUYEN VAN AN", "description": "ung ho"}
    (found,) = proposals([a_line(account, **words)], on=TODAY)
    assert (found.sure, [guess.pledge for guess in found.guesses]) == (Sure.LIKELY, [one, other])
    assert found.guesses[0].why == ("đúng số tiền còn chờ", "tên người chuyển giống nhà tài trợ", "gần ngày hẹn 10/3/2026")
    (found,) = proposals([a_line(account, day=date(2026, 3, 11), other_name="TRAN THI B")], on=TODAY)
    assert (found.sure, len(found.guesses)) == (Sure.AMBIGUOUS, 2)
    (found,) = proposals([a_line(account, 700_000, day=date(2026, 3, 12), other_name="TRAN THI B")], on=TODAY)
    assert (found.sure, found.guesses) == (Sure.NONE, ())
    (found,) = proposals([a_line(account, 700_000, day=date(2026, 3, 13), **words)], on=TODAY)  # a part of it
    assert (found.sure, [guess.pledge for guess in found.guesses]) == (Sure.LIKELY, [one])


def test_two_codes_and_the_neighbour_s(province: Province, programme: Programme, account: BankAccount) -> None:
    here = [a_pledge(at=province.here.school, amount_vnd=1_000_000, on=DAY) for _ in range(2)]
    there = a_pledge(at=province.there.school, amount_vnd=1_000_000, on=DAY)
    both = a_line(account, description=" ".join(pledge.payment_code for pledge in here))
    far = a_line(account, day=date(2026, 3, 11), description=there.payment_code)
    found = proposals([both, far], on=TODAY)
    assert [one.sure for one in found] == [Sure.AMBIGUOUS, Sure.LIKELY]
    assert "cam kết do đơn vị khác theo dõi" in found[1].guesses[0].why


def test_all_that_are_certain_in_one_go(province: Province, programme: Programme, account: BankAccount) -> None:
    pledges = [a_pledge(at=province.here.school, amount_vnd=1_000_000, on=DAY, status=PledgeStatus.AGREED) for _ in range(3)]
    lines = take(account, [ALine(DAY, 1_000_000, f"ck {pledge.payment_code}", f"FT{pledge.pk}") for pledge in pledges])
    book_gift(lines[1], **ONE, gift=Gift(pledges[1]))
    done, refused = book_certain(list(zip(lines, pledges, strict=True)), **ONE)
    assert (done, [line for line, _why in refused]) == ([lines[0], lines[2]], [lines[1]])
    assert "đã được ghi sổ rồi" in refused[0][1]
    assert found_broken() == {}
