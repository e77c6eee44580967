"""Search by the beginnings of words, over a column of folded text, fast on both databases.

The column holds fold()ed words, each with a space before it. PostgreSQL answers from a trigram index, SQLite from an FTS5 table that
triggers keep in step. Declared in a model's Meta.constraints as WordIndex, so that migrations and table rebuilds carry it along.
"""

from typing import Any, Final, TypeVar

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from chungtay.core.constraints import ByDatabase
from chungtay.core.vietnamese import fold

M = TypeVar("M", bound=Model)
MOST_WORDS: Final = 8


def searchable(*texts: str) -> str:
    """What a WordIndex column holds for these texts: each folded word once, a space before each."""
    return "".join(f" {word}" for word in dict.fromkeys(fold(" ".join(texts)).split()))


def matching(rows: QuerySet[M], column: str, text: str) -> QuerySet[M]:
    """The rows in which every word of `text` begins some word of `column`; no word at all: every row."""
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return rows
    if connection.vendor == "sqlite":
        table = f"{rows.model._meta.db_table}_words"
        wanted = " ".join(f'"{word}"*' for word in words)
        return rows.filter(pk__in=RawSQL(f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [wanted]))  # noqa: S608, S611 — our own table's name
    for word in words:
        rows = rows.filter(**{f"{column}__contains": f" {word}"})
    return rows


class WordIndex(ByDatabase):
    """The index behind matching(): a trigram index, or `<table>_words` (FTS5) with its triggers."""

    def __init__(self, *, name: str, column: str) -> None:
        super().__init__(name=name)
        self.column = column

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, tuple(args), kwargs | {"column": self.column}

    def statements(self, model: type[Model], vendor: str, table: Table) -> list[Statement]:
        rows = model._meta.db_table.removeprefix("new__")  # SQLite rebuilds a table under this name and gives it back its own
        parts = {"name": self.name, "column": self.column, "words": f"{rows}_words", "rows": rows}
        if vendor == "postgresql":
            return [Statement("CREATE INDEX %(name)s ON %(table)s USING gin (%(column)s gin_trgm_ops)", table=table, **parts)]
        forget = "INSERT INTO %(words)s (%(words)s, rowid, %(column)s) VALUES ('delete', OLD.id, OLD.%(column)s);"
        learn = "INSERT INTO %(words)s (rowid, %(column)s) VALUES (NEW.id, NEW.%(column)s);"
        trigger = "CREATE TRIGGER %(name)s_{0} AFTER {1} ON %(table)s BEGIN {2} END"
        return [
            Statement(template, table=table, **parts)
            for template in (
                "CREATE VIRTUAL TABLE IF NOT EXISTS %(words)s USING fts5(%(column)s, content='%(rows)s', content_rowid='id', prefix='2 3')",
                trigger.format("added", "INSERT", learn),
                trigger.format("removed", "DELETE", forget),
                trigger.format("changed", "UPDATE OF %(column)s", forget + learn),
            )
        ]

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> Statement:  # type: ignore[override]
        return Statement("DROP INDEX %(name)s", name=self.name)
