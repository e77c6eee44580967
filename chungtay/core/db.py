"""Locks, triggers on both databases, and constraints that speak Vietnamese.

A rule that must never be false is a constraint or a trigger. Its sentence stands with it: a Django constraint has its
`violation_error_message`, a trigger raises the sentence itself. `refused()` turns either into RuleBroken.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken

_TRIGGER_CODE: Final = "CT001"  # the SQLSTATE by which a refusal of ours is known on PostgreSQL
_SQLITE_UNIQUE: Final = re.compile(r"UNIQUE constraint failed: (.+)")
_SQLITE_NAMED: Final = re.compile(r"(?:CHECK constraint failed|UNIQUE constraint failed: index): '?([a-z_0-9]+)'?")

M = TypeVar("M", bound=models.Model)


def locked(row: M) -> M:
    """The row as it stands now, held until the transaction ends (SQLite: its writer already holds the whole file)."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def locked_all(model: type[M], pks: Sequence[int]) -> list[M]:
    """Several rows, taken in the order of their ids so that two people never wait for each other in a circle."""
    return list(model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))


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
        if diagnosis.sqlstate == _TRIGGER_CODE or not diagnosis.constraint_name:
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
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        for constraint in model._meta.constraints
    }


def _by_columns() -> dict[tuple[str, tuple[str, ...]], str]:
    """SQLite names the columns of a broken UNIQUE, not its constraint."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for model in apps.get_models():
        meta = model._meta
        for constraint in meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
                columns = tuple(sorted(meta.get_field(name).column for name in constraint.fields))  # type: ignore[union-attr]
                found[meta.db_table, columns] = str(constraint.violation_error_message)
        for field in meta.local_fields:
            if field.unique and not field.primary_key:
                found[meta.db_table, (field.column,)] = str(field.error_messages["unique"]) % {
                    "model_name": meta.verbose_name,
                    "field_label": field.verbose_name,
                }
    return found


@dataclass(frozen=True, slots=True)
class Trigger:
    """One refusal, kept by both databases: before `event` on `table`, when `condition` holds, `sentence` is raised.

    `condition` is SQL that both databases read alike; it speaks of NEW (and OLD). With `columns`, an update counts only when one of them
    is set.
    """

    name: str
    table: str
    event: str  # INSERT | UPDATE | DELETE
    sentence: str
    condition: str = "1 = 1"
    columns: tuple[str, ...] = ()

    @property
    def _event(self) -> str:
        return f"UPDATE OF {', '.join(self.columns)}" if self.columns else self.event

    def create(self, vendor: str) -> list[str]:
        said = self.sentence.replace("'", "''")
        if vendor == "sqlite":
            return [
                f"CREATE TRIGGER {self.name} BEFORE {self._event} ON {self.table} FOR EACH ROW WHEN {self.condition} "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            ]
        back = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {self.condition} THEN "
            f"RAISE EXCEPTION USING ERRCODE = '{_TRIGGER_CODE}', MESSAGE = '{said}'; END IF; RETURN {back}; END $$",
            f"CREATE TRIGGER {self.name} BEFORE {self._event} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()",
        ]

    def drop(self, vendor: str) -> list[str]:
        if vendor == "sqlite":
            return [f"DROP TRIGGER {self.name}"]
        return [f"DROP TRIGGER {self.name} ON {self.table}", f"DROP FUNCTION {self.name}()"]


class AddTrigger(Operation):
    """The migration step that lays a Trigger; it can be taken back."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, trigger: Trigger) -> None:
        self.trigger = trigger

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [self.trigger], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in self.trigger.create(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in self.trigger.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Trigger {self.trigger.name}"


def append_only(table: str, sentence: str) -> list[AddTrigger]:
    """Rows of `table` are written once: every UPDATE and DELETE is refused with `sentence`."""
    return [AddTrigger(Trigger(f"{table}_no_{event.lower()}", table, event, sentence)) for event in ("UPDATE", "DELETE")]


def is_postgres() -> bool:
    return connection.vendor == "postgresql"
