"""Working days in Việt Nam: no weekends, no public holidays, and the Saturdays that are worked for a day off."""

from datetime import date

import pytest

from chungtay.core.working_days import is_working_day, working_days_after, working_days_until


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 2, 13), True),  # the last Friday before Tết
        (date(2026, 2, 16), False),  # 29 tháng Chạp
        (date(2026, 2, 17), False),  # mùng Một
        (date(2026, 2, 20), False),  # mùng Bốn
        (date(2026, 2, 23), True),
        (date(2026, 4, 26), False),  # Giỗ Tổ, a Sunday
        (date(2026, 4, 27), False),  # given for it
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), False),
        (date(2026, 8, 22), True),  # a Saturday worked
        (date(2026, 8, 31), False),  # for this Monday off
        (date(2026, 9, 1), False),
        (date(2026, 9, 2), False),
        (date(2026, 9, 3), True),
        (date(2026, 9, 5), False),  # Saturday
    ],
)
def test_which_days_are_worked(day: date, *, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "n", "last"),
    [
        (date(2026, 3, 2), 15, date(2026, 3, 23)),  # three plain weeks
        (date(2026, 2, 9), 15, date(2026, 3, 9)),  # Tết takes one of them
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 8, 20), 15, date(2026, 9, 14)),  # worked on 22/8; 31/8, 01/9 and 02/9 are off
        (date(2026, 3, 6), 0, date(2026, 3, 6)),
    ],
)
def test_what_is_posted_hangs_for_so_many_working_days(day: date, n: int, last: date) -> None:
    assert working_days_after(day, n) == last
    assert working_days_until(last, after=day) == n
