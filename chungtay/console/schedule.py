"""The product's calendar: what is done every day, and when. Each slot runs once, whichever of the workers comes to it first."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from chungtay.core import clock
from chungtay.core.numbers import grouped
from chungtay.needs.actions.succession import follow_successions
from chungtay.notifications.actions import begin_run, end_run
from chungtay.programmes.actions import follow_mergers
from chungtay.submissions.actions.reminding import send_calendar_reminders

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is given the instant at which it runs and says what it did."""

    name: str
    at: time
    run: Callable[[datetime], str]


def follow_places(at: datetime) -> str:
    """Needs and answers go with schools and sites whose merger was dated ahead."""
    day = clock.day_of(at)
    needs, answers = follow_successions(on=day), follow_mergers(on=day)
    return f"{grouped(needs)} nhu cầu, {grouped(answers)} câu trả lời trong đợt đã chuyển."


def remind_of_rounds(at: datetime) -> str:
    """Who has not sent what a round asks is reminded; whoever stays silent long is told of above."""
    return f"Đã nhắc về {grouped(send_calendar_reminders(at=at))} báo cáo của các đơn vị."


DAILY: Final[tuple[Job, ...]] = (Job("follow_places", time(1), follow_places), Job("remind_of_rounds", time(7, 30), remind_of_rounds))


def run_due(*, at: datetime, jobs: tuple[Job, ...] = DAILY, stopped: Callable[[], bool] = lambda: False) -> list[str]:
    """Run what is due today and was not begun; what the runs said. A slot missed today is caught up, one of another day is not.

    A job that fails is put on record with its kind of failure; the others run all the same, and it runs again in its next slot.
    """
    said = []
    for job in jobs:
        slot = clock.instant(clock.day_of(at), job.at)
        if slot <= at and not stopped() and (run := begin_run(job.name, f"{clock.day_of(slot)}T{job.at:%H:%M}")):
            outcome = _outcome(job, at)
            end_run(run, outcome=outcome)
            said.append(f"{job.name}: {outcome}")
    return said


def _outcome(job: Job, at: datetime) -> str:
    try:
        return job.run(at)
    except Exception as error:  # noqa: BLE001 — whatever it was, the other jobs must not wait for it
        _log.exception("job %s failed", job.name)
        return f"Không xong: {type(error).__name__}"
