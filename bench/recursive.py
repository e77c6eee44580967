"""The same questions asked of the placements alone, by recursion: the other answer to compare Lineage with, in content and in time."""

from datetime import date
from typing import Any, Final

from chungtay.places.models import OrgUnit

Sql = tuple[str, tuple[Any, ...]]
_COLUMNS: Final = "u.id, u.code, u.type, u.valid_from, u.valid_to"
_BELOW: Final = f"""
    WITH RECURSIVE found (id) AS (
        SELECT CAST(%s AS bigint)
        UNION ALL
        SELECT p.unit_id FROM found
        JOIN places_placement p ON p.parent_id = found.id AND p.kind = 'territory' AND p.valid_from <= %s AND p.valid_to > %s
    )
    SELECT {_COLUMNS} FROM places_orgunit u JOIN found ON found.id = u.id"""
_ABOVE: Final = f"""
    WITH RECURSIVE found (id) AS (
        SELECT CAST(%s AS bigint)
        UNION ALL
        SELECT p.parent_id FROM found
        JOIN places_placement p ON p.unit_id = found.id AND p.kind = 'territory' AND p.valid_from <= %s AND p.valid_to > %s
    )
    SELECT {_COLUMNS} FROM places_orgunit u JOIN found ON found.id = u.id WHERE u.type > 0 AND u.id <> %s"""

_SCHOOLS_BY_PROVINCE: Final = """
    WITH RECURSIVE found (id, province) AS (
        SELECT id, id FROM places_orgunit WHERE type = 20 AND valid_from <= %s AND valid_to > %s
        UNION ALL
        SELECT p.unit_id, found.province FROM found
        JOIN places_placement p ON p.parent_id = found.id AND p.kind = 'territory' AND p.valid_from <= %s AND p.valid_to > %s
    )
    SELECT found.province, count(*) FROM found JOIN places_orgunit u ON u.id = found.id WHERE u.type = 60 GROUP BY found.province"""


def below(unit: OrgUnit, *, on: date) -> Sql:
    """The unit and all that lies under it that day."""
    return _BELOW, (unit.pk, on, on)


def ids_below(unit: OrgUnit, *, on: date) -> Sql:
    """The same, ids alone: what a count of anything recorded there joins with."""
    sql, given = below(unit, on=on)
    return sql.split("SELECT u.id", 1)[0] + "SELECT id FROM found", given


def schools_by_province(*, on: date) -> Sql:
    """How many schools each province has that day."""
    return _SCHOOLS_BY_PROVINCE, (on, on, on, on)


def above(unit: OrgUnit, *, on: date) -> Sql:
    """The units in which it lies that day, without itself and the country."""
    return _ABOVE, (unit.pk, on, on, unit.pk)
