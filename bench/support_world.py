"""The world of bench/support.py: gifts of every commune, what became of them, and the ledger that says the same.

2,000,000 contributions, 3,000,000 allocations, 200,000 pledges and as many open lines of statements (those of one commune 20,000, of
another 2,000), written straight into the tables with triggers, foreign keys and all indexes but the keys laid aside, which are put back
afterwards. Commune n has the gifts i with i % communes = n, so that `k` counts those of one commune: what a gift is follows from `k`
alone. Nothing is random; the invariants of support and of the ledger hold (`python -m bench support doctor`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from django.core.management.color import no_style
from django.db import connection, transaction

from bench.places import fetch
from bench.support_books import banking, ledger
from bench.support_sql import COMMUNES, at, cases, day, insert, letters, trace
from chungtay.banking.codes import _FREE, PREFIX, _check

_SUPPORT: Final = (
    "pledge", "pledgeline", "contribution", "contributionbalance", "allocation", "allocationbalance", "delivery", "deliveryline",
    "storebalance", "linebooking",
)  # fmt: skip
_BANKING: Final = ("banking_bankaccount", "banking_statement", "banking_statementline")
_LEDGER: Final = ("ledger_account", "ledger_entry", "ledger_balance")
TABLES: Final = ("needs_need", "donors_donor", "files_attachment", *(f"support_{name}" for name in _SUPPORT), *_BANKING, *_LEDGER)


@dataclass(frozen=True, slots=True)
class Size:
    """How much of it: `share` of the country for trying out, `detailed` gifts of each commune whose entries stand one by one."""

    share: int = 1
    detailed: int = 48
    full: int = 20_000
    queue: int = 2_000
    open: int = 54

    @property
    def gifts(self) -> int:
        return 2_000_000 // self.share

    @property
    def communes(self) -> int:
        return 3_200 // self.share

    @property
    def pledges(self) -> int:
        return self.gifts // 10


def fill(programme: int, size: Size) -> None:
    with connection.constraint_checks_disabled(), transaction.atomic(), laid_aside():
        _numbers(size)
        _temporary(size)
        _gifts_and_parts(size)
        for text in (*_rows(programme), *banking(programme, size), *ledger(programme, size)):
            run(text)
    if connection.vendor == "postgresql":  # as autovacuum does; SQLite works without statistics, because nothing in the product makes them
        run("VACUUM ANALYZE")


def run(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text)


@contextmanager
def laid_aside() -> Iterator[None]:
    """Indexes and triggers of the tables taken away and put back: a tenth of the time. Keys of constraints stay."""
    names = ", ".join(f"'{table}'" for table in TABLES)
    if connection.vendor == "postgresql":
        run("SET LOCAL session_replication_role = replica")
        of_none = "NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"
        kept = fetch((f"SELECT 'INDEX', i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename IN ({names}) AND {of_none}", ()))
    else:
        kept = fetch((f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ({names}) AND type <> 'table' AND sql <> ''", ()))
    for kind, name, _text in kept:
        run(f'DROP {kind} "{name}"')
    yield
    for _kind, _name, text in kept:
        run(text)
    from django.apps import apps  # noqa: PLC0415 — Django must be set up first

    models = [model for model in apps.get_models() if model._meta.db_table in TABLES]
    for text in connection.ops.sequence_reset_sql(no_style(), models):
        run(text)


# ── What rows follow from ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _numbers(size: Size) -> None:
    run(
        "CREATE TEMPORARY TABLE bench_number AS WITH RECURSIVE numbers (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers "
        f"WHERE i < {size.gifts - 1}) SELECT i FROM numbers"
    )
    run("ANALYZE bench_number")
    run("CREATE TEMPORARY TABLE bench_code (t integer PRIMARY KEY, code varchar(10))")
    with connection.cursor() as cursor:
        for start in range(0, size.pledges, 2_000):
            some = [(t, payment_code(t)) for t in range(start, min(start + 2_000, size.pledges))]
            marks = ", ".join(f"({t}, '{code}')" for t, code in some)
            cursor.execute(f"INSERT INTO bench_code VALUES {marks}")


def payment_code(number: int) -> str:
    free = f"{number * 7919 % 10**_FREE:0{_FREE}d}"
    return f"{PREFIX}{free}{_check(free)}"


def _temporary(size: Size) -> None:
    """Communes, those of Thanh Hóa first, with their schools."""
    living = f"l.valid_from <= {day('0')} AND l.valid_to > {day('0')}"
    schools = f"SELECT count(*) FROM places_lineage l WHERE l.commune_id = u.id AND l.school_id = l.unit_id AND {living}"
    run(
        "CREATE TEMPORARY TABLE bench_commune AS SELECT * FROM (SELECT row_number() OVER (ORDER BY is_near DESC, code) - 1 AS n, x.* FROM ("
        f"SELECT u.id AS unit_id, u.code, l.province_id, p.code = '38' AS is_near, ({schools}) AS schools FROM places_orgunit u "
        f"JOIN places_lineage l ON l.unit_id = u.id AND l.commune_id = u.id AND {living} JOIN places_orgunit p ON p.id = l.province_id) x "
        f"WHERE x.schools > 0) y WHERE n < {size.communes}"
    )
    _keyed("bench_commune", "n")
    run(
        "CREATE TEMPORARY TABLE bench_school AS SELECT c.n, l.unit_id, row_number() OVER (PARTITION BY c.n ORDER BY l.unit_id) - 1 AS s, "
        f"row_number() OVER (ORDER BY c.n, l.unit_id) AS need FROM bench_commune c JOIN places_lineage l ON l.commune_id = c.unit_id "
        f"AND l.school_id = l.unit_id AND {living}"
    )
    _keyed("bench_school", "n, s")


def _keyed(table: str, columns: str) -> None:
    run(f"CREATE UNIQUE INDEX {table}_once ON {table} ({columns})")
    run(f"ANALYZE {table}")


def _gifts_and_parts(size: Size) -> None:
    way = cases("x.k % 8", bank="0", cash="1, 2, 3", goods="4, 5", direct="6, 7")
    parts = (
        "CASE WHEN x.k % 8 >= 6 OR x.k % 10 = 0 THEN 0 WHEN x.k % 10 <= 2 THEN 1 WHEN x.k % 10 <= 6 THEN 2 "
        "WHEN x.k % 10 = 9 THEN 4 ELSE 3 END"
    )
    run(
        "CREATE TEMPORARY TABLE bench_gift AS SELECT y.*, c.unit_id, c.schools, "
        "y.one * CASE WHEN y.parts IN (0, 4) THEN y.parts + 1 ELSE y.parts END AS amount, "
        "CASE WHEN y.kind = 'money' THEN 'VND' WHEN y.kind = 'blankets' THEN 'blankets|chiếc' ELSE 'warm_clothes|bộ' END AS commodity, "
        "(CASE WHEN y.k % 20 <> 3 THEN CASE WHEN y.parts < 2 THEN y.parts ELSE 2 END ELSE 0 END) "
        "+ (CASE WHEN (y.k + 1) % 20 <> 3 AND y.parts > 2 THEN y.parts - 2 ELSE 0 END) AS handed "
        f"FROM (SELECT x.*, {way} AS way, {cases('x.k % 8', money='0, 1, 2, 3, 6', blankets='4, 7', warm_clothes='5')} AS kind, "
        f"{parts} AS parts, CASE WHEN x.k % 8 IN (4, 5, 7) THEN 1 + x.i % 20 ELSE 100000 * CAST(1 + x.i % 97 AS bigint) END AS one, "
        f"{letters('x.i', 5)} AS lettered FROM (SELECT i, i % {size.communes} AS n, i / {size.communes} AS k, "
        f"(i / {size.communes} * 7 + i % {size.communes}) % 730 AS age FROM bench_number) x) y JOIN bench_commune c ON c.n = y.n"
    )
    _keyed("bench_gift", "i")
    run(
        "CREATE TEMPORARY TABLE bench_part AS SELECT p.*, s.unit_id AS school, CASE WHEN (p.k + p.j) % 4 = 0 THEN s.need END AS need FROM ("
        "SELECT g.i * 4 + j.j + 1 AS id, g.i * 2 + j.j / 2 + 1 AS delivery, g.i, g.n, g.k, j.j, g.one, "
        "g.unit_id, g.schools, g.way, g.kind, g.commodity, "
        "g.lettered, (g.k + j.j / 2) % 20 <> 3 AS is_handed, (g.k + j.j / 2) % 20 NOT IN (3, 5) AS is_confirmed, "
        "CASE WHEN g.age < 10 THEN 0 ELSE g.age - 10 END AS age, "
        "CASE WHEN g.age < 10 + g.k % 25 THEN 0 ELSE g.age - 10 - g.k % 25 END AS handed_age "
        "FROM bench_gift g JOIN (SELECT 0 AS j UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) j ON j.j < g.parts"
        ") p JOIN bench_school s ON s.n = p.n AND s.s = (p.k + p.j / 2) % p.schools"
    )
    run("ANALYZE bench_part")


# ── Rows of support ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(programme: int) -> Iterator[str]:
    yield _donors()
    yield from _pledges(programme)
    yield from _gifts(programme)
    yield from _parts()
    yield _needs(programme)


def _donors() -> str:
    name = "'Hội Hoa Sen ' || (n.k * 1000000 + n.n)"
    columns = {"id": "n.i + 1", "kind": "'group'", "name": name, "public_as": "'none'", "kept_by_id": "n.unit_id", "recorded_at": at()}
    columns |= dict.fromkeys(("alias", "contact", "phone", "email", "address", "tax_code", "note"), "''")
    return insert("donors_donor", columns | {"name_key": "''", "search_text": "''", "sort_key": name}, "bench_gift n WHERE n.k < 30")


_DONOR: Final = f"(g.k % 30) * {COMMUNES} + g.n + 1"
_STATE: Final = cases("g.k / 8 % 10", offered="0", proposed="1", agreed="2, 3, 4", fulfilled="5, 6, 7, 8", expired="9")
_PROMISED: Final = f"bench_gift g JOIN bench_code c ON c.t = g.k / 8 * {COMMUNES} + g.n WHERE g.k % 8 = 0"


def _pledges(programme: int) -> Iterator[str]:
    columns = {"id": "c.t + 1", "payment_code": "c.code", "trace_code": trace("g.lettered", "B"), "donor_id": _DONOR}
    columns |= {"programme_id": str(programme), "unit_id": "g.unit_id", "status": _STATE, "plan": "''", "end_reason": "''", "once": "''"}
    columns |= {"planned_on": day("c.t % 90 - 45"), "offered_on": day("c.t % 90 + 60"), "expires_on": day("-60"), "recorded_at": at()}
    yield insert("support_pledge", columns, _PROMISED)
    held = "CASE WHEN g.k / 8 % 10 IN (2, 3, 4) THEN s.need END"
    columns = {"id": "c.t + 1", "pledge_id": "c.t + 1", "kind": "'money'", "is_money": "true", "amount_vnd": "g.amount", "measure": "''"}
    columns |= {"need_id": held, "need_quantity": f"CASE WHEN {held} IS NULL THEN 0 ELSE 1 END", "need_vnd": "0", "category": "''"}
    columns |= {"came": f"CASE WHEN {_STATE} = 'fulfilled' THEN g.amount ELSE 0 END", "is_dropped": "false"}
    yield insert(
        "support_pledgeline", columns, _PROMISED.replace(" WHERE", " JOIN bench_school s ON s.n = g.n AND s.s = g.k % g.schools WHERE")
    )
    columns |= {"id": "c.t + 1 + (SELECT count(*) FROM bench_number)", "kind": "'blankets'", "is_money": "false", "amount_vnd": "NULL"}
    columns |= {"quantity": "5", "measure": "'chiếc'", "need_id": "NULL", "need_quantity": "0", "came": "0"}
    yield insert("support_pledgeline", columns, f"{_PROMISED} AND g.k / 8 % 10 IN (0, 2, 4)")


def _gifts(programme: int) -> Iterator[str]:
    promised = f"bench_gift g LEFT JOIN bench_code c ON g.k % 8 = 0 AND g.k / 8 % 10 IN (5, 6, 7, 8) AND c.t = g.k / 8 * {COMMUNES} + g.n"
    is_money = "g.kind = 'money'"
    columns = {"id": "g.i + 1", "programme_id": str(programme), "unit_id": "g.unit_id", "trace_code": trace("g.lettered"), "way": "g.way"}
    columns |= {"kind": "g.kind", "is_money": is_money, "quantity": f"CASE WHEN {is_money} THEN NULL ELSE g.amount END"}
    columns |= {"measure": "CASE g.kind WHEN 'money' THEN '' WHEN 'blankets' THEN 'chiếc' ELSE 'bộ' END", "note": "''"}
    columns |= {
        "value_vnd": f"CASE WHEN {is_money} THEN g.amount ELSE g.amount * 150000 END",
        "value_estimate": f"CASE WHEN {is_money} THEN 'exact' ELSE 'about' END",
    }
    columns |= {
        "giver": "'Hội Hoa Sen ' || (g.k % 30 * 1000000 + g.n)",
        "donor_id": _DONOR,
        "pledge_line_id": "c.t + 1",
        "earmark_category": "''",
    }
    columns |= {"line_id": "CASE WHEN g.way = 'bank' THEN g.i + 1 END", "received_on": day("g.age"), "recorded_at": at()}
    yield insert("support_contribution", columns, promised)
    columns = {"contribution_id": "g.i + 1", "received": "g.amount", "refunded": "0", "lost": "0"}
    for name, parts in (("allocated", "parts"), ("delivered", "handed")):
        columns[name] = f"CASE WHEN g.way = 'direct' THEN g.amount ELSE g.one * g.{parts} END"
    yield insert("support_contributionbalance", columns, "bench_gift g")
    columns = {"id": "g.i + 1", "contribution_id": "g.i + 1", "place_id": "g.unit_id", "quantity": "g.amount - g.one * g.handed"}
    yield insert("support_storebalance", columns, "bench_gift g WHERE g.way = 'goods'")


def _parts() -> Iterator[str]:
    columns = {"id": "p.id", "code": f"'PB-' || {letters('p.id', 5)} || 'AAA'", "contribution_id": "p.i + 1", "unit_id": "p.school"}
    columns |= {"need_id": "p.need", "amount": "p.one", "need_quantity": "CASE WHEN p.need IS NULL THEN 0 ELSE 1 END", "need_vnd": "0"}
    yield insert("support_allocation", columns | {"allocated_on": day("p.age"), "note": "''", "recorded_at": at()}, "bench_part p")
    columns = {"allocation_id": "p.id", "amount": "p.one"}
    columns |= {
        name: f"CASE WHEN p.is_{flag} THEN p.one ELSE 0 END" for name, flag in (("delivered", "handed"), ("confirmed", "confirmed"))
    }
    yield insert("support_allocationbalance", columns, "bench_part p")
    confirmed = "CASE WHEN p.is_confirmed THEN {} END"
    columns = {"id": "p.delivery", "code": f"'BG-' || {letters('p.delivery', 5)} || 'AAA'", "unit_id": "p.school", "place": "''"}
    columns |= {"delivered_on": day("p.handed_age"), "giver_name": "'Bên giao'", "receiver_name": "'Bên nhận'", "recorded_at": at()}
    columns |= {"status": "CASE WHEN p.is_confirmed THEN 'confirmed' ELSE 'handed_over' END", "confirmed_at": confirmed.format(at())}
    columns |= {"confirmed_on": confirmed.format(day("p.handed_age")), "note": "''", "end_reason": "''", "once": "''"}
    yield insert("support_delivery", columns, "bench_part p WHERE p.is_handed AND p.j % 2 = 0")
    columns = {"id": "p.id", "delivery_id": "p.delivery", "allocation_id": "p.id", "amount": "p.one"}
    columns |= {"met_quantity": "CASE WHEN p.need IS NULL THEN 0 ELSE 1 END", "store_id": "CASE WHEN p.way = 'goods' THEN p.unit_id END"}
    yield insert("support_deliveryline", columns, "bench_part p WHERE p.is_handed")


def _needs(programme: int) -> str:
    """One of every school, of which the pledges and allocations hold their parts, and what is confirmed is met."""
    held = "SELECT need, 1 AS n, CASE WHEN is_confirmed THEN 1 ELSE 0 END AS met FROM bench_part WHERE need IS NOT NULL"
    held += " UNION ALL SELECT need_id, need_quantity, 0 FROM support_pledgeline WHERE need_id IS NOT NULL"
    sums = f"SELECT need, sum(n) AS n, sum(met) AS met FROM ({held}) h GROUP BY need"
    met = "COALESCE(h.met, 0)"
    columns = {"id": "s.need", "programme_id": str(programme), "school_id": "s.unit_id", "category": "'lunch'", "what": "'Chăn ấm'"}
    columns |= {"quantity": "10000", "measure": "'chiếc'", "met_quantity": met, "promised_quantity": f"COALESCE(h.n, 0) - {met}"}
    columns |= {"promised_vnd": "0", "beneficiaries": "30", "beneficiaries_estimate": "'exact'", "urgency": "'normal'", "details": "'{}'"}
    columns |= {
        "status": f"CASE WHEN {met} > 0 THEN 'partly_met' ELSE 'published' END",
        "recorded_on": day("800"),
        "published_on": day("790"),
    }
    columns |= {"standing_on": day("10"), "submitted_on": day("795")}
    empty = ("item", "urgency_reason", "story", "road", "grid", "signal", "end_reason", "search_text")
    return insert("needs_need", columns | dict.fromkeys(empty, "''"), f"bench_school s LEFT JOIN ({sums}) h ON h.need = s.need")
