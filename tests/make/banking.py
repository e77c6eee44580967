"""Bank accounts of units, opened through the real action."""

from datetime import date
from typing import Final

from chungtay.accounts.models import User
from chungtay.banking.actions.accounts import open_account
from chungtay.banking.models import BankAccount
from chungtay.places.models import OrgUnit

TECHCOMBANK: Final = "970407"
BIDV: Final = "970418"
VIETCOMBANK: Final = "970436"
OPENED: Final = date(2025, 7, 1)


def a_bank_account(
    unit: OrgUnit,
    *,
    bank_bin: str = VIETCOMBANK,
    number: str = "",
    holder: str = "UY BAN NHAN DAN XA THANH AN",
    opened_on: date = OPENED,
    by: User | None = None,
    note: str = "",
) -> BankAccount:
    """A unit's account, open since the founding of the small country; the first of every test has the same number, so has its statement."""
    chosen = number or f"10{BankAccount.objects.count() + 1:08d}"
    return open_account(unit, by=by, bank_bin=bank_bin, number=chosen, holder=holder, opened_on=opened_on, on=opened_on, note=note)
