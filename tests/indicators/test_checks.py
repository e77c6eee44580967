"""What is looked at before a unit sends its readings: every rule names the indicator and the numbers."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.indicators.checks import Check, check
from chungtay.indicators.enums import AddsUp, By
from chungtay.indicators.reading import Cell, Reading


@dataclass(frozen=True)
class Asked:
    """A measure as a pack would say it."""

    code: str
    name: str
    adds_up: str = AddsUp.SUM
    by: tuple[str, ...] = ()
    is_required: bool = False
    least: int = 0
    most: int | None = None
    jump_percent: int | None = None
    part_of: str = ""


SCREENED = Asked("screened", "Trẻ được khám", by=("girls", "mn", "th"), is_required=True, least=1, most=5_000, jump_percent=50)
HEART = Asked("heart", "Ca tim bẩm sinh", by=("girls",), part_of="screened")
LAUNCH = Asked("launch", "Lễ phát động", AddsUp.YES_NO, is_required=True)
INSURED = Asked("insured", "Trẻ có thẻ", AddsUp.RATIO)
FORM = (SCREENED, HEART, LAUNCH, INSURED)
GOOD = {"screened": Reading(300), "screened.girls": Reading(140), "heart": Reading(1), "launch": Reading(1), "insured": Reading(90, 100)}


def found(before: dict[str, Reading] | None = None, **changes: Reading | None) -> list[tuple[str, str, bool]]:
    """What is wrong with the good form after the changes; a dot in a name is written __."""
    said = GOOD | {name.replace("__", "."): reading for name, reading in changes.items()}
    readings = {Cell.named(name): reading for name, reading in said.items() if reading is not None}
    earlier = {Cell.named(name): reading for name, reading in (before or {}).items()}
    return [(one.cell.name, one.sentence, one.is_hard) for one in check(FORM, readings, before=earlier)]


def test_a_good_form() -> None:
    assert found({"screened": Reading(250)}) == []


@pytest.mark.parametrize(
    ("changes", "cell", "said"),
    [
        ({"screened": None, "screened__girls": None}, "screened", "Xin điền “Trẻ được khám”; không có thì ghi 0."),
        ({"launch": None}, "launch", "Xin trả lời có hay không: “Lễ phát động”."),
        ({"screened": Reading(0), "screened__girls": None, "heart": None}, "screened", "“Trẻ được khám” là 0; ít nhất phải là 1."),
        ({"screened": Reading(5_001)}, "screened", "“Trẻ được khám” là 5.001; nhiều nhất chỉ có thể là 5.000."),
        ({"screened__girls": Reading(301)}, "screened.girls", "“Trẻ được khám”, trong đó nữ là 301, lớn hơn số chung là 300."),
        (
            {"screened__mn": Reading(200), "screened__th": Reading(101)},
            "screened",
            "“Trẻ được khám”: các cấp học cộng lại là 301, lớn hơn số chung là 300.",
        ),
        ({"heart": Reading(301)}, "heart", "“Ca tim bẩm sinh” là 301, lớn hơn “Trẻ được khám” là 300."),
        (
            {"heart": Reading(200), "heart__girls": Reading(141)},
            "heart.girls",
            "“Ca tim bẩm sinh”, trong đó nữ là 141, lớn hơn “Trẻ được khám” là 140.",
        ),
        ({"heart": None, "heart__girls": Reading(1)}, "heart.girls", "“Ca tim bẩm sinh”, trong đó nữ là 1 nhưng chưa có số chung."),
        ({"insured": Reading(90)}, "insured", "“Trẻ có thẻ” cần cả hai số n và N."),
        ({"insured": Reading(1_200, 1_100)}, "insured", "“Trẻ có thẻ”: n là 1.200, lớn hơn N là 1.100."),
        ({"launch": Reading(2)}, "launch", "“Lễ phát động” chỉ trả lời có hoặc không."),
    ],
)
def test_what_stops(changes: dict[str, Reading | None], cell: str, said: str) -> None:
    assert found(None, **changes) == [(cell, said, True)]


def test_a_no_asks_for_its_reason() -> None:
    assert found(launch=Reading(0)) == [("launch", "“Lễ phát động”: trả lời là không, xin ghi lý do.", False)]
    assert found(launch=Reading(0, reason="dịch Covid-19")) == []


def test_a_jump_asks_for_a_word() -> None:
    said = "“Trẻ được khám” là 300, đợt trước là 100: khác hơn 50%, xin ghi vì sao."
    assert found({"screened": Reading(100)}) == [("screened", said, False)]
    assert found({"screened": Reading(100)}, screened=Reading(300, reason="có đoàn bác sĩ về")) == []
    assert found({"screened": Reading(601)}) == [
        ("screened", "“Trẻ được khám” là 300, đợt trước là 601: khác hơn 50%, xin ghi vì sao.", False)
    ]
    assert found({"screened": Reading(600)}) == found({"screened": Reading(200)}) == found({"screened": Reading(0)}) == []


CELLS = [Cell(asked.code, by) for asked in FORM for by in ("", *asked.by)]
READINGS = st.dictionaries(st.sampled_from(CELLS), st.builds(Reading, st.integers(0, 6_000), st.none() | st.integers(0, 6_000)))


@given(READINGS, READINGS)
def test_whatever_is_answered_it_is_a_sentence_at_a_field(readings: dict[Cell, Reading], before: dict[Cell, Reading]) -> None:
    for one in check(FORM, readings, before=before):
        assert isinstance(one, Check)
        assert one.cell in CELLS
        assert one.sentence.startswith(("“", "Xin "))
        assert one.cell.by in ("", *By.values)
