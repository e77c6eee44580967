"""One activity: what was done, what came of it, its photos and papers, its history, and what may be done."""

from itertools import groupby
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.activities.enums import ACTS, ActivityStatus
from chungtay.activities.models import Activity
from chungtay.activities.queries import Where, where
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.programmes.pack import Pack
from chungtay.web.access import person, requires
from chungtay.web.activities.wording import before_in_words, days_of, kind_of, money_of, outputs_of, parts_of, people_of
from chungtay.web.shell.listing import may_here

_MOST_EVENTS: Final = 60


def activity_in_scope(request: HttpRequest, pk: int, can: Can = Can.SEE_NEEDS) -> Activity:
    """The activity, its programme with its pack at hand; 404 where the role one acts in does not reach it."""
    rows = Activity.objects.for_user(person(request), can, on=clock.today())
    found = rows.select_related("programme__version", "unit", "recorded_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Hoạt động"), reverse("activities:list")), *more]


def activity_crumbs(activity: Activity) -> list[tuple[str, str | None]]:
    return crumbs((activity.code, reverse("activities:activity", args=[activity.pk])))


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    activity = activity_in_scope(request, pk)
    pack, place = activity.programme.pack, where([activity])[activity.pk]
    stands = activity.status == ActivityStatus.RECORDED
    may = may_here(request, Can.RECORD_ACTIVITIES)
    again = f"{reverse('activities:record')}?chuong_trinh={activity.programme.slug}&tai={activity.unit.code}"
    context = {
        "activity": activity,
        "kind": kind_of(activity.kind, pack).name,
        "place": place,
        "days": days_of(activity),
        "facts": facts_of(activity, place, pack),
        "people": people_of(activity),
        "parts": parts_of(activity),
        "outputs": outputs_of(activity, pack),
        "money": money_of(activity),
        "photos": list(activity.photos.select_related("photo").order_by("pk")),
        "papers": list(activity.papers.select_related("attachment").order_by("pk")),
        "events": events_of(activity, pack),
        "may_revise": may and stands,
        "again_url": again if may else "",
        "is_new": may and stands and request.GET.get("vua-ghi") == "1",
        "breadcrumbs": crumbs(),
    }
    return render(request, "activities/activity.html", context)


def facts_of(activity: Activity, place: Where, pack: Pack) -> list[tuple[str, str]]:
    """What it says besides its numbers; empty lines are left out."""
    rows = [
        (_("Loại hoạt động"), kind_of(activity.kind, pack).name),
        (_("Thời gian"), days_of(activity)),
        (_("Đơn vị"), place.line),
        (_("Nơi làm"), activity.place),
        (_("Phối hợp với"), activity.partners),
        (_("Kể thêm"), activity.story),
    ]
    return [(label, value) for label, value in rows if value]


def head_facts(activity: Activity) -> list[tuple[str, str]]:
    """What the pages of a step show of it."""
    pack, place = activity.programme.pack, where([activity])[activity.pk]
    found = [(_("Hoạt động"), f"{activity.code}: {activity.title}"), *facts_of(activity, place, pack)[:3]]
    return found + ([(_("Số người"), people_of(activity))] if activity.people is not None else [])


def events_of(activity: Activity, pack: Pack) -> list[dict[str, Any]]:
    """Who put it on record and who changed it, the newest first, by the day of the act; six photos at once are one line."""
    rows = AuditEntry.objects.filter(subject_kind=Activity._meta.label, subject_key=str(activity.pk))
    newest = rows.order_by("-recorded_at", "-pk")[:_MOST_EVENTS]
    found: list[dict[str, Any]] = []
    for key, same in groupby(newest, key=lambda row: (row.act, clock.day_of(row.recorded_at), _said(row, pack))):
        act, on, said = key
        times = len(list(same))
        title = str(ACTS.get(act, act)) + (f" (×{times})" if times > 1 else "")
        found.append({"on": on, "title": title, "text": said, "tone": "" if found else "now"})
    return found


def _said(row: AuditEntry, pack: Pack) -> str:
    """Who, and what stood there before, or why."""
    told = [str(row.details["reason"])] if row.details.get("reason") else []
    if was := before_in_words(row.details.get("was") or {}, pack):
        told.append(_("trước đó: %(was)s") % {"was": "; ".join(was)})
    return " · ".join([row.actor_name or _("Hệ thống"), *told])
