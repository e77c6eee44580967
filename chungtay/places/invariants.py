"""What must be true of places, whoever wrote into their tables."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, found_by
from chungtay.places.actions.lineage import derived
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import LINEAGE_COLUMNS

_STORED: Final = (
    f"SELECT l.unit_id, l.valid_from, l.valid_to, {', '.join(f'l.{column}_id' for column in LINEAGE_COLUMNS.values())} "
    "FROM places_lineage l JOIN places_orgunit u ON u.id = l.unit_id WHERE u.type = %s"
)


def lineage() -> Iterator[Broken]:
    """Type by type from the top: what is stored of the parents is right when their turn is over, so that one step down is enough."""
    for kind in sorted(set(UnitType) - {UnitType.COUNTRY}):
        for first, second, said in ((derived(kind), _STORED, "thiếu"), (_STORED, derived(kind), "thừa")):
            sql = f"SELECT o.code, x.valid_from FROM ({first} EXCEPT {second}) x JOIN places_orgunit o ON o.id = x.unit_id ORDER BY 1, 2"
            for one in found_by(sql, _unit_from, [kind.value, kind.value]):
                yield Broken(one.what, f"dòng họ từ {one.detail}: {said} một dòng, hoặc dòng ấy sai")


def _unit_from(code: str, start: object) -> Broken:
    return Broken(f"Đơn vị {code}", str(start)[:10])


def _gaps(table: str, condition: str, units: str) -> str:
    """Units whose ranges in `table` leave a day of their life out: before the first, between two, or after the last."""
    return (
        "SELECT u.code, r.valid_from, r.valid_to FROM places_orgunit u LEFT JOIN (SELECT unit_id, valid_from, valid_to, "
        "LAG(valid_to) OVER (PARTITION BY unit_id ORDER BY valid_from) AS before, "
        f"LEAD(valid_from) OVER (PARTITION BY unit_id ORDER BY valid_from) AS following FROM {table} WHERE {condition}) r "
        f"ON r.unit_id = u.id WHERE {units} AND (r.unit_id IS NULL OR r.valid_from <> COALESCE(r.before, u.valid_from) "
        "OR (r.following IS NULL AND r.valid_to <> u.valid_to)) ORDER BY u.code"
    )


def always_placed() -> Iterator[Broken]:
    sql = _gaps("places_placement", f"kind = '{PlacementKind.TERRITORY.value}'", f"u.type <> {UnitType.COUNTRY.value}")
    return found_by(sql, lambda code, start, end: Broken(f"Đơn vị {code}", f"có ngày không thuộc đơn vị nào, quanh {start} đến {end}"))


def always_named() -> Iterator[Broken]:
    sql = _gaps("places_designation", "1 = 1", "1 = 1")
    return found_by(sql, lambda code, start, end: Broken(f"Đơn vị {code}", f"có ngày không có tên, quanh {start} đến {end}"))


_DERIVED: Final = "Bảng này suy ra từ nơi trực thuộc: chạy lại manage.py load_units để lập lại, rồi kiểm tra lần nữa."
_MEND: Final = "Tìm trong nhật ký ai đã đổi đơn vị ấy; ghi lại bằng một văn bản ở trang Đơn vị."

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("places.lineage", "Dòng họ của mỗi đơn vị đúng như các nơi trực thuộc của nó.", lineage, _DERIVED),
    Invariant("places.always_placed", "Mỗi ngày tồn tại, một đơn vị thuộc đúng một đơn vị khác.", always_placed, _MEND),
    Invariant("places.always_named", "Mỗi ngày tồn tại, một đơn vị có một tên.", always_named, _MEND),
)
