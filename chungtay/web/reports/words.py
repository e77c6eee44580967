"""A report's sections on screen: their words with every figure a link, and the figures that stand in each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from chungtay.documents.layout import Block, Heading, Item, Runs, Table
from chungtay.documents.template import TemplateBroken, blocks_of_section
from chungtay.documents.template.sections import numbers_in
from chungtay.reports.models import KeptFigure, Report
from chungtay.reports.paper_figures import marked_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one manner; `url` where a figure is opened."""

    text: str
    url: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph, an item, a heading within the section, or a row of a table: `cells` of pieces."""

    kind: str
    cells: list[list[Piece]]


@dataclass(frozen=True, slots=True)
class Named:
    """A kept figure as lists show it."""

    number: int
    text: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SectionShown:
    key: str
    title: str
    level: int
    is_chosen: bool
    blocks: list[Shown]
    figures: list[Named]


def title_of(row: KeptFigure) -> str:
    """A kept figure's meaning begins with its title."""
    return row.meaning.split(". ", 1)[0]


def meaning_of(row: KeptFigure) -> str:
    """What follows its title."""
    return row.meaning.partition(". ")[2] or row.meaning


def url_of(row: KeptFigure) -> str:
    return reverse("reports:kept", args=[row.report_id, row.number])


def named(row: KeptFigure) -> Named:
    return Named(row.number, row.text, title_of(row), url_of(row))


def sections_of(report: Report, figures: Iterable[KeptFigure]) -> list[SectionShown]:
    rows = {row.number: row for row in figures}
    return [_section(section, rows) for section in report.sections]


def _section(section: Mapping[str, Any], rows: Mapping[int, KeptFigure]) -> SectionShown:
    numbers = [number for number in dict.fromkeys(numbers_in(section["text"])) if number in rows]
    return SectionShown(
        section["key"],
        section["title"],
        section["level"],
        section["is_chosen"],
        _blocks(section["text"], rows),
        [named(rows[number]) for number in numbers],
    )


def _blocks(text: str, rows: Mapping[int, KeptFigure]) -> list[Shown]:
    """What a section could not be read as was refused when it was saved; the words themselves then stand for it."""
    links = {row.mark: url_of(row) for row in rows.values()}
    try:
        blocks = blocks_of_section(text, {number: marked_of(row) for number, row in rows.items()})
    except TemplateBroken:
        return [Shown("p", [[Piece(text, "", bold=False, italic=False)]])]
    return [shown for block in blocks for shown in _shown(block, links)]


def _shown(block: Block, links: Mapping[str, str]) -> list[Shown]:
    if isinstance(block, Table):
        caption = [Shown("h", [_pieces(block.caption, links)])] if block.caption else []
        return [*caption, *(Shown("tr", [_pieces(cell.runs, links) for cell in row]) for row in (*block.head, *block.rows))]
    if isinstance(block, Heading):
        return [Shown("h", [_pieces(block.title, links)])]
    return [Shown("li" if isinstance(block, Item) else "p", [_pieces(block.runs, links)])]


def _pieces(runs: Runs, links: Mapping[str, str]) -> list[Piece]:
    return [Piece(run.text, links.get(run.mark or "", ""), bold=bool(run.bold), italic=bool(run.italic)) for run in runs]
