"""A derived indicator: read, reckoned exactly, and never a failure whatever the readings are."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core.estimates import Estimate
from chungtay.indicators.formula import MOST_DEEP, Derived, FormulaBroken, circle, parse
from chungtay.indicators.reading import Reading

CODES = ("a", "b", "c1", "d_e")
EXPRESSIONS = st.recursive(
    st.sampled_from([*CODES, "2", "0.5", "0"]),
    lambda inner: st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
    max_leaves=8,
)
READINGS = st.none() | st.builds(Reading, st.integers(0, 10**15), estimate=st.sampled_from(Estimate.values))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("100 * a / b", Fraction(100, 3)),
        ("a + b * c", Fraction(13)),
        ("(a + b) * c", Fraction(16)),
        ("a - b - c", Fraction(-6)),
        ("b / c / 2", Fraction(3, 8)),
        ("0.5*a", Fraction(1, 2)),
        ("((a))", Fraction(1)),
    ],
)
def test_it_reckons_exactly(text: str, value: Fraction) -> None:
    readings: dict[str, Reading | None] = {"a": Reading(1), "b": Reading(3), "c": Reading(4)}
    assert parse(text).value(readings) == Derived(value)


def test_it_says_which_indicators_it_uses() -> None:
    assert parse("b / (a + b)").codes == ("b", "a")


def test_without_an_operand_there_is_no_value() -> None:
    share = parse("100 * a / b")
    assert share.value({"a": Reading(1)}) is None
    assert share.value({"a": Reading(1), "b": None}) is None
    assert share.value({"a": Reading(1), "b": Reading(0)}) is None
    assert parse("a / (b - b)").value({"a": Reading(1), "b": Reading(3)}) is None


def test_it_is_as_sure_as_what_it_reckons_with() -> None:
    readings: dict[str, Reading | None] = {
        "a": Reading(300, estimate=Estimate.AT_LEAST),
        "b": Reading(9),
        "c": Reading(1, estimate=Estimate.ABOUT),
    }
    assert [found.estimate for text in ("b * 2", "a / b", "a + c") if (found := parse(text).value(readings))] == [
        Estimate.EXACT,
        Estimate.AT_LEAST,
        Estimate.ABOUT,
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "thiếu một vế"),
        ("a +", "thiếu một vế"),
        ("a b", "“b” không đúng chỗ"),
        ("+ a", "“+” không đúng chỗ"),
        ("(a + b", "thiếu dấu ngoặc đóng"),
        ("a + b)", "“)” không đúng chỗ"),
        ("a ** b", "“*” không đúng chỗ"),
        ("a.b", "ký tự “.”"),
        ("a % b", "ký tự “%”"),
        ("Trẻ em", "ký tự “T”"),
        ("__import__('os')", "ký tự “_”"),
        ("a / 0", "chia cho 0"),
        ("a / (1 - 1)", "chia cho 0"),
        ("1 + 2", "ít nhất một chỉ tiêu"),
        ("(" * (MOST_DEEP + 2) + "a" + ")" * (MOST_DEEP + 2), "quá nhiều lớp ngoặc"),
        ("a + " * 60 + "a", "dài quá"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text: str, said: str) -> None:
    with pytest.raises(FormulaBroken, match=re.escape(said)):
        parse(text)


def test_money_is_added_to_money_only() -> None:
    powers = {"a": 1, "b": 1, "c": 0}
    assert [parse(text).money_power(powers) for text in ("a + b", "(a + b) / c", "100 * a / b")] == [1, 1, 0]
    for text in ("a + c", "a - 1", "a / b + a"):
        with pytest.raises(FormulaBroken, match="cộng hoặc trừ tiền"):
            parse(text).money_power(powers)


def test_a_circle_is_found() -> None:
    formulas = {code: parse(text) for code, text in {"a": "x + y", "b": "a + c", "c": "2 * d", "d": "b / x"}.items()}
    assert circle(formulas) == ["b", "c", "d", "b"]
    assert circle({"a": parse("a + x")}) == ["a", "a"]
    assert circle({"a": parse("b + c"), "b": parse("c"), "c": parse("x")}) == []


@given(EXPRESSIONS, st.dictionaries(st.sampled_from(CODES), READINGS))
def test_it_never_fails(text: str, readings: dict[str, Reading | None]) -> None:
    try:
        formula = parse(text)
    except FormulaBroken:
        return
    found = formula.value(readings)
    if any(readings.get(code) is None for code in formula.codes):
        assert found is None


@given(st.text(alphabet="ab1. +-*/()_%", max_size=40))
def test_whatever_is_written_it_is_read_or_refused(text: str) -> None:
    try:
        parse(text).value({"a": Reading(1), "b": Reading(0)})
    except FormulaBroken:
        return
