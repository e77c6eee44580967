"""Decisions by looking: whose account it may be, and who may keep it. Nothing is written here."""

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.banking.banks import BANKS
from chungtay.banking.holders import is_organisation
from chungtay.banking.models import BankAccount
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive

_NUMBER: Final = re.compile(r"[0-9A-Z]{4,19}")


def check_may(by: User | None, unit: OrgUnit, *, on: date) -> None:
    """Raises RuleBroken unless the person keeps the money of this unit that day, ended or not; None is the system itself."""
    if by is not None and not units_answered_for(by, Can.KEEP_MONEY, on=on).filter(pk=unit.pk).exists():
        raise RuleBroken(_("Bạn không quản lý tài khoản ngân hàng của đơn vị này."), field="unit")


def clean_number(typed: str) -> str:
    """Blanks, dots and dashes are how people group digits; letters are part of some banks' numbers."""
    number = re.sub(r"[\s.\-]", "", clean(typed)).upper()
    if not _NUMBER.fullmatch(number):
        sentence = _("Số tài khoản gồm 4 đến 19 chữ số (hoặc chữ cái không dấu), không có khoảng trắng.")
        raise RuleBroken(sentence, field="number")
    return number


def check_opened(account: BankAccount, *, on: date) -> None:
    """A known bank, a unit alive that day, a holder who is no private person, a day that has come."""
    if account.bank_bin not in BANKS:
        raise RuleBroken(_("Xin chọn ngân hàng trong danh sách."), field="bank_bin")
    if account.unit.type == UnitType.COUNTRY:
        raise RuleBroken(_("Xin chọn đơn vị đứng tên tài khoản."), field="unit")
    if account.opened_on > min(on, clock.today()):
        raise RuleBroken(_("Ngày mở ở tương lai; chỉ ghi tài khoản đã mở."), field="opened_on")
    check_alive(account.unit, on=account.opened_on, field="opened_on")
    check_holder(account)


def check_holder(account: BankAccount) -> None:
    name = account.unit.designations.filter(valid_from__lte=account.opened_on, valid_to__gt=account.opened_on).first()
    if not is_organisation(account.holder, unit_name=name.full_name if name else ""):
        raise RuleBroken(
            _(
                "“%(holder)s” giống tên một cá nhân. Tiền ủng hộ chỉ nhận vào tài khoản của cơ quan, trường, hội hoặc quỹ; "
                "tên chủ tài khoản phải ghi rõ đơn vị, ví dụ TRUONG MAM NON THANH AN."
            )
            % {"holder": account.holder},
            field="holder",
        )


def check_closed(account: BankAccount, *, on: date) -> None:
    """Once, on a day that has come, after everything that a statement tells of it."""
    if account.closed_on is not None:
        raise RuleBroken(_("Tài khoản này đã đóng ngày %(day)s.") % {"day": format_day(account.closed_on)})
    if on > clock.today():
        raise RuleBroken(_("Ngày đóng ở tương lai."), field="closed_on")
    if on < account.opened_on:
        raise RuleBroken(_("Ngày đóng không thể trước ngày mở (%(day)s).") % {"day": format_day(account.opened_on)}, field="closed_on")
    last = account.statements.order_by("-ends_on").values_list("ends_on", flat=True).first()
    if last is not None and on < last:
        raise RuleBroken(_("Đã nạp sao kê đến ngày %(day)s; ngày đóng không thể trước đó.") % {"day": format_day(last)}, field="closed_on")
