"""A gift is given an aim, part by part; the aim is taken back; the donor says that it may be another.

Everybody takes what is hot in one order: lines of pledges, needs, the rows themselves, balances of contributions, the ledger, each in the
order of ids. So nobody waits in a circle, and what many wait for is taken last.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.activities.models import Activity
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.core.words import clean_text
from chungtay.files.actions import keep_attachment
from chungtay.files.pictures import Upload
from chungtay.ledger.actions import book
from chungtay.needs.actions.promises import promise, release_promise
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.programmes.rules import check_past
from chungtay.support import books, rules, wishes
from chungtay.support.actions.holding import give_hold_back, take_over_hold
from chungtay.support.actions.receiving import spend
from chungtay.support.codes import new_code
from chungtay.support.minutes import Wish
from chungtay.support.models import Allocation, AllocationBalance, Contribution, ContributionBalance, PledgeLine, Substitution


@dataclass(frozen=True, slots=True)
class Part:
    """`amount` (đồng, pieces) of a contribution for a unit: for a need of it, of which it pays `need_quantity` units or `need_vnd` đồng of
    the cost, for an activity of it, or for the unit as it is.

    `pledge_line`: the promise that this keeps; what it holds of the need goes over to the allocation.
    """

    contribution: Contribution
    amount: int
    unit: OrgUnit | None = None
    need: Need | None = None
    need_quantity: int = 0
    need_vnd: int = 0
    activity: Activity | None = None
    pledge_line: PledgeLine | None = None
    substitution: Substitution | None = None
    note: str = ""

    @property
    def to(self) -> OrgUnit:
        """The unit, of a need its site or school."""
        if self.need is not None:
            return self.need.site or self.need.school
        found = self.activity.unit if self.activity is not None else self.unit
        if found is None:
            raise RuleBroken(_("Xin chọn nhu cầu, hoạt động hoặc đơn vị được phân bổ."), field="unit")
        return found


def allocate(
    contribution: Contribution,
    *,
    by: User | None,
    on: date,
    amount: int,
    unit: OrgUnit | None = None,
    need: Need | None = None,
    need_quantity: int = 0,
    need_vnd: int = 0,
    activity: Activity | None = None,
    pledge_line: PledgeLine | None = None,
    substitution: Substitution | None = None,
    note: str = "",
) -> Allocation:
    """A part of what came goes to this need, activity or unit; refused where less is left, of the gift or of the need."""
    part = Part(contribution, amount, unit, need, need_quantity, need_vnd, activity, pledge_line, substitution, note)
    return allocate_all([part], by=by, on=on)[0]


@transaction.atomic
def allocate_all(parts: Sequence[Part], *, by: User | None, on: date) -> list[Allocation]:
    """Several parts in one step, of one gift for several needs, or of several gifts for one; all of them or none."""
    if not parts:
        raise RuleBroken(_("Xin chọn ít nhất một nhu cầu."))
    check_past(on, field="allocated_on")
    rows = [_row(part, by=by, on=on) for part in parts]
    _hold(rows)
    with refused():
        Allocation.objects.bulk_create(rows)
    AllocationBalance.objects.bulk_create([AllocationBalance(allocation=row, amount=row.amount) for row in rows])
    sums: Counter[Contribution] = Counter()
    for row in rows:
        sums[row.contribution] += row.amount
    for contribution, amount in sorted(sums.items(), key=lambda pair: pair[0].pk):
        spend(contribution, amount, "allocated")
    book([books.allocated(row) for row in rows], by=by, on=on)
    for row in rows:
        said = {"amount": row.amount, "need": row.need.code if row.need else "", "trace": row.contribution.trace_code}
        record("contribution.allocated", row, by=by, name=row.code, place_id=row.unit_id, **said)
    return rows


def _row(part: Part, *, by: User | None, on: date) -> Allocation:
    given, to = part.contribution, part.to
    rules.check_can(by, Can.ALLOCATE, given.unit, on=on)
    rules.check_can(by, Can.ALLOCATE, to, on=on, field="unit")
    _check_part(part, on=on)
    wishes.check_kept(given, wishes.Aim(to, part.need), part.substitution, on=on)
    row = Allocation(code=new_code("PB"), contribution=given, unit=to, need=part.need, activity=part.activity, amount=part.amount)
    row.pledge_line, row.substitution = part.pledge_line, part.substitution
    row.need_quantity, row.need_vnd, row.allocated_on = part.need_quantity, part.need_vnd, on
    row.note, row.recorded_by, row.recorded_at = clean_text(part.note, field="note", most=300, is_needed=False), by, clock.now()
    return row


def _check_part(part: Part, *, on: date) -> None:
    given = part.contribution
    if part.amount < 1:
        raise RuleBroken(_("Số phân bổ phải từ 1."), field="amount")
    if on < given.received_on:
        raise RuleBroken(_("Không thể phân bổ trước ngày nhận."), field="allocated_on")
    for one in (part.need, part.activity):
        if one is not None and one.programme_id != given.programme_id:
            raise RuleBroken(_("Khoản này nhận cho một chương trình khác."), field="need")
    if part.need is not None and part.activity is not None:
        raise RuleBroken(_("Mỗi phần chỉ cho một nhu cầu hoặc một hoạt động."), field="need")
    rules.check_need_part(given, part.amount, part.need, part.need_quantity, part.need_vnd)
    if part.pledge_line is not None and (part.need is None or part.pledge_line.need_id != part.need.pk):
        raise RuleBroken(_("Cam kết này không phải cho nhu cầu đã chọn."), field="pledge_line")


# ── What a need is held by ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _hold(rows: Sequence[Allocation]) -> None:
    """What a pledge holds goes over to the allocation; the rest is asked of the needs."""
    asked = [(row.need, row.need_quantity, row.need_vnd) for row in rows if row.need is not None and row.pledge_line is None]
    kept = [(row.pledge_line, row) for row in rows if row.pledge_line is not None]
    for line, row in sorted(kept, key=lambda pair: (pair[0].pledge_id, pair[0].pk)):
        quantity, vnd = take_over_hold(line, quantity=row.need_quantity, vnd=row.need_vnd)
        if row.need is not None and (row.need_quantity, row.need_vnd) != (quantity, vnd):
            asked.append((row.need, row.need_quantity - quantity, row.need_vnd - vnd))
    for need, quantity, vnd in sorted(asked, key=lambda part: part[0].pk):
        promise(need.pk, quantity=quantity, vnd=vnd)


def _let_go(row: Allocation) -> None:
    if row.need_id is not None and row.pledge_line is not None:
        give_hold_back(row.pledge_line, quantity=row.need_quantity, vnd=row.need_vnd)
    elif row.need_id is not None:
        release_promise(row.need_id, quantity=row.need_quantity, vnd=row.need_vnd)


# ── Taken back ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def release_allocation(row: Allocation, *, by: User | None, on: date, reason: str) -> Allocation:
    """It does not go there after all: the gift is idle again, the need open again. Only while nothing of it was handed over."""
    given = row.contribution
    rules.check_can(by, Can.ALLOCATE, given.unit, on=on)
    why = clean_text(reason, field="reason", most=300)
    check_past(on, field="reason")
    if row.reverses_id is not None:
        raise RuleBroken(_("Dòng hủy không thể bị hủy."))
    if not AllocationBalance.objects.filter(allocation=row, delivered=0, amount__gt=0).update(amount=0):
        is_twice = Allocation.objects.filter(reverses=row).exists()
        raise RuleBroken(
            _("Phần phân bổ này đã được hủy rồi.") if is_twice else _("Phần này đã được bàn giao nên không hủy phân bổ được nữa.")
        )
    _let_go(row)
    back = Allocation(code=new_code("PB"), contribution=given, unit=row.unit, need=row.need, activity=row.activity, amount=row.amount)
    back.substitution, back.need_quantity, back.need_vnd = row.substitution, row.need_quantity, row.need_vnd
    back.allocated_on, back.note, back.reverses, back.recorded_by, back.recorded_at = on, why, row, by, clock.now()
    with refused():
        back.save()
    ContributionBalance.objects.filter(contribution=given).update(allocated=F("allocated") - row.amount)
    book([books.released(row)], by=by, on=on)
    record("allocation.released", row, by=by, name=row.code, place_id=row.unit_id, reason=why, trace=given.trace_code)
    return back


# ── The donor's word ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def substitute(
    row: Contribution,
    *,
    by: User | None,
    on: date,
    aim: Wish,
    reason: str,
    donor_said_on: date,
    how: str,
    upload: Upload | None = None,
    upload_name: str = "dong-y",
) -> Substitution:
    """The donor agrees that it may also go to `aim`; when and how it was said stays on record, and so does the first wish."""
    rules.check_can(by, Can.ALLOCATE, row.unit, on=on)
    if wishes.wish_of(row) == Wish():
        raise RuleBroken(_("Khoản này không dành riêng cho nơi nào nên không cần đổi."))
    if aim == Wish():
        raise RuleBroken(_("Xin ghi nhà tài trợ đồng ý dành cho nơi nào."), field="need")
    check_past(donor_said_on, field="donor_said_on")
    if donor_said_on < row.received_on:
        raise RuleBroken(_("Nhà tài trợ chỉ có thể đổi ý từ ngày tiền, hàng đã đến."), field="donor_said_on")
    wishes.check_aim(row, aim)
    said = Substitution(contribution=row, need=aim.need, unit=aim.unit, category=aim.category, donor_said_on=donor_said_on)
    said.reason, said.how = clean_text(reason, field="reason", most=500), clean_text(how, field="how", most=200)
    said.recorded_by, said.recorded_at = by, clock.now()
    if upload is not None:
        said.attachment = keep_attachment(upload, name=upload_name, by=by, place_id=row.unit_id, field="upload")
    with refused():
        said.save()
    words = {"before": wishes.said(row, wishes.wish_of(row)), "now": wishes.said(row, aim), "how": said.how}
    record("contribution.substituted", row, by=by, name=row.trace_code, place_id=row.unit_id, reason=said.reason, **words)
    return said
