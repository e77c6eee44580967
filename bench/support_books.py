"""Bank and ledger of the world of bench/support.py: a line for every gift by bank, open lines, and entries from which the balances follow.

Entries of the first gifts of each commune and of every line stand one by one; those of the other gifts are one sum for each way of each
commune, so that the ledger says what the tables of support say and has about a million entries.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.db import connection

from bench.support_sql import COMMUNES, at, day, insert, letters, trace

_OF_NONE: Final = ("bank", "unidentified", "unclear")
_OF_MONEY: Final = (*_OF_NONE, "cash", "payable")
_GOODS: Final = ("blankets|chiếc", "warm_clothes|bộ")
_NAME: Final = "NGUYEN VAN AN"


def banking(programme: int, size: Any) -> Iterator[str]:
    number = "'10' || substr(CAST(100000000 + c.n AS text), 2)"
    columns = {"id": "c.n + 1", "unit_id": "c.unit_id", "bank_bin": "'970436'", "number": number, "holder": "'UY BAN NHAN DAN XA'"}
    columns |= {"note": "''", "opened_on": day("800"), "recorded_at": at()}
    yield insert("banking_bankaccount", columns, "bench_commune c")
    columns = {"statement_id": "g.n + 1", "account_id": "g.n + 1", "reference": "''", "other_name": f"'{_NAME}'", "other_account": "''"}
    booked = {"id": "g.i + 1", "row": "g.k + 1", "booked_on": day("g.age"), "is_credit": "true", "amount_vnd": "g.amount"}
    booked |= {"description": "'ung ho cac chau, lan ' || g.k", "fingerprint": "'b' || g.k"}
    yield insert("banking_statementline", columns | booked, "bench_gift g WHERE g.way = 'bank'")
    yield from _open(columns, size)
    sums = (
        "(SELECT account_id, count(*) AS lines, sum(CASE WHEN is_credit THEN amount_vnd ELSE 0 END) AS came, "
        "sum(CASE WHEN is_credit THEN 0 ELSE amount_vnd END) AS went FROM banking_statementline GROUP BY account_id) s"
    )
    file = {"id": "c.n + 1", "file": "'bench.csv'", "name": "'sao-ke.csv'", "media_type": "'text/csv'", "size": "1"}
    yield insert("files_attachment", file | {"sha256": "'bench-' || (c.n + 1)", "uploaded_at": at()}, "bench_commune c")
    columns = {
        "id": "s.account_id",
        "account_id": "s.account_id",
        "file_id": "s.account_id",
        "sha256": "'bench-' || s.account_id",
        "layout": "'bidv'",
    }
    columns |= {"starts_on": day("790"), "ends_on": day("0"), "opening_vnd": "0", "closing_vnd": "s.came - s.went", "loaded_at": at()}
    columns |= {"credit_vnd": "s.came", "debit_vnd": "s.went", "line_count": "s.lines", "known_count": "0"}
    yield insert("banking_statement", columns, sums)
    columns = {"line_id": "g.i + 1", "use": "'gift'", "programme_id": str(programme), "contribution_id": "g.i + 1", "delivery_code": "''"}
    columns |= {"note": "''", "is_undone": "false", "booked_at": at()}
    yield insert("support_linebooking", columns, "bench_gift g WHERE g.way = 'bank'")


def _open(columns: dict[str, str], size: Any) -> Iterator[str]:
    """Of twenty one is a fee, ten name a pledge that is awaited, five come from somebody who is known, four say nothing."""
    count = f"CASE c.n WHEN 0 THEN {size.full} WHEN 1 THEN {size.queue} ELSE {size.open} END"
    pledge = f"(e.i % 5 + e.i / 5 % {max(1, size.pledges // size.communes // 10)} * 10) * {COMMUNES} + c.n"
    words = (
        "CASE WHEN e.i % 20 = 0 THEN 'thu phi quan ly tai khoan' WHEN e.i % 20 <= 10 "
        "THEN 'MBVCB.55' || e.i || '.ung ho ' || k.code || '.CT tu 0123' ELSE 'ung ho tre em ' || e.i END"
    )
    columns |= {"id": f"{size.gifts} + c.n * 100000 + e.i + 1", "statement_id": "c.n + 1", "account_id": "c.n + 1", "row": "100000 + e.i"}
    columns |= {"booked_on": day("e.i % 30"), "is_credit": "e.i % 20 <> 0", "description": words, "fingerprint": "'o' || e.i"}
    columns |= {"amount_vnd": "CASE WHEN e.i % 20 = 0 THEN 11000 ELSE 100000 * (1 + e.i % 97) END"}
    columns |= {"other_name": f"CASE WHEN e.i % 20 BETWEEN 11 AND 15 THEN 'HOI HOA SEN ' || (e.i % 30 * 1000000 + c.n) ELSE '{_NAME}' END"}
    yield insert(
        "banking_statementline",
        columns,
        f"bench_commune c JOIN (SELECT i FROM bench_number WHERE i < {size.full}) e ON e.i < {count} JOIN bench_code k ON k.t = {pledge}",
    )


# ── The ledger ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def ledger(programme: int, size: Any) -> Iterator[str]:
    yield from _accounts(programme)
    lines = (
        "SELECT account_id - 1 AS n, 'VND' AS commodity, amount_vnd AS amount, 'SK-' || id AS subject, '' AS gift, booked_on AS day "
        "FROM banking_statementline"
    )
    yield _entries("receipt", "bank", "unidentified", f"{lines} WHERE is_credit")
    yield _entries("paid_out", "unclear", "bank", f"{lines} WHERE NOT is_credit")
    gift, given = trace("g.lettered"), "bench_gift g WHERE g.way = '{}'"
    for kind, debit, credit, way in (
        ("receipt", "cash", "gifts", "cash"),
        ("receipt", "store", "gifts", "goods"),
        ("direct", "direct_out", "direct_in", "direct"),
    ):
        yield from _each_or_sum(kind, debit, credit, given.format(way), {"amount": "g.amount", "subject": gift, "age": "g.age"}, size)
    named = {"amount": "g.amount", "subject": "'SK-' || (g.i + 1)", "age": "g.age"}
    yield from _each_or_sum("identified", "unidentified", "gifts", given.format("bank"), named, size)
    part = {"amount": "g.one", "subject": f"'PB-' || {letters('g.id', 5)} || 'AAA'", "age": "g.age"}
    yield from _each_or_sum("allocation", "gifts", "allocated", "bench_part g WHERE true", part, size)
    part |= {"subject": f"'BG-' || {letters('g.delivery', 5)} || 'AAA'", "age": "g.handed_age"}
    for way, credit in (("bank", "payable"), ("cash", "cash"), ("goods", "store")):
        yield from _each_or_sum("delivery", "allocated", credit, f"bench_part g WHERE g.is_handed AND g.way = '{way}'", part, size)
    from chungtay.ledger.invariants import _SUMS  # noqa: PLC0415 — Django must be set up first

    yield f"INSERT INTO ledger_balance (account_id, amount) SELECT account_id, amount FROM ({_SUMS}) s"


def _accounts(programme: int) -> Iterator[str]:
    kinds = (*_OF_MONEY, "gifts", "allocated", "direct_out", "direct_in")
    known = [(kind, "VND") for kind in kinds] + [(kind, thing) for kind in ("gifts", "allocated", "store") for thing in _GOODS]
    known += [("direct_out", _GOODS[0]), ("direct_in", _GOODS[0])]
    for kind, commodity in known:
        part = "b.number" if kind == "bank" else "''"
        owner = "CAST(NULL AS bigint)" if kind in _OF_NONE else str(programme)
        columns = {"kind": f"'{kind}'", "unit_id": "b.unit_id", "programme_id": owner, "commodity": f"'{commodity}'", "part": part}
        yield insert("ledger_account", columns, "banking_bankaccount b")
    yield (
        "CREATE TEMPORARY TABLE bench_account AS SELECT a.id, a.kind, a.commodity, c.n FROM ledger_account a "
        "JOIN bench_commune c ON c.unit_id = a.unit_id"
    )
    yield "CREATE UNIQUE INDEX bench_account_once ON bench_account (kind, commodity, n)"
    yield "ANALYZE bench_account"
    if connection.vendor == "postgresql":
        yield "ANALYZE banking_statementline"


def _each_or_sum(kind: str, debit: str, credit: str, source: str, said: dict[str, str], size: Any) -> Iterator[str]:
    named = f"{said['subject']} AS subject, {trace('g.lettered')} AS gift"
    each = f"g.n, g.commodity, {said['amount']} AS amount, {named}, {day(said['age'])} AS day"
    yield _entries(kind, debit, credit, f"SELECT {each} FROM {source} AND g.k < {size.detailed}")
    summed = f"g.n, g.commodity, sum({said['amount']}) AS amount, '' AS subject, '' AS gift, {day('1')} AS day"
    yield _entries(kind, debit, credit, f"SELECT {summed} FROM {source} AND g.k >= {size.detailed} GROUP BY g.n, g.commodity")


def _entries(kind: str, debit: str, credit: str, source: str) -> str:
    columns = {"kind": f"'{kind}'", "booked_on": "x.day", "debit_id": "d.id", "credit_id": "c.id", "amount": "x.amount", "note": "''"}
    columns |= {"subject": "x.subject", "gift": "x.gift", "recorded_at": at()}
    ends = [
        f"JOIN bench_account {end} ON {end}.kind = '{name}' AND {end}.commodity = x.commodity AND {end}.n = x.n"
        for end, name in (("d", debit), ("c", credit))
    ]
    return insert("ledger_entry", columns, f"({source}) x {' '.join(ends)}")
