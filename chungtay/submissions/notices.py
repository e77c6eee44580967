"""The words of notices, in Vietnamese whatever language the one who acts reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.notifications.actions import ZaloWords
from chungtay.programmes.models import Round
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import field_words

# Where one acts: the addresses of the workspace.
ALL: Final = "/dot-bao-cao/"
SUBMISSION: Final = "/dot-bao-cao/{pk}/"
ROUND: Final = "/dot-bao-cao/{programme}/{code}/"
MOST_NAMES: Final = 20


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    text: str
    path: str
    zalo: ZaloWords | None = None


def said_at(at: datetime) -> str:
    """17:00 ngày 05/3/2021."""
    local = timezone.localtime(at)
    return _("%(time)s ngày %(day)s") % {"time": f"{local:%H:%M}", "day": format_day(local.date())}


def _of(submission: Submission) -> str:
    return SUBMISSION.format(pk=submission.pk)


@translation.override("vi")
def asked(asked: Round, due_at: datetime) -> Words:
    text = _("Đơn vị của bạn gửi báo cáo trước %(due)s. Số liệu đã có trong hồ sơ được điền sẵn.")
    return Words(_("Đợt báo cáo mới: %(round)s") % {"round": asked.name}, text % {"due": said_at(due_at)}, ALL)


@translation.override("vi")
def sent(submission: Submission, unit: str) -> Words:
    subject = _("%(unit)s đã gửi báo cáo") % {"unit": unit}
    text = _("%(round)s: %(unit)s gửi lúc %(at)s, chờ bạn đọc và nhận.")
    parts = {"round": submission.round.name, "unit": unit, "at": said_at(submission.last_sent_at or clock.now())}
    return Words(subject, text % parts, _of(submission))


@translation.override("vi")
def returned(submission: Submission, unit: str, reasons: Mapping[str, str]) -> Words:
    """`reasons` by field, "" for the whole, which is said first."""
    subject, pack = _("Báo cáo của %(unit)s bị trả lại") % {"unit": unit}, submission.round.pack
    said = [
        f"{field_words(pack, name)}: {reason}" if name else reason for name, reason in sorted(reasons.items(), key=lambda one: one[0] != "")
    ]
    text = _("%(round)s: %(reasons)s") % {"round": submission.round.name, "reasons": "; ".join(said)}
    return Words(subject, text, _of(submission), ZaloWords("submission_returned", _zalo(submission, unit)))


@translation.override("vi")
def accepted(submission: Submission, unit: str) -> Words:
    subject = _("Báo cáo của %(unit)s đã được nhận") % {"unit": unit}
    return Words(subject, submission.round.name, _of(submission))


@translation.override("vi")
def extended(submission: Submission, unit: str, reason: str) -> Words:
    subject = _("Báo cáo của %(unit)s được gia hạn") % {"unit": unit}
    text = _("%(round)s: hạn mới là %(due)s. Lý do: %(reason)s")
    parts = {"round": submission.round.name, "due": said_at(submission.due_at), "reason": reason}
    return Words(subject, text % parts, _of(submission))


@translation.override("vi")
def excused(submission: Submission, unit: str, reason: str) -> Words:
    subject = _("%(unit)s được miễn báo cáo") % {"unit": unit}
    return Words(subject, _("%(round)s. Lý do: %(reason)s") % {"round": submission.round.name, "reason": reason}, _of(submission))


@translation.override("vi")
def asked_again(submission: Submission, unit: str) -> Words:
    subject = _("%(unit)s lại phải báo cáo") % {"unit": unit}
    text = _("%(round)s: hạn là %(due)s.") % {"round": submission.round.name, "due": said_at(submission.due_at)}
    return Words(subject, text, _of(submission))


@translation.override("vi")
def restated(submission: Submission, unit: str, reason: str) -> Words:
    subject = _("Số liệu đã nhận của %(unit)s được đính chính") % {"unit": unit}
    return Words(subject, _("%(round)s. Lý do: %(reason)s") % {"round": submission.round.name, "reason": reason}, _of(submission))


@translation.override("vi")
def reminder(submission: Submission, unit: str, at: datetime) -> Words:
    """How many days are left, or since when it is late; what was sent before and came back is not late."""
    left = (clock.day_of(submission.due_at) - clock.day_of(at)).days
    if submission.sent_at is not None:
        subject = _("%(unit)s cần sửa và gửi lại báo cáo") % {"unit": unit}
        text = _("%(round)s: báo cáo bị trả lại, đang chờ gửi lại; hạn là %(due)s.")
    elif submission.due_at < at:
        subject = _("%(unit)s chậm báo cáo") % {"unit": unit}
        text = _("%(round)s: hạn là %(due)s, đã quá hạn. Gửi muộn vẫn được nhận và ghi là muộn.")
    else:
        subject = _("%(unit)s sắp đến hạn báo cáo") % {"unit": unit}
        text = _("%(round)s: hạn là %(due)s, còn %(left)s ngày.") if left else _("%(round)s: hạn là %(due)s, hôm nay.")
    parts = {"round": submission.round.name, "due": said_at(submission.due_at), "left": left}
    return Words(subject, text % parts, _of(submission), ZaloWords("submission_due", _zalo(submission, unit)))


@translation.override("vi")
def overdue(asked: Round, units: Sequence[str]) -> Words:
    """To the level above: who is late by more than three days."""
    subject = _("%(count)s đơn vị chậm báo cáo: %(round)s") % {"count": len(units), "round": asked.name}
    more = len(units) - MOST_NAMES
    names = ", ".join(units[:MOST_NAMES]) + (_(" và %(more)s đơn vị khác") % {"more": more} if more > 0 else "")
    path = ROUND.format(programme=asked.programme.slug, code=asked.code)
    return Words(subject, _("Quá hạn hơn 3 ngày: %(names)s.") % {"names": names}, path)


def _zalo(submission: Submission, unit: str) -> dict[str, str]:
    return {"name": unit, "product": submission.round.name, "label_due": said_at(submission.due_at)}
