"""Two workers over one outbox, and two who tell the same person the same, on a database that lets them write at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.notifications.actions import notify, send_outbox
from chungtay.notifications.enums import MessageStatus
from chungtay.notifications.models import Message, Notice
from tests.make.people import make_user
from tests.make.places import make_province

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres_only(reason="writers on SQLite take turns")]


def both(step: Callable[[], object]) -> list[object]:
    """The step, by two at once."""
    start = Barrier(2)

    def run() -> object:
        try:
            start.wait(timeout=20)
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [future.result() for future in [pool.submit(run), pool.submit(run)]]


def test_told_once_and_sent_once() -> None:
    school = make_province().here.school
    people = [make_user(RoleKind.CLERK, school, email=f"nguoi{number}@example.vn") for number in range(10)]
    both(lambda: [notify(people, key=f"k{number}", subject="Một", is_urgent=True) for number in range(4)])
    assert (Notice.objects.count(), Message.objects.count()) == (40, 40)
    ended: Counter[MessageStatus] = Counter()
    for found in both(lambda: send_outbox(at=clock.now() + timedelta(minutes=1))):
        assert isinstance(found, Counter)
        ended += found
    assert ended == {MessageStatus.SENT: 40}
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == len(mail.outbox) == 40
