"""A statement that was loaded: its sums, its lines page by page, the file as the bank gave it."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.banking.models import Statement
from chungtay.core import clock
from chungtay.core.numbers import grouped, in_dong
from chungtay.core.paging import key_page
from chungtay.files.queries import attachment_handed_out
from chungtay.web.access import person, requires
from chungtay.web.banking.shown import crumbs, period
from chungtay.web.shell.attached import answer
from chungtay.web.shell.listing import pager

PAGE: Final = 100


def _statement(request: HttpRequest, pk: int) -> Statement:
    rows = Statement.objects.for_user(person(request), Can.KEEP_MONEY, on=clock.today())
    return get_object_or_404(rows.select_related("account", "file", "loaded_by"), pk=pk)


@require_safe
@requires(Can.KEEP_MONEY)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines that this statement brought, in the order of the file; those known before stand with the statement that brought them."""
    statement = _statement(request, pk)
    page = key_page(statement.lines.all(), by=("pk",), after=request.GET.get("sau", ""), size=PAGE)
    context = {
        "statement": statement,
        "account": statement.account,
        "period": period(statement.starts_on, statement.ends_on),
        "facts": _facts(statement),
        "lines": page.rows,
        "page": pager(request, page),
        "breadcrumbs": crumbs(statement.account),
    }
    return render(request, "banking/statement.html", context)


def _facts(statement: Statement) -> list[tuple[str, str]]:
    new = statement.new_count
    count = _("%(new)s dòng mới, %(known)s dòng đã có từ sao kê khác") % {"new": grouped(new), "known": grouped(statement.known_count)}
    return [
        (_("Số dư đầu kỳ"), in_dong(statement.opening_vnd)),
        (_("Tiền vào"), in_dong(statement.credit_vnd)),
        (_("Tiền ra"), in_dong(statement.debit_vnd)),
        (_("Số dư cuối kỳ"), in_dong(statement.closing_vnd)),
        (_("Số dòng"), count if statement.known_count else grouped(new)),
    ]


@require_safe
@requires(Can.KEEP_MONEY)
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """As the bank gave it, for the reader's disk."""
    handed = attachment_handed_out(_statement(request, pk).file)
    if handed is None:
        raise Http404
    return answer(handed)
