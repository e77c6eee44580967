"""What must be true of needs, whoever wrote into their tables."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, found_by
from chungtay.core.periods import FOREVER
from chungtay.needs.actions.states import COUNTED

_COPIED: Final = tuple(name for name in COUNTED if name != "standing_on")  # that one has a rule of its own


def _need(pk: int, detail: str) -> Broken:
    return Broken(f"NC-{pk}", detail)


def stands_as_it_is() -> Iterator[Broken]:
    """What is counted today is what the need itself says."""
    differ = " OR ".join(f"s.{name} IS DISTINCT FROM n.{name}" for name in _COPIED)
    sql = (
        "SELECT n.id, CASE WHEN s.id IS NULL THEN 'không có tình trạng của hôm nay' ELSE 'tình trạng của hôm nay khác với nhu cầu' END "
        f"FROM needs_need n LEFT JOIN needs_needstate s ON s.need_id = n.id AND s.valid_to = '{FOREVER}' "
        f"WHERE n.status <> 'draft' AND (s.id IS NULL OR {differ} "
        "OR s.standing_on IS DISTINCT FROM CASE WHEN n.published_on IS NULL THEN NULL ELSE n.standing_on END) ORDER BY n.id"
    )
    return found_by(sql, _need)


def states_follow() -> Iterator[Broken]:
    """From the day it was sent on, every day has one state; a draft has none."""
    sql = (
        "SELECT need_id, 'từ ' || valid_from || ' không nối với tình trạng trước' FROM (SELECT need_id, valid_from, LAG(valid_to) OVER "
        "(PARTITION BY need_id ORDER BY valid_from) AS before FROM needs_needstate) s WHERE before <> valid_from "
        "UNION ALL SELECT n.id, 'còn là bản đang ghi mà đã được đếm' FROM needs_need n WHERE n.status = 'draft' "
        "AND EXISTS (SELECT 1 FROM needs_needstate s WHERE s.need_id = n.id)"
    )
    return found_by(sql, _need)


_MEND: Final = (
    "Con số của những ngày ấy không đáng tin. So nhật ký của nhu cầu với bản sao lưu; ghi lại bước bị thiếu trên trang của nhu cầu."
)

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("needs.stands_as_it_is", "Nhu cầu được đếm đúng như nó đang đứng.", stands_as_it_is, _MEND),
    Invariant("needs.states_follow", "Tình trạng của mỗi nhu cầu nối liền nhau từ ngày gửi, không hở, không chồng.", states_follow, _MEND),
)
