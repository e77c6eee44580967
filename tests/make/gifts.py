"""Gifts for tests, received and given an aim by the real actions."""

from datetime import date
from itertools import count
from typing import Any, Final

from chungtay.accounts.models import User
from chungtay.donors.models import Donor
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.actions.allocating import allocate
from chungtay.support.actions.receiving import receive_cash, receive_goods
from chungtay.support.minutes import Minutes, Received
from chungtay.support.models import Allocation, Contribution
from tests.make.programmes import make_programme

ON: Final = date(2026, 3, 2)
_numbers = count(1)


def make_cash(
    unit: OrgUnit,
    amount_vnd: int = 10_000_000,
    *,
    programme: Programme | None = None,
    donor: Donor | None = None,
    by: User | None = None,
    on: date = ON,
    **line: Any,
) -> Contribution:
    """Cash handed to the unit that day; `line` as Received takes it (wish, pledge_line, note)."""
    minutes = Minutes(on, donor=donor, giver_name="" if donor else f"Ông Số {next(_numbers)}", receiver_name="Bà Lò Thị Hoa")
    lines = [Received("money", value_vnd=amount_vnd, **line)]
    reception = receive_cash(unit, by=by, on=on, programme=programme or make_programme(), minutes=minutes, lines=lines)
    return reception.contributions.get()


def make_goods(
    unit: OrgUnit,
    quantity: int = 100,
    *,
    kind: str = "blankets",
    store: OrgUnit | None = None,
    programme: Programme | None = None,
    donor: Donor | None = None,
    by: User | None = None,
    on: date = ON,
    **line: Any,
) -> Contribution:
    """Goods that lie at `store` (the unit itself unless said otherwise) from that day on."""
    minutes = Minutes(on, donor=donor, giver_name="" if donor else f"Ông Số {next(_numbers)}", receiver_name="Bà Lò Thị Hoa")
    lines = [Received(kind, quantity, **line)]
    reception = receive_goods(
        unit, by=by, on=on, programme=programme or make_programme(), minutes=minutes, lines=lines, store=store or unit
    )
    return reception.contributions.get()


def make_allocation(gift: Contribution, need: Need | None = None, *, amount: int = 0, on: date = ON, **more: Any) -> Allocation:
    """All of what is left of the gift unless said otherwise; of the need one unit, where it is for one."""
    given: dict[str, Any] = {"need": need, "need_quantity": 0 if need is None or more.get("need_vnd") else 1}
    return allocate(gift, **({"by": None, "on": on, "amount": amount or gift.balance.idle} | given | more))
