"""Working days in Việt Nam: without weekends, public holidays (Bộ luật Lao động 2019, Điều 112) and the days off that the Government gives
for a Saturday worked; the calendar is the library's, which is renewed each year.
"""

from datetime import date, timedelta
from typing import Final

from holidays import country_holidays

_VIETNAM: Final = country_holidays("VN")


def is_working_day(day: date) -> bool:
    return bool(_VIETNAM.is_working_day(day))


def working_days_after(day: date, n: int) -> date:
    """The last of `n` working days of which the first one is after `day`: what is posted on `day` has then hung for that long."""
    last = day
    while n > 0:
        last += timedelta(days=1)
        n -= is_working_day(last)
    return last


def working_days_until(last: date, *, after: date) -> int:
    """How many working days there are after that day up to and including the last: 15 for what working_days_after(day, 15) gave."""
    return sum(is_working_day(after + timedelta(days=n)) for n in range(1, (last - after).days + 1))
