"""Writing a handing over down: for which unit, and which parts of what was allocated to it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.places.models import OrgUnit
from chungtay.support.actions.delivering import hand_over
from chungtay.support.enums import Way
from chungtay.support.handing import Handed
from chungtay.support.models import Allocation, Delivery, StoreBalance
from chungtay.support.queries import delivering, storing
from chungtay.support.rules import called, said_amount
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.amounts import WholeField
from chungtay.web.shell.attached import AttachmentField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.shell.listing import names_of, pager
from chungtay.web.support.handed import crumbs

both = require_http_methods(["GET", "POST"])
MOST_PARTS: Final = 60
PAGE: Final = 50
_CASH: Final = "tien-mat"
_BANK: Final = "chuyen-khoan"
_FROM: Final = [(_CASH, gettext_lazy("Tiền mặt")), (_BANK, gettext_lazy("Chuyển khoản"))]


class HandOverForm(forms.Form):
    """Four boxes for each part: whether, how much, how much of the need that meets, and from where."""

    delivered_on = DayField(label=gettext_lazy("Ngày bàn giao"))
    giver_name = words(gettext_lazy("Bên giao"), hint=gettext_lazy("Họ tên, chức vụ người giao."))
    receiver_name = words(gettext_lazy("Bên nhận"), hint=gettext_lazy("Họ tên, chức vụ người nhận của trường."))
    place = words(gettext_lazy("Nơi bàn giao"), required=False)
    upload = AttachmentField(label=gettext_lazy("Biên bản đã ký"))
    note = words(gettext_lazy("Ghi chú"), length=300, rows=2, required=False)
    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(
        self,
        *args: Any,
        parts: Sequence[Allocation],
        met: Mapping[int, int],
        stores: Mapping[int, list[StoreBalance]],
        names: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        self.places = {row.place_id: row.place for rows in stores.values() for row in rows}
        for part in parts:
            gift, key = part.contribution, part.pk
            lie = stores.get(gift.pk, [])
            left = part.balance.amount - part.balance.delivered
            self.fields[f"pick_{key}"] = forms.BooleanField(label=_("Bàn giao phần này"), required=False)
            self.fields[f"amount_{key}"] = WholeField(label=_("Bàn giao bao nhiêu"), required=False, initial=left)
            places = [(str(row.place_id), f"{names[row.place_id]} ({said_amount(gift, row.quantity)})") for row in lie]
            self.fields[f"from_{key}"] = one_of(_("Lấy từ"), _FROM if gift.is_money else places, required=False)
            self.fields[f"from_{key}"].initial = _CASH if gift.way == Way.CASH else _BANK if gift.is_money else (places or [("", "")])[0][0]
            if part.need is not None:
                still = max(0, part.need_quantity - met.get(key, 0))
                label = _("Đáp ứng bao nhiêu %(measure)s") % {"measure": part.need.measure}
                self.fields[f"met_{key}"] = WholeField(label=label, required=False, initial=still)

    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields if name != "once"]

    def rows(self) -> list[dict[str, Any]]:
        """Each part and its boxes."""
        return [
            {
                "part": part,
                "what": called(part.contribution),
                "left": said_amount(part.contribution, part.balance.amount - part.balance.delivered),
                "pick": self[f"pick_{part.pk}"],
                "boxes": [self[name] for name in (f"amount_{part.pk}", f"met_{part.pk}", f"from_{part.pk}") if name in self.fields],
            }
            for part in self.parts
        ]

    def lines(self) -> list[Handed]:
        given = self.cleaned_data
        found = []
        for part in self.parts:
            if not given.get(f"pick_{part.pk}"):
                continue
            source, is_money = given.get(f"from_{part.pk}") or "", part.contribution.is_money
            store = None if is_money or not source else self.places[int(source)]
            amounts = given.get(f"amount_{part.pk}") or 0, given.get(f"met_{part.pk}") or 0
            found.append(Handed(part, *amounts, store, in_cash=source == _CASH if is_money and source else None))
        return found


@require_safe
@requires(Can.RECORD_SUPPORT)
def choose(request: HttpRequest) -> HttpResponse:
    """Units for which something allocated waits to be handed over."""
    user, today = person(request), clock.today()
    page = key_page(delivering.units_to_hand_over_to(user, on=today), by=("code",), after=request.GET.get("sau", ""), size=PAGE)
    counts, names = delivering.waiting_for(page.rows, user, on=today), names_of([unit.pk for unit in page.rows])
    context = {
        "units": [(unit, names[unit.pk], counts[unit.pk]) for unit in page.rows],
        "page": pager(request, page),
        "breadcrumbs": crumbs((_("Bàn giao"), reverse("support:deliveries"))),
    }
    return render(request, "support/hand_over_to.html", context)


@both
@requires(Can.RECORD_SUPPORT)
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The parts that wait for this unit, and the minutes."""
    user, today = person(request), clock.today()
    unit = get_object_or_404(OrgUnit, code=code)
    parts = list(delivering.parts_for(unit, user, on=today)[:MOST_PARTS])
    if not parts:
        raise Http404
    stores = storing.stores_of({part.contribution_id for part in parts})
    names = names_of({unit.pk, *(part.unit_id for part in parts), *(row.place_id for rows in stores.values() for row in rows)})
    initial = {"delivered_on": today, "giver_name": str(user), "once": uuid4().hex}
    met = delivering.met_before(parts)
    form = HandOverForm(sent(request), request.FILES or None, parts=parts, met=met, stores=stores, names=names, initial=initial)
    made: list[Delivery] = []

    def action() -> Delivery:
        given = {name: form.cleaned_data[name] for name in form.base_fields}
        name = given["upload"].name if given["upload"] else ""
        made.append(hand_over(unit, by=user, on=today, lines=form.lines(), upload_name=name, **given))
        return made[0]

    if posted(request, form, action):
        messages.success(request, _("Đã ghi bàn giao %(code)s. Đơn vị nhận được báo để xác nhận.") % {"code": made[0].code})
        return redirect("support:delivery", pk=made[0].pk)
    context = {
        "form": form,
        "unit": names[unit.pk],
        "names": names,
        "submit_label": _("Ghi bàn giao"),
        "cancel_url": reverse("support:deliveries"),
        "breadcrumbs": crumbs((_("Bàn giao"), reverse("support:deliveries"))),
    }
    return render(request, "support/hand_over.html", context)
