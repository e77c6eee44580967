"""The same step for many needs at once: whoever has sixty in the queue. What cannot be done is said need by need; the rest is done."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.core.db import locked_all
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.needs import notices, rules
from chungtay.needs.actions.moves import put_on_board, send_back, vouch
from chungtay.needs.actions.states import check_day, out_of_reach
from chungtay.needs.models import Need, NeedState
from chungtay.programmes.models import Programme

Refused = list[tuple[Need, str]]


@transaction.atomic
def verify_needs(needs: Sequence[Need], *, by: User | None, on: date) -> tuple[list[Need], Refused]:
    """Those that are now verified, and those that are not, each with its sentence."""
    done, refused = _each(needs, lambda need: vouch(need, by=by, on=on), by=by, can=Can.VERIFY_NEEDS, on=on)
    notices.tell_verified(done, by=by, on=on)
    return done, refused


@transaction.atomic
def return_needs(needs: Sequence[Need], *, by: User | None, on: date, reason: str) -> tuple[list[Need], Refused]:
    """All for one reason; RuleBroken where there is none."""
    reason = rules.clean_reason(reason)

    def step(need: Need) -> object:
        return send_back(need, by=by, on=on, remarks={}, reason=reason)

    done, refused = _each(needs, step, by=by, can=Can.VERIFY_NEEDS, on=on)
    notices.tell_many_returned(done, by=by, on=on, reason=reason)
    return done, refused


@transaction.atomic
def publish_needs(needs: Sequence[Need], *, by: User | None, on: date) -> tuple[list[Need], Refused]:
    return _each(needs, lambda need: put_on_board(need, by=by, on=on), by=by, can=Can.PUBLISH_NEEDS, on=on)


def _each(needs: Sequence[Need], step: Callable[[Need], object], *, by: User | None, can: Can, on: date) -> tuple[list[Need], Refused]:
    """Held in the order of their ids; whom they belong to, their last days and programmes are asked once for all."""
    found = locked_all(Need, [need.pk for need in needs])
    ids = [need.pk for need in found]
    reached = set(ids) if by is None else set(Need.objects.for_user(by, can, on=on).filter(pk__in=ids).values_list("pk", flat=True))
    states = {state.need_id: state for state in NeedState.objects.filter(need__in=ids, valid_to=FOREVER)}
    programmes = Programme.objects.select_related("version").in_bulk({need.programme_id for need in found})
    done: list[Need] = []
    refused: Refused = []
    for need in found:
        need.programme = programmes[need.programme_id]
        try:
            if need.pk not in reached:
                raise RuleBroken(out_of_reach())
            check_day(need, states.get(need.pk), on=on)
            step(need)
            done.append(need)
        except RuleBroken as refusal:
            refused.append((need, refusal.sentence))
    return done, refused
