"""Something is told to people: a notice on their page, and a message for every channel that reaches them."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.db import transaction

from chungtay.core import clock
from chungtay.notifications import rules
from chungtay.notifications.enums import Channel
from chungtay.notifications.models import ChannelSetting, Letter, Message, Notice


class Person(Protocol):
    """What this room needs to know of somebody."""

    @property
    def pk(self) -> int: ...
    @property
    def is_active(self) -> bool: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ZaloWords:
    """What Zalo says instead of the text: the kind of notice, which names a template (settings), and the template's parameters."""

    kind: str
    data: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def notify(
    people: Iterable[Person],
    *,
    key: str,
    subject: str,
    text: str = "",
    path: str = "",
    is_urgent: bool = False,
    zalo: ZaloWords | None = None,
) -> int:
    """Tell each of them once: whoever was told under this key before is told nothing. How many were told now.

    Belongs in the transaction that causes it; messages leave after it, by the worker. Those whose account is locked are told nothing.
    The words are kept as given: write them in Vietnamese, whatever language the one who acts reads.
    """
    active = {person.pk: person for person in people if person.is_active}
    told = Notice.objects.filter(person__in=active, key=key).values_list("person", flat=True)
    fresh = active.keys() - set(told)
    if not fresh:
        return 0
    at = clock.now()
    said = {"subject": rules.shortened(subject, 200), "text": rules.shortened(text, 1000), "path": path, "is_urgent": is_urgent}
    # Another process may tell the same at this moment: the table keeps one notice, and one message for each channel of it.
    Notice.objects.bulk_create((Notice(person_id=pk, key=key, made_at=at, **said) for pk in sorted(fresh)), ignore_conflicts=True)
    notices = Notice.objects.filter(person__in=fresh, key=key)
    off = set(ChannelSetting.objects.filter(person__in=fresh, is_on=False).values_list("person", "channel"))
    messages = [
        message
        for notice in notices
        for channel in rules.channels()
        if (notice.person_id, channel) not in off and (message := _message(notice, channel, active[notice.person_id], zalo))
    ]
    Message.objects.bulk_create(messages, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def write_letter(address: str, *, subject: str, text: str, place_id: int, is_urgent: bool = False) -> Letter:
    """Tell somebody without an account by e-mail, in the words given (Vietnamese). Leaves as notices do, after the transaction."""
    letter = Letter(subject=rules.shortened(subject, 200), text=text[:2000], place_id=place_id, is_urgent=is_urgent, made_at=clock.now())
    letter.save()
    leaves = rules.leaves_at(letter.made_at, is_urgent=is_urgent)
    tracking = f"ct-l{letter.pk}-{secrets.token_hex(8)}"
    Message.objects.create(letter=letter, channel=Channel.EMAIL, address=address, tracking=tracking, not_before=leaves)
    return letter


def _message(notice: Notice, channel: Channel, person: Person, zalo: ZaloWords | None) -> Message | None:
    """The notice on its way through the channel; None where it leads nowhere."""
    address = rules.address_of(channel, email=person.email, phone=person.phone)
    template = rules.zalo_template(zalo.kind) if zalo and channel == Channel.ZALO else ""
    if not address or (channel == Channel.ZALO and not template):
        return None
    words = zalo.data if zalo and template else {}
    return Message(
        notice=notice,
        channel=channel,
        address=address,
        template=template,
        data={name: rules.within_limits(name, value) for name, value in words.items()},
        tracking=f"ct-{notice.pk}-{secrets.token_hex(8)}",
        not_before=rules.leaves_at(notice.made_at, is_urgent=notice.is_urgent),
    )
