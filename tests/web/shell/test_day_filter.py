"""Days in templates."""

from datetime import UTC, date, datetime

from chungtay.web.templatetags.web import day


def test_as_law_writes_them() -> None:
    assert (day(date(2021, 3, 5)), day(None)) == ("05/3/2021", "")


def test_of_an_instant_the_day_in_viet_nam() -> None:
    assert day(datetime(2026, 11, 21, 22, 31, tzinfo=UTC)) == "22/11/2026"
