"""How a need stood on a day: the rows that every count asks are what the needs say, whatever was done to them and when."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.needs.actions import (
    close_need,
    confirm_met,
    follow_successions,
    note_met,
    publish_need,
    reconfirm_need,
    return_need,
    revise_need,
    submit_need,
    take_down_need,
    verify_need,
    withdraw_need,
)
from chungtay.needs.actions.states import COUNTED
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need, NeedState
from chungtay.needs.queries import needs_on
from chungtay.places.actions.restructuring import merge_units
from chungtay.programmes.models import Programme
from tests.make.needs import ON, make_need, need_form
from tests.make.places import FOUNDED, Province
from tests.make.programmes import make_programme
from tests.needs.conftest import TODAY


@pytest.mark.parametrize("status", NeedStatus)
def test_every_state_is_reached_by_the_actions(province: Province, status: NeedStatus) -> None:
    need = make_need(province.here.school, site=province.here.site, status=status)
    need.refresh_from_db()
    assert need.status == status
    standing = needs_on(ON).filter(need=need)
    assert [row.status for row in standing] == ([] if status == NeedStatus.DRAFT else [status])
    assert not needs_on(ON - timedelta(days=1)).filter(need=need).exists()


def test_changed_twice_on_a_day_the_day_has_the_last(province: Province) -> None:
    need = make_need(province.here.school, status=NeedStatus.PUBLISHED)
    assert need.states.count() == 1
    withdraw_need(need, by=None, on=ON, reason="x")
    assert [row.status for row in need.states.all()] == [NeedStatus.WITHDRAWN]


def test_today_and_a_day_gone_by_are_asked_alike(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    need = make_need(province.here.school, status=NeedStatus.VERIFIED)
    publish_need(need, by=None, on=TODAY)

    def seen(day: date) -> list[str]:
        return [row.status for row in needs_on(day).filter(need=need)]

    assert (seen(ON), seen(TODAY - timedelta(days=1)), seen(TODAY)) == (["verified"], ["verified"], ["published"])
    assert seen(date(2030, 1, 1)) == ["published"]
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=9))
    assert (seen(ON), seen(TODAY)) == (["verified"], ["published"])


# ── Any sequence of steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _revise(need: Need, *, by: None, on: date, quantity: int) -> None:
    form = need_form(make_programme().pack.by_category["toilet"], quantity=quantity, beneficiaries=quantity * 7)
    revise_need(need, by=by, on=on, form=form, site=None if quantity % 2 else need.site)


STEPS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (submit_need, {"is_no_double": True}),
    (verify_need, {}),
    (return_need, {"remarks": {}, "reason": "x"}),
    (publish_need, {}),
    (take_down_need, {}),
    (reconfirm_need, {}),
    *((note_met, {"met_quantity": met}) for met in range(4)),
    (confirm_met, {}),
    (close_need, {}),
    (withdraw_need, {"reason": "x"}),
    *((_revise, {"quantity": quantity}) for quantity in (2, 3)),
]


def check_states(need: Need) -> None:
    """One row for every day from the first sending on, and the open one says what the need says."""
    need.refresh_from_db()
    states = list(NeedState.objects.filter(need=need).order_by("valid_from"))
    if need.submitted_on is None:
        assert states == []
        return
    assert states[0].valid_from == need.submitted_on
    assert all(before.valid_to == after.valid_from for before, after in pairwise(states))
    assert states[-1].valid_to == FOREVER
    assert all(state.valid_from < state.valid_to for state in states)
    says = {name: getattr(need, name) for name in COUNTED} | ({} if need.published_on else {"standing_on": None})
    assert {name: getattr(states[-1], name) for name in COUNTED} == says


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(-1, 25)), min_size=6, max_size=25), merged_after=st.integers(2, 25))
def test_the_rows_are_what_the_needs_say(
    province: Province, programme: Programme, steps: list[tuple[tuple[Callable[..., Any], dict[str, Any]], int]], merged_after: int
) -> None:
    with transaction.atomic():
        school, other = province.here.school, province.there.school
        need = make_need(school, site=province.here.site, status=NeedStatus.SUBMITTED, quantity=3, on=date(2025, 8, 1))
        day = date(2025, 8, 1)
        for count, ((action, more), days) in enumerate(steps):
            day = min(day + timedelta(days=days), TODAY)
            if count == merged_after and day > FOUNDED:
                merge_units([school, other], by=None, on=day, decision=None, into=other)
                follow_successions(on=day)
            try:
                with transaction.atomic():
                    action(need, by=None, on=day, **more)
            except RuleBroken:
                day = max(day, date(2025, 8, 1))
            check_states(need)
        transaction.set_rollback(True)
