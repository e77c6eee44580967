"""The product's calendar: what is done every day, and when. Each slot runs once, whichever of the workers comes to it first."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from chungtay.accounts.queries import administrators
from chungtay.console.checkup import checked, known_invariants
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped
from chungtay.ledger import published
from chungtay.ledger.actions import publish_export, seal
from chungtay.needs.actions.succession import follow_successions
from chungtay.notifications.actions import begin_run, end_run, notify
from chungtay.programmes.actions import follow_mergers
from chungtay.submissions.actions.reminding import send_calendar_reminders
from chungtay.support.actions import expire_pledges
from chungtay.support.notices.overdue import tell_overdue

_MOMENT: Final = timedelta(microseconds=1)

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


def end_pledges(at: datetime) -> str:
    """Promises that nobody answered, or for which nothing came in time, hold nothing any more."""
    return f"{grouped(expire_pledges(on=clock.day_of(at)))} cam kết quá hạn."


def remind_of_support(at: datetime) -> str:
    """Whoever keeps gifts waiting is told once a week, and the level above of what waits twice as long."""
    return f"Đã nhắc {grouped(tell_overdue(on=clock.day_of(at)))} người về việc nguồn lực quá hạn."


def seal_ledger(at: datetime) -> str:
    """What was booked until midnight gets its place in the tree; the head of the day before, and its export for everybody."""
    head = seal(clock.instant(clock.day_of(at), time.min) - _MOMENT)
    if head is None:
        return "Sổ cái chưa có bút toán nào."
    publish_export(head)
    published.totals()  # kept, so that nobody waits for them by day
    return f"Đã niêm phong {grouped(head.size)} bút toán. Gốc ngày {format_day(head.day)}: {head.root}"


def examine(at: datetime) -> str:
    """The doctor's round; whoever administers is told of what is broken."""
    findings = checked(known_invariants())
    broken = [one.invariant for one in findings if not one.is_well]
    if not broken:
        return f"Cả {len(findings)} điều đều đúng."
    said = ", ".join(one.code for one in broken)
    notify(
        administrators(clock.day_of(at)),
        key=f"doctor:{clock.day_of(at)}",
        subject=f"Kiểm tra đêm: {len(broken)} điều không đúng trong dữ liệu",
        text=" ".join(one.sentence for one in broken) + " Xin nhờ người quản trị máy chủ chạy: manage.py doctor",
        is_urgent=True,
    )
    return f"{len(broken)} điều không đúng: {said}."


DAILY: Final[tuple[Job, ...]] = (
    Job("seal_ledger", time(0, 5), seal_ledger),
    Job("follow_places", time(1), follow_places),
    Job("examine", time(2), examine),
    Job("end_pledges", time(7), end_pledges),
    Job("remind_of_rounds", time(7, 30), remind_of_rounds),
    Job("remind_of_support", time(7, 45), remind_of_support),
)


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
