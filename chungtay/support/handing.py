"""What is handed over, before it is written, and whether it may be. Nothing is written here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import heir
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.numbers import grouped
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.posting import Posting
from chungtay.places.models import OrgUnit
from chungtay.support import books, rules
from chungtay.support.enums import DeliveryStatus, Way
from chungtay.support.models import Allocation, Delivery, DeliveryLine


@dataclass(frozen=True, slots=True)
class Handed:
    """`amount` (đồng, pieces) of an allocation, which meets `met_quantity` units of its need. Goods lay at `store`.

    `in_cash`: money was counted out, else paid from the bank; None: as it came.
    """

    allocation: Allocation
    amount: int
    met_quantity: int = 0
    store: OrgUnit | None = None
    in_cash: bool | None = None


def check(lines: Sequence[Handed], unit: OrgUnit, *, by: User | None, day: date, on: date) -> None:
    """Raises RuleBroken unless each is a standing allocation for that unit, of a gift that the person works with."""
    if not lines:
        raise RuleBroken(_("Xin chọn ít nhất một phần đã phân bổ."), field="lines")
    if len({line.allocation.pk for line in lines}) < len(lines):
        raise RuleBroken(_("Mỗi phần phân bổ chỉ ghi một dòng trong một lần bàn giao."), field="lines")
    here = set(OrgUnit.objects.below(unit, on=day).filter(pk__in=[line.allocation.unit_id for line in lines]).values_list("pk", flat=True))
    for keeper in {line.allocation.contribution.unit_id: line.allocation.contribution.unit for line in lines}.values():
        rules.check_can(by, Can.RECORD_SUPPORT, keeper, on=on)
    met = _met_so_far(lines)
    for line in lines:
        row = line.allocation
        if row.unit_id not in here and heir(row.unit, on=day).pk != unit.pk:
            raise RuleBroken(_("Phần %(code)s được phân bổ cho nơi khác.") % {"code": row.code}, field="lines")
        if day < row.allocated_on:
            sentence = _("Phần %(code)s phân bổ ngày %(day)s; không thể bàn giao trước ngày ấy.")
            raise RuleBroken(sentence % {"code": row.code, "day": format_day(row.allocated_on)}, field="delivered_on")
        _check_line(line)
        _check_met(line, met[row.pk])


def _met_so_far(lines: Sequence[Handed]) -> Counter[int]:
    rows = DeliveryLine.objects.filter(allocation__in=[line.allocation.pk for line in lines])
    sums = rows.exclude(delivery__status=DeliveryStatus.REFUSED).values_list("allocation").annotate(Sum("met_quantity")).order_by()
    return Counter(dict(sums))


def _check_line(line: Handed) -> None:
    row = line.allocation
    if line.amount < 1:
        raise RuleBroken(_("Số bàn giao phải từ 1."), field="lines")
    if line.amount > (left := row.balance.amount - row.balance.delivered):
        words = {"code": row.code, "left": rules.said_amount(row.contribution, left)}
        raise RuleBroken(_("Phần %(code)s chỉ còn %(left)s chưa bàn giao.") % words, field="lines")
    if (line.store is None) != row.contribution.is_money:
        sentence = _("Tiền không lấy từ kho.") if row.contribution.is_money else _("Xin chọn kho đã xuất hiện vật.")
        raise RuleBroken(sentence, field="lines")


def _check_met(line: Handed, before: int) -> None:
    """What the allocation holds of its need is met by the time all of it is there, and never more than it holds."""
    row, met = line.allocation, line.met_quantity
    if row.need is None:
        if met:
            raise RuleBroken(_("Phần %(code)s không dành cho nhu cầu nào nên không ghi số đáp ứng.") % {"code": row.code}, field="lines")
        return
    if not row.need_quantity:  # a part of the cost: how much of the need that brings, the one who sees it says
        return
    left = row.need_quantity - before
    is_last = line.amount == row.balance.amount - row.balance.delivered
    if met > left or (is_last and met != left):
        words = {"code": row.code, "left": grouped(left), "measure": row.need.measure}
        sentence = (
            _("Phần %(code)s giao hết thì phải ghi đáp ứng đủ %(left)s %(measure)s còn lại.")
            if is_last
            else _("Phần %(code)s chỉ còn đáp ứng %(left)s %(measure)s.")
        )
        raise RuleBroken(sentence % words, field="lines")


def works_with(delivery: Delivery, *, by: User | None, on: date) -> bool:
    """Whether the person is of those who handed over, or of the unit that received; None is the system."""
    return any(rules.in_scope(by, can, delivery.unit, on=on) for can in (Can.RECORD_SUPPORT, Can.RECORD_NEEDS))


def posting(line: Handed, code: str) -> Posting:
    """Out of the store, out of the cash box, or out of the bank, whose statement will show it."""
    row = line.allocation.contribution
    if line.store is not None:
        out = books.stock(row, line.store)
    else:
        in_cash = row.way == Way.CASH if line.in_cash is None else line.in_cash
        out = books.account(row, AccountKind.CASH if in_cash else AccountKind.PAYABLE)
    return books.posting(row, EntryKind.DELIVERY, books.account(row, AccountKind.ALLOCATED), out, line.amount, subject=code)
