"""What the person may do with a submission now: by its state and by how far the role in which they act reaches."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.submissions.enums import AWAITED, EDITABLE, SubmissionStatus
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import collecting_power

# What comes next, the most pressing first: the first that the person may do is the page's one primary action.
_NEXT: Final = ("answer", "accept", "remind")


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is the URL's; `is_post`: one tap does it."""

    name: str
    label: str
    url: str
    is_post: bool = False


def steps_for(submission: Submission, user: User) -> tuple[Step | None, list[Step]]:
    """The primary step and the quiet ones."""
    may, labels = _may(submission, user), _labels(submission)
    primary = next((name for name in _NEXT if may.get(name)), None)
    offered = [name for name in labels if may.get(name) and name != primary]
    return (_step(submission, primary, labels) if primary else None), [_step(submission, name, labels) for name in offered]


def _may(submission: Submission, user: User) -> dict[str, bool]:
    answers, collects = (_reaches(submission, user, can) for can in (Can.ANSWER_ROUNDS, collecting_power(submission)))
    status = SubmissionStatus(submission.status)
    awaited = status in AWAITED
    return {
        "answer": answers and status in EDITABLE,
        "nil": answers and status in EDITABLE,
        "accept": collects and status == SubmissionStatus.SUBMITTED and submission.sent_by_id != user.pk,
        "send_back": collects and status in (SubmissionStatus.SUBMITTED, SubmissionStatus.ACCEPTED),
        "remind": collects and awaited and submission.answers_to_id is not None,
        "extend": collects and awaited,
        "excuse": collects and awaited,
        "ask_again": collects and status == SubmissionStatus.EXCUSED,
        "restate": (answers or collects) and status == SubmissionStatus.ACCEPTED,
    }


def _reaches(submission: Submission, user: User, can: Can) -> bool:
    return Submission.objects.for_user(user, can, on=clock.today()).filter(pk=submission.pk).exists()


def _labels(submission: Submission) -> dict[str, str]:
    """In the order in which the quiet ones stand."""
    begun = submission.status != SubmissionStatus.DUE
    return {
        "answer": _("Sửa và gửi lại") if submission.status == SubmissionStatus.RETURNED else _("Ghi tiếp") if begun else _("Ghi số liệu"),
        "accept": _("Nhận báo cáo"),
        "send_back": _("Trả lại để sửa"),
        "remind": _("Nhắc"),
        "extend": _("Gia hạn"),
        "excuse": _("Miễn báo cáo"),
        "ask_again": _("Thôi miễn, yêu cầu báo cáo"),
        "restate": _("Đính chính số liệu"),
        "nil": _("Không có gì để báo cáo"),
    }


def _step(submission: Submission, name: str, labels: dict[str, str]) -> Step:
    read = f"?da-doc={submission.revision}" if name == "accept" else ""  # what is accepted is what stands on the page that was read
    return Step(name, labels[name], reverse(f"submissions:{name}", args=[submission.pk]) + read, name == "remind")
