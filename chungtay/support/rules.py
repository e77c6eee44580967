"""Decisions by looking: what may be recorded as received, and what looks like a row on record. Nothing is written here."""

from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.vietnamese import fold
from chungtay.ledger.enums import VND
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import ResourceKind
from chungtay.programmes.rules import check_running, clean_text
from chungtay.support.models import Contribution

LEAST_MONEY: Final = 1_000
MOST_MONEY: Final = 1_000_000_000_000  # đồng, of one row
MOST_QUANTITY: Final = 10_000_000


def check_may(by: User | None, unit: OrgUnit, *, on: date) -> None:
    """Raises RuleBroken unless the person records support at this unit that day; None is the system itself."""
    if by is not None and not units_for(by, Can.RECORD_SUPPORT, on=on).filter(pk=unit.pk).exists():
        raise RuleBroken(_("Bạn không ghi nguồn lực cho đơn vị này được."), field="unit")


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


def commodity_of(row: Contribution) -> str:
    """What the ledger calls it: "VND", or the kind and its measure."""
    return VND if row.is_money else f"{row.kind}|{row.measure}"


def called(row: Contribution) -> str:
    """What was received in words: the name of its kind."""
    kind = row.programme.pack.by_resource.get(row.kind)
    return kind.name if kind else row.kind


def amount_of(row: Contribution) -> dict[str, Any]:
    """For the audit: what is known of the amount."""
    known = {"kind": row.kind, "quantity": row.quantity, "measure": row.measure, "value_vnd": row.value_vnd, "received_on": row.received_on}
    return {key: value for key, value in known.items() if value not in (None, "")}
