"""Closed vocabularies of submissions, and which state may follow which."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubmissionStatus(models.TextChoices):
    """The life of a unit's answer."""

    DUE = "due", _("Chưa làm")
    DRAFT = "draft", _("Đang làm")
    SUBMITTED = "submitted", _("Đã gửi")
    RETURNED = "returned", _("Bị trả lại")
    ACCEPTED = "accepted", pgettext_lazy("báo cáo", "Đã nhận")
    EXCUSED = "excused", _("Được miễn")


_S = SubmissionStatus

SUBMISSION_MOVES: Final[dict[SubmissionStatus, frozenset[SubmissionStatus]]] = {
    _S.DUE: frozenset({_S.DRAFT, _S.SUBMITTED, _S.EXCUSED}),
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.EXCUSED}),
    _S.SUBMITTED: frozenset({_S.RETURNED, _S.ACCEPTED}),
    _S.RETURNED: frozenset({_S.SUBMITTED, _S.EXCUSED}),
    _S.ACCEPTED: frozenset({_S.RETURNED}),
    _S.EXCUSED: frozenset({_S.DUE}),
}

# The unit may still change what it says.
EDITABLE: Final = (_S.DUE, _S.DRAFT, _S.RETURNED)
# Lies with the level above, or is done: what completeness counts.
SENT: Final = (_S.SUBMITTED, _S.ACCEPTED)
# Something is still awaited from the unit.
AWAITED: Final = (_S.DUE, _S.DRAFT, _S.RETURNED)


class ReminderSlot(models.TextChoices):
    """When the calendar reminds: days before (b) and after (a) the due instant; then the level above; by hand."""

    BEFORE_7 = "b7", _("trước hạn 7 ngày")
    BEFORE_3 = "b3", _("trước hạn 3 ngày")
    BEFORE_1 = "b1", _("trước hạn 1 ngày")
    AFTER_1 = "a1", _("quá hạn 1 ngày")
    AFTER_3 = "a3", _("quá hạn 3 ngày")
    ABOVE = "above", _("báo cấp trên")
    BY_HAND = "hand", _("nhắc trực tiếp")


# What the audit calls each act of this room.
ACTS: Final = {
    "round.asked": _("Giao đơn vị báo cáo"),
    "submission.saved": _("Ghi số liệu báo cáo"),
    "submission.sent": _("Gửi báo cáo"),
    "submission.returned": _("Trả lại báo cáo"),
    "submission.accepted": _("Nhận báo cáo"),
    "submission.excused": _("Miễn báo cáo"),
    "submission.asked_again": _("Thôi miễn báo cáo"),
    "submission.extended": _("Gia hạn báo cáo"),
    "submission.restated": _("Đính chính số liệu"),
    "submission.reminded": _("Nhắc báo cáo"),
}
