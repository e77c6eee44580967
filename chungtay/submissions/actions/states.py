"""The beats that every verb of this room shares: held, within reach, at which instant; its tally, the audit, and who is told."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.states import check_move
from chungtay.indicators.reading import Cell, Reading
from chungtay.notifications.actions import notify
from chungtay.programmes.models import Round
from chungtay.submissions import rules
from chungtay.submissions.enums import SUBMISSION_MOVES, SubmissionStatus
from chungtay.submissions.models import Answer, Submission, Tally
from chungtay.submissions.notices import Words
from chungtay.submissions.tallying import tallied


def held_submission(submission: Submission, *, by: User | None, can: Sequence[Can]) -> Submission:
    """The submission as it stands now, held; RuleBroken where none of the powers reaches it."""
    fresh = locked(submission)
    if Submission.round.is_cached(submission):  # what was asked does not change under it
        fresh.round = submission.round
    check_reach(fresh, by=by, can=can)
    return fresh


def with_rounds(submissions: Sequence[Submission]) -> None:
    """Give many held ones their rounds, each fetched once."""
    rounds = Round.objects.select_related("programme", "version").in_bulk({one.round_id for one in submissions})
    for one in submissions:
        one.round = rounds[one.round_id]


def check_reach(submission: Submission, *, by: User | None, can: Sequence[Can]) -> None:
    today = clock.today()
    if by is not None and not any(Submission.objects.for_user(by, one, on=today).filter(pk=submission.pk).exists() for one in can):
        raise RuleBroken(out_of_reach())


def out_of_reach() -> str:
    return _("Báo cáo này nằm ngoài phạm vi hoặc quyền của bạn.")


def check_to(submission: Submission, to: SubmissionStatus) -> None:
    check_move(SUBMISSION_MOVES, submission.status, to)


def change(submission: Submission, act: str, *, by: User | None, changes: dict[str, Any], **details: Any) -> Submission:
    """Columns change, the tally's status with them, the audit says so."""
    was = submission.status
    for name, value in changes.items():
        setattr(submission, name, value)
    with refused():
        submission.save(update_fields=list(changes))
        if submission.status != was:
            Tally.objects.filter(submission=submission).update(status=submission.status)
    note(act, submission, by=by, **details)
    return submission


def note(act: str, submission: Submission, *, by: User | None, **details: Any) -> None:
    asked = submission.round
    record(act, submission, by=by, name=asked.name, place_id=submission.unit_id, round=asked.code, status=submission.status, **details)


def write_tally(submission: Submission, answers: Iterable[Answer]) -> None:
    """The columns of the submission anew, from its answers."""
    rows = tallied(submission, {answer.cell: answer for answer in answers})
    columns = [field.name for field in Tally._meta.concrete_fields if field.name not in ("id", "submission", "page")]
    Tally.objects.bulk_create(rows, update_conflicts=True, unique_fields=["submission", "page"], update_fields=columns)


def write_answers(rows: Sequence[Answer]) -> None:
    """Each in the place of what stood there."""
    columns = [field.name for field in Answer._meta.concrete_fields if field.name not in ("id", "submission", "indicator", "by")]
    with refused():
        Answer.objects.bulk_create(rows, update_conflicts=True, unique_fields=["submission", "indicator", "by"], update_fields=columns)


def answer_row(
    submission: Submission, cell: Cell, reading: Reading | None, *, known: rules.OnRecord | None, by: User | None, at: datetime
) -> Answer:
    """What the unit says for a cell, with what the records say at this moment."""
    row = Answer(submission=submission, indicator=cell.indicator, by=cell.by, written_by=by, written_at=at)
    if reading is not None:
        row.value, row.of, row.estimate, row.reason = reading.value, reading.of, reading.estimate, reading.reason
    if known is not None:
        row.on_record, row.on_record_of, row.on_record_estimate = known.value, known.of, known.estimate
    return row


def tell_unit(submission: Submission, words: Words, *, key: str, by: User | None) -> None:
    """Those who answer for the unit, but for the one who acts."""
    _tell(submission.unit_id, Can.ANSWER_ROUNDS, words, key=key, by=by)


def tell_collector(submission: Submission, words: Words, *, key: str, by: User | None) -> None:
    """Those who collect from the unit, but for the one who acts."""
    if submission.answers_to_id is not None:
        _tell(submission.answers_to_id, Can.COLLECT_ROUNDS, words, key=key, by=by)


def _tell(unit: int, can: Can, words: Words, *, key: str, by: User | None) -> None:
    people = people_acting_for([unit], can, on=clock.today())[unit]
    others = [person for person in people if by is None or person.pk != by.pk]
    notify(others, key=key, subject=words.subject, text=words.text, path=words.path, zalo=words.zalo)
