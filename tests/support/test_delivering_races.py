"""Two clerks hand over the same part at once: what was allocated leaves the store once. On both databases."""

from collections.abc import Callable
from datetime import date

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.support.models import Allocation, AllocationBalance, Delivery, StoreBalance
from tests.make.gifts import make_allocation, make_goods
from tests.make.needs import make_need
from tests.make.places import make_province
from tests.make.support import a_delivery
from tests.parallel import InParallel

ON = date(2026, 4, 1)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_hand_over_no_more_than_there_is(transactional_db: None, in_parallel: InParallel) -> None:
    here = make_province().here
    need = make_need(here.school, category="lunch", what="Chăn", measure="chiếc", quantity=50)
    part = make_allocation(make_goods(here.unit, 50), need, amount=50, need_quantity=50)

    def trip() -> str:
        mine = Allocation.objects.select_related("contribution__unit", "contribution__programme__version", "unit", "need").get(pk=part.pk)
        try:
            a_delivery(mine, amount=10, met_quantity=10, on=ON)
        except RuleBroken as refusal:
            return refusal.sentence
        return "handed over"

    found = in_parallel([trip] * 8)
    assert found.count("handed over") == 5, found
    assert all("chưa bàn giao" in str(one) or "giao hết" in str(one) for one in found if one != "handed over"), found
    now: list[Callable[[], object]] = [
        Delivery.objects.count,
        lambda: AllocationBalance.objects.get(pk=part.pk).delivered,
        lambda: StoreBalance.objects.get(contribution=part.contribution_id).quantity,
    ]
    assert in_parallel(now) == [5, 50, 0]
