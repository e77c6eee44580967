"""Questions about accounts and what the banks said of them."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from chungtay.banking.enums import UploadStatus
from chungtay.banking.models import BankAccount, Statement, StatementUpload
from chungtay.places.models import OrgUnit
from chungtay.places.offices import committees_of
from chungtay.places.queries import ancestors


def accounts_of(unit: OrgUnit, *, on: date) -> QuerySet[BankAccount]:
    """The unit's own accounts that are open that day, the youngest first."""
    return BankAccount.objects.on(on).filter(unit=unit).order_by("-opened_on", "-pk")


def account_for(unit: OrgUnit, *, on: date) -> BankAccount | None:
    """Where money for this unit is paid that day: its own account, else that of the nearest unit in which it lies.

    The People's Committee of a territory keeps the territory's money; of several open accounts the one opened last is taken.
    """
    above = [unit, *reversed(ancestors(unit, on=on))]
    committees = committees_of(above, on=on)
    ways = [holder.pk for one in above for holder in (one, committees.get(one.pk)) if holder is not None]
    found = {account.unit_id: account for account in BankAccount.objects.on(on).filter(unit__in=ways).order_by("opened_on", "pk")}
    return next((found[pk] for pk in ways if pk in found), None)


def is_anything_waiting() -> bool:
    """Whether a file of a bank waits to be read or loaded."""
    return StatementUpload.objects.filter(status__in=[UploadStatus.WAITING, UploadStatus.CONFIRMED]).exists()


def with_last_statement(rows: QuerySet[BankAccount]) -> QuerySet[BankAccount]:
    """Each with `told_until`, the last day of which a statement tells, and `told_vnd`, the balance at its end; None without one."""
    last = Statement.objects.filter(account=OuterRef("pk")).order_by("-ends_on", "-pk")
    return rows.annotate(told_until=Subquery(last.values("ends_on")[:1]), told_vnd=Subquery(last.values("closing_vnd")[:1]))
