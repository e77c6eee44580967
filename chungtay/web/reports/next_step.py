"""The one thing that whoever looks at a dashboard can do about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chungtay.accounts.enums import Can
from chungtay.core.numbers import grouped
from chungtay.figures.questions_asked import Setting
from chungtay.web.reports.address import url_of
from chungtay.web.reports.board import Board
from chungtay.web.shell.listing import may_here

_SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Step:
    words: str
    label: str
    url: str
    icon: str = "check"


def next_step(request: HttpRequest, board: Board, setting: Setting, *, today: date) -> Step | None:
    """By the role in which one acts, the most urgent first; none while looking back at another day."""
    if setting.day != today:
        return None
    return _verify(request, board) or _publish(request, board) or _record(request, board) or _report(request, setting, today)


def _verify(request: HttpRequest, board: Board) -> Step | None:
    count = board.waiting.value
    if not count or not may_here(request, Can.VERIFY_NEEDS):
        return None
    words = ngettext("%(n)s nhu cầu chờ xác minh", "%(n)s nhu cầu chờ xác minh", count) % {"n": grouped(count)}
    return Step(words, _("Xác minh"), reverse("needs:queue"))


def _publish(request: HttpRequest, board: Board) -> Step | None:
    count = board.verified.value
    if not count or not may_here(request, Can.PUBLISH_NEEDS):
        return None
    words = ngettext("%(n)s nhu cầu đã xác minh, chưa kêu gọi", "%(n)s nhu cầu đã xác minh, chưa kêu gọi", count) % {"n": grouped(count)}
    return Step(words, _("Xem danh sách"), url_of(board.verified), "flag")


def _record(request: HttpRequest, board: Board) -> Step | None:
    if not may_here(request, Can.RECORD_NEEDS):
        return None
    if count := board.aged.value:
        words = ngettext("%(n)s nhu cầu lâu chưa xác nhận lại", "%(n)s nhu cầu lâu chưa xác nhận lại", count) % {"n": grouped(count)}
        return Step(words, _("Xem danh sách"), url_of(board.aged), "history")
    if board.missing_url and board.part is not None:
        missing = (board.part.of or 0) - board.part.value
        words = ngettext("%(n)s trường chưa tham gia đợt này", "%(n)s trường chưa tham gia đợt này", missing) % {"n": grouped(missing)}
        return Step(words, _("Ghi nhu cầu"), reverse("needs:record"), "plus")
    return None


def _report(request: HttpRequest, setting: Setting, today: date) -> Step | None:
    """The round's answers are due soon, or were: time for the report."""
    if setting.round is None or setting.round.due_on > today + _SOON or not may_here(request, Can.DRAFT_PAPERS):
        return None
    return Step(_("Đến kỳ báo cáo %(round)s") % {"round": setting.round.name}, _("Mở báo cáo"), reverse("reports:list"), "document")
