"""A bank's file read as the bank meant it, or refused with the row; nothing is guessed."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.banking.models import BankAccount
from chungtay.banking.reading.asked import read_statement
from chungtay.banking.reading.cells import UnclearError, amount_in, day_in
from chungtay.banking.reading.work import read
from chungtay.core.errors import RuleBroken
from tests.make.files import a_docx, an_xlsx
from tests.make.old_excel import as_xls
from tests.make.statements import ALine, Rows, a_statement_file, as_csv, as_xlsx, some_lines

NUMBER = "19036789012345"
LAYOUTS = ("techcombank", "bidv", "vietcombank", "generic")
HEADING = ["Ngày", "Số CT", "Ghi nợ", "Ghi có", "Số dư", "Nội dung"]


def answer(content: bytes, **changes: Any) -> dict[str, Any]:
    """As the child answers, but without its process."""
    question = {"today": "2026-04-01", "number": NUMBER, "opened_on": "2025-07-01", "closed_on": None, "opening": None, "closing": None}
    return read(content, question | changes)


def said(found: dict[str, Any]) -> list[tuple[int, str]]:
    return [(row, sentence) for row, sentence in found["faults"]]


@pytest.mark.parametrize("changes", [{}, {"newest_first": True}])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_tells_the_same(layout: str, changes: dict[str, Any]) -> None:
    lines = some_lines(9)
    found = answer(a_statement_file(layout, lines, **changes))
    assert found["faults"] == []
    assert found["layout"] == layout
    assert (found["starts"], found["ends"], found["opening"]) == ("2026-03-01", "2026-03-31", 1_000_000)
    assert found["closing"] == found["opening"] + found["credit"] - found["debit"] == 1_000_000 + sum(line.amount for line in lines)
    kept = [(day, amount if is_credit else -amount, reference) for _, day, is_credit, amount, reference, *_ in found["lines"]]
    told = [(line.day.isoformat(), line.amount, line.reference) for line in lines]
    assert kept == told
    assert [" ".join(line[5].split()).replace(" ", "") for line in found["lines"]] == [one.description.replace(" ", "") for one in lines]


def test_the_same_line_has_the_same_fingerprint_in_every_layout() -> None:
    prints = [[line[-1] for line in answer(a_statement_file(layout, some_lines(9)))["lines"]] for layout in LAYOUTS]
    assert prints == [prints[0]] * len(LAYOUTS)
    assert len(set(prints[0])) == 9


def test_two_gifts_alike_are_two() -> None:
    alike = [ALine(date(2026, 3, 2), 50_000, "ung ho")] * 3
    lines = answer(a_statement_file("techcombank", alike))["lines"]
    assert len({line[-1] for line in lines}) == 3
    assert [line[-1] for line in answer(a_statement_file("techcombank", alike[:2]))["lines"]] == [line[-1] for line in lines[:2]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_of_any_sort(encoding: str, mark: str) -> None:
    lines = [ALine(date(2026, 3, 2), 1_250_000, "Ủng hộ; bữa ăn, “bán trú”\tĐiện Biên", "FT1")]
    found = answer(a_statement_file("bidv", lines, encoding=encoding, mark=mark))
    assert found["faults"] == []
    assert found["lines"][0][3:6] == [1_250_000, "FT1", "Ủng hộ; bữa ăn, “bán trú” Điện Biên"]


def test_the_old_code_page_of_windows() -> None:
    """cp1258 writes tones as letters of their own."""
    text = as_csv([["Nga\u0300y", "So\u0301 CT", "Ghi nơ\u0323", "Ghi co\u0301", "Nôi dung"]], encoding="cp1258")
    text += "02/03/2026,FT1,,500,Ba\u0300 Đă\u0323ng u\u0309ng hô\u0323\r\n".encode("cp1258")
    found = answer(text, opening=0, closing=500)
    assert found["lines"][0][5] == "Bà Đặng ủng hộ"


def test_an_old_excel_file() -> None:
    rows = _table([[date(2026, 3, 2), "A1", "", 50_000, 1_050_000, "Ủng hộ bữa ăn"], [date(2026, 3, 3), "A2", 3_300, "", 1_046_700, ""]])
    found = answer(as_xls(rows))
    assert (found["faults"], found["count"], found["closing"]) == ([], 2, 1_046_700)
    assert found["lines"][0][5] == "Ủng hộ bữa ăn"


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1,000,000", 1_000_000),
        ("1.000.000", 1_000_000),
        ("1 000 000", 1_000_000),
        ("1,000,000.00", 1_000_000),
        ("1.000.000,00", 1_000_000),
        ("1000000.00", 1_000_000),
        ("50,000 VND", 50_000),
        ("50.000đ", 50_000),
        ("+50,000", 50_000),
        ("-50,000", -50_000),
        ("(50,000)", -50_000),
        ("50,000-", -50_000),
        ("1,000", 1_000),
        ("500", 500),
        ("", 0),
        ("-", 0),
        ("0", 0),
        ("0.00", 0),
        (1_000_000.0, 1_000_000),
        (-11_000.0, -11_000),
    ],
)
def test_amounts(cell: str | float, amount: int) -> None:
    assert amount_in(cell) == amount


@pytest.mark.parametrize(
    "cell",
    [
        "1,5",
        "1.5",
        "1,000.5",
        "10.000,50",
        "1,00,000",
        "1,000.000",
        "1.000,000",
        "mười",
        "12a",
        "1-2",
        0.5,
        1e20,
        float("nan"),
        "9" * 17,
        date(2026, 3, 1),
    ],
)
def test_what_is_no_amount(cell: str | float | date) -> None:
    with pytest.raises(UnclearError):
        amount_in(cell)


@given(st.integers(0, 10**15))
def test_amounts_as_banks_write_them(amount: int) -> None:
    for text in (f"{amount}", f"{amount:,}", f"{amount:,}".replace(",", "."), f"{amount:,}.00", f"{amount:,} VND"):
        assert amount_in(text) == amount


@given(st.one_of(st.text(), st.floats()))
def test_any_cell_is_an_amount_or_unclear(cell: str | float) -> None:
    with suppress(UnclearError):
        assert abs(amount_in(cell)) <= 10**15


@pytest.mark.parametrize(
    ("cell", "day", "rest"),
    [
        ("31/10/2023\n5243.65937", date(2023, 10, 31), "5243.65937"),
        ("1/3/2026", date(2026, 3, 1), ""),
        ("01-03-2026 10:11:12", date(2026, 3, 1), ""),
        ("01.03.2026", date(2026, 3, 1), ""),
        ("2026-03-01T08:00:00", date(2026, 3, 1), ""),
        (date(2026, 3, 1), date(2026, 3, 1), ""),
        (46082.0, date(2026, 3, 1), ""),
    ],
)
def test_days(cell: Any, day: date, rest: str) -> None:
    assert day_in(cell) == (day, rest)


@pytest.mark.parametrize("cell", ["", "31/02/2026", "3/2026", "01/03/26", "mồng một", 12.0, "13/13/2026", "01/03/20261"])
def test_what_is_no_day(cell: Any) -> None:
    assert day_in(cell) is None


@pytest.mark.parametrize("layout", ["techcombank", "bidv", "vietcombank"])
def test_one_dong_off_is_seen_in_its_row(layout: str) -> None:
    wrong = answer(a_statement_file(layout, some_lines(), balances={1: 1_101_001}))
    rows = [row for row, sentence in said(wrong) if "lệch 1 đồng" in sentence]
    first = min(rows)
    assert rows == [first, first + 1]
    assert f"{1_101_000:,}".replace(",", ".") in dict(said(wrong))[first]
    assert wrong["lines"] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ends_that_do_not_meet(layout: str) -> None:
    sentences = [sentence for _, sentence in said(answer(a_statement_file(layout, some_lines(), closing=1_142_001)))]
    assert any("lệch 1 đồng" in one and "1.142.001" in one for one in sentences), sentences


def test_an_altered_amount_is_seen_by_the_balance_and_by_the_totals() -> None:
    rows = _table([["02/03/2026", "FT1", "", "50,000", "1,050,000", "a"], ["Tổng cộng", "", "0", "60,000", "", ""]])
    assert said(answer(as_csv(rows))) == [(4, "Tổng tiền vào tệp ghi 60.000, các dòng cộng lại được 50.000: lệch 10.000 đồng.")]


def _table(rows: Rows) -> Rows:
    return [["Số dư đầu kỳ:", "", "", "", "1,000,000", ""], HEADING, *rows]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["02/04/2026", "A", "", "5,000", "1,005,000", ""], "ở tương lai"),
        (["30/06/2025", "A", "", "5,000", "1,005,000", ""], "trước ngày mở tài khoản (01/7/2025)"),
        (["31/02/2026", "A", "", "5,000", "1,005,000", ""], "Không đọc được ngày “31/02/2026”"),
        (["02/03/2026", "A", "5,000", "5,000", "1,000,000", ""], "cả tiền vào và tiền ra"),
        (["02/03/2026", "A", "", "", "1,000,000", ""], "không có số tiền"),
        (["02/03/2026", "A", "", "-5,000", "995,000", ""], "là số âm"),
        (["02/03/2026", "A", "", "5,000.5", "1,005,000", ""], "phần lẻ của đồng"),
        (["02/03/2026", "A", "", "năm nghìn", "1,005,000", ""], "không phải số tiền"),
        (["02/03/2026", "A", "", "5,000", "x", ""], "không phải số tiền"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(row: list[Any], sentence: str) -> None:
    faults = said(answer(as_csv(_table([["01/03/2026", "Z", "", "1", "1,000,001", ""], row]))))
    assert any(number == 4 and sentence in words for number, words in faults), faults


def test_days_outside_the_period_and_after_the_end() -> None:
    lines = [ALine(date(2026, 3, 2), 5_000), ALine(date(2026, 3, 30), 5_000)]
    found = answer(a_statement_file("bidv", lines, starts=date(2026, 3, 1), ends=date(2026, 3, 29)))
    assert said(found) == [(7, "Ngày 30/3/2026 nằm ngoài kỳ sao kê ghi trong tệp.")]
    closed = answer(a_statement_file("bidv", lines), closed_on="2026-03-10")
    assert said(closed) == [(7, "Ngày 30/3/2026 sau ngày đóng tài khoản (10/3/2026).")]
    turned = answer(a_statement_file("bidv", [], starts=date(2026, 3, 9), ends=date(2026, 3, 1)))
    assert "Kỳ sao kê trong tệp không đúng" in said(turned)[0][1]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_account_in_the_file_is_the_one_chosen(layout: str) -> None:
    assert (
        "sao kê của tài khoản 19036789012345, không phải tài khoản 12345678"
        in said(answer(a_statement_file(layout, some_lines()), number="12345678"))[0][1]
    )
    assert answer(a_statement_file(layout, some_lines()), number="0019036789012345")["faults"] == []
    assert answer(a_statement_file(layout, some_lines()), number="VQR12345678")["faults"] == []


def test_a_month_without_a_movement() -> None:
    found = answer(a_statement_file("techcombank", []))
    assert (found["faults"], found["count"], found["opening"], found["closing"]) == ([], 0, 1_000_000, 1_000_000)
    assert "không ghi kỳ sao kê" in said(answer(as_csv([HEADING])))[0][1]


def test_a_month_asked_for_before_its_end() -> None:
    found = answer(a_statement_file("techcombank", some_lines()), today="2026-03-20")
    assert (found["faults"], found["starts"], found["ends"]) == ([], "2026-03-01", "2026-03-20")


def test_balances_typed_where_the_file_tells_none() -> None:
    file = a_statement_file("generic", some_lines(), no_head=True)
    assert (answer(file)["opening"], answer(file)["closing"]) == (None, None)
    assert answer(file, opening=1_000_000, closing=1_142_000)["faults"] == []
    assert "lệch 1 đồng" in said(answer(file, opening=1_000_000, closing=1_142_001))[0][1]
    told = answer(a_statement_file("generic", some_lines()), opening=5, closing=6)
    assert (told["opening"], told["closing"]) == (1_000_000, 1_142_000)


def test_one_signed_column_and_other_words() -> None:
    rows: Rows = [
        ["Account No: 1903 6789 0123 45"],
        ["Posting Date", "Ref", "Amount", "Balance", "Remark"],
        [date(2026, 3, 2), "R1", 50_000, 150_000, "gift"],
        [date(2026, 3, 3), "R2", -3_300, 146_700, "fee"],
    ]
    found = answer(as_xlsx(rows))
    assert found["faults"] == []
    assert [(line[2], line[3]) for line in found["lines"]] == [(True, 50_000), (False, 3_300)]
    assert (found["opening"], found["closing"]) == (100_000, 146_700)


def test_a_heading_in_two_rows_and_a_narrative_over_several() -> None:
    rows: Rows = [
        ["Số dư đầu kỳ", "Tổng ghi nợ", "Tổng ghi có", "Số dư cuối kỳ"],
        ["1.000.000", "0", "50.000", "1.050.000"],
        ["Ngày giao dịch", "Số chứng từ", "Phát sinh", "", "Nội dung"],
        ["", "", "Nợ", "Có", ""],
        ["02/03/2026", "A1", "", "50.000", "Ung ho bua an ma CT7AB"],
        ["", "", "", "", "CDEF2 cua lop 5A"],
        ["Cộng trang", "", "", "50.000", ""],
        ["Trang 2"],
    ]
    found = answer(as_csv(rows, mark=";"))
    assert found["faults"] == []
    assert found["lines"][0][5] == "Ung ho bua an ma CT7AB\nCDEF2 cua lop 5A"
    assert (found["opening"], found["closing"]) == (1_000_000, 1_050_000)


def test_a_heading_further_down_and_on_the_second_sheet() -> None:
    deep = [["x"]] * 34 + _table([["02/03/2026", "A", "", "5,000", "1,005,000", ""]])
    assert answer(as_csv(deep))["count"] == 1
    with pytest.raises(RuleBroken, match="Không thấy dòng tiêu đề"):
        answer(as_csv([["x"]] * 45 + deep))


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"x", as_xlsx([["a"]]), "ngày;số\n".encode()], ids=["csv", "x", "xlsx", "words"])
def test_no_heading_at_all(content: bytes) -> None:
    with pytest.raises(RuleBroken, match="Không thấy dòng tiêu đề"):
        answer(content)


@pytest.mark.parametrize(
    "content",
    [an_xlsx(), a_docx(), b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600],
    ids=["xlsx", "docx", "zip", "old"],
)
def test_a_broken_book(content: bytes) -> None:
    with pytest.raises(RuleBroken, match=r"hỏng hoặc có mật khẩu|Không thấy dòng tiêu đề"):
        answer(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(RuleBroken):
        answer(content)


@given(st.lists(st.lists(st.text("0123456789/.,;-()đNgày Số dưCó\n\"'\0\x1c", max_size=14), max_size=7), max_size=8))
def test_any_table_is_read_or_refused(rows: list[list[str]]) -> None:
    found = answer("\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEADING, *rows]).encode())
    assert found["faults"] or found["lines"]


def test_many_faults_are_counted_and_few_told() -> None:
    found = answer(as_csv([HEADING, *[["02/03/2026", "A", "", "x", "", ""]] * 300]))
    assert (len(found["faults"]), found["fault_count"]) == (50, 301)  # and that there is nothing to tell the days by


def test_the_child_process_answers_the_same_and_cannot_be_drowned() -> None:
    account = BankAccount(number=NUMBER, opened_on=date(2025, 7, 1))
    read_by_child = read_statement(a_statement_file("techcombank", some_lines()), account, today=date(2026, 4, 1))
    assert [line.amount for line in read_by_child.lines] == [50_000, 51_000, 52_000, 11_000]
    assert (read_by_child.starts, read_by_child.lines[0].day) == (date(2026, 3, 1), date(2026, 3, 1))
    rows = ",".join(HEADING).encode() + b"\n" + b"02/03/2026,A,,1,,\n" * 200_001
    with pytest.raises(RuleBroken, match=r"200\.000 dòng") as refusal:
        read_statement(rows, account, today=date(2026, 4, 1))
    assert refusal.value.field == "file"


def test_a_book_that_claims_seventeen_billion_cells() -> None:
    """It would end the whole process, and ends only the child."""
    rows: Rows = [HEADING, ["02/03/2026", "A", "", "5", "", ""]]
    file = as_xlsx(rows, far_cell=(1_048_575, 16_383))
    with pytest.raises(RuleBroken, match="quá lớn"):
        read_statement(file, BankAccount(number=NUMBER, opened_on=date(2025, 7, 1)), today=date(2026, 4, 1))
