"""A donor promises, an officer agrees, either changes it, and it ends: with what came, or with a reason.

Locks, always in this order: the pledge, then its needs by id. What is promised of a need is held there from the first word on.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.banking.codes import new_code as new_payment_code
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.states import check_move
from chungtay.donors.models import Donor
from chungtay.donors.queries import the_one
from chungtay.needs.actions.promises import promise
from chungtay.needs.models import Need
from chungtay.notifications.actions import notify
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.programmes.rules import check_running
from chungtay.support import promised
from chungtay.support.actions.holding import let_go
from chungtay.support.codes import new_trace_code
from chungtay.support.enums import LIVE_PLEDGES, PLEDGE_MOVES, PledgeStatus, Side
from chungtay.support.models import Pledge, PledgeLine
from chungtay.support.notices import pledges as notices
from chungtay.support.promised import LineForm


@transaction.atomic
def offer_pledge(
    donor: Donor,
    *,
    by: User | None,
    programme: Programme,
    lines: Sequence[LineForm],
    on: date,
    unit: OrgUnit | None = None,
    plan: str = "",
    planned_on: date | None = None,
    once: str = "",
) -> Pledge:
    """The donor promises all of `lines`, or nothing. `by`: the officer who wrote it down, None: the donor's own form.

    `unit` answers for it (None: who manages the places for which it is). The same form (`once`) sent again is the pledge that it made.
    """
    if once and (known := Pledge.objects.filter(once=once).first()) is not None:
        return known
    check_running(programme, on=on)
    needs = promised.needs_of(lines, programme)
    unit = promised.answering_unit(lines, needs, unit, on=on)
    promised.check_may_agree(by, unit, on=on)
    promised.check_planned(planned_on, on=on)
    rows = _rows(lines, programme, needs)
    pledge = Pledge(donor=the_one(donor), programme=programme, unit=unit, plan=promised.clean_plan(plan), planned_on=planned_on)
    pledge.payment_code, pledge.trace_code, pledge.once = _fresh_code(), new_trace_code(), once
    pledge.offered_on, pledge.expires_on = on, on + promised.HELD
    pledge.recorded_by, pledge.recorded_at, pledge.officer = by, clock.now(), by
    try:
        with refused():
            pledge.save()
    except RuleBroken:
        if once and (known := Pledge.objects.filter(once=once).first()) is not None:
            return known  # sent twice at the same moment
        raise
    _hold(pledge, rows)
    record("pledge.offered", pledge, by=by, name=pledge.payment_code, place_id=unit.pk, programme=programme.slug)
    notices.tell_offered(pledge, rows, by=by, on=on)
    notices.write_to_donor(pledge)
    return pledge


def _rows(lines: Sequence[LineForm], programme: Programme, needs: Mapping[int, Need]) -> list[PledgeLine]:
    """Each line as it is kept; a second line on the same need sees what the first takes."""
    rows = []
    for form in lines:
        need = needs[form.need_id] if form.need_id is not None else None
        row = promised.line_of(form, programme, need)
        if need is not None:
            need.promised_quantity, need.promised_vnd = need.promised_quantity + row.need_quantity, need.promised_vnd + row.need_vnd
        rows.append(row)
    return rows


def _hold(pledge: Pledge, rows: Iterable[PledgeLine]) -> None:
    """By the id of the need, so that two donors of several needs wait in no circle."""
    for row in sorted(rows, key=lambda row: row.need_id or 0):
        if row.need_id is not None and (row.need_quantity or row.need_vnd):
            promise(row.need_id, quantity=row.need_quantity, vnd=row.need_vnd)
        row.pledge = pledge
        with refused():
            row.save()


def _fresh_code() -> str:
    code = new_payment_code()
    while Pledge.objects.filter(payment_code=code).exists():
        code = new_payment_code()
    return code


# ── Agreeing and ending ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def assign_officer(pledge: Pledge, *, by: User | None, officer: User, on: date) -> Pledge:
    """From now on this officer follows it, one who may agree it."""
    pledge = locked(pledge)
    promised.check_may_agree(by, pledge.unit, on=on)
    try:
        promised.check_may_agree(officer, pledge.unit, on=on)
    except RuleBroken:
        raise RuleBroken(_("Người này không xử lý cam kết của đơn vị này được."), field="officer") from None
    if not officer.is_active:
        raise RuleBroken(_("Tài khoản của người này đang bị khóa."), field="officer")
    if pledge.officer_id == officer.pk:
        return pledge
    pledge.officer = officer
    pledge.save(update_fields=["officer"])
    record("pledge.assigned", pledge, by=by, name=pledge.payment_code, place_id=pledge.unit_id, officer=str(officer))
    if by is None or by.pk != officer.pk:
        subject = _("Bạn theo dõi cam kết %(code)s") % {"code": pledge.payment_code}
        notify([officer], key=f"pledge.assigned/{pledge.pk}/{on}", subject=subject, path=notices.PLEDGE.format(pk=pledge.pk))
    return pledge


@transaction.atomic
def agree_pledge(pledge: Pledge, *, by: User | None, on: date, side: Side = Side.OFFICER) -> Pledge:
    """The side that was asked says yes; what the donor says an officer (`by`) may have heard on the telephone."""
    pledge = locked(pledge)
    promised.check_may_agree(by, pledge.unit, on=on)
    if pledge.status == PledgeStatus.PROPOSED and side == Side.OFFICER:
        raise RuleBroken(_("Đang chờ nhà tài trợ đồng ý."))
    if pledge.status == PledgeStatus.OFFERED and side == Side.DONOR:
        raise RuleBroken(_("Đang chờ cán bộ thống nhất."))
    check_move(PLEDGE_MOVES, pledge.status, PledgeStatus.AGREED)
    pledge.status = PledgeStatus.FULFILLED if promised.has_all_come(pledge.lines.all()) else PledgeStatus.AGREED
    pledge.expires_on = max(pledge.expires_on, (pledge.planned_on or on) + promised.AWAITED)
    pledge.officer = pledge.officer or by
    pledge.save(update_fields=["status", "expires_on", "officer"])
    record("pledge.agreed", pledge, by=by, name=pledge.payment_code, place_id=pledge.unit_id, side=side.value)
    if side == Side.DONOR:
        notices.tell_answered(pledge, by=by, on=on)
    else:
        notices.write_to_donor(pledge)
    return pledge


@transaction.atomic
def decline_pledge(pledge: Pledge, *, by: User | None, on: date, reason: str) -> Pledge:
    """The officer cannot take it, and says why; nothing of it has come."""
    pledge = locked(pledge)
    promised.check_may_agree(by, pledge.unit, on=on)
    if any(line.came for line in pledge.lines.all()):
        raise RuleBroken(_("Đã nhận một phần theo cam kết này; chỉ hủy được phần còn lại."))
    return _end(pledge, PledgeStatus.DECLINED, by=by, reason=promised.clean_why(reason), act="pledge.declined", tell=notices.write_to_donor)


@transaction.atomic
def cancel_pledge(pledge: Pledge, *, by: User | None, on: date, reason: str, side: Side = Side.OFFICER) -> Pledge:
    """Either side takes back what has not come yet."""
    pledge = locked(pledge)
    promised.check_may_agree(by, pledge.unit, on=on)
    tell = notices.write_to_donor if side == Side.OFFICER else partial(notices.tell_answered, by=by, on=on)
    return _end(pledge, PledgeStatus.CANCELLED, by=by, reason=promised.clean_why(reason), act="pledge.cancelled", tell=tell)


def _end(pledge: Pledge, to: PledgeStatus, *, by: User | None, reason: str, act: str, tell: Callable[[Pledge], object]) -> Pledge:
    check_move(PLEDGE_MOVES, pledge.status, to)
    pledge.status, pledge.end_reason = to, reason
    pledge.save(update_fields=["status", "end_reason"])
    let_go(pledge.lines.all())
    record(act, pledge, by=by, name=pledge.payment_code, place_id=pledge.unit_id, **({"reason": reason} if reason else {}))
    tell(pledge)
    return pledge


def expire_pledges(*, on: date) -> int:
    """Those that nobody agreed in time, or for which nothing came: what they hold is open again, both sides are told. How many."""
    late = Pledge.objects.filter(status__in=LIVE_PLEDGES, expires_on__lte=on).order_by("pk")
    return sum(_expire(pk, on=on) for pk in list(late.values_list("pk", flat=True)))


@transaction.atomic
def _expire(pk: int, *, on: date) -> bool:
    pledge = locked(Pledge(pk=pk))
    if pledge.status not in LIVE_PLEDGES or pledge.expires_on > on:
        return False  # answered meanwhile

    def tell(ended: Pledge) -> None:
        notices.tell_answered(ended, by=None, on=on)
        notices.write_to_donor(ended)

    _end(pledge, PledgeStatus.EXPIRED, by=None, reason="", act="pledge.expired", tell=tell)
    return True
