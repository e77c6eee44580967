"""Accounts: the list, one of them with its statements, opening, closing."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_for
from chungtay.banking.actions.accounts import close_account, open_account
from chungtay.banking.enums import UploadStatus
from chungtay.banking.models import BankAccount, StatementUpload
from chungtay.banking.queries import with_last_statement
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.paging import key_page
from chungtay.places.models import OrgUnit
from chungtay.web.access import person, requires
from chungtay.web.banking.forms import CloseForm, OpenForm
from chungtay.web.banking.shown import crumbs, period
from chungtay.web.shell.acting import posted
from chungtay.web.shell.listing import names_of, pager

both = require_http_methods(["GET", "POST"])
PAGE: Final = 50
# What still needs a machine or a person.
_UNDER_WAY: Final = [*UploadStatus.in_work(), UploadStatus.READ]


def in_scope(request: HttpRequest, pk: int) -> BankAccount:
    rows = BankAccount.objects.for_user(person(request), Can.KEEP_MONEY, on=clock.today())
    return get_object_or_404(rows.select_related("unit"), pk=pk)


@require_safe
@requires(Can.KEEP_MONEY)
def listed(request: HttpRequest) -> HttpResponse:
    """Of one's scope, the youngest first; how far the statements of each reach."""
    scope = BankAccount.objects.for_user(person(request), Can.KEEP_MONEY, on=clock.today())
    page = key_page(with_last_statement(scope), by=("-opened_on", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    names = names_of({account.unit_id for account in page.rows})
    rows = [{"account": account, "unit": names[account.unit_id]} for account in page.rows]
    return render(request, "banking/accounts.html", {"rows": rows, "page": pager(request, page)})


@both
@requires(Can.KEEP_MONEY)
def open_one(request: HttpRequest) -> HttpResponse:
    """An account that exists at a bank is put on record."""
    user, today = person(request), clock.today()
    among = units_for(user, Can.KEEP_MONEY, on=today)
    own = OrgUnit.objects.on(today).filter(pk=user.acting_role.unit_id if user.acting_role else 0).first()
    form = OpenForm(request.POST or None, among=among, initial={"unit": own})

    def action() -> BankAccount:
        given = dict(form.cleaned_data)
        return open_account(given.pop("unit"), by=user, on=today, **given)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi tài khoản %(number)s.") % {"number": form.cleaned_data["number"]})
        return redirect("banking:list")
    context = {
        "form": form,
        "title": _("Ghi tài khoản ngân hàng"),
        "lead": _("Ghi xong không sửa được, chỉ đóng; xin xem kỹ số tài khoản."),
        "submit_label": _("Ghi tài khoản"),
        "cancel_url": reverse("banking:list"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "banking/form.html", context)


@require_safe
@requires(Can.KEEP_MONEY)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: whose it is, files under way, its statements with the last days first."""
    account = in_scope(request, pk)
    page = key_page(account.statements.all(), by=("-ends_on", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    context = {
        "account": account,
        "facts": facts_of(account),
        "uploads": StatementUpload.objects.filter(account=account, status__in=_UNDER_WAY)
        .select_related("file")
        .order_by("-sent_at", "-pk")[:PAGE],
        "statements": [(statement, period(statement.starts_on, statement.ends_on)) for statement in page.rows],
        "page": pager(request, page),
        "breadcrumbs": crumbs(),
    }
    return render(request, "banking/account.html", context)


def facts_of(account: BankAccount) -> list[tuple[str, str]]:
    facts: list[tuple[str, Any]] = [
        (_("Chủ tài khoản"), account.holder),
        (_("Đơn vị"), names_of([account.unit_id])[account.unit_id]),
        (_("Dùng cho"), account.note),
        (_("Mở ngày"), format_day(account.opened_on)),
        (_("Đóng ngày"), format_day(account.closed_on) if account.closed_on else ""),
    ]
    return [(label, value) for label, value in facts if value]


@both
@requires(Can.KEEP_MONEY)
def close_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is received on it any more; everything stays."""
    account, user, today = in_scope(request, pk), person(request), clock.today()
    form = CloseForm(request.POST or None, initial={"closed_on": today})
    if posted(request, form, lambda: close_account(account, by=user, closed_on=form.cleaned_data["closed_on"], on=today)):
        messages.success(request, _("Đã đóng tài khoản."))
        return redirect("banking:account", pk=pk)
    context = {
        "form": form,
        "title": _("Đóng tài khoản"),
        "text": _("Từ ngày này không nhận tiền vào tài khoản nữa. Sao kê đã nạp vẫn còn. Không mở lại được."),
        "facts": [(_("Tài khoản"), str(account)), *facts_of(account)],
        "submit_label": _("Đóng tài khoản"),
        "cancel_url": reverse("banking:account", args=[pk]),
        "breadcrumbs": crumbs(account),
    }
    return render(request, "banking/confirm.html", context)
