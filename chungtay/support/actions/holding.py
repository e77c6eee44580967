"""What came of a pledge, and whose hand holds its part of a need: the promise's, or the allocation's that keeps it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Sum

from chungtay.accounts.models import User
from chungtay.audit.actions import entry_of, record, record_all
from chungtay.core.db import locked, locked_all, refused
from chungtay.needs.actions.promises import release_promise
from chungtay.support import promised
from chungtay.support.enums import LIVE_PLEDGES, PledgeStatus
from chungtay.support.models import Allocation, Pledge, PledgeLine


@transaction.atomic
def note_came(line: PledgeLine, amount: int, *, by: User | None, on: date) -> Pledge:
    """`amount` đồng or pieces of the line came. Once all lines have come the pledge is fulfilled, also one that had expired."""
    return note_all_came([(line, amount)], by=by, on=on)[0]


@transaction.atomic
def note_all_came(came: Sequence[tuple[PledgeLine, int]], *, by: User | None, on: date) -> list[Pledge]:
    """note_came() of many lines; the pledges, in the order of their ids."""
    pledges = locked_all(Pledge, list({line.pledge_id for line, _amount in came}))
    for line, amount in sorted(came, key=lambda pair: (pair[0].pledge_id, pair[0].pk)):
        _add(line, amount)
    lines: dict[int, list[PledgeLine]] = {row.pk: [] for row in pledges}
    for line in PledgeLine.objects.filter(pledge__in=pledges):
        lines[line.pledge_id].append(line)
    awaited = [row for row in pledges if row.status in (*LIVE_PLEDGES, PledgeStatus.EXPIRED)]
    over = [row for row in awaited if promised.has_all_come(lines[row.pk])]
    for row in over:
        row.status = PledgeStatus.FULFILLED
    Pledge.objects.filter(pk__in=[row.pk for row in over]).update(status=PledgeStatus.FULFILLED)
    said = [entry_of("pledge.fulfilled", row, by=by, name=row.payment_code, place_id=row.unit_id, on=on) for row in over]
    record_all(said)
    return pledges


@transaction.atomic
def take_came(line: PledgeLine, amount: int, *, by: User | None, on: date) -> Pledge:
    """What was put on record as come had not: the pledge is awaited again, at least as long as an agreed one."""
    pledge = locked(line.pledge)
    _add(line, -amount)
    if pledge.status == PledgeStatus.FULFILLED and not promised.has_all_come(pledge.lines.all()):
        pledge.status, pledge.expires_on = PledgeStatus.AGREED, max(pledge.expires_on, on + promised.AWAITED)
        pledge.save(update_fields=["status", "expires_on"])
        record("pledge.reopened", pledge, by=by, name=pledge.payment_code, place_id=pledge.unit_id, on=on)
    return pledge


@transaction.atomic
def take_over_hold(line: PledgeLine, *, quantity: int = 0, vnd: int = 0) -> tuple[int, int]:
    """An allocation keeps this promise: of what it wants of the need, so much was held by the line and is now held by the allocation.

    The rest it promises itself (needs.actions.promise).
    """
    locked(line.pledge)
    line = locked(line)
    taken = min(quantity, line.need_quantity), min(vnd, line.need_vnd)
    _keep(line, line.need_quantity - taken[0], line.need_vnd - taken[1])
    return taken


@transaction.atomic
def give_hold_back(line: PledgeLine, *, quantity: int = 0, vnd: int = 0) -> None:
    """The allocation was taken back: the promise holds the part again while it stands, else it is open for everybody."""
    pledge = locked(line.pledge)
    line = locked(line)
    if pledge.status in (*LIVE_PLEDGES, PledgeStatus.FULFILLED) and not line.is_dropped:
        _keep(line, line.need_quantity + quantity, line.need_vnd + vnd)
    elif line.need_id is not None:
        release_promise(line.need_id, quantity=quantity, vnd=vnd)


def let_go(lines: Iterable[PledgeLine]) -> None:
    """A step of the actions, which have locked the pledge: nothing more is awaited, so only what came and lies idle goes on being held."""
    for line in sorted(lines, key=lambda line: line.need_id or 0):
        if line.need_id is None or not (line.need_quantity or line.need_vnd):
            continue
        quantity, vnd = promised.still_held(line, idle_of(line))
        release_promise(line.need_id, quantity=line.need_quantity - quantity, vnd=line.need_vnd - vnd)
        _keep(line, quantity, vnd)


def idle_of(line: PledgeLine) -> int:
    """What came of the line and is not yet allocated, in đồng or pieces."""
    if not line.came:
        return 0
    kept = Allocation.objects.standing().filter(pledge_line=line).aggregate(amount=Sum("amount"))["amount"] or 0
    return max(0, line.came - int(kept))


def _add(line: PledgeLine, amount: int) -> None:
    with refused():
        PledgeLine.objects.filter(pk=line.pk).update(came=F("came") + amount)


def _keep(line: PledgeLine, quantity: int, vnd: int) -> None:
    line.need_quantity, line.need_vnd = quantity, vnd
    line.save(update_fields=["need_quantity", "need_vnd"])
