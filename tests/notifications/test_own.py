"""One's own notices: read once, and the channels that one has chosen."""

import pytest

from chungtay.accounts.models import User
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.notifications.actions import mark_all_read, mark_read, notify, switch_channel
from chungtay.notifications.enums import Channel, MessageStatus
from chungtay.notifications.models import Message, Notice
from chungtay.notifications.queries import switched_off, unread_count
from tests.notifications.conftest import At


def test_read_once(person: User, at: At) -> None:
    notify([person], key="a", subject="Một")
    notice = Notice.objects.get()
    first = at("09:00")
    mark_read(notice)
    at("10:00")
    mark_read(notice)
    notice.refresh_from_db()
    assert notice.read_at == first
    assert unread_count(person.pk) == 0


def test_all_read_leaves_what_came_meanwhile(person: User) -> None:
    notify([person], key="a", subject="Một")
    seen = Notice.objects.get().pk
    notify([person], key="b", subject="Hai")
    assert mark_all_read(person, up_to=seen) == 1
    assert unread_count(person.pk) == 1


def test_switching_a_channel_off_also_holds_what_waits(person: User) -> None:
    notify([person], key="a", subject="Một")
    switch_channel(person, Channel.EMAIL, is_on=False)
    switch_channel(person, Channel.EMAIL, is_on=False)
    assert Message.objects.get().status == MessageStatus.FAILED
    assert switched_off(person.pk) == {Channel.EMAIL}
    notify([person], key="b", subject="Hai")
    assert Message.objects.count() == 1
    switch_channel(person, Channel.EMAIL, is_on=True)
    notify([person], key="c", subject="Ba")
    assert Message.objects.count() == 2
    entries = AuditEntry.objects.filter(act="notifications.channel_switched").order_by("pk")
    assert [entry.details["is_on"] for entry in entries] == [False, True]


def test_a_channel_that_is_not_there_or_leads_nowhere_is_refused(person: User, zalo: None) -> None:
    switch_channel(person, Channel.ZALO, is_on=False)
    person.phone = "0215 3825 123"
    with pytest.raises(RuleBroken, match="một số di động Việt Nam"):
        switch_channel(person, Channel.ZALO, is_on=True)


def test_without_zalo_there_is_no_such_channel(person: User) -> None:
    with pytest.raises(RuleBroken, match="chưa gửi tin qua kênh ấy"):
        switch_channel(person, Channel.ZALO, is_on=False)
