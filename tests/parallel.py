"""Jobs at the same instant, each in a thread over a real connection of its own."""

import copy
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

InParallel = Callable[[list[Callable[[], object]]], list[object]]


class NeverRanError(Exception):
    """A job that gave no answer."""


def all_at_once(jobs: list[Callable[[], object]], *, monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[object]:
    """What each job gave back, or the exception that it raised, in their order.

    SQLite's test database lies in memory, where threads cannot wait for each other, so a copy in a file stands in for it; PostgreSQL's is
    taken without its pool, which would let only eight in.
    """
    start = threading.Barrier(len(jobs))
    found: list[object] = [NeverRanError()] * len(jobs)

    def work(place: int) -> None:
        try:
            start.wait(timeout=60)
            found[place] = jobs[place]()
        except Exception as error:  # noqa: BLE001 — the test looks at what happened
            found[place] = error
        finally:
            connections.close_all()

    with monkeypatch.context() as patched:
        patched.setitem(connections.settings, "default", _apart(folder))
        threads = [threading.Thread(target=work, args=(place,)) for place in range(len(jobs))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return found


def _apart(folder: Path) -> dict[str, Any]:
    settings: dict[str, Any] = copy.deepcopy(connections.settings["default"])
    settings["OPTIONS"].pop("pool", None)
    if connection.vendor == "sqlite":
        name = folder / "copy.sqlite3"
        if not name.exists():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(name)])
            with closing(sqlite3.connect(name)) as alone:  # two who turn the log on at once do not wait for each other: one fails
                alone.execute("PRAGMA journal_mode=WAL")
        settings["NAME"] = str(name)
    return settings
