"""What must be true of statements, whoever wrote into their tables."""

from collections.abc import Iterator
from typing import Final

from chungtay.core.invariants import Broken, Invariant, found_by
from chungtay.core.numbers import grouped

_CALLED: Final = "Sao kê %s của tài khoản %s"
_MEND: Final = "Có người ghi thẳng vào cơ sở dữ liệu. Đối chiếu với tệp gốc ở trang của sao kê, rồi khôi phục từ bản sao lưu."
_SIGNED: Final = "CASE WHEN l.is_credit THEN l.amount_vnd ELSE -l.amount_vnd END"


def statements_add_up() -> Iterator[Broken]:
    sql = (
        "SELECT s.id, a.number, s.opening_vnd + s.credit_vnd - s.debit_vnd, s.closing_vnd FROM banking_statement s "
        "JOIN banking_bankaccount a ON a.id = s.account_id WHERE s.opening_vnd + s.credit_vnd - s.debit_vnd <> s.closing_vnd ORDER BY s.id"
    )
    return found_by(sql, _apart)


def lines_are_counted() -> Iterator[Broken]:
    """What a statement brought is what it counts as new."""
    sql = (
        "SELECT s.id, a.number, s.line_count - s.known_count, COUNT(l.id) FROM banking_statement s JOIN banking_bankaccount a "
        "ON a.id = s.account_id LEFT JOIN banking_statementline l ON l.statement_id = s.id "
        "GROUP BY s.id, a.number, s.line_count, s.known_count "
        "HAVING s.line_count - s.known_count <> COUNT(l.id) ORDER BY s.id"
    )
    return found_by(sql, _apart)


def lines_add_up() -> Iterator[Broken]:
    """Of a statement all of whose lines are its own, they come to the difference of its balances."""
    sql = (
        f"SELECT s.id, a.number, s.closing_vnd - s.opening_vnd, COALESCE(SUM({_SIGNED}), 0) FROM banking_statement s "
        "JOIN banking_bankaccount a ON a.id = s.account_id LEFT JOIN banking_statementline l ON l.statement_id = s.id "
        "WHERE s.known_count = 0 "
        "GROUP BY s.id, a.number, s.closing_vnd, s.opening_vnd "
        f"HAVING s.closing_vnd - s.opening_vnd <> COALESCE(SUM({_SIGNED}), 0) ORDER BY s.id"
    )
    return found_by(sql, _apart)


def balances_follow() -> Iterator[Broken]:
    """Within such a statement each balance follows from the one before."""
    before = "LAG(l.balance_vnd) OVER (PARTITION BY l.statement_id ORDER BY l.id)"
    sql = (
        "SELECT w.statement_id, a.number, w.expected, w.told FROM "
        f"(SELECT l.id, l.statement_id, l.account_id, {before} + {_SIGNED} AS expected, l.balance_vnd AS told FROM banking_statementline l "
        "JOIN banking_statement s ON s.id = l.statement_id AND s.known_count = 0) w "
        "JOIN banking_bankaccount a ON a.id = w.account_id WHERE w.expected <> w.told ORDER BY w.id"
    )
    return found_by(sql, _apart)


def lines_are_at_home() -> Iterator[Broken]:
    sql = (
        "SELECT s.id, a.number, l.id, l.booked_on FROM banking_statementline l JOIN banking_statement s ON s.id = l.statement_id "
        "JOIN banking_bankaccount a ON a.id = s.account_id WHERE l.account_id <> s.account_id "
        "OR l.booked_on < s.starts_on OR l.booked_on > s.ends_on ORDER BY l.id"
    )
    return found_by(
        sql, lambda pk, number, line, _day: Broken(_CALLED % (pk, number), f"dòng {line} không thuộc tài khoản hoặc kỳ của sao kê")
    )


def files_are_theirs() -> Iterator[Broken]:
    sql = (
        "SELECT s.id, a.number FROM banking_statement s JOIN banking_bankaccount a ON a.id = s.account_id "
        "JOIN files_attachment f ON f.id = s.file_id WHERE f.sha256 <> s.sha256 ORDER BY s.id"
    )
    return found_by(sql, lambda pk, number: Broken(_CALLED % (pk, number), "tệp gốc không phải tệp đã nạp"))


def _apart(pk: int, number: str, expected: int, found: int) -> Broken:
    return Broken(_CALLED % (pk, number), f"phải là {grouped(int(expected))}, đang là {grouped(int(found))}")


INVARIANTS: Final[tuple[Invariant, ...]] = (
    Invariant(
        "banking.statements_add_up", "Số dư đầu kỳ cộng tiền vào trừ tiền ra bằng số dư cuối kỳ của mọi sao kê.", statements_add_up, _MEND
    ),
    Invariant("banking.lines_counted", "Mỗi sao kê còn đủ các dòng mà nó mang vào.", lines_are_counted, _MEND),
    Invariant("banking.lines_add_up", "Các dòng của sao kê cộng lại đúng bằng số dư thay đổi.", lines_add_up, _MEND),
    Invariant("banking.balances_follow", "Số dư sau mỗi dòng bằng số dư trước cộng hoặc trừ số tiền.", balances_follow, _MEND),
    Invariant("banking.lines_at_home", "Mỗi dòng thuộc tài khoản và kỳ của sao kê mang nó vào.", lines_are_at_home, _MEND),
    Invariant("banking.files", "Tệp gốc của sao kê đúng là tệp đã nạp.", files_are_theirs, _MEND),
)
