"""What must be true of goods and of what was handed over, whoever wrote into the tables."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, found_by
from chungtay.core.numbers import grouped

_NOT_REFUSED: Final = "l.delivery_id IN (SELECT id FROM support_delivery WHERE status <> 'refused')"


def every_gift() -> Iterator[Broken]:
    """in = out + stock + loss, of every gift of goods."""
    sql = (
        "SELECT c.trace_code, b.received, b.delivered, b.lost, COALESCE(s.quantity, 0) AS lies FROM support_contribution c "
        "JOIN support_contributionbalance b ON b.contribution_id = c.id LEFT JOIN (SELECT contribution_id, SUM(quantity) AS quantity "
        "FROM support_storebalance GROUP BY contribution_id) s ON s.contribution_id = c.id "
        "WHERE c.way = 'goods' AND c.reverses_id IS NULL AND b.received <> b.delivered + b.lost + COALESCE(s.quantity, 0) ORDER BY c.id"
    )
    return found_by(sql, _said_of_gift)


def _said_of_gift(code: str, received: int, delivered: int, lost: int, lies: int) -> Broken:
    parts = [grouped(int(number)) for number in (received, delivered, lies, lost)]
    return Broken(code, "vào {}; ra {}, tồn {}, mất {}".format(*parts))


def every_place() -> Iterator[Broken]:
    """What lies at a place is what the ledger says of it, thing by thing."""
    lies = (
        "SELECT s.place_id, c.programme_id, c.kind || '|' || c.measure AS thing, SUM(s.quantity) AS quantity FROM support_storebalance s "
        "JOIN support_contribution c ON c.id = s.contribution_id GROUP BY s.place_id, c.programme_id, c.kind || '|' || c.measure"
    )
    books = (
        "SELECT a.unit_id AS place_id, a.programme_id, a.commodity AS thing, b.amount AS quantity FROM ledger_account a "
        "JOIN ledger_balance b ON b.account_id = a.id WHERE a.kind = 'store'"
    )
    both = (
        f"SELECT place_id, programme_id, thing, quantity, 0 AS booked FROM ({lies}) lies "
        f"UNION ALL SELECT place_id, programme_id, thing, 0, quantity FROM ({books}) books"
    )
    sql = (
        f"SELECT u.code, f.thing, SUM(f.quantity), SUM(f.booked) FROM ({both}) f JOIN places_orgunit u ON u.id = f.place_id "
        "GROUP BY u.code, f.programme_id, f.thing HAVING SUM(f.quantity) <> SUM(f.booked) ORDER BY u.code, f.thing"
    )
    return found_by(sql, lambda place, thing, lies, booked: _differ(f"{place} {thing}", int(lies), "sổ cái", int(booked)))


def _differ(what: str, found: int, name: str, other: int) -> Broken:
    return Broken(what, f"ghi {grouped(found)}, {name} {grouped(other)}")


def every_loss() -> Iterator[Broken]:
    """Of goods what is lost has its minutes, piece by piece."""
    sql = (
        "SELECT c.trace_code, b.lost, COALESCE(l.quantity, 0) FROM support_contribution c JOIN support_contributionbalance b "
        "ON b.contribution_id = c.id LEFT JOIN (SELECT contribution_id, SUM(quantity) AS quantity FROM support_loss "
        "GROUP BY contribution_id) l ON l.contribution_id = c.id WHERE NOT c.is_money AND b.lost <> COALESCE(l.quantity, 0) ORDER BY c.id"
    )
    return found_by(sql, lambda code, lost, said: _differ(code, int(lost), "biên bản", int(said)))


def every_allocation() -> Iterator[Broken]:
    """Handed over and confirmed of an allocation are what its deliveries say."""
    lines = (
        "SELECT l.allocation_id, SUM(CASE WHEN d.status <> 'refused' THEN l.amount ELSE 0 END) AS delivered, "
        "SUM(CASE WHEN d.status = 'confirmed' THEN l.amount ELSE 0 END) AS confirmed FROM support_deliveryline l "
        "JOIN support_delivery d ON d.id = l.delivery_id GROUP BY l.allocation_id"
    )
    sql = (
        "SELECT a.code, b.delivered, COALESCE(l.delivered, 0), b.confirmed, COALESCE(l.confirmed, 0) FROM support_allocationbalance b "
        f"JOIN support_allocation a ON a.id = b.allocation_id LEFT JOIN ({lines}) l ON l.allocation_id = a.id "
        "WHERE b.delivered <> COALESCE(l.delivered, 0) OR b.confirmed <> COALESCE(l.confirmed, 0) ORDER BY a.id"
    )
    return found_by(sql, _said_of_allocation)


def _said_of_allocation(code: str, delivered: int, handed: int, confirmed: int, said: int) -> Broken:
    parts = [grouped(int(number)) for number in (delivered, handed, confirmed, said)]
    return Broken(code, "đã giao {}, các lần bàn giao {}; đã xác nhận {}, các lần xác nhận {}".format(*parts))


def every_delivered() -> Iterator[Broken]:
    """What a gift says was handed over is the sum of its allocations; what the donor handed over itself went as it came."""
    sql = (
        "SELECT c.trace_code, b.delivered, COALESCE(a.delivered, 0) FROM support_contribution c JOIN support_contributionbalance b "
        "ON b.contribution_id = c.id LEFT JOIN (SELECT a.contribution_id, SUM(ab.delivered) AS delivered FROM support_allocation a "
        "JOIN support_allocationbalance ab ON ab.allocation_id = a.id GROUP BY a.contribution_id) a ON a.contribution_id = c.id "
        "WHERE c.way <> 'direct' AND b.delivered <> COALESCE(a.delivered, 0) ORDER BY c.id"
    )
    return found_by(sql, lambda code, delivered, parts: _differ(code, int(delivered), "các phần phân bổ", int(parts)))


def every_part_met() -> Iterator[Broken]:
    """No allocation meets more of its need than it holds."""
    sql = (
        "SELECT a.code, a.need_quantity, SUM(l.met_quantity) FROM support_allocation a JOIN support_deliveryline l "
        f"ON l.allocation_id = a.id WHERE a.need_quantity > 0 AND {_NOT_REFUSED} GROUP BY a.id, a.code, a.need_quantity "
        "HAVING SUM(l.met_quantity) > a.need_quantity ORDER BY a.code"
    )
    return found_by(sql, lambda code, held, met: _differ(code, int(met), "nhiều nhất", int(held)))


_MEND: Final = (
    "Đừng sửa bảng. Tìm trong bản sao lưu lúc con số còn đúng, kiểm kê tại chỗ, lập biên bản rồi ghi bù bằng việc làm bình thường."
)

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("support.goods_of_gifts", "Hiện vật của mỗi khoản: vào bằng ra cộng tồn cộng mất.", every_gift, _MEND),
    Invariant("support.goods_at_places", "Hiện vật ở mỗi nơi đúng như sổ cái.", every_place, _MEND),
    Invariant("support.losses", "Mọi mất, hỏng đều có biên bản.", every_loss, _MEND),
    Invariant("support.deliveries", "Phần đã bàn giao, đã xác nhận đúng như các lần bàn giao.", every_allocation, _MEND),
    Invariant("support.delivered", "Phần đã bàn giao của mỗi khoản bằng tổng các phần phân bổ.", every_delivered, _MEND),
    Invariant("support.met", "Không phần phân bổ nào đáp ứng nhiều hơn phần nó giữ của nhu cầu.", every_part_met, _MEND),
)
