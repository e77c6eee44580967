"""The outbox: messages are taken one by one, sent, and settled. Whoever takes a message by compare-and-set is alone with it."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q

from chungtay.core import clock
from chungtay.notifications import rules, zalo
from chungtay.notifications.actions.tokens import access_token
from chungtay.notifications.enums import Channel, MessageStatus
from chungtay.notifications.letters import LetterBox
from chungtay.notifications.models import Message
from chungtay.notifications.outcomes import Fate, Outcome

_log = logging.getLogger(__name__)
# After the first, second, third and fourth try that surely failed; the fifth is the last.
WAITS: Final = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
FORGOTTEN: Final = timedelta(minutes=15)  # longer than any try may take

_ENDS: Final = {
    Fate.SENT: MessageStatus.SENT,
    Fate.REFUSED: MessageStatus.FAILED,
    Fate.UNCERTAIN: MessageStatus.UNCERTAIN,
    Fate.LATER: MessageStatus.QUEUED,
    Fate.EXPIRED: MessageStatus.QUEUED,
}


def send_outbox(*, at: datetime, most: int = 500, stopped: Callable[[], bool] = lambda: False) -> Counter[MessageStatus]:
    """Send what is due, at most so many, until `stopped` says so; how many ended how. Any number of processes may run it at once."""
    ended: Counter[MessageStatus] = Counter()
    if swept := sweep(at=at):
        ended[MessageStatus.UNCERTAIN] = swept
    due = Message.objects.filter(status=MessageStatus.QUEUED, not_before__lte=at).order_by("not_before", "pk").values_list("pk", flat=True)
    if rules.leaves_at(at, is_urgent=False) > at:  # it could leave by day, and nobody was there to send it
        due = due.filter(Q(notice__is_urgent=True) | Q(letter__is_urgent=True))
    letters = LetterBox()
    try:
        for pk in list(due[:most]):
            if stopped():
                break
            if message := take(pk):
                ended[settle(message, _carried(message, letters))] += 1
    finally:
        letters.close()
    return ended


def sweep(*, at: datetime) -> int:
    """What a process took and never settled (it was killed): nobody knows whether it left, so it is not sent again by itself."""
    left = Message.objects.filter(status=MessageStatus.SENDING, taken_at__lt=at - FORGOTTEN)
    return left.update(status=MessageStatus.UNCERTAIN, outcome="worker lost")


def take(pk: int) -> Message | None:
    """The message, now ours alone; None where another process has it."""
    queued = Message.objects.filter(pk=pk, status=MessageStatus.QUEUED)
    if not queued.update(status=MessageStatus.SENDING, taken_at=clock.now(), tries=F("tries") + 1):
        return None
    return Message.objects.select_related("notice__person", "letter").get(pk=pk)


def _carried(message: Message, letters: LetterBox) -> Outcome:
    if message.notice is not None and not message.notice.person.is_active:
        return Outcome(Fate.REFUSED, "account locked")
    if message.channel == Channel.EMAIL:
        return letters.send(message)
    return _by_zalo(message)


def _by_zalo(message: Message) -> Outcome:
    """With the token in hand; where Zalo no longer takes it, once more with a new one."""
    token = access_token(at=clock.now())
    if not token:
        return Outcome(Fate.LATER, "Zalo: no token")
    outcome = zalo.send(message, token=token)
    if outcome.fate == Fate.EXPIRED and (fresh := access_token(at=clock.now(), stale=token)):
        return zalo.send(message, token=fresh)
    return outcome


def settle(message: Message, outcome: Outcome) -> MessageStatus:
    """What became of it is written; swept away meanwhile, the one who knows has the last word."""
    at = clock.now()
    status = _ENDS[outcome.fate]
    if status == MessageStatus.QUEUED and message.tries > len(WAITS):
        status = MessageStatus.FAILED
    changes = {"status": status, "outcome": outcome.words[:300], "sent_at": at if status == MessageStatus.SENT else None}
    if status == MessageStatus.QUEUED:
        changes["not_before"] = rules.leaves_at(at + WAITS[message.tries - 1], is_urgent=message.said.is_urgent)
    ours = Message.objects.filter(pk=message.pk, taken_at=message.taken_at, status__in=(MessageStatus.SENDING, MessageStatus.UNCERTAIN))
    ours.update(**changes)
    if status in (MessageStatus.FAILED, MessageStatus.UNCERTAIN):
        _log.warning("message %s (%s): %s, %s", message.pk, message.channel, status.value, outcome.words)
    return status
