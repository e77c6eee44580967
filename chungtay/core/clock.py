"""The only place that asks what time it is, so that a test or a demo can stand on any day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("clock_standing", default=None)


@contextmanager
def standing_at(at: datetime) -> Iterator[None]:
    """Inside it is that instant, so that what happened years ago is told through the same actions."""
    token = _standing.set(at)
    try:
        yield
    finally:
        _standing.reset(token)


def now() -> datetime:
    """This instant, aware (UTC inside, shown in Việt Nam's time)."""
    return _standing.get() or timezone.now()


def today() -> date:
    """The calendar day in Việt Nam (UTC+7, no summer time), whatever the server's own clock zone."""
    return timezone.localdate(now())


def day_of(instant: datetime) -> date:
    """The calendar day in Việt Nam of an instant."""
    return timezone.localdate(instant)


def time_of(instant: datetime) -> time:
    """The time of day in Việt Nam of an instant."""
    return timezone.localtime(instant).time()


def instant(day: date, at: time) -> datetime:
    """That time of that day in Việt Nam."""
    return timezone.make_aware(datetime.combine(day, at))
