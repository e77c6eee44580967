"""Bank statements of 50,000 lines: read in a process of their own, checked, loaded; run by bench/__main__.py once per database.

Beside each: the bare library that opens such a file (calamine, csv) reading the same bytes into rows in this process, with no look at
what they say. "All known": the same month once more, told by the other bank's layout, so that every line is compared and none is written.
"""

import csv
import io
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

import django
from python_calamine import CalamineWorkbook

LINES: Final = 50_000
DAY: Final = date(2026, 4, 1)


@dataclass(frozen=True, slots=True)
class Statement:
    """Seconds. `read`: the child process alone; `load`: all of it, to the commit; `bare`: the library that opens the file."""

    file: str
    megabytes: float
    lines: int
    new: int
    read: float
    load: float
    bare: float


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def bare_xlsx(content: bytes) -> int:
    return len(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())


def bare_csv(content: bytes) -> int:
    return len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))))


def measured() -> list[Statement]:
    """Each layout into an account of its own, then the other layout of the same month into the first account."""
    from chungtay.banking.actions.statements import load_statement  # noqa: PLC0415
    from chungtay.support.actions.statements import take_statement  # noqa: PLC0415
    from tests.make.banking import a_bank_account  # noqa: PLC0415 — Django must be set up first
    from tests.make.places import make_province  # noqa: PLC0415
    from tests.make.statements import a_statement_file, some_lines  # noqa: PLC0415

    unit = make_province().here.unit
    first, second, third = (a_bank_account(unit) for _account in range(3))
    lines = sorted(some_lines(LINES), key=lambda line: line.day)
    ways = (
        ("Techcombank, .xlsx", "techcombank", first, bare_xlsx, load_statement),
        ("BIDV, .csv", "bidv", second, bare_csv, load_statement),
        ("BIDV, .csv, all known", "bidv", first, bare_csv, load_statement),
        ("Techcombank, .xlsx, with its entries in the ledger", "techcombank", third, bare_xlsx, take_statement),
    )
    return [_one(name, a_statement_file(layout, lines, account=account), account, bare, take) for name, layout, account, bare, take in ways]


def _one(name: str, content: bytes, account: Any, bare: Callable[[bytes], int], take: Callable[..., Any]) -> Statement:
    from chungtay.banking.reading.asked import read_statement  # noqa: PLC0415

    floor, _ = seconds(lambda: bare(content))
    reading, read = seconds(lambda: read_statement(content, account, today=DAY))
    assert not read.faults, read.faults
    loading, loaded = seconds(lambda: take(account, by=None, upload=content, on=DAY))
    return Statement(name, len(content) / 1e6, read.count, loaded.new, reading, loading, floor)


def statements_table(answers: list[dict[str, Any]]) -> str:
    lines = [
        f"\n## Bank statements: {LINES:,} lines",
        "",
        "Seconds. Read: in a process of its own, every row understood and every balance checked. Load: reading, comparing with what is on",
        "record, and writing, to the commit. Bare: the library that opens the file, alone (bench/statements.py).",
        "",
        "| database | file | MB | new lines | read s | load s | bare s | read/bare | load/bare |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for answer in answers:
        for one in answer["measured"]:
            ratios = f"{one['read'] / one['bare']:,.1f} | {one['load'] / one['bare']:,.1f}"
            times = f"{one['read']:,.1f} | {one['load']:,.1f} | {one['bare']:,.2f} | {ratios}"
            lines.append(f"| {answer['facts']['database']} | {one['file']} | {one['megabytes']:,.1f} | {one['new']:,} | {times} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from bench.places import version  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    json.dump({"facts": {"database": version()}, "measured": [asdict(one) for one in measured()]}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
