"""What every test stands on."""

from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper


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
