"""Pledges for tests, made and brought to their state by the real actions."""

from datetime import date
from itertools import count
from typing import Any

from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.donors.models import Donor
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.actions import agree_pledge, offer_pledge
from chungtay.support.actions.delivering import hand_over
from chungtay.support.actions.planning import Asked, approve_plan, draft_plan, return_plan, submit_plan
from chungtay.support.enums import DeliveryStatus, PlanStatus, PledgeStatus
from chungtay.support.handing import Handed
from chungtay.support.models import Allocation, Delivery, MobilisationPlan, Pledge, PledgeLine
from chungtay.support.promised import LineForm
from tests.make.donors import make_donor
from tests.make.programmes import make_programme

_keys = count(1)


def a_pledge(
    need: Need | None = None,
    *,
    at: OrgUnit | None = None,
    donor: Donor | None = None,
    programme: Programme | None = None,
    lines: list[LineForm] | None = None,
    amount_vnd: int | None = None,
    quantity: int | None = None,
    kind: str = "",
    by: User | None = None,
    on: date | None = None,
    status: PledgeStatus = PledgeStatus.OFFERED,
    **more: Any,
) -> Pledge:
    """A donor's promise of money (or `kind` of goods) for all of the need, or the part said; without a need for `at` itself.

    `status`: OFFERED or AGREED. `lines` says it all instead.
    """
    on = on or clock.today()
    programme = programme or (need.programme if need is not None else make_programme())
    home = at or (need.school if need is not None else None)
    assert home is not None
    if lines is None:
        unit_id = None if need is not None else home.pk
        lines = [LineForm(kind, amount_vnd, quantity, need_id=need.pk if need else None, unit_id=unit_id)]
    donor = donor or make_donor(home, on=on)
    pledge = offer_pledge(donor, by=by, programme=programme, lines=lines, on=on, once=f"mẫu {next(_keys)}", **more)
    return agree_pledge(pledge, by=None, on=on) if status == PledgeStatus.AGREED else pledge


def line_of(pledge: Pledge) -> PledgeLine:
    """Its only line, as it stands now."""
    return pledge.lines.get(is_dropped=False)


def a_delivery(part: Allocation, *, unit: OrgUnit | None = None, by: User | None = None, on: date | None = None, **more: Any) -> Delivery:
    """All that is left of the allocation handed over to its unit, from the store of who keeps the gift; `more` as Handed and hand_over."""
    part.balance.refresh_from_db()
    gift, left = part.contribution, part.balance.amount - part.balance.delivered
    met = sum(line.met_quantity for line in part.delivery_lines.exclude(delivery__status=DeliveryStatus.REFUSED))
    said: dict[str, Any] = {"amount": left, "met_quantity": max(0, part.need_quantity - met), "store": None if gift.is_money else gift.unit}
    said |= {name: more.pop(name) for name in ("amount", "met_quantity", "store", "in_cash") if name in more}
    given: dict[str, Any] = {"giver_name": "Ông Lò Văn Pâng", "receiver_name": "Cô Quàng Thị Lan"} | more
    return hand_over(unit or part.unit, by=by, on=on or clock.today(), lines=[Handed(part, **said)], **given)


def a_plan(
    school: OrgUnit, *, by: User | None = None, on: date | None = None, status: PlanStatus = PlanStatus.DRAFT, **more: Any
) -> MobilisationPlan:
    """A school's plan of mobilisation in any state but ended; `by` wrote it, the steps after it are the system's."""
    on = on or clock.today()
    lines = [Asked("chăn ấm", 50, "chiếc", 10_000_000), Asked("chiếu", 50, "chiếc")]
    given: dict[str, Any] = {"programme": make_programme(), "school_year": on.year, "lines": lines}
    given |= {"purpose": "Đủ chăn cho trẻ bán trú", "beneficiaries": "50 em bán trú", "method": "Mua và trao trong tháng"}
    plan = draft_plan(school, by=by, on=on, **(given | more))
    if status != PlanStatus.DRAFT:
        plan = submit_plan(plan, by=by, on=on)
    if status == PlanStatus.RETURNED:
        return return_plan(plan, by=None, on=on, reason="Ghi rõ hơn")
    return approve_plan(plan, by=None, on=on, number="45/UBND-VHXH") if status == PlanStatus.APPROVED else plan
