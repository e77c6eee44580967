"""The law of totals: what becomes of many readings, in whatever order and by whatever steps they are added."""

from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungtay.core.estimates import Estimate
from chungtay.indicators.adding import Added, add, join
from chungtay.indicators.enums import AddsUp
from chungtay.indicators.reading import Reading

READING = st.builds(Reading, st.integers(0, 10**12), st.none() | st.integers(0, 10**12), st.sampled_from(Estimate.values))
UNITS = st.lists(st.none() | READING, max_size=12)


@pytest.mark.parametrize(
    ("adds_up", "readings", "total"),
    [
        (AddsUp.SUM, [Reading(3), None, Reading(300, estimate=Estimate.AT_LEAST)], Added(303, None, 2, Estimate.AT_LEAST)),
        (AddsUp.LATEST, [Reading(900), Reading(1100)], Added(2000, None, 2)),
        (AddsUp.MONEY, [Reading(14_000_000), Reading(0)], Added(14_000_000, None, 2)),
        (AddsUp.UNITS, [Reading(1), Reading(0), Reading(4, estimate=Estimate.AT_LEAST), None], Added(2, None, 3)),
        (AddsUp.RATIO, [Reading(90, 100), Reading(40, 200, Estimate.ABOUT)], Added(130, 300, 2, Estimate.ABOUT)),
        (AddsUp.YES_NO, [Reading(1), Reading(0, reason="dịch bệnh"), Reading(0), None], Added(1, 3, 3)),
    ],
)
def test_what_becomes_of_many(adds_up: AddsUp, readings: list[Reading | None], total: Added) -> None:
    assert add(readings, adds_up) == total


@pytest.mark.parametrize("adds_up", AddsUp)
def test_where_nobody_answered_there_is_no_total(adds_up: AddsUp) -> None:
    assert add([None, None], adds_up) == Added(None, None, 0, Estimate.EXACT)
    assert join([Added(), add([Reading(0)], adds_up)], adds_up) == add([Reading(0)], adds_up)


@given(st.sampled_from(AddsUp), st.lists(UNITS, max_size=4))
def test_a_total_is_that_of_its_parts_in_any_order(adds_up: AddsUp, communes: list[list[Reading | None]]) -> None:
    mixed = [reading for row in zip_longest(*communes) for reading in row]
    assert add(mixed, adds_up) == join([add(units, adds_up) for units in reversed(communes)], adds_up)
