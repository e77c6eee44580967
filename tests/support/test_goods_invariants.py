"""The doctor finds every corruption of goods and of what was handed over that is planted."""

from typing import Final

import pytest

from chungtay.support.actions import delivering, storing
from chungtay.support.invariants.goods import INVARIANTS
from tests.make.files import A_PDF
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.support import a_delivery
from tests.planting import plant
from tests.support.conftest import TODAY

BY_CODE: Final = {one.code.removeprefix("support."): one for one in INVARIANTS}
CORRUPTIONS: Final = {
    "goods_of_gifts": "UPDATE support_storebalance SET quantity = quantity - 1",
    "goods_at_places": (
        "UPDATE ledger_balance SET amount = amount + 1 WHERE account_id IN (SELECT id FROM ledger_account a WHERE a.kind = 'store')"
    ),
    "losses": "UPDATE support_loss SET quantity = quantity - 1",
    "deliveries": "UPDATE support_allocationbalance SET confirmed = 0 WHERE confirmed > 0",
    "delivered": "UPDATE support_contributionbalance SET delivered = delivered - 1 WHERE delivered > 0",
    "met": "UPDATE support_deliveryline SET met_quantity = met_quantity + 50 WHERE met_quantity > 0",
}


def a_story(province: Province) -> None:
    """Everything that can become of goods: carried, lost, handed over, confirmed, refused; and some money."""
    here = province.here
    gift = make_goods(here.unit, 100)
    storing.move_goods(gift, by=None, on=TODAY, origin=here.unit, to=here.school, quantity=30)
    storing.record_loss(gift, by=None, on=TODAY, place=here.school, kind="lost", quantity=4, reason="Mất trên đường", upload=A_PDF)
    need = make_need(here.school, category="lunch", what="Chăn", measure="chiếc", quantity=50)
    part = make_allocation(gift, need, amount=50, need_quantity=50)
    delivering.refuse_delivery(a_delivery(part, amount=20, met_quantity=20), by=None, on=TODAY, reason="Thiếu")
    delivering.confirm_delivery(a_delivery(part, amount=20, met_quantity=20, store=here.school), by=None, on=TODAY)
    a_delivery(part, amount=10, met_quantity=10)
    a_delivery(make_allocation(make_cash(here.unit), amount=1_000_000, unit=here.school))


def test_each_has_its_corruption() -> None:
    assert CORRUPTIONS.keys() == BY_CODE.keys()


def test_all_is_well_after_everything_that_can_happen(province: Province) -> None:
    a_story(province)
    assert not [(one.code, broken) for one in INVARIANTS for broken in one.find()]


@pytest.mark.parametrize("code", sorted(CORRUPTIONS))
def test_a_corruption_is_found(province: Province, code: str) -> None:
    a_story(province)
    plant([CORRUPTIONS[code]])
    found = list(BY_CODE[code].find())
    assert found
    assert all(one.what and one.detail for one in found)
