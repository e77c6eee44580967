"""The beats that every verb of this room shares: whose need it is, in which order of days, and how it stood from which day on."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.core.states import check_move
from chungtay.needs.enums import NEED_MOVES, NeedStatus
from chungtay.needs.models import Need, NeedState

# What is counted, and therefore copied.
COUNTED: Final = (
    "programme_id",
    "school_id",
    "site_id",
    "category",
    "status",
    "quantity",
    "met_quantity",
    "cost_vnd",
    "beneficiaries",
    "beneficiaries_estimate",
    "standing_on",
)


def held_need(need: Need, *, by: User | None, can: Sequence[Can], on: date) -> Need:
    """The need as it stands now, held; RuleBroken where the person may not, or the day lies before the need's last step."""
    need = locked(need)
    check_reach(need, by=by, can=can, on=on)
    check_day(need, last_state(need), on=on)
    return need


def check_reach(need: Need, *, by: User | None, can: Sequence[Can], on: date) -> None:
    """RuleBroken unless one of the powers reaches the need's place that day."""
    if by is not None and not any(Need.objects.for_user(by, one, on=on).filter(pk=need.pk).exists() for one in can):
        raise RuleBroken(out_of_reach())


def out_of_reach() -> str:
    return _("Nhu cầu này nằm ngoài phạm vi hoặc quyền của bạn.")


def last_state(need: Need) -> NeedState | None:
    """How it stands now; None for a draft."""
    return NeedState.objects.filter(need=need, valid_to=FOREVER).first()


def check_day(need: Need, state: NeedState | None, *, on: date) -> None:
    """Steps follow each other, and none is taken in the future: what is counted for a day no longer changes unseen."""
    last = max(need.recorded_on, state.valid_from) if state else need.recorded_on
    if on < last:
        sentence = _("Bước trước của nhu cầu này là ngày %(day)s; ngày ghi không thể sớm hơn.") % {"day": format_day(last)}
        raise RuleBroken(sentence, field="on")
    check_not_future(on)


def check_not_future(on: date) -> None:
    if on > clock.today():
        raise RuleBroken(_("Ngày không thể ở tương lai."), field="on")


def check_to(need: Need, to: NeedStatus) -> None:
    check_move(NEED_MOVES, need.status, to)


def counted(need: Need) -> dict[str, Any]:
    """What a state copies of its need. Whether it still stands is only asked of what is on the board."""
    return {name: getattr(need, name) for name in COUNTED} | {"standing_on": need.standing_on if need.published_on else None}


def stand(need: Need, *, on: date) -> None:
    """From this day on the need stands as it is now; changed twice on one day, the day has the last. A draft does not stand."""
    if need.status == NeedStatus.DRAFT:
        return
    now = counted(need)
    state = last_state(need)
    if state is not None and {name: getattr(state, name) for name in COUNTED} == now:
        return
    if state is not None and state.valid_from == on:
        NeedState.objects.filter(pk=state.pk).update(**now)
        return
    if state is not None:
        NeedState.objects.filter(pk=state.pk).update(valid_to=on)
    NeedState.objects.create(need=need, valid_from=on, **now)


def change(need: Need, act: str, *, by: User | None, on: date, changes: dict[str, Any], **details: Any) -> Need:
    """Columns of the need change, its state follows, the audit says so."""
    for name, value in changes.items():
        setattr(need, name, value)
    with refused():
        need.save(update_fields=list(changes))
        stand(need, on=on)
    note(act, need, by=by, on=on, **details)
    return need


def note(act: str, need: Need, *, by: User | None, on: date, **details: Any) -> None:
    record(act, need, by=by, name=f"{need.code} {need.what}", place_id=need.place_id, on=on, status=need.status, **details)
