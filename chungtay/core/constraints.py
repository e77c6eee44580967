"""Constraints that Django does not bring, for both databases, declared in a model's Meta like the others.

Being constraints they survive a table rebuild on SQLite, are made by ordinary migrations, and carry their own sentence.
"""

from typing import Any, Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model
from django.utils import translation

# The SQLSTATE by which a refusal of ours is known on PostgreSQL; class 23, so that drivers take it for a broken constraint.
SQLSTATE: Final = "23CT1"
_POSTGRES_TRIGGER: Final = """
CREATE FUNCTION %(name)s() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF %(condition)s THEN RAISE EXCEPTION USING ERRCODE = '%(code)s', MESSAGE = '%(sentence)s'; END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER %(name)s BEFORE %(event)s ON %(table)s FOR EACH ROW EXECUTE FUNCTION %(name)s()
"""
_SQLITE_TRIGGER: Final = (
    "CREATE TRIGGER %(name)s_%(event)s BEFORE %(event)s ON %(table)s FOR EACH ROW WHEN %(condition)s "
    "BEGIN SELECT RAISE(ABORT, '%(sentence)s'); END"
)
_POSTGRES_EXCLUSION: Final = (
    "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s EXCLUDE USING gist (%(keys)s, daterange(valid_from, valid_to) WITH &&)"
)


class ByDatabase(BaseConstraint):
    """Laid beside the table, not inside CREATE TABLE; what it refuses is learnt from the database, not guessed before."""

    def statements(self, model: type[Model], vendor: str, table: Table) -> list[Statement]:
        raise NotImplementedError

    def constraint_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> None:  # type: ignore[override]
        assert model is not None
        assert schema_editor is not None
        table = Table(model._meta.db_table, schema_editor.quote_name)
        schema_editor.deferred_sql.extend(self.statements(model, schema_editor.connection.vendor, table))

    def create_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        assert model is not None
        assert schema_editor is not None
        (statement,) = self.statements(model, "postgresql", Table(model._meta.db_table, schema_editor.quote_name))
        return statement  # SQLite adds a constraint by rebuilding the table

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database says it when the row is written."""

    @property
    def sentence(self) -> str:
        with translation.override("vi"):
            return str(self.violation_error_message)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)


class Refusal(ByDatabase):
    """A trigger: before each of `events` (INSERT, UPDATE, DELETE) the row is refused when `condition` holds.

    `condition` is SQL that both databases read alike; it speaks of NEW and OLD.
    """

    def __init__(self, *, name: str, events: tuple[str, ...], condition: str = "1 = 1", violation_error_message: Any) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.events = tuple(events)
        self.condition = condition

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), kwargs | {"events": self.events, "condition": self.condition}

    def statements(self, model: type[Model], vendor: str, table: Table) -> list[Statement]:
        parts = {"name": self.name, "condition": self.condition, "code": SQLSTATE, "sentence": self.sentence.replace("'", "''")}
        if vendor == "postgresql":
            return [Statement(_POSTGRES_TRIGGER, table=table, event=" OR ".join(self.events), **parts)]
        return [Statement(_SQLITE_TRIGGER, table=table, event=event, **parts) for event in self.events]

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        assert model is not None
        assert schema_editor is not None
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement("DROP TRIGGER %(name)s ON %(table)s; DROP FUNCTION %(name)s()", name=self.name, table=table)


class NoOverlap(ByDatabase):
    """No two rows with the same `fields` share a day of [valid_from, valid_to).

    PostgreSQL: an exclusion constraint (extension btree_gist). SQLite: a trigger, safe because writers there take turns.
    """

    def __init__(self, *, name: str, fields: tuple[str, ...], violation_error_message: Any) -> None:
        super().__init__(name=name, violation_error_message=violation_error_message)
        self.fields = tuple(fields)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), kwargs | {"fields": self.fields}

    def statements(self, model: type[Model], vendor: str, table: Table) -> list[Statement]:
        columns = [str(model._meta.get_field(field).column) for field in self.fields]  # type: ignore[union-attr]
        if vendor == "postgresql":
            return [Statement(_POSTGRES_EXCLUSION, table=table, name=self.name, keys=", ".join(f"{c} WITH =" for c in columns))]
        same = " AND ".join(f"other.{column} = NEW.{column}" for column in columns)
        condition = Statement(
            "EXISTS (SELECT 1 FROM %(table)s other WHERE other.id IS NOT NEW.id AND %(same)s "
            "AND other.valid_from < NEW.valid_to AND other.valid_to > NEW.valid_from)",
            table=table,
            same=same,
        )
        parts = {"name": self.name, "condition": condition, "sentence": self.sentence.replace("'", "''")}
        return [Statement(_SQLITE_TRIGGER, table=table, event=event, **parts) for event in ("INSERT", "UPDATE")]

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        assert model is not None
        assert schema_editor is not None
        table = Table(model._meta.db_table, schema_editor.quote_name)
        return Statement("ALTER TABLE %(table)s DROP CONSTRAINT %(name)s", name=self.name, table=table)


def append_only(table: str, sentence: Any) -> Refusal:
    """Rows are written once: every UPDATE and DELETE is refused."""
    return Refusal(name=f"{table}_append_only", events=("UPDATE", "DELETE"), violation_error_message=sentence)
