"""Putting a donor on record, and revising what is known."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.donors.actions import record_donor, revise_donor
from chungtay.donors.enums import DonorKind, PublicAs
from chungtay.donors.models import Donor
from chungtay.donors.queries import LooksAlike
from chungtay.donors.rules import FIELDS
from chungtay.places.models import OrgUnit
from chungtay.web.access import person, requires
from chungtay.web.donors.forms import DonorForm, NewDonorForm
from chungtay.web.donors.showing import donor_in_scope
from chungtay.web.donors.wording import crumbs, spoken
from chungtay.web.shell.acting import posted, sent

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.RECORD_SUPPORT)
def record(request: HttpRequest) -> HttpResponse:
    """Whoever looks like a donor on record is shown first; the person says that it is another, or opens that one."""
    user, today = person(request), clock.today()
    own = OrgUnit.objects.on(today).filter(pk=user.acting_role.unit_id if user.acting_role else 0).first()
    initial = {"at": own, "kind": DonorKind.PERSON, "public_as": PublicAs.NONE}
    among = units_for(user, Can.RECORD_SUPPORT, on=today)
    form = NewDonorForm(sent(request), request.FILES or None, among=among, initial=initial)
    made: list[Donor] = []

    def action() -> Donor:
        given = {name: form.cleaned_data[name] for name in (*FIELDS, "at", "consent_how", "consent_on", "paper")}
        paper = given["paper"]
        name = paper.name if paper else ""
        try:
            made.append(record_donor(by=user, on=today, **given, paper_name=name, apart_from=form.cleaned_data["apart_from"]))
        except LooksAlike as refusal:
            form.ask_about(refusal.alike)
            raise
        return made[0]

    if posted(request, form, action):
        messages.success(request, _("Đã ghi nhà tài trợ %(name)s.") % {"name": made[0].name})
        return redirect("donors:donor", pk=made[0].pk)
    context = {
        "form": form,
        "title": _("Ghi nhà tài trợ"),
        "lead": _("Chỉ loại và tên là bắt buộc."),
        "submit_label": _("Ghi"),
        "cancel_url": reverse("donors:list"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "donors/entry.html", context)


@both
@requires(Can.RECORD_SUPPORT)
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    donor, user, today = donor_in_scope(request, pk, Can.RECORD_SUPPORT, is_standing=True), person(request), clock.today()
    initial = {name: getattr(donor, name) for name in FIELDS} | {"phone": spoken(donor.phone), "at": _named(donor.kept_by)}
    form = DonorForm(sent(request), among=units_for(user, Can.RECORD_SUPPORT, on=today), initial=initial)

    def action() -> Donor:
        given = form.cleaned_data
        return revise_donor(donor, by=user, on=today, details=form.details, consent_how=given["consent_how"], at=given["at"])

    if posted(request, form, action):
        messages.success(request, _("Đã lưu."))
        return redirect("donors:donor", pk=pk)
    context = {
        "form": form,
        "title": _("Sửa thông tin nhà tài trợ"),
        "lead": donor.name,
        "submit_label": _("Lưu"),
        "cancel_url": reverse("donors:donor", args=[pk]),
        "breadcrumbs": crumbs(donor),
    }
    return render(request, "donors/entry.html", context)


def _named(unit: OrgUnit) -> OrgUnit | None:
    """As it is called today; nothing for a unit that has ended: another must take over."""
    return OrgUnit.objects.on(clock.today()).filter(pk=unit.pk).first()
