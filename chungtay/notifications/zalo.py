"""Zalo's own protocol: a ZNS message from a template, and the tokens by which the official account is known. Keeps nothing itself.

POST {url}/message/template, header access_token; error 0: taken. POST {oauth_url}/v4/oa/access_token, header secret_key: a new pair of
tokens for a refresh token, which is good once.
"""

import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.conf import settings

from chungtay.notifications.models import Message
from chungtay.notifications.outcomes import Fate, Outcome
from chungtay.notifications.posting import Answer, NotReachedError, UnclearError, post

_EXPIRED: Final = frozenset({-124, -216})
# Too many at once, the day's share of the account or of the template is used up, not at night: another time.
_LATER: Final = frozenset({4, -32, -133, -144, -147})


@dataclass(frozen=True, slots=True)
class Tokens:
    access: str
    refresh: str
    seconds: int  # how long the access token is good


def send(message: Message, *, token: str) -> Outcome:
    """One try. Its tracking lets Zalo, too, know a message that it already has."""
    said = {"phone": message.address, "template_id": message.template, "template_data": message.data, "tracking_id": message.tracking}
    headers = {"Content-Type": "application/json", "access_token": token}
    try:
        answer = post(f"{settings.ZALO['url']}/message/template", headers=headers, body=json.dumps(said).encode())
    except NotReachedError as error:
        return Outcome(Fate.LATER, f"Zalo: {error}")
    except UnclearError as error:
        return Outcome(Fate.UNCERTAIN, f"Zalo: {error}")
    return _read(answer)


def _read(answer: Answer) -> Outcome:
    """What the answer means. An answer of a fallen server, or one without a number, says nothing about the message."""
    code = answer.said.get("error")
    if answer.status >= 500:
        return Outcome(Fate.UNCERTAIN, f"Zalo: HTTP {answer.status}")
    if answer.status == 401 or code in _EXPIRED:
        return Outcome(Fate.EXPIRED, f"Zalo: HTTP {answer.status}, {code}")
    if answer.status == 429 or code in _LATER:
        return Outcome(Fate.LATER, f"Zalo: HTTP {answer.status}, {code}")
    if not isinstance(code, int) or isinstance(code, bool) or (code == 0 and answer.status != 200):
        return Outcome(Fate.UNCERTAIN, f"Zalo: HTTP {answer.status}")
    return Outcome(Fate.SENT, "Zalo: 0") if code == 0 else Outcome(Fate.REFUSED, f"Zalo: {code}")


def refreshed(refresh_token: str) -> Tokens | None:
    """A new pair for the old refresh token; None where Zalo gives none, or does not answer."""
    form = {"refresh_token": refresh_token, "app_id": settings.ZALO["app_id"], "grant_type": "refresh_token"}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "secret_key": settings.ZALO["secret"]}
    try:
        said = post(f"{settings.ZALO['oauth_url']}/v4/oa/access_token", headers=headers, body=urlencode(form).encode()).said
    except (NotReachedError, UnclearError):
        return None
    access, refresh, seconds = said.get("access_token"), said.get("refresh_token"), str(said.get("expires_in", "3600"))
    if not (isinstance(access, str) and isinstance(refresh, str) and access and refresh):
        return None
    return Tokens(access, refresh, int(seconds) if seconds.isdecimal() else 3600)
