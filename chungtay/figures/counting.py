"""How figures are counted: one statement a figure, one a breakdown, the same text on both databases.

Rows of a question carry the aliases `l` (the line of the row's unit in the tree of the day, of which there is exactly one) and, where
levels matter, `d` (what the school teaches that day). A unit that does not live that day has no line and is not counted anywhere, so that
the parts of a territory and the territory itself leave out the same. Distinct units are counted in two steps, first once for each part,
because count(DISTINCT …) sorts every row (bench/results.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from chungtay.core.estimates import Estimate
from chungtay.figures.questions import AGED, ALL_STATUSES, NOT_ON_RECORD, STATUSES_OF
from chungtay.figures.questions_asked import Asked, Setting, Value
from chungtay.needs.models import NeedState
from chungtay.needs.queries import needs_on
from chungtay.needs.rules import ask_again_from
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import LINEAGE_COLUMNS
from chungtay.programmes.models import Programme

Given = tuple[Any, ...]
# How sure a sum is, as a number whose greatest is that of the whole (core.estimates.of_sum).
DOUBT: Final = (Estimate.EXACT, Estimate.AT_LEAST, Estimate.ABOUT)
_NEED_COLUMNS: Final = ("need_id", "school_id", "site_id", "programme_id", "category", "status")
_EVERY_LEVEL: Final = "(SELECT 1 AS bit UNION ALL SELECT 2 UNION ALL SELECT 4 UNION ALL SELECT 8)"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a question adds up: `distinct` counts its different values, else `value` is an aggregate.

    `doubt` is an aggregate that ends in an index of DOUBT, `of` the N of a ratio, `lacking` the records that could not be added.
    """

    value: str = "count(*)"
    distinct: str = ""
    of: str = "0"
    doubt: str = "0"
    lacking: str = "0"


@dataclass(frozen=True, slots=True)
class Rows:
    """FROM and WHERE of what a question counts; `home`: the column of the row's own unit; `records`: kind of record → column."""

    tables: str
    condition: str
    given: Given
    measure: Measure
    home: str
    records: Mapping[str, str]
    before: str = ""  # WITH …
    given_before: Given = ()
    level: str = ""  # the column of the level, where the row itself has exactly one
    money: str = "m.source"  # the column of the source of money

    def joined(self, tables: str) -> "Rows":
        return replace(self, tables=f"{self.tables} {tables}")

    def where(self, condition: str, *given: Any) -> "Rows":
        return replace(self, condition=f"{self.condition} AND {condition}", given=(*self.given, *given))

    @property
    def source(self) -> str:
        return f"FROM {self.tables} WHERE {self.condition}"


def fetch(text: str, given: Given) -> list[Any]:
    """The rows of one statement."""
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        rows: list[Any] = cursor.fetchall()
    return rows


def sql_of(rows: QuerySet[Any, Any]) -> tuple[str, Given]:
    """The statement of a queryset, to stand inside another."""
    text, given = rows.query.sql_with_params()
    return text, tuple(given)


def held(alias: str) -> str:
    """The day lies within the row's range; takes the day twice."""
    return f"{alias}.valid_from <= %s AND {alias}.valid_to > %s"


def twice(day: date) -> Given:
    return (day.isoformat(), day.isoformat())


# ── Needs ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_BY_RANK: Final = "max(CASE s.beneficiaries_estimate WHEN 'about' THEN 2 WHEN 'at_least' THEN 1 ELSE 0 END)"
_NEED_MEASURES: Final[dict[str, Measure]] = {
    "needs.count": Measure(),
    "needs.new": Measure(),
    "needs.schools": Measure(distinct="s.school_id"),
    "needs.sites": Measure(distinct="s.site_id"),
    "needs.places": Measure(distinct="COALESCE(s.site_id, s.school_id)"),
    "needs.cost": Measure("sum(COALESCE(s.cost_vnd, 0))", doubt="2", lacking="count(*) - count(s.cost_vnd)"),
    "needs.beneficiaries": Measure("sum(s.beneficiaries)", doubt=_BY_RANK),
}
_EXTRA_COLUMNS: Final = {"needs.cost": ("cost_vnd",), "needs.beneficiaries": ("beneficiaries", "beneficiaries_estimate")}
_NEED_RECORDS: Final = {"need": "s.need_id", "school": "s.school_id", "site": "s.site_id", "place": "COALESCE(s.site_id, s.school_id)"}


def states(asked: Asked, *columns: str) -> tuple[str, Given]:
    """How the needs stood that day which the filters leave, wherever they are."""
    found = needs_on(asked.setting.day)
    if asked.setting.programme is not None:
        found = found.filter(programme=asked.setting.programme)
    if asked.categories is not None:
        found = found.filter(category__in=asked.categories)
    if asked.question.name == "needs.new":
        found = found.filter(status__in=STATUSES_OF[ALL_STATUSES]).filter(_first_sent(*asked.window))
    else:
        found = found.filter(status__in=STATUSES_OF[asked.filters.status])
    if asked.filters.status == AGED:
        found = found.filter(_aged(asked.setting))
    return sql_of(found.values(*_NEED_COLUMNS, *columns))


def need_rows(asked: Asked, *columns: str) -> Rows:
    """The needs that the filters leave within the territory."""
    inner, given = states(asked, *_EXTRA_COLUMNS.get(asked.question.name, ()), *columns)
    return _need_rows(asked, inner, given)


def place_rows(asked: Asked) -> Rows:
    """The same with s.n, their number at each school and site; of the country they are counted there before anything is looked up."""
    inner, given = states(asked)
    if asked.setting.is_country:
        counted = f"SELECT school_id, site_id, count(*) AS n FROM ({inner}) x GROUP BY 1, 2"  # noqa: S608 — our own columns
    else:
        counted = f"SELECT x.*, 1 AS n FROM ({inner}) x"  # noqa: S608 — our own columns
    return _need_rows(asked, counted, given)


def _need_rows(asked: Asked, inner: str, given: Given) -> Rows:
    rows = Rows(
        f"({inner}) s JOIN places_lineage l ON l.unit_id = s.school_id",
        held("l"),
        (*given, *twice(asked.setting.day)),
        _NEED_MEASURES[asked.question.name],
        "s.school_id",
        _NEED_RECORDS,
    )
    return of_level(within(rows, asked, site="s.site_id"), asked)


def _aged(setting: Setting) -> Q:
    """Nobody has said for the pack's 6 months that they still stand."""
    running = [setting.programme] if setting.programme is not None else Programme.objects.select_related("version")
    found = Q(pk__in=[])
    for programme in running:
        pack = setting.pack or programme.pack
        found |= Q(programme=programme, standing_on__lte=ask_again_from(pack, setting.day))
    return found


def _first_sent(start: date, end: date) -> Q:
    """Its first state began from `start` to `end`."""
    earlier = NeedState.objects.filter(need=OuterRef("need"), valid_from__lt=start)
    return ~Exists(earlier) & Exists(NeedState.objects.filter(need=OuterRef("need"), valid_from__lte=end))


# ── Where and which levels ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def within(rows: Rows, asked: Asked, *, site: str = "l.site_id") -> Rows:
    """Those in the territory that day; `site`: the column of the site, which for needs is not that of the line."""
    condition, given = in_territory(asked.setting, site=site)
    return own_part(rows, asked).where(condition, *given)


def in_territory(setting: Setting, *, site: str = "l.site_id") -> tuple[str, Given]:
    """The condition that a line lies in the territory."""
    if setting.is_country:
        return "1 = 1", ()
    kind = UnitType(setting.territory.type)
    return f"{site if kind == UnitType.SITE else f'l.{LINEAGE_COLUMNS[kind]}_id'} = %s", (setting.territory.pk,)


def own_part(rows: Rows, asked: Asked) -> Rows:
    """Where only the own part is asked for: those in no unit below the territory that answers rounds itself, of a tier of the pack."""
    if not asked.filters.own:
        return rows
    assert asked.setting.pack is not None  # questions_asked
    for tier in asked.setting.pack.tiers:
        if tier.unit > asked.setting.territory.type:
            rows = rows.where(f"l.{LINEAGE_COLUMNS[tier.unit]}_id IS NULL")
    return rows


def with_levels(rows: Rows, day: date) -> Rows:
    """Each with what its school teaches that day; once, however often it is asked for."""
    if " places_designation d " in rows.tables:
        return rows
    school = rows.home if rows.home.startswith("s.") else "l.school_id"
    return rows.joined(f"JOIN places_designation d ON d.unit_id = {school}").where(held("d"), *twice(day))


def of_level(rows: Rows, asked: Asked, *, otherwise: SchoolLevel | None = None) -> Rows:
    """Those of schools that teach the level asked for; without one, those that teach any of `otherwise`."""
    levels = asked.level or otherwise
    if levels is None:
        return rows
    return with_levels(rows, asked.setting.day).where("(d.levels & %s) <> 0", int(levels))


# What kind of donor gave `c`; whoever was merged into another is that donor.
DONOR: Final = f"COALESCE(k.kind, e.kind, '{NOT_ON_RECORD}')"


def with_donors(rows: Rows) -> Rows:
    """Each contribution with its donor, if that is on record."""
    return rows.joined("LEFT JOIN donors_donor e ON e.id = c.donor_id LEFT JOIN donors_donor k ON k.id = e.merged_into_id")


# ── The whole and its parts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


_LOWER: Final = ["province", "district", "commune", "school"]


@dataclass(frozen=True, slots=True)
class Key:
    """By what rows are parted: a column, with what it takes."""

    column: str = "0"
    given: Given = ()


_COLUMNS: Final = {
    "category": "s.category",
    "status": "s.status",
    "programme": "s.programme_id",
    "kind": "c.kind",
    "activity": "a.kind",
    "donor": DONOR,
    "by": "p.by",
}


def part_key(rows: Rows, asked: Asked, by: str) -> tuple[Rows, Key]:
    """The rows and the key by which `by` parts them: ids of units and programmes, bits of levels, codes of everything else."""
    if by == "level" and rows.level:
        return rows, Key(rows.level)
    if by == "level":
        parted = with_levels(rows, asked.setting.day).joined(f"CROSS JOIN {_EVERY_LEVEL} v").where("(d.levels & v.bit) <> 0")
        return parted, Key("v.bit")
    if by == "group":
        pack = asked.setting.pack
        pairs = [(category.code, category.group) for category in pack.categories] if pack is not None else []
        cases = " ".join("WHEN %s THEN %s" for _pair in pairs)
        return rows, Key(f"CASE s.category {cases} ELSE '' END" if pairs else "''", tuple(word for pair in pairs for word in pair))
    if by == "unit":
        return rows, Key(child_column(rows, asked.setting))
    if by == "donor":
        rows = with_donors(rows)
    return rows, Key(rows.money if by == "money" else _COLUMNS[by])


def child_column(rows: Rows, setting: Setting) -> str:
    """The column that names the unit directly below the territory in which a row lies; NULL where it is the territory's own."""
    kind = UnitType(setting.territory.type)
    if kind == UnitType.SCHOOL:
        return "s.site_id" if rows.home == "s.school_id" else "l.site_id"
    below = _LOWER if setting.is_country else _LOWER[_LOWER.index(LINEAGE_COLUMNS[kind]) + 1 :]
    named = ", ".join(f"l.{column}_id" for column in below)
    return f"COALESCE({named})" if len(below) > 1 else named


def _statement(rows: Rows, key: Key) -> tuple[str, Given]:
    """k, value, of, doubt, lacking, rows: a line for each part."""
    measure = rows.measure
    if measure.distinct:
        inner = f"SELECT {key.column} AS k, {measure.distinct} AS w {rows.source} GROUP BY 1, 2"
        text = f"SELECT k, count(w), 0, 0, 0, count(*) FROM ({inner}) x GROUP BY k"  # noqa: S608 — our own columns
    else:
        counted = f"{measure.value}, {measure.of}, {measure.doubt}, {measure.lacking}, count(*)"
        text = f"SELECT {key.column} AS k, {counted} {rows.source} GROUP BY 1"
    return rows.before + text, (*rows.given_before, *key.given, *rows.given)


def values(rows: Rows, key: Key) -> dict[Any, Value]:
    """The value of each part; parts without a row are absent."""
    return _values(fetch(*_statement(rows, key)))


def value(rows: Rows) -> Value:
    """The value of the whole."""
    return values(rows, Key()).get(0, Value())


def series(wanted: Sequence[Rows]) -> list[Value]:
    """The values of several wholes, in one statement."""
    statements = [_statement(rows, Key(str(place))) for place, rows in enumerate(wanted)]
    text = " UNION ALL ".join(f"SELECT * FROM ({text}) y" for text, _given in statements)  # noqa: S608 — our own columns
    found = _values(fetch(text, tuple(word for _text, given in statements for word in given))) if statements else {}
    return [found.get(place, Value()) for place in range(len(wanted))]


def _values(found: list[Any]) -> dict[Any, Value]:
    return {part: Value(*(int(number or 0) for number in numbers)) for part, *numbers in found}


def record_ids(rows: Rows) -> dict[str, list[Any]]:
    """All records behind the rows, each kind in the order of its ids."""
    columns = ", ".join(rows.records.values())
    found = fetch(f"{rows.before}SELECT DISTINCT {columns} {rows.source}", (*rows.given_before, *rows.given))
    kinds = zip(rows.records, zip(*found, strict=True) if found else [()] * len(rows.records), strict=True)
    return {kind: sorted({pk for pk in ids if pk is not None}) for kind, ids in kinds}


def ids_sql(rows: Rows, kind: str) -> tuple[str, Given]:
    """The ids of one kind of record, to stand inside another statement."""
    column = rows.records[kind]
    return f"{rows.before}SELECT {column} {rows.source} AND {column} IS NOT NULL", (*rows.given_before, *rows.given)
