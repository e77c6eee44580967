"""Lines of statements that wait to be said what they are, and what was said."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.banking.models import StatementLine
from chungtay.support.enums import Way
from chungtay.support.models import Contribution, LineBooking


def open_lines(user: User, *, on: date) -> QuerySet[StatementLine]:
    """Of the accounts that the person keeps, the oldest first."""
    booked = LineBooking.objects.filter(line=OuterRef("pk"), is_undone=False)
    rows = StatementLine.objects.for_user(user, Can.KEEP_MONEY, on=on).filter(~Exists(booked))
    return rows.prefetch_related("account__unit").order_by("booked_on", "pk")  # few accounts, of many lines


def bookings(user: User, *, on: date) -> QuerySet[LineBooking]:
    """What stands booked of the accounts that the person keeps."""
    rows = LineBooking.objects.filter(is_undone=False, line__in=StatementLine.objects.for_user(user, Can.KEEP_MONEY, on=on).values("pk"))
    return rows.select_related("line__account__unit", "contribution__donor", "programme", "booked_by")


def idle_gifts(user: User, can: Can, *, on: date) -> QuerySet[Contribution]:
    """Of the person's scope, what came and has no aim yet, with `idle` in đồng or pieces; the oldest first."""
    rows = Contribution.objects.for_user(user, can, on=on).standing().exclude(way=Way.DIRECT)
    return rows.with_idle().order_by("received_on", "pk")


def fee_payers(line: StatementLine) -> QuerySet[Contribution]:
    """From what a fee of that account may be paid: interest first, then the oldest money."""
    rows = Contribution.objects.standing().filter(unit=line.account.unit_id, is_money=True).exclude(way=Way.DIRECT)
    enough = rows.with_idle(line.amount_vnd).annotate(is_gift=Q(~Q(way=Way.INTEREST)))
    return enough.order_by("is_gift", "received_on", "pk")
