"""What must be true of what was handed over besides the sums, which gifts.py adds up."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, found_by
from chungtay.core.numbers import grouped

_NOT_REFUSED: Final = "l.delivery_id IN (SELECT id FROM support_delivery WHERE status <> 'refused')"


def every_part_met() -> Iterator[Broken]:
    """No allocation meets more of its need than it holds."""
    sql = (
        "SELECT a.code, a.need_quantity, SUM(l.met_quantity) FROM support_allocation a JOIN support_deliveryline l "
        f"ON l.allocation_id = a.id WHERE a.need_quantity > 0 AND {_NOT_REFUSED} GROUP BY a.id, a.code, a.need_quantity "
        "HAVING SUM(l.met_quantity) > a.need_quantity ORDER BY a.code"
    )
    return found_by(sql, lambda code, held, met: Broken(code, f"đáp ứng {grouped(int(met))}, chỉ giữ {grouped(int(held))}"))


_MEND: Final = "Đừng sửa bảng. Tìm trong bản sao lưu lúc con số còn đúng, kiểm kê tại chỗ, lập biên bản rồi ghi bù."

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("support.met", "Không phần phân bổ nào đáp ứng nhiều hơn phần nó giữ của nhu cầu.", every_part_met, _MEND),
)
