"""What a donor allows: given, withdrawn, and the paper that was signed."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.donors.actions import give_consent, withdraw_consent
from chungtay.donors.enums import ConsentHow, ConsentWhat
from chungtay.donors.models import Consent, Donor
from chungtay.donors.queries import family
from chungtay.files.queries import attachment_handed_out
from chungtay.web.access import person, requires
from chungtay.web.donors.forms import ConsentForm
from chungtay.web.donors.showing import donor_in_scope
from chungtay.web.donors.wording import crumbs
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.attached import answer

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.RECORD_SUPPORT)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    donor, today = donor_in_scope(request, pk, Can.RECORD_SUPPORT, is_standing=True), clock.today()
    form = ConsentForm(sent(request), request.FILES or None, initial={"given_on": today})

    def action() -> Consent:
        given = dict(form.cleaned_data)
        name = given["paper"].name if given["paper"] else ""
        return give_consent(donor, by=person(request), on=today, name=name, **given)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi sự đồng ý."))
        return redirect("donors:donor", pk=pk)
    context = {
        "form": form,
        "title": _("Ghi sự đồng ý"),
        "lead": donor.name,
        "submit_label": _("Ghi"),
        "cancel_url": reverse("donors:donor", args=[pk]),
        "breadcrumbs": crumbs(donor),
    }
    return render(request, "donors/form.html", context)


@both
@requires(Can.RECORD_SUPPORT)
def withdraw(request: HttpRequest, pk: int, consent_pk: int) -> HttpResponse:
    """From the same minute nothing of it is public any more."""
    donor = donor_in_scope(request, pk, Can.RECORD_SUPPORT, is_standing=True)
    consent = _consent(donor, consent_pk)
    form = forms.Form(sent(request))
    if posted(request, form, lambda: withdraw_consent(consent, by=person(request), on=clock.today())):
        messages.success(request, _("Đã ghi nhà tài trợ rút đồng ý."))
        return redirect("donors:donor", pk=pk)
    erased = _("Người liên hệ, điện thoại, thư điện tử và địa chỉ bị xóa ngay, không lấy lại được.")
    context = {
        "form": form,
        "title": _("Nhà tài trợ rút đồng ý?"),
        "text": erased if consent.what == ConsentWhat.CONTACT else _("Trang công khai thôi dùng ngay. Giấy tờ đã phát hành không đổi."),
        "facts": [
            (_("Nhà tài trợ"), donor.name),
            (_("Đã đồng ý"), ConsentWhat(consent.what).label),
            (_("Từ ngày"), format_day(consent.given_on)),
            (_("Bằng cách"), ConsentHow(consent.how).label),
        ],
        "submit_label": _("Ghi rút đồng ý"),
        "cancel_url": reverse("donors:donor", args=[pk]),
        "breadcrumbs": crumbs(donor),
    }
    return render(request, "donors/confirm.html", context)


@require_safe
@requires(Can.RECORD_SUPPORT)
def paper(request: HttpRequest, pk: int, consent_pk: int) -> HttpResponseBase:
    """What was signed, as it was sent."""
    held = _consent(donor_in_scope(request, pk, Can.RECORD_SUPPORT), consent_pk).paper
    handed = attachment_handed_out(held) if held is not None else None
    if handed is None:
        raise Http404
    return answer(handed)


def _consent(donor: Donor, pk: int) -> Consent:
    return get_object_or_404(Consent.objects.select_related("paper", "donor__merged_into"), pk=pk, donor__in=family(donor))
