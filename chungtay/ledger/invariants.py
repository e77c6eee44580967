"""What must be true of the ledger, whoever wrote into it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.invariants import Broken, Invariant, check_time, found_by
from chungtay.core.numbers import grouped
from chungtay.ledger import merkle
from chungtay.ledger.enums import ASSETS, ENDS, FUNDS, EntryKind
from chungtay.ledger.models import Entry, Head, Leaf, Node
from chungtay.ledger.sealed import COLUMNS, Accounts, Sealed, line_of

_AT_ONCE: Final = 5_000
_LATEST_SEAL: Final = timedelta(days=2)
_ASSETS: Final = ", ".join(f"'{kind.value}'" for kind in sorted(ASSETS))
_FUNDS: Final = ", ".join(f"'{kind.value}'" for kind in sorted(FUNDS))
_ACCOUNT: Final = "a.kind || ' ' || u.code || ' ' || a.commodity"
# What the entries of each account come to, in its own nature.
_SUMS: Final = (
    "SELECT account_id, SUM(amount) AS amount FROM ("
    f"SELECT e.debit_id AS account_id, CASE WHEN a.kind IN ({_ASSETS}) THEN e.amount ELSE -e.amount END AS amount "
    "FROM ledger_entry e JOIN ledger_account a ON a.id = e.debit_id UNION ALL "
    f"SELECT e.credit_id, CASE WHEN a.kind IN ({_ASSETS}) THEN -e.amount ELSE e.amount END "
    "FROM ledger_entry e JOIN ledger_account a ON a.id = e.credit_id) moved GROUP BY account_id"
)


def _entry(pk: int) -> str:
    return f"BT-{pk}"


def balances() -> Iterator[Broken]:
    sql = (
        f"SELECT {_ACCOUNT}, b.amount, COALESCE(s.amount, 0) FROM ledger_account a JOIN places_orgunit u ON u.id = a.unit_id "
        f"LEFT JOIN ledger_balance b ON b.account_id = a.id LEFT JOIN ({_SUMS}) s ON s.account_id = a.id "
        "WHERE b.amount IS NULL OR b.amount <> COALESCE(s.amount, 0) ORDER BY a.id"
    )
    return found_by(sql, lambda account, held, sum_: Broken(account, f"số dư {_said(held)}, tổng bút toán {_said(sum_)}"))


def _said(amount: int | None) -> str:
    return "không có" if amount is None else grouped(int(amount))


def never_below_zero() -> Iterator[Broken]:
    sql = (
        f"SELECT {_ACCOUNT}, b.amount FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id "
        "JOIN places_orgunit u ON u.id = a.unit_id WHERE b.amount < 0 ORDER BY a.id"
    )
    return found_by(sql, lambda account, held: Broken(account, f"số dư {_said(held)}"))


def both_sides() -> Iterator[Broken]:
    """What is there and what it is there for are the same, commodity by commodity."""
    signed = f"CASE WHEN a.kind IN ({_ASSETS}) THEN b.amount WHEN a.kind IN ({_FUNDS}) THEN -b.amount END"
    sql = (
        f"SELECT a.commodity, SUM({signed}) FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id "
        f"GROUP BY a.commodity HAVING SUM({signed}) <> 0 ORDER BY a.commodity"
    )
    return found_by(sql, lambda thing, left: Broken(thing, f"tài sản trừ nguồn bằng {_said(left)}, phải bằng 0"))


def one_commodity() -> Iterator[Broken]:
    sql = (
        "SELECT e.id, d.commodity, c.commodity FROM ledger_entry e JOIN ledger_account d ON d.id = e.debit_id "
        "JOIN ledger_account c ON c.id = e.credit_id WHERE d.commodity <> c.commodity ORDER BY e.id"
    )
    return found_by(sql, lambda pk, debit, credit: Broken(_entry(pk), f"“{debit}” sang “{credit}”"))


def ends_fit() -> Iterator[Broken]:
    """Every entry runs between accounts between which such an entry may run."""
    allowed = " OR ".join(
        f"(e.kind = '{kind.value}' AND d.kind IN ({_words(debits)}) AND c.kind IN ({_words(credits_)}))"
        for kind, (debits, credits_) in ENDS.items()
    )
    sql = (
        "SELECT e.id, e.kind, d.kind, c.kind FROM ledger_entry e JOIN ledger_account d ON d.id = e.debit_id "
        f"JOIN ledger_account c ON c.id = e.credit_id WHERE e.kind <> '{EntryKind.REVERSAL.value}' AND NOT ({allowed}) ORDER BY e.id"
    )
    return found_by(sql, lambda pk, kind, debit, credit: Broken(_entry(pk), f"{kind}: từ {credit} sang {debit}"))


def _words(kinds: frozenset[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(str(one) for one in kinds))


def reversals_mirror() -> Iterator[Broken]:
    sql = (
        "SELECT r.id, r.reverses_id FROM ledger_entry r LEFT JOIN ledger_entry e ON e.id = r.reverses_id "
        "WHERE (r.reverses_id IS NOT NULL OR r.kind = 'reversal') AND (e.id IS NULL OR r.kind <> 'reversal' OR e.reverses_id IS NOT NULL "
        "OR e.debit_id <> r.credit_id OR e.credit_id <> r.debit_id OR e.amount <> r.amount OR e.gift <> r.gift) ORDER BY r.id"
    )
    return found_by(sql, lambda pk, of: Broken(_entry(pk), f"không ngược đúng với {_entry(of)}"))


def nothing_ahead() -> Iterator[Broken]:
    sql = "SELECT id, booked_on FROM ledger_entry WHERE booked_on > %s OR recorded_at > %s ORDER BY id"
    tomorrow = clock.now() + timedelta(days=1)  # clocks of several machines
    return found_by(sql, lambda pk, day: Broken(_entry(pk), f"ghi ngày {_day(day)}"), [clock.day_of(tomorrow), tomorrow])


def _day(day: date | str) -> str:
    return format_day(date.fromisoformat(str(day)[:10]))


def places_follow() -> Iterator[Broken]:
    """0 to n - 1, each once."""
    sql = (
        "SELECT place, before FROM (SELECT place, LAG(place) OVER (ORDER BY place) AS before FROM ledger_leaf) p "
        "WHERE place <> COALESCE(before, -1) + 1 ORDER BY place"
    )
    return found_by(sql, lambda place, before: Broken(f"Chỗ {place}", f"chỗ đứng trước là {before if before is not None else 'không có'}"))


def leaves_say_what_entries_say() -> Iterator[Broken]:
    accounts, after = Accounts(), -1
    while True:
        check_time()
        leaves = Leaf.objects.filter(place__gt=after).order_by("place")
        found = list(leaves.values_list("place", "hash", *(f"entry__{name}" for name in COLUMNS))[:_AT_ONCE])
        rows = [Sealed(*one[2:]) for one in found]
        accounts.read(rows)
        for (place, kept, *_others), row in zip(found, rows, strict=True):
            if merkle.leaf_hash(line_of(row, accounts)).hex() != kept:
                yield Broken(_entry(row.id), f"khác với bản đã niêm phong ở chỗ {place}")
        if not found:
            return
        after = found[-1][0]


def heads_hold() -> Iterator[Broken]:
    """Root and frontier of each head, reckoned anew from the leaves."""
    heads: dict[int, list[Head]] = {}
    for head in Head.objects.order_by("size", "day"):
        heads.setdefault(head.size, []).append(head)
    tree = merkle.Frontier()
    for leaf in _leaves():
        tree.add(leaf)
        for head in heads.pop(tree.size, ()):
            if (head.root, head.roots) != (tree.root.hex(), tree.roots):
                yield Broken(f"Gốc ngày {_day(head.day)}", f"không phải gốc của {grouped(head.size)} bút toán đầu")
    for left in heads.values():
        for head in left:
            yield Broken(f"Gốc ngày {_day(head.day)}", f"nói {grouped(head.size)} bút toán, chỉ có {grouped(tree.size)}")


def nodes_hold() -> Iterator[Broken]:
    kept = {(level, number): root for level, number, root in Node.objects.values_list("level", "number", "hash")}
    tree = merkle.Frontier()
    for leaf in _leaves():
        for level, number, root in tree.add(leaf):
            if kept.pop((level, number), None) != root.hex():
                yield Broken(f"Nút {level}/{number}", "thiếu, hoặc khác với các lá dưới nó")
    for level, number in kept:
        yield Broken(f"Nút {level}/{number}", "không có đủ lá dưới nó")


def _leaves() -> Iterator[bytes]:
    after = -1
    while rows := list(Leaf.objects.filter(place__gt=after).order_by("place").values_list("place", "hash")[:_AT_ONCE]):
        check_time()
        yield from (bytes.fromhex(one) for _place, one in rows)
        after = rows[-1][0]


def all_is_sealed() -> Iterator[Broken]:
    """Every leaf lies under a head, heads grow with the days, and nothing waits for more than two nights."""
    last = Head.objects.order_by("-size", "-day").first()
    size, leaves = last.size if last else 0, Leaf.objects.count()
    if size != leaves:
        yield Broken("Gốc mới nhất", f"{grouped(size)} bút toán, có {grouped(leaves)} lá")
    sql = (
        "SELECT day, size FROM (SELECT day, size, LAG(day) OVER (ORDER BY size, id) AS before FROM ledger_head) h "
        "WHERE day < before ORDER BY size"
    )
    yield from found_by(sql, lambda day, found: Broken(f"Gốc ngày {_day(day)}", f"{grouped(found)} bút toán, nhiều hơn một ngày sau nó"))
    for pk, day in Entry.objects.filter(leaf=None, recorded_at__lt=clock.now() - _LATEST_SEAL).values_list("pk", "booked_on")[:3]:
        yield Broken(_entry(pk), f"ghi ngày {_day(day)} mà chưa niêm phong; xem bộ phận làm việc nền")


_BOOKS: Final = "Đừng sửa bảng. Tìm trong bản sao lưu lúc con số còn đúng; rồi ghi bút toán hủy và bút toán đúng, có biên bản."
_TREE: Final = "Có người đã sửa thẳng cơ sở dữ liệu. Giữ nguyên hiện trạng, so với tệp xuất và gốc đã in của các ngày trước, báo cấp trên."
_SEAL: Final = "Chạy manage.py work; nếu vẫn còn thì manage.py ledger-export --seal và xem nhật ký của dịch vụ."

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("ledger.balances", "Số dư của mỗi tài khoản bằng tổng các bút toán của nó.", balances, _BOOKS),
    Invariant("ledger.never_below_zero", "Không tài khoản nào âm.", never_below_zero, _BOOKS),
    Invariant("ledger.both_sides", "Tài sản bằng nguồn, với từng loại tiền và hiện vật.", both_sides, _BOOKS),
    Invariant("ledger.one_commodity", "Hai đầu của mỗi bút toán cùng một loại.", one_commodity, _BOOKS),
    Invariant("ledger.ends_fit", "Mỗi loại bút toán chỉ đi giữa những tài khoản được phép.", ends_fit, _BOOKS),
    Invariant("ledger.reversals_mirror", "Bút toán hủy ngược đúng với bút toán bị hủy.", reversals_mirror, _BOOKS),
    Invariant("ledger.nothing_ahead", "Không có bút toán ở tương lai.", nothing_ahead, _BOOKS),
    Invariant("ledger.places_follow", "Các lá đứng liền nhau từ 0, không thiếu, không trùng.", places_follow, _TREE),
    Invariant("ledger.leaves", "Mỗi bút toán còn đúng như khi niêm phong.", leaves_say_what_entries_say, _TREE),
    Invariant("ledger.heads", "Gốc của mỗi ngày tính lại được từ các lá.", heads_hold, _TREE),
    Invariant("ledger.nodes", "Các nút đã giữ tính lại được từ các lá.", nodes_hold, _TREE),
    Invariant("ledger.all_is_sealed", "Mọi bút toán được niêm phong trong hai đêm, dưới gốc của một ngày.", all_is_sealed, _SEAL),
)
