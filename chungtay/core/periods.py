"""Half-open ranges of days: `valid_from` is in, `valid_to` is out.

"Until today" is FOREVER, a real day far away rather than NULL: one comparison, one index, the same on both databases.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

FOREVER: Final = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` up to, not including, `end`."""

    start: date
    end: date = FOREVER

    @property
    def is_open(self) -> bool:
        return self.end == FOREVER

    def covers(self, day: date) -> bool:
        return self.start <= day < self.end

    def meet(self, other: "Period") -> "Period | None":
        """The days that both hold, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start < end else None


def valid_on(day: date, prefix: str = "") -> Q:
    """The rows whose range holds `day`; `prefix` walks a relation ("placement__")."""
    return Q(**{f"{prefix}valid_from__lte": day, f"{prefix}valid_to__gt": day})


def overlapping(period: Period, prefix: str = "") -> Q:
    """The rows whose range shares at least one day with `period`."""
    return Q(**{f"{prefix}valid_from__lt": period.end, f"{prefix}valid_to__gt": period.start})
