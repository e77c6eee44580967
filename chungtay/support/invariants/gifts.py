"""What must be true of money and of every gift, whoever wrote into the tables: the parts add up, and the ledger says the same."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, found_by
from chungtay.core.numbers import grouped

_AMOUNT: Final = "CASE WHEN c.is_money THEN c.value_vnd ELSE c.quantity END"
_COMMODITY: Final = "CASE WHEN c.is_money THEN 'VND' ELSE c.kind || '|' || c.measure END"
_NOT_BACK: Final = "NOT EXISTS (SELECT 1 FROM {0} back WHERE back.reverses_id = {1}.id)"
_GIFT_STANDS: Final = "c.reverses_id IS NULL AND " + _NOT_BACK.format("support_contribution", "c")
_PART_STANDS: Final = "a.reverses_id IS NULL AND " + _NOT_BACK.format("support_allocation", "a")
_ALLOCATED: Final = (
    f"SELECT a.contribution_id AS id, SUM(a.amount) AS n FROM support_allocation a WHERE {_PART_STANDS} GROUP BY a.contribution_id"
)
_HANDED: Final = "support_deliveryline l JOIN support_delivery d ON d.id = l.delivery_id AND d.status <> 'refused'"
_DELIVERED: Final = (
    f"SELECT a.contribution_id AS id, SUM(l.amount) AS n FROM {_HANDED} JOIN support_allocation a ON a.id = l.allocation_id "
    "GROUP BY a.contribution_id"
)
_REFUNDED: Final = "SELECT contribution_id AS id, SUM(amount_vnd) AS n FROM support_refund GROUP BY contribution_id"
_LOST: Final = (
    "SELECT id, SUM(n) AS n FROM (SELECT contribution_id AS id, quantity AS n FROM support_loss UNION ALL "
    "SELECT b.contribution_id, s.amount_vnd FROM support_linebooking b JOIN banking_statementline s ON s.id = b.line_id "
    "WHERE b.use = 'fee' AND NOT b.is_undone) parts GROUP BY id"
)


def _n(amount: int | None) -> str:
    return grouped(int(amount or 0))


def gift_parts() -> Iterator[Broken]:
    """What a balance says beside what the rows say; what was given on the spot went as it came."""
    is_direct = "c.way = 'direct'"
    got = f"CASE WHEN {_NOT_BACK.format('support_contribution', 'c')} THEN {_AMOUNT} ELSE 0 END"
    sql = (
        f"SELECT c.trace_code, b.received, {got} AS got, b.allocated, CASE WHEN {is_direct} THEN {got} ELSE COALESCE(a.n, 0) END AS a, "
        f"b.delivered, CASE WHEN {is_direct} THEN {got} ELSE COALESCE(d.n, 0) END AS d, b.refunded, COALESCE(r.n, 0) AS r, b.lost, "
        "COALESCE(l.n, 0) AS l FROM support_contribution c LEFT JOIN support_contributionbalance b ON b.contribution_id = c.id "
        f"LEFT JOIN ({_ALLOCATED}) a ON a.id = c.id LEFT JOIN ({_DELIVERED}) d ON d.id = c.id LEFT JOIN ({_REFUNDED}) r ON r.id = c.id "
        f"LEFT JOIN ({_LOST}) l ON l.id = c.id WHERE c.reverses_id IS NULL"
    )
    wrong = " OR ".join(f"{held} IS NULL OR {held} <> {rows}" for held, rows in _PARTS)
    words = ("nhận", "phân bổ", "bàn giao", "hoàn trả", "mất, phí")

    def say(trace: str, *parts: int | None) -> Broken:
        pairs = [(word, parts[2 * place], parts[2 * place + 1]) for place, word in enumerate(words)]
        said = [f"{word} {_n(held)}, các dòng cộng lại {_n(rows)}" for word, held, rows in pairs if held != rows]
        return Broken(trace, "; ".join(said))

    return found_by(f"SELECT * FROM ({sql}) p WHERE {wrong} ORDER BY trace_code", say)


_PARTS: Final = (("received", "got"), ("allocated", "a"), ("delivered", "d"), ("refunded", "r"), ("lost", "l"))


def allocation_parts() -> Iterator[Broken]:
    sql = (
        f"SELECT a.code, b.amount, CASE WHEN {_NOT_BACK.format('support_allocation', 'a')} THEN a.amount ELSE 0 END AS n "
        "FROM support_allocation a LEFT JOIN support_allocationbalance b ON b.allocation_id = a.id WHERE a.reverses_id IS NULL"
    )
    return found_by(
        f"SELECT * FROM ({sql}) p WHERE amount IS NULL OR amount <> n ORDER BY code",
        lambda code, held, n: Broken(code, f"phân bổ {_n(held)}, dòng phân bổ {_n(n)}"),
    )


def _beside_ledger(kind: str, rows: str, *, is_of_programme: bool = True) -> Iterator[Broken]:
    """What the ledger keeps in accounts of that kind beside `rows` (unit, programme, commodity, n), the one or the other way missing."""
    programme = "a.programme_id" if is_of_programme else "0"
    sql = (
        "SELECT u.code, x.commodity, SUM(x.held) AS held, SUM(x.n) AS n FROM ("
        f"SELECT a.unit_id AS unit, COALESCE({programme}, 0) AS programme, a.commodity, b.amount AS held, 0 AS n FROM ledger_account a "
        f"JOIN ledger_balance b ON b.account_id = a.id WHERE a.kind = '{kind}' UNION ALL "
        f"SELECT r.unit, r.programme, r.commodity, 0, r.n FROM ({rows}) r) x JOIN places_orgunit u ON u.id = x.unit "
        "GROUP BY u.code, x.unit, x.programme, x.commodity HAVING SUM(x.held) <> SUM(x.n) ORDER BY u.code"
    )
    return found_by(sql, lambda unit, thing, held, n: Broken(f"{kind} {unit} {thing}", f"sổ cái {_n(held)}, hồ sơ {_n(n)}"))


_OF_GIFTS: Final = (
    f"SELECT c.unit_id AS unit, c.programme_id AS programme, {_COMMODITY} AS commodity, {{}} AS n FROM support_contribution c "
    "JOIN support_contributionbalance b ON b.contribution_id = c.id WHERE c.way <> 'direct'"
)


def idle_in_ledger() -> Iterator[Broken]:
    return _beside_ledger("gifts", _OF_GIFTS.format("b.received - b.allocated - b.refunded - b.lost"))


def allocated_in_ledger() -> Iterator[Broken]:
    return _beside_ledger("allocated", _OF_GIFTS.format("b.allocated - b.delivered"))


def bank_agrees() -> Iterator[Broken]:
    last = (
        "SELECT account_id, closing_vnd, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY ends_on DESC, id DESC) AS place "
        "FROM banking_statement"
    )
    sql = (
        f"SELECT k.number, s.closing_vnd, COALESCE(b.amount, 0) AS held FROM ({last}) s JOIN banking_bankaccount k ON k.id = s.account_id "
        "LEFT JOIN ledger_account a ON a.kind = 'bank' AND a.unit_id = k.unit_id AND a.part = k.number "
        "LEFT JOIN ledger_balance b ON b.account_id = a.id WHERE s.place = 1 AND s.closing_vnd <> COALESCE(b.amount, 0) ORDER BY k.number"
    )
    return found_by(sql, lambda number, told, held: Broken(number, f"ngân hàng {_n(told)}, sổ cái {_n(held)}"))


def lines_in_ledger() -> Iterator[Broken]:
    """What waits to be said what it is, beside the lines that nobody has booked; every line entered the ledger once."""
    for kind, is_credit in (("unidentified", "k.is_credit"), ("unclear", "NOT k.is_credit")):
        rows = (
            "SELECT o.unit_id AS unit, 0 AS programme, 'VND' AS commodity, k.amount_vnd AS n FROM banking_statementline k "
            f"JOIN banking_bankaccount o ON o.id = k.account_id WHERE {is_credit} AND NOT EXISTS "
            "(SELECT 1 FROM support_linebooking b WHERE b.line_id = k.id AND NOT b.is_undone)"
        )
        yield from _beside_ledger(kind, rows, is_of_programme=False)
    sql = (
        "SELECT k.id, k.amount_vnd, COUNT(e.id), COALESCE(SUM(e.amount), 0) FROM banking_statementline k LEFT JOIN ledger_entry e "
        "ON e.subject = 'SK-' || k.id AND e.kind IN ('receipt', 'paid_out') GROUP BY k.id, k.amount_vnd "
        "HAVING COUNT(e.id) <> 1 OR COALESCE(SUM(e.amount), 0) <> k.amount_vnd ORDER BY k.id"
    )
    yield from found_by(sql, lambda pk, told, count, sum_: Broken(f"SK-{pk}", f"{_n(told)} đồng; {count} bút toán, cộng {_n(sum_)}"))


def lines_once() -> Iterator[Broken]:
    """A line is one thing at a time, and the gifts made of it are as much as it brought."""
    sql = (
        "SELECT k.id, k.amount_vnd, COALESCE(b.n, 0) AS bookings, COALESCE(g.n, 0) AS gifts FROM banking_statementline k "
        "LEFT JOIN (SELECT line_id, COUNT(*) AS n, MAX(use) AS use FROM support_linebooking WHERE NOT is_undone GROUP BY line_id) b "
        "ON b.line_id = k.id LEFT JOIN (SELECT c.line_id, SUM(c.value_vnd) AS n FROM support_contribution c "
        f"WHERE c.line_id IS NOT NULL AND {_GIFT_STANDS} GROUP BY c.line_id) g ON g.line_id = k.id "
        "WHERE COALESCE(b.n, 0) > 1 "
        "OR COALESCE(g.n, 0) <> CASE WHEN b.use IN ('gift', 'interest') THEN k.amount_vnd ELSE 0 END ORDER BY k.id"
    )
    return found_by(sql, lambda pk, told, n, gifts: Broken(f"SK-{pk}", f"{_n(told)} đồng; ghi sổ {n} lần, thành khoản nhận {_n(gifts)}"))


def pledges_came() -> Iterator[Broken]:
    sql = (
        "SELECT p.payment_code, n.came, COALESCE(g.n, 0) AS got FROM support_pledgeline n JOIN support_pledge p ON p.id = n.pledge_id "
        f"LEFT JOIN (SELECT c.pledge_line_id AS id, SUM({_AMOUNT}) AS n FROM support_contribution c "
        f"WHERE c.pledge_line_id IS NOT NULL AND {_GIFT_STANDS} GROUP BY c.pledge_line_id) g ON g.id = n.id "
        "WHERE n.came <> COALESCE(g.n, 0) ORDER BY n.id"
    )
    return found_by(sql, lambda code, came, got: Broken(code, f"cam kết ghi đã đến {_n(came)}, khoản nhận cộng lại {_n(got)}"))


def needs_held() -> Iterator[Broken]:
    """What of a need is taken on: what pledges hold, and what is allocated and not yet confirmed there."""
    met = f"SELECT l.allocation_id AS id, SUM(l.met_quantity) AS n FROM {_HANDED} AND d.status = 'confirmed' GROUP BY l.allocation_id"
    sql = (
        "SELECT n.id, n.promised_quantity, COALESCE(p.q, 0) + COALESCE(a.q, 0) AS q, n.promised_vnd, "
        "COALESCE(p.v, 0) + COALESCE(a.v, 0) AS v, n.met_quantity FROM needs_need n LEFT JOIN (SELECT need_id, SUM(need_quantity) AS q, "
        "SUM(need_vnd) AS v FROM support_pledgeline WHERE NOT is_dropped GROUP BY need_id) p ON p.need_id = n.id LEFT JOIN ("
        "SELECT a.need_id, SUM(CASE WHEN a.need_quantity > COALESCE(m.n, 0) THEN a.need_quantity - COALESCE(m.n, 0) ELSE 0 END) AS q, "
        f"SUM(a.need_vnd) AS v FROM support_allocation a LEFT JOIN ({met}) m ON m.id = a.id WHERE {_PART_STANDS} GROUP BY a.need_id) a "
        "ON a.need_id = n.id"
    )
    wrong = "promised_quantity <> q OR promised_vnd > v OR (met_quantity = 0 AND promised_vnd <> v)"
    return found_by(
        f"SELECT id, promised_quantity, q, promised_vnd, v FROM ({sql}) h WHERE {wrong} ORDER BY id",
        lambda pk, held, q, vnd, v: Broken(
            f"NC-{pk}", f"nhu cầu ghi đã có người nhận {_n(held)} ({_n(vnd)} đồng), hồ sơ {_n(q)} ({_n(v)} đồng)"
        ),
    )


def traces_once() -> Iterator[Broken]:
    """A code opens one gift and no pledge besides; what takes a gift back bears its code and its amount."""
    sql = (
        "SELECT trace_code, COUNT(*) AS n FROM (SELECT trace_code FROM support_contribution WHERE reverses_id IS NULL UNION ALL "
        "SELECT trace_code FROM support_pledge) t GROUP BY trace_code HAVING COUNT(*) > 1 ORDER BY trace_code"
    )
    yield from found_by(sql, lambda code, n: Broken(code, f"dùng {n} lần"))
    sql = (
        "SELECT r.trace_code FROM support_contribution r JOIN support_contribution c ON c.id = r.reverses_id "
        "WHERE r.trace_code <> c.trace_code OR r.value_vnd IS DISTINCT FROM c.value_vnd "
        "OR r.quantity IS DISTINCT FROM c.quantity ORDER BY r.id"
    )
    yield from found_by(sql, lambda code: Broken(code, "dòng hủy không giống dòng bị hủy"))


def wishes_kept() -> Iterator[Broken]:
    sql = (
        "SELECT a.code, c.trace_code FROM support_allocation a JOIN support_contribution c ON c.id = a.contribution_id "
        "LEFT JOIN needs_need n ON n.id = a.need_id LEFT JOIN support_substitution s ON s.id = a.substitution_id "
        f"WHERE {_PART_STANDS} AND ((a.substitution_id IS NULL AND ((c.earmark_need_id IS NOT NULL "
        "AND c.earmark_need_id IS DISTINCT FROM a.need_id) OR (c.earmark_category <> '' "
        "AND c.earmark_category IS DISTINCT FROM n.category))) OR s.contribution_id <> c.id) ORDER BY a.code"
    )
    return found_by(sql, lambda code, trace: Broken(code, f"không đi nơi nhà tài trợ của {trace} mong muốn"))


_ROWS: Final = "Đừng sửa bảng. So với bản sao lưu lúc con số còn đúng, tìm dòng bị sửa hay thiếu, ghi lại bằng trang của nó, có biên bản."
_LEDGER: Final = "Sổ cái và hồ sơ lệch nhau: có bên bị sửa thẳng. Chạy manage.py doctor ledger trước; giữ nguyên hiện trạng, báo cấp trên."

INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant("support.gift_parts", "Phần đã phân bổ, bàn giao, hoàn trả, mất của mỗi khoản nhận bằng tổng các dòng.", gift_parts, _ROWS),
    Invariant("support.allocation_parts", "Phần còn phân bổ của mỗi dòng đúng như dòng ấy.", allocation_parts, _ROWS),
    Invariant("support.idle_in_ledger", "Sổ cái ghi đúng phần chưa phân bổ của các khoản nhận.", idle_in_ledger, _LEDGER),
    Invariant("support.allocated_in_ledger", "Sổ cái ghi đúng phần đã phân bổ, chưa bàn giao.", allocated_in_ledger, _LEDGER),
    Invariant("support.bank_agrees", "Tiền gửi theo sổ cái bằng số dư cuối của sao kê mới nhất.", bank_agrees, _LEDGER),
    Invariant(
        "support.lines_in_ledger", "Mỗi dòng sao kê vào sổ cái một lần; phần chưa rõ bằng các dòng chưa ghi sổ.", lines_in_ledger, _LEDGER
    ),
    Invariant("support.lines_once", "Mỗi dòng sao kê được ghi sổ nhiều nhất một lần, đúng số tiền.", lines_once, _ROWS),
    Invariant("support.pledges_came", "Phần đã đến của mỗi cam kết bằng các khoản nhận theo nó.", pledges_came, _ROWS),
    Invariant(
        "support.needs_held", "Phần đã có người nhận của mỗi nhu cầu bằng cam kết còn giữ cộng phân bổ chưa giao.", needs_held, _ROWS
    ),
    Invariant("support.traces_once", "Mỗi mã dấu vết mở một khoản; dòng hủy giống dòng bị hủy.", traces_once, _ROWS),
    Invariant("support.wishes_kept", "Khoản có nơi dành riêng chỉ đi nơi ấy, trừ khi nhà tài trợ đồng ý đổi.", wishes_kept, _ROWS),
)
