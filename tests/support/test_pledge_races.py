"""Many donors at once for what one can give: the database says who was first, and everybody else is told so. On both databases."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import pytest
from django.db import connection

from chungtay.core.errors import RuleBroken
from chungtay.donors.models import Donor
from chungtay.needs.actions.promises import promise
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.support.actions import amend_pledge, cancel_pledge, offer_pledge, pledging
from chungtay.support.enums import Side
from chungtay.support.models import Pledge, PledgeLine
from chungtay.support.promised import LineForm
from tests.make.donors import make_nameless
from tests.make.needs import make_need
from tests.make.places import Province, make_province
from tests.make.support import a_pledge
from tests.parallel import InParallel

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 4, 1)
DONORS, AT_ONCE = (1_000, 30) if connection.vendor == "postgresql" else (60, 8)
FULL = "Nhu cầu này đã có người nhận hết rồi."


@pytest.fixture
def country(transactional_db: None) -> Province:
    return make_province()


def one_place(country: Province, *, quantity: int = 1, cost_vnd: int = 200_000) -> Need:
    given = {"category": "lunch", "what": "Bữa trưa", "measure": "suất", "status": NeedStatus.PUBLISHED}
    return make_need(country.here.school, quantity=quantity, cost_vnd=cost_vnd, **given)  # type: ignore[arg-type]


def offering(donor: Donor, need: Need) -> str:
    try:
        offer_pledge(donor, by=None, programme=need.programme, lines=[LineForm(need_id=need.pk)], on=TODAY)
    except RuleBroken as refusal:
        return refusal.sentence
    return "pledged"


def in_turn(count: int, job: Callable[[], str]) -> Callable[[], object]:
    return lambda: Counter(job() for _ in range(count))


def test_a_thousand_donors_race_for_one_lunch(country: Province, in_parallel: InParallel) -> None:
    need, donor = one_place(country), make_nameless(country.here.unit)
    each, rest = divmod(DONORS, AT_ONCE)
    jobs = [in_turn(each + (place < rest), lambda: offering(donor, need)) for place in range(AT_ONCE)]
    found: Counter[str] = Counter()
    for one in in_parallel(jobs):
        assert isinstance(one, Counter), one
        found += one
    assert found == {"pledged": 1, FULL: DONORS - 1}
    assert in_parallel([lambda: (Pledge.objects.count(), PledgeLine.objects.count(), Need.objects.get(pk=need.pk).promised_quantity)]) == [
        (1, 1, 1)
    ]


@pytest.mark.postgres_only(reason="SQLite lets one writer in at a time, so that nobody looks before another has written")
def test_without_the_constraint_more_than_one_gets_through(
    country: Province, in_parallel: InParallel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking beforehand does not guard: here all have looked before anybody holds, and only the constraint tells them apart."""
    need, donor, all_looked = one_place(country), make_nameless(country.here.unit), threading.Barrier(AT_ONCE)

    def promise_late(need_id: int, *, quantity: int = 0, vnd: int = 0) -> None:
        all_looked.wait(timeout=60)
        promise(need_id, quantity=quantity, vnd=vnd)

    monkeypatch.setattr(pledging, "promise", promise_late)
    jobs: list[Callable[[], object]] = [lambda: offering(donor, need)] * AT_ONCE
    assert Counter(in_parallel(jobs)) == {"pledged": 1, FULL: AT_ONCE - 1}
    with unguarded():
        Need.objects.filter(pk=need.pk).update(promised_quantity=0)
        assert in_parallel(jobs).count("pledged") == AT_ONCE
        Need.objects.filter(pk=need.pk).update(promised_quantity=0)


def test_the_constraint_is_what_refuses(country: Province) -> None:
    """Beneath all that looks beforehand: with it the second is refused, without it nobody is."""
    need = one_place(country)
    promise(need.pk, quantity=1)
    with pytest.raises(RuleBroken, match=FULL):
        promise(need.pk, quantity=1)
    with unguarded():
        promise(need.pk, quantity=1)
        assert Need.objects.get(pk=need.pk).promised_quantity == 2
        Need.objects.filter(pk=need.pk).update(promised_quantity=0)


@contextmanager
def unguarded() -> Iterator[None]:
    """The needs without `needs_promised_once`; whoever breaks it inside mends it before the end."""
    guard = next(one for one in Need._meta.constraints if one.name == "needs_promised_once")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        return
    with connection.schema_editor() as editor:
        editor.remove_constraint(Need, guard)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            editor.add_constraint(Need, guard)


def test_parts_of_one_cost_add_up_to_it(country: Province, in_parallel: InParallel) -> None:
    need, donor = one_place(country, cost_vnd=1_000_000), make_nameless(country.here.unit)

    def part() -> object:
        try:
            offer_pledge(donor, by=None, programme=need.programme, lines=[LineForm(need_id=need.pk, amount_vnd=150_000)], on=TODAY)
        except RuleBroken as refusal:
            return refusal.sentence
        return "pledged"

    found = Counter(in_parallel([part] * AT_ONCE))
    said = "Nhu cầu này chỉ còn thiếu 100.000 đồng chưa có người nhận."
    assert found == Counter({"pledged": 6, said: AT_ONCE - 6})
    assert in_parallel([lambda: Need.objects.get(pk=need.pk).promised_vnd]) == [900_000]


def test_baskets_in_either_order_wait_in_no_circle(country: Province, in_parallel: InParallel) -> None:
    first, second = one_place(country, quantity=AT_ONCE), one_place(country, quantity=AT_ONCE)
    donor = make_nameless(country.here.unit)

    def basket(*needs: Need) -> object:
        lines = [LineForm(need_id=need.pk, quantity=1) for need in needs]
        return offer_pledge(donor, by=None, programme=first.programme, lines=lines, on=TODAY).status

    jobs: list[Callable[[], object]] = [partial(basket, *((first, second) if place % 2 else (second, first))) for place in range(AT_ONCE)]
    assert in_parallel(jobs) == ["offered"] * AT_ONCE
    held = lambda: {need.promised_quantity for need in Need.objects.all()}  # noqa: E731
    assert in_parallel([held]) == [{AT_ONCE}]


def test_one_form_sent_many_times_at_once_is_one_pledge(country: Province, in_parallel: InParallel) -> None:
    need, donor = one_place(country, quantity=30), make_nameless(country.here.unit)
    lines = [LineForm(need_id=need.pk, quantity=1)]
    jobs: list[Callable[[], object]] = [
        lambda: offer_pledge(donor, by=None, programme=need.programme, lines=lines, on=TODAY, once="một phiếu").pk
    ] * AT_ONCE
    assert len(set(in_parallel(jobs))) == 1
    assert in_parallel([lambda: Need.objects.get(pk=need.pk).promised_quantity]) == [1]


def test_both_sides_change_and_end_at_once(country: Province, in_parallel: InParallel) -> None:
    """Whatever comes first, the need holds what the pledge says in the end."""
    need = one_place(country, quantity=30)
    pledge = a_pledge(need, quantity=10, on=TODAY)
    line = pledge.lines.get()

    def change(quantity: int) -> object:
        form = [LineForm(line_id=line.pk, need_id=need.pk, quantity=quantity)]
        return amend_pledge(pledge, by=None, on=TODAY, lines=form, plan=f"{quantity}", planned_on=None, side=Side.DONOR).status

    jobs: list[Callable[[], object]] = [partial(change, quantity) for quantity in (5, 12, 20)]
    jobs.append(lambda: cancel_pledge(pledge, by=None, on=TODAY, reason="Đổi ý").status)
    assert "cancelled" in in_parallel(jobs)
    assert in_parallel([lambda: Need.objects.get(pk=need.pk).promised_quantity]) == [0]
