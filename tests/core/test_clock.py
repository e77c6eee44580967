"""The clock can stand on any instant, for a while."""

from datetime import date, time

from chungtay.core import clock


def test_it_stands_and_goes_on() -> None:
    before = clock.now()
    at = clock.instant(date(2021, 7, 5), time(23, 30))
    with clock.standing_at(at):
        assert (clock.now(), clock.today()) == (at, date(2021, 7, 5))
        with clock.standing_at(clock.instant(date(2021, 7, 6), time(0, 10))):
            assert clock.today() == date(2021, 7, 6)
        assert clock.today() == date(2021, 7, 5)
    assert clock.now() >= before
