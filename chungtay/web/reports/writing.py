"""Writing a report: begun, its words revised, its figures counted again, thrown away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.reports.actions import begin_report, discard_report, recount_report, revise_report
from chungtay.reports.models import Report
from chungtay.reports.papers import field_of
from chungtay.web.access import person, requires
from chungtay.web.reports.changes import changes_in
from chungtay.web.reports.forms import BeginForm, ReasonForm, SectionsForm
from chungtay.web.reports.listing import office_name
from chungtay.web.reports.reports import changes_words, heading
from chungtay.web.reports.seen import crumbs, desks, report_to_write, rounds_to_report
from chungtay.web.reports.words import named, sections_of
from chungtay.web.shell.acting import attempt, posted, sent
from chungtay.web.shell.listing import may_here, names_of

both = require_http_methods(["GET", "POST"])


@both
@requires(Can.DRAFT_PAPERS)
def begin(request: HttpRequest) -> HttpResponse:
    """Of which round and by which office; the only one is chosen already."""
    today = clock.today()
    offices, rounds = desks(person(request), on=today), rounds_to_report(on=today)
    if not offices or not rounds:
        context = {"has_desk": bool(offices), "may_set": may_here(request, Can.SET_OFFICES), "breadcrumbs": crumbs()}
        return render(request, "reports/cannot_begin.html", context)
    names = names_of({office.unit_id for office in offices})
    is_one = len({one.programme_id for one in rounds}) == 1
    form = BeginForm(
        sent(request),
        rounds=[(str(one.pk), one.name if is_one else f"{one.programme.name}: {one.name}") for one in rounds],
        offices=[(str(office.pk), office_name(office, names)) for office in offices],
        initial={"round": request.GET.get("dot") or rounds[0].pk, "unit": request.GET.get("co-quan") or offices[0].pk},
    )
    if request.method == "POST" and form.is_valid() and (made := attempt(form, lambda: _begin(request, form, rounds, offices))):
        messages.success(request, _("Đã lập dự thảo. Xin đọc lại lời và con số."))
        return redirect("reports:report", pk=made.pk)
    return render(request, "reports/begin.html", {"form": form, "cancel_url": reverse("reports:list"), "breadcrumbs": crumbs()})


def _begin(request: HttpRequest, form: BeginForm, rounds: Any, offices: Any) -> Report:
    chosen = next(one for one in rounds if str(one.pk) == form.cleaned_data["round"])
    office = next(one for one in offices if str(one.pk) == form.cleaned_data["unit"])
    wanted = form.cleaned_data["appendix"]
    return begin_report(chosen, by=person(request), unit=office.unit, on=clock.today(), body=office.body, with_appendix=wanted)


@both
@requires(Can.DRAFT_PAPERS)
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """One box a section; what is wrong is said at the section, and nothing of what was typed is lost."""
    report = report_to_write(request, pk)
    form = SectionsForm(sent(request), sections=report.sections)
    if posted(request, form, lambda: revise_report(report, by=person(request), on=clock.today(), sections=form.given())):
        messages.success(request, _("Đã lưu lời báo cáo."))
        return redirect("reports:report", pk=pk)
    report.refresh_from_db()
    figures = list(report.figures.order_by("number"))
    parts = [
        (shown, form[f"chosen_{shown.key}"], form[f"title_{shown.key}"] if shown.level else None, form[field_of(shown.key)])
        for shown in sections_of(report, figures)
    ]
    context = {
        **heading(report),
        "form": form,
        "parts": parts,
        "figures": [named(row) for row in figures],
        "cancel_url": reverse("reports:report", args=[pk]),
        "breadcrumbs": crumbs(report),
    }
    return render(request, "reports/revise.html", context)


@require_POST
@requires(Can.DRAFT_PAPERS)
def recount(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure counted again; which ones changed is said. `phu-luc` 1 or 0: with a table by unit from now on, or without."""
    report, today = report_to_write(request, pk), clock.today()
    wanted = {"1": True, "0": False}.get(request.POST.get("phu-luc", ""))
    changes = changes_in(report, report.figures.order_by("number"), on=today)
    try:
        recount_report(report, by=person(request), on=today, with_appendix=wanted)
    except RuleBroken as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = _("Đã đếm lại. %(changes)s.") % {"changes": changes_words(changes)} if changes else _("Đã đếm lại, con số không đổi.")
        messages.success(request, said)
    return redirect("reports:report", pk=pk)


@both
@requires(Can.DRAFT_PAPERS)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_to_write(request, pk)
    form = ReasonForm(sent(request))

    def action() -> bool:
        discard_report(report, by=person(request), on=clock.today(), reason=form.cleaned_data["reason"])
        return True

    if posted(request, form, action):
        messages.success(request, _("Đã bỏ báo cáo đang soạn."))
        return redirect("reports:list")
    context = {**heading(report), "form": form, "cancel_url": reverse("reports:report", args=[pk]), "breadcrumbs": crumbs(report)}
    return render(request, "reports/discard.html", context)
