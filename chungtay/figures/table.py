"""A table of figures, counted in one statement; each cell is a figure that can be opened alone and then counts the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from chungtay.figures.counting_table import ALL_ROWS, Counted, Histogram, by_unit, cell_of, histogram
from chungtay.figures.made import Figure, made
from chungtay.figures.parts import DROPPED_CATEGORIES, SEVERAL_LEVELS, SEVERAL_NEEDS, children_in
from chungtay.figures.questions import AGED, COUNTED, LEVELS, STATUS_LABELS, Filters, UnknownFigure
from chungtay.figures.questions_asked import Asked, Desk, Value
from chungtay.figures.questions_listed import question_named
from chungtay.places.enums import LEVEL_LABELS, SchoolLevel, UnitType
from chungtay.places.models import OrgUnit

TABLE_ROWS: Final = ("group", "category", "unit")
_MEASURES: Final = ("needs", "schools", "sites")


@dataclass(frozen=True, slots=True)
class Head:
    """A row or a column: the filter's value, and what it is called."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The three figures of a cell."""

    needs: Figure
    schools: Figure
    sites: Figure


@dataclass(frozen=True)
class Table:
    """Rows by levels by states. A key "" is the whole; a state is any value of the filter `status`.

    `notes` says why the rows or the levels do not add up, where they do not.
    """

    asked: Asked
    by: str
    rows: tuple[Head, ...]
    levels: tuple[Head, ...]
    statuses: tuple[Head, ...]
    notes: tuple[str, ...]
    count: Callable[[str, str, str], Counted]
    units: dict[str, OrgUnit]

    def cell(self, row: str = "", level: str = "", status: str | None = None) -> Cell:
        """Counts nothing anew; `status` None: that of the table's own filters."""
        state = self.asked.filters.status if status is None else status
        level = level or self.asked.filters.level
        counted = self.count(row, level, state)
        asked = self._asked(row, level, state)
        found = (getattr(counted, name) for name in _MEASURES)
        figures = (replace(asked, question=question_named(f"needs.{name}")) for name in ("count", "schools", "sites"))
        return Cell(*(made(one, Value(number)) for one, number in zip(figures, found, strict=True)))

    def _asked(self, row: str, level: str, status: str) -> Asked:
        given = self.asked.filters.but(level=level, status=status)
        if self.by == "unit" and row:
            unit = self.units[row]
            setting = replace(self.asked.setting, unit=unit, territory=unit)
            return replace(self.asked, filters=given.but(unit=row), setting=setting)
        return replace(self.asked, filters=given.but(**{self.by: row}) if row else given)


def table(filters: Filters, rows: str = "group", *, desk: Desk | None = None) -> Table:
    """Needs, schools and sites by group, category or unit directly below.

    By group and category with every level and state; by unit only as the filters say. One statement besides what the filters name.
    """
    asked = (desk or Desk()).ask("needs.count", filters)
    if rows not in TABLE_ROWS:
        raise UnknownFigure(_("Không có bảng theo “%(rows)s”.") % {"rows": rows}, field="rows")
    return _by_unit(asked) if rows == "unit" else _by_code(asked, rows)


def _by_code(asked: Asked, by: str) -> Table:
    pack = asked.setting.pack
    if pack is None:
        raise UnknownFigure(_("Bảng theo nhóm cần chọn chương trình."), field="programme")
    categories = [category for category in pack.categories if asked.categories is None or category.code in asked.categories]
    used = {category.group for category in categories}
    heads = [Head(one.code, one.name) for one in (categories if by == "category" else [one for one in pack.groups if one.code in used])]
    place = {head.key: number for number, head in enumerate(heads)}
    row_of = {one.code: place[one.code if by == "category" else one.group] for one in categories}
    found = histogram(asked, row_of)

    def count(row: str, level: str, status: str) -> Counted:
        return cell_of(found, place[row] if row else ALL_ROWS, int(LEVELS[level]) if level else 0, status)

    seen = [level for level in SchoolLevel if level & pack.levels or found.teaches(level)]
    levels = tuple(Head(level.name or "", str(LEVEL_LABELS[level])) for level in seen)
    statuses = tuple(Head(status, str(STATUS_LABELS[status])) for status in (*(one.value for one in COUNTED), AGED))
    return Table(asked, by, tuple(heads), levels, statuses, _notes(found), count, {})


def _notes(found: Histogram) -> tuple[str, ...]:
    said = [str(SEVERAL_LEVELS)] if found.has_schools_of_several_levels else []
    if found.overlaps:
        said.append(str(SEVERAL_NEEDS) % {"word": question_named("needs.schools").unit_word})
    return (*said, str(DROPPED_CATEGORIES)) if found.has_others else tuple(said)


def _by_unit(asked: Asked) -> Table:
    if asked.setting.territory.type == UnitType.SITE:
        raise UnknownFigure(_("Điểm trường không có đơn vị bên dưới."), field="unit")
    counted = by_unit(asked)
    units = {unit.code: unit for unit in children_in(asked.setting)}
    own = asked.filters

    def count(row: str, level: str, status: str) -> Counted:
        if (level, status) != (own.level, own.status):
            raise UnknownFigure(_("Bảng theo đơn vị chỉ có một cấp học và một tình trạng."), field="status")
        return counted.get(units[row].pk if row else None, Counted())

    heads = tuple(Head(code, unit.full_name) for code, unit in units.items())
    levels = (Head(own.level, str(LEVEL_LABELS[asked.level])),) if asked.level is not None else ()
    return Table(asked, "unit", heads, levels, (Head(own.status, str(STATUS_LABELS[own.status])),), (), count, units)
