"""Zalo's protocol over a real socket: what is sent, what each answer means for the message, and how the tokens turn."""

import hashlib
import logging
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.notifications import posting
from chungtay.notifications.actions import ZaloWords, notify, send_outbox
from chungtay.notifications.enums import Channel, MessageStatus
from chungtay.notifications.models import ChannelSetting, Message, ZaloToken
from tests.notifications.conftest import At
from tests.notifications.zalo_server import Script, Zalo, error, zalo_server

LONG = "Trường Phổ thông dân tộc bán trú Tiểu học Thanh An"


@pytest.fixture
def server(zalo: None, settings: Settings) -> Iterator[Zalo]:
    with zalo_server() as running:
        settings.ZALO = settings.ZALO | {"url": running.url, "oauth_url": running.url}
        yield running


@pytest.fixture
def noon(at: At) -> datetime:
    return at("12:00")


def queue(person: User, key: str = "round.reminder/1") -> Message:
    ChannelSetting.objects.get_or_create(person=person, channel=Channel.EMAIL, is_on=False)
    words = ZaloWords("round.reminder", {"name": LONG, "product": LONG, "status": "Còn 3 ngày"})
    notify([person], key=key, subject="Còn 3 ngày", text="Điều riêng của một em", zalo=words)
    return Message.objects.get(notice__key=key)


def status(message: Message) -> MessageStatus:
    message.refresh_from_db()
    return MessageStatus(message.status)


def test_a_message_is_said_in_zalos_own_words(person: User, server: Zalo, noon: datetime) -> None:
    message = queue(person)
    assert send_outbox(at=noon) == {MessageStatus.SENT: 1}
    assert server.refreshes == [{"refresh_token": "r0", "app_id": "4157", "grant_type": "refresh_token", "secret": "s"}]
    (said,) = server.messages
    assert said == {
        "phone": "84912345678",
        "template_id": "300001",
        "template_data": {"name": "Trường Phổ thông dân tộc bán…", "product": LONG, "status": "Còn 3 ngày"},
        "tracking_id": message.tracking,
        "token": "a1",
    }
    assert status(message) == MessageStatus.SENT
    assert message.sent_at == noon
    queue(person, "k2")
    send_outbox(at=noon)
    assert [said["token"] for said in server.messages] == ["a1", "a1"]
    assert len(server.refreshes) == 1
    assert send_outbox(at=noon + timedelta(days=9)) == {}


@pytest.mark.parametrize(
    ("script", "becomes", "outcome"),
    [
        (error(-118), MessageStatus.FAILED, "Zalo: -118"),
        (error(-144), MessageStatus.QUEUED, "Zalo: HTTP 200, -144"),
        (Script({"error": 0}, status=500), MessageStatus.UNCERTAIN, "Zalo: HTTP 500"),
        (Script(raw=b"<html>Bad gateway"), MessageStatus.UNCERTAIN, "Zalo: HTTP 200"),
        (Script({"error": "0"}), MessageStatus.UNCERTAIN, "Zalo: HTTP 200"),
        (Script({"error": True}), MessageStatus.UNCERTAIN, "Zalo: HTTP 200"),
        (Script([1]), MessageStatus.UNCERTAIN, "Zalo: HTTP 200"),
        (Script(status=302, headers={"Location": "/message/template"}), MessageStatus.UNCERTAIN, "Zalo: HTTP 302"),
        (Script({"error": 0}, cut=True), MessageStatus.UNCERTAIN, "Zalo: IncompleteRead"),
        (Script(raw=b" " * (posting.MOST_BYTES + 2)), MessageStatus.UNCERTAIN, "Zalo: IncompleteRead"),
    ],
)
def test_what_an_answer_means(person: User, server: Zalo, noon: datetime, script: Script, becomes: MessageStatus, outcome: str) -> None:
    message = queue(person)
    server.answers.append(script)
    assert send_outbox(at=noon) == {becomes: 1}
    assert (status(message), message.outcome, message.sent_at) == (becomes, outcome, None)
    send_outbox(at=noon)
    assert len(server.messages) == 1  # neither uncertain nor refused ones go again, and a later one waits


@pytest.mark.parametrize("script", [Script({"error": 0}, wait=0.6), Script({"error": 0}, drip=True)])
def test_an_answer_that_takes_too_long_leaves_it_uncertain(
    person: User, server: Zalo, noon: datetime, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "ANSWER_SECONDS", 0.3)
    ZaloToken.objects.all().delete()
    message = queue(person)
    server.answers.append(script)
    send_outbox(at=noon)
    assert status(message) == MessageStatus.UNCERTAIN
    assert len(server.messages) == 1


def test_where_nobody_listens_it_waits_longer_each_time_and_then_fails(person: User, zalo: None, settings: Settings, at: At) -> None:
    noon = at("08:00")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.ZALO = settings.ZALO | {"url": f"http://127.0.0.1:{free.getsockname()[1]}"}
        ZaloToken.objects.create(app_id="4157", seed=_seed("r0"), access_token="a", refresh_token="r", expires_at=noon + timedelta(days=9))
        message = queue(person)
        waits = []
        for _ in range(4):
            assert send_outbox(at=clock.now()) == {MessageStatus.QUEUED: 1}
            message.refresh_from_db()
            waits.append(message.not_before - clock.now())
            assert send_outbox(at=message.not_before - timedelta(seconds=1)) == {}
            at.instant(message.not_before)
        assert waits == [timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6)]
        assert send_outbox(at=clock.now()) == {MessageStatus.FAILED: 1}
        assert (status(message), message.outcome) == (MessageStatus.FAILED, "Zalo: ConnectionRefusedError")


def _seed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@pytest.mark.parametrize("script", [error(-124), error(-216), Script(status=401)])
def test_an_expired_token_is_renewed_once_and_the_message_said_again(person: User, server: Zalo, noon: datetime, script: Script) -> None:
    server.answers.append(script)
    message = queue(person)
    assert send_outbox(at=noon) == {MessageStatus.SENT: 1}
    assert [said["token"] for said in server.messages] == ["a1", "a2"]
    assert [form["refresh_token"] for form in server.refreshes] == ["r0", "r1"]
    assert {said["tracking_id"] for said in server.messages} == {message.tracking}
    kept = ZaloToken.objects.get()
    assert (kept.access_token, kept.refresh_token, kept.refreshing_at) == ("a2", "r2", None)


def test_still_expired_after_a_new_token_it_waits(person: User, server: Zalo, noon: datetime) -> None:
    server.answers.extend([error(-124), error(-124)])
    message = queue(person)
    assert send_outbox(at=noon) == {MessageStatus.QUEUED: 1}
    assert len(server.refreshes) == 2
    assert status(message) == MessageStatus.QUEUED


@pytest.mark.parametrize("script", [error(-14020), Script(raw=b"?"), Script({"access_token": "a"}), Script(status=500)])
def test_a_refused_refresh_keeps_the_old_token_and_is_not_asked_for_every_message(
    person: User, server: Zalo, noon: datetime, script: Script, at: At
) -> None:
    server.tokens.append(script)
    messages = [queue(person, f"k{n}") for n in range(3)]
    assert send_outbox(at=noon) == {MessageStatus.QUEUED: 3}
    assert (len(server.refreshes), len(server.messages)) == (1, 0)
    assert {message.outcome for message in Message.objects.all()} == {"Zalo: no token"}
    assert ZaloToken.objects.get().refresh_token == "r0"
    later = at("12:05")
    assert send_outbox(at=later) == {MessageStatus.SENT: 3}
    assert [status(message) for message in messages] == [MessageStatus.SENT] * 3


def test_two_processes_never_use_one_refresh_token(person: User, server: Zalo, noon: datetime) -> None:
    queue(person)
    ZaloToken.objects.create(app_id="4157", seed=_seed("r0"), refresh_token="r0", expires_at=noon, refreshing_at=noon)
    assert send_outbox(at=noon) == {MessageStatus.QUEUED: 1}  # the other is at it
    assert server.refreshes == []


def test_a_new_refresh_token_in_the_settings_begins_anew(person: User, server: Zalo, noon: datetime, settings: Settings) -> None:
    queue(person)
    send_outbox(at=noon)
    settings.ZALO = settings.ZALO | {"refresh_token": "from-the-operator"}
    queue(person, "k2")
    send_outbox(at=noon)
    assert [form["refresh_token"] for form in server.refreshes] == ["r0", "from-the-operator"]


def test_no_word_of_it_goes_to_the_log(person: User, server: Zalo, noon: datetime, caplog: pytest.LogCaptureFixture) -> None:
    server.answers.extend([error(-118), Script(status=500)])
    queue(person)
    queue(person, "k2")
    with caplog.at_level(logging.DEBUG):
        send_outbox(at=noon)
    log = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("chungtay"))
    assert "failed, Zalo: -118" in log
    for secret in ("84912345678", "Điều riêng", "Còn 3 ngày", "Thanh An", "a1", "r0", "r1"):
        assert secret not in log
