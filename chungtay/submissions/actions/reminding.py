"""Who has not sent is reminded: by hand at most once a day, by the calendar once for each slot; then the level above is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from django.db import transaction

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked_all
from chungtay.core.errors import RuleBroken
from chungtay.notifications.actions import notify
from chungtay.submissions import notices, rules
from chungtay.submissions.actions.states import out_of_reach, with_rounds
from chungtay.submissions.enums import AWAITED, ReminderSlot
from chungtay.submissions.models import Reminder, Submission
from chungtay.submissions.queries import unit_names

FORGOTTEN_AFTER: Final = timedelta(days=30)  # what is so late is no longer a matter of the calendar
_FIRST: Final = timedelta(days=8)
_CHUNK: Final = 500


@dataclass(slots=True)
class Reminded:
    """How many units were reminded now, and those where nobody has an account to be told."""

    sent: int = 0
    untold: list[Submission] = field(default_factory=list)


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def remind(submissions: Sequence[Submission], *, by: User | None) -> Reminded:
    """Those that are still awaited, each at most once a day; RuleBroken where one lies outside what the person collects."""
    found = locked_all(Submission, [one.pk for one in submissions])
    ids = [one.pk for one in found]
    today = clock.today()
    if by is not None and Submission.objects.for_user(by, Can.COLLECT_ROUNDS, on=today).filter(pk__in=ids).count() < len(ids):
        raise RuleBroken(out_of_reach())
    already = Reminder.objects.filter(submission__in=ids, slot=ReminderSlot.BY_HAND, sent_on=today).values_list("submission", flat=True)
    done = set(already)
    waiting = [one for one in found if one.status in AWAITED and one.pk not in done]
    people = people_acting_for([one.unit_id for one in waiting], Can.ANSWER_ROUNDS, on=today)
    reminded = Reminded(untold=[one for one in waiting if not people[one.unit_id]])
    told = [one for one in waiting if people[one.unit_id]]
    _remind(told, people, {one.pk: ReminderSlot.BY_HAND for one in told}, by=by, at=clock.now())
    reminded.sent = len(told)
    for one in told:
        asked = one.round
        record("submission.reminded", one, by=by, name=asked.name, place_id=one.unit_id, round=asked.code)
    return reminded


def _remind(
    rows: Sequence[Submission], people: dict[int, list[User]], slots: dict[int, ReminderSlot], *, by: User | None, at: datetime
) -> None:
    """Rows that are held, and that were not reminded in their slot before."""
    day = clock.day_of(at)
    Reminder.objects.bulk_create(Reminder(submission=one, slot=slots[one.pk], due_at=one.due_at, sent_on=day, sent_by=by) for one in rows)
    with_rounds(rows)
    names = unit_names([one.unit_id for one in rows], on=day)
    for one in rows:
        words = notices.reminder(one, names[one.unit_id], at)
        key = f"submission.reminded/{one.pk}/{slots[one.pk]}/{day.isoformat()}"
        notify(people[one.unit_id], key=key, subject=words.subject, text=words.text, path=words.path, zalo=words.zalo)


# ── By the calendar ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def send_calendar_reminders(*, at: datetime) -> int:
    """What the calendar has to say by this instant: how many submissions it spoke of. Run twice, or by two at once, it speaks once.

    Of several days that were missed only the last is made up for.
    """
    return sum(_remind_chunk(ids, at) for ids in _chunks(at)) + sum(_tell_above(ids, at) for ids in _late(at))


def _waiting(at: datetime) -> Iterator[tuple[int, datetime]]:
    rows = Submission.objects.filter(status__in=AWAITED, due_at__gt=at - FORGOTTEN_AFTER, due_at__lt=at + _FIRST)
    yield from rows.order_by("pk").values_list("pk", "due_at").iterator()


def _chunks(at: datetime) -> Iterator[list[int]]:
    """Ids of those whose unit is to be reminded, some hundred at a time: each chunk is a transaction of its own."""
    ids = [pk for pk, due_at in _waiting(at) if rules.slot_at(due_at, at) not in (None, ReminderSlot.ABOVE)]
    yield from (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


@transaction.atomic
def _remind_chunk(ids: Sequence[int], at: datetime) -> int:
    rows, slots = _held(ids, at)
    people = people_acting_for([one.unit_id for one in rows], Can.ANSWER_ROUNDS, on=clock.day_of(at))
    _remind(rows, people, slots, by=None, at=at)
    return len(rows)


def _held(ids: Sequence[int], at: datetime) -> tuple[list[Submission], dict[int, ReminderSlot]]:
    """Those that are still to be told in the slot of this instant; held, so that two runs do not both tell them."""
    found = [one for one in locked_all(Submission, ids) if one.status in AWAITED]
    done = set(Reminder.objects.filter(submission__in=ids).values_list("submission", "slot", "due_at"))
    slots = {one.pk: slot for one in found if (slot := rules.slot_at(one.due_at, at)) is not None}
    return [one for one in found if one.pk in slots and (one.pk, slots[one.pk], one.due_at) not in done], slots


def _late(at: datetime) -> Iterator[list[int]]:
    """Ids of those of which the level above is to be told, by round and collecting unit; what it sent back itself it knows."""
    ids = [pk for pk, due_at in _waiting(at) if rules.slot_at(due_at, at) == ReminderSlot.ABOVE]
    rows = Submission.objects.filter(pk__in=ids, answers_to__isnull=False, sent_at=None).order_by("round", "answers_to", "pk")
    for _key, group in groupby(rows.values_list("round", "answers_to", "pk"), key=lambda row: row[:2]):
        yield [pk for _round, _unit, pk in group]


@transaction.atomic
def _tell_above(ids: Sequence[int], at: datetime) -> int:
    rows, slots = _held(ids, at)
    if not rows:
        return 0
    asked, collector, day = rows[0].round, rows[0].answers_to_id, clock.day_of(at)
    assert collector is not None
    Reminder.objects.bulk_create(Reminder(submission=one, slot=slots[one.pk], due_at=one.due_at, sent_on=day) for one in rows)
    names = unit_names([one.unit_id for one in rows], on=day)
    words = notices.overdue(asked, [names[one.unit_id] for one in rows])
    people = people_acting_for([collector], Can.COLLECT_ROUNDS, on=day)[collector]
    notify(people, key=f"round.late/{asked.pk}/{collector}/{day.isoformat()}", subject=words.subject, text=words.text, path=words.path)
    return len(rows)
