"""One submission for everybody in its scope: what it says, where it stands, what happened."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.pack import Pack
from chungtay.submissions.enums import ACTS, SENT, SubmissionStatus
from chungtay.submissions.models import Restatement, Submission
from chungtay.submissions.rules import TEXT, asked_cells, field_words
from chungtay.web.access import person, requires
from chungtay.web.submissions.doable import steps_for
from chungtay.web.submissions.record import on_record_of
from chungtay.web.submissions.said import parts_of
from chungtay.web.submissions.seen import crumbs, names_on, round_url, submission_in_scope
from chungtay.web.submissions.tones import STATIONS, TONES
from chungtay.web.submissions.wording import instant_words, late_words, reading_words, time_left

_MOST_EVENTS: Final = 60
_QUIET: Final = ("submission.saved",)  # saved at every step: only the last time is told


@require_safe
@requires(Can.SEE_NEEDS)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    submission, user = submission_in_scope(request, pk), person(request)
    remarks = {row.field: row.reason for row in submission.remarks.filter(is_settled=False).order_by("pk")}
    names = names_on([one for one in (submission.unit_id, submission.answers_to_id) if one], submission.round)
    primary, others = steps_for(submission, user)
    name = names[submission.unit_id]
    context = {
        "submission": submission,
        "unit_name": name,
        "above_name": names.get(submission.answers_to_id or 0, ""),
        "tone": TONES[SubmissionStatus(submission.status)],
        "stations": stations(submission),
        "due": instant_words(submission.due_at),
        "left": time_left(submission, clock.now()),
        "late": late_words(submission),
        "sent": instant_words(submission.sent_at) if submission.sent_at else "",
        "parts": parts_of(submission, remarks, on_record_of(submission)) if submission.status in SENT or submission.revision else [],
        "whole_remark": remarks.get("", ""),
        "restated": restated(submission),
        "events": events_of(submission),
        "primary": primary,
        "others": others,
        "may_collect": any(step.name in ("accept", "send_back", "remind", "extend") for step in [primary, *others] if step),
        "table_url": round_url("collect", submission.round),
        "breadcrumbs": crumbs((submission.round.name, None)),
    }
    return render(request, "submissions/submission.html", context)


@dataclass(frozen=True, slots=True)
class Station:
    label: str
    is_done: bool
    is_now: bool


def stations(submission: Submission) -> list[Station]:
    """The line from asked to accepted; none for an excused one."""
    if submission.status == SubmissionStatus.EXCUSED:
        return []
    now = next(place for place, (_name, held) in enumerate(STATIONS) if submission.status in held)
    is_over = submission.status == SubmissionStatus.ACCEPTED
    return [
        Station(
            str(SubmissionStatus(submission.status).label if place == now else name.label),
            place < now or (is_over and place == now),
            place == now,
        )
        for place, (name, _held) in enumerate(STATIONS)
    ]


# ── What was restated ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Restated:
    """A correction after acceptance: (what, was, is now) for each field."""

    row: Restatement
    changes: list[tuple[str, str, str]]


def restated(submission: Submission) -> list[Restated]:
    pack = submission.round.pack
    rows = submission.restatements.select_related("made_by").order_by("-pk")
    return [Restated(row, [changed(pack, change) for change in row.changes]) for row in rows]


def changed(pack: Pack, change: dict[str, Any]) -> tuple[str, str, str]:
    """(label, was, now) of one change as the audit and a restatement keep it."""
    field = str(change["field"])
    label = field_words(pack, field)
    if field.startswith(TEXT):
        return label, str(change["was"] or "—"), str(change["now"] or "—")
    one = asked_cells(pack).get(Cell.named(field))
    if one is None:
        return label, "", ""
    return label, reading_words(_reading(change["was"]), one), reading_words(_reading(change["now"]), one)


def _reading(kept: dict[str, Any] | None) -> Reading | None:
    return Reading(kept["value"], kept.get("of"), kept.get("estimate", "exact"), kept.get("reason", "")) if kept else None


# ── What happened ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def events_of(submission: Submission) -> list[dict[str, Any]]:
    """The newest first: what was sent, sent back with which remarks, accepted, restated; saving step by step is one line."""
    rows = AuditEntry.objects.filter(subject_kind="submissions.Submission", subject_key=str(submission.pk))
    found: list[dict[str, Any]] = []
    last = ""
    for row in rows.order_by("-recorded_at", "-pk")[: 10 * _MOST_EVENTS]:
        if row.act == last and row.act in _QUIET:
            continue
        last = row.act
        title = f"{ACTS.get(row.act, row.act)}, {timezone.localtime(row.recorded_at):%H:%M}"
        found.append({"on": clock.day_of(row.recorded_at), "title": title, "text": _said(row), "tone": "" if found else "now"})
    return [*found[:_MOST_EVENTS], _asked(submission)] if len(found) <= _MOST_EVENTS else found[:_MOST_EVENTS]


def _asked(submission: Submission) -> dict[str, Any]:
    return {
        "on": submission.round.starts_on,
        "title": _("Kỳ báo cáo bắt đầu"),
        "text": _("Hạn %(day)s") % {"day": format_day(submission.round.due_on)},
    }


def _said(row: AuditEntry) -> str:
    """Who, and what they said."""
    told = [str(row.details["reason"])] if row.details.get("reason") else []
    told += [str(said) for said in (row.details.get("remarks") or {}).values()]
    return " · ".join([row.actor_name or _("Hệ thống"), *told])
