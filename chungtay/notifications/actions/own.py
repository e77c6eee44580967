"""What a person does with what they are told: read it, and choose how it comes to them."""

from collections.abc import Collection
from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.notifications import rules
from chungtay.notifications.actions.telling import Person
from chungtay.notifications.enums import Channel, MessageStatus
from chungtay.notifications.models import ChannelSetting, Message, Notice
from chungtay.notifications.queries import switched_off


def mark_read(notice: Notice) -> None:
    """Read a second time, it was still read the first time."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())


def mark_all_read(person: Person, *, up_to: int) -> int:
    """All that the person had before them: what came later (a higher id than `up_to`) stays unread. How many."""
    return Notice.objects.filter(person=person.pk, read_at=None, pk__lte=up_to).update(read_at=clock.now())


@transaction.atomic
def switch_channel(person: Person, channel: Channel, *, is_on: bool) -> None:
    """From now on this channel reaches the person, or does not; what waits in the outbox for it does not leave either."""
    if channel not in rules.channels():
        raise RuleBroken(_("Hệ thống này chưa gửi tin qua kênh ấy."))
    if is_on == (channel not in switched_off(person.pk)):
        return
    if is_on and not rules.address_of(channel, email=person.email, phone=person.phone):
        raise RuleBroken(no_address(channel), field=channel.value)
    ChannelSetting.objects.update_or_create(person_id=person.pk, channel=channel, defaults={"is_on": is_on})
    if not is_on:
        waiting = Message.objects.filter(notice__person=person.pk, channel=channel, status=MessageStatus.QUEUED)
        waiting.update(status=MessageStatus.FAILED, outcome="switched off")
    me = cast(AbstractBaseUser, person)
    record("notifications.channel_switched", me, by=me, name=str(me), channel=channel, is_on=is_on)


@transaction.atomic
def choose_channels(person: Person, wanted: Collection[Channel]) -> Collection[Channel]:
    """Exactly these reach the person from now on."""
    for channel in rules.channels():
        switch_channel(person, channel, is_on=channel in wanted)
    return wanted


def no_address(channel: Channel) -> str:
    if channel == Channel.ZALO:
        return _("Zalo cần một số di động Việt Nam, ví dụ 0912 345 678. Hãy sửa số điện thoại trong Tài khoản của tôi.")
    return _("Bạn chưa có địa chỉ thư điện tử. Hãy thêm trong Tài khoản của tôi.")
