"""What the unit does: fills in, saves at every step, sends, says that there is nothing to report."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.indicators.reading import Cell
from chungtay.submissions import notices, rules
from chungtay.submissions.actions.fields import Given, GivenText, Saved, checked, said, write_fields
from chungtay.submissions.actions.states import (
    answer_row,
    change,
    check_to,
    held_submission,
    tell_collector,
    write_answers,
    write_tally,
)
from chungtay.submissions.enums import EDITABLE, SENT, SubmissionStatus
from chungtay.submissions.models import Answer, Submission
from chungtay.submissions.queries import answers as answers_of
from chungtay.submissions.queries import previous, readings, unit_name
from chungtay.submissions.queries import texts as texts_of

_S = SubmissionStatus


@transaction.atomic
def save_answers(
    submission: Submission,
    *,
    by: User | None,
    given: Mapping[str, Given],
    texts: Mapping[str, GivenText] | None = None,
    on_record: Mapping[Cell, rules.OnRecord] | None = None,
) -> Saved:
    """Each field by itself: what somebody else changed meanwhile stays and comes back as a conflict, everything else is written.

    RuleBroken, and nothing is written, for what nobody can mean, for what is not asked, and once the answer is sent.
    """
    submission = held_submission(submission, by=by, can=[Can.ANSWER_ROUNDS])
    _check_editable(submission)
    typed = checked(submission.round.pack, given, texts or {})
    saved = write_fields(submission, typed, on_record=on_record or {}, by=by, at=clock.now())
    if saved.changes:
        changes: dict[str, Any] = {"revision": submission.revision + 1, "is_nil": False, "nil_reason": ""}
        if submission.status == _S.DUE:
            changes["status"] = _S.DRAFT
        change(submission, "submission.saved", by=by, changes=changes, fields=saved.changes)
    return saved


@transaction.atomic
def send_submission(submission: Submission, *, by: User | None, on_record: Mapping[Cell, rules.OnRecord]) -> Submission:
    """To the level above, which reads it; where nobody above is asked it counts at once.

    What is on record and was not touched is hereby confirmed. RuleBroken at the first field that stops it. Sent once more after an answer
    that got lost on the way, nothing happens.
    """
    submission = held_submission(submission, by=by, can=[Can.ANSWER_ROUNDS])
    if submission.status in SENT:
        return submission
    check_to(submission, _S.SUBMITTED)
    stored = answers_of(submission)
    _check_complete(submission, stored, on_record)
    when = clock.now()
    confirmed = {
        cell: answer_row(submission, cell, known.reading, known=known, by=by, at=when)
        for cell, known in on_record.items()
        if cell not in stored and cell in rules.asked_cells(submission.round.pack)
    }
    write_answers(list(confirmed.values()))
    changes: dict[str, Any] = {"is_nil": False, "nil_reason": ""}
    fields = [{"field": cell.name, "was": None, "now": said(rules.reading_of(row))} for cell, row in confirmed.items()]
    return _send(submission, stored | confirmed, by=by, changes=changes, confirmed=fields)


@transaction.atomic
def send_nil(submission: Submission, *, by: User | None, reason: str, on_record: Mapping[Cell, rules.OnRecord] | None = None) -> Submission:
    """There is nothing to report, with the unit's word why. Refused while it, or the records, say a number above 0."""
    submission = held_submission(submission, by=by, can=[Can.ANSWER_ROUNDS])
    if submission.status in SENT and submission.is_nil:
        return submission
    reason = rules.clean_reason(reason, field="nil_reason")
    _check_editable(submission)
    stored = answers_of(submission)
    if any(row.value for row in stored.values()):
        raise RuleBroken(_("Báo cáo đang có số liệu. Hãy xóa các số ấy, hoặc gửi như thường."), field="nil_reason")
    if any(known.value for cell, known in (on_record or {}).items() if cell not in stored):
        raise RuleBroken(_("Hồ sơ của đơn vị có số liệu trong kỳ này. Hãy mở báo cáo và gửi như thường."), field="nil_reason")
    return _send(submission, stored, by=by, changes={"is_nil": True, "nil_reason": reason}, reason=reason)


def _send(submission: Submission, stored: Mapping[Cell, Answer], *, by: User | None, changes: dict[str, Any], **details: Any) -> Submission:
    """Remarks are settled, the tally is written, the level above is told."""
    check_to(submission, _S.SUBMITTED)
    at = clock.now()
    changes |= {"status": _S.SUBMITTED, "last_sent_at": at, "sent_by": by}
    if submission.sent_at is None:
        changes |= {"sent_at": at, "sent_due_at": submission.due_at}
    changes["revision"] = submission.revision + 1
    if submission.answers_to_id is None:
        changes |= {"status": _S.ACCEPTED, "accepted_at": at, "accepted_by": None}
    submission.remarks.filter(is_settled=False).update(is_settled=True)
    change(submission, "submission.sent", by=by, changes=changes, **details)
    write_tally(submission, stored.values())
    words = notices.sent(submission, unit_name(submission))
    tell_collector(submission, words, key=f"submission.sent/{submission.pk}/{submission.revision}", by=by)
    return submission


def _check_editable(submission: Submission) -> None:
    if submission.status in EDITABLE:
        return
    sentences = {
        _S.SUBMITTED: _("Báo cáo đã gửi nên không sửa được nữa. Cần sửa, hãy đề nghị cấp trên trả lại."),
        _S.ACCEPTED: _("Báo cáo đã được nhận nên không sửa được nữa. Số liệu có sau được ghi bằng đính chính."),
        _S.EXCUSED: _("Đơn vị được miễn báo cáo trong đợt này."),
    }
    raise RuleBroken(sentences[_S(submission.status)])


def _check_complete(submission: Submission, stored: Mapping[Cell, Answer], on_record: Mapping[Cell, rules.OnRecord]) -> None:
    """RuleBroken at the first field that stops the answer."""
    before = previous(submission)
    found = rules.findings(
        submission,
        answers=rules.shown(stored, on_record),
        texts=texts_of(submission),
        on_record=on_record,
        before=readings(before) if before is not None else {},
    )
    for finding in found:
        if finding.stops:
            raise RuleBroken(finding.sentence, field=finding.field)
