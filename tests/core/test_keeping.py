"""Counted each time while it is quick; once an hour where it is not."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from chungtay.core import clock, keeping
from chungtay.core.keeping import Kept, kept_if_long

AT = datetime(2026, 4, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty(db: None) -> None:
    cache.clear()


def test_what_is_quick_is_counted_each_time() -> None:
    found = iter((1, 2))
    assert [kept_if_long("a", lambda: next(found)) for _ in range(2)] == [Kept(1), Kept(2)]


def test_what_takes_long_is_kept_with_its_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LONG_S", 0)
    found = iter((1, 2))
    with clock.standing_at(AT):
        assert kept_if_long("a", lambda: next(found)) == Kept(1)
    with clock.standing_at(AT + timedelta(minutes=30)):
        assert kept_if_long("a", lambda: next(found)) == Kept(1, AT)
        assert kept_if_long("b", lambda: next(found)) == Kept(2)
