"""Lineage is derived from placements; these functions are all that writes it."""

from collections.abc import Collection
from typing import Final

from django.db import connection

from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import LINEAGE_COLUMNS, Lineage, Placement

_COLUMNS: Final = tuple(LINEAGE_COLUMNS.values())


def rebuild_lineage(units: Collection[int] | None = None) -> None:
    """Derive anew the lineage of `units` and of everything that ever stood below them; None: of the whole country."""
    affected = None if units is None else _with_descendants(units)
    rows = Lineage.objects.all() if affected is None else Lineage.objects.filter(unit__in=affected)
    rows.delete()
    with connection.cursor() as cursor:
        for kind in sorted(UnitType):
            among, params = _among(affected)
            cursor.execute(_roots(among) if kind == UnitType.COUNTRY else _insert(kind, among), [kind.value, *params])


def _with_descendants(units: Collection[int]) -> set[int]:
    """Every unit that stood below one of `units` on any day, and these themselves."""
    found, newest = set(units), set(units)
    while newest:
        below = Placement.objects.filter(kind=PlacementKind.TERRITORY, parent__in=newest).values_list("unit", flat=True)
        newest = set(below) - found
        found |= newest
    return found


def _among(affected: set[int] | None) -> tuple[str, list[int]]:
    if affected is None:
        return "", []
    ids = sorted(affected)
    return f"AND u.id IN ({', '.join(['%s'] * len(ids))})" if ids else "AND 1 = 0", ids


def _roots(among: str) -> str:
    return (
        "INSERT INTO places_lineage (unit_id, valid_from, valid_to) "  # noqa: S608 — no text from outside
        f"SELECT u.id, u.valid_from, u.valid_to FROM places_orgunit u WHERE u.type = %s {among}"
    )


def _insert(kind: UnitType, among: str) -> str:
    columns = ", ".join(f"{column}_id" for column in _COLUMNS)
    return f"INSERT INTO places_lineage (unit_id, valid_from, valid_to, {columns}) {derived(kind, among)}"


def derived(kind: UnitType, among: str = "") -> str:
    """Each placement met with the spans of its parent's lineage; the unit's own column holds the unit. Takes the type as parameter."""
    larger, smaller = ("GREATEST", "LEAST") if connection.vendor == "postgresql" else ("MAX", "MIN")
    own = LINEAGE_COLUMNS[kind]
    values = ", ".join("u.id" if column == own else f"l.{column}_id" for column in _COLUMNS)
    return f"""
        SELECT u.id AS unit_id, {larger}(p.valid_from, l.valid_from) AS valid_from, {smaller}(p.valid_to, l.valid_to) AS valid_to, {values}
        FROM places_orgunit u
        JOIN places_placement p ON p.unit_id = u.id AND p.kind = '{PlacementKind.TERRITORY.value}'
        JOIN places_lineage l ON l.unit_id = p.parent_id AND l.valid_from < p.valid_to AND l.valid_to > p.valid_from
        WHERE u.type = %s {among}
    """  # noqa: S608 — names of our own columns
