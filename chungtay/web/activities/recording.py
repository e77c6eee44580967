"""Recording an activity: first who did what kind of thing (in the address), then one page that tells it; mending and withdrawing it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import reach_of, units_answered_for, units_for
from chungtay.activities.actions import record_activity, revise_activity, withdraw_activity
from chungtay.activities.enums import ACTING_UNITS, ActivityStatus
from chungtay.activities.models import Activity
from chungtay.activities.queries import last_programme
from chungtay.activities.rules import form_of
from chungtay.core import clock
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.places.queries import paths
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import ActivityType
from chungtay.programmes.queries import running
from chungtay.web.access import person, requires
from chungtay.web.activities.entry_form import EntryForm, initial_of
from chungtay.web.activities.forms import FirstForm, ReasonForm
from chungtay.web.activities.showing import activity_crumbs, activity_in_scope, crumbs, head_facts
from chungtay.web.activities.wording import kind_of
from chungtay.web.shell.acting import attempt, posted, sent

both = require_http_methods(["GET", "POST"])


@dataclass(frozen=True, slots=True)
class First:
    """What the first step settled."""

    programme: Programme
    kind: ActivityType
    unit: OrgUnit  # as it is called today


@both
@requires(Can.RECORD_ACTIVITIES)
def record(request: HttpRequest) -> HttpResponse:
    """Two steps by address, so that they work without a script: nothing typed stands in the first."""
    user, today = person(request), clock.today()
    programmes = [programme for programme in running(today) if programme.pack.activity_types]
    if not programmes:
        return render(request, "activities/no_programme.html", {"breadcrumbs": crumbs()})
    programme = _programme(request, programmes, user)
    among = units_for(user, Can.RECORD_ACTIVITIES, on=today).on(today).filter(type__in=ACTING_UNITS)
    form = FirstForm(_asked(request), programme=programme, among=among, own=_own(request, user, among, today), on=today)
    if request.method == "POST":
        return _entry(request, _first_of_post(request, form, programme, user, today))
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "programme": programme, "programmes": programmes, "breadcrumbs": crumbs()}
        return render(request, "activities/first.html", context)
    given = form.cleaned_data
    return _entry(request, First(programme, programme.pack.by_activity[given["loai"]], among.get(code=given["noi"])))


def _programme(request: HttpRequest, programmes: list[Programme], user: User) -> Programme:
    """The one in the address, else the one for which the person recorded last, else the oldest."""
    asked = next((one for one in programmes if one.slug == request.GET.get("chuong_trinh")), None)
    if asked is not None or len(programmes) == 1:
        return asked or programmes[0]
    last = last_programme(user)
    return next((one for one in programmes if one.pk == last), programmes[0])


def _asked(request: HttpRequest) -> Any:
    """The first step as far as the address tells it: an address that tells nothing shows no errors."""
    return request.GET if any(request.GET.get(name) for name in ("noi", "noi_pick", "loai")) else None


def _own(request: HttpRequest, user: User, among: OrgUnitQuerySet, today: date) -> OrgUnit | None:
    """The unit that did it, most likely: the one named in the address, else the person's own; an agency acts for its territory."""
    role = user.acting_role
    own = reach_of(role, on=today).code if role else ""
    found = {unit.code: unit for unit in among.filter(code__in=[request.GET.get("tai", "")[:60], own])}
    return found.get(request.GET.get("tai", "")) or found.get(own)


def _first_of_post(request: HttpRequest, form: FirstForm, programme: Programme, user: User, today: date) -> First:
    """The unit also where it ended while the form was open: the rule says so above what was typed. 404 outside the scope."""
    code = form.cleaned_data["noi"] if form.is_bound and form.is_valid() else request.GET.get("noi_pick") or request.GET.get("noi", "")
    reached = units_answered_for(user, Can.RECORD_ACTIVITIES, on=today).called_on(today)
    unit = reached.filter(code=code[:60], type__in=ACTING_UNITS).first()
    kind = programme.pack.by_activity.get(request.GET.get("loai", ""))
    if unit is None or kind is None:
        raise Http404
    return First(programme, kind, unit)


def _entry(request: HttpRequest, first: First) -> HttpResponse:
    """The second step: one form; what was typed stays in it whatever happens."""
    user, today = person(request), clock.today()
    initial = {"title": first.kind.name, "started_on": today, "once": get_random_string(20)}
    form = EntryForm(sent(request), request.FILES or None, kind=first.kind, pack=first.programme.pack, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _record(form, first, user, today))
        if done is not None:
            return _go(request, f"{reverse('activities:activity', args=[done.pk])}?vua-ghi=1")
    _say_files_again(request, form)
    around = paths([first.unit.pk], on=today).get(first.unit.pk, [])
    context = {
        "form": form,
        "sections": form.sections(),
        "kind": first.kind,
        "lead": ", ".join([first.unit.full_name or first.unit.code, *around[:1]]),
        "change_url": f"{reverse('activities:record')}?chuong_trinh={first.programme.slug}&tai={first.unit.code}",
        "action": request.get_full_path(),
        "breadcrumbs": crumbs((_("Ghi hoạt động"), reverse("activities:record"))),
    }
    return render(request, "activities/entry.html", context)


def _record(form: EntryForm, first: First, user: User, today: date) -> Activity:
    return record_activity(
        first.unit,
        by=user,
        programme=first.programme,
        form=form.activity_form,
        on=today,
        once=form.cleaned_data["once"],
        photos=form.photos,
        papers=form.papers,
    )


def _go(request: HttpRequest, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if getattr(request, "htmx", False) else redirect(url)


def _say_files_again(request: HttpRequest, form: EntryForm) -> None:
    """Without a script the browser forgets the files that were chosen; with one the page keeps them."""
    if getattr(request, "htmx", False):
        return
    for name in ("photo", "paper"):
        if request.FILES.getlist(name) and name in form.fields:
            form.add_error(name, _("Tệp chưa được lưu vì còn mục cần sửa: xin chọn lại rồi ghi."))


@both
@requires(Can.RECORD_ACTIVITIES)
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The same page filled with what the activity says; photos and papers have a page of their own."""
    activity, user = activity_in_scope(request, pk, Can.RECORD_ACTIVITIES), person(request)
    url, pack = reverse("activities:activity", args=[pk]), activity.programme.pack
    if activity.status != ActivityStatus.RECORDED:
        messages.info(request, _("Hoạt động đã rút không sửa được."))
        return redirect(url)
    kind = kind_of(activity.kind, pack)
    form = EntryForm(sent(request), kind=kind, pack=pack, is_revision=True, initial=initial_of(form_of(activity)))
    if posted(request, form, lambda: revise_activity(activity, by=user, form=form.activity_form, on=clock.today())):
        messages.success(request, _("Đã lưu. Số trước đó còn trong quá trình."))
        return _go(request, url)
    context = {
        "form": form,
        "activity": activity,
        "sections": form.sections(),
        "kind": kind,
        "action": request.get_full_path(),
        "cancel_url": url,
        "breadcrumbs": activity_crumbs(activity),
    }
    return render(request, "activities/entry.html", context)


@both
@requires(Can.RECORD_ACTIVITIES)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    activity, user = activity_in_scope(request, pk, Can.RECORD_ACTIVITIES), person(request)
    url, form = reverse("activities:activity", args=[pk]), ReasonForm(sent(request))
    if posted(request, form, lambda: withdraw_activity(activity, by=user, on=clock.today(), reason=form.cleaned_data["reason"])):
        messages.success(request, _("Đã rút %(code)s.") % {"code": activity.code})
        return redirect(url)
    context = {
        "form": form,
        "title": _("Rút hoạt động"),
        "text": _("Hoạt động không còn được tính ở đâu nữa. Lý do được lưu lại. Không đổi lại được."),
        "submit_label": _("Rút hoạt động"),
        "facts": head_facts(activity),
        "cancel_url": url,
        "breadcrumbs": activity_crumbs(activity),
    }
    return render(request, "activities/confirm.html", context)
