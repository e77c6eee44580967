"""Rounds at national size, beside bare SQL of the same answer; run by bench/__main__.py once per database, its answer is JSON.

47,000 schools answer 30 indicators: eight in ten accepted, one in ten sent, one in ten still due. Answers as rows and their tallies are
written straight into the tables; the totals of one province are checked against the answers. Nothing is random.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from statistics import median
from typing import Any, Final

import django
from django.db import connection, transaction

from bench.places import Measured, Sql, fetch, median_ms, version

SUBMISSIONS: Final = 47_000
INDICATORS: Final = 30
SLUG: Final = "dieu-uoc-cho-em"
RUNS: Final = 15
ACCEPTED: Final = 100

_NUMBERED: Final = (
    "SELECT s.id, s.unit_id, s.province_id, s.commune_id, s.status, "
    "row_number() OVER (ORDER BY s.id) - 1 AS n FROM submissions_submission s"
)
_VALUE: Final = "((x.n * {step}) % 97)"


def open_national_round() -> Any:
    """A round that asks 30 sums of the schools; its pack is the shipped one with other indicators."""
    from chungtay.places.enums import SchoolLevel, UnitType  # noqa: PLC0415 — Django must be set up first
    from chungtay.programmes.actions import open_round, start_programme  # noqa: PLC0415
    from chungtay.programmes.models import PackVersion  # noqa: PLC0415
    from chungtay.programmes.pack import Indicator, Tier  # noqa: PLC0415
    from chungtay.programmes.packfiles import PACKS, read_pack  # noqa: PLC0415
    from chungtay.programmes.packkept import kept  # noqa: PLC0415

    asked = tuple(Indicator(f"i{n:02d}", f"Chỉ tiêu {n}", "trẻ", "", "Đo tốc độ.", is_asked=True) for n in range(INDICATORS))
    levels = SchoolLevel.MN | SchoolLevel.TH | SchoolLevel.THCS
    pack = replace(read_pack(PACKS / SLUG), indicators=asked, tiers=(Tier(UnitType.SCHOOL),), sections=(), texts=(), levels=levels)
    row = PackVersion.objects.create(slug=SLUG, version=1, content=kept(pack), sha256="bench", loaded_at="2026-01-01T00:00:00Z")
    programme = start_programme(row, by=None, on=date(2021, 1, 15))
    days: dict[str, Any] = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 11, 30), "due_on": date(2026, 12, 5)}
    return open_round(programme, by=None, code="2026", name="Đợt đo", **days)


def ask_everybody(row: Any) -> float:
    """Seconds that it takes to ask all schools; those beyond SUBMISSIONS are taken away again."""
    from bench.world import unit  # noqa: PLC0415
    from chungtay.submissions.actions.asking import ask_round  # noqa: PLC0415

    start = time.perf_counter()
    with transaction.atomic():
        ask_round(row, by=None, top=unit("vn"), on=date(2026, 9, 1))
    return time.perf_counter() - start


def fill(row: Any) -> None:
    """Answers of everybody, and the tallies of those who have sent."""
    now = "'2026-11-20 02:00:00'"
    columns = [f"n{n:02d}" for n in range(INDICATORS)]
    values = [_VALUE.format(step=n + 3) for n in range(INDICATORS)]
    each = " UNION ALL ".join(f"SELECT 'i{n:02d}' AS code, {n + 3} AS step" for n in range(INDICATORS))
    state = "CASE WHEN n.n % 10 = 9 THEN 'due' WHEN n.n % 10 = 8 THEN 'submitted' ELSE 'accepted' END"
    with connection.cursor() as cursor:
        is_postgres = connection.vendor == "postgresql"
        if is_postgres:
            cursor.execute("SET session_replication_role = replica")  # neither foreign keys nor triggers: a third of the time
            now = f"timestamptz {now}"
        cursor.execute(
            f"UPDATE submissions_submission SET status = (SELECT {state} FROM (SELECT submissions_submission.id AS n) n), sent_at = {now}, "
            f"sent_due_at = due_at, last_sent_at = {now}"
        )
        cursor.execute(
            'INSERT INTO submissions_answer (submission_id, indicator, "by", value, estimate, reason, on_record_estimate, written_at) '
            f"SELECT x.id, e.code, '', (x.n * e.step) % 97, 'exact', '', 'exact', {now} FROM ({_NUMBERED}) x CROSS JOIN ({each}) e"
        )
        cursor.execute(
            "INSERT INTO submissions_tally (submission_id, page, round_id, unit_id, province_id, commune_id, status, at_least, about, "
            f"{', '.join(columns)}) SELECT x.id, 0, {row.pk}, x.unit_id, x.province_id, x.commune_id, x.status, 0, 0, {', '.join(values)} "
            f"FROM ({_NUMBERED}) x "
            "WHERE x.status <> 'due'"
        )
        if is_postgres:
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


# ── The floors ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_SUMS: Final = ", ".join(f"sum(n{n:02d}), count(n{n:02d})" for n in range(INDICATORS))
_BY_COLUMNS: Final = (
    f"SELECT {{key}}, {_SUMS} FROM submissions_tally WHERE round_id = %s AND page = 0 AND status = 'accepted' {{where}} GROUP BY 1"
)
_BY_ROWS: Final = (
    "SELECT s.province_id, a.indicator, sum(a.value), count(a.value) FROM submissions_answer a JOIN submissions_submission s "
    "ON s.id = a.submission_id WHERE s.round_id = %s AND s.status = 'accepted' GROUP BY 1, 2"
)
_RATES: Final = "SELECT count(*), count(CASE WHEN sent_at <= sent_due_at THEN 1 END) FROM submissions_submission WHERE round_id = %s"


def measured(row: Any) -> list[Measured]:
    from bench.world import unit  # noqa: PLC0415
    from chungtay.submissions.models import Submission  # noqa: PLC0415
    from chungtay.submissions.queries import completeness  # noqa: PLC0415
    from chungtay.submissions.totals import totals  # noqa: PLC0415

    province = unit("38")
    asked = Submission.objects.filter(round=row).count()
    within = Submission.objects.filter(round=row, province=province).count()
    check(row, province.pk, totals(row, territory=province))
    country: Sql = (_BY_COLUMNS.format(key="province_id", where=""), (row.pk,))
    communes: Sql = (_BY_COLUMNS.format(key="commune_id", where="AND province_id = %s"), (row.pk, province.pk))
    as_rows: Sql = (_BY_ROWS, (row.pk,))
    rates: Sql = (_RATES, (row.pk,))
    rates_there: Sql = (f"{_RATES} AND province_id = %s", (row.pk, province.pk))
    wanted: list[tuple[str, int, Callable[[], object], Sql]] = [
        ("country by province × 30 indicators", asked, lambda: totals(row, by="province"), country),
        ("the same, beside a scan of the answers as rows", asked, lambda: totals(row, by="province"), as_rows),
        ("Thanh Hóa by commune × 30 indicators", within, lambda: totals(row, territory=province, by="commune"), communes),
        ("reporting and on-time rate of the country", asked, lambda: completeness(row), rates),
        ("the same of Thanh Hóa", within, lambda: completeness(row, territory=province), rates_there),
    ]
    found = [Measured(question, rows, median_ms(work, RUNS), _floor(sql)) for question, rows, work, sql in wanted]
    return [*found, accepting(row)]


def _floor(sql: Sql) -> float:
    return median_ms(lambda: fetch(sql), RUNS)


def check(row: Any, province: int, ours: Any) -> None:
    """The totals of a province are those of its answers."""
    rows = fetch((_BY_ROWS.replace("GROUP BY", "AND s.province_id = %s GROUP BY"), (row.pk, province)))
    (found,) = ours.values()
    told = {cell.indicator: total.value for cell, total in found.items()}
    assert told == {indicator: int(value) for _province, indicator, value, _count in rows}


def accepting(row: Any) -> Measured:
    """Milliseconds in the database for accepting one submission with everything that this writes, beside one plain INSERT."""
    from chungtay.submissions.actions.collecting import accept_submission  # noqa: PLC0415
    from chungtay.submissions.models import Submission  # noqa: PLC0415

    times = []
    for one in Submission.objects.filter(round=row, status="submitted").order_by("pk")[:ACCEPTED]:
        with database_ms() as spent:
            accept_submission(one, by=None)
        times.append(sum(spent))
    return Measured("one submission accepted, in the database", 1, median(times), median_ms(_plain_insert, RUNS))


def _plain_insert() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditentry (recorded_at, actor_name, acting_as, act, subject_kind, subject_key, subject_name, details, "
            "agent) VALUES ('2026-11-20 02:00:00+00', '', '', 'bench', 'bench', '1', 'bench', '{}', '')"
        )


@contextmanager
def database_ms() -> Iterator[list[float]]:
    """How long each statement took."""
    spent: list[float] = []

    def timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append((time.perf_counter() - start) * 1000)

    with connection.execute_wrapper(timed):
        yield spent


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from bench.world import build  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    build()
    row = open_national_round()
    asking = ask_everybody(row)
    fill(row)
    facts = {"database": version(), "asking_s": round(asking, 1)}
    json.dump({"facts": facts, "measured": [asdict(one) for one in measured(row)]}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
