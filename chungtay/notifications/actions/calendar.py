"""Jobs of the calendar run once for their slot, whoever comes first."""

from chungtay.core import clock
from chungtay.notifications.models import CalendarRun


def begin_run(job: str, slot: str) -> CalendarRun | None:
    """The run of this slot, which the caller now owes; None where somebody has begun it already."""
    run, is_new = CalendarRun.objects.get_or_create(job=job, slot=slot, defaults={"began_at": clock.now()})
    return run if is_new else None


def end_run(run: CalendarRun, *, outcome: str) -> None:
    CalendarRun.objects.filter(pk=run.pk).update(ended_at=clock.now(), outcome=outcome[:500])
