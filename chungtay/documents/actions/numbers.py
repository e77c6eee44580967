"""Numbers: given once, without gaps, in the transaction that issues or registers."""

from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.documents import rules
from chungtay.documents.models import NumberSeries
from chungtay.places.models import OrgUnit


def take_number(unit: OrgUnit, *, body: str, register: str, year: int) -> int:
    """The next number of the series, 1 in a new year. Only inside the transaction that uses it.

    The row stays locked until that transaction ends: whoever comes next waits, and gets the same number again if it was rolled back, so
    that none is lost and none is given twice (SQLite: its one writer holds the whole file).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is taken in the transaction that uses it, or it may be lost")
    series = _series(unit, body=body, register=register, year=year)
    number = series.next_number
    series.next_number = number + 1
    with refused():
        series.save(update_fields=["next_number"])
    return number


@transaction.atomic
def open_series(unit: OrgUnit, *, by: User | None, body: str, register: str, year: int, first_number: int, on: date) -> NumberSeries:
    """The series goes on from a paper register: its first number here is above 1. Only before any number was given."""
    rules.check_may(by, Can.SET_OFFICES, unit, on=on)
    if not 1 <= first_number <= 99_999:
        raise RuleBroken(_("Số tiếp theo nằm trong khoảng 1 đến 99999."), field="first_number")
    with refused():
        series = _series(unit, body=body, register=register, year=year)
        if series.next_number > series.first_number:
            raise RuleBroken(_("Dãy số này đã cấp số trong hệ thống, không đặt lại được."), field="first_number")
        series.first_number = series.next_number = first_number
        series.save(update_fields=["first_number", "next_number"])
    record("series.opened", series, by=by, name=str(year), place_id=unit.pk, body=body, register=register, number=first_number)
    return series


def _series(unit: OrgUnit, *, body: str, register: str, year: int) -> NumberSeries:
    """Held until the transaction ends. Two who open a new year at once: the second waits for the first and finds its row."""
    series, is_new = NumberSeries.objects.get_or_create(unit=unit, body=body, register=register, year=year)
    return series if is_new else locked(series)
