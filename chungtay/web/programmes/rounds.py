"""Rounds: opened, put right while nobody has answered, and asked of the units that must answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import acting_roles, reach_of
from chungtay.core import clock
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import open_round
from chungtay.programmes.models import Round
from chungtay.programmes.pack import Tier
from chungtay.submissions.actions import ask_round, correct_asked_round
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import tier_due_at
from chungtay.web.access import person, requires
from chungtay.web.programmes.forms import AskForm, RoundForm
from chungtay.web.programmes.seen import crumbs, form_page, programme_called, run_by
from chungtay.web.shell.acting import posted, sent
from chungtay.web.shell.listing import names_of

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.RUN_PROGRAMMES)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """From when to when, and by when to answer."""
    programme = programme_called(slug)
    form = RoundForm(sent(request))
    if posted(request, form, lambda: open_round(programme, by=person(request), **form.cleaned_data)):
        messages.success(request, _("Đã mở đợt %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("programmes:programme", slug=slug)
    return form_page(request, programme, form, title=_("Mở đợt"), submit_label=_("Mở đợt"))


@both
@requires(Can.RUN_PROGRAMMES)
def correct(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    programme = programme_called(slug)
    row = get_object_or_404(programme.rounds, code=code)
    form = RoundForm(sent(request), initial={name: getattr(row, name) for name in RoundForm.base_fields})
    if posted(request, form, lambda: correct_asked_round(row, by=person(request), **form.cleaned_data)):
        messages.success(request, _("Đã sửa đợt."))
        return redirect("programmes:programme", slug=slug)
    return form_page(request, programme, form, title=_("Sửa đợt"), submit_label=_("Lưu"))


# ── Who must answer ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Asked:
    """A tier of the round below a unit: how many of its units must answer, how many of these were asked before, until when."""

    tier: Tier
    label: str
    all: int
    known: int
    due_at: Any

    @property
    def new(self) -> int:
        return max(self.all - self.known, 0)


@both
@requires(Can.RUN_PROGRAMMES)
def ask(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Below which unit everybody answers (`?don_vi=`, one's own where none is named): how many, until when; then it is confirmed."""
    programme = programme_called(slug)
    row = get_object_or_404(programme.rounds.select_related("version", "programme"), code=code)
    day = min(row.ends_on, clock.today())  # in the tree as of which the round counts
    choose = AskForm(request.GET or None, among=run_by(request), on=clock.today())
    top = choose.cleaned_data.get("don_vi") if choose.is_bound and choose.is_valid() else None
    top = top or _own(request)
    if not row.pack.tiers or top is None:
        raise Http404
    form = forms.Form(sent(request))
    if posted(request, form, lambda: ask_round(row, by=person(request), top=top, on=day) + 1):
        messages.success(request, _("Đã giao đơn vị báo cáo."))
        return redirect("submissions:collect", slug=slug, code=code)
    tiers = asked_below(row, top, on=day)
    context = {
        "programme": programme,
        "round": row,
        "choose": choose,
        "top_name": names_of([top.pk], on=day)[top.pk],
        "form": form,
        "tiers": tiers,
        "new": sum(one.new for one in tiers),
        "all": sum(one.all for one in tiers),
        "breadcrumbs": crumbs(programme),
    }
    return render(request, "programmes/ask.html", context)


def _own(request: HttpRequest) -> OrgUnit | None:
    """The territory in whose place the person acts."""
    roles = acting_roles(person(request), clock.today())
    return reach_of(roles[0], on=clock.today()) if roles else None


def asked_below(row: Round, top: OrgUnit, *, on: date) -> list[Asked]:
    """Three counts, whatever the number of units; of schools those that teach a level of the programme."""
    kinds = [tier.unit for tier in row.pack.tiers]
    below = OrgUnit.objects.below(top, on=on).order_by()
    living = dict(below.filter(type__in=kinds).exclude(type=UnitType.SCHOOL).values_list("type").annotate(n=Count("pk")))
    if UnitType.SCHOOL in kinds:
        taught = OrgUnit.objects.on(on).filter(type=UnitType.SCHOOL, pk__in=below.values("pk")).order_by()
        living[UnitType.SCHOOL] = taught.alias(fits=F("called__levels").bitand(int(row.pack.levels))).filter(fits__gt=0).count()
    before = Submission.objects.filter(round=row, unit__in=below.values("pk")).order_by()
    known = dict(before.values_list("tier").annotate(n=Count("pk")))
    return [
        Asked(tier, str(UnitType(tier.unit).label), living.get(tier.unit, 0), known.get(tier.unit, 0), tier_due_at(row, tier))
        for tier in row.pack.tiers
        if living.get(tier.unit, 0)
    ]
