"""Closed vocabularies of notifications."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """A way out of the product."""

    EMAIL = "email", _("Thư điện tử")
    ZALO = "zalo", _("Zalo")


class MessageStatus(models.TextChoices):
    """The life of a message in the outbox."""

    QUEUED = "queued", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
    UNCERTAIN = "uncertain", _("Chưa rõ đã gửi chưa")  # the other side may have it: never sent again by itself


STUCK: Final = (MessageStatus.FAILED, MessageStatus.UNCERTAIN)  # what an officer looks after

MESSAGE_MOVES: Final[dict[MessageStatus, frozenset[MessageStatus]]] = {
    MessageStatus.QUEUED: frozenset({MessageStatus.SENDING, MessageStatus.FAILED}),
    MessageStatus.SENDING: frozenset({MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.QUEUED, MessageStatus.UNCERTAIN}),
    MessageStatus.SENT: frozenset(),
    MessageStatus.FAILED: frozenset({MessageStatus.QUEUED}),  # by an officer, once the address is right
    MessageStatus.UNCERTAIN: frozenset({MessageStatus.QUEUED, MessageStatus.SENT}),
}

# What the audit calls each act of this room.
ACTS: Final = {
    "notifications.channel_switched": _("Đổi cách nhận thông báo"),
    "notifications.message_settled": _("Xử lý tin không gửi được"),
}
