"""Figures at national size, beside the best bare SQL of the same answer; run by bench/__main__.py once per database, its answer is JSON.

A million needs of 53,979 schools: written straight into the tables, as drafts in Need (nothing here reads more of it than its id) and as
they would stand in NeedState; one in five was in another state before. Nothing is random.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any, Final

import django
from django.db import connection

from bench.places import Measured, Sql, fetch, median_ms, version

NEEDS: Final = 1_000_000
SLUG: Final = "dieu-uoc-cho-em"
RUNS: Final = 9

_PLACES: Final = """
    CREATE TEMPORARY TABLE bench_school AS
    SELECT row_number() OVER (ORDER BY u.id) - 1 AS n, u.id AS school,
        (SELECT min(p.unit_id) FROM places_placement p JOIN places_orgunit x ON x.id = p.unit_id
         WHERE p.parent_id = u.id AND x.type = 70) AS site
    FROM places_orgunit u WHERE u.type = 60"""
_NUMBERS: Final = "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) "
_CASES: Final = {
    "category": ("toilet", "lunch", "facility", "electricity_water", "learning", "sport"),
    "status": ("verified", "published", "submitted", "published", "met", "verified", "closed", "partly_met", "published", "returned"),
}


def _case(name: str, by: str) -> str:
    words = _CASES[name]
    whens = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE ({by}) % {len(words)} {whens} END"


def fill(programme: int) -> None:
    schools = fetch(("SELECT count(*) FROM places_orgunit WHERE type = 60", ()))[0][0]
    numbers = _NUMBERS.format(last=NEEDS - 1)
    site = f"CASE WHEN (x.n / {schools}) % 2 = 1 THEN b.site END"
    common = f"FROM numbers x JOIN bench_school b ON b.n = x.n % {schools}"
    category = _case("category", f"x.n / {schools} + x.n / 7")
    states = (
        "INSERT INTO needs_needstate (need_id, programme_id, school_id, site_id, category, status, quantity, met_quantity, cost_vnd, "
        f"beneficiaries, beneficiaries_estimate, standing_on, valid_from, valid_to) {numbers}"
        f"SELECT x.n + 1, {programme}, b.school, {site}, {category}, {{status}}, 1, 0, 50000000, 30, 'exact', "
        f"{{standing}}, {{begins}}, {{ends}} {common} {{which}}"
    )
    old, new, forever = ("'2025-08-01'", "'2026-05-01'", "'9999-12-31'")
    if connection.vendor == "postgresql":
        old, new, forever = (f"date {day}" for day in (old, new, forever))
    now = {"status": _case("status", f"x.n / {schools} * 3 + x.n / 11"), "standing": f"CASE WHEN x.n % 3 = 0 THEN {old} ELSE {new} END"}
    before = {"status": "'submitted'", "standing": "NULL", "begins": old, "ends": new, "which": "WHERE x.n % 5 = 0"}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")  # no foreign keys looked up: a third of the time
        cursor.execute(_PLACES)
        cursor.execute(
            "INSERT INTO needs_need (id, programme_id, school_id, site_id, category, item, what, quantity, measure, met_quantity, "
            "promised_quantity, promised_vnd, beneficiaries, beneficiaries_estimate, urgency, urgency_reason, story, road, grid, signal, "
            f"details, status, recorded_on, end_reason, search_text) {numbers}"
            f"SELECT x.n + 1, {programme}, b.school, {site}, {category}, '', 'x', 1, 'x', 0, 0, 0, 30, "
            f"'exact', 'normal', '', '', '', '', '', '{{}}', 'draft', {old}, '', '' {common}"
        )
        cursor.execute(states.format(**before))
        cursor.execute(
            states.format(**(now | {"begins": f"CASE WHEN x.n % 5 = 0 THEN {new} ELSE {old} END", "ends": forever, "which": ""}))
        )
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


# ── The floors: the best that we could write by hand, several ways, of which the fastest is taken ────────────────────────────────────

_JOINED: Final = """
    FROM places_lineage l
    JOIN needs_needstate s ON s.school_id = l.unit_id
    JOIN places_designation d ON d.unit_id = l.unit_id AND d.valid_from <= %s AND d.valid_to > %s
    WHERE l.province_id = %s AND l.valid_from <= %s AND l.valid_to > %s AND s.valid_to = '9999-12-31' AND s.programme_id = %s"""
_LEVELS: Final = "(SELECT 1 AS bit UNION ALL SELECT 2 UNION ALL SELECT 4 UNION ALL SELECT 8) v"
_BY_CELL: Final = (
    "SELECT s.category, v.bit, s.status, count(*), count(DISTINCT s.school_id), count(DISTINCT s.site_id) "
    + _JOINED.replace("WHERE", f"JOIN {_LEVELS} ON (d.levels & v.bit) <> 0 WHERE")
    + " GROUP BY 1, 2, 3"
)
_BY_PLACE_FIRST: Final = (
    "SELECT x.category, v.bit, x.status, sum(x.n), count(DISTINCT x.school_id), count(DISTINCT x.site_id) FROM "
    f"(SELECT d.levels, s.school_id, s.site_id, s.category, s.status, count(*) AS n {_JOINED} GROUP BY 1, 2, 3, 4, 5) x "
    f"JOIN {_LEVELS} ON (x.levels & v.bit) <> 0 GROUP BY 1, 2, 3"
)
_STANDING: Final = "s.valid_to = '9999-12-31' AND s.programme_id = %s AND s.status IN ('verified', 'published', 'partly_met')"
_BY_SCHOOL: Final = (
    "SELECT l.province_id, sum(x.n), count(DISTINCT x.school_id), sum(x.sites) FROM "
    "(SELECT s.school_id, count(*) AS n, count(DISTINCT s.site_id) AS sites "
    f"FROM needs_needstate s WHERE {_STANDING} GROUP BY s.school_id) x "
    "JOIN places_lineage l ON l.unit_id = x.school_id AND l.valid_from <= %s AND l.valid_to > %s GROUP BY 1"
)
_BY_SITE: Final = (
    "SELECT l.province_id, sum(x.n), count(DISTINCT x.school_id), count(DISTINCT x.site_id) FROM "
    f"(SELECT s.school_id, s.site_id, count(*) AS n FROM needs_needstate s WHERE {_STANDING} GROUP BY 1, 2) x "
    "JOIN places_lineage l ON l.unit_id = x.school_id AND l.valid_from <= %s AND l.valid_to > %s GROUP BY 1"
)


def floor(statements: list[Sql], runs: int = RUNS) -> float:
    return min(median_ms(lambda sql=sql: fetch(sql), runs) for sql in statements)  # type: ignore[misc]


def measured() -> list[Measured]:
    from bench.world import unit  # noqa: PLC0415 — Django must be set up first
    from chungtay.core import clock  # noqa: PLC0415
    from chungtay.figures.ask import Filters, breakdown, figure, records, table  # noqa: PLC0415
    from chungtay.programmes.models import Programme  # noqa: PLC0415

    day, programme = clock.today(), Programme.objects.get(slug=SLUG)
    province = Filters(SLUG, "38", "", day)
    country, past = province.but(unit="vn"), province.but(as_of=date(2026, 3, 1))
    place = unit("38").pk
    days = (day, day)
    of_province: list[Sql] = [(sql, (*days, place, *days, programme.pk)) for sql in (_BY_CELL, _BY_PLACE_FIRST)]
    of_country: list[Sql] = [(sql, (programme.pk, *days)) for sql in (_BY_SCHOOL, _BY_SITE)]
    check(table(province, "category"), fetch(of_province[0]))
    whole = figure("needs.count", province.but(status="all")).value
    told = figure("needs.schools", province)
    beside, everywhere = floor(of_province), floor(of_country)
    anywhere = [(sql.replace("l.province_id = %s AND ", ""), (*days, *days, programme.pk)) for sql in (_BY_CELL, _BY_PLACE_FIRST)]
    asked: list[tuple[str, int, Callable[[], object], float]] = [
        ("Thanh Hóa: category × level × state, all margins", whole, lambda: table(province, "category"), beside),
        ("Thanh Hóa: group × level × state, all margins", whole, lambda: table(province, "group"), beside),
        ("Thanh Hóa: the same as of a past day", whole, lambda: table(past, "group"), beside),
        ("Thanh Hóa: schools with standing needs", told.value, lambda: figure("needs.schools", province), beside),
        ("Thanh Hóa: the same by commune", told.value, lambda: breakdown(told, "unit"), beside),
        ("Thanh Hóa: the first 50 of these schools", 50, lambda: records(told, None), beside),
        ("country: needs, schools, sites by province", NEEDS, lambda: table(country, "unit"), everywhere),
        ("country: schools with standing needs", NEEDS, lambda: figure("needs.schools", country), everywhere),
        ("country: group × level × state, all margins", NEEDS, lambda: table(country, "group"), floor(anywhere, 3)),
    ]
    return [Measured(question, rows, median_ms(work, RUNS), under) for question, rows, work, under in asked]


def check(ours: Any, bare: list[tuple[Any, ...]]) -> None:
    """Both answers are the same."""
    from chungtay.figures.questions import LEVELS  # noqa: PLC0415

    names = {int(level): name for name, level in LEVELS.items()}
    for category, level, status, *numbers in bare:
        cell = ours.cell(category, names[level], status)
        assert [cell.needs.value, cell.schools.value, cell.sites.value] == [int(number) for number in numbers], (category, level, status)


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from bench.world import build  # noqa: PLC0415
    from chungtay.programmes.actions import load_pack, start_programme  # noqa: PLC0415
    from chungtay.programmes.packfiles import PACKS  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    build()
    start = time.perf_counter()
    programme = start_programme(load_pack(PACKS / SLUG, by=None), by=None, on=date(2021, 1, 15))
    fill(programme.pk)
    facts = {"database": version(), "filled_s": round(time.perf_counter() - start, 1), "needs": NEEDS}
    json.dump({"facts": facts, "measured": [asdict(one) for one in measured()]}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
