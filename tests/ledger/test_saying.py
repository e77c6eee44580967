"""How an entry is said to somebody who keeps no books."""

from chungtay.ledger.models import Entry
from chungtay.ledger.rules import said_way, way_of
from tests.make.ledger import allocation, delivery, make_entry, receipt
from tests.make.places import Province


def kinds(entry: Entry) -> tuple[str, str]:
    origin, target = way_of(entry)
    return origin.kind, target.kind


def test_where_from_and_where_to(province: Province) -> None:
    came, aimed, handed = (make_entry(each(province.here.unit, 1_000)) for each in (receipt, allocation, delivery))
    assert [kinds(one) for one in (came, aimed, handed)] == [("gifts", "bank"), ("gifts", "allocated"), ("bank", "allocated")]
    assert said_way(came) == ("Đã nhận, chưa phân bổ", "Tiền gửi ngân hàng")
    assert said_way(aimed) == ("Đã nhận, chưa phân bổ", "Đã phân bổ, chưa bàn giao")
    assert said_way(handed) == ("Tiền gửi ngân hàng", "Đã ra khỏi sổ")
