"""What came to help: the list with its totals, recording, taking back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_answered_for, units_for
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.paging import key_page
from chungtay.core.vietnamese import fold
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.programmes.queries import running
from chungtay.support.actions import record_contribution, reverse_contribution
from chungtay.support.enums import Way
from chungtay.support.models import Contribution
from chungtay.support.models.contributions import ContributionQuerySet
from chungtay.support.rules import said_amount
from chungtay.web.access import person, requires
from chungtay.web.shell.acting import posted
from chungtay.web.shell.area import area_tabs
from chungtay.web.shell.listing import chips, may_here, names_of, pager
from chungtay.web.support.forms import ContributionForm, ContributionsFilter, ReasonForm
from chungtay.web.support.shown import kind_name, money, quantity, totals, whole

both = require_http_methods(["GET", "POST"])
PAGE = 50


@require_safe
@requires(Can.SEE_NEEDS)
def contributions(request: HttpRequest) -> HttpResponse:
    """Of one's scope, the newest first; what was taken back stays, struck through, and counts for nothing."""
    viewer, today = person(request), clock.today()
    programmes = {programme.pk: programme for programme in Programme.objects.select_related("version").order_by("name", "pk")}
    among = units_answered_for(viewer, Can.SEE_NEEDS, on=today)
    form = ContributionsFilter(request.GET or None, programmes=programmes.values(), among=among, on=today)
    scope = Contribution.objects.for_user(viewer, Can.SEE_NEEDS, on=today).filter(reverses__isnull=True)
    found = _narrowed(scope, _asked(form))
    rows = found.select_related("reversed_by", "recorded_by", "balance")
    page = key_page(rows, by=("-received_on", "-pk"), after=request.GET.get("sau", ""), size=PAGE)
    filtered, sums = chips(request, form), totals(found, programmes)
    context = {
        "rows": _rows(request, list(page.rows), programmes),
        "page": pager(request, page),
        "area_tabs": area_tabs(request),
        "totals": sums,
        "whole": whole(sums),
        "form": form,
        "chips": filtered,
        "is_filtered": bool(filtered or form.errors),
        "clear_url": request.path,
        "may_record": may_here(request, Can.RECORD_SUPPORT) and any(one.ended_on > today for one in programmes.values()),
    }
    return render(request, "support/contributions.html", context)


def _asked(form: ContributionsFilter) -> Mapping[str, Any]:
    return form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}


def _narrowed(rows: ContributionQuerySet, asked: Mapping[str, Any]) -> ContributionQuerySet:
    if kind := asked.get("loai"):
        slug, code = kind.split(":", 1)
        rows = rows.filter(programme__slug=slug, kind=code)
    if unit := asked.get("don_vi"):
        rows = rows.filter(unit__in=OrgUnit.objects.below(unit, on=clock.today()).order_by().values("pk"))
    if way := asked.get("cach"):
        rows = rows.filter(way=way)
    if who := asked.get("nguoi"):
        rows = rows.filter(Q(giver__icontains=who) | Q(donor__search_text__contains=fold(who)))
    if asked.get("con"):
        rows = rows.with_idle()
    if first := asked.get("tu"):
        rows = rows.filter(received_on__gte=first)
    if last := asked.get("den"):
        rows = rows.filter(received_on__lte=last)
    return rows


def _rows(request: HttpRequest, rows: list[Contribution], programmes: Mapping[int, Programme]) -> list[dict[str, Any]]:
    units = {row.unit_id for row in rows}
    names = names_of(units)
    scope = units_for(person(request), Can.RECORD_SUPPORT, on=clock.today())
    mine = set(scope.filter(pk__in=units).values_list("pk", flat=True))
    return [
        {
            "row": row,
            "what": kind_name(programmes[row.programme_id], row.kind),
            "unit": names[row.unit_id],
            "amount": quantity(row) or _value(row),
            "worth": "" if row.is_money else _value(row),
            "way": Way(row.way).label,
            "idle": said_amount(row, row.balance.idle) if row.balance.idle else "",
            "back": getattr(row, "reversed_by", None),
            "may_reverse": row.unit_id in mine and not hasattr(row, "reversed_by"),
        }
        for row in rows
    ]


def _value(row: Contribution) -> str:
    return money(row.value_vnd, row.value_estimate) if row.value_vnd else ""


@both
@requires(Can.RECORD_SUPPORT)
def record(request: HttpRequest) -> HttpResponse:
    """What came, from whom, when; at one's own unit unless another is named."""
    user, today = person(request), clock.today()
    programmes = {programme.slug: programme for programme in running(today)}
    among = units_for(user, Can.RECORD_SUPPORT, on=today)
    own = OrgUnit.objects.on(today).filter(pk=user.acting_role.unit_id if user.acting_role else 0).first()
    initial = {"unit": own, "received_on": today, "value_estimate": "exact"}
    form = ContributionForm(request.POST or None, programmes=programmes.values(), among=among, initial=initial)

    def action() -> Contribution:
        given = dict(form.cleaned_data)
        slug, kind = given.pop("kind").split(":", 1)
        return record_contribution(given.pop("unit"), by=user, programme=programmes[slug], kind=kind, on=today, **given)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi nguồn lực nhận ngày %(day)s.") % {"day": format_day(form.cleaned_data["received_on"])})
        return redirect("support:list")
    context = {
        "form": form,
        "title": _("Ghi nguồn lực đã nhận"),
        "lead": _("Chỉ ghi những gì đã nhận thật. Ghi nhầm thì hủy dòng ấy và ghi lại."),
        "submit_label": _("Ghi"),
        "cancel_url": reverse("support:list"),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "support/form.html", context)


def _crumbs() -> list[tuple[str, str | None]]:
    return [(_("Nguồn lực"), reverse("support:list"))]


@both
@requires(Can.RECORD_SUPPORT)
def reverse_one(request: HttpRequest, pk: int) -> HttpResponse:
    """A row recorded by mistake: it stays, struck through, with the reason."""
    user, today = person(request), clock.today()
    scope = units_for(user, Can.RECORD_SUPPORT, on=today).order_by().values("pk")
    rows = Contribution.objects.filter(unit__in=scope, reverses__isnull=True).select_related("programme__version")
    row = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST or None)
    if posted(request, form, lambda: reverse_contribution(row, by=user, on=today, reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã hủy dòng ấy; tổng không còn tính nó."))
        return redirect("support:list")
    facts = [
        (_("Đã nhận"), kind_name(row.programme, row.kind)),
        (_("Số lượng"), quantity(row)),
        (_("Số tiền") if row.is_money else _("Trị giá"), _value(row)),
        (_("Người ủng hộ"), row.giver),
        (_("Ngày nhận"), format_day(row.received_on)),
        (_("Đơn vị nhận"), names_of([row.unit_id])[row.unit_id]),
    ]
    context = {
        "form": form,
        "title": _("Hủy dòng đã ghi"),
        "text": _("Dòng này vẫn còn trong danh sách, gạch ngang, kèm lý do; tổng không tính nó nữa. Không khôi phục lại được."),
        "facts": [(label, value) for label, value in facts if value],
        "submit_label": _("Hủy dòng này"),
        "cancel_url": reverse("support:list"),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "support/confirm.html", context)
