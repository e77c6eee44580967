"""The verbs of notifications, by noun."""

from chungtay.notifications.actions.telling import Person, ZaloWords, notify

__all__ = ["Person", "ZaloWords", "notify"]
