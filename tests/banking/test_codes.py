"""A payment code is found in whatever the banks make of it, and one wrong character is always seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.banking.codes import _ALPHABET, PREFIX, _check, codes_in, is_code, new_code

codes = st.text(_ALPHABET, min_size=7, max_size=7).map(lambda free: f"{PREFIX}{free}{_check(free)}")
CODE = f"CT7ABCDEF{_check('7ABCDEF')}"
OTHER = f"CT0000001{_check('0000001')}"
# What never makes a "CT" with its neighbours, so that what is found is what was put there.
words = st.text("abdeghmnopqrsuvxy .,-:/0123456789đăâêôơưáàảãạ", max_size=30)


def test_new_codes_are_codes() -> None:
    made = {new_code() for _ in range(500)}
    assert len(made) == 500
    assert all(is_code(code) and len(code) == 10 and codes_in(code) == [code] for code in made)


@given(codes)
def test_every_single_wrong_character_is_seen(code: str) -> None:
    """Exhaustive for each code: every place with every other character."""
    for place in range(len(code)):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
            if letter != code[place]:
                assert not is_code(code[:place] + letter + code[place + 1 :])


@given(codes)
def test_every_swap_is_seen(code: str) -> None:
    """Neighbours, and any two places besides."""
    for first in range(len(code)):
        for second in range(first + 1, len(code)):
            letters = list(code)
            letters[first], letters[second] = letters[second], letters[first]
            assert is_code("".join(letters)) == (letters[first] == letters[second])


@pytest.mark.parametrize(
    "wrong", ["", "CT", CODE[:-1], CODE + "0", CODE.lower(), " " + CODE, "XX" + CODE[2:], "CTÀÀÀÀÀÀÀÀ", "CT" + "\0" * 8]
)
def test_what_is_no_code(wrong: str) -> None:
    assert not is_code(wrong)


@pytest.mark.parametrize(
    "narrative",
    [
        CODE,
        CODE.lower(),
        f"MBVCB.5512345678.012345.{CODE}.CT tu 0123456789 NGUYEN VAN AN toi 1021000001 UBND XA THANH AN tai VCB",
        f"MBVCB5512345678012345{CODE}CT TU 0123456789",
        f"IBFT {CODE}",
        f"{CODE}-120326-10:11:12 120326",
        f"Ung ho bữa ăn bán trú, mã: {CODE[:4]} {CODE[4:]} cảm ơn",
        f"ung ho {CODE[:5]}\n{CODE[5:]} FT26071",
        f"{'.'.join(CODE)}",
        f"{' '.join(CODE.lower())}",
        f"..x{CODE}",
        f"CT {CODE}",
        f"CCT{CODE}CT",
        f"Đặng Thị Ánh ủng hộ_{CODE}_tháng 3",
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in f"full width {CODE}") + CODE,
    ],
)
def test_found_in_what_banks_write(narrative: str) -> None:
    assert CODE in codes_in(narrative)


@given(
    codes, words, words, st.lists(st.tuples(st.integers(1, 9), st.sampled_from([" ", "\n", ".", "-", " \r\n"])), max_size=4), st.booleans()
)
def test_found_between_any_words_and_broken_anywhere(
    code: str, before: str, after: str, breaks: list[tuple[int, str]], is_lower: bool
) -> None:
    broken = code.lower() if is_lower else code
    for place, mark in sorted(breaks, reverse=True):
        broken = broken[:place] + mark + broken[place:]
    assert code in codes_in(before + broken + after)


@given(st.text(max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    assert all(is_code(code) for code in codes_in(text))


def test_look_alikes_are_mended() -> None:
    assert OTHER.count("0") == 6 or OTHER.count("0") == 7
    assert codes_in(OTHER.replace("0", "O").replace("1", "l")) == [OTHER]
    assert codes_in(OTHER.replace("0", "o").replace("1", "I")) == [OTHER]


def test_several_in_order_and_once_each() -> None:
    assert codes_in(f"{OTHER} va {CODE} va {OTHER.lower()}") == [OTHER, CODE]


def test_a_mistyped_code_is_not_taken_for_another() -> None:
    assert codes_in(f"{CODE[:-1]}{'0' if CODE[-1] != '0' else '1'}") == []
    assert codes_in(f"{CODE[:3]}{CODE[4]}{CODE[3]}{CODE[5:]}") == []
    assert codes_in("ung ho cac chau") == []
