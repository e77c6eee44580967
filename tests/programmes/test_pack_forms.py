"""What a pack counts and what its rounds ask: every mistake is refused with its file, its line and a sentence."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core.errors import RuleBroken
from chungtay.places.enums import UnitType
from chungtay.programmes.pack import ActivityType, Followed, FormSection, Indicator, Output, Pack, TextAsk, Tier
from chungtay.programmes.packfiles import read_pack
from chungtay.programmes.packkept import kept, taken_out
from chungtay.programmes.packsource import PackBroken
from chungtay.programmes.rules import check_follows
from tests.make.packs import write_pack

ACTIVITIES: Final = """\
[[output]]
code = "readers"
name = "Lượt đọc"
measure = "lượt"

[[output]]
code = "blind_readers"
name = "Lượt đọc của trẻ khiếm thị"
measure = "lượt"
is_sensitive = true

[[activity]]
code = "reading_day"
name = "Ngày hội đọc sách"
hint = "Ở trường hoặc ở thôn."
outputs = ["readers", "blind_readers"]
"""
ROUNDS: Final = """\
[[tier]]
unit = "commune"
days_before = 5

[[tier]]
unit = "province"

[[section]]
code = "reading"
name = "Đọc sách"

[[text]]
code = "limits"
name = "Hạn chế"
is_required = true
"""
INDICATORS: Final = """\
[[indicator]]
code = "readers"
name = "Lượt trẻ đọc sách"
unit = "lượt"
figure = "activities.outputs"
given = { output = "readers" }
definition = "Số lượt đọc."
is_asked = true
section = "reading"
by = ["girls", "ethnic"]
is_required = true
most = 9_000
jump_percent = 50

[[indicator]]
code = "blind"
name = "Trẻ khiếm thị"
unit = "lượt"
definition = "Trong số lượt đọc."
is_asked = true
section = "reading"
part_of = "readers"
is_sensitive = true

[[indicator]]
code = "budget"
name = "Kinh phí"
unit = "đồng"
definition = "Tiền mua sách."
adds_up = "money"
is_asked = true
section = "reading"

[[indicator]]
code = "share"
name = "Tỷ lệ trẻ khiếm thị"
unit = "%"
definition = "Trên số lượt đọc."
formula = "100 * blind / readers"

[[indicator]]
code = "for_each"
name = "Kinh phí cho một lượt"
unit = "đồng"
definition = "Kinh phí chia số lượt."
formula = "budget / readers"
"""
FILES: Final = {"activities.toml": ACTIVITIES, "rounds.toml": ROUNDS, "indicators.toml": INDICATORS}


def folder_of(target: Path, **changes: str) -> Path:
    """The small pack of tests with what it counts and asks."""
    folder = write_pack(target)
    for name, text in FILES.items():
        (folder / name).write_text(changes.get(Path(name).stem, text), encoding="utf-8")
    return folder


def pack_of(target: Path, **changes: str) -> Pack:
    return read_pack(folder_of(target, **changes))


def test_it_says_what_is_counted_and_asked(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    assert pack.by_output["blind_readers"] == Output("blind_readers", "Lượt đọc của trẻ khiếm thị", "lượt", is_sensitive=True)
    kinds = ActivityType("reading_day", "Ngày hội đọc sách", "Ở trường hoặc ở thôn.", ("readers", "blind_readers"))
    assert pack.activity_types == (kinds,)
    assert pack.tiers == (Tier(UnitType.COMMUNE, 5), Tier(UnitType.PROVINCE, 0))
    assert pack.sections == (FormSection("reading", "Đọc sách"),)
    assert pack.texts == (TextAsk("limits", "Hạn chế", is_required=True),)
    assert [indicator.code for indicator in pack.asked_indicators] == ["readers", "blind", "budget"]
    assert pack.by_indicator["readers"] == Indicator(
        code="readers",
        name="Lượt trẻ đọc sách",
        unit="lượt",
        figure="activities.outputs",
        definition="Số lượt đọc.",
        given=(("output", "readers"),),
        is_asked=True,
        section="reading",
        by=("girls", "ethnic"),
        is_required=True,
        most=9_000,
        jump_percent=50,
    )


def test_kept_and_taken_out_it_is_the_same(tmp_path: Path) -> None:
    pack = pack_of(tmp_path)
    assert taken_out("asked", lambda: json.loads(json.dumps(kept(pack)))) == pack


def test_what_was_kept_before_these_files_existed_is_still_read(tmp_path: Path) -> None:
    pack = read_pack(write_pack(tmp_path))
    older = json.loads(json.dumps(kept(pack)))
    for key in ("outputs", "tiers", "sections", "texts"):
        del older[key]
    older["activity_types"] = [{"code": "reading_day", "name": "Ngày hội đọc sách"}]
    row = {"code": "a", "name": "A", "unit": "trường", "figure": "needs.schools", "definition": "…", "source": ""}
    found = taken_out("older", lambda: older | {"indicators": [row]})
    assert (found.outputs, found.tiers, found.sections, found.texts) == ((), (), (), ())
    assert found.activity_types == (ActivityType("reading_day", "Ngày hội đọc sách"),)
    assert found.indicators == (Indicator("a", "A", "trường", "needs.schools", "…"),)


OTHERWISE: Final = 'otherwise = { figure = "activities.money", given = { activity = "reading_day" } }'
BUDGET: Final = 'name = "Kinh phí"\n'
SECOND: Final = f'{BUDGET}figure = "resources.value"\n{OTHERWISE}\n'


def test_a_second_figure_is_kept_and_taken_out(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, indicators=INDICATORS.replace(BUDGET, SECOND))
    first, second = Followed("resources.value"), Followed("activities.money", (("activity", "reading_day"),))
    assert pack.by_indicator["budget"].followed == (first, second)
    assert taken_out("otherwise", lambda: json.loads(json.dumps(kept(pack)))) == pack
    assert pack.by_indicator["readers"].followed == (Followed("activities.outputs", (("output", "readers"),)),)
    assert pack.by_indicator["share"].followed == ()


def test_a_pack_without_a_second_figure_is_kept_as_before(tmp_path: Path) -> None:
    """So that the same folder, loaded by a newer product, is the same version."""
    assert not any("otherwise" in row for row in kept(pack_of(tmp_path))["indicators"])


@pytest.mark.parametrize(
    ("then", "line", "said"),
    [
        ('otherwise = "activities.money"', 29, "mục “otherwise” viết: { figure"),
        ("otherwise = {}", 29, "mục “otherwise” viết: { figure"),
        ('otherwise = { given = { activity = "reading_day" } }', 29, "mục “otherwise” viết: { figure"),
        ('otherwise = { figure = "Tiền" }', 29, "tên con số “Tiền” chưa đúng"),
        ("otherwise = { figure = 7 }", 29, "mục “figure” cần chữ"),
        ('otherwise = { figure = "activities.money", given = { activity = "fair" } }', 29, "mã “fair” không có trong activities.toml"),
        ('otherwise = { figure = "activities.money", money = "x" }', 29, "không có mục “money”; ở đây chỉ có: figure, given"),
        ('otherwise = { figure = "resources.value" }', 29, "trùng với “figure”"),
        ('otherwise = { figure = "money.lost" }', 29, "không có con số “money.lost”"),
    ],
)
def test_wrong_second_figures(tmp_path: Path, then: str, line: int, said: str) -> None:
    folder = folder_of(tmp_path, indicators=INDICATORS.replace(BUDGET, SECOND.replace(OTHERWISE, then)))
    with pytest.raises(PackBroken) as refusal:
        read_pack(folder, figures=("activities.outputs", "activities.money", "resources.value"))
    assert (refusal.value.file, refusal.value.line) == ("indicators.toml", line), refusal.value.reason
    assert said in refusal.value.reason


def test_a_second_figure_needs_a_first_and_a_unit_that_is_asked(tmp_path: Path) -> None:
    alone = INDICATORS.replace(BUDGET, f"{BUDGET}{OTHERWISE}\n")
    assert refused(folder_of(tmp_path, indicators=alone))[1:] == (
        28,
        "mục “otherwise” thay cho “figure” khi chưa có hồ sơ; chỉ tiêu này chưa có “figure”.",
    )
    derived = INDICATORS.replace('formula = "budget / readers"', f'formula = "budget / readers"\n{OTHERWISE}')
    assert "mục “otherwise” không đi cùng “formula”" in refused(folder_of(tmp_path, indicators=derived))[2]


def refused(folder: Path) -> tuple[str, int | None, str]:
    with pytest.raises(PackBroken) as refusal:
        read_pack(folder)
    return refusal.value.file, refusal.value.line, refusal.value.reason


@pytest.mark.parametrize(
    ("now", "then", "line", "said"),
    [
        ('measure = "lượt"\n', "", 1, "thiếu mục “measure”"),
        ('code = "blind_readers"', 'code = "readers"', 7, "mã “readers” đã dùng ở dòng 2"),
        ("is_sensitive = true", 'is_sensitive = "có"', 10, "true (có) hoặc false (không)"),
        (
            'outputs = ["readers", "blind_readers"]',
            'outputs = ["readers", "books"]',
            16,
            "kết quả “books” không có [[output]] nào trong tệp này",
        ),
        ('outputs = ["readers", "blind_readers"]', 'outputs = ["readers", "readers"]', 16, "mã “readers” viết hai lần"),
        ('outputs = ["readers", "blind_readers"]', 'outputs = "readers"', 16, "cần một danh sách"),
        ("hint =", "hints =", 15, "không có mục “hints”"),
    ],
)
def test_wrong_activities(tmp_path: Path, now: str, then: str, line: int, said: str) -> None:
    assert now in ACTIVITIES
    file, at, reason = refused(folder_of(tmp_path, activities=ACTIVITIES.replace(now, then, 1), indicators="", rounds=ROUNDS))
    assert (file, at) == ("activities.toml", line), reason
    assert said in reason


@pytest.mark.parametrize(
    ("now", "then", "line", "said"),
    [
        ('unit = "commune"', 'unit = "agency"', 2, "không có giá trị “agency”; chỉ có: school, commune, district, province"),
        ('unit = "province"', 'unit = "commune"', 6, "mã “commune” đã dùng ở dòng 2"),
        ("days_before = 5", "days_before = 61", 3, "phải từ 0 đến 60"),
        ('name = "Đọc sách"\n', "", 8, "thiếu mục “name”"),
        ('code = "limits"', 'code = "Hạn chế"', 13, "mã “Hạn chế” chưa đúng"),
        ("[[text]]", "[[texts]]", 12, "không có mục “texts”"),
        (ROUNDS[: ROUNDS.index("[[section]]")], "", 1, "thiếu [[tier]]"),
    ],
)
def test_wrong_rounds(tmp_path: Path, now: str, then: str, line: int, said: str) -> None:
    assert now in ROUNDS
    file, at, reason = refused(folder_of(tmp_path, rounds=ROUNDS.replace(now, then, 1)))
    assert (file, at) == ("rounds.toml", line), reason
    assert said in reason


SHARE: Final = 'formula = "100 * blind / readers"'
MONEY: Final = 'adds_up = "money"'
BY: Final = 'by = ["girls", "ethnic"]'
PART: Final = 'part_of = "readers"'
GIVEN: Final = 'given = { output = "readers" }'


@pytest.mark.parametrize(
    ("now", "then", "line", "said"),
    [
        (GIVEN, 'given = "readers"', 6, "mục “given” viết"),
        (GIVEN, "given = { output = 7 }", 6, "mục “given” viết"),
        (GIVEN, 'given = { output = "pens" }', 6, "mã “pens” không có trong activities.toml"),
        (GIVEN, 'given = { activity = "fair" }', 6, "mã “fair” không có trong activities.toml"),
        ('figure = "activities.outputs"\n', "", 5, "chưa có “figure”"),
        ('figure = "activities.outputs"', 'figure = "Số lượt"', 5, "tên con số “Số lượt” chưa đúng"),
        ('section = "reading"', 'section = "sport"', 9, "phần “sport” không có [[section]] trong rounds.toml"),
        ('section = "reading"\n', "", 1, "thiếu mục “section”"),
        (BY, 'by = ["girls", "boys"]', 10, "không có phân tổ “boys”; chỉ có: girls, poor"),
        (BY, 'by = ["girls", "girls"]', 10, "“girls” viết hai lần"),
        (MONEY, 'adds_up = "average"', 30, "không có giá trị “average”; chỉ có: sum, units, latest, ratio, yes_no, money"),
        (MONEY, f"{MONEY}\n{BY}", 31, "chỉ số lượng (sum, latest) mới có “trong đó”"),
        (MONEY, 'adds_up = "yes_no"\nmost = 3', 31, "câu hỏi có hoặc không thì không có mục “most”"),
        ("most = 9_000", "least = 10\nmost = 9", 13, "“most” không thể nhỏ hơn “least”"),
        ("most = 9_000", "most = 0", 12, "phải từ 1 đến"),
        ("jump_percent = 50", "jump_percent = 0", 13, "phải từ 1 đến"),
        (PART, 'part_of = "pens"', 22, "không có “pens”"),
        (PART, 'part_of = "share"', 22, "không có “share”"),
        (PART, 'part_of = "blind"', 22, "“part_of” đi vòng tròn: blind → blind"),
        (PART, 'part_of = "budget"', 22, "phải cùng cách cộng"),
        ("jump_percent = 50", f"jump_percent = 50\n{PART.replace('readers', 'blind')}", 14, "đi vòng tròn: readers → blind → readers"),
        ("is_asked = true\n", "", 8, "mục “section” cần “is_asked = true”"),
        (SHARE, f"{SHARE}\nis_asked = true", 40, "không hỏi đơn vị"),
        (SHARE, f"{SHARE}\nmost = 100", 40, "mục “most” không đi cùng “formula”"),
        (SHARE, f'{SHARE}\nfigure = "needs.count"', 40, "mục “figure” không đi cùng “formula”"),
        (SHARE, "", 34, "thiếu mục “figure”"),
        (SHARE, 'formula = "100 * blind / "', 39, "thiếu một vế ở cuối"),
        (SHARE, 'formula = "blind / 0"', 39, "chia cho 0"),
        (SHARE, 'formula = "blind / pens"', 39, "công thức dùng “pens”"),
        (SHARE, 'formula = "blind + budget"', 39, "cộng hoặc trừ tiền"),
        (SHARE, 'formula = "for_each + blind"', 39, "cộng hoặc trừ tiền"),
        (SHARE, 'formula = "share * 2"', 39, "công thức đi vòng tròn: share → share"),
        ('formula = "budget / readers"', 'formula = "budget / share"\n\n[[indicator]]\nlạ = 1', 49, "kiểu TOML"),
        ('name = "Kinh phí"', 'name = "Kinh phí"\nweight = 3', 28, "không có mục “weight”"),
    ],
)
def test_wrong_indicators(tmp_path: Path, now: str, then: str, line: int, said: str) -> None:
    assert now in INDICATORS
    file, at, reason = refused(folder_of(tmp_path, indicators=INDICATORS.replace(now, then, 1)))
    assert (file, at) == ("indicators.toml", line), reason
    assert said in reason


def test_a_question_of_yes_or_no_is_in_no_formula(tmp_path: Path) -> None:
    text = INDICATORS.replace(MONEY, 'adds_up = "yes_no"')
    assert refused(folder_of(tmp_path, indicators=text))[1:] == (46, "công thức không tính được với câu hỏi có hoặc không “budget”.")


def test_a_circle_of_formulas_is_named(tmp_path: Path) -> None:
    text = INDICATORS.replace(SHARE, 'formula = "for_each / 2"').replace("budget / readers", "share * 3")
    assert refused(folder_of(tmp_path, indicators=text))[1:] == (39, "công thức đi vòng tròn: share → for_each → share.")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("outputs", "bỏ kết quả hoạt động “blind_readers”"),
        ("activity_types", "bỏ loại hoạt động “reading_day”"),
        ("indicators", "bỏ chỉ tiêu “blind”"),
        ("texts", "bỏ mục lời văn “limits”"),
    ],
)
def test_a_newer_version_keeps_what_answers_name(tmp_path: Path, what: str, said: str) -> None:
    pack = pack_of(tmp_path)
    newer = replace(pack, version=2)
    check_follows(pack, newer)
    with pytest.raises(RuleBroken, match=said):
        check_follows(pack, replace(newer, **{what: ()}))  # type: ignore[arg-type]


VALUES: Final = ("1", '"x"', "[]", "{}", "true", "nan", '["girls"]', "[[1]]", "-5", "{a = 1}", '"readers"', '"share / share"', "")


@given(st.sampled_from(sorted(FILES)), st.integers(0, 50), st.sampled_from(VALUES), st.integers(0, 50), st.sampled_from(VALUES))
def test_whatever_is_written_the_answer_is_a_sentence(name: str, first: int, value: str, second: int, other: str) -> None:
    """Two lines say something else, or are gone: the pack is read, or refused with a line that exists."""
    lines = FILES[name].split("\n")
    for at, new in ((first, value), (second, other)):
        lines[at % len(lines)] = f"{lines[at % len(lines)].split('=')[0]}= {new}" if new else ""
    with TemporaryDirectory() as target:
        folder = folder_of(Path(target), **{Path(name).stem: "\n".join(lines)})
        try:
            read_pack(folder)
        except PackBroken as broken:
            assert 1 <= (broken.line or 1) <= 60  # noqa: PT017 — whether it is refused is not the question
