"""Focal points: who answers donors for a school level."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.periods import FOREVER
from chungtay.places.models import OrgUnitQuerySet
from chungtay.programmes.actions import appoint_focal_point, end_focal_point
from chungtay.programmes.enums import FOCAL_UNITS
from chungtay.programmes.models import FocalPoint, Programme
from chungtay.web.access import person, requires
from chungtay.web.programmes.forms import EndForm, FocalPointForm
from chungtay.web.programmes.seen import crumbs, form_page, programme_called, run_by
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.listing import names_of

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.RUN_PROGRAMMES)
def appoint(request: HttpRequest, slug: str) -> HttpResponse:
    """A new one, or (`?thay=`) another in the place of one at work: the former ends on the day on which the new one begins."""
    programme, user = programme_called(slug), person(request)
    among = run_by(request)
    form = FocalPointForm(sent(request), levels=programme.pack.levels, among=among, initial=_before(request, programme, among))

    def action() -> FocalPoint:
        given = form.cleaned_data | {"level": int(form.cleaned_data["level"])}
        return appoint_focal_point(programme, by=user, **given)

    if posted(request, form, action):
        messages.success(request, _("Đã cử đầu mối: %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect(_list(programme))
    lead = _("Họ tên, điện thoại và thư của đầu mối hiện trên trang công khai để nhà tài trợ liên hệ.")
    return form_page(request, programme, form, title=_("Cử đầu mối"), lead=lead, submit_label=_("Cử đầu mối"))


def _before(request: HttpRequest, programme: Programme, among: OrgUnitQuerySet) -> dict[str, Any]:
    """What the form begins with: one's own unit, or what is known of the one who is replaced or mended."""
    role, today = person(request).acting_role, clock.today()
    replaced = request.GET.get("thay", "")
    point = _points(request, programme).filter(pk=int(replaced)).first() if replaced.isascii() and replaced.isdigit() else None
    own = point.unit_id if point else role.unit_id if role else 0
    begins: dict[str, Any] = {"unit": among.on(today).filter(pk=own, type__in=FOCAL_UNITS).first(), "on": today}
    if point is not None:
        begins |= {"level": str(point.level), "name": point.name, "phone": point.phone, "email": point.email}
    return begins


def _list(programme: Programme) -> str:
    return f"{reverse('programmes:programme', args=[programme.slug])}#dau-moi"


def _points(request: HttpRequest, programme: Programme) -> QuerySet[FocalPoint]:
    """Those still at work, at units for which the person runs programmes."""
    return FocalPoint.objects.filter(programme=programme, valid_to=FOREVER, unit__in=run_by(request).order_by().values("pk"))


@both
@requires(Can.RUN_PROGRAMMES)
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = programme_called(slug)
    point = get_object_or_404(_points(request, programme), pk=pk)
    form = EndForm(sent(request), initial={"on": clock.today()})
    if posted(request, form, lambda: end_focal_point(point, by=person(request), on=form.cleaned_data["on"])):
        messages.success(request, _("%(name)s thôi làm đầu mối.") % {"name": point.name})
        return redirect(_list(programme))
    context = {
        "form": form,
        "title": _("Thôi làm đầu mối"),
        "text": _("Nhà tài trợ không còn thấy người này. Xin cử người thay để cấp học không thiếu đầu mối."),
        "facts": [
            (_("Họ và tên"), point.name),
            (_("Cấp học"), point.level_label),
            (_("Đơn vị"), names_of([point.unit_id])[point.unit_id]),
        ],
        "submit_label": _("Thôi làm đầu mối"),
        "cancel_url": _list(programme),
        "breadcrumbs": crumbs(programme),
    }
    return render(request, "programmes/confirm.html", context)
