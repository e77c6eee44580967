"""The plan by which a unit of one's scope carries a directive on."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import acting_roles, offices_for, units_answered_for, units_for
from chungtay.core import clock
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import correct_plan, record_plan
from chungtay.programmes.models import Directive, Plan
from chungtay.web.access import person, requires
from chungtay.web.programmes.directives import attached, handed_out
from chungtay.web.programmes.forms import PlanForm
from chungtay.web.programmes.seen import directive_seen, form_page, programme_called
from chungtay.web.shell.acting import posted, sent

both = require_http_methods(["GET", "POST"])
MOST_UNITS = 300
_FIELDS = ("number", "issued_on", "subject")


@both
@requires(Can.RECORD_PLANS)
def record(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The plan of a unit that has the duty, or of one's own office; `?don-vi=` chooses the unit beforehand."""
    programme, user = programme_called(slug), person(request)
    directive = directive_seen(request, programme, pk)
    units = {unit.code: unit for unit in _without_plan(user, directive)}
    url = reverse("programmes:directive", args=[slug, pk])
    if not units:
        messages.info(request, _("Các đơn vị của bạn đều đã có kế hoạch thực hiện văn bản này."))
        return redirect(url)
    asked = request.GET.get("don-vi", "")
    initial = {"unit": asked if asked in units else next(iter(units))}
    choices = [(code, unit.full_name) for code, unit in units.items()]
    form = PlanForm(sent(request), request.FILES or None, units=choices, initial=initial)

    def action() -> Plan:
        unit, given = units[form.cleaned_data["unit"]], {name: form.cleaned_data[name] for name in _FIELDS}
        with transaction.atomic():
            file = attached(form, by=user, place_id=unit.pk)
            return record_plan(directive, by=user, unit=unit, attachment=file, **given)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi kế hoạch %(number)s.") % {"number": form.cleaned_data["number"]})
        return redirect(url)
    lead = _("Thực hiện văn bản %(number)s: %(subject)s") % {"number": directive.number, "subject": directive.subject}
    words = {"title": _("Ghi kế hoạch"), "lead": lead, "submit_label": _("Ghi kế hoạch"), "cancel_url": url}
    return form_page(request, programme, form, (directive.number, url), **words)


def _without_plan(user: User, directive: Directive) -> list[OrgUnit]:
    """Those of the scope that have the duty, one's own first; then one's own offices that have none. Without those that have a plan."""
    today = clock.today()
    mine = units_for(user, Can.RECORD_PLANS, on=today).order_by().values("pk")
    held = [role.unit_id for role in acting_roles(user, today) if Can.RECORD_PLANS in role.powers]
    offices = set(offices_for(user, Can.RECORD_PLANS, on=today).values_list("pk", flat=True))
    duty = set(directive.duties.filter(unit__in=mine).values_list("unit_id", flat=True))
    rows = OrgUnit.objects.on(today).exclude(pk__in=directive.plans.values("unit"))
    found = rows.filter(pk__in=duty) | rows.filter(pk__in=offices)
    return sorted(found.by_name()[:MOST_UNITS], key=lambda unit: (unit.pk not in duty, unit.pk not in held, unit.pk not in offices))


def _plan_of(request: HttpRequest, slug: str, pk: int, can: Can) -> Plan:
    """A plan of a directive that one sees, of a unit in the scope; else 404."""
    programme, user, today = programme_called(slug), person(request), clock.today()
    scope = units_answered_for(user, can, on=today) if can == Can.SEE_NEEDS else units_for(user, can, on=today)
    rows = Plan.objects.filter(directive__programme=programme, unit__in=scope.order_by().values("pk"))
    plan = get_object_or_404(rows.select_related("directive", "attachment", "unit"), pk=pk)
    directive_seen(request, programme, plan.directive_id)
    return plan


@both
@requires(Can.RECORD_PLANS)
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    plan, user = _plan_of(request, slug, pk, Can.RECORD_PLANS), person(request)
    url = reverse("programmes:directive", args=[slug, plan.directive_id])
    before = {name: getattr(plan, name) for name in _FIELDS}
    keeps_file = plan.attachment_id is not None
    form = PlanForm(sent(request), request.FILES or None, units=None, keeps_file=keeps_file, initial=before)

    def action() -> Plan:
        with transaction.atomic():
            file = attached(form, by=user, place_id=plan.unit_id)
            return correct_plan(plan, by=user, attachment=file, **{name: form.cleaned_data[name] for name in _FIELDS})

    if posted(request, form, action):
        messages.success(request, _("Đã sửa kế hoạch."))
        return redirect(url)
    above = (plan.directive.number, url)
    return form_page(request, programme_called(slug), form, above, title=_("Sửa kế hoạch"), submit_label=_("Lưu"), cancel_url=url)


@require_safe
@requires(Can.SEE_NEEDS)
def download(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    plan = _plan_of(request, slug, pk, Can.SEE_NEEDS)
    if plan.attachment is None:
        raise Http404
    return handed_out(request, plan.attachment, back=reverse("programmes:directive", args=[slug, plan.directive_id]))
