"""A hundred clerks at once, each over a connection of its own: never more than there is, totals exact, no deadlock shown to anybody."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from chungtay.core.errors import RuleBroken
from chungtay.ledger.enums import AccountKind
from chungtay.ledger.queries import balance
from chungtay.needs.models import Need
from chungtay.support import books
from chungtay.support.actions import allocating
from chungtay.support.actions.allocating import Part, allocate, allocate_all, release_allocation
from chungtay.support.models import Allocation, Contribution, ContributionBalance
from tests.make.gifts import make_allocation, make_cash
from tests.make.money import found_broken
from tests.make.needs import make_need
from tests.make.places import Province, make_province
from tests.parallel import InParallel
from tests.support.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 100


@pytest.fixture
def country(transactional_db: None) -> Province:
    return make_province()


def _gives(gift: Contribution, amount: int, **aim: object) -> Callable[[], object]:
    return lambda: allocate(gift, by=None, on=TODAY, amount=amount, **aim).amount  # type: ignore[arg-type]  # an aim of any shape


def _state(gift: Contribution) -> Callable[[], object]:
    def look() -> object:
        held = ContributionBalance.objects.get(contribution=gift)
        funds = [balance(books.account(gift, kind)) for kind in (AccountKind.GIFTS, AccountKind.ALLOCATED)]
        return held.allocated, Allocation.objects.filter(contribution=gift).count(), funds

    return look


def _split(found: list[object]) -> tuple[int, set[str], list[object]]:
    """How many went through, what the others were told, and what should not have happened."""
    refused = [one for one in found if isinstance(one, RuleBroken)]
    through = [one for one in found if isinstance(one, int)]
    return len(through), {one.sentence for one in refused}, [one for one in found if not isinstance(one, RuleBroken | int)]


def test_a_hundred_clerks_and_one_gift(country: Province, in_parallel: InParallel) -> None:
    gift = make_cash(country.here.unit, 60_000)
    through, told, wrong = _split(in_parallel([_gives(gift, 1_000, unit=country.here.school) for _ in range(AT_ONCE)]))
    assert (through, wrong) == (60, [])
    assert told == {f"Khoản {gift.trace_code} chỉ còn 0 đồng chưa phân bổ, không đủ 1.000 đồng."}
    assert in_parallel([_state(gift)]) == [(60_000, 60, [0, 60_000])]
    assert in_parallel([found_broken]) == [{}]


def test_a_hundred_clerks_and_one_need(country: Province, in_parallel: InParallel) -> None:
    need = make_need(country.here.school, quantity=30)
    gifts = [make_cash(country.here.unit, 1_000_000) for _ in range(4)]
    jobs = [_gives(gifts[place % 4], 1_000, need=need, need_quantity=1) for place in range(AT_ONCE)]
    through, told, wrong = _split(in_parallel(jobs))
    assert (through, told, wrong) == (30, {"Nhu cầu này đã có người nhận hết rồi."}, [])
    assert in_parallel([lambda: Need.objects.get(pk=need.pk).promised_quantity]) == [30]
    assert in_parallel([found_broken]) == [{}]


def test_many_gifts_and_needs_in_any_order_wait_in_no_circle(country: Province, in_parallel: InParallel) -> None:
    needs = [make_need(unit, quantity=200, beneficiaries=9) for unit in (country.here.school, country.here.site)]
    gifts = [make_cash(country.here.unit, 1_000_000) for _ in range(2)]

    def both(place: int) -> Callable[[], object]:
        parts = [Part(gift, 100, need=need, need_quantity=1) for gift in gifts for need in needs]
        return lambda: len(allocate_all(parts if place % 2 else parts[::-1], by=None, on=TODAY))

    assert in_parallel([both(place) for place in range(AT_ONCE // 2)]) == [4] * (AT_ONCE // 2)
    assert in_parallel([found_broken]) == [{}]


def test_released_once(country: Province, in_parallel: InParallel) -> None:
    gift = make_cash(country.here.unit, 5_000)
    part = make_allocation(gift, make_need(country.here.school), amount=5_000)
    through, told, wrong = _split(in_parallel([lambda: release_allocation(part, by=None, on=TODAY, reason="Nhầm").amount] * 10))
    assert (through, told, wrong) == (1, {"Phần phân bổ này đã được hủy rồi."}, [])
    assert in_parallel([found_broken]) == [{}]


@pytest.fixture
def unguarded(country: Province) -> Iterator[None]:
    """The constraint that stops the clerks is gone: so the test above can fail."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE support_contributionbalance DROP CONSTRAINT support_never_more_than_received")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE support_contributionbalance CASCADE")
        enough = "CHECK (received >= allocated + refunded + lost)"
        cursor.execute(f"ALTER TABLE support_contributionbalance ADD CONSTRAINT support_never_more_than_received {enough}")


@pytest.mark.postgres_only(reason="SQLite takes no constraint away without a table of its own")
def test_without_the_constraint_only_the_ledger_is_left_to_refuse(
    country: Province, unguarded: None, in_parallel: InParallel, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift, school = make_cash(country.here.unit, 60_000), country.here.school
    through, told, wrong = _split(in_parallel([_gives(gift, 1_000, unit=school) for _ in range(AT_ONCE)]))
    assert (through, wrong) == (60, [])
    assert all(one.startswith("Không đủ trong “Đã nhận, chưa phân bổ của ") for one in told)
    monkeypatch.setattr(allocating, "book", lambda _postings, **_said: [])
    assert _split(in_parallel([_gives(gift, 1_000, unit=school) for _ in range(AT_ONCE)])) == (AT_ONCE, set(), [])
