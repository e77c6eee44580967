"""Amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core.amounts import (
    Counted,
    parse_count,
    parse_counted,
    parse_distance,
    parse_money,
    parse_number,
    parse_whole,
)
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.web.shell.amounts import CountedField, DistanceField, MoneyField


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("14000000", 14_000_000),
        ("14.000.000", 14_000_000),
        ("14 000 000", 14_000_000),
        ("14,000,000", 14_000_000),
        ("14.000.000 đồng", 14_000_000),
        ("14.000.000đ", 14_000_000),
        ("14.000.000 VNĐ", 14_000_000),
        ("14 triệu", 14_000_000),
        ("14 trieu", 14_000_000),
        ("14 TRIỆU đồng", 14_000_000),
        ("14tr", 14_000_000),
        ("14,5 triệu", 14_500_000),
        ("14.5 triệu", 14_500_000),
        ("0,125 tỷ", 125_000_000),
        ("500 nghìn", 500_000),
        ("500k", 500_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỉ 200 triệu 500 ngàn", 1_200_500_000),
        ("1.000", 1_000),
    ],
)
def test_money_that_is_understood(typed: str, said: int) -> None:
    assert parse_money(typed) == said


@pytest.mark.parametrize(
    "typed",
    [
        *("1 tỷ 2", "14tr5", "14 triệu rưỡi", "14,000", "14.5", "14.500 triệu", "14,500 triệu", "14,5", "1 triệu 2 tỷ", "5 triệu 5 triệu"),
        *("mười bốn triệu", "14 tấn", "khoảng 14 triệu", "-14 triệu", "14 triệu?", "triệu", "1.2.3", "1,23456789 triệu", "0,0000001 tỷ"),
        *("9" * 16, "1e9", "١٤", "14\u0000triệu", "٣ triệu"),
    ],
)
def test_money_of_two_meanings_is_asked_about(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"Chưa rõ .* là bao nhiêu tiền"):
        parse_money(typed)


@pytest.mark.parametrize("typed", ["14", "0", "999", "14 đồng"])
def test_too_little_money_asks_for_its_unit(typed: str) -> None:
    with pytest.raises(RuleBroken, match="nghìn, triệu xin ghi rõ"):
        parse_money(typed)


@given(st.integers(1_000, 10**12))
def test_what_we_write_we_read(amount: int) -> None:
    assert parse_money(str(amount)) == parse_money(grouped(amount)) == parse_money(f"{grouped(amount)} đồng") == amount


def test_counts() -> None:
    assert [parse_count(typed) for typed in ("12", "1.200", "1 200", " 7 ")] == [12, 1200, 1200, 7]
    for typed in ("0", "000"):
        assert parse_whole(typed) == 0
        with pytest.raises(RuleBroken, match="từ 1 trở lên"):
            parse_count(typed)
    for typed in ("-5", "−5", "-1.000"):
        with pytest.raises(RuleBroken, match="không thể âm"):
            parse_count(typed)
    for typed in ("12,5", "1,200", "mười", "1.2", "12 cái", "1e3", "9" * 20):
        with pytest.raises(RuleBroken, match="không phải số nguyên"):
            parse_count(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("60", Counted(60)),
        ("khoảng 60", Counted(60, Estimate.ABOUT)),
        ("Hơn 1.200", Counted(1200, Estimate.AT_LEAST)),
        ("hơn 300", Counted(300, Estimate.AT_LEAST)),
        ("~60", Counted(60, Estimate.ABOUT)),
    ],
)
def test_an_estimate_keeps_its_word(typed: str, said: Counted) -> None:
    assert parse_counted(typed) == said
    field = CountedField(label="Số trẻ")
    assert field.clean(field.prepare_value(said)) == said


def test_distances() -> None:
    assert [parse_distance(typed) for typed in ("14", "14,5", "14.5 km", "0")] == [
        Decimal(14),
        Decimal("14.5"),
        Decimal("14.5"),
        Decimal(0),
    ]
    for typed in ("xa", "-3", "500", "14,55", "14 dặm"):
        with pytest.raises(RuleBroken, match="số km"):
            parse_distance(typed)
    assert DistanceField(label="").prepare_value(Decimal("14.0")) == "14"
    assert DistanceField(label="").prepare_value(Decimal("14.5")) == "14,5"


def test_what_is_kept_is_shown_as_people_write_it() -> None:
    field = MoneyField(label="Chi phí", required=False)
    assert field.prepare_value(14_000_000) == "14.000.000"
    assert field.prepare_value("14 triệu") == "14 triệu"
    assert field.clean("") is None


def test_numbers() -> None:
    assert [parse_number(typed) for typed in ("0", "1.200", "3,5", "3.25")] == [0, 1200, Decimal("3.5"), Decimal("3.25")]
    for typed in ("-1", "ba", "1,200", "1e3", "3,555"):
        with pytest.raises(RuleBroken, match="không phải số"):
            parse_number(typed)
