"""The table of a dashboard in one statement: needs, distinct schools and distinct sites of every cell and of every margin.

Distinct counts do not add up, so a margin cannot be made of its cells. Instead every school (and every site) is counted under the set of
states in which it has needs, a number with one bit for each state: of those there are few, and any choice of states is a sum over them.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from chungtay.needs.enums import NeedStatus
from chungtay.needs.rules import ask_again_from
from chungtay.reports.counting import fetch, need_rows, part_key, with_levels
from chungtay.reports.questions import AGED, ALL_STATUSES, COUNTED, STATUSES_OF
from chungtay.reports.questions_asked import Asked

ALL_ROWS: Final = -2
OTHER_ROW: Final = -1  # categories that the pack no longer has: only in the whole
NEEDS, SCHOOLS, SITES = range(3)

# One bit for each state; the last two are those of the board that nobody has confirmed for long.
_BITS: Final[dict[tuple[NeedStatus, int], int]] = {
    pair: 1 << place
    for place, pair in enumerate([*((status, 0) for status in COUNTED), (NeedStatus.PUBLISHED, 1), (NeedStatus.PARTLY_MET, 1)])
}


def bits_of(status: str) -> int:
    """The states that a value of the filter `status` takes in."""
    wanted = STATUSES_OF[status]
    return sum(bit for (one, aged), bit in _BITS.items() if one in wanted and (aged or status != AGED))


@dataclass(slots=True)
class Histogram:
    """How many needs, schools and sites have needs in each set of states: (what, row) → [(levels, states, how many)]."""

    counted: dict[tuple[int, int], list[tuple[int, int, int]]] = field(default_factory=dict)

    @property
    def has_others(self) -> bool:
        """Needs of categories that no row shows."""
        return (NEEDS, OTHER_ROW) in self.counted

    @property
    def has_schools_of_several_levels(self) -> bool:
        return any(levels & (levels - 1) for levels, _states, _n in self.counted.get((SCHOOLS, ALL_ROWS), ()))

    @property
    def overlaps(self) -> bool:
        """Schools, or sites, with needs in several rows."""
        totals = {key: sum(n for _levels, _states, n in found) for key, found in self.counted.items()}
        summed = {what: sum(n for (kind, row), n in totals.items() if kind == what and row != ALL_ROWS) for what in (SCHOOLS, SITES)}
        return any(summed[what] > totals.get((what, ALL_ROWS), 0) for what in summed)

    def teaches(self, level: int) -> bool:
        return any(levels & level for levels, _states, _n in self.counted.get((NEEDS, ALL_ROWS), ()))

    def count(self, what: int, row: int, level: int, states: int) -> int:
        """Those of the row with a need in one of the states, at schools that teach the level (0: any)."""
        found = self.counted.get((what, row), ())
        return sum(n for levels, has, n in found if has & states and (not level or levels & level))


def histogram(asked: Asked, row_of: dict[str, int]) -> Histogram:
    """One statement; `row_of` says under which row each category is added up."""
    text, given = _statement(asked, row_of)
    found = Histogram()
    for what, levels, row, states, n in fetch(text, given):
        found.counted.setdefault((what, row), []).append((levels, int(states), int(n)))
    return found


def _statement(asked: Asked, row_of: dict[str, int]) -> tuple[str, tuple[Any, ...]]:
    whole = replace(asked, filters=asked.filters.but(status=ALL_STATUSES))
    rows = with_levels(need_rows(whole, "standing_on"), asked.setting.day)
    pack = asked.setting.pack
    assert pack is not None  # a table has the rows of a pack
    aged = (
        f"CASE WHEN s.status IN ('{NeedStatus.PUBLISHED.value}', '{NeedStatus.PARTLY_MET.value}') AND s.standing_on <= %s THEN 1 ELSE 0 END"
    )
    row_cases = " ".join("WHEN %s THEN %s" for _category in row_of)
    row = f"CASE category {row_cases} ELSE {OTHER_ROW} END" if row_of else str(OTHER_ROW)
    bit_cases = " ".join(f"WHEN status = '{status.value}' AND aged = {is_aged} THEN {bit}" for (status, is_aged), bit in _BITS.items())
    text = (
        "WITH seen AS ("  # noqa: S608 — our own columns
        "SELECT d.levels AS levels, s.school_id AS school, s.site_id AS site, s.category AS category, s.status AS status, "
        f"{aged} AS aged, count(*) AS n {rows.source} GROUP BY 1, 2, 3, 4, 5, 6), "
        f"here AS (SELECT levels, school, site, {row} AS r, CASE {bit_cases} END AS bit, n FROM seen) "
        f"SELECT {NEEDS}, levels, r, bit, sum(n) FROM here GROUP BY 2, 3, 4 "
        f"UNION ALL SELECT {NEEDS}, levels, {ALL_ROWS}, bit, sum(n) FROM here GROUP BY 2, 4 "
        f"UNION ALL {_distinct(SCHOOLS, 'school')} UNION ALL {_distinct(SITES, 'site')}"
    )
    given = [word for pair in row_of.items() for word in pair]
    return text, (ask_again_from(pack, asked.setting.day).isoformat(), *rows.given, *given)


def _distinct(what: int, unit: str) -> str:
    """How many units have needs in which set of states, in each row and in all."""
    by_row = f"SELECT levels, r, {unit}, sum(DISTINCT bit) AS states FROM here WHERE {unit} IS NOT NULL GROUP BY 1, 2, 3"  # noqa: S608
    in_all = f"SELECT levels, {unit}, sum(DISTINCT bit) AS states FROM here WHERE {unit} IS NOT NULL GROUP BY 1, 2"  # noqa: S608
    return (
        f"SELECT {what}, levels, r, states, count(*) FROM ({by_row}) x GROUP BY levels, r, states "  # noqa: S608 — our own columns
        f"UNION ALL SELECT {what}, levels, {ALL_ROWS}, states, count(*) FROM ({in_all}) x GROUP BY levels, states"
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """Needs, schools and sites of a cell."""

    needs: int = 0
    schools: int = 0
    sites: int = 0


def by_unit(asked: Asked) -> dict[int | None, Counted]:
    """Needs, schools and sites of each unit directly below, and under None of the whole: one statement, each place first by itself."""
    rows, key = part_key(need_rows(asked), asked, "unit")
    text = (
        "WITH here AS ("  # noqa: S608 — our own columns
        f"SELECT {key.column} AS k, s.school_id AS school, s.site_id AS site, count(*) AS n {rows.source} GROUP BY 1, 2, 3) "
        "SELECT 1, k, sum(n), count(DISTINCT school), count(DISTINCT site) FROM here WHERE k IS NOT NULL GROUP BY k "
        "UNION ALL SELECT 0, NULL, sum(n), count(DISTINCT school), count(DISTINCT site) FROM here"
    )
    return {unit: Counted(*(int(number or 0) for number in numbers)) for _is_part, unit, *numbers in fetch(text, rows.given)}


def cell_of(found: Histogram, row: int, level: int, status: str) -> Counted:
    """One cell of the histogram."""
    states = bits_of(status)
    return Counted(*(found.count(what, row, level, states) for what in (NEEDS, SCHOOLS, SITES)))
