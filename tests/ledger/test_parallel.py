"""Many at once, each over a connection of its own: totals exact, nothing below zero, no deadlock shown to anybody. On both databases."""

from collections.abc import Callable

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.ledger.actions import Posting, book, reverse
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.models import Account, Balance, Entry
from chungtay.ledger.queries import balance
from chungtay.places.models import OrgUnit
from tests.make.ledger import ON, allocation, key, make_entry, receipt
from tests.make.places import Province, make_province
from tests.parallel import InParallel

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 100


@pytest.fixture
def country(transactional_db: None) -> Province:
    return make_province()


def _books(*postings: Posting) -> Callable[[], object]:
    return lambda: len(book(postings, by=None, on=ON))


def _state(unit: OrgUnit) -> Callable[[], object]:
    kinds = (AccountKind.BANK, AccountKind.GIFTS, AccountKind.ALLOCATED)
    return lambda: ([balance(key(kind, unit)) for kind in kinds], Entry.objects.count(), Account.objects.count(), Balance.objects.count())


def test_a_hundred_clerks_allocate_one_gift(country: Province, in_parallel: InParallel) -> None:
    unit = country.here.unit
    make_entry(receipt(unit, 60_000))
    found = in_parallel([_books(allocation(unit, 1_000)) for _ in range(AT_ONCE)])
    refused = [one for one in found if isinstance(one, RuleBroken)]
    assert (found.count(1), len(refused)) == (60, 40)
    assert {one.sentence for one in refused} == {"Không đủ trong “Đã nhận, chưa phân bổ của Xã Thanh An”: còn 0 đồng, cần 1.000 đồng."}
    assert in_parallel([_state(unit)]) == [([60_000, 0, 60_000], 61, 3, 3)]


def test_accounts_that_nobody_had_named_are_made_once(country: Province, in_parallel: InParallel) -> None:
    """Half of them name the two units in the other order."""
    here, there = country.here.unit, country.there.unit
    jobs = [_books(*(receipt(unit, 10) for unit in ((here, there) if place % 2 else (there, here)))) for place in range(AT_ONCE)]
    assert in_parallel(jobs) == [2] * AT_ONCE
    assert in_parallel([_state(here)]) == [([1_000, 1_000, 0], 200, 4, 4)]


def test_money_moved_both_ways_waits_in_no_circle(country: Province, in_parallel: InParallel) -> None:
    here, there = country.here.unit, country.there.unit
    book([receipt(here, 1_000), receipt(there, 1_000)], by=None, on=ON)

    def move(origin: OrgUnit, to: OrgUnit) -> list[Posting]:
        banks = [key(AccountKind.BANK, unit) for unit in (to, origin)]
        gifts = [key(AccountKind.GIFTS, unit) for unit in (origin, to)]
        return [Posting(EntryKind.MOVE, banks[0], banks[1], 10), Posting(EntryKind.MOVE, gifts[0], gifts[1], 10)]

    jobs = [_books(*(move(here, there) if place % 2 else move(there, here))) for place in range(AT_ONCE)]
    assert in_parallel(jobs) == [2] * AT_ONCE
    assert in_parallel([_state(here)]) == [([1_000, 1_000, 0], 202, 4, 4)]


def test_taken_back_once(country: Province, in_parallel: InParallel) -> None:
    entry = make_entry(receipt(country.here.unit, 500))
    found = in_parallel([lambda: reverse(entry, by=None, on=ON, reason="Ghi nhầm").pk] * 10)
    refused = {one.sentence for one in found if isinstance(one, RuleBroken)}
    assert (len([one for one in found if isinstance(one, int)]), refused) == (1, {"Bút toán này đã bị hủy rồi."})
    assert in_parallel([_state(country.here.unit)]) == [([0, 0, 0], 2, 2, 2)]
