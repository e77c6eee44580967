"""What an officer does with a message that did not arrive, or of which nobody knows."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.words import clean_email
from chungtay.notifications import rules
from chungtay.notifications.actions.telling import Person
from chungtay.notifications.enums import MESSAGE_MOVES, STUCK, Channel, MessageStatus
from chungtay.notifications.models import Message
from chungtay.notifications.queries import switched_off


@transaction.atomic
def send_again(message: Message, *, by: AbstractBaseUser | None, typed: str = "") -> None:
    """Into the outbox once more, a notice to the address that the person has today, a letter to the one typed.

    Raises RuleBroken where it is already on its way or has arrived, and where the person cannot or does not want to be reached so.
    """
    leaves = rules.leaves_at(clock.now(), is_urgent=message.said.is_urgent)
    address = _of_donor(typed) if message.notice is None else _of_person(message.notice.person, Channel(message.channel))
    _move(message, MessageStatus.QUEUED, by=by, address=address, tries=0, outcome="", not_before=leaves)


def _of_donor(typed: str) -> str:
    address = clean_email(typed, field="")
    if not address:
        raise RuleBroken(_("Xin điền địa chỉ thư điện tử."))
    return address


def _of_person(person: Person, channel: Channel) -> str:
    address = rules.address_of(channel, email=person.email, phone=person.phone)
    if not person.is_active:
        raise RuleBroken(_("Tài khoản của %(name)s đã khóa.") % {"name": person})
    if not address:
        raise RuleBroken(_("%(name)s chưa có địa chỉ để nhận. Xin bổ sung trong thông tin của người này.") % {"name": person})
    if channel in switched_off(person.pk):
        raise RuleBroken(_("%(name)s đã tắt kênh này.") % {"name": person})
    return address


@transaction.atomic
def mark_arrived(message: Message, *, by: AbstractBaseUser | None) -> None:
    """The person says that they have it: nothing is sent again."""
    _move(message, MessageStatus.SENT, by=by, sent_at=clock.now())


def _move(message: Message, to: MessageStatus, *, by: AbstractBaseUser | None, **changes: object) -> None:
    origins = [status for status, targets in MESSAGE_MOVES.items() if to in targets and status in STUCK]
    if not Message.objects.filter(pk=message.pk, status__in=origins).update(status=to, **changes):
        raise RuleBroken(_("Tin này đã được xử lý rồi."))
    about = message.said if message.notice is None else message.notice.person
    place = message.letter.place_id if message.letter is not None else None
    record("notifications.message_settled", about, by=by, name=str(about), place_id=place, channel=message.channel, to=to.value)
