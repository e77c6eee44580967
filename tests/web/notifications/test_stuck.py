"""What did not reach somebody: an officer of the scope sees it, mends the address, sends it again, once."""

from collections.abc import Callable, Iterator
from datetime import date, time

import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.notifications.actions import notify, send_outbox, switch_channel, write_letter
from chungtay.notifications.enums import Channel, MessageStatus
from chungtay.notifications.models import Message, Notice
from tests.make.people import make_user
from tests.make.places import Province

AsRole = Callable[..., Client]
URL = "/thong-bao/chua-den/"


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


@pytest.fixture(autouse=True)
def _by_day() -> Iterator[None]:
    """At night nothing leaves that is not urgent."""
    with clock.standing_at(clock.instant(date(2026, 11, 25), time(9))):
        yield


@pytest.fixture
def lan(province: Province) -> User:
    lan = make_user(RoleKind.CLERK, province.here.school, email="lan@example.vn")
    User.objects.filter(pk=lan.pk).update(full_name="Lò Thị Lan")
    lan.refresh_from_db()
    return lan


@pytest.fixture
def officer(province: Province, as_: AsRole) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.unit)


def stuck(person: User, status: MessageStatus = MessageStatus.FAILED, *, key: str = "k") -> Message:
    notify([person], key=key, subject="Nhu cầu bị trả lại")
    Message.objects.filter(notice__key=key).update(status=status, tries=5, outcome="550 no such user")
    return Message.objects.get(notice__key=key)


def test_sent_again_to_the_address_of_today(officer: Client, lan: User) -> None:
    row = stuck(lan)
    page = text_of(officer.get(URL))
    assert all(said in page for said in ("Lò Thị Lan", "lan@example.vn", "550 no such user", "Không gửi được", "Nhu cầu bị trả lại"))
    User.objects.filter(pk=lan.pk).update(email="lan.moi@example.vn")
    assert "Đã xếp gửi lại cho Lò Thị Lan." in text_of(officer.post(f"{URL}{row.pk}/", follow=True))
    send_outbox(at=clock.now())
    assert [letter.to for letter in mail.outbox] == [["lan.moi@example.vn"]]
    assert "Tin nào cũng đến" in text_of(officer.get(URL))
    assert AuditEntry.objects.filter(act="notifications.message_settled", subject_name="Lò Thị Lan").count() == 1


def test_twice_pressed_is_queued_once(officer: Client, lan: User) -> None:
    row = stuck(lan)
    assert officer.post(f"{URL}{row.pk}/").status_code == 302
    assert officer.post(f"{URL}{row.pk}/").status_code == 404
    assert AuditEntry.objects.filter(act="notifications.message_settled").count() == 1


def test_one_of_which_nobody_knows_has_arrived(officer: Client, lan: User) -> None:
    row = stuck(lan, MessageStatus.UNCERTAIN)
    assert "Chưa rõ đã gửi chưa" in text_of(officer.get(URL))
    assert "Đã ghi là Lò Thị Lan đã nhận." in text_of(officer.post(f"{URL}{row.pk}/", {"arrived": "1"}, follow=True))
    row.refresh_from_db()
    assert row.status == MessageStatus.SENT


def test_one_that_failed_has_not_arrived(officer: Client, lan: User) -> None:
    row = stuck(lan)
    assert "Tin này đã được xử lý rồi." in text_of(officer.post(f"{URL}{row.pk}/", {"arrived": "1"}, follow=True))
    row.refresh_from_db()
    assert row.status == MessageStatus.FAILED


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": ""}, "Lò Thị Lan chưa có địa chỉ để nhận."),
        ({"is_active": False}, "Tài khoản của Lò Thị Lan đã khóa."),
    ],
)
def test_who_cannot_be_reached_is_told_why(officer: Client, lan: User, change: dict[str, object], said: str) -> None:
    row = stuck(lan)
    User.objects.filter(pk=lan.pk).update(**change)
    assert said in text_of(officer.post(f"{URL}{row.pk}/", follow=True))
    row.refresh_from_db()
    assert row.status == MessageStatus.FAILED


def test_who_does_not_want_it_is_left_alone(officer: Client, lan: User) -> None:
    row = stuck(lan)
    switch_channel(lan, Channel.EMAIL, is_on=False)
    assert "Lò Thị Lan đã tắt kênh này." in text_of(officer.post(f"{URL}{row.pk}/", follow=True))


def test_read_in_the_product_it_no_longer_matters(officer: Client, lan: User) -> None:
    stuck(lan)
    Notice.objects.update(read_at=clock.now())
    assert "Tin nào cũng đến" in text_of(officer.get(URL))


def test_a_letter_to_a_donor(officer: Client, as_: AsRole, province: Province) -> None:
    letter = write_letter("cong-ty@vi-du", subject="Món quà của bạn đã đến nơi", text="Cảm ơn bạn.", place_id=province.here.unit.pk)
    Message.objects.filter(pk=letter.message.pk).update(status=MessageStatus.FAILED, tries=1, outcome="SMTP 550")
    page = text_of(officer.get(URL))
    assert all(said in page for said in ("Thư cho nhà tài trợ", 'value="cong-ty@vi-du"', "SMTP 550", "Món quà của bạn đã đến nơi"))
    address = f"{URL}{letter.message.pk}/"
    for typed, said in (("cong ty", "Địa chỉ thư điện tử chưa đúng"), ("", "Xin điền địa chỉ thư điện tử.")):
        assert said in text_of(officer.post(address, {"address": typed}, follow=True))
    stranger = as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    assert "Thư cho nhà tài trợ" not in text_of(stranger.get(URL))
    assert stranger.post(address, {"address": "x@vi-du.vn"}).status_code == 404
    assert "Đã xếp gửi lại cho cong-ty@vi-du.vn." in text_of(officer.post(address, {"address": " cong-ty@vi-du.vn "}, follow=True))
    send_outbox(at=clock.now())
    assert [(sent.to, sent.body) for sent in mail.outbox] == [(["cong-ty@vi-du.vn"], "Cảm ơn bạn.")]
    assert AuditEntry.objects.get(act="notifications.message_settled").place_id == province.here.unit.pk


def test_of_others_nothing_is_seen(as_: AsRole, province: Province, lan: User) -> None:
    row = stuck(lan)
    stranger = as_(RoleKind.COMMUNE_OFFICER, province.there.unit)
    assert "Lò Thị Lan" not in text_of(stranger.get(URL))
    assert stranger.post(f"{URL}{row.pk}/").status_code == 404
    clerk = as_(RoleKind.CLERK, province.here.school)
    assert clerk.get(URL).status_code == 403


def test_one_page_asks_the_same_however_many(officer: Client, lan: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(12):
        stuck(lan, key=f"k{number}")
    with django_assert_num_queries(6):
        officer.get(URL)
