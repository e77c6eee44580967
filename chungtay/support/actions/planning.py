"""A school plans what it asks for in a school year, and may ask only once that is approved in writing (Thông tư 16/2018/TT-BGDĐT).

No amount per head and no minimum is kept anywhere: giving is free.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.states import check_move
from chungtay.core.words import clean_text
from chungtay.core.working_days import working_days_after
from chungtay.needs.purposes import check_purpose
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes.models import Programme
from chungtay.programmes.rules import check_past, check_running
from chungtay.support import rules
from chungtay.support.enums import PLAN_MOVES, PlanStatus, PostingKind
from chungtay.support.models import MobilisationLine, MobilisationPlan, Posting
from chungtay.support.models.pledges import MOST_MONEY, MOST_QUANTITY
from chungtay.support.notices import plans as notices

MOST_LINES: Final = 40
POSTED_DAYS: Final = 15  # working days, of a plan of use: Thông tư 16/2018/TT-BGDĐT
_EDITABLE: Final = (PlanStatus.DRAFT, PlanStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that the plan asks for; `cost_vnd` is what all of it costs, never what one gives."""

    what: str
    quantity: int
    measure: str
    cost_vnd: int | None = None
    category: str = ""


@transaction.atomic
def draft_plan(
    unit: OrgUnit,
    *,
    by: User | None,
    on: date,
    programme: Programme,
    school_year: int,
    purpose: str,
    beneficiaries: str,
    method: str,
    lines: Sequence[Asked],
) -> MobilisationPlan:
    """The school writes down what it would ask for in the school year that begins in `school_year`."""
    rules.check_may(by, unit, on=on)
    check_alive(unit, on=on, field="unit")
    if unit.type != UnitType.SCHOOL:
        raise RuleBroken(_("Kế hoạch vận động là của một trường."), field="unit")
    check_running(programme, on=on)
    if not on.year - 1 <= school_year <= on.year + 1:
        raise RuleBroken(_("Xin chọn năm học này hoặc năm học tới."), field="school_year")
    row = MobilisationPlan(programme=programme, unit=unit, school_year=school_year, recorded_by=by, recorded_at=clock.now())
    return _written(row, lines, "plan.drafted", by=by, purpose=purpose, beneficiaries=beneficiaries, method=method)


@transaction.atomic
def revise_plan(
    row: MobilisationPlan, *, by: User | None, on: date, purpose: str, beneficiaries: str, method: str, lines: Sequence[Asked]
) -> MobilisationPlan:
    """While it was not sent, or came back."""
    row = locked(row)
    rules.check_may(by, row.unit, on=on)
    if row.status not in _EDITABLE:
        raise RuleBroken(_("Kế hoạch đã trình nên không sửa được; muốn sửa, nhờ nơi phê duyệt trả lại."))
    return _written(row, lines, "plan.revised", by=by, purpose=purpose, beneficiaries=beneficiaries, method=method)


def _written(row: MobilisationPlan, lines: Sequence[Asked], act: str, *, by: User | None, **said: str) -> MobilisationPlan:
    if not 1 <= len(lines) <= MOST_LINES:
        raise RuleBroken(_("Xin ghi từ 1 đến %(most)d nội dung vận động.") % {"most": MOST_LINES}, field="lines")
    for name, most in (("purpose", 2_000), ("beneficiaries", 500), ("method", 2_000)):
        text = clean_text(said[name].replace("\r", "").replace("\n", " "), field=name, most=most)
        check_purpose(text, field=name)
        setattr(row, name, text)
    found = [_line(line, row.programme) for line in lines]
    with refused():
        row.save()
    row.lines.all().delete()
    for one in found:
        one.plan = row
    MobilisationLine.objects.bulk_create(found)
    record(act, row, by=by, name=_called(row), place_id=row.unit_id, lines=len(found))
    return row


def _line(line: Asked, programme: Programme) -> MobilisationLine:
    what = clean_text(line.what, field="lines", most=200)
    check_purpose(what, field="lines")
    if not 1 <= line.quantity <= MOST_QUANTITY:
        raise RuleBroken(_("Số lượng là một số nguyên từ 1 đến 10.000.000."), field="lines")
    if line.cost_vnd is not None and not 1 <= line.cost_vnd <= MOST_MONEY:
        raise RuleBroken(_("Dự kiến từ 1 đồng đến 1.000 tỷ đồng."), field="lines")
    if line.category and line.category not in programme.pack.by_category:
        raise RuleBroken(_("Chương trình không có loại nhu cầu này."), field="lines")
    measure = clean_text(line.measure, field="lines", most=40)
    return MobilisationLine(what=what, category=line.category, quantity=line.quantity, measure=measure, cost_vnd=line.cost_vnd)


def _called(row: MobilisationPlan) -> str:
    return f"{row.school_year}-{row.school_year + 1}"


# ── Approving ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def submit_plan(row: MobilisationPlan, *, by: User | None, on: date) -> MobilisationPlan:
    """To whoever manages the school."""
    row = _moved(row, PlanStatus.SUBMITTED, Can.RECORD_SUPPORT, by=by, on=on)
    row.end_reason = ""
    row.save(update_fields=["status", "end_reason"])
    record("plan.submitted", row, by=by, name=_called(row), place_id=row.unit_id)
    notices.tell_submitted(row, by=by, on=on)
    return row


@transaction.atomic
def approve_plan(row: MobilisationPlan, *, by: User | None, on: date, number: str, approved_on: date | None = None) -> MobilisationPlan:
    """Approved in writing: number and day of the paper; by another person than who wrote the plan, before anything is asked for."""
    day = approved_on or on
    check_past(day, field="approved_on")
    row = _moved(row, PlanStatus.APPROVED, Can.ALLOCATE, by=by, on=on)
    if by is not None and by.pk == row.recorded_by_id:
        raise RuleBroken(_("Người soạn không tự phê duyệt kế hoạch."))
    row.approval_number, row.approved_on, row.approved_by = clean_text(number, field="number", most=60), day, by
    with refused():
        row.save(update_fields=["status", "approval_number", "approved_on", "approved_by"])
    record("plan.approved", row, by=by, name=_called(row), place_id=row.unit_id, number=row.approval_number, on=day)
    notices.tell_answered(row, by=by, on=on)
    return row


@transaction.atomic
def return_plan(row: MobilisationPlan, *, by: User | None, on: date, reason: str) -> MobilisationPlan:
    row = _moved(row, PlanStatus.RETURNED, Can.ALLOCATE, by=by, on=on)
    row.end_reason = clean_text(reason, field="reason", most=500)
    row.save(update_fields=["status", "end_reason"])
    record("plan.returned", row, by=by, name=_called(row), place_id=row.unit_id, reason=row.end_reason)
    notices.tell_answered(row, by=by, on=on)
    return row


@transaction.atomic
def end_plan(row: MobilisationPlan, *, by: User | None, on: date, reason: str) -> MobilisationPlan:
    """Nothing more is asked for by it."""
    row = _moved(row, PlanStatus.ENDED, Can.RECORD_SUPPORT, by=by, on=on)
    row.end_reason = clean_text(reason, field="reason", most=500)
    row.save(update_fields=["status", "end_reason"])
    record("plan.ended", row, by=by, name=_called(row), place_id=row.unit_id, reason=row.end_reason)
    return row


def _moved(row: MobilisationPlan, to: PlanStatus, can: Can, *, by: User | None, on: date) -> MobilisationPlan:
    """The plan held, and set to `to`; the caller writes."""
    row = locked(row)
    rules.check_can(by, can, row.unit, on=on)
    check_move(PLAN_MOVES, row.status, to)
    row.status = to
    return row


# ── Posting ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def post_publicly(
    unit: OrgUnit,
    *,
    by: User | None,
    on: date,
    programme: Programme,
    kind: str,
    text: str,
    place: str,
    posted_on: date | None = None,
    until_on: date | None = None,
    plan: MobilisationPlan | None = None,
) -> Posting:
    """Hung up for everybody to read: a plan of use for at least 15 working days, public holidays left out; a settlement as long as said."""
    day = posted_on or on
    rules.check_may(by, unit, on=on)
    check_alive(unit, on=on, field="unit")
    check_past(day, field="posted_on")
    if kind not in PostingKind.values:
        raise RuleBroken(_("Xin chọn: kế hoạch sử dụng hay quyết toán."), field="kind")
    if plan is not None:
        _check_posts(plan, unit, programme)
    least = working_days_after(day, POSTED_DAYS)
    last = until_on or least
    if kind == PostingKind.USE_PLAN and last < least:
        words = {"days": POSTED_DAYS, "day": format_day(least)}
        raise RuleBroken(_("Niêm yết ít nhất %(days)d ngày làm việc, tức là đến hết ngày %(day)s.") % words, field="until_on")
    row = Posting(unit=unit, programme=programme, plan=plan, kind=kind, posted_on=day, until_on=last)
    row.text = clean_text(text.replace("\r", "").replace("\n", " "), field="text", most=5_000)
    row.place, row.recorded_by, row.recorded_at = clean_text(place, field="place", most=200), by, clock.now()
    with refused():
        row.save()
    record("posting.posted", row, by=by, name=str(PostingKind(kind).label), place_id=unit.pk, until=last)
    return row


def _check_posts(plan: MobilisationPlan, unit: OrgUnit, programme: Programme) -> None:
    if plan.unit_id != unit.pk or plan.programme_id != programme.pk:
        raise RuleBroken(_("Kế hoạch này của đơn vị hoặc chương trình khác."), field="plan")
    if plan.status not in (PlanStatus.APPROVED, PlanStatus.ENDED):
        raise RuleBroken(_("Kế hoạch chưa được phê duyệt nên chưa niêm yết được."), field="plan")
