"""The Gini coefficient of đồng per pupil: what is known of it holds, whatever the places."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.figures.fairness import gini

PLACES = st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 5_000)), min_size=2, max_size=12)


@pytest.mark.parametrize(
    ("places", "hundredths"),
    [
        ([(100, 10), (200, 20)], 0),  # the same for every pupil
        ([(0, 10), (100, 10)], 50),  # half of the pupils got nothing
        ([(0, 99), (100, 1)], 99),  # nearly everything for one
        ([(10, 10), (30, 10)], 25),
    ],
)
def test_by_hand(places: list[tuple[int, int]], hundredths: int) -> None:
    assert gini(places) == hundredths


@pytest.mark.parametrize("places", [[], [(5, 5)], [(0, 3), (0, 4)]])
def test_nothing_to_compare(places: list[tuple[int, int]]) -> None:
    assert gini(places) is None


@given(PLACES)
def test_equals_the_mean_difference_of_all_pairs(places: list[tuple[int, int]]) -> None:
    given, pupils = sum(money for money, _n in places), sum(n for _money, n in places)
    found = gini(places)
    if not given:
        assert found is None
        return
    pairs = sum(n * m * abs(Fraction(money, n) - Fraction(other, m)) for money, n in places for other, m in places)
    assert found is not None
    assert abs(found - 100 * pairs * pupils / (2 * pupils**2 * given)) <= Fraction(1, 2)


@given(PLACES, st.integers(2, 50))
def test_the_size_of_the_gifts_does_not_matter(places: list[tuple[int, int]], times: int) -> None:
    assert gini(places) == gini([(money * times, n) for money, n in places])
