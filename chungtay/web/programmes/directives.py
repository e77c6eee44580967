"""The chain of directives: one of them, recording, putting right, who must carry it on."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import acting_roles, reach, units_answered_for, units_for
from chungtay.core import clock
from chungtay.core.paging import KeyPage, key_page
from chungtay.documents.enums import DocumentKind
from chungtay.files.actions import keep_attachment
from chungtay.files.models import Attachment
from chungtay.files.queries import attachment_handed_out
from chungtay.places.enums import TERRITORIAL, UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.offices import committees_of
from chungtay.places.queries import BY_NAME, child_counts, children
from chungtay.programmes import actions
from chungtay.programmes.models import Directive, Duty, Plan, Programme
from chungtay.web.access import person, requires
from chungtay.web.programmes.forms import DirectiveForm, DutyForm
from chungtay.web.programmes.seen import crumbs, directive_seen, directives_seen, figure_url, form_page, programme_called, run_by
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.attached import answer
from chungtay.web.shell.listing import names_of, pager

both = require_http_methods(["GET", "POST"])
PAGE = 50
MOST_BOXES = 150  # more units than this are given as a whole or one by one
_FIELDS = ("kind", "number", "issued_on", "issuer", "issuing_unit", "subject", "follows")


def _url(directive: Directive, name: str = "directive") -> str:
    return reverse(f"programmes:{name}", args=[directive.programme.slug, directive.pk])


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What it says, what it carries on and what carries it on, and the plans: n of N in one's scope."""
    programme, viewer, today = programme_called(slug), person(request), clock.today()
    directive = directive_seen(request, programme, pk)
    seen, duties = directives_seen(viewer, programme, on=today), _duties_seen(viewer, directive)
    wanted = request.GET.get("ke_hoach", "")
    missing = duties.filter(Q(planned__isnull=True))
    n_all, n_missing = duties.count(), missing.count()
    shown = {"da": duties.filter(Q(planned__isnull=False)), "chua": missing}.get(wanted, duties)
    page = key_page(shown, by=("pk",), after=request.GET.get("sau", ""), size=PAGE)
    runs = run_by(request).filter(pk=directive.unit_id).exists()
    context = {
        "programme": programme,
        "directive": directive,
        "runs": runs,
        "may_plan": units_for(viewer, Can.RECORD_PLANS, on=today).exists(),
        "carried_on_by": list(seen.filter(follows=directive).order_by("issued_on", "pk")[:100]),
        "follows_is_seen": directive.follows_id is not None and seen.filter(pk=directive.follows_id).exists(),
        "rows": _plan_rows(request, directive, page, runs=runs),
        "page": pager(request, page),
        "issued": n_all - n_missing,
        "missing": n_missing,
        "all": n_all,
        "wanted": wanted if wanted in ("da", "chua") else "",
        "all_url": request.path,
        "issued_url": f"{request.path}?ke_hoach=da",
        "missing_url": f"{request.path}?ke_hoach=chua",
        "figure_url": figure_url("plans.issued", request, programme, **{"van-ban": directive.number}),
        "recorded_at": names_of([directive.unit_id]).get(directive.unit_id, ""),
        "breadcrumbs": crumbs(programme),
    }
    return render(request, "programmes/directive.html", context)


def _duties_seen(viewer: User, directive: Directive) -> QuerySet[Duty]:
    """Who in the viewer's scope must carry it on, each with the id of its plan (`planned`, None where there is none yet)."""
    within = units_answered_for(viewer, Can.SEE_NEEDS, on=clock.today()).order_by().values("pk")
    plan = Plan.objects.filter(directive=directive, unit=OuterRef("unit")).values("pk")
    return directive.duties.filter(unit__in=within).select_related("unit").annotate(planned=Subquery(plan))


def _plan_rows(request: HttpRequest, directive: Directive, page: KeyPage[Duty], *, runs: bool) -> list[dict[str, Any]]:
    units, today = [duty.unit_id for duty in page.rows], clock.today()
    plans = {plan.unit_id: plan for plan in directive.plans.filter(unit__in=units).select_related("attachment")}
    mine = set(units_for(person(request), Can.RECORD_PLANS, on=today).filter(pk__in=units).values_list("pk", flat=True))
    names = names_of(units)
    return [
        {
            "duty": duty,
            "name": names.get(duty.unit_id, duty.unit.code),
            "plan": plans.get(duty.unit_id),
            "is_late": duty.unit_id not in plans and duty.due_on is not None and duty.due_on < today,
            "may_plan": duty.unit_id in mine,
            "may_lift": runs and duty.unit_id not in plans,
        }
        for duty in page.rows
    ]


# ── Recording ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@both
@requires(Can.RUN_PROGRAMMES)
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """A document enters the chain, put on record by one's own unit."""
    programme, user = programme_called(slug), person(request)
    assert user.acting_role is not None  # nobody has the power without a role
    unit = user.acting_role.unit
    form = _form(request, programme, {"kind": DocumentKind.CONG_VAN, "follows": request.GET.get("trien-khai", "")})

    def action() -> Directive:
        with transaction.atomic():
            file = attached(form, by=user, place_id=unit.pk)
            return actions.record_directive(programme, by=user, unit=unit, given=_given(form, programme), attachment=file)

    if posted(request, form, action):
        messages.success(request, _("Đã ghi văn bản %(number)s.") % {"number": form.cleaned_data["number"]})
        return redirect("programmes:programme", slug=slug)
    return form_page(request, programme, form, title=_("Ghi văn bản chỉ đạo"), submit_label=_("Ghi"))


@both
@requires(Can.RUN_PROGRAMMES)
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme, user = programme_called(slug), person(request)
    directive = _run(request, programme, pk)
    before = {name: getattr(directive, name) for name in _FIELDS} | {"follows": str(directive.follows_id or "")}
    form = _form(request, programme, before, but=directive)

    def action() -> Directive:
        with transaction.atomic():
            file = attached(form, by=user, place_id=directive.unit_id)
            return actions.correct_directive(directive, by=user, given=_given(form, programme), attachment=file)

    if posted(request, form, action):
        messages.success(request, _("Đã sửa."))
        return redirect(_url(directive))
    above = (directive.number, _url(directive))
    return form_page(request, programme, form, above, title=_("Sửa văn bản"), submit_label=_("Lưu"), cancel_url=_url(directive))


def _form(request: HttpRequest, programme: Programme, initial: dict[str, Any], *, but: Directive | None = None) -> DirectiveForm:
    others = directives_seen(person(request), programme, on=clock.today()).order_by("-issued_on", "-pk")
    if but is not None:
        others = others.exclude(pk=but.pk)
        if but.issuing_unit_id is not None:
            initial |= {"issuing_unit": OrgUnit.objects.called_on(but.issued_on).get(pk=but.issuing_unit_id)}
    keeps_file = but is not None and but.attachment_id is not None
    return DirectiveForm(sent(request), request.FILES or None, others=others[:300], keeps_file=keeps_file, initial=initial)


def _given(form: DirectiveForm, programme: Programme) -> actions.DirectiveForm:
    given = {name: form.cleaned_data[name] for name in _FIELDS}
    follows = given["follows"]
    return actions.DirectiveForm(**given | {"follows": programme.directives.get(pk=follows) if follows else None})


def attached(form: forms.Form, *, by: User, place_id: int) -> Attachment | None:
    """The file that came with the form, kept; called within the transaction of what it belongs to."""
    file = form.cleaned_data["file"]
    return keep_attachment(file, name=file.name, by=by, place_id=place_id) if file else None


def _run(request: HttpRequest, programme: Programme, pk: int) -> Directive:
    """A directive that a unit put on record for which the person runs programmes; else 404."""
    rows = programme.directives.filter(unit__in=run_by(request).order_by().values("pk"))
    return get_object_or_404(rows.select_related("programme"), pk=pk)


@require_safe
@requires(Can.SEE_NEEDS)
def download(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    directive = directive_seen(request, programme_called(slug), pk)
    return handed_out(request, directive.attachment, back=_url(directive))


def handed_out(request: HttpRequest, attachment: Attachment | None, *, back: str) -> HttpResponseBase:
    """The file for the reader's disk; one that is no longer what was sent is not handed out."""
    if attachment is None:
        raise Http404
    handed = attachment_handed_out(attachment)
    if handed is None:
        messages.error(request, _("Tệp lưu không còn đúng như khi gửi nên không tải được. Xin báo người quản trị."))
        return redirect(back)
    return answer(handed)


# ── Who must carry it on ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@both
@requires(Can.RUN_PROGRAMMES)
def assign(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme, user, today = programme_called(slug), person(request), clock.today()
    directive = _run(request, programme, pk)
    kinds, boxes = _choices(user, directive)
    form = DutyForm(sent(request), kinds=kinds, units=boxes, among=run_by(request))

    def action() -> list[Duty]:
        units = _chosen(user, form.cleaned_data)
        return actions.assign_duty(directive, by=user, units=units, due_on=form.cleaned_data["due_on"], on=today)

    if posted(request, form, action):
        messages.success(request, _("Đã giao thực hiện."))
        return redirect(_url(directive))
    above = (directive.number, _url(directive))
    lead = _("Mỗi đơn vị được giao phải ban hành kế hoạch thực hiện văn bản này.")
    words = {"title": _("Giao thực hiện"), "lead": lead, "submit_label": _("Giao"), "cancel_url": _url(directive), "has_many": True}
    return form_page(request, programme, form, above, **words)


def _choices(user: User, directive: Directive) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """All of a type directly below one's own territory, and those units one by one where they are not too many."""
    territory, today = _territory(user), clock.today()
    counts = child_counts(territory, on=today)
    kinds = [(str(int(kind)), f"{UnitType(kind).label} ({n})") for kind, n in counts]
    known = set(directive.duties.values_list("unit_id", flat=True))
    few = [kind for kind, n in counts if n <= MOST_BOXES]
    units = list(children(territory, on=today).filter(type__in=few).order_by("type", *BY_NAME))
    issuers = {unit.pk: issuer.pk for unit, issuer in zip(units, _issuers(units), strict=True)}
    return kinds, [(str(unit.pk), unit.full_name) for unit in units if not {unit.pk, issuers[unit.pk]} & known]


def _issuers(units: list[OrgUnit]) -> list[OrgUnit]:
    """Who issues a plan for each: of a province or commune its People's Committee where that is on record, else the unit itself."""
    committees = committees_of([unit for unit in units if unit.type in TERRITORIAL], on=clock.today())
    return [committees.get(unit.pk, unit) for unit in units]


def _territory(user: User) -> OrgUnit:
    return reach(acting_roles(user, clock.today())[0].unit, on=clock.today())


def _chosen(user: User, given: dict[str, Any]) -> list[OrgUnit]:
    below = children(_territory(user), on=clock.today())
    found: dict[int, OrgUnit] = {}
    if kinds := given.get("kinds"):
        found |= {unit.pk: unit for unit in below.filter(type__in=[int(kind) for kind in kinds])}
    if units := given.get("units"):
        found |= {unit.pk: unit for unit in below.filter(pk__in=[int(pk) for pk in units])}
    if other := given.get("other"):
        found[other.pk] = other
    return list({unit.pk: unit for unit in _issuers(list(found.values()))}.values())


@both
@requires(Can.RUN_PROGRAMMES)
def lift(request: HttpRequest, slug: str, pk: int, duty_pk: int) -> HttpResponse:
    programme, user = programme_called(slug), person(request)
    directive = _run(request, programme, pk)
    duty = get_object_or_404(directive.duties.select_related("unit"), pk=duty_pk)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def action() -> bool:
        actions.lift_duty(duty, by=user)
        return True

    if posted(request, form, action):
        messages.success(request, _("Đã thôi giao."))
        return redirect(_url(directive))
    context = {
        "form": form,
        "title": _("Thôi giao thực hiện"),
        "text": _("Đơn vị này không còn phải ban hành kế hoạch thực hiện văn bản."),
        "facts": [(_("Văn bản"), directive.number), (_("Đơn vị"), names_of([duty.unit_id])[duty.unit_id])],
        "submit_label": _("Thôi giao"),
        "cancel_url": _url(directive),
        "breadcrumbs": crumbs(programme, (directive.number, _url(directive))),
    }
    return render(request, "programmes/confirm.html", context)
