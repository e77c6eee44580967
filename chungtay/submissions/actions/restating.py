"""Late data after acceptance: said openly, with what stood there before."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.indicators.reading import Cell
from chungtay.submissions import notices, rules
from chungtay.submissions.actions.fields import Given, GivenText, Saved, checked, write_fields
from chungtay.submissions.actions.states import change, held_submission, tell_collector, tell_unit, write_tally
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Answer, Restatement, Submission
from chungtay.submissions.queries import answers, unit_name
from chungtay.submissions.queries import texts as texts_of


@transaction.atomic
def restate(
    submission: Submission,
    *,
    by: User | None,
    given: Mapping[str, Given],
    texts: Mapping[str, GivenText] | None = None,
    reason: str,
) -> Saved:
    """The unit, or whoever collects from it, corrects an accepted answer: totals follow at once, an issued paper keeps its figures.

    Field by field as in save_answers. RuleBroken where nothing is to be changed, or a changed field is impossible. The same form sent
    twice changes nothing more.
    """
    submission = held_submission(submission, by=by, can=[Can.ANSWER_ROUNDS, Can.COLLECT_ROUNDS])
    reason = rules.clean_reason(reason)
    if submission.status != SubmissionStatus.ACCEPTED:
        raise RuleBroken(_("Chỉ đính chính báo cáo đã được nhận; báo cáo chưa nhận thì sửa trực tiếp."))
    typed = checked(submission.round.pack, given, texts or {})
    if not typed.changes_something:
        raise RuleBroken(_("Chưa có số liệu nào thay đổi."))
    when = clock.now()
    stored = answers(submission)
    known = {cell: record for cell, row in stored.items() if (record := rules.recorded(row)) is not None}
    wrong_before = {finding.field for finding in _wrong(submission, stored)}
    saved = write_fields(submission, typed, on_record=known, by=by, at=when)
    if not saved.changes:
        return saved
    now = answers(submission)
    for finding in _wrong(submission, now):
        if finding.field not in wrong_before or any(one["field"] == finding.field for one in saved.changes):
            raise RuleBroken(finding.sentence, field=finding.field)
    with refused():
        Restatement.objects.create(submission=submission, reason=reason, changes=saved.changes, made_by=by, made_at=when)
    changes = {"revision": submission.revision + 1, "is_nil": False, "nil_reason": ""}
    change(submission, "submission.restated", by=by, changes=changes, fields=saved.changes, reason=reason)
    write_tally(submission, now.values())
    words, key = notices.restated(submission, unit_name(submission), reason), f"submission.restated/{submission.pk}/{submission.revision}"
    tell_unit(submission, words, key=key, by=by)
    tell_collector(submission, words, key=key, by=by)
    return saved


def _wrong(submission: Submission, stored: Mapping[Cell, Answer]) -> list[rules.Finding]:
    """What cannot stand, also at a field that itself stays: a part of a whole that became smaller. Soft ones the reason explains."""
    said = rules.shown(stored, {})
    found = rules.findings(submission, answers=said, texts=texts_of(submission), on_record={}, before={})
    return [finding for finding in found if finding.is_hard]
