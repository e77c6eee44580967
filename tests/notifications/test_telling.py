"""A notice is told once to each person, through the channels that reach them, and nights are quiet."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from chungtay.accounts.actions import deactivate_user
from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.notifications import rules
from chungtay.notifications.actions import ZaloWords, notify
from chungtay.notifications.enums import Channel, MessageStatus
from chungtay.notifications.models import ChannelSetting, Message, Notice
from tests.make.people import make_user
from tests.make.places import Province
from tests.notifications.conftest import At

WORDS = ZaloWords("round.reminder", {"name": "Nguyễn Thị Lan", "status": "Còn 3 ngày"})


def test_a_person_is_told_once_under_a_key(person: User, province: Province) -> None:
    other = make_user(RoleKind.CLERK, province.here.school)
    assert notify([person], key="round.reminder/1", subject="Còn 3 ngày", path="/dot/1/") == 1
    assert notify([person, other, other], key="round.reminder/1", subject="Còn 3 ngày") == 1
    assert notify([person, other], key="round.reminder/1", subject="Còn 3 ngày") == 0
    assert list(Notice.objects.order_by("pk").values_list("person", flat=True)) == [person.pk, other.pk]
    message = Message.objects.get()  # the other has no address
    assert (message.channel, message.address, message.status) == (Channel.EMAIL, "lan@example.vn", MessageStatus.QUEUED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(person=person, key="round.reminder/1", subject="Lần nữa", made_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(notice=message.notice, channel=Channel.EMAIL, address="x@example.vn", tracking="t", not_before=clock.now())


def test_what_another_process_tells_at_the_same_moment_is_told_once(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Notice.objects.bulk_create

    def after_the_other(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(Notice.objects, "bulk_create", real)
        notify([person], key="k", subject="Của người kia")
        return real(*args, **kwargs)

    monkeypatch.setattr(Notice.objects, "bulk_create", after_the_other)
    notify([person], key="k", subject="Của mình")
    assert [notice.subject for notice in Notice.objects.all()] == ["Của người kia"]
    assert Message.objects.count() == 1


def test_a_locked_account_is_told_nothing(person: User, province: Province) -> None:
    deactivate_user(person, by=None, on=clock.today(), reason="Nghỉ việc")
    person.refresh_from_db()
    assert notify([person], key="k", subject="Một") == 0
    assert not Notice.objects.exists()


def test_zalo_speaks_only_where_it_is_set_up_knows_the_kind_and_reaches_a_mobile(person: User, zalo: None, settings: Settings) -> None:
    notify([person], key="a", subject="Có mẫu", zalo=WORDS)
    message = Message.objects.get(channel=Channel.ZALO)
    assert (message.address, message.template, message.data) == ("84912345678", "300001", dict(WORDS.data))
    notify([person], key="b", subject="Không lời cho Zalo")
    notify([person], key="c", subject="Chưa có mẫu", zalo=ZaloWords("need.returned"))
    settings.ZALO = settings.ZALO | {"secret": ""}
    notify([person], key="d", subject="Chưa cấu hình", zalo=WORDS)
    assert Message.objects.filter(channel=Channel.ZALO).count() == 1
    assert Message.objects.filter(channel=Channel.EMAIL).count() == 4


def test_a_channel_switched_off_is_left_alone(person: User, zalo: None) -> None:
    ChannelSetting.objects.create(person=person, channel=Channel.EMAIL, is_on=False)
    ChannelSetting.objects.create(person=person, channel=Channel.ZALO, is_on=True)
    notify([person], key="a", subject="Một", zalo=WORDS)
    assert [message.channel for message in Message.objects.all()] == [Channel.ZALO]


@pytest.mark.parametrize(
    ("made", "is_urgent", "leaves"),
    [
        ("06:59", False, "04/05 07:00"),
        ("07:00", False, "04/05 07:00"),
        ("20:59", False, "04/05 20:59"),
        ("21:00", False, "05/05 07:00"),
        ("00:00", False, "04/05 07:00"),
        ("23:30", True, "04/05 23:30"),
    ],
)
def test_nights_are_quiet(person: User, at: At, made: str, is_urgent: bool, leaves: str) -> None:
    at(made)
    notify([person], key="a", subject="Một", is_urgent=is_urgent)
    leaving = Message.objects.get().not_before
    assert f"{clock.day_of(leaving):%d/%m} {clock.time_of(leaving):%H:%M}" == leaves


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("0912 345 678", "84912345678"),
        ("+84 912.345.678", "84912345678"),
        ("02153 825 123", ""),
        ("0112345678", ""),
        ("091234567", ""),
        ("", ""),
    ],
)
def test_only_a_vietnamese_mobile_is_reached_by_zalo(typed: str, phone: str) -> None:
    assert rules.zalo_phone(typed) == phone


def test_a_long_word_is_cut_where_a_word_ends_and_says_so() -> None:
    assert rules.within_limits("name", "Nguyễn Thị Lan") == "Nguyễn Thị Lan"
    long = "Trường Phổ thông dân tộc bán trú Tiểu học Thanh An"
    assert rules.within_limits("name", long) == "Trường Phổ thông dân tộc bán…"
    assert rules.within_limits("product_2", long) == long
    assert len(rules.within_limits("chưa-rõ", "x" * 99)) == 30
    assert rules.shortened("một hai ba", 8) == "một hai…"
