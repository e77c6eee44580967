"""A template with names and figures becomes a document: the front matter, figures that stay figures, values that are only text."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.documents.enums import DocumentKind, Urgency
from chungtay.documents.layout import Block, Contact, Heading, Item, Paragraph, Run, Runs, Signature, Table, plain
from chungtay.documents.template import MarkedText, TemplateBroken, render
from tests.documents.template.make import BODY_LINE, FRONT, paper, refusal

SIX = MarkedText("6", "n1", "trường còn thiếu điện", 6)


def runs(body: str, **names: Any) -> Runs:
    (block,) = paper(body, {"n": SIX}, **names).blocks
    assert isinstance(block, Paragraph | Heading)
    return block.runs if isinstance(block, Paragraph) else block.title


def test_front_matter() -> None:
    front = """+++
kind = "tờ trình"
parent_issuer = "ubnd huyện {{ huyen }}"
issuer = "Phòng Giáo dục và Đào tạo"
notation = "TTr-PGDĐT"
number = "{{ so_van_ban }}"
place = "{{ huyen }}"
issued_on = "{{ ngay }}"
subject = "Về việc {{ viec }}"
addressees = ["Ủy ban nhân dân huyện {{ huyen }}", "{% if xa %}Các xã{% endif %}", "{% if not xa %}Không ai{% endif %}"]
bases = ["Kế hoạch **số {{ so.n }}** của {{ huyen }}", "Luật Trẻ em"]
recipients = ["Lưu ý: {{ so.n }} trường"]
archive = "VT, GD"
urgency = "khẩn"
circulation = "LƯU HÀNH NỘI BỘ"
drafter_mark = "PL.(300)"
contact = "Số 1, đường A"
[signature]
authority = ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]
offices = ["PHÓ TRƯỞNG BAN"]
name = "{{ nguoi_ky }}"
+++
Hết
"""
    names = {"huyen": "Điện Biên", "so_van_ban": 5, "ngay": date(2021, 3, 5), "viec": "*lạ*\n_thật_", "xa": True, "nguoi_ky": "A"}
    found = render(front, names, figures={"n": SIX})
    assert found.kind == DocumentKind.TO_TRINH
    assert (found.parent_issuer, found.issuer, found.notation) == ("ubnd huyện Điện Biên", "Phòng Giáo dục và Đào tạo", "TTr-PGDĐT")
    assert (found.number, found.place, found.issued_on) == (5, "Điện Biên", date(2021, 3, 5))
    assert found.subject == "Về việc *lạ* _thật_"
    assert found.addressees == ("Ủy ban nhân dân huyện Điện Biên", "Các xã")
    assert found.bases[0] == (Run("Kế hoạch "), Run("số ", bold=True), Run("6", bold=True, mark="n1"), Run(" của Điện Biên"))
    assert found.recipients == ("Lưu ý: 6 trường",)
    assert (found.archive, found.urgency, found.circulation, found.drafter_mark) == ("VT, GD", Urgency.KHAN, "LƯU HÀNH NỘI BỘ", "PL.(300)")
    assert found.contact == Contact("Số 1, đường A")
    assert found.signature == Signature(("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"), "A", ("PHÓ TRƯỞNG BAN",))


def test_what_the_front_matter_leaves_out_stays_empty() -> None:
    found = paper("Hết")
    assert (found.number, found.issued_on, found.urgency, found.contact, found.archive) == (None, None, None, None, "VT")
    assert (found.addressees, found.bases, found.recipients, found.annexes, found.marks) == ((), (), (), (), {})


def test_a_day_of_toml() -> None:
    assert render(FRONT.replace('kind = "BC"', 'kind = "BC"\nissued_on = 2021-03-05\nnumber = 7'), {}).issued_on == date(2021, 3, 5)


def test_figures_keep_their_mark_wherever_they_stand() -> None:
    figure = Run("06", mark="n1")
    found = paper(
        "# Có {{ so.n|so2 }}\nTrong **{{ so.n|so2 }}** và _{{ so.n|so2 }}_[^1]\n- {{ so.n|so2 }}\n| a | {{ so.n|so2 }} |\n|--|--|\n"
        "| {{ so.n|so2 }} | x |\n[^1]: Là {{ so.n|so2 }}\n=== Phụ lục: Biểu\n{{ so.n|so2 }}",
        {"n": SIX},
    )
    heading, paragraph, item, table = found.blocks
    assert isinstance(heading, Heading)
    assert heading.title == (Run("Có "), figure)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.runs == (
        Run("Trong "),
        Run("06", bold=True, mark="n1"),
        Run(" và "),
        Run("06", italic=True, mark="n1", footnote=(Run("Là "), figure)),
    )
    assert isinstance(item, Item)
    assert item.runs == (figure,)
    assert isinstance(table, Table)
    assert (table.head[0][1].runs, table.rows[0][0].runs) == ((figure,), (figure,))
    assert found.annexes[0].blocks == (Paragraph((figure,)),)
    assert found.marks == {"n1": "trường còn thiếu điện"}


def test_figures_in_groups_and_from_a_function() -> None:
    groups = {"truong": {"TH": SIX}}
    assert paper('{{ so.truong.TH }} {{ so("truong.TH") }} {{ so["truong"].TH }}', groups).blocks[0] == Paragraph(
        (Run("6", mark="n1"), Run(" "), Run("6", mark="n1"), Run(" "), Run("6", mark="n1"))
    )

    def count(name: str, cap: str = "") -> MarkedText:
        return {"truong": MarkedText(f"13{cap}", f"{name}:{cap}")}[name]

    found = render(f"{FRONT}{{{{ so('truong', cap='TH') }}}} {{{{ so.truong }}}}", {}, figures=count)
    assert found.blocks == (Paragraph((Run("13TH", mark="truong:TH"), Run(" "), Run("13", mark="truong:"))),)
    with pytest.raises(TemplateBroken, match="không có con số “lop”"):
        render(f"{FRONT}{{{{ so.lop }}}}", {}, figures=count)


def test_conditions_read_the_value_of_a_figure() -> None:
    zero = MarkedText("không", "n0", "", 0)
    body = "{% if so.n > 5 and so.n == 6 and so.n %}nhiều{% endif %}{% if so.z %}có{% else %} không{% endif %}"
    assert paper(body, {"n": SIX, "z": zero}).blocks == (Paragraph((Run("nhiều không"),)),)


def test_loops_and_names_of_ones_own() -> None:
    body = "{% set ten = xa[0].ten %}\n"
    body += "{% for x in xa %}\n- {{ loop.index }}. {{ x.ten }}{{ '.' if loop.last else ';' }}\n{% endfor %}\n\n{{ ten }}"
    found = paper(body, xa=[{"ten": "Thanh An"}, {"ten": "Núa Ngam"}]).blocks
    assert [plain(block.runs) for block in found if isinstance(block, Item | Paragraph)] == ["1. Thanh An;", "2. Núa Ngam.", "Thanh An"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{{ n|so2 }} {{ 12|so2 }} {{ 0|so2 }}", "06 12 00"),
        ("{{ tien|tien }}", "14.000.000 đồng"),
        ("{{ tien|nghin }}", "14.000.000"),
        ("{{ tien|chu|hoa_dau }} đồng", "Mười bốn triệu đồng"),
        ("{{ ngay }} {{ ngay|ngay }}", "05/3/2021 05/3/2021"),
        ("{{ ngay|ngay_chu }}", "ngày 05 tháng 3 năm 2021"),
        ("{{ xa|va }}", "Thanh An, Núa Ngam và Pom Lót"),
        ("{{ [n, n]|va }}; {{ [n]|va }}", "6 và 6; 6"),
        ("{{ xa|dem|so2 }}", "03"),
        ("{{ xa[0]|hoa }}", "THANH AN"),
        ("{{ le }}", "12,5"),
        ("{{ nho }}", "0,25"),
        ("{{ 'có' if co else 'không' }}", "có"),
    ],
)
def test_filters(typed: str, printed: str) -> None:
    names = {"n": 6, "tien": 14_000_000, "ngay": date(2021, 3, 5), "xa": ["Thanh An", "Núa Ngam", "Pom Lót"], "le": 12.5, "co": True}
    assert plain(runs(typed, nho=Decimal("0.25"), **names)) == printed


def test_figures_in_an_enumeration() -> None:
    assert runs("{{ [so.n|so2, 'x', so.n]|va }}") == (Run("06", mark="n1"), Run(", x và "), Run("6", mark="n1"))


@pytest.mark.parametrize(
    "value", ["**a** _b_", "# Điều: 1", "| a |", "- a", "[^1]: x", "=== Phụ lục: X", "a\n\n# b", "\\", "{{ so.n }}", "<b>&"]
)
def test_values_are_never_markup(value: str) -> None:
    expected = value.replace("\n\n", "  ").replace("  ", " ")
    assert runs("{{ v }}", v=value) == (Run(expected),)
    assert plain(paper("- {{ v }}", v=value).blocks[0].runs) == expected  # type: ignore[union-attr]


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Co", "Cn", "Cs", "Zl", "Zp"]), min_size=1).filter(
        lambda text: bool(text.strip())
    )
)
def test_any_value_is_printed_as_it_is(value: str) -> None:
    (block,) = paper("a {{ v }} b", v=value).blocks
    assert isinstance(block, Paragraph)
    assert len(block.runs) == 1
    said = " ".join(unicodedata.normalize("NFC", f"a {value} b").split())
    assert " ".join(block.runs[0].text.split()) == said


@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(["**", "_", ""])), min_size=1, max_size=20))
def test_all_figures_printed_are_marked(printed: list[tuple[int, str]]) -> None:
    figures = {f"f{at}": MarkedText(str(value), f"m{at}", "", value) for at, (value, _sign) in enumerate(printed)}
    body = " ".join(f"x {sign}{{{{ so.f{at} }}}}{sign}" for at, (_value, sign) in enumerate(printed))
    (block,) = paper(body, figures).blocks
    assert isinstance(block, Paragraph)
    assert [(run.mark, run.text) for run in block.runs if run.mark] == [(f"m{at}", str(value)) for at, (value, _sign) in enumerate(printed)]


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("+++\n", "", 1), 1, "mở đầu bằng dòng +++"),
        (('kind = "BC"', "kind = BC", 1), 2, "viết chưa đúng"),
        (('kind = "BC"', 'kind = "XX"', 1), 2, "không có loại văn bản “XX”"),
        (('kind = "BC"', "kind = 3", 1), 2, "cần chữ trong dấu nháy"),
        (('kind = "BC"\n', "", 1), 1, "thiếu mục “kind”"),
        (('kind = "BC"', 'kind = "BC"\nnguoi = "A"', 1), 3, "không có mục “nguoi”"),
        (('kind = "BC"', 'kind = "BC"\nnumber = "a"', 1), 3, "số nguyên từ 1"),
        (('kind = "BC"', 'kind = "BC"\nissued_on = "31/02/2021"', 1), 3, "Không có ngày"),
        (('kind = "BC"', 'kind = "BC"\nissued_on = 2021-03-05T10:00:00', 1), 3, "cần một ngày"),
        (('kind = "BC"', 'kind = "BC"\nurgency = "gấp"', 1), 3, "độ khẩn"),
        (('kind = "BC"', 'kind = "BC"\nrecipients = "Sở"', 1), 3, "cần một danh sách"),
        (('kind = "BC"', 'kind = "BC"\nrecipients = [\n"Sở",\n"{{ ai }}"]', 1), 5, "không có tên “ai”"),
        (('kind = "BC"', 'kind = "BC"\nbases = ["a **b"]', 1), 3, "dấu ** mở"),
        (('name = "A"', 'ten = "A"', 1), 8, "không có mục “ten”"),
        (("[signature]", "[signatures]", 1), 6, "không có mục “signatures”"),
        (("+++\nHết", "Hết", 1), 1, "không có dòng +++ đóng"),
    ],
)
def test_faults_of_the_front_matter(change: tuple[str, str, int], line: int, says: str) -> None:
    with pytest.raises(TemplateBroken) as caught:
        render(f"{FRONT}Hết".replace(*change), {})
    assert (caught.value.line, says in caught.value.sentence) == (line, True), caught.value.sentence


@pytest.mark.parametrize(
    ("body", "at", "says"),
    [
        ("a\n{{ x }}", 1, "không có tên “x”"),
        ("a\n\n{% if n %}\n{{ so.m }}\n{% endif %}", 3, "không có con số “m”"),
        ("{% if n > 100 %}\n{{ so.m }}\n{% endif %}", 1, "không có con số “m”"),
        ("{% if n > 100 %}\n{{ x }}\n{% endif %}", 1, "không có tên “x”"),
        ("a\n{{ n|tron }}", 1, "không có bộ lọc “tron”"),
        ("a\n{% if n is odd %}b{% endif %}", 1, "không có phép thử “is odd”"),
        ("a\n{{ d.x }}", 1, "không có “x” trong dữ liệu"),
        ("a\n{{ trong }}", 1, "chưa có chữ để in"),
        ("a\n{{ khong }}", 1, "chưa có giá trị để in"),
        ("a\n{{ d }}", 1, "một danh sách hay một nhóm"),
        ("a\n{{ so }}", 1, "một danh sách hay một nhóm"),
        ("a\n{{ []|va }}", 1, "danh sách này trống"),
        ("a\n{{ 'x'|so2 }}", 1, "cần một số nguyên"),
        ("a\n{{ n|ngay }}", 1, "cần một ngày"),
        ("a\n{{ n|hoa }}", 1, "cần chữ"),
        ("a\n{{ n|va }}", 1, "cần một danh sách"),
        ("a\n{{ so.chu|so2 }}", 1, "chỉ có chữ"),
        ("a\n{% if so.n > 'x' %}{% endif %}", 1, "không hợp với giá trị này"),
        ("a\n{% for x in n %}{% endfor %}", 1, "cần một danh sách"),
        ("a\n{% if so %}b{% endif %}", 1, "từng con số"),
        ("a\n{{ so('n', cap='TH') }}", 1, "không kèm điều kiện"),
        ("a\n{{ n", 1, "mở mà không đóng"),
        ("a\n{% if n %}\nb", 2, "mở mà không đóng"),
        ("a\n{{ n } }}", 1, "cú pháp mẫu chưa đúng ở “{{ n } }}”"),
        ("{% for i in range(3) %}\n\n# a\n**{{ i }}\n{% endfor %}", 3, "dấu ** mở"),
        ("{# ghi chú\nhai dòng #}\n{% set a = n %}\n{{ a }}\n[^1]: x", 4, "không được dẫn"),
        ("{% if n %}{{ n }}{% endif %}\n\n{%- if n %} x{% endif %}\n\n#y", 4, "một dấu cách"),
    ],
)
def test_faults_say_the_line_of_the_template(body: str, at: int, says: str) -> None:
    figures = {"n": SIX, "chu": MarkedText("sáu", "n2")}
    error = refusal(body, figures, n=6, d={"a": 1}, trong=" ", khong=None)
    assert (error.line, says in error.sentence) == (BODY_LINE + at, True), error.sentence


def test_data_with_foreign_signs_is_refused() -> None:
    assert "dữ liệu “ten”" in refusal("a", ten="\ue000\ue010x\ue001").sentence
    assert "U+E000" in refusal("\ue000").sentence


def test_only_plain_data_enters() -> None:
    for value in (object(), {"a": b"x"}, [render]):
        with pytest.raises(TypeError, match="not plain data"):
            paper("a", v=value)
    with pytest.raises(TypeError, match="no mark"):
        paper("{{ so.n }}", {"n": MarkedText("6", "")})


def texts(blocks: tuple[Block, ...]) -> list[str]:
    return [plain(block.runs) for block in blocks if isinstance(block, Paragraph | Item)]


def test_lines_with_commands_alone_leave_no_empty_line() -> None:
    assert texts(paper("Một\n{% if n %}\nhai\n{% endif %}\nba\n\n  {% if n %}\nbốn\n  {% endif %}\n", n=1).blocks) == ["Một hai ba", "bốn"]


@pytest.mark.parametrize(
    ("text", "value", "typed", "printed"),
    [
        ("hơn 1250", 1250, "{{ so.n|nghin }}", "hơn 1.250"),
        ("khoảng 1.250 lượt", 1250, "{{ so.n|chu }}", "khoảng một nghìn hai trăm năm mươi lượt"),
        ("hơn 6", 6, "{{ so.n|so2 }}", "hơn 06"),
        ("6", 6, "{{ so.n|so2|chu }}", "sáu"),
        ("hơn 300", 300, "{{ so.n|hoa_dau }}", "Hơn 300"),
    ],
)
def test_an_estimate_keeps_its_word(text: str, value: int, typed: str, printed: str) -> None:
    assert paper(typed, {"n": MarkedText(text, "n1", "", value)}).blocks == (Paragraph((Run(printed, mark="n1"),)),)


@pytest.mark.parametrize("text", ["sáu", "16", "6 trên 6", "2,6"])
def test_a_figure_in_words_of_its_own_is_not_rewritten(text: str) -> None:
    assert "có chữ riêng" in refusal("{{ so.n|so2 }}", {"n": MarkedText(text, "n1", "", 6)}).sentence
