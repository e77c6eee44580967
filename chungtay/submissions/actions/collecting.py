"""What the level above does: reads, sends back with remarks, accepts, extends, excuses, asks again."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.db import locked_all
from chungtay.core.errors import RuleBroken
from chungtay.submissions import notices, rules
from chungtay.submissions.actions.states import change, check_to, held_submission, out_of_reach, tell_unit, with_rounds
from chungtay.submissions.enums import AWAITED, SubmissionStatus
from chungtay.submissions.models import Submission, SubmissionRemark
from chungtay.submissions.queries import unit_name

_S = SubmissionStatus
Refused = list[tuple[Submission, str]]


def _held(submission: Submission, *, by: User | None) -> Submission:
    return held_submission(submission, by=by, can=[rules.collecting_power(submission)])


@transaction.atomic
def return_submission(submission: Submission, *, by: User | None, remarks: Mapping[str, str], reason: str = "") -> Submission:
    """Back to the unit, with the reason at each field, or one for the whole; also an accepted one, which then no longer counts."""
    submission = _held(submission, by=by)
    reasons = _reasons(submission, remarks, reason)
    check_to(submission, _S.RETURNED)
    when = clock.now()
    SubmissionRemark.objects.bulk_create(
        SubmissionRemark(submission=submission, field=name, reason=text, made_by=by, made_at=when) for name, text in reasons.items()
    )
    changes = {"status": _S.RETURNED, "accepted_at": None, "accepted_by": None}
    change(submission, "submission.returned", by=by, changes=changes, remarks=reasons)
    words = notices.returned(submission, unit_name(submission), reasons)
    tell_unit(submission, words, key=f"submission.returned/{submission.pk}/{submission.revision}", by=by)
    return submission


def _reasons(submission: Submission, remarks: Mapping[str, str], reason: str) -> dict[str, str]:
    """By field, "" for the whole; at least one."""
    known = rules.fields_of(submission.round.pack)
    found = {}
    for name, text in remarks.items():
        if name and name not in known:
            raise RuleBroken(_("Báo cáo này không có mục “%(name)s”.") % {"name": name[:60]}, field=name)
        if text.strip():
            found[name] = rules.clean_reason(text, field=name or "reason")
    if reason.strip():
        found[""] = rules.clean_reason(reason)
    if not found:
        raise RuleBroken(_("Xin ghi ý kiến ở mục cần sửa, hoặc lý do trả lại cả báo cáo."), field="reason")
    return found


@transaction.atomic
def accept_submission(submission: Submission, *, by: User | None, revision: int | None = None) -> Submission:
    """It counts from now on. Nobody accepts what they sent themselves, nor, by the `revision` that they read, what they have not read."""
    submission = _held(submission, by=by)
    if revision is not None and revision != submission.revision:
        raise RuleBroken(_("Báo cáo đã được sửa và gửi lại sau khi bạn mở trang này. Xin đọc lại rồi nhận."))
    return _accept(submission, by=by)


@transaction.atomic
def accept_many(submissions: Sequence[Submission], *, by: User | None) -> tuple[list[Submission], Refused]:
    """Those that are now accepted, and those that are not, each with its sentence."""
    found = locked_all(Submission, [one.pk for one in submissions])
    ids = [one.pk for one in found]
    rows = Submission.objects.filter(pk__in=ids) if by is None else Submission.objects.for_user(by, Can.COLLECT_ROUNDS, on=clock.today())
    with_rounds(found)
    reached = set(rows.filter(pk__in=ids).values_list("pk", flat=True))
    done: list[Submission] = []
    refused: Refused = []
    for one in found:
        try:
            if one.pk not in reached:
                raise RuleBroken(out_of_reach())
            done.append(_accept(one, by=by))
        except RuleBroken as refusal:
            refused.append((one, refusal.sentence))
    return done, refused


def _accept(submission: Submission, *, by: User | None) -> Submission:
    check_to(submission, _S.ACCEPTED)
    if by is not None and by.pk == submission.sent_by_id:
        raise RuleBroken(_("Người gửi không tự nhận báo cáo mình gửi. Hãy nhờ người khác."))
    changes = {"status": _S.ACCEPTED, "accepted_at": clock.now(), "accepted_by": by}
    change(submission, "submission.accepted", by=by, changes=changes)
    words = notices.accepted(submission, unit_name(submission))
    tell_unit(submission, words, key=f"submission.accepted/{submission.pk}/{submission.revision}", by=by)
    return submission


@transaction.atomic
def extend_submission(submission: Submission, *, by: User | None, due_at: datetime, reason: str) -> Submission:
    """The unit has until then, for a reason; its calendar of reminders begins anew. What was first sent late stays late."""
    submission = _held(submission, by=by)
    reason = rules.clean_reason(reason)
    if submission.status not in AWAITED:
        raise RuleBroken(_("Chỉ gia hạn báo cáo chưa gửi."))
    if due_at <= submission.due_at or due_at <= clock.now():
        raise RuleBroken(_("Hạn mới phải sau hạn cũ và sau lúc này."), field="due_at")
    was = submission.due_at
    changes = {"due_at": due_at, "extended_reason": reason}
    change(submission, "submission.extended", by=by, changes=changes, was=was, due_at=due_at, reason=reason)
    words = notices.extended(submission, unit_name(submission), reason)
    tell_unit(submission, words, key=f"submission.extended/{submission.pk}/{due_at.isoformat()}", by=by)
    return submission


@transaction.atomic
def excuse_submission(submission: Submission, *, by: User | None, reason: str) -> Submission:
    """The unit need not answer this round, for a reason; it is no longer expected."""
    submission = _held(submission, by=by)
    reason = rules.clean_reason(reason)
    check_to(submission, _S.EXCUSED)
    changes = {"status": _S.EXCUSED, "excused_reason": reason}
    change(submission, "submission.excused", by=by, changes=changes, reason=reason)
    words = notices.excused(submission, unit_name(submission), reason)
    tell_unit(submission, words, key=_now("excused", submission), by=by)
    return submission


@transaction.atomic
def ask_again(submission: Submission, *, by: User | None) -> Submission:
    """The excuse is taken back: the unit must answer; what it had written is still there."""
    submission = _held(submission, by=by)
    check_to(submission, _S.DUE)
    was = submission.excused_reason
    changes = {"status": _S.DUE, "excused_reason": "", "sent_at": None, "sent_due_at": None}
    change(submission, "submission.asked_again", by=by, changes=changes, was=was)
    tell_unit(submission, notices.asked_again(submission, unit_name(submission)), key=_now("asked_again", submission), by=by)
    return submission


def _now(act: str, submission: Submission) -> str:
    """The key of a notice about a step that may be taken again without the unit having said anything new."""
    return f"submission.{act}/{submission.pk}/{clock.now().isoformat()}"
