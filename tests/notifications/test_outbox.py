"""The outbox: letters leave once, what surely failed is tried again, what may have left never is."""

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models import F

from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.notifications.actions import notify, send_outbox, write_letter
from chungtay.notifications.actions.outbox import FORGOTTEN, settle, take
from chungtay.notifications.enums import MESSAGE_MOVES, MessageStatus
from chungtay.notifications.models import Message
from chungtay.notifications.outcomes import Fate, Outcome
from tests.notifications.conftest import At


@pytest.fixture
def noon(at: At) -> datetime:
    return at("12:00")


@pytest.fixture
def message(person: User, noon: datetime) -> Message:
    notify([person], key="need.returned/1", subject="Nhu cầu bị trả lại", text="Xin xem lại số lượng.", path="/nhu-cau/1/")
    return Message.objects.get()


def status(message: Message) -> MessageStatus:
    message.refresh_from_db()
    return MessageStatus(message.status)


def failing(monkeypatch: pytest.MonkeyPatch, *, opening: Exception | None = None, sending: Exception | None = None) -> None:
    def fail(error: Exception | None, plain: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any) -> Any:
            if error is not None:
                raise error
            return plain(*args)

        return step

    monkeypatch.setattr(EmailBackend, "open", fail(opening, EmailBackend.open))
    monkeypatch.setattr(EmailBackend, "send_messages", fail(sending, EmailBackend.send_messages))


def test_a_letter_leaves_once_and_leads_to_where_one_acts(person: User, message: Message, noon: datetime) -> None:
    assert send_outbox(at=noon) == {MessageStatus.SENT: 1}
    assert send_outbox(at=noon + timedelta(days=1)) == {}
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("Nhu cầu bị trả lại", ["lan@example.vn"])
    assert f"Chào {person.full_name}," in letter.body
    assert "Xin xem lại số lượng." in letter.body
    assert "Xem và xử lý tại: http://127.0.0.1:8000/nhu-cau/1/" in letter.body
    assert letter.extra_headers == {"Message-ID": f"<{message.tracking}@127.0.0.1>", "Auto-Submitted": "auto-generated"}
    assert status(message) == MessageStatus.SENT


def test_nothing_leaves_before_its_time(person: User, at: At) -> None:
    night = at("22:00")
    notify([person], key="k", subject="Đêm")
    assert send_outbox(at=night) == {}
    assert send_outbox(at=night + timedelta(hours=8, minutes=59)) == {}
    assert send_outbox(at=night + timedelta(hours=9)) == {MessageStatus.SENT: 1}


def test_a_second_process_gets_nothing_of_what_the_first_took(message: Message, noon: datetime) -> None:
    mine = take(message.pk)
    assert mine is not None
    assert take(message.pk) is None
    assert send_outbox(at=noon) == {}
    settle(mine, Outcome(Fate.SENT))
    assert status(message) == MessageStatus.SENT


def test_what_a_killed_process_took_is_swept_and_never_sent_again(message: Message, noon: datetime) -> None:
    taken = take(message.pk)
    assert taken is not None
    assert send_outbox(at=noon + FORGOTTEN) == {}
    assert send_outbox(at=noon + FORGOTTEN + timedelta(seconds=1)) == {MessageStatus.UNCERTAIN: 1}
    assert send_outbox(at=noon + timedelta(days=9)) == {}
    assert mail.outbox == []
    assert settle(taken, Outcome(Fate.SENT)) == MessageStatus.SENT  # it lived after all, and it knows
    assert status(message) == MessageStatus.SENT


REFUSED_AT_THE_DOOR = [
    ConnectionRefusedError(),
    TimeoutError(),
    smtplib.SMTPConnectError(421, b""),
    smtplib.SMTPAuthenticationError(535, b""),
]


@pytest.mark.parametrize("error", REFUSED_AT_THE_DOOR)
def test_what_was_never_said_is_said_again_later(
    message: Message, noon: datetime, monkeypatch: pytest.MonkeyPatch, error: Exception, at: At
) -> None:
    failing(monkeypatch, opening=error)
    assert send_outbox(at=noon) == {MessageStatus.QUEUED: 1}
    message.refresh_from_db()
    assert (message.not_before - noon, message.tries) == (timedelta(minutes=5), 1)
    monkeypatch.undo()
    assert send_outbox(at=message.not_before) == {MessageStatus.SENT: 1}


@pytest.mark.parametrize(
    ("error", "becomes", "outcome"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (450, b"lan@example.vn")}), MessageStatus.QUEUED, "SMTP 450"),
        (smtplib.SMTPSenderRefused(421, b"", "x"), MessageStatus.QUEUED, "SMTP 421"),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"lan@example.vn")}), MessageStatus.FAILED, "SMTP 550"),
        (smtplib.SMTPDataError(554, b""), MessageStatus.FAILED, "SMTP 554"),
        (smtplib.SMTPDataError(-1, b""), MessageStatus.UNCERTAIN, "SMTP -1"),
        (smtplib.SMTPServerDisconnected(), MessageStatus.UNCERTAIN, "SMTP: SMTPServerDisconnected"),
        (TimeoutError(), MessageStatus.UNCERTAIN, "SMTP: TimeoutError"),
        (ValueError(), MessageStatus.FAILED, "SMTP: ValueError"),
    ],
)
def test_what_the_mail_server_says_decides(
    message: Message, noon: datetime, monkeypatch: pytest.MonkeyPatch, error: Exception, becomes: MessageStatus, outcome: str
) -> None:
    failing(monkeypatch, sending=error)
    assert send_outbox(at=noon) == {becomes: 1}
    assert (status(message), message.outcome) == (becomes, outcome)
    assert becomes in MESSAGE_MOVES[MessageStatus.SENDING]


def test_a_new_try_keeps_the_night_quiet(person: User, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    evening = at("20:58")
    notify([person], key="k", subject="Tối")
    failing(monkeypatch, opening=ConnectionRefusedError())
    send_outbox(at=evening)
    leaves = Message.objects.get().not_before
    assert (clock.time_of(leaves).hour, leaves - evening > timedelta(hours=10)) == (7, True)


def test_what_could_have_left_by_day_waits_for_the_morning(person: User, message: Message, at: At) -> None:
    notify([person], key="urgent", subject="Gấp", is_urgent=True)
    send_outbox(at=at("22:30"))
    assert [letter.subject for letter in mail.outbox] == ["Gấp"]
    assert status(message) == MessageStatus.QUEUED
    send_outbox(at=at("12:00") + timedelta(days=1))
    assert status(message) == MessageStatus.SENT


def test_a_letter_to_somebody_without_an_account(db: None, noon: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = write_letter("an@example.vn", subject="Món quà đã đến nơi", text="Cảm ơn bạn.\n\nXem: /theo-doi/", place_id=7)
    with monkeypatch.context() as down:
        failing(down, opening=ConnectionRefusedError())
        assert send_outbox(at=noon) == {MessageStatus.QUEUED: 1}
    assert send_outbox(at=noon + timedelta(hours=1)) == {MessageStatus.SENT: 1}
    (sent,) = mail.outbox
    assert (sent.subject, sent.to, sent.body) == ("Món quà đã đến nơi", ["an@example.vn"], "Cảm ơn bạn.\n\nXem: /theo-doi/")
    assert sent.extra_headers["Message-ID"] == f"<{letter.message.tracking}@127.0.0.1>"
    assert send_outbox(at=noon + timedelta(days=1)) == {}


def test_at_night_only_a_letter_that_is_waited_for_leaves(db: None, at: At) -> None:
    night = at("22:30")
    write_letter("an@example.vn", subject="Đã đến nơi", text="", place_id=7)
    write_letter("an@example.vn", subject="Đã nhận cam kết", text="", place_id=7, is_urgent=True)
    send_outbox(at=night)
    assert [letter.subject for letter in mail.outbox] == ["Đã nhận cam kết"]
    send_outbox(at=night + timedelta(hours=9))
    assert len(mail.outbox) == 2


def test_a_message_carries_one_thing(message: Message) -> None:
    letter = write_letter("an@example.vn", subject="Thư", text="", place_id=7)
    with pytest.raises(RuleBroken, match="một thông báo, hoặc một lá thư"), refused():
        Message.objects.filter(pk=letter.message.pk).update(notice=message.notice)
    with pytest.raises(RuleBroken, match="một thông báo, hoặc một lá thư"), refused():
        Message.objects.filter(pk=message.pk).update(notice=None)


def test_an_account_locked_meanwhile_gets_nothing(person: User, message: Message, noon: datetime) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert send_outbox(at=noon) == {MessageStatus.FAILED: 1}
    assert mail.outbox == []


def test_a_run_is_bounded_and_stops_between_two_messages(person: User, noon: datetime) -> None:
    for number in range(4):
        notify([person], key=f"k{number}", subject="Một")
    Message.objects.update(not_before=F("not_before") - timedelta(minutes=1))
    assert send_outbox(at=noon, most=1) == {MessageStatus.SENT: 1}
    asked = iter([False, True])
    assert send_outbox(at=noon, stopped=lambda: next(asked)) == {MessageStatus.SENT: 1}
    assert send_outbox(at=noon) == {MessageStatus.SENT: 2}
