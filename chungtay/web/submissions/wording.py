"""Readings, units and instants in words."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.reading import Reading
from chungtay.programmes.models import END_OF_DAY
from chungtay.programmes.pack import Indicator
from chungtay.submissions.enums import AWAITED
from chungtay.submissions.models import Submission

NOTHING: Final = "—"
_DAY: Final = timedelta(days=1)


def number_words(value: int, estimate: str = Estimate.EXACT) -> str:
    """'hơn 300'."""
    words = {Estimate.AT_LEAST: _("hơn %(n)s"), Estimate.ABOUT: _("khoảng %(n)s")}
    return words.get(Estimate(estimate), "%(n)s") % {"n": grouped(value)}


def reading_words(reading: Reading | None, indicator: Indicator) -> str:
    """'hơn 300 lượt', '14.000.000 đồng', '45/52 trẻ', 'Không'; a dash for nothing."""
    if reading is None:
        return NOTHING
    if indicator.adds_up == AddsUp.YES_NO:
        return _("Có") if reading.value else _("Không")
    number = number_words(reading.value, reading.estimate)
    if reading.of is not None:
        number = f"{number}/{grouped(reading.of)}"
    return f"{number} {unit_words(indicator)}".strip()


def unit_words(indicator: Indicator) -> str:
    """What the number counts; of money always đồng."""
    if indicator.adds_up == AddsUp.YES_NO:
        return ""
    return _("đồng") if indicator.adds_up == AddsUp.MONEY else indicator.unit


def instant_words(at: datetime) -> str:
    """'05/3/2021', and the time where it is not the end of that day: '17 giờ 00, 05/3/2021'."""
    local = timezone.localtime(at)
    day = format_day(local.date())
    if local.time().replace(microsecond=0) == END_OF_DAY:
        return day
    return _("%(hour)d giờ %(minute)02d, %(day)s") % {"hour": local.hour, "minute": local.minute, "day": day}


def time_left(submission: Submission, at: datetime) -> tuple[str, str]:
    """(words, tone) of what is still awaited: 'còn 3 ngày', 'hết hạn hôm nay', 'quá hạn 2 ngày'; of what was sent late by how much."""
    if submission.status not in AWAITED:
        return late_words(submission), "stop"
    left = (clock.day_of(submission.due_at) - clock.day_of(at)).days
    if submission.due_at < at:
        days = max(-left, 0)
        return (ngettext("quá hạn %(n)d ngày", "quá hạn %(n)d ngày", days) % {"n": days} if days else _("vừa quá hạn")), "stop"
    if not left:
        return _("hết hạn hôm nay"), "wait"
    return ngettext("còn %(n)d ngày", "còn %(n)d ngày", left) % {"n": left}, "wait" if left <= 3 else "plain"


def late_words(submission: Submission) -> str:
    """'muộn 2 ngày'; nothing where it was sent in time, or not yet."""
    sent, due = submission.sent_at, submission.sent_due_at
    if sent is None or due is None or not submission.is_late:
        return ""
    days = (clock.day_of(sent) - clock.day_of(due)).days
    if sent - due < _DAY:
        hours = max(1, int((sent - due).total_seconds() // 3600))
        return ngettext("muộn %(n)d giờ", "muộn %(n)d giờ", hours) % {"n": hours}
    return ngettext("muộn %(n)d ngày", "muộn %(n)d ngày", days) % {"n": days}
