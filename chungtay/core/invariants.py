"""What must always be true of the tables, and how it is looked for when somebody may have written past the actions.

A room lists its own in `invariants.py` as INVARIANTS; `manage.py doctor` asks all of them. Looking never writes.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

MOST_SHOWN: Final = 20
_deadline: ContextVar[float] = ContextVar("invariants_deadline", default=float("inf"))


class TooLongError(Exception):
    """Looking took longer than it may."""


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where it is not so: `what` names the row as people do ("BT-42"), `detail` says what is found there and what must be."""

    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Invariant:
    """`code` is "<room>.<name>"; `sentence` says in Vietnamese what must be true, `mend` what to do where it is not; `find` gives where."""

    code: str
    sentence: str
    find: Callable[[], Iterable[Broken]]
    mend: str = ""


def found_by(sql: str, say: Callable[..., Broken], params: Sequence[Any] = ()) -> Iterator[Broken]:
    """What `say` makes of each row of the statement's first rows: as many as are shown, and one to know that there are more.

    MATERIALIZED, or PostgreSQL would look for a few rows as soon as they come, where mostly there are none and all must be looked at.
    """
    check_time()
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS MATERIALIZED ({sql}) SELECT * FROM found LIMIT {MOST_SHOWN + 1}", list(params))
        rows = cursor.fetchall()
    yield from (say(*row) for row in rows)


def check_time() -> None:
    """Called now and then by whoever looks row by row. Raises TooLongError once the time is over."""
    if time.monotonic() > _deadline.get():
        raise TooLongError


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Looking inside ends after that long: check_time() raises, and the database breaks off its statement."""
    token = _deadline.set(time.monotonic() + seconds)
    connection.ensure_connection()
    try:
        _limit(seconds)
        yield
    finally:
        _limit(0)
        _deadline.reset(token)


def _limit(seconds: float) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {int(seconds * 1000)}")
    else:
        over = time.monotonic() + seconds
        connection.connection.set_progress_handler((lambda: time.monotonic() > over) if seconds else None, 100_000)
