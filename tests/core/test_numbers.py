"""Whole numbers in Vietnamese words, read back by a reader that knows nothing of how they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core.numbers import LARGEST, grouped, in_short, in_words

SAID = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    44: "bốn mươi tư",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    555: "năm trăm năm mươi lăm",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_010: "một nghìn không trăm mười",
    2_021: "hai nghìn không trăm hai mươi mốt",
    21_015: "hai mươi mốt nghìn không trăm mười lăm",
    100_000: "một trăm nghìn",
    1_000_015: "một triệu không trăm mười lăm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    14_000_000: "mười bốn triệu",
    200_000_001: "hai trăm triệu không trăm linh một",
    1_000_000_000: "một tỷ",
    1_234_567_894: "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi tư",
    5_000_000_000_000: "năm nghìn tỷ",
    12_000_345_000_000_000: "mười hai triệu ba trăm bốn mươi lăm tỷ",
    -7: "âm bảy",
}
WORTH = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}


def read(words: str) -> int:
    """A number from its words, right to left: each unit word sets the weight of what stands before it."""
    total, weight, group, tens = 0, 1, 1, 1
    for word in reversed(words.split()):
        if word == "tỷ":
            weight, group, tens = 10**9, 1, 1
        elif word in ("nghìn", "triệu"):
            group, tens = {"nghìn": 10**3, "triệu": 10**6}[word], 1
        elif word == "trăm":
            tens = 100
        elif word in ("mươi", "linh"):
            tens = 10
        elif word == "mười":
            total += 10 * group * weight
        elif word == "âm":
            return -total
        else:
            total += WORTH[word] * tens * group * weight
    return total


@pytest.mark.parametrize(("number", "words"), SAID.items())
def test_said(number: int, words: str) -> None:
    assert in_words(number) == words


@given(st.one_of(st.integers(-LARGEST, LARGEST), st.integers(0, 99_999)))
def test_words_read_back_as_the_number(number: int) -> None:
    assert read(in_words(number)) == number


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_two_numbers_share_words(one: int, other: int) -> None:
    assert (in_words(one) == in_words(other)) == (one == other)


def test_beyond_words() -> None:
    with pytest.raises(ValueError, match="1000000000000000000"):
        in_words(LARGEST + 1)


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (1_000, "1.000"), (14_000_000, "14.000.000"), (-1_250, "-1.250")])
def test_grouped(number: int, text: str) -> None:
    assert grouped(number) == text


def test_money_is_said_to_a_tenth() -> None:
    said = {80_000: "80.000", 60_000_000: "60 triệu", 14_550_000: "14,6 triệu", 999_970_000: "1 tỷ", 1_240_000_000: "1,2 tỷ"}
    assert {dong: in_short(dong) for dong in said} == said
    assert in_short(14_550_000, is_floor=True) == "14,5 triệu"
