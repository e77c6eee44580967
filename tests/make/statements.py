"""Statements of banks as banks lay them out; every account, name and amount in them is invented here."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import xlsxwriter

from chungtay.banking.actions.statements import Loaded, load_statement
from chungtay.banking.models import BankAccount

FIRST: Final = date(2026, 3, 1)
LAST: Final = date(2026, 3, 31)
Rows = list[list[Any]]


@dataclass(frozen=True)
class ALine:
    """One movement: `amount` in đồng, negative what went out."""

    day: date
    amount: int
    description: str = "ung ho cac chau"
    reference: str = ""
    other_name: str = ""
    other_account: str = ""


def some_lines(count: int = 4, *, first: date = FIRST, start: int = 1) -> list[ALine]:
    """Gifts, and every fourth a fee, one a day over March; each with a reference of its own."""
    return [
        ALine(
            day=first.replace(day=1 + number % 28) if count > 28 else first.replace(day=first.day + number),
            amount=-11_000 if number % 4 == 3 else 50_000 + 1_000 * number,
            description=f"MBVCB.55{number:06d}.ung ho bua an ban tru.CT tu 0123{number:06d} NGUYEN VAN AN",
            reference=f"FT26{start + number:08d}",
            other_name="NGUYEN VAN AN",
            other_account=f"0123{number:06d}",
        )
        for number in range(count)
    ]


def a_statement_file(
    layout: str,
    lines: Sequence[ALine],
    *,
    account: BankAccount | None = None,
    opening: int = 1_000_000,
    starts: date = FIRST,
    ends: date = LAST,
    **changes: Any,
) -> bytes:
    """A file in one of the layouts ("techcombank" xlsx, "bidv" csv, "vietcombank" xlsx, "generic" csv).

    Changes: `closing` and `balances` (by place) other than they are, `newest_first`, `no_head`, `no_balance`, `encoding`, `mark`.
    """
    balances, balance = [], opening
    for line in lines:
        balance += line.amount
        balances.append(balance)
    closing = changes.get("closing", balance)
    for place, wrong in changes.get("balances", {}).items():
        balances[place] = wrong
    told = list(zip(lines, balances, strict=True))
    number = account.number if account else "19036789012345"
    rows = _LAYOUTS[layout](told[::-1] if changes.get("newest_first") else told, number, opening, closing, starts, ends)
    if changes.get("no_head"):
        rows = rows[next(place for place, row in enumerate(rows) if len([cell for cell in row if cell != ""]) > 4) :]
        rows = [row for row in rows if not any(str(cell).startswith(("Số dư cuối", "Số dư đầu", "Tổng")) for cell in row)]
    if changes.get("no_balance"):
        rows = [
            [*row[: _BALANCE_AT[layout]], "", *row[_BALANCE_AT[layout] + 1 :]] if len(row) > _BALANCE_AT[layout] else row for row in rows
        ]
    if layout in ("techcombank", "vietcombank"):
        return as_xlsx(rows)
    return as_csv(rows, mark=changes.get("mark", ";" if layout == "generic" else ","), encoding=changes.get("encoding", "utf-8-sig"))


def a_loaded_statement(account: BankAccount, lines: Sequence[ALine] | None = None, *, layout: str = "techcombank", **more: Any) -> Loaded:
    """The file of these lines (four of March) loaded by the system itself."""
    known = {name: more.pop(name) for name in ("by", "is_gap_known") if name in more}
    file = a_statement_file(layout, lines if lines is not None else some_lines(), account=account, **more)
    on = max(more.get("ends", LAST), date(2026, 4, 1))
    return load_statement(account, by=known.pop("by", None), upload=file, on=on, name=f"{layout}.xlsx", **known)


def as_xlsx(rows: Rows, *, far_cell: tuple[int, int] | None = None) -> bytes:
    """Numbers as numbers, days as days, the rest as text."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})  # the same rows are the same file
    sheet, days = book.add_worksheet("Sao kê"), book.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, cell, days)
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell)
            elif cell != "":
                sheet.write_string(row, column, cell)
    if far_cell:
        sheet.write_string(*far_cell, "x")
    book.close()
    return file.getvalue()


def as_csv(rows: Rows, *, mark: str = ",", encoding: str = "utf-8-sig") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=mark).writerows([[day_words(cell) for cell in row] for row in rows])
    return file.getvalue().encode(encoding, errors="replace")


def day_words(cell: Any) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def commas(amount: int) -> str:
    return f"{amount:,}"


def dots(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


# ── Layouts ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

Told = list[tuple[ALine, int]]


_TECHCOMBANK_HEADING: Final[list[Any]] = [
    "Ngày KH thực hiện/\nRequesting date",
    "Ngày giao dịch/\nTransaction date",
    "Số bút toán/\nReference",
    "Ngân hàng đối tác/\nRemitter's bank",
    "Tài khoản đích/\nRemitter's account number",
    "Tên tài khoản đối ứng/\nRemitter's account name",
    "Diễn giải/\nDescription",
    "Nợ/Debit",
    "Có/Credit",
    "Số dư/Running balance",
]


def _techcombank(told: Told, number: str, opening: int, closing: int, starts: date, ends: date) -> Rows:
    head: Rows = [
        ["NGÂN HÀNG TMCP KỸ THƯƠNG VIỆT NAM"],
        ["SAO KÊ TÀI KHOẢN/ACCOUNT STATEMENT"],
        [],
        ["Số tài khoản/Account number:", "", number],
        ["Tên tài khoản/Account name:", "", "DON VI DUNG TEN"],
        [f"Từ ngày/From: {starts:%d/%m/%Y} đến ngày/To: {ends:%d/%m/%Y}"],
        ["Số dư đầu kỳ/Opening balance", "", opening, "", "Loại tiền/Currency", "VND"],
        [],
        _TECHCOMBANK_HEADING,
    ]
    rows: Rows = [
        [
            line.day,
            line.day,
            line.reference,
            "MB" if line.other_name else "",
            line.other_account,
            line.other_name,
            line.description,
            -line.amount if line.amount < 0 else "",
            line.amount if line.amount > 0 else "",
            balance,
        ]
        for line, balance in told
    ]
    debit, credit = _sums(told)
    foot: Rows = [
        ["Tổng phát sinh/Total", "", "", "", "", "", "", debit, credit, ""],
        ["Số dư cuối kỳ/Closing balance", "", "", "", "", "", "", "", "", closing],
        ["Trân trọng cảm ơn Quý khách"],
    ]
    return head + rows + foot


def _bidv(told: Told, number: str, opening: int, closing: int, starts: date, ends: date) -> Rows:
    head: Rows = [
        ["NGÂN HÀNG TMCP ĐẦU TƯ VÀ PHÁT TRIỂN VIỆT NAM - BIDV"],
        [f"Số tài khoản: {number}"],
        [f"Kỳ sao kê: {starts:%d/%m/%Y} - {ends:%d/%m/%Y}"],
        [f"Số dư đầu kỳ: {commas(opening)} VND"],
        ["STT", "Ngày GD", "Số tham chiếu", "Mô tả", "Phát sinh Nợ", "Phát sinh Có", "Số dư"],
    ]
    rows: Rows = [
        [
            place,
            f"{line.day:%d/%m/%Y} 10:11:12",
            line.reference,
            line.description,
            commas(-line.amount) if line.amount < 0 else "0",
            commas(line.amount) if line.amount > 0 else "0",
            commas(balance),
        ]
        for place, (line, balance) in enumerate(told, 1)
    ]
    debit, credit = _sums(told)
    return head + rows + [["Tổng cộng", "", "", "", commas(debit), commas(credit), ""], [f"Số dư cuối kỳ: {commas(closing)} VND"]]


def _vietcombank(told: Told, number: str, opening: int, closing: int, starts: date, ends: date) -> Rows:
    head: Rows = [
        ["", "", "NGÂN HÀNG TMCP NGOẠI THƯƠNG VIỆT NAM"],
        ["", "", "SAO KÊ TÀI KHOẢN", "", "", ""],
        ["Số tài khoản", "", f"{number} - VND"],
        ["Từ ngày", "", starts],
        ["Đến ngày", "", ends],
        [
            "STT\nNo.",
            "Ngày\nTNX Date/ Số CT/ Doc No",
            "Số tiền ghi nợ\nDebit",
            "Số tiền ghi có\nCredit",
            "Số dư\nBalance",
            "Nội dung chi tiết\nTransactions in detail",
        ],
        ["", "Số dư đầu kỳ", "", "", dots(opening), ""],
    ]
    rows: Rows = [
        [
            str(place),
            f"{line.day:%d/%m/%Y}\n{line.reference}",
            dots(-line.amount) if line.amount < 0 else "",
            dots(line.amount) if line.amount > 0 else "",
            dots(balance),
            f"{line.description[:30]}\n{line.description[30:]}",
        ]
        for place, (line, balance) in enumerate(told, 1)
    ]
    debit, credit = _sums(told)
    return head + rows + [["", "Tổng số", dots(debit), dots(credit), "", ""], ["", "Số dư cuối kỳ", "", "", dots(closing), ""]]


def _generic(told: Told, number: str, opening: int, closing: int, starts: date, ends: date) -> Rows:
    head: Rows = [
        [f"Tài khoản Account: {number}"],
        [f"Từ {starts:%d/%m/%Y} đến {ends:%d/%m/%Y}"],
        ["Số dư đầu kỳ Opening balance", commas(opening), "", "", "", "", ""],
        [
            "STT No",
            "Ngày giao dịch Transaction Date",
            "Số bút toán Transaction No",
            "Phát sinh nợ Debit",
            "Phát sinh có Credit",
            "Nội dung Details",
            "Tài khoản Account",
        ],
    ]
    rows: Rows = [
        [
            place,
            line.day,
            line.reference,
            commas(-line.amount) if line.amount < 0 else "",
            commas(line.amount) if line.amount > 0 else "",
            line.description,
            line.other_account,
        ]
        for place, (line, balance) in enumerate(told, 1)
    ]
    return head + rows + [["Số dư cuối kỳ Closing balance", commas(closing), "", "", "", "", ""]]


def _sums(told: Told) -> tuple[int, int]:
    return -sum(line.amount for line, _ in told if line.amount < 0), sum(line.amount for line, _ in told if line.amount > 0)


_LAYOUTS: Final = {"techcombank": _techcombank, "bidv": _bidv, "vietcombank": _vietcombank, "generic": _generic}
_BALANCE_AT: Final = {"techcombank": 9, "bidv": 6, "vietcombank": 4, "generic": 99}
