"""How fast the press prints: a report of 2 pages, and one of 40 with 20 tables, as Word and as PDF; on one core, warm, no two alike.

Beside each: the same words put into a file by a bare call of the library (python-docx, typst) without form, marks or tags, and LibreOffice
that converts our Word file to PDF (a new process with a new profile each time, as a server that leaned on it would have to). Run by
bench/__main__.py; the answer is JSON on standard output.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from statistics import median
from typing import Any, Final

import django
import docx
import pdfplumber
import typst

from chungtay.documents.decree30.sheet import Grid, compose
from chungtay.documents.layout import Align, Block, Cell, Column, Document, Heading, Level, Paragraph, Run, Table, plain
from chungtay.documents.press.docx import print_docx
from chungtay.documents.press.pdf import print_pdf
from tests.libreoffice import to_pdf
from tests.make.layouts import make_document

ROUNDS: Final = {"2 pages": 15, "40 pages, 20 tables": 5}
WORDS: Final = "Các cơ sở giáo dục chủ động, nghiêm túc cập nhật thông tin, huy động nguồn lực và báo cáo đúng thời hạn. "


@dataclass(frozen=True, slots=True)
class Paper:
    """Milliseconds, medians. `bare`: the library alone; `office`: LibreOffice from the same Word file to PDF."""

    document: str
    pages: int
    tables: int
    file: str
    ms: float
    bare_ms: float
    office_ms: float


def short_report(number: int) -> Document:
    return _report((*_chapter(number, 1, paragraphs=3, rows=8), *_chapter(number, 2, paragraphs=2, rows=0)), number)


def long_report(number: int) -> Document:
    return _report(tuple(block for part in range(20) for block in _chapter(number, part, paragraphs=5, rows=26)), number)


def _report(blocks: tuple[Block, ...], number: int) -> Document:
    return make_document(number=number, subject=f"Kết quả thực hiện chương trình lần thứ {number}", blocks=blocks)


def _chapter(number: int, part: int, *, paragraphs: int, rows: int) -> tuple[Block, ...]:
    """The number stands in every paragraph and every row, so that nothing of a document can be remembered for the next."""
    texts = [
        Paragraph((Run(f"Lần {number}, phần {part}, đoạn {n}: "), Run(f"{n} trường", mark=f"p{part}.{n}"), Run(f". {WORDS * 6}")))
        for n in range(paragraphs)
    ]
    head = (tuple(Cell((Run(name),)) for name in ("TT", "Trường", "Điểm trường", "Số trẻ")),)
    body = tuple(
        tuple(
            Cell((run,)) for run in (Run(f"{n}"), Run(f"Trường số {number}.{part}.{n}"), Run(f"Bản {n}"), Run(f"{n}", mark=f"t{part}.{n}"))
        )
        for n in range(1, rows + 1)
    )
    table = Table((Column(0.5), Column(3), Column(2), Column(1, Align.RIGHT)), head, body)
    return (Heading(Level.ROMAN, (Run(f"Kết quả {number}.{part}"),)), *texts, *((table,) if rows else ()))


def bare_docx(document: Document) -> bytes:
    """The words in python-docx's own template."""
    file, paper = BytesIO(), docx.Document()
    for block in compose(document).body:
        if isinstance(block, Grid):
            rows = (*block.table.head, *block.table.rows)
            grid = paper.add_table(len(rows), len(block.table.columns))
            for row, cells in zip(grid.rows, rows, strict=True):
                for place, cell in zip(row.cells, cells, strict=True):
                    place.text = plain(cell.runs)
        else:
            paper.add_paragraph(plain(block.runs))
    paper.save(file)
    return file.getvalue()


def bare_typst(document: Document) -> bytes:
    """The words as typst sets them by itself, untagged."""
    parts = []
    for block in compose(document).body:
        if isinstance(block, Grid):
            cells = ",".join(
                json.dumps(plain(cell.runs), ensure_ascii=False) for row in (*block.table.head, *block.table.rows) for cell in row
            )
            parts.append(f"#table(columns: {len(block.table.columns)},{cells})")
        else:
            parts.append(f"#par({json.dumps(plain(block.runs), ensure_ascii=False)})")
    printed = _BARE.compile("\n\n".join(parts).encode(), format="pdf", pdf_tags=False)
    assert isinstance(printed, bytes)
    return printed


_BARE: Final = typst.Compiler(ignore_system_fonts=True)


def measured() -> list[Paper]:
    answer = []
    for (name, rounds), make in zip(ROUNDS.items(), (short_report, long_report), strict=True):
        documents = [make(number) for number in range(1, rounds + 2)]
        files = [print_docx(document) for document in documents[:4]]
        office = _median(to_pdf, files)
        with pdfplumber.open(BytesIO(print_pdf(documents[0]))) as pdf:
            pages = len(pdf.pages)
        tables = sum(isinstance(block, Table) for block in documents[0].blocks)
        for file, press, bare in (("docx", print_docx, bare_docx), ("PDF", print_pdf, bare_typst)):
            answer.append(Paper(name, pages, tables, file, _median(press, documents), _median(bare, documents), office))
    return answer


def _median(act: Callable[[Any], object], things: list[Any]) -> float:
    """The first warms up and is not counted."""
    act(things[0])
    times = []
    for thing in things[1:]:
        start = time.perf_counter()
        act(thing)
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def papers_table(papers: list[dict[str, Any]]) -> str:
    """For bench/results.md."""
    lines = [
        "\n## Papers: ms to print, on one core",
        "",
        "Bare: the same words by a bare call of python-docx or typst. LibreOffice: from the same Word file to PDF.",
        "",
        "| document | pages | tables | file | ms | bare ms | ratio | LibreOffice ms | ratio |",
        "|---|--:|--:|---|--:|--:|--:|--:|--:|",
    ]
    for one in papers:
        ms, bare, office = one["ms"], one["bare_ms"], one["office_ms"]
        facts = f"{one['document']} | {one['pages']} | {one['tables']} | {one['file']}"
        lines.append(f"| {facts} | {ms:,.1f} | {bare:,.1f} | {ms / bare:,.2f} | {office:,.0f} | {ms / office:,.3f} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # LibreOffice, too
    django.setup()
    json.dump([asdict(paper) for paper in measured()], sys.stdout)


if __name__ == "__main__":
    main()
