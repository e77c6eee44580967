"""An activity is put on record, mended, withdrawn."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from chungtay.accounts.models import User
from chungtay.activities import rules
from chungtay.activities.actions.attached import NewPaper, NewPhoto, attach
from chungtay.activities.actions.held import check_stands, held_activity, note
from chungtay.activities.enums import ACTIVITY_MOVES, ActivityStatus
from chungtay.activities.models import Activity, ActivityMoney, ActivityOutput, ActivityPeople
from chungtay.activities.rules import ActivityForm, Counted
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.estimates import Estimate
from chungtay.core.periods import valid_on
from chungtay.core.search import searchable
from chungtay.core.states import check_move
from chungtay.places.models import Designation, OrgUnit
from chungtay.programmes.models import Programme

_MOST_SEARCHED = 700


def record_activity(
    unit: OrgUnit,
    *,
    by: User | None,
    programme: Programme,
    form: ActivityForm,
    on: date,
    once: str = "",
    photos: Sequence[NewPhoto] = (),
    papers: Sequence[NewPaper] = (),
) -> Activity:
    """The unit did this. With the same key `once` the same person gets the first one back, and nothing is written twice."""
    photos = [photo.drawn() for photo in photos]  # a second each, before the transaction begins
    with transaction.atomic():
        unit = locked(unit)  # so that the same form sent twice at one moment finds its first
        rules.check_may(by, unit, on=on)
        if once and (first := Activity.objects.filter(recorded_by=by, once=once).first()) is not None:
            return first
        form = rules.check_activity(form, programme.pack)
        rules.check_held(unit, programme, form)
        activity = Activity(programme=programme, unit=unit, recorded_by=by, recorded_at=clock.now(), once=once[:40])
        _put(activity, form)
        note("activity.recorded", activity, by=by, on=form.started_on, type=activity.kind)
        attach(activity, by=by, photos=photos, papers=papers)
    return activity


@transaction.atomic
def revise_activity(activity: Activity, *, by: User | None, form: ActivityForm, on: date) -> Activity:
    """What it says is mended by its unit; the audit keeps what stood there before. Nothing changed: nothing is written."""
    activity = held_activity(activity, by=by, on=on)
    check_stands(activity)
    form = rules.check_activity(form, activity.programme.pack)
    rules.check_held(activity.unit, activity.programme, form)
    was = _differences(rules.form_of(activity), form)
    if was:
        _put(activity, form)
        note("activity.revised", activity, by=by, on=form.started_on, was=was)
    return activity


@transaction.atomic
def withdraw_activity(activity: Activity, *, by: User | None, on: date, reason: str) -> Activity:
    """It was recorded wrongly or twice: counted nowhere from now on, and kept with the reason."""
    activity = held_activity(activity, by=by, on=on)
    reason = rules.clean_reason(reason)
    check_move(ACTIVITY_MOVES, activity.status, ActivityStatus.WITHDRAWN)
    activity.status, activity.end_reason = ActivityStatus.WITHDRAWN, reason
    with refused():
        activity.save(update_fields=["status", "end_reason"])
    note("activity.withdrawn", activity, by=by, on=on, reason=reason)
    return activity


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _put(activity: Activity, form: ActivityForm) -> None:
    """The activity says what the form says, its numbers written anew."""
    assert form.ended_on is not None
    for name in ("kind", "title", "started_on", "ended_on", "place", "partners", "story"):
        setattr(activity, name, getattr(form, name))
    activity.people, activity.people_estimate = form.people or (None, Estimate.EXACT)
    activity.search_text = _words(activity)
    with refused():
        if activity.pk is not None:
            for rows in (activity.parts, activity.outputs, activity.money):
                rows.all().delete()
        activity.save()
        ActivityPeople.objects.bulk_create(
            ActivityPeople(activity=activity, by=by, value=part.value, estimate=part.estimate) for by, part in form.parts.items()
        )
        ActivityOutput.objects.bulk_create(
            ActivityOutput(activity=activity, output=code, value=output.value, estimate=output.estimate)
            for code, output in form.outputs.items()
        )
        ActivityMoney.objects.bulk_create(
            ActivityMoney(activity=activity, source=source, amount_vnd=amount.value, estimate=amount.estimate)
            for source, amount in form.money.items()
        )


def _words(activity: Activity) -> str:
    """By which it is found: what, of which type, where, with whom, by which unit."""
    kind = activity.programme.pack.by_activity.get(activity.kind)
    called = Designation.objects.filter(valid_on(activity.started_on), unit=activity.unit_id).first()
    texts = [activity.title, kind.name if kind else "", activity.place, called.full_name if called else "", activity.partners]
    words = searchable(*texts)
    return words if len(words) <= _MOST_SEARCHED else words[:_MOST_SEARCHED].rsplit(" ", 1)[0]


def _differences(old: ActivityForm, new: ActivityForm) -> dict[str, Any]:
    """By field: what stood there before, where it says something else now."""
    found: dict[str, Any] = {}
    for name in ActivityForm.__dataclass_fields__:
        before, now = getattr(old, name), getattr(new, name)
        if before != now:
            found[name] = _plain(before)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Counted):
        return list(value)
    if isinstance(value, dict):
        return {key: list(number) for key, number in value.items()}
    return value.isoformat() if isinstance(value, date) else value
