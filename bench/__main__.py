"""`make bench`: ask both databases and the pages, print the tables and write bench/results.md.

It takes a few minutes; let nothing else run meanwhile.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.papers import papers_table
from bench.statements import statements_table
from tests.postgres import private_postgres

RESULTS: Final = Path(__file__).resolve().parent / "results.md"
HEAD: Final = """# Measured

Written by `make bench`. Milliseconds are medians and say something only about the machine of that run; the ratios are what to compare.
The floor of a question is a bare scan of the same rows: they are copied to a table that holds nothing else, which is read whole in the
same run. Where a question gives back less than it reads (a count, the first 20), what it reads is counted in that table. "Recursive"
asks the dated placements themselves (a recursive CTE, bench/recursive.py); its answer is checked to be the same.
PostgreSQL ran with fsync off, which reading does not notice.
"""
BOTH: Final = "The two eras stand in one table; the generator (bench/world.py) has no chance in it."


def asked(module: str, **environment: str) -> Any:
    """The JSON that `python -m <module>` prints over an empty database in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="chungtay-bench-") as folder:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("CHUNGTAY_")}
        ours = {"CHUNGTAY_VAR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-m", module]
        done = subprocess.run(command, env=inherited | ours | environment, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def places_table(answer: dict[str, Any]) -> str:
    facts = answer["facts"]
    lines = [
        f"\n## {facts['database']}: {facts['units']:,} units, {facts['placements']:,} placements, {facts['lineage']:,} rows of lineage",
        "",
        "| question | rows | ms | floor ms | ratio | recursive ms | ratio |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for one in answer["measured"]:
        ms, floor, slow = one["ms"], one["floor_ms"], one["recursive_ms"]
        recursive = f"{slow:,.2f} | {slow / floor:,.1f}" if slow is not None else "|"
        lines.append(f"| {one['question']} | {one['rows']:,} | {ms:,.2f} | {floor:,.2f} | {ms / floor:,.1f} | {recursive} |")
    return "\n".join(lines) + "\n"


def figures_table(answers: list[dict[str, Any]]) -> str:
    lines = [
        "\n## Figures: a million needs of 53,979 schools",
        "",
        "Bare: the best SQL that we could write by hand for the same cells, warm, in the same run, the fastest of several ways",
        "(bench/figures.py). Ours counts every margin besides. Rows: what the answer rests on.",
        "",
        "| database | question | rows | ms | bare ms | ratio |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for answer in answers:
        for one in answer["measured"]:
            numbers = f"{one['rows']:,} | {one['ms']:,.0f} | {one['floor_ms']:,.0f} | {one['ms'] / one['floor_ms']:,.2f}"
            lines.append(f"| {answer['facts']['database']} | {one['question']} | {numbers} |")
    return "\n".join(lines) + "\n"


def rounds_table(answers: list[dict[str, Any]]) -> str:
    lines = [
        "\n## Rounds: 53,979 schools answer 30 indicators",
        "",
        "Bare: the same answer by SQL written by hand, in the same run; the second line beside adding up the answers as rows, which are",
        "the truth (bench/rounds.py). Accepting: the statements of one acceptance added up, beside one INSERT.",
        "",
        "| database | question | rows | ms | bare ms | ratio |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for answer in answers:
        for one in answer["measured"]:
            numbers = f"{one['rows']:,} | {one['ms']:,.1f} | {one['floor_ms']:,.1f} | {one['ms'] / one['floor_ms']:,.2f}"
            lines.append(f"| {answer['facts']['database']} | {one['question']} | {numbers} |")
    asking = ", ".join(f"{answer['facts']['asking_s']} s on {answer['facts']['database']}" for answer in answers)
    return "\n".join([*lines, "", f"Asking all of them: {asking}."]) + "\n"


def deadline_table(answer: dict[str, Any]) -> str:
    facts = answer["facts"]
    held = "agree" if facts["agrees"] else "DIFFER"
    lines = [
        "\n## The evening before the deadline",
        "",
        f"{facts['came']:,} clerks came within {facts['arrivals_s']} s (six a second, for five seconds thirty, six again) while officers",
        "read four pages a second, three of communes and one of a province of 166, through gunicorn and PostgreSQL, on",
        f"{facts['cores']} cores with those who ask. To repeat it alone:",
        "`python -m bench deadline`. A visit is four requests; the whole visit counts from the moment the clerk came, also while",
        f"they wait. {facts['sent']:,} visits were done, {facts['in_database']:,} answers are on record, {facts['faults']} faults; all",
        f"was over, or given up, after {facts['seconds']} s: {facts['carried_s']} visits a second. Processor seconds:",
        f"server {facts['server_cpu_s']}, database {facts['database_cpu_s']}, those who ask {facts['clients_cpu_s']}. Load",
        f"of the machine before: {facts['load_before']}. Totals and a full recomputation {held}.",
        "",
        "| request | n | p50 ms | p95 ms | p99 ms |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one['request']} | {one['n']:,} | {one['p50']:,.0f} | {one['p95']:,.0f} | {one['p99']:,.0f} |" for one in answer["measured"]
    ]
    return "\n".join(lines) + "\n"


def on_both(bench: str) -> list[dict[str, Any]]:
    """What it measured on SQLite, and then on PostgreSQL."""
    answers = [asked(bench)]
    with private_postgres() as url:
        return [*answers, asked(bench, CHUNGTAY_DATABASE_URL=url)]


def evening() -> str:
    with private_postgres() as url:
        return deadline_table(asked("bench.deadline", CHUNGTAY_DATABASE_URL=url))


def ledger_table(answers: list[dict[str, Any]]) -> str:
    lines = [
        "\n## Ledger: a million entries",
        "",
        "Of the first four the floor is reading the exported file and hashing every line and node with SHA-256, nothing else",
        "(bench/ledger.py); of the others what stands beside them.",
        "",
        "| database | question | rows | ms | floor ms | ratio |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for answer in answers:
        for one in answer["measured"]:
            numbers = f"{one['rows']:,} | {one['ms']:,.1f} | {one['floor_ms']:,.1f} | {one['ms'] / one['floor_ms']:,.2f}"
            lines.append(f"| {answer['facts']['database']} | {one['question']} | {numbers} |")
    return "\n".join(lines) + "\n"


def support_table(answers: list[dict[str, Any]]) -> str:
    lines = ["\n## Support: 2,000,000 contributions, 3,000,000 allocations", ""]
    for answer in answers:
        facts = answer["facts"]
        lines.append(
            f"{facts['database']}: {facts['contributions']:,} contributions, {facts['allocations']:,} allocations, "
            f"{facts['deliveries']:,} deliveries, {facts['pledges']:,} pledges, {facts['lines']:,} lines of statements, "
            f"{facts['entries']:,} entries. Load of the machine: {facts['load']}. Doctor of support, ledger, banking: {facts['doctor']}.\n"
        )
    lines += [
        "Floor: the best statement written by hand for the rows that weigh most (it gives less than the page or the figure does), or a",
        "look-up by key, or what the line names (bench/support_asked.py, bench/support_done.py).",
        "Pages are whole: from the request to the last byte, in this process.",
        "",
        "| database | question | rows | ms | floor ms | ratio |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for answer in answers:
        for one in answer["measured"]:
            numbers = f"{one['rows']:,} | {one['ms']:,.1f} | {one['floor_ms']:,.1f} | {one['ms'] / one['floor_ms']:,.1f}"
            lines.append(f"| {answer['facts']['database']} | {one['question']} | {numbers} |")
    return "\n".join(lines) + "\n"


def pages_table(pages: list[dict[str, Any]]) -> str:
    lines = [
        "\n## Pages of the demo world: compressed bytes of a first visit, and queries",
        "",
        "With parts: style sheets, script, fonts and icon; a later visit brings the page alone.",
        "",
        "| page | who | page | with parts | files | queries |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for one in pages:
        sizes = f"{one['page_bytes']:,} | {one['with_parts_bytes']:,} | {one['parts']}"
        lines.append(f"| `{one['path']}` | {one['who'] or 'a visitor'} | {sizes} | {one['queries']} |")
    return "\n".join(lines) + "\n"


def shown(title: str, tables: Callable[[], str]) -> str:
    """Made, and printed as soon as it is there."""
    print(f"▸ {title}…", flush=True)
    told = tables()
    print(told, flush=True)
    return told


def main() -> None:
    said = [HEAD]
    print("▸ SQLite, PostgreSQL…", flush=True)
    sqlite, postgres = on_both("bench.places")
    print(places_table(sqlite), places_table(postgres), flush=True)
    counted = [
        shown("Con số", lambda: figures_table(on_both("bench.figures"))),
        shown("Đợt báo cáo", lambda: rounds_table(on_both("bench.rounds")) + ALONE["deadline"]()),
        shown("Sổ cái", ALONE["ledger"]),
        shown("Sao kê", ALONE["statements"]),
        shown("Nguồn lực", ALONE["support"]),
    ]
    print("▸ Trang…", flush=True)
    pages = asked("bench.pages")
    print(pages_table(pages), flush=True)
    print("▸ Văn bản…", flush=True)
    papers = asked("bench.papers")
    print(papers_table(papers), flush=True)
    machine = f"{os.cpu_count()} cores, Python {sqlite['facts']['python']}, {sqlite['facts']['database']}, {postgres['facts']['database']}."
    said += [
        f"\nMachine: {machine} {BOTH}\n",
        places_table(sqlite),
        places_table(postgres),
        *counted,
        pages_table(pages),
        papers_table(papers),
    ]
    RESULTS.write_text("".join(said), encoding="utf-8")
    print(f"✓ {RESULTS.parent.name}/{RESULTS.name}")


# What can be measured by itself: `python -m bench support`.
ALONE: Final[dict[str, Callable[[], str]]] = {
    "deadline": evening,
    "ledger": lambda: ledger_table(on_both("bench.ledger")),
    "statements": lambda: statements_table(on_both("bench.statements")),
    "support": lambda: support_table(on_both("bench.support")),
}


if __name__ == "__main__":
    for part in sys.argv[1:]:
        print(ALONE[part](), flush=True)
    if not sys.argv[1:]:
        main()
