"""Cash or goods received by minutes: who gave, who received, where, and line by line what."""

import secrets
from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_for
from chungtay.banking.codes import codes_in
from chungtay.core import clock
from chungtay.donors.models import Donor
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.programmes.models import Programme
from chungtay.programmes.queries import running
from chungtay.support.actions.receiving import receive_cash, receive_goods
from chungtay.support.minutes import Minutes, Received
from chungtay.support.models import Pledge, PledgeLine, Reception
from chungtay.support.promised import promised_amount
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.amounts import CountField, MoneyField
from chungtay.web.shell.attached import AttachmentField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.support.forms import kind_choices
from chungtay.web.support.line_forms import donor_called
from chungtay.web.unit_field import UnitField

LINES: Final = 4
_WHO: Final = ("number", "place", "giver_name", "receiver_name")


class ReceptionForm(forms.Form):
    """The minutes, and up to four lines; a line without a kind is none."""

    unit = UnitField(label=gettext_lazy("Đơn vị nhận"))
    received_on = DayField(label=gettext_lazy("Ngày nhận"))
    donor = words(
        gettext_lazy("Nhà tài trợ"),
        length=200,
        required=False,
        hint=gettext_lazy("Tên đúng như trong danh sách; để trống nếu không nêu tên."),
    )
    pledge = words(
        gettext_lazy("Mã chuyển khoản của cam kết"), length=60, required=False, hint=gettext_lazy("Nếu là hàng, tiền đã cam kết.")
    )
    store = UnitField(label=gettext_lazy("Nơi cất giữ"), required=False)
    giver_name = words(gettext_lazy("Người giao"), length=200, required=False)
    receiver_name = words(gettext_lazy("Người nhận"), length=200, required=False)
    place = words(gettext_lazy("Giao nhận tại"), length=200, required=False)
    number = words(gettext_lazy("Số biên bản"), length=40, required=False)
    upload = AttachmentField(label=gettext_lazy("Biên bản đã ký"))
    once = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, programmes: list[Programme], among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {one.slug: one for one in programmes}
        for name in ("unit", "store"):
            self.fields[name].among = among  # type: ignore[attr-defined]  # a UnitField
        self.fields["store"].help_text = _("Với hiện vật; để trống thì là đơn vị nhận.")
        for n in range(1, LINES + 1):
            kinds = [("", "—"), *kind_choices(programmes)]
            self.fields[f"kind_{n}"] = one_of(_("Đã nhận gì (%(n)d)") % {"n": n}, kinds, required=n == 1)
            self.fields[f"quantity_{n}"] = CountField(label=_("Số lượng (%(n)d)") % {"n": n}, required=False)
            self.fields[f"value_{n}"] = MoneyField(label=_("Số tiền, hoặc trị giá (%(n)d)") % {"n": n}, required=False)
        last = ["giver_name", "receiver_name", "place", "number", "upload", "once"]
        self.order_fields([name for name in self.fields if name not in last] + last)

    @property
    def parts(self) -> dict[str, Any]:
        """The boxes in the order of the page; `more`: lines that most minutes do not have, open where something stands in them."""
        more = [self[f"{name}_{n}"] for n in range(2, LINES + 1) for name in ("kind", "quantity", "value")]
        names = {field.name for field in more}
        lines = [self["kind_1"], self["quantity_1"], self["value_1"]]
        rest = [field for field in self.visible_fields() if field.name not in names and field not in lines]
        cut = next(place for place, field in enumerate(rest) if field.name == "giver_name")
        is_open = any(field.value() or field.errors for field in more)
        return {"head": rest[:cut], "lines": lines, "more": more, "last": rest[cut:], "is_open": is_open}

    def clean_pledge(self) -> Pledge | None:
        typed = self.cleaned_data["pledge"]
        found = Pledge.objects.filter(payment_code__in=codes_in(typed)).select_related("donor", "programme").first() if typed else None
        if typed and found is None:
            raise ValidationError(_("Không có cam kết với mã này."))
        return found

    def lines(self) -> tuple[Programme, list[Received], bool]:
        """The programme, the lines, whether they are money; of two programmes, or of money beside goods, there are two minutes."""
        chosen = [(n, *self.cleaned_data[f"kind_{n}"].split(":", 1)) for n in range(1, LINES + 1) if self.cleaned_data.get(f"kind_{n}")]
        programme = self.programmes[chosen[0][1]]
        pledge: Pledge | None = self.cleaned_data.get("pledge")
        promised = list(pledge.lines.filter(is_dropped=False).select_related("pledge__donor", "need", "unit")) if pledge else []
        rows = []
        for n, _slug, kind in chosen:
            line = _kept(promised, kind)
            measure = line.measure if line is not None else ""  # what is promised to a need is counted as the need is
            rows.append(Received(kind, self.cleaned_data[f"quantity_{n}"], measure, self.cleaned_data[f"value_{n}"], pledge_line=line))
        return programme, rows, programme.pack.by_resource[chosen[0][2]].is_money

    def clean(self) -> dict[str, Any]:
        slugs = {self.cleaned_data[f"kind_{n}"].split(":", 1)[0] for n in range(1, LINES + 1) if self.cleaned_data.get(f"kind_{n}")}
        if len(slugs) > 1:
            raise ValidationError(_("Mỗi biên bản chỉ cho một chương trình."))
        return self.cleaned_data


def _kept(promised: list[PledgeLine], kind: str) -> PledgeLine | None:
    return next((line for line in promised if line.kind == kind), None)


def _as_promised(pledge: Pledge, *, on: date) -> dict[str, Any]:
    """The boxes of what the pledge still awaits: goods, or money where it is of money alone."""
    waits = [(line, promised_amount(line) - line.came) for line in pledge.lines.filter(is_dropped=False).order_by("pk")]
    waits = [(line, left) for line, left in waits if left > 0]
    lines = [one for one in waits if not one[0].is_money] or waits
    found: dict[str, Any] = {
        "pledge": pledge.payment_code,
        "unit": OrgUnit.objects.on(on).filter(pk=pledge.unit_id).first(),
        "giver_name": pledge.donor.name,
    }
    for n, (line, left) in enumerate(lines[:LINES], 1):
        found |= {f"kind_{n}": f"{pledge.programme.slug}:{line.kind}", f"{'value' if line.is_money else 'quantity'}_{n}": left}
    return found


@require_http_methods(["GET", "POST"])
@requires(Can.RECORD_SUPPORT)
def receive(request: HttpRequest) -> HttpResponse:
    """One sheet for cash and one for goods: the first line says which it is."""
    user, today = person(request), clock.today()
    among = units_for(user, Can.RECORD_SUPPORT, on=today)
    own = OrgUnit.objects.on(today).filter(pk=user.acting_role.unit_id if user.acting_role else 0).first()
    pledge = Pledge.objects.for_user(user, Can.RECORD_SUPPORT, on=today).filter(payment_code=request.GET.get("cam-ket", "")[:20]).first()
    initial = {"unit": own, "received_on": today, "once": secrets.token_urlsafe(24), **(_as_promised(pledge, on=today) if pledge else {})}
    form = ReceptionForm(sent(request), request.FILES or None, programmes=list(running(today)), among=among, initial=initial)
    donors = Donor.objects.for_user(user, Can.RECORD_SUPPORT, on=today).standing()

    made: list[Reception] = []

    def action() -> Reception:
        said = form.cleaned_data
        donor, file, unit = donor_called(said["donor"], donors), said["upload"], said["unit"]
        who = {name: said[name] for name in _WHO} | {"once": said["once"]}
        if isinstance(donor, str) and donor and not who["giver_name"]:
            who["giver_name"] = donor
        known = donor if isinstance(donor, Donor) else None
        minutes = Minutes(said["received_on"], known, upload=file, upload_name=file.name if file else "", **who)
        programme, lines, is_money = form.lines()
        given: dict[str, Any] = {"by": user, "on": today, "programme": programme, "minutes": minutes, "lines": lines}
        made.append(receive_cash(unit, **given) if is_money else receive_goods(unit, **given, store=said["store"] or unit))
        return made[0]

    if posted(request, form, action):
        messages.success(request, _("Đã ghi biên bản tiếp nhận."))
        gifts = made[0].contributions.order_by("pk")[:2]
        return redirect("support:gift", gifts[0].pk) if len(gifts) == 1 else redirect("support:list")
    context = {
        "form": form,
        "title": _("Biên bản tiếp nhận"),
        "lead": _("Tiền mặt hoặc hiện vật đã giao cho đơn vị. Tiền và hiện vật ghi hai biên bản."),
        "submit_label": _("Ghi biên bản"),
        "cancel_url": reverse("support:list"),
        "breadcrumbs": [(_("Nguồn lực"), reverse("support:list"))],
    }
    return render(request, "support/receive.html", context)
