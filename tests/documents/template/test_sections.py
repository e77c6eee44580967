"""A template as sections that people go on writing, and such a text read again."""

import contextlib
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.documents.layout import Heading, Item, Level, Paragraph, Run
from chungtay.documents.template import MarkedText, Sectioned, TemplateBroken, blocks_of_section, render_sections
from chungtay.documents.template.sections import LONGEST, MOST_LINES, numbers_in, rewritten
from tests.documents.template.make import BODY_LINE, FRONT

SIX: Final = MarkedText("6", "truong", "số trường", 6)
MANY: Final = MarkedText("hơn 1.250", "tre", "số trẻ", 1250)
ALL: Final = MarkedText("67/67", "tham-gia", "số trường tham gia", 67)
KNOWN: Final = {1: SIX, 2: MANY, 3: ALL}


def sectioned(body: str, figures: Any = None, numbers: dict[str, int] | None = None, **names: Any) -> Sectioned:
    return render_sections(FRONT + body, names, figures=figures or {"truong": SIX, "tre": MANY}, numbers=numbers)


def refusal(body: str, **names: Any) -> TemplateBroken:
    with pytest.raises(TemplateBroken) as caught:
        sectioned(body, **names)
    return caught.value


def fault(text: str) -> TemplateBroken:
    with pytest.raises(TemplateBroken) as caught:
        blocks_of_section(text, KNOWN)
    return caught.value


# ── From a template ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sections_with_their_titles_and_figures() -> None:
    found = sectioned(
        "§ mo_dau\n{{ don_vi }} báo cáo\nnhư sau:\n§ i\n# Chỉ đạo\n\n§ ket_qua\n## Kết quả\nCó {{ so.truong }} trường,\n"
        "{{ so.tre }} trẻ.\n\n\n- một\n- {{ so.truong|so2 }} trường\n",
        don_vi="Phòng",
    )
    assert [(part.key, part.level, part.title) for part in found.sections] == [
        ("mo_dau", 0, ""),
        ("i", 1, "Chỉ đạo"),
        ("ket_qua", 2, "Kết quả"),
    ]
    assert found.sections[0].text == "Phòng báo cáo như sau:"
    assert found.sections[1].text == ""
    assert found.sections[2].text == "Có {6#1} trường, {hơn 1.250#2} trẻ.\n\n- một\n- {06#1} trường"
    assert found.numbers == {"truong": 1, "tre": 2}
    assert found.head.issuer == "Phòng Giáo dục và Đào tạo"


def test_marks_keep_their_numbers() -> None:
    found = sectioned("§ a\n{{ so.truong }} và {{ so.tre }}", numbers={"tre": 4})
    assert found.sections[0].text == "{6#5} và {hơn 1.250#4}"


def test_values_are_words_and_stay_easy_to_read() -> None:
    found = sectioned("§ a\n{{ ten }}", ten="Số 156/BGDĐT-GDCTHSSV (*) {6#1} | # _x_")
    assert found.sections[0].text == r"Số 156/BGDĐT-GDCTHSSV (\*) \{6#1\} \| # \_x\_"
    (block,) = blocks_of_section(found.sections[0].text, {})
    assert block == Paragraph((Run("Số 156/BGDĐT-GDCTHSSV (*) {6#1} | # _x_"),))


@given(st.text(st.sampled_from("ab *_{}#|[]^:=-\\1§.Mục"), min_size=1))
def test_any_value_is_read_back_as_the_words_it_was(value: str) -> None:
    if not value.strip():
        return
    text = sectioned("§ a\n{{ ten }}", ten=value).sections[0].text
    (block,) = blocks_of_section(text, {})
    assert block == Paragraph((Run(" ".join(value.split())),))


@pytest.mark.parametrize(
    ("body", "says", "line"),
    [
        ("Chữ", "chưa có mục nào mở", 0),
        ("", "mẫu chưa có mục nào", 0),
        ("§ Mục\nchữ", "chữ thường không dấu", 0),
        ("§ a\nchữ\n§ a\nchữ", "mở hai lần", 0),
        ("§ a\nchữ\n# Đề mục", "ngay dưới dòng", 2),
        ("§ a\n# Có {{ so.truong }} trường", "không mang con số", 1),
        ("§ a\n\n{{ so.khong }}", "không có con số “khong”", 2),
    ],
)
def test_faults_of_a_template(body: str, says: str, line: int) -> None:
    broken = refusal(body)
    assert says in broken.reason
    assert broken.line == BODY_LINE + line


def test_a_function_of_figures_may_know_them_beforehand() -> None:
    class Known:
        def __call__(self, name: str, **asked: Any) -> MarkedText:
            return SIX

        def expect(self, name: str, asked: dict[str, Any]) -> None:
            if name != "truong" or asked not in ({"cap": "TH", "nhom": None}, {}):
                raise TemplateBroken(f"{name} {asked}")

    loop = '{% for n in ["a"] %}\n{{ so("truong", cap="TH", nhom=n) }}\n{% endfor %}\n'
    body = f'§ a\n{loop}{{% if 1 == 2 %}}{{{{ so("khong", cap="MN") }}}}{{% endif %}}'
    with pytest.raises(TemplateBroken, match="khong") as caught:
        sectioned(body, Known())
    assert caught.value.line == BODY_LINE + 4


# ── Back to paper ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_tokens_become_marked_runs() -> None:
    found = blocks_of_section("### Cấp TH **{6#1} trường**, {67/67#3}\n\n- có 6 trường\n- \\{6\\}", KNOWN)
    assert found == (
        Heading(
            Level.POINT,
            (Run("Cấp TH "), Run("6", bold=True, mark="truong"), Run(" trường", bold=True), Run(", "), Run("67/67", mark="tham-gia")),
        ),
        Item((Run("có 6 trường"),)),
        Item((Run("{6}"),)),
    )


@pytest.mark.parametrize(
    "token", ["{6#1}", "{06#1}", "{sáu#1}", "{Sáu#1}", "{ 6 #1}", "{hơn 1250#2}", "{hơn một nghìn hai trăm năm mươi#2}"]
)
def test_a_figure_may_be_written_otherwise(token: str) -> None:
    (block,) = blocks_of_section(f"Có {token} nơi", KNOWN)
    assert isinstance(block, Paragraph)
    assert block.runs[1].mark


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{7#1}", "con số “7” đã bị sửa, đúng là “6”"),
        ("{#1}", "con số “” đã bị sửa"),
        ("{1.250#2}", "đúng là “hơn 1.250”"),  # an estimate keeps its word
        ("{66/67#3}", "đúng là “67/67”"),
        ("{6#9}", "không có con số mang số hiệu 9"),
        ("{6}", "dấu { đứng một mình"),
        ("{6#1", "dấu { đứng một mình"),
        ("6#1}", "dấu } đứng một mình"),
        ("{{6#1}}", "dấu { đứng một mình"),
        ("{6#x}", "dấu { đứng một mình"),
        ("# Đề mục", "đề mục của các mục do mẫu đặt"),
        ("Mục: Đề mục", "đề mục của các mục do mẫu đặt"),
        ("§ b", "đề mục của các mục do mẫu đặt"),
        ("**đậm", "mở mà không đóng"),
        ("\ue000", "ký tự lạ"),
        ("=== Phụ lục: A", "không nhận phụ lục"),
    ],
)
def test_faults_of_a_text(text: str, says: str) -> None:
    broken = fault(f"Chữ\n\n{text}")
    assert says in broken.reason
    assert broken.line in (3, None)


def test_a_text_has_an_end() -> None:
    assert "dài quá" in fault("a" * (LONGEST + 1)).reason
    assert fault("a\n" * 1_000).line == MOST_LINES


@given(st.text(st.sampled_from("ab{}#123\\ \n*-|"), max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(TemplateBroken):
        assert isinstance(blocks_of_section(text, KNOWN), tuple)


def test_new_figures_in_old_words() -> None:
    after = {1: MarkedText("12", "truong", "", 12), 2: MANY}
    text = "Có {6#1} trường ({06#1}, {Sáu#1}), {hơn 1.250#2} trẻ, {8#4}, \\{6#1\\}"
    assert rewritten(text, KNOWN, after) == "Có {12#1} trường ({12#1}, {Mười hai#1}), {hơn 1.250#2} trẻ, {8#4}, \\{6#1\\}"
    assert numbers_in(text) == [1, 1, 1, 2, 4]
