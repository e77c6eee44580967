"""Money and periods in words, and where one is."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.banking.models import BankAccount, Statement
from chungtay.core.dates import format_day

Crumbs = list[tuple[str, str | None]]


def period(starts: date, ends: date) -> str:
    """'01/3/2026 – 31/3/2026', or the one day."""
    return format_day(starts) if starts == ends else f"{format_day(starts)} – {format_day(ends)}"


def crumbs(account: BankAccount | None = None, statement: Statement | None = None) -> Crumbs:
    """The way down to the page; its own name is not among them."""
    found: Crumbs = [(_("Tài khoản ngân hàng"), reverse("banking:list"))]
    if account is not None:
        found.append((str(account), reverse("banking:account", args=[account.pk])))
    if statement is not None:
        found.append((period(statement.starts_on, statement.ends_on), reverse("banking:statement", args=[statement.pk])))
    return found
