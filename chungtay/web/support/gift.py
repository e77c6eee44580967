"""One contribution: how it came, what was wished, where it went, what is left, what the ledger says; and giving money back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.ledger.models import Entry
from chungtay.ledger.rules import said_way
from chungtay.support import wishes
from chungtay.support.actions.receiving import refund
from chungtay.support.enums import Way
from chungtay.support.minutes import Wish
from chungtay.support.models import Allocation, Contribution, Substitution
from chungtay.support.rules import said_amount
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.listing import may_here, names_of
from chungtay.web.support.allocate_forms import RefundForm
from chungtay.web.support.allocating import gift_in_scope
from chungtay.web.support.lines import marked
from chungtay.web.support.shown import kind_name, money

both = require_http_methods(["GET", "POST"])
_MOST = 100


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Its whole life on one page."""
    gift = gift_in_scope(request, pk, Can.SEE_NEEDS)
    is_back = hasattr(gift, "reversed_by")
    parts = list(
        gift.allocations.filter(reverses__isnull=True)
        .select_related("need", "unit", "balance", "substitution", "reversed_by")
        .order_by("pk")[:_MOST]
    )
    names = names_of({gift.unit_id, *(part.unit_id for part in parts)})
    context = {
        "gift": gift,
        "back": gift.reversed_by if is_back else None,
        "facts": _facts(gift, names[gift.unit_id]),
        "bar": bar(gift),
        "parts": [_part(request, gift, part, names[part.unit_id]) for part in parts],
        "words": marked(gift.line, [gift.pledge_line.pledge.payment_code] if gift.pledge_line else []) if gift.line else [],
        "substitutions": [(row, wishes.said(gift, _aim(row))) for row in gift.substitutions.select_related("need", "unit").order_by("pk")],
        "wish": wishes.said(gift, wishes.wish_of(gift)),
        "refunds": [(row, money(row.amount_vnd)) for row in gift.refunds.order_by("pk")],
        "entries": _entries(gift),
        "may_allocate": may_here(request, Can.ALLOCATE) and gift.balance.idle > 0,
        "may_refund": may_here(request, Can.KEEP_MONEY) and gift.is_money and gift.way in (Way.BANK, Way.CASH) and gift.balance.idle > 0,
        "may_reverse": may_here(request, Can.RECORD_SUPPORT) and not is_back,
        "may_draft": may_here(request, Can.DRAFT_PAPERS) and not is_back,
        "breadcrumbs": [(_("Nguồn lực"), reverse("support:list"))],
    }
    return render(request, "support/gift.html", context)


def _part(request: HttpRequest, gift: Contribution, part: Allocation, to: str) -> dict[str, Any]:
    """Where it goes, how much of it is there, and what one may do about the rest."""
    delivered, back = part.balance.delivered, getattr(part, "reversed_by", None)
    waits = back is None and delivered < part.balance.amount
    return {
        "part": part,
        "amount": said_amount(gift, part.amount),
        "to": to,
        "need": part.need,
        "delivered": said_amount(gift, delivered) if delivered else "",
        "back": back,
        "substitution": part.substitution,
        "hand_over_url": reverse("support:hand_over", args=[part.unit.code]) if waits and may_here(request, Can.RECORD_SUPPORT) else "",
        "release_url": reverse("support:release", args=[part.pk]) if waits and not delivered and may_here(request, Can.ALLOCATE) else "",
    }


def _aim(row: Substitution) -> Wish:
    return Wish(row.need, row.unit, row.category)


def _facts(gift: Contribution, unit: str) -> list[tuple[str, str]]:
    reception = gift.reception
    facts = [
        (_("Mã dấu vết"), gift.trace_code),
        (_("Đã nhận"), f"{capfirst(kind_name(gift.programme, gift.kind))}, {said_amount(gift, gift.amount)}"),
        (_("Trị giá"), money(gift.value_vnd, gift.value_estimate) if gift.value_vnd and not gift.is_money else ""),
        (_("Ngày nhận"), format_day(gift.received_on)),
        (_("Cách nhận"), str(Way(gift.way).label)),
        (_("Đơn vị nhận"), unit),
        (_("Người ủng hộ"), gift.giver),
        (_("Chương trình"), gift.programme.name),
        (_("Cam kết"), gift.pledge_line.pledge.payment_code if gift.pledge_line else ""),
        (
            _("Biên bản"),
            " · ".join(part for part in (reception.number, reception.place, reception.receiver_name) if part) if reception else "",
        ),
        (_("Ghi chú"), gift.note),
    ]
    return [(label, value) for label, value in facts if value]


def bar(gift: Contribution) -> list[tuple[str, str, int]]:
    """(words, amount, per cent of what was received) of each part that there is."""
    held = gift.balance
    parts = [
        (_("đã bàn giao"), held.delivered),
        (_("đã phân bổ, chưa bàn giao"), held.allocated - held.delivered),
        (_("đã hoàn trả"), held.refunded),
        (_("phí") if gift.is_money else _("mất, hỏng"), held.lost),
        (_("chưa phân bổ"), held.idle),
    ]
    return [(words, said_amount(gift, amount), 100 * amount // held.received) for words, amount in parts if amount and held.received]


def _entries(gift: Contribution) -> list[tuple[Entry, str, str]]:
    """Each with from which account it goes to which."""
    rows = Entry.objects.filter(gift=gift.trace_code).select_related("debit", "credit").order_by("pk")
    return [(row, *said_way(row)) for row in rows[:_MOST]]


@both
@requires(Can.KEEP_MONEY)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Money back to its donor, at most what is left."""
    gift, user, today = gift_in_scope(request, pk, Can.KEEP_MONEY), person(request), clock.today()
    form = RefundForm(sent(request), initial={"refunded_on": today, "way": "bank"})
    if posted(request, form, lambda: refund(gift, by=user, on=today, **form.cleaned_data)):
        messages.success(request, _("Đã ghi hoàn trả %(amount)s.") % {"amount": money(form.cleaned_data["amount_vnd"])})
        return redirect("support:gift", pk)
    context = {
        "form": form,
        "title": _("Hoàn trả nhà tài trợ"),
        "lead": _("Còn %(amount)s chưa phân bổ.") % {"amount": said_amount(gift, gift.balance.idle)},
        "submit_label": _("Ghi hoàn trả"),
        "cancel_url": reverse("support:gift", args=[pk]),
        "breadcrumbs": [(_("Nguồn lực"), reverse("support:list"))],
    }
    return render(request, "support/form.html", context)
