"""What every test stands on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper

from tests.parallel import InParallel, all_at_once

# The same examples on every machine, and no stopwatch: speed is measured in bench/.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No test is skipped: one that belongs to the other database is left to that part of `make test`, and says why."""
    left = {id(item) for item in items if not belongs_here(item)}
    config.hook.pytest_deselected(items=[item for item in items if id(item) in left])
    items[:] = [item for item in items if id(item) not in left]


def belongs_here(item: pytest.Item) -> bool:
    marks = {vendor: item.get_closest_marker(f"{vendor}_only") for vendor in ("postgres", "sqlite")}
    for mark in marks.values():
        assert mark is None or mark.kwargs.get("reason"), f"{item.nodeid}: say the reason"
    here = "postgres" if connection.vendor == "postgresql" else "sqlite"
    return all(mark is None or vendor == here for vendor, mark in marks.items())


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_emptied() -> None:
    """Tests that commit are cleaned up by emptying every table, which the triggers of append-only tables refuse on SQLite.

    (PostgreSQL empties with TRUNCATE, which no row trigger sees.) So the triggers step aside for exactly those statements.
    """
    operations = DatabaseWrapper.ops_class
    plain = operations.sql_flush

    def sql_flush(self: BaseDatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        statements = plain(self, *args, **kwargs)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        return [*(f"DROP TRIGGER {name}" for name, _ in triggers), *statements, *(sql for _, sql in triggers)] if statements else []

    setattr(operations, "sql_flush", sql_flush)  # noqa: B010 — put in the place of a method


@pytest.fixture
def in_parallel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> InParallel:
    """Runs jobs at the same instant, each over a connection of its own; the test must be one that commits."""

    def run(jobs: list[Callable[[], object]]) -> list[object]:
        return all_at_once(jobs, monkeypatch=monkeypatch, folder=tmp_path)

    return run
