"""Where a person is signed in. The rows are the library's; which of them still open a door is asked here, without writing."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare

from chungtay.accounts.models import User


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One device at which the person is signed in."""

    began_at: datetime
    ip: str
    agent: str
    is_this: bool


def open_sessions(user: User, *, key: str, at: datetime) -> list[OpenSession]:
    """Those that are not expired and know the present password, the newest first; `key` is the session that asks."""
    rows = {row.session_key: row for row in UserSession.objects.filter(user=user)}
    secret = user.get_session_auth_hash()
    live = {
        session.session_key
        for session in Session.objects.filter(session_key__in=rows, expire_date__gt=at)
        if constant_time_compare(session.get_decoded().get(HASH_SESSION_KEY, ""), secret)
    }
    found = [
        OpenSession(row.created_at, row.ip, row.user_agent, row.session_key == key) for row in rows.values() if row.session_key in live
    ]
    return sorted(found, key=lambda session: (session.is_this, session.began_at), reverse=True)
