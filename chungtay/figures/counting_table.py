"""The table of a dashboard in one statement: needs, distinct schools and distinct sites of every cell and of every margin.

Distinct counts do not add up, so a margin cannot be made of its cells. Instead each school (and each site) is known by the set of row and
state in which it has needs, one number with a bit for each pair; then any choice of rows and states is a look at bits. The database lists
the pairs of each place in one text and they are gathered here: counting every margin there costs four times as much.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import connection

from chungtay.figures.counting import fetch, need_rows, part_key, place_rows, with_levels
from chungtay.figures.questions import AGED, ALL_STATUSES, COUNTED, STATUSES_OF
from chungtay.figures.questions_asked import Asked
from chungtay.needs.enums import NeedStatus
from chungtay.needs.rules import ask_again_from

ALL_ROWS: Final = -2
OTHER_ROW: Final = -1  # categories that the pack no longer has: only in the whole
NEEDS, SCHOOLS, SITES = range(3)

# One bit for each state; the last two are those of the board that nobody has confirmed for long.
_BITS: Final[dict[tuple[NeedStatus, int], int]] = {
    pair: 1 << place
    for place, pair in enumerate([*((status, 0) for status in COUNTED), (NeedStatus.PUBLISHED, 1), (NeedStatus.PARTLY_MET, 1)])
}


_WIDTH: Final = len(_BITS)
_ALL: Final = (1 << _WIDTH) - 1
_APART, _NEXT = "|", "\x1e"  # the second is in no text that anybody can type; the first is looked for from the right
# The one word that the two databases do not share.
_LISTED: Final = {"sqlite": "group_concat", "postgresql": "string_agg"}


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
    rows = [*sorted(set(row_of.values())), OTHER_ROW]
    listed: defaultdict[int, Counter[str]] = defaultdict(Counter)
    schools: defaultdict[tuple[int, int], int] = defaultdict(int)
    sites: defaultdict[tuple[int, int], int] = defaultdict(int)
    pairs: dict[str, int] = {}
    for levels, school, site, needs in fetch(*_statement(asked)):
        words = needs.split(_NEXT)
        seen: Counter[str] = listed[levels]
        seen.update(words)
        together = 0
        for word in set(words):
            if word not in pairs:
                pairs[word] = _pair(word, row_of, rows)
            together |= pairs[word]
        schools[levels, school] |= together
        if site is not None:
            sites[levels, site] |= together
    counted = {NEEDS: Counter[tuple[int, int]]()}
    for levels, found in listed.items():
        for word, n in found.items():
            counted[NEEDS][levels, pairs[word]] += n
    for what, units in ((SCHOOLS, schools), (SITES, sites)):
        counted[what] = Counter((levels, together) for (levels, _unit), together in units.items())
    return _in_rows(counted, rows)


def _pair(word: str, row_of: dict[str, int], rows: list[int]) -> int:
    """The bit of a need's row and state, which the statement names in one word."""
    category, name, late = word.rsplit(_APART, 2)
    status = NeedStatus(name)
    state = _BITS.get((status, int(late))) or _BITS[status, 0]
    return state << _WIDTH * rows.index(row_of.get(category, OTHER_ROW))


def _in_rows(counted: dict[int, Counter[tuple[int, int]]], rows: list[int]) -> Histogram:
    """Each set of row and state as one set of states for every row, and one for all rows."""
    parted: Counter[tuple[int, int, int, int]] = Counter()
    for what, found in counted.items():
        for (levels, pairs), n in found.items():
            together = 0
            for place, row in enumerate(rows):
                if states := pairs >> _WIDTH * place & _ALL:
                    parted[what, row, levels, states] += n
                    together |= states
            parted[what, ALL_ROWS, levels, together] += n
    made = Histogram()
    for (what, row, levels, states), n in parted.items():
        made.counted.setdefault((what, row), []).append((levels, states, n))
    return made


def _statement(asked: Asked) -> tuple[str, tuple[Any, ...]]:
    """levels, school, site, and in one text the category, the status and whether nobody confirmed it for long, of every need there."""
    whole = replace(asked, filters=asked.filters.but(status=ALL_STATUSES))
    rows = with_levels(need_rows(whole, "standing_on"), asked.setting.day)
    pack = asked.setting.pack
    assert pack is not None  # a table has the rows of a pack
    late = f"CASE WHEN s.standing_on <= %s THEN '{_APART}1' ELSE '{_APART}0' END"
    word = f"{_LISTED[connection.vendor]}(s.category || '{_APART}' || s.status || {late}, '{_NEXT}')"
    text = f"SELECT d.levels, s.school_id, s.site_id, {word} {rows.source} GROUP BY 1, 2, 3"
    return text, (ask_again_from(pack, asked.setting.day).isoformat(), *rows.given)


@dataclass(frozen=True, slots=True)
class Counted:
    """Needs, schools and sites of a cell."""

    needs: int = 0
    schools: int = 0
    sites: int = 0


def by_unit(asked: Asked) -> dict[int | None, Counted]:
    """Needs, schools and sites of each unit directly below, and under None of the whole: one statement, each place first by itself."""
    rows, key = part_key(place_rows(asked), asked, "unit")
    text = (
        "WITH here AS ("  # noqa: S608 — our own columns
        f"SELECT {key.column} AS k, s.school_id AS school, s.site_id AS site, sum(s.n) AS n {rows.source} GROUP BY 1, 2, 3) "
        "SELECT k, sum(n), count(DISTINCT school), count(DISTINCT site) FROM here WHERE k IS NOT NULL GROUP BY k "
        "UNION ALL SELECT NULL, sum(n), count(DISTINCT school), count(DISTINCT site) FROM here"
    )
    return {unit: Counted(*(int(number or 0) for number in numbers)) for unit, *numbers in fetch(text, rows.given)}


def cell_of(found: Histogram, row: int, level: int, status: str) -> Counted:
    """One cell of the histogram."""
    states = bits_of(status)
    return Counted(*(found.count(what, row, level, states) for what in (NEEDS, SCHOOLS, SITES)))
