"""The first page: what waits for me."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.places.models import OrgUnit
from chungtay.web.access import person, signed_in
from chungtay.web.home.waiting import waiting_for


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person in the role they act in, and the few places they go to most."""
    user, day = person(request), clock.today()
    role = user.acting_role
    unit = OrgUnit.objects.on(day).filter(pk=role.unit_id).first() if role else None
    shortcuts = [(reverse("places:unit", args=[unit.code]), _("Đơn vị của tôi"), unit.full_name, "unit")] if unit else []
    if role and Can.RECORD_ACTIVITIES in role.powers:
        shortcuts.insert(0, (reverse("activities:record"), _("Ghi hoạt động"), _("Việc vừa làm cho trẻ em, trong một phút"), "calendar"))
    if role and Can.RECORD_NEEDS in role.powers:
        shortcuts.insert(0, (reverse("needs:record"), _("Ghi nhu cầu"), _("Trường đang thiếu gì, trong hai phút"), "plus"))
    if role and Can.INVITE_PEOPLE in role.powers:
        shortcuts.append((reverse("people:invite"), _("Mời người dùng"), _("Thêm người phụ trách cho một đơn vị"), "people"))
    shortcuts.append((reverse("places:browse"), _("Tra cứu đơn vị"), _("Xã, trường của bất kỳ ngày nào"), "search"))
    return render(
        request,
        "home/home.html",
        {"unit": unit, "role": role, "waiting": waiting_for(user, on=day) if role else [], "shortcuts": shortcuts, "first_name": str(user)},
    )
