"""Needs for tests, brought to their state by the real actions, each step by somebody who may."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from chungtay.accounts.models import User
from chungtay.core.periods import valid_on
from chungtay.needs.actions import moves
from chungtay.needs.actions.record import record_need, submit_need
from chungtay.needs.enums import NeedStatus, NeedUrgency
from chungtay.needs.models import Need
from chungtay.needs.rules import NeedForm
from chungtay.places.models import OrgUnit, Placement
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Category
from tests.make.programmes import make_programme

ON: Final = date(2026, 3, 2)
_ANSWERS: Final[dict[str, Any]] = {"number": 1, "text": "Chưa có", "yes_no": True}


def need_form(category: Category | None = None, **overrides: Any) -> NeedForm:
    """A form that nothing is wrong with; of `category` also with an answer to all that it asks."""
    given: dict[str, Any] = {
        "category": category.code if category else "toilet",
        "what": "Nhà vệ sinh hai ngăn cho học sinh",
        "measure": "công trình",
        "quantity": 1,
        "beneficiaries": 30,
    }
    if category is not None:
        given["details"] = {ask.key: ask.choices[0][0] if ask.kind == "choice" else _ANSWERS[ask.kind] for ask in category.asks}
    return NeedForm(**(given | overrides))


def make_need(
    school: OrgUnit,
    *,
    site: OrgUnit | None = None,
    programme: Programme | None = None,
    category: str = "toilet",
    quantity: int = 1,
    beneficiaries: int = 30,
    on: date = ON,
    status: NeedStatus = NeedStatus.VERIFIED,
    by: User | None = None,
    met_quantity: int | None = None,
    **form: Any,
) -> Need:
    """A need of the school, or of its site, in any state; `by` wrote it, the steps after it are the system's.

    `school` may be the site itself. Every step is taken on the day `on`; a partly met need is met by `met_quantity`, else by all but one
    (so that it lacks at least two).
    """
    if site is None and (lies := Placement.objects.filter(valid_on(on), unit=school, parent__type=60).first()):
        school, site = lies.parent, school
    programme = programme or make_programme()
    if status == NeedStatus.PARTLY_MET:
        quantity = max(quantity, 2)
    asked = need_form(programme.pack.by_category[category], quantity=quantity, beneficiaries=beneficiaries, **form)
    need = record_need(school, by=by, programme=programme, form=asked, on=on, site=site)
    for step in _STEPS[status]:
        need = step(need, on=on, met_quantity=met_quantity)
    return need


def urgent(reason: str = "Mùa mưa lũ sắp đến") -> dict[str, Any]:
    """What an urgent need says besides."""
    return {"urgency": NeedUrgency.URGENT, "urgency_reason": reason}


def _submit(need: Need, *, on: date, **_more: Any) -> Need:
    return submit_need(need, by=need.recorded_by, on=on, is_no_double=True)


def _return(need: Need, *, on: date, **_more: Any) -> Need:
    return moves.return_need(need, by=None, on=on, remarks={"quantity": "Xin đếm lại"})


def _meet_partly(need: Need, *, on: date, met_quantity: int | None, **_more: Any) -> Need:
    return moves.note_met(need, by=None, on=on, met_quantity=need.quantity - 1 if met_quantity is None else met_quantity)


def _meet(need: Need, *, on: date, **_more: Any) -> Need:
    return moves.note_met(need, by=None, on=on, met_quantity=need.quantity)


def _withdraw(need: Need, *, on: date, **_more: Any) -> Need:
    return moves.withdraw_need(need, by=None, on=on, reason="Đã tự sửa được")


def _step(action: Callable[..., Need]) -> Callable[..., Need]:
    return lambda need, *, on, **_more: action(need, by=None, on=on)


_SUBMITTED: Final = (_submit,)
_VERIFIED: Final = (*_SUBMITTED, _step(moves.verify_need))
_PUBLISHED: Final = (*_VERIFIED, _step(moves.publish_need))
_MET: Final = (*_PUBLISHED, _meet)
_CONFIRMED: Final = (*_MET, _step(moves.confirm_met))
_STEPS: Final[dict[NeedStatus, tuple[Callable[..., Need], ...]]] = {
    NeedStatus.DRAFT: (),
    NeedStatus.SUBMITTED: _SUBMITTED,
    NeedStatus.RETURNED: (*_SUBMITTED, _return),
    NeedStatus.VERIFIED: _VERIFIED,
    NeedStatus.PUBLISHED: _PUBLISHED,
    NeedStatus.PARTLY_MET: (*_PUBLISHED, _meet_partly),
    NeedStatus.MET: _MET,
    NeedStatus.CONFIRMED: _CONFIRMED,
    NeedStatus.CLOSED: (*_CONFIRMED, _step(moves.close_need)),
    NeedStatus.WITHDRAWN: (*_SUBMITTED, _withdraw),
}
