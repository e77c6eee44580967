"""The worker: each slot of the calendar once, a missed one of today caught up, a failing job alone with its failure, a clean stop."""

import os
import signal
import subprocess
import sys
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command

from chungtay.accounts.enums import RoleKind
from chungtay.banking.actions import uploads
from chungtay.banking.queries import is_anything_waiting
from chungtay.console.schedule import DAILY, Job, run_due
from chungtay.core import clock
from chungtay.notifications.actions import notify
from chungtay.notifications.models import CalendarRun
from tests.make.banking import a_bank_account
from tests.make.people import make_user
from tests.make.places import make_province
from tests.make.statements import a_statement_file, some_lines

DAY = date(2026, 5, 4)
ROOT = Path(__file__).resolve().parents[2]


def done(when: datetime) -> str:
    return "xong"


def at(words: str, day: date = DAY) -> datetime:
    return clock.instant(day, time.fromisoformat(words))


@pytest.mark.django_db
def test_a_slot_runs_once_and_a_missed_one_of_today_is_caught_up() -> None:
    ran: list[datetime] = []

    def morning(when: datetime) -> str:
        ran.append(when)
        return "xong"

    jobs = (Job("morning", time(7, 30), morning),)
    assert run_due(at=at("07:29"), jobs=jobs) == []
    assert run_due(at=at("11:00"), jobs=jobs) == ["morning: xong"]
    assert run_due(at=at("11:01"), jobs=jobs) == []
    assert run_due(at=at("07:30", date(2026, 5, 9)), jobs=jobs) == ["morning: xong"]  # the days between are gone
    assert ran == [at("11:00"), at("07:30", date(2026, 5, 9))]
    assert list(CalendarRun.objects.order_by("pk").values_list("slot", "outcome")) == [
        ("2026-05-04T07:30", "xong"),
        ("2026-05-09T07:30", "xong"),
    ]


@pytest.mark.django_db
def test_a_failing_job_is_put_on_record_and_does_not_hold_up_the_others() -> None:
    def fail(when: datetime) -> str:
        raise LookupError("một điều riêng")

    jobs = (Job("bad", time(1), fail), Job("good", time(2), done))
    assert run_due(at=at("03:00"), jobs=jobs) == ["bad: Không xong: LookupError", "good: xong"]
    assert run_due(at=at("03:01"), jobs=jobs) == []
    assert CalendarRun.objects.get(job="bad").ended_at is not None


@pytest.mark.django_db
def test_asked_to_stop_it_begins_no_other_job() -> None:
    jobs = (Job("one", time(1), done),)
    assert run_due(at=at("03:00"), jobs=jobs, stopped=lambda: True) == []
    assert run_due(at=at("03:00"), jobs=jobs) == ["one: xong"]


@pytest.mark.django_db
def test_one_round_runs_the_calendar_and_empties_the_outbox(monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_user(RoleKind.CLERK, make_province().here.school, email="lan@example.vn")
    monkeypatch.setattr(clock, "now", lambda: at("12:00"))
    notify([person], key="k", subject="Một")
    out = StringIO()
    call_command("work", once=True, stdout=out)
    assert out.getvalue().endswith("Đã gửi: 1\n")
    assert len(mail.outbox) == 1
    assert {run.job for run in CalendarRun.objects.all()} == {job.name for job in DAILY}
    again = StringIO()
    call_command("work", once=True, stdout=again)
    assert again.getvalue() == ""


@pytest.mark.django_db
def test_it_ends_with_the_one_who_started_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parents = iter([7, 7, 7, 7, 7])
    monkeypatch.setattr(os, "getppid", lambda: next(parents, 1))
    kept = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    try:
        call_command("work", while_child_of=7)
    finally:
        signal.signal(signal.SIGINT, kept[0])
        signal.signal(signal.SIGTERM, kept[1])


def test_it_stops_at_once_when_asked(tmp_path: Path) -> None:
    """A real process on a database of its own that has no tables: it says so and goes on, until SIGTERM."""
    environment = os.environ | {"CHUNGTAY_VAR": str(tmp_path), "CHUNGTAY_DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    assert worker.stderr is not None
    for line in worker.stderr:
        if "a round of the worker failed" in line:
            break
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=20)
    assert worker.returncode == 0


@pytest.mark.django_db
def test_a_large_statement_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SMALL", 0)
    account = a_bank_account(make_province().here.unit)
    file = a_statement_file("bidv", some_lines(), account=account)
    sent = uploads.send_file(account, by=None, upload=file, name="sao-ke.csv", on=date(2026, 4, 1))
    assert is_anything_waiting()
    said = StringIO()
    call_command("work", "--once", stdout=said)
    sent.refresh_from_db()
    assert (sent.status, is_anything_waiting()) == ("read", False)
    assert "Đã xử lý 1 tệp sao kê." in said.getvalue()
