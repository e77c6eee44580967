"""Either side changes a pledge; the other is asked again, and what is held of the needs follows at once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.states import check_move
from chungtay.core.words import clean_text
from chungtay.needs.actions.promises import promise, release_promise
from chungtay.needs.models import Need
from chungtay.support import promised
from chungtay.support.enums import PLEDGE_MOVES, PledgeStatus, Side
from chungtay.support.models import Pledge, PledgeChange, PledgeLine
from chungtay.support.notices import pledges as notices
from chungtay.support.promised import LineForm, said


@transaction.atomic
def amend_pledge(
    pledge: Pledge,
    *,
    by: User | None,
    on: date,
    lines: Sequence[LineForm],
    plan: str,
    planned_on: date | None,
    reason: str = "",
    side: Side = Side.OFFICER,
) -> Pledge:
    """The pledge says this from now on: the lines that stay name themselves (`line_id`), others are new or left out.

    What is held follows, or nothing changes where a need has no more. A line of which something was
    allocated stays as it is; one of which something came is neither left out nor made smaller than that.
    """
    pledge = locked(pledge)
    promised.check_may_agree(by, pledge.unit, on=on)
    to = PledgeStatus.OFFERED if side == Side.DONOR else PledgeStatus.PROPOSED
    check_move(PLEDGE_MOVES, pledge.status, to)
    if planned_on != pledge.planned_on:
        promised.check_planned(planned_on, on=on)
    old = {line.pk: line for line in pledge.lines.filter(is_dropped=False).order_by("pk")}
    was = _state(pledge, list(old.values()))
    rows = _changed(pledge, old, lines)
    pledge.plan, pledge.planned_on = promised.clean_plan(plan), planned_on
    _follow_needs(old.values(), rows)
    _write_lines(old, rows)
    now = _state(pledge, rows)
    if now == was:
        raise RuleBroken(_("Chưa có gì thay đổi."))
    why = clean_text(reason, field="reason", most=500, is_needed=False)
    change = PledgeChange(pledge=pledge, side=side, was=was, now=now, reason=why, made_by=by)
    change.made_at = clock.now()
    change.save()
    if side == Side.OFFICER or pledge.status == PledgeStatus.AGREED:  # a donor who changes an offer that waits does not hold it longer
        pledge.expires_on = max(pledge.expires_on, on + promised.HELD)
    pledge.status = to
    pledge.save(update_fields=["plan", "planned_on", "status", "expires_on"])
    record("pledge.amended", pledge, by=by, name=pledge.payment_code, place_id=pledge.unit_id, side=side.value, reason=why)
    if side == Side.DONOR:
        notices.tell_amended(pledge, change.pk, why, on=on)
    else:
        notices.write_to_donor(pledge)
    return pledge


def _state(pledge: Pledge, lines: Sequence[PledgeLine]) -> dict[str, object]:
    day = pledge.planned_on.isoformat() if pledge.planned_on else None
    return {"plan": pledge.plan, "planned_on": day, "lines": promised.said_of(lines)}


def _changed(pledge: Pledge, old: Mapping[int, PledgeLine], lines: Sequence[LineForm]) -> list[PledgeLine]:
    """The lines as they will stand. What they hold now is given back in thought before what they ask for is looked at."""
    if any(form.line_id is not None and form.line_id not in old for form in lines):
        raise RuleBroken(_("Dòng này không thuộc cam kết."))
    stays = {form.line_id: form for form in lines if form.line_id is not None}
    touched = [line for pk, line in old.items() if pk not in stays or said(stays[pk]) != said(line)]
    for line in touched:
        _check_free(line, is_left_out=line.pk not in stays)
    changed = [form for form in lines if form.line_id is None or said(form) != said(old[form.line_id])]
    needs = promised.needs_of(changed, pledge.programme) if changed else {}
    promised.answering_unit(lines, promised.needs_of(lines, pledge.programme), pledge.unit, on=clock.today())
    for line in touched:
        if (need := needs.get(line.need_id or 0)) is not None:
            need.promised_quantity, need.promised_vnd = need.promised_quantity - line.need_quantity, need.promised_vnd - line.need_vnd
    return [_row(form, pledge, old, needs) if form in changed else old[form.line_id or 0] for form in lines]


def _check_free(line: PledgeLine, *, is_left_out: bool) -> None:
    if line.allocations.filter(reverses__isnull=True, reversed_by__isnull=True).exists():
        raise RuleBroken(_("Phần này đã được phân bổ nên không đổi được nữa."))
    if is_left_out and line.came:
        raise RuleBroken(_("Đã nhận một phần của dòng này nên không bỏ được."))


def _row(form: LineForm, pledge: Pledge, old: Mapping[int, PledgeLine], needs: Mapping[int, Need]) -> PledgeLine:
    need = needs[form.need_id] if form.need_id is not None else None
    row = promised.line_of(form, pledge.programme, need)
    if need is not None:
        need.promised_quantity, need.promised_vnd = need.promised_quantity + row.need_quantity, need.promised_vnd + row.need_vnd
    row.pledge = pledge
    if form.line_id is not None:
        before = old[form.line_id]
        row.pk, row.came = before.pk, before.came
        if row.is_money != before.is_money and row.came:
            raise RuleBroken(_("Đã nhận một phần nên không đổi giữa tiền và hiện vật."), field="kind")
        if promised.promised_amount(row) < row.came:
            raise RuleBroken(_("Không thể ít hơn phần đã nhận."), field="amount_vnd" if row.is_money else "quantity")
    return row


def _follow_needs(old: Iterable[PledgeLine], rows: Iterable[PledgeLine]) -> None:
    """By the needs' ids: what is given back, then what is taken; refused where others were first."""
    quantities, amounts = Counter[int](), Counter[int]()
    for sign, lines in ((-1, old), (1, rows)):
        for line in lines:
            if line.need_id is not None:
                quantities[line.need_id] += sign * line.need_quantity
                amounts[line.need_id] += sign * line.need_vnd
    for need_id, quantity in sorted(quantities.items()):
        vnd = amounts[need_id]
        if quantity < 0 or vnd < 0:
            release_promise(need_id, quantity=max(0, -quantity), vnd=max(0, -vnd))
        if quantity > 0 or vnd > 0:
            promise(need_id, quantity=max(0, quantity), vnd=max(0, vnd))


def _write_lines(old: Mapping[int, PledgeLine], rows: Sequence[PledgeLine]) -> None:
    stays = {row.pk for row in rows}
    for pk, line in old.items():
        if pk not in stays:
            line.is_dropped, line.need_quantity, line.need_vnd = True, 0, 0
            line.save(update_fields=["is_dropped", "need_quantity", "need_vnd"])
    for row in sorted(rows, key=lambda row: row.need_id or 0):
        if old.get(row.pk) is not row:
            with refused():
                row.save()
