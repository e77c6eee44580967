"""The stores: what lies where, how it came and went, carrying and losing."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.core.paging import key_page
from chungtay.ledger.models import Account, Entry
from chungtay.support.actions.storing import move_goods, record_loss
from chungtay.support.enums import LossKind
from chungtay.support.models import Loss, StoreBalance
from chungtay.support.queries import storing
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.amounts import CountField
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.attached import AttachmentField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.shell.listing import may_here, names_of, pager
from chungtay.web.support.handed import Crumbs, attachment_answer, crumbs
from chungtay.web.support.shown import kind_name
from chungtay.web.unit_field import UnitField

both = require_http_methods(["GET", "POST"])
PLACES: Final = 20
ENTRIES: Final = 50


class MoveForm(forms.Form):
    to = UnitField(label=gettext_lazy("Chuyển đến"))
    quantity = CountField(label=gettext_lazy("Số lượng"))
    moved_on = DayField(label=gettext_lazy("Ngày chuyển"))
    carrier = words(gettext_lazy("Người chuyển"), required=False)


class LossForm(forms.Form):
    kind = one_of(gettext_lazy("Vì sao không còn"), list(LossKind.choices), radios=True)
    quantity = CountField(label=gettext_lazy("Số lượng"))
    lost_on = DayField(label=gettext_lazy("Ngày xảy ra"))
    reason = words(gettext_lazy("Lý do"), length=500, rows=3, hint=gettext_lazy("Ví dụ: mưa dột kho, ướt không dùng được."))
    upload = AttachmentField(label=gettext_lazy("Biên bản"), required=True)


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """Place by place, what lies there."""
    viewer, today = person(request), clock.today()
    page = key_page(storing.stores(viewer, Can.SEE_NEEDS, on=today), by=("code",), after=request.GET.get("sau", ""), size=PLACES)
    places = list(page.rows)
    names, by_place = names_of([place.pk for place in places]), _by_place(storing.lying_at(places))
    context = {
        "places": [(place, names[place.pk], by_place.get(place.pk, [])) for place in places],
        "page": pager(request, page),
        "area_tabs": area_tabs(request),
    }
    return render(request, "support/stores.html", context)


def _by_place(shelves: Iterable[Account]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for shelf in shelves:
        found.setdefault(shelf.unit_id, []).append({"shelf": shelf, "what": _what(shelf), "stock": _amount(shelf, shelf.balance.amount)})
    return found


def _what(shelf: Account) -> str:
    assert shelf.programme is not None
    return kind_name(shelf.programme, storing.thing_of(shelf)[0])


def _amount(shelf: Account, amount: int) -> str:
    return f"{grouped(amount)} {storing.thing_of(shelf)[1]}".strip()


@require_safe
@requires(Can.SEE_NEEDS)
def shelf(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing at one place: came − went − lost = stock, each step, and of which gifts it is."""
    viewer, today = person(request), clock.today()
    found = get_object_or_404(storing.shelves(viewer, Can.SEE_NEEDS, on=today), pk=pk)
    sums = storing.moved(found)
    page = key_page(storing.entries_of(found), by=("-booked_on", "-pk"), after=request.GET.get("sau", ""), size=ENTRIES)
    may = found.unit_id in set(units_for(viewer, Can.RECORD_SUPPORT, on=today).filter(pk=found.unit_id).values_list("pk", flat=True))
    parts = {"came": sums.came, "went": sums.went, "lost": sums.lost, "stock": sums.stock}
    context = {
        "shelf": found,
        "what": _what(found),
        "place": names_of([found.unit_id])[found.unit_id],
        "sums": {name: _amount(found, amount) for name, amount in parts.items()},
        "steps": [_step(found, entry) for entry in page.rows],
        "page": pager(request, page),
        "gifts": [(row, _amount(found, row.quantity)) for row in storing.gifts_at(found)[:ENTRIES]],
        "losses": _losses(found),
        "may_record": may and may_here(request, Can.RECORD_SUPPORT),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "support/shelf.html", context)


def _step(shelf: Account, entry: Entry) -> dict[str, Any]:
    is_in = entry.debit_id == shelf.pk
    label = str(entry.get_kind_display())
    if entry.reverses is not None:
        label = _("Hủy: %(what)s") % {"what": entry.reverses.get_kind_display()}
    amount = _amount(shelf, entry.amount)
    return {"entry": entry, "label": label, "came": amount if is_in else "", "went": "" if is_in else amount}


def _losses(shelf: Account) -> list[tuple[Loss, str]]:
    kind, measure = storing.thing_of(shelf)
    rows = Loss.objects.filter(place=shelf.unit, contribution__programme=shelf.programme, contribution__kind=kind)
    found = rows.filter(contribution__measure=measure).select_related("minutes").order_by("-lost_on", "-pk")
    return [(row, _amount(shelf, row.quantity)) for row in found[:ENTRIES]]


def _crumbs() -> Crumbs:
    return crumbs((_("Kho"), reverse("support:stores")))


@both
@requires(Can.RECORD_SUPPORT)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Pieces of one gift to another place of the scope."""
    row, user, today = _lying(request, pk), person(request), clock.today()
    form = MoveForm(sent(request), initial={"moved_on": today, "quantity": row.quantity})
    form.fields["to"].among = units_for(user, Can.RECORD_SUPPORT, on=today)  # type: ignore[attr-defined]

    def action() -> object:
        return move_goods(row.contribution, by=user, on=today, origin=row.place, **form.cleaned_data)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi việc chuyển kho."))
        return redirect(_shelf_url(row))
    lead = _("Kho nơi đi giảm, kho nơi đến tăng đúng số này.")
    return _form(request, row, form, title=_("Chuyển kho"), lead=lead, submit=_("Ghi chuyển kho"))


@both
@requires(Can.RECORD_SUPPORT)
def lose(request: HttpRequest, pk: int) -> HttpResponse:
    """Pieces of one gift are gone; with minutes."""
    row, user, today = _lying(request, pk), person(request), clock.today()
    form = LossForm(sent(request), request.FILES or None, initial={"lost_on": today})

    def action() -> object:
        given = dict(form.cleaned_data)
        return record_loss(row.contribution, by=user, on=today, place=row.place, upload_name=given["upload"].name, **given)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi mất, hỏng."))
        return redirect(_shelf_url(row))
    lead = _("Chỉ ghi được phần chưa phân bổ. Đã ghi thì không sửa, không xóa.")
    return _form(request, row, form, title=_("Ghi mất, hỏng"), lead=lead, submit=_("Ghi mất, hỏng"))


def _lying(request: HttpRequest, pk: int) -> StoreBalance:
    return get_object_or_404(storing.lying_in(person(request), Can.RECORD_SUPPORT, on=clock.today()), pk=pk)


def _shelf_url(row: StoreBalance) -> str:
    gift = row.contribution
    commodity = f"{gift.kind}|{gift.measure}"
    found = storing.shelf_of(row.place_id, gift.programme_id, commodity)
    return reverse("support:shelf", args=[found.pk]) if found is not None else reverse("support:stores")


def _form(request: HttpRequest, row: StoreBalance, form: forms.Form, *, title: str, lead: str, submit: str) -> HttpResponse:
    gift = row.contribution
    facts = [
        (_("Hiện vật"), kind_name(gift.programme, gift.kind)),
        (_("Mã dấu vết"), gift.trace_code),
        (_("Đang ở"), names_of([row.place_id])[row.place_id]),
        (_("Còn ở đây"), f"{grouped(row.quantity)} {gift.measure}"),
        (_("Chưa phân bổ"), f"{grouped(min(row.quantity, gift.balance.idle))} {gift.measure}"),
    ]
    context = {"form": form, "title": title, "lead": lead, "facts": facts, "submit_label": submit}
    return render(request, "support/step.html", context | {"cancel_url": _shelf_url(row), "breadcrumbs": _crumbs()})


@require_safe
@requires(Can.SEE_NEEDS)
def loss_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper that says what was lost; to whom the place is shown."""
    places = storing.places_seen(person(request), on=clock.today())
    return attachment_answer(get_object_or_404(Loss.objects.select_related("minutes"), pk=pk, place__in=places).minutes)
