"""What takes long to count is counted once in a while, and whoever shows it can say when."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, Generic, TypeVar

from django.core.cache import cache

from chungtay.core import clock

LONG_S: Final = 1.0
KEPT_S: Final = 60 * 60

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """`counted_at`: when, if that was earlier; None: just now."""

    found: T
    counted_at: datetime | None = None


def kept_if_long(key: str, count: Callable[[], T]) -> Kept[T]:
    """What `count` gives; where that took longer than a second, the same for an hour to come, to everybody with this key (any text).

    So a commune's page, which takes milliseconds, is of this instant, and a country's does not count millions of rows for each who looks.
    """
    name = f"kept.{sha256(key.encode()).hexdigest()}"
    kept: Kept[T] | None = cache.get(name)
    if kept is not None:
        return kept
    start = time.perf_counter()
    found = count()
    if time.perf_counter() - start >= LONG_S:
        cache.set(name, Kept(found, clock.now()), KEPT_S)
    return Kept(found)
