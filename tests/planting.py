"""Corruption planted past the actions and past every guard, as somebody with the password of the database could."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

_TABLE: Final = re.compile(r"^(?:UPDATE|DELETE FROM|INSERT INTO) (\w+)")


def plant(statements: Sequence[str]) -> None:
    """Write these; every one must change something, or the test would prove nothing. Belongs in a test whose transaction is rolled back."""
    for statement in statements:
        table = _TABLE.match(statement)
        assert table is not None, statement
        with connection.cursor() as cursor, _no_guard(cursor, table[1]):
            cursor.execute(statement)
            assert cursor.rowcount > 0, statement


@contextmanager
def _no_guard(cursor: CursorWrapper, table: str) -> Iterator[None]:
    """Inside it no trigger and no check refuses anything; on PostgreSQL the checks of the table stay away until the rollback."""
    if connection.vendor == "postgresql":
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    triggers = cursor.fetchall()
    for name, _sql in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    cursor.execute("PRAGMA ignore_check_constraints = ON")
    yield
    cursor.execute("PRAGMA ignore_check_constraints = OFF")
    for _name, sql in triggers:
        cursor.execute(sql)
