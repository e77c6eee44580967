"""The language in which an office writes: each construct, each fault with its line."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.documents.layout import Align, Heading, Item, Level, Paragraph, Run, Runs, Table, plain
from chungtay.documents.template import TemplateBroken, blocks_from_text, body_from_text, escaped


def runs(text: str) -> Runs:
    """The runs of a text of one paragraph."""
    (block,) = blocks_from_text(text)
    assert isinstance(block, Paragraph)
    return block.runs


def table(text: str) -> Table:
    (block,) = blocks_from_text(text)
    assert isinstance(block, Table)
    return block


def test_paragraphs_end_at_an_empty_line() -> None:
    assert blocks_from_text("Một\nhai  \t ba\n \n\nbốn\r\nnăm\n") == (Paragraph((Run("Một hai ba"),)), Paragraph((Run("bốn năm"),)))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("# Kết quả", Level.ROMAN),
        ("## Kết quả", Level.CLAUSE),
        ("### Kết quả", Level.POINT),
        ("Phần: Kết quả", Level.PART),
        ("Chương: Kết quả", Level.CHAPTER),
        ("Mục: Kết quả", Level.SECTION),
        ("Điều: Kết quả", Level.ARTICLE),
    ],
)
def test_headings(text: str, level: Level) -> None:
    heading, paragraph = blocks_from_text(f"{text}\nLời văn")
    assert heading == Heading(level, (Run("Kết quả"),))
    assert paragraph == Paragraph((Run("Lời văn"),))


def test_items_follow_a_paragraph_and_run_on() -> None:
    found = blocks_from_text("Gồm:\n- một\n- hai\n  và ba\n\nHết")
    assert found == (Paragraph((Run("Gồm:"),)), Item((Run("một"),)), Item((Run("hai và ba"),)), Paragraph((Run("Hết"),)))


def test_bold_and_italic() -> None:
    assert runs("a **b _c_** _d_") == (
        Run("a "),
        Run("b ", bold=True),
        Run("c", bold=True, italic=True),
        Run(" "),
        Run("d", italic=True),
    )


@pytest.mark.parametrize("text", ["ten_tep_cu", "Họ tên: ________", "5 * 3 = 15", "a_b", "-5 độ", "1. Việc", "Mục tiêu: đủ", "_ _"])
def test_signs_that_are_only_signs(text: str) -> None:
    assert runs(text) == (Run(text),)


def test_backslash_makes_a_sign_mean_itself() -> None:
    assert runs(r"\# \*\*a\*\* \_b\_ \| \[^1\] \\ C:\tep") == (Run(r"# **a** _b_ | [^1] \ C:\tep"),)
    assert blocks_from_text("\\- không phải gạch đầu dòng") == (Paragraph((Run("- không phải gạch đầu dòng"),)),)


def test_footnotes_stand_after_their_word() -> None:
    found = blocks_from_text("Trọng[^1] **tâm**[^2].\n\n[^1]: Chú _thích_\ndài hai dòng.\n[^2]: Hai")
    assert found == (
        Paragraph(
            (
                Run("Trọng", footnote=(Run("Chú "), Run("thích", italic=True), Run(" dài hai dòng."))),
                Run(" "),
                Run("tâm", bold=True, footnote=(Run("Hai"),)),
                Run("."),
            )
        ),
    )


def test_two_footnotes_at_one_word() -> None:
    assert runs("a[^1][^2]\n[^1]: x\n[^2]: y") == (Run("a", footnote=(Run("x"),)), Run("", footnote=(Run("y"),)))


def test_table() -> None:
    found = table("Bảng: Nhu cầu **theo cấp**\n| Cấp | Số trường | Ghi chú |\n|:-----|---:|:-:|\n| TH | 06 | a\\|b |\n| MN | 10 | |")
    assert plain(found.caption) == "Nhu cầu theo cấp"
    assert [(column.share, column.align) for column in found.columns] == [(6, Align.LEFT), (4, Align.RIGHT), (3, Align.CENTER)]
    assert [[plain(cell.runs) for cell in row] for row in (*found.head, *found.rows)] == [
        ["Cấp", "Số trường", "Ghi chú"],
        ["TH", "06", "a|b"],
        ["MN", "10", ""],
    ]


def test_cells_that_reach_over_others() -> None:
    found = table("| Đơn vị | Số trường | < |\n| ^ | TH | MN |\n|--|--|--|\n| Cộng | < | 2 |\n| \\< | \\^ | 3 |")
    assert [[(plain(c.runs), c.columns, c.rows) for c in row] for row in found.head] == [
        [("Đơn vị", 1, 2), ("Số trường", 2, 1)],
        [("TH", 1, 1), ("MN", 1, 1)],
    ]
    assert [[(plain(c.runs), c.columns, c.rows) for c in row] for row in found.rows] == [
        [("Cộng", 2, 1), ("2", 1, 1)],
        [("<", 1, 1), ("^", 1, 1), ("3", 1, 1)],
    ]


def test_a_cell_over_two_rows_and_columns() -> None:
    found = table("|--|--|--|\n| a | < | 1 |\n| ^ | ^ | 2 |")
    assert found.head == ()
    assert [[(plain(c.runs), c.columns, c.rows) for c in row] for row in found.rows] == [[("a", 2, 2), ("1", 1, 1)], [("2", 1, 1)]]


def test_annexes_follow_the_text() -> None:
    blocks, annexes = body_from_text("Lời văn\n=== Phụ lục: BIỂU SỐ 1\n# Một\n=== Phụ lục ngang: Biểu **2**\nHết[^1]\n[^1]: x")
    assert blocks == (Paragraph((Run("Lời văn"),)),)
    assert [(annex.title, annex.is_landscape, len(annex.blocks)) for annex in annexes] == [("BIỂU SỐ 1", False, 1), ("Biểu 2", True, 1)]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a\n\n# ", 3, "đề mục này chưa có chữ"),
        ("a\nĐiều:", 2, "đề mục này chưa có chữ"),
        ("#Kết quả", 1, "một dấu cách"),
        ("#### Bốn", 1, "một dấu cách"),
        ("a\nb **c\nd", 2, "dấu ** mở mà không đóng"),
        ("a\nb\n_c", 3, "dấu _ mở mà không đóng"),
        ("- ", 1, "gạch đầu dòng này chưa có chữ"),
        ("a\nb[^1]", 2, "không có dòng “[^1]: …”"),
        ("a[^1] b[^1]\n[^1]: x", 1, "đã được dẫn"),
        ("a[^1]\n[^1]: x\n[^1]: y", 3, "viết hai lần"),
        ("a[^1]\n[^1]:", 2, "chưa có chữ"),
        ("a[^1]\n[^1]: x[^2]\n[^2]: y", 2, "không có cước chú khác"),
        ("a\n\n[^1]: x", 3, "không được dẫn"),
        ("| a |\n| b |", 1, "thiếu dòng căn lề"),
        ("| a | b |\n|--|--|\n| 1 |", 3, "có 1 ô, dòng căn lề có 2"),
        ("|a|\n|--|\n| b", 3, "mở và đóng bằng dấu |"),
        ("| a |\n|--|", 2, "chưa có dòng nào"),
        ("|--|\n| < |", 2, "không có ô nào để nối vào"),
        ("|--|\n| a |\n| b |\n\n|--|\n| ^ |", 6, "không có ô nào để nối vào"),
        ("| a | b | \n|--|--|\n| **x | y |", 3, "dấu ** mở mà không đóng"),
        ("Bảng: Số liệu\n\n| a |\n|--|\n| 1 |", 1, "ngay dòng dưới"),
        ("Bảng:\n| a |\n|--|\n| 1 |", 1, "ngay dòng dưới"),
        ("a\n=== Biểu", 2, "=== Phụ lục: TIÊU ĐỀ"),
        ("a\nb \x07", 2, "U+0007"),
        ("a\n\n\ue000\ue010x\ue001", 3, "U+E000"),
        ("\uf0b7 dấu đầu dòng của Word", 1, "U+F0B7"),
        ("a\n\ud800", 2, "U+D800"),
    ],
)
def test_faults_say_their_line(text: str, line: int, says: str) -> None:
    with pytest.raises(TemplateBroken) as caught:
        body_from_text(text)
    assert caught.value.line == line
    assert says in caught.value.sentence
    assert caught.value.sentence.startswith(f"Dòng {line}: ")


def test_a_text_without_annexes_takes_none() -> None:
    with pytest.raises(TemplateBroken, match="không nhận phụ lục"):
        blocks_from_text("a\n=== Phụ lục: B\nc")


def test_letters_are_composed() -> None:
    assert runs("Điện Biên".replace("ê", "e\u0302")) == (Run("Điện Biên"),)


LETTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
WORDS = st.text(st.one_of(st.sampled_from(string.punctuation + "đăâêôơư"), LETTERS), min_size=1, max_size=60)


@given(WORDS)
def test_escaped_text_is_only_text(text: str) -> None:
    """Whatever stands in it, it comes out as one run of the same words, at the start of a line, in a cell and in a heading."""
    expected = plain(blocks_from_text("x" + escaped(f" {text} ") + "x")[0].runs)  # type: ignore[union-attr]
    said = "".join(expected[1:-1].split())
    assert "".join(plain(runs("x\n" + escaped(text)))[1:].split()) == said
    (heading,) = blocks_from_text(f"# x{escaped(text)}")
    assert isinstance(heading, Heading)
    assert "".join(plain(heading.title)[1:].split()) == said
    (cell,) = table(f"|--|\n|{escaped(text)}x|").rows[0]
    assert "".join(plain(cell.runs)[:-1].split()) == said


@given(st.lists(st.text(st.sampled_from("abc *_#|-[]^:=\\\n<>~`"), max_size=30), max_size=6))
def test_any_typing_is_read_or_refused_with_its_line(lines: list[str]) -> None:
    text = "\n".join(lines)
    refused = line_refused(text)
    assert refused is None or 1 <= refused <= text.count("\n") + 1


def line_refused(text: str) -> int | None:
    try:
        body_from_text(text)
    except TemplateBroken as error:
        return error.line or -1
    return None
