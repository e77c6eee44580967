"""Two people at the same instant, each over a connection of their own."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connections

from chungtay.audit.models import AuditEntry
from chungtay.indicators.reading import Cell
from chungtay.notifications.models import Notice
from chungtay.submissions.actions import Saved, accept_submission, save_answers, send_calendar_reminders, send_submission
from chungtay.submissions.models import Reminder, Submission
from chungtay.submissions.queries import readings
from chungtay.submissions.rules import OnRecord
from chungtay.submissions.totals import totals
from tests.make.submissions import Asked, at, make_asked, make_sent, typed

pytestmark = pytest.mark.postgres_only(reason="on SQLite the one writer holds the whole file: there is no same instant")


@pytest.fixture
def asked(transactional_db: None) -> Asked:
    return make_asked()


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    start = threading.Barrier(len(jobs))
    found: list[object] = [None] * len(jobs)

    def work(place: int) -> None:
        try:
            start.wait(timeout=30)
            found[place] = jobs[place]()
        except Exception as error:  # noqa: BLE001 — the test looks at what happened
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_different_fields_are_both_kept_the_same_field_is_one_conflict(asked: Asked) -> None:
    forms = ({"bicycles": 5, "banners": 1}, {"bicycles": 7, "reportages": 2})
    found = at_once([lambda form=form: save_answers(asked.here, by=None, given=typed(**form)) for form in forms])  # type: ignore[misc]
    saved = [one for one in found if isinstance(one, Saved)]
    assert len(saved) == 2, found
    conflicts = [conflict for one in saved for conflict in one.conflicts]
    assert [conflict.field for conflict in conflicts] == ["bicycles"]
    kept = readings(asked.here)
    assert {cell.indicator for cell in kept} == {"bicycles", "banners", "reportages"}
    assert kept[Cell("bicycles")] == conflicts[0].theirs


def test_sent_twice_at_once_it_is_sent_once(asked: Asked) -> None:
    records = {Cell("launch_event"): OnRecord(1), Cell("bicycles"): OnRecord(3)}
    found = at_once([lambda: send_submission(asked.here, by=asked.officer, on_record=records)] * 4)
    assert {one.last_sent_at for one in found if isinstance(one, Submission)} == {Submission.objects.get(pk=asked.here.pk).sent_at}
    assert AuditEntry.objects.filter(act="submission.sent").count() == 1
    assert Notice.objects.filter(person=asked.collector).count() == 1


def test_accepted_by_four_at_once_it_counts_once_and_reminded_by_two_it_is_told_once(asked: Asked) -> None:
    make_sent(asked.here, bicycles=5)
    found = at_once([lambda: accept_submission(asked.here, by=None)] * 4)
    assert sum(isinstance(one, Submission) for one in found) == 1
    assert totals(asked.round)[None][Cell("bicycles")].value == 5
    when = at("06/7/2026")
    assert sorted(at_once([lambda: send_calendar_reminders(at=when)] * 2)) == [0, 2]  # type: ignore[type-var]
    assert Reminder.objects.count() == 2
    assert Notice.objects.filter(person=asked.neighbour).count() == 1
