"""A million entries: sealed, exported, verified, proved, looked up; run by bench/__main__.py once per database, its answer is JSON.

A third are gifts to 1,000 communes, each allocated and half delivered; nothing is random. The verifier is the stranger's program in a
process of its own; its floor is reading the same file and hashing every line and node with SHA-256, nothing else.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import django
from django.db import connection, transaction

from bench.places import Measured, median_ms, version

GIFTS: Final = 333_334
UNITS: Final = 1_000
KINDS: Final = ("bank", "gifts", "allocated")
ROOT: Final = Path(__file__).resolve().parent.parent
_COLUMNS: Final = "kind, booked_on, debit_id, credit_id, amount, subject, gift, note, recorded_at"
# By entry kind: from where to where, and which part of the gift, in thousandths.
_STEPS: Final = (("receipt", "bank", "gifts", 1000), ("allocation", "gifts", "allocated", 1000), ("delivery", "allocated", "bank", 500))


def fill() -> None:
    """The accounts and the entries written straight into the tables, and balances that are their sums."""
    is_postgres = connection.vendor == "postgresql"
    with transaction.atomic(), connection.cursor() as cursor:
        if is_postgres:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for kind in KINDS:
            cursor.execute(
                f"INSERT INTO ledger_account (kind, unit_id, commodity, part) SELECT '{kind}', id, 'VND', '' FROM places_orgunit "
                f"WHERE type = 40 ORDER BY id LIMIT {UNITS}"
            )
        cursor.execute(
            "CREATE TEMP TABLE numbered AS SELECT *, row_number() OVER (PARTITION BY kind ORDER BY unit_id) - 1 AS n FROM ledger_account"
        )
        series = f"generate_series(0, {GIFTS - 1}) AS g (i)"
        if not is_postgres:
            series = f"(WITH RECURSIVE g (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM g WHERE i < {GIFTS - 1}) SELECT i FROM g) g"
        code = "'G' || lpad(CAST(g.i AS text), 11, '0')" if is_postgres else "printf('G%011d', g.i)"
        for kind, debit, credit, share in _STEPS:
            cursor.execute(
                f"INSERT INTO ledger_entry ({_COLUMNS}) SELECT '{kind}', '2026-03-02', d.id, c.id, "
                f"(1000 + g.i % 97 * 1000) * {share} / 1000, 'TN-' || g.i, {code}, '', '2026-03-02 05:00:00+00:00' "
                f"FROM {series} JOIN numbered d ON d.kind = '{debit}' AND d.n = g.i % {UNITS} "
                f"JOIN numbered c ON c.kind = '{credit}' AND c.n = g.i % {UNITS}"
            )
        from chungtay.ledger.invariants import _SUMS  # noqa: PLC0415

        cursor.execute(f"INSERT INTO ledger_balance (account_id, amount) SELECT account_id, amount FROM ({_SUMS}) s")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if is_postgres else "ANALYZE")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def hash_everything(path: Path) -> None:
    """Every line as a leaf and as many nodes as the tree has."""
    with path.open("rb") as file:
        root = b"\0" * 32
        for line in file:
            leaf = sha256(b"\x00" + line[:-1]).digest()
            root = sha256(b"\x01" + root + leaf).digest()


def whole_file(path: Path) -> list[Measured]:
    """Sealing, exporting and verifying, each once: they take seconds."""
    from chungtay.core import clock  # noqa: PLC0415
    from chungtay.ledger.actions import seal  # noqa: PLC0415
    from chungtay.ledger.export import lines  # noqa: PLC0415
    from chungtay.ledger.tree import latest_head  # noqa: PLC0415

    def export() -> None:
        head = latest_head()
        assert head is not None
        with path.open("wb") as file:
            file.writelines(lines(head))

    def verify() -> None:
        subprocess.run([sys.executable, str(ROOT / "ops" / "verify_ledger.py"), str(path)], check=True, stdout=subprocess.DEVNULL)

    entries, sealing = GIFTS * 3, seconds(lambda: seal(clock.now()))
    exporting = seconds(export)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verifying = seconds(verify)
    floor = seconds(lambda: hash_everything(path)) * 1000
    again = seconds(lambda: seal(clock.now()))
    return [
        Measured("sealing all of them", entries, sealing * 1000, floor),
        Measured("sealing once more, nothing new", 0, again * 1000, floor),
        Measured(
            f"exporting ({path.stat().st_size / 1e6:,.0f} MB, with at most {most:,.0f} MB of memory)", entries, exporting * 1000, floor
        ),
        Measured("verifying as a stranger", entries, verifying * 1000, floor),
    ]


def one_by_one() -> list[Measured]:
    """What pages ask."""
    from chungtay.ledger import published, queries, tree  # noqa: PLC0415
    from chungtay.ledger.actions import AccountKey, Posting, book  # noqa: PLC0415
    from chungtay.ledger.enums import AccountKind, EntryKind  # noqa: PLC0415
    from chungtay.ledger.models import Account, Balance, Entry  # noqa: PLC0415

    account = Account.objects.filter(kind="bank").order_by("pk")[7]
    entry, head = Entry.objects.get(gift="G00000123456", kind="delivery"), tree.latest_head()
    assert head is not None
    key_ms = median_ms(lambda: Entry.objects.get(pk=entry.pk))
    bank, gifts = (AccountKey(kind, account.unit_id) for kind in (AccountKind.BANK, AccountKind.GIFTS))
    posting = Posting(EntryKind.RECEIPT, bank, gifts, 1_000)

    def summed() -> int:
        return sum(one.amount for one in queries.balances(Account.objects.filter(pk=account.pk), on=date(2026, 4, 1)))

    assert summed() == Balance.objects.get(pk=account.pk).amount
    recomputed = median_ms(summed)
    return [
        Measured("a balance, beside summing its entries", 1, median_ms(lambda: Balance.objects.get(pk=account.pk)), recomputed),
        Measured(
            "all balances of the country by kind, beside a key look-up",
            3_000,
            median_ms(lambda: queries.balances(Account.objects.all())),
            key_ms,
        ),
        Measured("the entries of a gift, beside a key look-up", 3, median_ms(lambda: published.gift("G00000123456")), key_ms),
        Measured("a proof of inclusion, beside a key look-up", 20, median_ms(lambda: tree.prove(entry, head)), key_ms),
        Measured("booking one entry, beside a key look-up", 1, median_ms(lambda: book([posting], by=None, on=date(2026, 4, 1))), key_ms),
    ]


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_units", verbosity=0, stdout=sys.stderr)
    fill()
    with tempfile.TemporaryDirectory(prefix="chungtay-ledger-") as folder:
        measured = whole_file(Path(folder) / "so-cai.jsonl")
    answer: dict[str, Any] = {"facts": {"database": version()}, "measured": [asdict(one) for one in [*measured, *one_by_one()]]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
