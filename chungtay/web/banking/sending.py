"""A bank's file sent, followed while it is read, seen before it is loaded, confirmed or dropped."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chungtay.accounts.enums import Can
from chungtay.banking.actions.uploads import confirm_upload, drop_upload, send_file, type_balances
from chungtay.banking.enums import Layout, UploadStatus
from chungtay.banking.models import StatementUpload
from chungtay.core import clock
from chungtay.core.dates import parse_day
from chungtay.core.numbers import grouped, in_dong
from chungtay.support.actions.statements import book_statement
from chungtay.web.access import person, requires
from chungtay.web.banking.accounts import in_scope
from chungtay.web.banking.forms import BalancesForm, ConfirmForm, SendForm
from chungtay.web.banking.shown import crumbs, period
from chungtay.web.shell.acting import attempt, posted, sent

both = require_http_methods(["GET", "POST"])
# How far a file has come: (step of three, words).
_STEPS: Final[dict[str, int]] = {
    UploadStatus.WAITING: 0,
    UploadStatus.READING: 1,
    UploadStatus.CONFIRMED: 2,
    UploadStatus.LOADING: 2,
}


@both
@requires(Can.KEEP_MONEY)
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of one account; nothing is loaded before it was seen."""
    account, user = in_scope(request, pk), person(request)
    form = SendForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        upload = attempt(form, lambda: send_file(account, by=user, upload=file, name=file.name, on=clock.today()))
        if upload is not None:
            return redirect("banking:upload", pk=upload.pk)
    context = {
        "form": form,
        "title": _("Nạp sao kê"),
        "lead": str(account),
        "submit_label": _("Đọc tệp"),
        "cancel_url": reverse("banking:account", args=[pk]),
        "breadcrumbs": crumbs(account),
    }
    return render(request, "banking/form.html", context)


def _upload(request: HttpRequest, pk: int) -> StatementUpload:
    rows = StatementUpload.objects.for_user(person(request), Can.KEEP_MONEY, on=clock.today())
    return get_object_or_404(rows.select_related("account__unit", "file", "statement", "sent_by"), pk=pk)


@both
@requires(Can.KEEP_MONEY)
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the file has come; once it is read, what it holds, and the question whether to load it."""
    upload, user = _upload(request, pk), person(request)
    form = ConfirmForm(sent(request), has_gap=bool(upload.findings.get("gaps")))

    def action() -> StatementUpload:
        return confirm_upload(
            upload, by=user, on=clock.today(), is_gap_known=form.cleaned_data.get("is_gap_known", False), then=book_statement
        )

    if posted(request, form, action):
        return redirect("banking:upload", pk=pk)
    return _page(request, upload, form, BalancesForm())


@both
@requires(Can.KEEP_MONEY)
def balances(request: HttpRequest, pk: int) -> HttpResponse:
    """The two balances of a file that tells none."""
    upload, user = _upload(request, pk), person(request)
    form = BalancesForm(sent(request))
    if posted(request, form, lambda: type_balances(upload, by=user, on=clock.today(), **form.cleaned_data)):
        return redirect("banking:upload", pk=pk)
    return _page(request, upload, ConfirmForm(has_gap=False), form)


@require_POST
@requires(Can.KEEP_MONEY)
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    upload, user, form = _upload(request, pk), person(request), forms.Form({})
    if posted(request, form, lambda: drop_upload(upload, by=user, on=clock.today())):
        messages.success(request, _("Đã bỏ tệp; chưa có gì được nạp."))
        return redirect("banking:account", pk=upload.account_id)
    return _page(request, upload, form, BalancesForm())


def _page(request: HttpRequest, upload: StatementUpload, form: forms.Form, balances_form: forms.Form) -> HttpResponse:
    upload.refresh_from_db(fields=["status", "findings"])  # a refused action may have looked at it later than this page
    told = upload.findings
    asks_balances = upload.status == UploadStatus.READ and not told["faults"] and (told["opening"] is None or told["closing"] is None)
    is_ready = upload.status == UploadStatus.READ and not told["faults"] and not asks_balances
    context = {
        "upload": upload,
        "account": upload.account,
        "step": _STEPS.get(upload.status),
        "is_in_work": upload.status in UploadStatus.in_work(),
        "facts": _facts(told) if told.get("starts") else [],
        "faults": told.get("faults", []),
        "more_faults": told.get("fault_count", 0) - len(told.get("faults", [])),
        "gaps": told.get("gaps", []),
        "refusal": told.get("refusal", ""),
        "asks_balances": asks_balances,
        "is_ready": is_ready,
        "new": told.get("count", 0) - told.get("known", 0),
        "known": told.get("known", 0),
        "form": form,
        "balances_form": balances_form,
        "submit_label": _("Nạp %(n)s dòng mới") % {"n": grouped(told.get("count", 0) - told.get("known", 0))},
        "breadcrumbs": crumbs(upload.account),
    }
    return render(request, "banking/upload.html", context)


def _facts(told: dict[str, Any]) -> list[tuple[str, str]]:
    """What the file says of itself."""
    sums = [
        (_("Số dư đầu kỳ"), told["opening"]),
        (_("Tiền vào"), told["credit"]),
        (_("Tiền ra"), told["debit"]),
        (_("Số dư cuối kỳ"), told["closing"]),
    ]
    return [
        (_("Mẫu sao kê"), str(Layout(told["layout"]).label)),
        (_("Kỳ sao kê"), period(parse_day(told["starts"]), parse_day(told["ends"]))),
        *((label, in_dong(amount)) for label, amount in sums if amount is not None),
        (_("Số dòng"), grouped(told["count"])),
    ]
