"""The verbs of notifications, by noun: telling, one's own, the outbox and what is stuck in it, the calendar, Zalo's tokens."""

from chungtay.notifications.actions.calendar import begin_run, end_run
from chungtay.notifications.actions.outbox import send_outbox
from chungtay.notifications.actions.own import choose_channels, mark_all_read, mark_read, switch_channel
from chungtay.notifications.actions.stuck import mark_arrived, send_again
from chungtay.notifications.actions.telling import Person, ZaloWords, notify, write_letter

__all__ = [
    "Person",
    "ZaloWords",
    "begin_run",
    "choose_channels",
    "end_run",
    "mark_all_read",
    "mark_arrived",
    "mark_read",
    "notify",
    "send_again",
    "send_outbox",
    "switch_channel",
    "write_letter",
]
