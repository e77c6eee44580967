"""Decisions by looking: what may be recorded as received, and what looks like a row on record. Nothing is written here."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for, units_for
from chungtay.banking.models import StatementLine
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import never_taken_back
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped, in_dong
from chungtay.core.vietnamese import fold
from chungtay.core.words import clean_text
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.models import Entry
from chungtay.needs.models import Need
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import ResourceKind
from chungtay.programmes.rules import check_past, check_running
from chungtay.support.enums import PledgeStatus, Way
from chungtay.support.models import Contribution, Delivery, LineBooking, PledgeLine, Refund
from chungtay.support.models.pledges import MOST_MONEY, MOST_QUANTITY

LEAST_MONEY: Final = 1_000


def check_may(by: User | None, unit: OrgUnit, *, on: date) -> None:
    """Raises RuleBroken unless the person records support at this unit that day; None is the system itself."""
    if by is not None and not units_for(by, Can.RECORD_SUPPORT, on=on).filter(pk=unit.pk).exists():
        raise RuleBroken(_("Bạn không ghi nguồn lực cho đơn vị này được."), field="unit")


def in_scope(by: User | None, can: Can, unit: OrgUnit, *, on: date) -> bool:
    """Whether the person has the power at this unit that day, also where it has ended and theirs answers for it; None is the system."""
    return by is None or units_answered_for(by, can, on=on).filter(pk=unit.pk).exists()


def check_can(by: User | None, can: Can, unit: OrgUnit, *, on: date, field: str | None = None) -> None:
    if not in_scope(by, can, unit, on=on):
        raise RuleBroken(_("Bạn không làm việc này cho đơn vị này được."), field=field)


def kind_of(programme: Programme, code: str) -> ResourceKind:
    kind = programme.pack.by_resource.get(code)
    if kind is None:
        raise RuleBroken(_("Chương trình không có loại nguồn lực này."), field="kind")
    return kind


def check_received(row: Contribution, *, on: date) -> None:
    """A unit that lived that day received it while the programme was at work; what is to come is not yet received."""
    if row.received_on > min(on, clock.today()):
        raise RuleBroken(_("Ngày nhận ở tương lai; chỉ ghi những gì đã nhận."), field="received_on")
    check_running(row.programme, on=row.received_on, field="received_on")
    if row.unit.type == UnitType.COUNTRY:
        raise RuleBroken(_("Xin chọn đơn vị đã nhận."), field="unit")
    check_alive(row.unit, on=row.received_on, field="received_on")


def settle_amount(row: Contribution) -> None:
    """Money has an amount and nothing to count; goods are counted, in the pack's measure unless another is given, and may have a value."""
    kind = kind_of(row.programme, row.kind)
    if row.value_estimate not in Estimate.values:
        raise RuleBroken(_("Xin chọn: đúng số này, ít nhất hay khoảng."), field="value_estimate")
    if row.value_vnd is not None and not LEAST_MONEY <= row.value_vnd <= MOST_MONEY:
        raise RuleBroken(_("Trị giá từ 1.000 đồng đến 1.000 tỷ đồng."), field="value_vnd")
    row.is_money = kind.is_money
    if kind.is_money:
        if row.value_vnd is None:
            raise RuleBroken(_("Xin ghi số tiền."), field="value_vnd")
        row.quantity, row.measure = None, ""
        return
    if row.quantity is None:
        raise RuleBroken(_("Xin ghi số lượng."), field="quantity")
    if not 1 <= row.quantity <= MOST_QUANTITY:
        raise RuleBroken(_("Số lượng là một số nguyên từ 1 đến 10.000.000."), field="quantity")
    row.measure = clean_text(row.measure, field="measure", most=40, is_needed=False) or kind.measure
    if row.value_vnd is None:
        row.value_estimate = Estimate.EXACT


def check_way(row: Contribution) -> None:
    """Cash is money, what lies in a store is not."""
    if (row.way == Way.GOODS) == row.is_money:
        sentence = _("Tiền thì ghi bằng biên bản nhận tiền.") if row.is_money else _("Hiện vật thì ghi bằng biên bản nhận hiện vật.")
        raise RuleBroken(sentence, field="kind")


def check_keeps(row: Contribution, line: PledgeLine) -> None:
    """What came is what that line of a pledge promised, and the pledge was not ended by somebody."""
    if line.pledge.programme_id != row.programme_id:
        raise RuleBroken(_("Cam kết này thuộc chương trình khác."), field="pledge_line")
    if line.is_dropped or line.pledge.status in (PledgeStatus.DECLINED, PledgeStatus.CANCELLED):
        raise RuleBroken(_("Cam kết này đã hủy."), field="pledge_line")
    if line.is_money != row.is_money or (not row.is_money and (line.kind, line.measure) != (row.kind, row.measure)):
        raise RuleBroken(_("Cam kết này hứa thứ khác với thứ đã nhận."), field="pledge_line")


def check_need_part(row: Contribution, amount: int, need: Need | None, quantity: int, vnd: int) -> None:
    """Of a need one says how many of its units are paid, or, of money, how much of its cost."""
    if need is None:
        if quantity or vnd:
            raise RuleBroken(_("Phần đáp ứng chỉ có khi phân bổ cho một nhu cầu."), field="need_quantity")
        return
    if quantity < 0 or vnd < 0 or (quantity > 0) == (vnd > 0):
        raise RuleBroken(_("Xin ghi đáp ứng bao nhiêu của nhu cầu này: số lượng, hoặc một phần chi phí."), field="need_quantity")
    if vnd and (not row.is_money or vnd > amount):
        raise RuleBroken(_("Phần chi phí được đáp ứng không thể nhiều hơn số tiền phân bổ."), field="need_vnd")


def money_kind(programme: Programme) -> str:
    """What the pack calls plain money."""
    kind = programme.pack.money_kind
    if kind is None:
        raise RuleBroken(_("Chương trình này không nhận tiền."), field="programme")
    return kind.code


def check_payment(line: StatementLine, delivery: Delivery) -> Programme:
    """The line pays for this handover, and no more than is still to pay of it; the programme whose money it was."""
    paid = owed_by_bank([line.account.unit_id]).filter(subject=delivery.code)
    sums = dict(paid.order_by().values_list("credit__programme").annotate(sum=Sum("amount")))
    if not sums:
        raise RuleBroken(_("Lần bàn giao này không chi từ tài khoản này."), field="delivery")
    if len(sums) > 1:
        raise RuleBroken(_("Lần bàn giao này chi từ nhiều chương trình; hãy ghi bàn giao riêng cho từng chương trình."), field="delivery")
    ((programme, owed),) = sums.items()
    others = LineBooking.objects.filter(delivery_code=delivery.code, is_undone=False).exclude(line=line)
    left = owed - (others.aggregate(sum=Sum("line__amount_vnd"))["sum"] or 0)
    if line.amount_vnd > left:
        said = {"code": delivery.code, "left": grouped(left), "amount": grouped(line.amount_vnd)}
        raise RuleBroken(_("Lần bàn giao %(code)s chỉ còn phải chi %(left)s đồng, dòng này là %(amount)s đồng.") % said, field="delivery")
    return Programme.objects.get(pk=programme)


def owed_by_bank(units: Collection[int]) -> QuerySet[Entry]:
    """What was handed over out of these units' bank accounts, by the code of its handover; what was sent back is owed no more."""
    rows = Entry.objects.filter(kind=EntryKind.DELIVERY, credit__kind=AccountKind.PAYABLE, credit__unit__in=units)
    return rows.filter(never_taken_back(Entry.objects.all()))


def check_refund_line(line: StatementLine, refund: Refund) -> None:
    """Of the same account's unit, of the same amount, and not yet found in a statement."""
    if refund.way != Way.BANK or refund.contribution.unit_id != line.account.unit_id:
        raise RuleBroken(_("Khoản hoàn trả này không chi từ tài khoản này."), field="refund")
    if refund.amount_vnd != line.amount_vnd:
        said = {"refund": grouped(refund.amount_vnd), "amount": grouped(line.amount_vnd)}
        raise RuleBroken(_("Khoản hoàn trả là %(refund)s đồng, dòng này là %(amount)s đồng.") % said, field="refund")
    if refund.bookings.filter(is_undone=False).exclude(line=line).exists():
        raise RuleBroken(_("Khoản hoàn trả này đã khớp với một dòng khác."), field="refund")


def check_refund(row: Contribution, amount: int, way: str, day: date) -> None:
    if not row.is_money or row.way in (Way.DIRECT, Way.INTEREST):
        raise RuleBroken(_("Chỉ hoàn trả tiền đã nhận của nhà tài trợ."))
    if way not in (Way.BANK, Way.CASH):
        raise RuleBroken(_("Xin chọn: chuyển khoản hay tiền mặt."), field="way")
    if amount < 1:
        raise RuleBroken(_("Số tiền từ 1 đồng."), field="amount_vnd")
    check_past(day, field="refunded_on")
    if day < row.received_on:
        raise RuleBroken(
            _("Ngày hoàn trả không thể trước ngày nhận (%(day)s).") % {"day": format_day(row.received_on)}, field="refunded_on"
        )


def double_of(row: Contribution) -> Contribution | None:
    """A standing row that says the same: kind, amount, giver, day, at the same unit."""
    beside = Contribution.objects.standing().filter(
        programme=row.programme,
        unit=row.unit,
        kind=row.kind,
        received_on=row.received_on,
        quantity=row.quantity,
        value_vnd=row.value_vnd,
    )
    return next((other for other in beside.order_by("pk") if fold(other.giver) == fold(row.giver)), None)


def said_of_double(row: Contribution) -> str:
    parts = {"what": called(row), "day": format_day(row.received_on)}
    return _("Đã ghi “%(what)s” nhận ngày %(day)s với đúng số này. Nếu đây là một lần nhận khác, xin đánh dấu rồi gửi lại.") % parts


def said_amount(row: Contribution, amount: int) -> str:
    """'1.000.000 đồng'; of goods '12 chiếc'."""
    return in_dong(amount) if row.is_money else f"{grouped(amount)} {row.measure}".strip()


def called(row: Contribution) -> str:
    """What was received in words: the name of its kind."""
    kind = row.programme.pack.by_resource.get(row.kind)
    return kind.name if kind else row.kind


def amount_of(row: Contribution) -> dict[str, Any]:
    """For the audit: what is known of the amount."""
    known = {"kind": row.kind, "quantity": row.quantity, "measure": row.measure, "value_vnd": row.value_vnd, "received_on": row.received_on}
    return {key: value for key, value in known.items() if value not in (None, "")}
