"""Accounts belong to units; whoever opens one says whose it is; a closed one keeps everything."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chungtay.accounts.enums import Can, RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.banking.actions.accounts import close_account, open_account
from chungtay.banking.models import BankAccount
from chungtay.banking.queries import account_for, accounts_of
from chungtay.core.errors import RuleBroken
from chungtay.places.models import OrgUnit
from tests.banking.conftest import TODAY
from tests.make.banking import VIETCOMBANK, a_bank_account
from tests.make.people import make_user
from tests.make.places import Province, make_committee

DAY = date(2026, 1, 15)


def opened(unit: OrgUnit, **changes: Any) -> BankAccount:
    given = {"by": None, "bank_bin": VIETCOMBANK, "number": "1021000001", "holder": "UBND XA THANH AN", "opened_on": DAY, "on": TODAY}
    return open_account(unit, **(given | changes))


def test_an_account_is_opened(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    account = opened(province.here.unit, by=officer, number=" 1021.000-001 ", note="Bữa ăn  bán trú")
    assert (account.number, account.note, account.bank, str(account)) == (
        "1021000001",
        "Bữa ăn bán trú",
        "Vietcombank",
        "Vietcombank 1021000001",
    )
    entry = AuditEntry.objects.get(act="bank_account.opened")
    assert (entry.actor, entry.place_id, entry.subject_name) == (officer, province.here.unit.pk, "Vietcombank 1021000001")


@pytest.mark.parametrize(
    "holder",
    [
        "UBND XA THANH AN",
        "Ủy ban nhân dân xã Thanh An",
        "TRUONG MAM NON THANH AN",
        "TRUONG MN THANH AN",
        "TRUONG TH VA THCS SO 1",
        "PHONG GD DT HUYEN DIEN BIEN",
        "HOI CHU THAP DO TINH DIEN BIEN",
        "QUY BAO TRO TRE EM",
        "XA THANH AN",
        "PHONG VAN HOA - XA HOI",
    ],
)
def test_organisations_hold_accounts(province: Province, holder: str) -> None:
    assert opened(province.here.unit, holder=holder).holder


@pytest.mark.parametrize(
    "holder",
    [
        "NGUYEN THI HOA",
        "TRUONG THI MAI",
        "TRUONG THANH AN",
        "NGUYEN THANH AN",
        "DOAN THANH NIEN",
        "LE VAN PHONG",
        "NGUYEN TRUNG TAM",
        "NGUYEN CONG DOAN",
        "PHAM TRUNG HOC",
        "NGUYEN TH HOA",
        "Quý Bảo",
        "",
        "123",
    ],
)
def test_a_person_holds_none(province: Province, holder: str) -> None:
    with pytest.raises(RuleBroken, match="giống tên một cá nhân") as refusal:
        opened(province.here.unit, holder=holder)
    assert refusal.value.field == "holder"
    assert not BankAccount.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"bank_bin": "123456"}, "bank_bin", "chọn ngân hàng"),
        ({"number": "12"}, "number", "4 đến 19"),
        ({"number": "1" * 20}, "number", "4 đến 19"),
        ({"number": "12345;drop"}, "number", "4 đến 19"),
        ({"number": "١٢٣٤٥٦"}, "number", "4 đến 19"),
        ({"holder": "UBND " + "A" * 150}, "holder", "tối đa 150"),
        ({"holder": "UBND\0"}, "holder", "ký tự lạ"),
        ({"note": "a" * 201}, "note", "tối đa 200"),
        ({"opened_on": date(2026, 4, 2)}, "opened_on", "tương lai"),
        ({"opened_on": date(2025, 6, 30)}, "opened_on", "không tồn tại"),
    ],
)
def test_what_is_refused_leaves_nothing(province: Province, changes: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        opened(province.here.unit, **changes)
    assert refusal.value.field == field
    assert not BankAccount.objects.exists()


def test_one_number_at_one_bank_once(province: Province) -> None:
    opened(province.here.unit)
    with pytest.raises(RuleBroken, match="đã có trong hệ thống"):
        opened(province.there.unit, holder="UBND XA SAM MUN")
    opened(province.there.unit, holder="UBND XA SAM MUN", bank_bin="970418")
    with pytest.raises(RuleBroken, match="chọn đơn vị"):
        opened(province.country)


def test_only_those_who_keep_money(province: Province) -> None:
    for kind, unit in (
        (RoleKind.CLERK, province.here.school),
        (RoleKind.LEADER, province.here.unit),
        (RoleKind.COMMUNE_OFFICER, province.there.office),
    ):
        with pytest.raises(RuleBroken, match="không quản lý tài khoản"):
            opened(province.here.unit, by=make_user(kind, unit))
    account = opened(province.here.unit, by=make_user(RoleKind.PROVINCE_OFFICER, province.office))
    with pytest.raises(RuleBroken, match="không quản lý tài khoản"):
        close_account(account, by=make_user(RoleKind.COMMUNE_OFFICER, province.there.office), closed_on=TODAY, on=TODAY)


def test_closing_keeps_all(account: BankAccount) -> None:
    with pytest.raises(RuleBroken, match="trước ngày mở"):
        close_account(account, by=None, closed_on=date(2025, 6, 30), on=TODAY)
    with pytest.raises(RuleBroken, match="tương lai"):
        close_account(account, by=None, closed_on=date(2026, 4, 2), on=TODAY)
    assert close_account(account, by=None, closed_on=TODAY, on=TODAY).closed_on == TODAY
    with pytest.raises(RuleBroken, match=r"đã đóng ngày 01/4/2026"):
        close_account(account, by=None, closed_on=TODAY, on=TODAY)
    assert list(BankAccount.objects.on(TODAY)) == [account]
    assert not BankAccount.objects.on(date(2026, 4, 2)).exists()


def test_an_account_is_never_changed_or_removed(account: BankAccount) -> None:
    for change in (lambda: BankAccount.objects.update(number="9999"), lambda: BankAccount.objects.update(holder="A"), account.delete):
        with pytest.raises(IntegrityError, match=r"không sửa được|không bị xóa"), transaction.atomic():
            change()
    close_account(account, by=None, closed_on=TODAY, on=TODAY)
    with pytest.raises(IntegrityError, match="chỉ đóng một lần"), transaction.atomic():
        BankAccount.objects.update(closed_on=None)


def test_the_nearest_open_account(province: Province) -> None:
    assert account_for(province.here.site, on=TODAY) is None
    at_province = a_bank_account(province.unit, holder="HOI CHU THAP DO TINH DIEN BIEN")
    assert account_for(province.here.site, on=TODAY) == at_province
    committee = make_committee(province.here.unit)
    at_committee = a_bank_account(committee)
    assert account_for(province.here.site, on=TODAY) == at_committee
    assert account_for(committee, on=TODAY) == at_committee
    at_commune = a_bank_account(province.here.unit, opened_on=date(2025, 8, 1))
    assert account_for(province.here.school, on=TODAY) == at_commune
    assert account_for(province.here.school, on=date(2025, 7, 15)) == at_committee
    at_school = a_bank_account(province.here.school, holder="TRUONG MAM NON THANH AN")
    assert account_for(province.here.site, on=TODAY) == at_school
    assert account_for(province.there.school, on=TODAY) == at_province
    close_account(at_school, by=None, closed_on=date(2026, 3, 31), on=TODAY)
    assert account_for(province.here.site, on=TODAY) == at_commune
    younger = a_bank_account(province.here.unit, opened_on=date(2026, 1, 1))
    assert account_for(province.here.site, on=TODAY) == younger
    assert list(accounts_of(province.here.unit, on=TODAY)) == [younger, at_commune]


def test_accounts_of_one_s_scope(province: Province) -> None:
    here, there = a_bank_account(province.here.school, holder="TRUONG MAM NON THANH AN"), a_bank_account(province.there.unit)
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    assert list(BankAccount.objects.for_user(officer, Can.KEEP_MONEY, on=TODAY)) == [here]
    everywhere = BankAccount.objects.for_user(make_user(RoleKind.PROVINCE_OFFICER, province.office), Can.KEEP_MONEY, on=TODAY)
    assert set(everywhere) == {here, there}
