"""Locks, and what the database refuses said in Vietnamese: `refused()` turns it into RuleBroken with the constraint's own sentence."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.db.models.fields.related_lookups import RelatedIsNull
from django.utils.translation import gettext as _

from chungtay.core.constraints import SQLSTATE
from chungtay.core.errors import RuleBroken

_SQLITE_UNIQUE: Final = re.compile(r"UNIQUE constraint failed: (.+)")
_SQLITE_NAMED: Final = re.compile(r"(?:CHECK constraint failed|UNIQUE constraint failed: index): '?([a-z_0-9]+)'?")

M = TypeVar("M", bound=models.Model)


def locked(row: M) -> M:
    """The row, or a lazy proxy of one, as it stands now, held until the transaction ends (SQLite: its writer holds the whole file)."""
    return row.__class__._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def locked_all(model: type[M], pks: Sequence[int]) -> list[M]:
    """Several rows, taken in the order of their ids so that two people never wait for each other in a circle."""
    return list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


def held(*rows: M) -> list[M]:
    """The rows as they stand now, in the order given, locked in the order of their ids: nobody who needs two waits in a circle."""
    found = {row.pk: row for row in locked_all(type(rows[0]), [row.pk for row in rows])}
    return [found[row.pk] for row in rows]


def hold_targets(model: type[models.Model], pks: Sequence[int]) -> None:
    """Wait for whoever changes these rows before anything is written that points at them, so that nobody waits with half of it written.

    It keeps out nobody who does the same (FOR KEY SHARE, as a foreign key takes it); nothing to do where writers take turns.
    """
    if connection.vendor == "postgresql" and pks:
        table = connection.ops.quote_name(model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [sorted(pks)])  # noqa: S608 — our own table


def take_turn(what: str) -> None:
    """Wait until nobody else does `what`, and keep others from it until the transaction ends (SQLite: one writer at a time anyway)."""
    assert connection.in_atomic_block
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])


def id_set(ids: Sequence[int]) -> RawSQL:
    """What `__in` takes of thousands of ids: one value instead of as many, which would have to be written and read one by one."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [f"{{{','.join(map(str, ids))}}}"])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(ids))])


def never_taken_back(rows: models.QuerySet[Any, Any]) -> Q:
    """Of which none of these rows is the reversal. Not `reversed_by__isnull=True`: PostgreSQL takes what such a join leaves for one row,
    and then asks everything else once for each of a million. That reversals are few it knows once told that `reverses` is not empty.
    """
    return Q(~Exists(rows.filter(reverses=OuterRef("pk"), reverses__isnull=False)))


def found_first(ids: models.QuerySet[Any, Any]) -> Any:
    """What `__in` takes of ids that are few among millions and have an index of their own: they are found first, and their rows by them.

    PostgreSQL cannot know how few `delivered < amount` leaves, and would read the whole table beside them.
    """
    if connection.vendor != "postgresql":
        return ids
    text, given = ids.query.sql_with_params()
    return RawSQL(f"SELECT unnest(ARRAY({text}))", given)  # noqa: S611 — a queryset's own statement, its values apart


@models.OneToOneField.register_lookup
class EmptyInUnique(RelatedIsNull):
    """`reverses__isnull=True`, which SQLite must not look up in the unique index of the column: it takes such an index for one that gives
    one row, also for NULL, of which it holds a row for everything that was never taken back; so it would read them all for each gift.
    """

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        text, given = super().as_sql(compiler, connection)
        return (f"+{text}" if self.rhs else text), given  # a plus before a column keeps indexes from it


@contextmanager
def snapshot() -> Iterator[None]:
    """All that is read inside is of one instant, and no writer waits for the reader. Within a transaction: as that one reads."""
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


@contextmanager
def refused() -> Iterator[None]:
    """What the database refuses inside becomes RuleBroken with the constraint's own sentence; nothing of it is written."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise RuleBroken(_sentence(error)) from error


def _sentence(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:  # PostgreSQL
        if diagnosis.sqlstate == SQLSTATE or not diagnosis.constraint_name:
            return _(str(diagnosis.message_primary))
        return _by_constraint().get(str(diagnosis.constraint_name), _unknown())
    text = str(error)
    if match := _SQLITE_NAMED.search(text):
        return _by_constraint().get(match[1], _unknown())
    if match := _SQLITE_UNIQUE.search(text):
        columns = tuple(sorted(part.split(".")[-1].strip() for part in match[1].split(",")))
        return _by_columns().get((match[1].split(".")[0], columns), _unknown())
    return _(text) if " " in text and not text.startswith(("FOREIGN", "NOT NULL")) else _unknown()


def _unknown() -> str:
    return _("Dữ liệu này mâu thuẫn với dữ liệu đã có nên chưa được ghi.")


def _by_constraint() -> dict[str, str]:
    named = {
        constraint.name: str(constraint.violation_error_message) for model in apps.get_models() for constraint in model._meta.constraints
    }
    # What PostgreSQL calls the constraint of a unique column.
    keys = {f"{table}_{columns[0]}_key": sentence for (table, columns), sentence in _by_columns().items() if len(columns) == 1}
    return keys | named


def _by_columns() -> dict[tuple[str, tuple[str, ...]], str]:
    """SQLite names the columns of a broken UNIQUE, not its constraint."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for model in apps.get_models():
        meta = model._meta
        for constraint in meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
                columns = tuple(sorted(str(meta.get_field(name).column) for name in constraint.fields))  # type: ignore[union-attr]
                found[meta.db_table, columns] = str(constraint.violation_error_message)
        for field in meta.local_fields:
            if field.unique and not field.primary_key:
                found[meta.db_table, (str(field.column),)] = str(field.error_messages["unique"]) % {
                    "model_name": meta.verbose_name,
                    "field_label": field.verbose_name,
                }
    return found
