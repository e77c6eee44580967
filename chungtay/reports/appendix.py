"""The appendix of a report: what each unit answered, a table by unit and indicator, as it was added up into the figures of the text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import fold
from chungtay.documents.layout import Align, Annex, Block, Cell, Column, Paragraph, Run, Table
from chungtay.figures.made import estimated
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.reading import Cell as Asked
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.pack import Indicator, Pack
from chungtay.reports.models import KeptFigure
from chungtay.reports.paper_names import Occasion
from chungtay.submissions.totals import Total, Totals, totals

MOST_COLUMNS: Final = 8  # of one table; more are parted by the sections of the form
_WIDE: Final = 5  # more columns than these lie across
_NUMBERED: Final = 0.085  # of the other columns: room for "STT" on one line of an upright page
_LEVELS: Final = {UnitType.PROVINCE: "Cấp tỉnh", UnitType.DISTRICT: "Cấp huyện", UnitType.COMMUNE: "Cấp xã"}  # as papers say it


def appendix_of(occasion: Occasion, figures: Sequence[KeptFigure]) -> tuple[Annex, ...]:
    """One annex, none where nobody has answered. Small numbers of a sensitive kind are told of no single unit.

    Totals that are figures of the text carry their marks.
    """
    by = "commune" if occasion.territory.type < UnitType.COMMUNE else "unit"
    whole = _whole(occasion)
    shown = _shown(occasion, whole)
    if not shown:
        return ()
    parts = totals(occasion.round, territory=occasion.territory, by=by, own=occasion.territory)
    rows = _rows(occasion, parts)
    kept = {row.mark: row for row in figures}
    tables = [_table(caption, columns, rows, whole, kept) for caption, columns in _parted(occasion.round.pack, shown)]
    blocks: list[Block] = list(tables)
    if any(one.is_sensitive for one in occasion.round.pack.asked_indicators):
        blocks.append(Paragraph((Run("Chỉ tiêu về sức khỏe, hoàn cảnh đặc biệt của trẻ em không nêu theo từng đơn vị.", italic=True),)))
    return (Annex("Số liệu của từng đơn vị", tuple(blocks), is_landscape=any(len(table.columns) - 2 > _WIDE for table in tables)),)


def has_numbers(occasion: Occasion) -> bool:
    """Whether there is anything to put into an appendix."""
    return bool(_shown(occasion, _whole(occasion)))


def _whole(occasion: Occasion) -> Mapping[Asked, Total]:
    return totals(occasion.round, territory=occasion.territory, own=occasion.territory).get(None, {})


def _shown(occasion: Occasion, whole: Mapping[Asked, Total]) -> list[Indicator]:
    return [one for one in occasion.round.pack.asked_indicators if not one.is_sensitive and _is_answered(whole, one)]


def _is_answered(whole: Mapping[Asked, Total], indicator: Indicator) -> bool:
    total = whole.get(Asked(indicator.code))
    return total is not None and total.value is not None


def _rows(occasion: Occasion, parts: Totals) -> list[tuple[str, Mapping[Asked, Total]]]:
    """By name of the unit; what lies in none of them stands last."""
    units = OrgUnit.objects.called_on(occasion.round.ends_on).filter(pk__in=[pk for pk in parts if pk is not None])
    found: list[tuple[str, Mapping[Asked, Total]]] = [(unit.full_name, parts[unit.pk]) for unit in units.by_name()]
    if None in parts:
        tiers = [tier.unit for tier in occasion.round.pack.tiers if occasion.territory.type <= tier.unit < UnitType.COMMUNE]
        found.append((", ".join(_LEVELS[tier] for tier in sorted(tiers)), parts[None]))
    return found


def _parted(pack: Pack, shown: Sequence[Indicator]) -> Iterator[tuple[str, Sequence[Indicator]]]:
    """Caption and columns of each table."""
    if len(shown) <= MOST_COLUMNS:
        yield "", shown
        return
    for code, name in [*((section.code, section.name) for section in pack.sections), ("", "Chỉ tiêu khác")]:
        columns = [one for one in shown if one.section == code]
        for start in range(0, len(columns), MOST_COLUMNS):
            yield name, columns[start : start + MOST_COLUMNS]


def _table(
    caption: str,
    columns: Sequence[Indicator],
    rows: Sequence[tuple[str, Mapping[Asked, Total]]],
    whole: Mapping[Asked, Total],
    kept: Mapping[str, KeptFigure],
) -> Table:
    named = max(1.8, 4.5 - len(columns))  # few columns of numbers are no wider than many
    numbered = _NUMBERED * (named + len(columns))
    shares = (Column(numbered, Align.CENTER), Column(named), *(Column(1.0, Align.RIGHT) for _one in columns))
    head = [Cell((Run(words),), Align.CENTER, bold=True) for words in ("STT", "Đơn vị", *map(_head, columns))]
    lines = [
        (Cell((Run(str(number)),)), Cell((Run(name),)), *(Cell((Run(_written(said.get(Asked(one.code)), one)),)) for one in columns))
        for number, (name, said) in enumerate(rows, 1)
    ]
    total = (Cell(), Cell((Run("Cộng"),), bold=True), *(Cell((_total(whole, one, kept),), bold=True) for one in columns))
    return Table(shares, (tuple(head),), (*lines, total), (Run(caption),) if caption else ())


def _head(indicator: Indicator) -> str:
    """With its unit, unless the name says it."""
    is_said = indicator.adds_up == AddsUp.YES_NO or fold(indicator.unit) in fold(indicator.name)
    return indicator.name if is_said else f"{indicator.name} ({indicator.unit})"


def _written(total: Total | None, indicator: Indicator) -> str:
    """'-' where the unit said nothing."""
    if total is None or total.value is None:
        return "-"
    if indicator.adds_up == AddsUp.YES_NO and total.of == 1:
        return "có" if total.value else "không"
    if total.of is not None:
        return f"{grouped(total.value)}/{grouped(total.of)}"
    return estimated(grouped(total.value), total.estimate)


def _total(whole: Mapping[Asked, Total], indicator: Indicator, kept: Mapping[str, KeptFigure]) -> Run:
    figure = kept.get(f"indicators.value/{indicator.code}")
    if figure is not None:
        return Run(figure.text, mark=figure.mark)
    total = whole[Asked(indicator.code)]
    if indicator.adds_up == AddsUp.YES_NO:
        return Run(f"{grouped(total.value or 0)}/{grouped(total.of or 0)}")
    return Run(_written(total, indicator))
