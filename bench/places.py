"""As-of questions about the tree at national size; run by bench/__main__.py once per database, the answer is JSON on standard output."""

import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from typing import Any

import django
from django.db import connection, transaction
from django.db.models import Count, F

Sql = tuple[str, tuple[Any, ...]]
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Median milliseconds; `floor_ms` reads the same rows from a table that holds nothing else; recursion: None where it makes no sense."""

    question: str
    rows: int
    ms: float
    floor_ms: float
    recursive_ms: float | None = None


def median_ms(work: Callable[[], object], runs: int = 21) -> float:
    times = []
    for _run in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def fetch(sql: Sql) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(*sql)
        rows: Rows = cursor.fetchall()
    return rows


def floor_of(sql: Sql, *, counting: bool = False) -> Callable[[], object]:
    """A bare scan of the same rows: they are fetched, or only counted where the question itself gives back less than it reads."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_same")
        cursor.execute(f"CREATE TEMPORARY TABLE bench_same AS {sql[0]}", sql[1])
        cursor.execute("SELECT * FROM bench_same LIMIT 1")
        first = cursor.description[0][0]
    return lambda: fetch((f"SELECT {f'count({first})' if counting else '*'} FROM bench_same", ()))


def asked(question: str, sql: Sql, recursive: Sql | None = None, *, reads: Sql | None = None) -> Measured:
    """`reads`: the rows on which the answer rests, where it does not give them all back."""
    rows = fetch(sql)
    if recursive is not None:
        assert set(rows) == set(fetch(recursive)), question
    slow = None if recursive is None else median_ms(lambda: fetch(recursive))
    return Measured(question, len(rows), median_ms(lambda: fetch(sql)), median_ms(floor_of(reads or sql, counting=reads is not None)), slow)


def questions() -> list[Measured]:
    from bench import recursive  # noqa: PLC0415 — Django must be set up first
    from bench.world import a_day_of, unit  # noqa: PLC0415
    from chungtay.core.periods import valid_on  # noqa: PLC0415
    from chungtay.places.models import Lineage, OrgUnit  # noqa: PLC0415
    from chungtay.places.queries import children, search  # noqa: PLC0415

    found = []
    for what, code, era in (
        ("province Điện Biên", "11", "2021"),
        ("province Điện Biên", "11", "2026"),
        ("province Thanh Hóa", "38", "2021"),
        ("province Thanh Hóa", "38", "2026"),
        ("district Điện Biên", "100", "2021"),
        ("commune Thanh An", "03343", "2021"),
        ("commune Thanh An", "03352-2025", "2026"),
    ):
        one, day = unit(code), a_day_of(era)
        below = OrgUnit.objects.below(one, on=day).query.sql_with_params()
        found.append(asked(f"all below {what}, {era}", below, recursive.below(one, on=day)))
        if code in ("11", "38"):
            ids = Lineage.objects.filter(valid_on(day), province=one).values_list("unit").query.sql_with_params()
            found.append(asked(f"the same, ids alone, {era}", ids, recursive.ids_below(one, on=day)))
    found += [schools_by_province(a_day_of("2026"))]
    for what, code, era in (("the country", "vn", "2026"), ("province Điện Biên", "11", "2026"), ("district Điện Biên", "100", "2021")):
        rows = children(unit(code), on=a_day_of(era)).order_by(F("sort_key"))
        found.append(asked(f"children of {what} with names, sorted, {era}", rows.query.sql_with_params()))
    for text in ("dien bien", "thcs sam mun", "thanh"):
        rows = search(text, on=a_day_of("2026"))
        first, every = rows[:20].query.sql_with_params(), rows.query.sql_with_params()
        found.append(asked(f"search “{text}”, {rows.count():,} found, at most 20 given, 2026", first, reads=every))
    return found


def schools_by_province(day: date) -> Measured:
    from bench import recursive  # noqa: PLC0415
    from chungtay.core.periods import valid_on  # noqa: PLC0415
    from chungtay.places.models import Lineage  # noqa: PLC0415

    lines = Lineage.objects.filter(valid_on(day), school=F("unit"))
    counted = lines.values_list("province").annotate(n=Count("pk")).order_by().query.sql_with_params()
    slow, reads = recursive.schools_by_province(on=day), lines.values_list("province").query.sql_with_params()
    return asked(f"schools of each province, {lines.count():,} in all, 2026", counted, slow, reads=reads)


def ancestors_of_a_site(era: str) -> Measured:
    """Through the query function, because it asks twice; so the floor is asked through the same ORM."""
    from bench import recursive  # noqa: PLC0415
    from bench.world import a_day_of, unit  # noqa: PLC0415
    from chungtay.places.models import OrgUnit  # noqa: PLC0415
    from chungtay.places.queries import ancestors  # noqa: PLC0415

    site, day = unit("site-5000"), a_day_of(era)
    rows = ancestors(site, on=day)
    ids = [row.pk for row in rows]
    sql = recursive.above(site, on=day)
    assert {row[0] for row in fetch(sql)} == set(ids)
    return Measured(
        f"ancestors of a site with names, {era}",
        len(rows),
        median_ms(lambda: ancestors(site, on=day)),
        median_ms(lambda: list(OrgUnit.objects.filter(pk__in=ids))),
        median_ms(lambda: list(OrgUnit.objects.on(day).filter(pk__in=[row[0] for row in fetch(sql)]))),
    )


def rebuilding() -> list[Measured]:
    """The floor: reading the rows that are written."""
    from bench.world import unit  # noqa: PLC0415
    from chungtay.places.actions.lineage import rebuild_lineage  # noqa: PLC0415
    from chungtay.places.models import Lineage  # noqa: PLC0415

    school = unit("school-5000")
    found = []
    for question, units, runs in (("lineage of all rebuilt", None, 3), ("lineage of one moved school rebuilt", [school.pk], 15)):
        rows = Lineage.objects.all() if units is None else Lineage.objects.filter(unit__in=units)
        floor = median_ms(floor_of(rows.query.sql_with_params()))
        found.append(Measured(question, rows.count(), median_ms(partial(undone, partial(rebuild_lineage, units)), runs), floor))
    return found


def undone(work: Callable[[], object]) -> None:
    with transaction.atomic():
        work()
        transaction.set_rollback(True)


def counted() -> dict[str, int]:
    from chungtay.places.models import Lineage, OrgUnit, Placement  # noqa: PLC0415

    return {"units": OrgUnit.objects.count(), "placements": Placement.objects.count(), "lineage": Lineage.objects.count()}


def version() -> str:
    if connection.vendor == "postgresql":
        return f"PostgreSQL {str(fetch(('SHOW server_version', ()))[0][0]).split()[0]}"
    return f"SQLite {fetch(('SELECT sqlite_version()', ()))[0][0]}"


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from bench.world import build  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    build()
    built = round(time.perf_counter() - start, 1)
    measured = [ancestors_of_a_site("2021"), ancestors_of_a_site("2026"), *questions(), *rebuilding()]
    facts = {"database": version(), "python": platform.python_version(), "built_s": built, **counted()}
    json.dump({"facts": facts, "measured": [asdict(one) for one in measured]}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
