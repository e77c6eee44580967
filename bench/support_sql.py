"""Words of SQL that both databases understand, for the world of bench/support.py."""

from typing import Final

from django.db import connection

from chungtay.core import clock

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
COMMUNES: Final = "(SELECT count(*) FROM bench_commune)"


def day(age: str) -> str:
    """So many days ago."""
    today = clock.today().isoformat()
    return f"date '{today}' - CAST({age} AS integer)" if connection.vendor == "postgresql" else f"date('{today}', (-({age})) || ' days')"


def letters(number: str, places: int) -> str:
    """The number in letters of codes, its last digit first, so that neighbours lie far apart as codes of chance do."""
    return " || ".join(
        f"substr('{LETTERS}', CAST(1 + ({number}) / {len(LETTERS) ** place} % {len(LETTERS)} AS int), 1)" for place in range(places)
    )


def cases(by: str, **cases: str) -> str:
    return "CASE " + " ".join(f"WHEN {by} IN ({found}) THEN '{name}'" for name, found in cases.items()) + " END"


NOW: Final = "'2026-03-02 05:00:00+00:00'"


def at() -> str:
    return f"timestamptz {NOW}" if connection.vendor == "postgresql" else NOW


def insert(table: str, columns: dict[str, str], source: str) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM {source}"


def trace(lettered: str, of: str = "A") -> str:
    """As codes.new_trace_code() writes them; those of pledges end otherwise than those of gifts."""
    return f"substr({lettered}, 1, 4) || '-' || substr({lettered}, 5, 1) || '{of * 3}-{of * 4}'"
