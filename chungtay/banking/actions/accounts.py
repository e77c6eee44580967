"""An account of a unit is put on record, and closed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.banking import rules
from chungtay.banking.models import BankAccount
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean
from chungtay.places.models import OrgUnit

_LONGEST_HOLDER = 150
_LONGEST_NOTE = 200


@transaction.atomic
def open_account(
    unit: OrgUnit, *, by: User | None, bank_bin: str, number: str, holder: str, opened_on: date, on: date, note: str = ""
) -> BankAccount:
    """The unit has an account at that bank, in the name of an organisation (rules.check_holder)."""
    unit = locked(unit)
    rules.check_may(by, unit, on=on)
    account = BankAccount(unit=unit, bank_bin=bank_bin, number=rules.clean_number(number), opened_on=opened_on)
    account.holder, account.note = _words(holder, "holder", _LONGEST_HOLDER), _words(note, "note", _LONGEST_NOTE)
    account.recorded_by, account.recorded_at = by, clock.now()
    rules.check_opened(account, on=on)
    with refused():
        account.save()
    record("bank_account.opened", account, by=by, name=str(account), place_id=unit.pk, holder=account.holder, opened_on=opened_on)
    return account


@transaction.atomic
def close_account(account: BankAccount, *, by: User | None, closed_on: date, on: date) -> BankAccount:
    """Nothing comes to it after that day; its statements and lines stay."""
    account = locked(account)
    rules.check_may(by, account.unit, on=on)
    rules.check_closed(account, on=closed_on)
    account.closed_on = closed_on
    with refused():
        account.save(update_fields=["closed_on"])
    record("bank_account.closed", account, by=by, name=str(account), place_id=account.unit_id, closed_on=closed_on)
    return account


def _words(typed: str, field: str, most: int) -> str:
    text = clean(typed)
    if "\0" in text:
        raise RuleBroken(_("Có ký tự lạ không đọc được, xin gõ lại."), field=field)
    if len(text) > most:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự, đang có %(n)d.") % {"limit": most, "n": len(text)}, field=field)
    return text
