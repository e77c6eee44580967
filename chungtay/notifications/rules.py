"""When a message may leave, where to, and how long a word may be. Nothing is written here."""

import re
from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings

from chungtay.core import clock
from chungtay.core.vietnamese import clean
from chungtay.notifications.enums import Channel

QUIET_FROM: Final = time(21)
QUIET_UNTIL: Final = time(7)
_MOBILE: Final = re.compile(r"(?:\+?84|0)([35789][0-9]{8})")  # ten digits since 2018; what else begins with 0 is a desk

# How long ZNS lets a parameter of each kind be; a template names its parameters by their kind ("name", "label_due").
ZALO_LIMITS: Final = {
    "name": 30,
    "phone": 15,
    "address": 200,
    "code": 30,
    "label": 30,
    "status": 30,
    "contact": 50,
    "title": 5,
    "product": 200,
    "amount": 20,
}


def leaves_at(made_at: datetime, *, is_urgent: bool) -> datetime:
    """Nights are quiet: what is made between 21:00 and 07:00 in Việt Nam and is not urgent leaves at 07:00."""
    day, local = clock.day_of(made_at), clock.time_of(made_at)
    if is_urgent or QUIET_UNTIL <= local < QUIET_FROM:
        return made_at
    return clock.instant(day + timedelta(days=1) if local >= QUIET_FROM else day, QUIET_UNTIL)


def zalo_phone(typed: str) -> str:
    """A Vietnamese mobile number as Zalo wants it ("84912345678"), or nothing."""
    found = _MOBILE.fullmatch(re.sub(r"[\s.\-()]", "", typed))
    return f"84{found[1]}" if found else ""


def address_of(channel: Channel, *, email: str, phone: str) -> str:
    """Where the channel reaches a person with this e-mail address and telephone number; empty: nowhere."""
    return email if channel == Channel.EMAIL else zalo_phone(phone)


def channels() -> list[Channel]:
    """The ways out that this installation has: Zalo only where it is set up."""
    return [Channel.EMAIL, *([Channel.ZALO] if settings.ZALO["app_id"] and settings.ZALO["secret"] else [])]


def zalo_template(kind: str) -> str:
    """The id of the template that Zalo approved for this kind of notice, or nothing."""
    return settings.ZALO_TEMPLATES.get(kind, "")


def within_limits(name: str, text: str) -> str:
    """The text of a parameter, cut to what ZNS takes; an unknown kind is a label of one's own."""
    return shortened(text, ZALO_LIMITS.get(name.partition("_")[0], ZALO_LIMITS["label"]))


def shortened(text: str, most: int) -> str:
    """At most so many characters, ending with a whole word and "…" where something was left out."""
    text = clean(text)
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if not text[most - 1].isspace() and " " in kept:
        kept = kept.rsplit(" ", 1)[0]
    return kept.rstrip(" ,;:.") + "…"
