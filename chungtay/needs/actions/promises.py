"""Somebody takes a part of a need on, gives it back, and brings it. Who that is, the need does not ask; a constraint says who was first."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.numbers import grouped
from chungtay.needs.actions.moves import by_quantity
from chungtay.needs.actions.states import change, check_to
from chungtay.needs.enums import STANDING
from chungtay.needs.models import Need


@transaction.atomic
def promise(need_id: int, *, quantity: int = 0, vnd: int = 0) -> None:
    """`quantity` units of the need, or `vnd` đồng of its cost, are taken on from now on.

    RuleBroken, saying what is left, where others were first or the need is no longer open. However many come at once, the constraints
    `needs_promised_once` and `needs_cost_promised_once` let through what there is and no more.
    """
    try:
        with refused():
            taken = Need.objects.filter(pk=need_id, status__in=STANDING).update(
                promised_quantity=F("promised_quantity") + quantity, promised_vnd=F("promised_vnd") + vnd
            )
    except RuleBroken as refusal:
        raise RuleBroken(left(Need.objects.get(pk=need_id), wants_money=vnd > 0), field="quantity") from refusal
    if not taken:
        raise RuleBroken(_("Nhu cầu này không còn kêu gọi nữa."), field="quantity")


@transaction.atomic
def release_promise(need_id: int, *, quantity: int = 0, vnd: int = 0) -> None:
    """What was taken on is open again; of a need that was not ended meanwhile."""
    with refused():
        Need.objects.filter(pk=need_id).update(promised_quantity=F("promised_quantity") - quantity, promised_vnd=F("promised_vnd") - vnd)


@transaction.atomic
def meet(need: Need, *, by: User | None, on: date, quantity: int, promised_quantity: int = 0, in_parts: bool = False) -> Need:
    """`quantity` more units arrived; what was held for them is held no longer. Whoever calls has asked whether the person may.

    `in_parts`: they were paid by several, each a part of the cost; then what is held of the cost of these units is let go. Of a unit that
    is paid and not yet here everything stays held, so that nobody is asked to pay it again.
    """
    need = locked(need)
    met = need.met_quantity + quantity
    if not 1 <= quantity <= need.quantity - need.met_quantity:
        sentence = _("Phần bàn giao đáp ứng từ 1 đến %(left)s %(measure)s của nhu cầu này.")
        raise RuleBroken(sentence % {"left": grouped(need.quantity - need.met_quantity), "measure": need.measure}, field="met_quantity")
    to = by_quantity(need, met)
    check_to(need, to)
    paid = min(need.promised_vnd, quantity * (need.cost_vnd or 0) // need.quantity) if in_parts else 0
    changes: dict[str, Any] = {
        "status": to,
        "met_quantity": met,
        "met_by": by,
        "promised_quantity": need.promised_quantity - promised_quantity,
        "promised_vnd": 0 if met == need.quantity else need.promised_vnd - paid,
    }
    return change(need, "need.met", by=by, on=on, changes=changes, was=need.met_quantity, met_quantity=met)


def left(need: Need, *, wants_money: bool = False) -> str:
    """What is still open, as one tells somebody who asked for more."""
    if need.status not in STANDING:
        return _("Nhu cầu này không còn kêu gọi nữa.")
    if wants_money and need.open_vnd:
        return _("Nhu cầu này chỉ còn thiếu %(amount)s đồng chưa có người nhận.") % {"amount": grouped(need.open_vnd)}
    if not wants_money and need.open_quantity:
        parts = {"quantity": grouped(need.open_quantity), "measure": need.measure}
        return _("Nhu cầu này chỉ còn %(quantity)s %(measure)s chưa có người nhận.") % parts
    return _("Nhu cầu này đã có người nhận hết rồi.")
