"""Stages that took too long: what must be done of a gift, and after how many days somebody is told.

| stage                                             | its officers are told after | the level above after |
|---------------------------------------------------|-----------------------------|-----------------------|
| agreed pledge, nothing has come                   | its planned day             | 14 days after that    |
| line of a statement that nobody has matched       | 7 days                      | 14 days               |
| money or goods that lie idle                      | 30 days                     | 60 days               |
| allocated and not wholly handed over              | 30 days                     | 60 days               |
| handed over and not confirmed                     | 7 days                      | 14 days               |
| complaint without an answer                       | 7 days                      | 14 days               |

The house's own measure, twice as long for the level above; no law sets these days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import CharField, Count, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import ids_answered_for, reach_of
from chungtay.banking.models import StatementLine
from chungtay.core.db import found_first
from chungtay.core.keeping import Kept, kept_if_long
from chungtay.places.enums import UnitType
from chungtay.support.enums import ComplaintStatus, DeliveryStatus, PledgeStatus
from chungtay.support.models import (
    Allocation,
    AllocationBalance,
    Complaint,
    Contribution,
    Delivery,
    LineBooking,
    Pledge,
    PledgeLine,
)


class Stage(StrEnum):
    PLEDGE = "cam-ket"
    LINE = "sao-ke"
    IDLE = "chua-phan-bo"
    HAND_OVER = "chua-ban-giao"
    CONFIRM = "chua-xac-nhan"
    COMPLAINT = "phan-anh"


@dataclass(frozen=True, slots=True)
class Limit:
    """After how many days a stage is overdue, and for the level above; who has to do it; what waits, in words."""

    days: int
    above: int
    can: Can
    said: Promise


LIMITS: Final[dict[Stage, Limit]] = {
    Stage.PLEDGE: Limit(0, 14, Can.AGREE_PLEDGES, _("Cam kết quá ngày hẹn mà chưa nhận gì")),
    Stage.LINE: Limit(7, 14, Can.KEEP_MONEY, _("Dòng sao kê chưa đối chiếu")),
    Stage.IDLE: Limit(30, 60, Can.ALLOCATE, _("Khoản đã nhận chưa phân bổ hết")),
    Stage.HAND_OVER: Limit(30, 60, Can.RECORD_SUPPORT, _("Phần đã phân bổ chưa bàn giao")),
    Stage.CONFIRM: Limit(7, 14, Can.RECORD_NEEDS, _("Bàn giao chưa được xác nhận")),
    Stage.COMPLAINT: Limit(7, 14, Can.ALLOCATE, _("Phản ánh chưa trả lời")),
}


def _pledges(last: date) -> QuerySet[Any]:
    came = PledgeLine.objects.filter(pledge=OuterRef("pk"), came__gt=0)
    return Pledge.objects.filter(~Exists(came), status=PledgeStatus.AGREED, planned_on__lt=last)


def _lines(last: date) -> QuerySet[Any]:
    booked = LineBooking.objects.filter(line=OuterRef("pk"), is_undone=False)
    return StatementLine.objects.filter(~Exists(booked), booked_on__lt=last)


def _idle(last: date) -> QuerySet[Any]:
    return Contribution.objects.with_idle().filter(reverses__isnull=True, received_on__lt=last)


def _to_hand_over(last: date) -> QuerySet[Any]:
    return Allocation.objects.filter(reverses__isnull=True, allocated_on__lt=last, balance__delivered__lt=F("balance__amount"))


def _to_confirm(last: date) -> QuerySet[Any]:
    return Delivery.objects.filter(status=DeliveryStatus.HANDED_OVER, delivered_on__lt=last)


def _complaints(last: date) -> QuerySet[Any]:
    return Complaint.objects.filter(status=ComplaintStatus.OPEN, raised_on__lt=last)


# (what waits since before a day, where its unit stands, since when)
_ROWS: Final[dict[Stage, tuple[Callable[[date], QuerySet[Any]], str, str]]] = {
    Stage.PLEDGE: (_pledges, "unit", "planned_on"),
    Stage.LINE: (_lines, "account__unit", "booked_on"),
    Stage.IDLE: (_idle, "unit", "received_on"),
    Stage.HAND_OVER: (_to_hand_over, "contribution__unit", "allocated_on"),
    Stage.CONFIRM: (_to_confirm, "unit", "delivered_on"),
    Stage.COMPLAINT: (_complaints, "unit", "raised_on"),
}


def counts(*, on: date, user: User | None = None, is_above: bool = False) -> dict[Stage, dict[int, int]]:
    """By stage and unit: how many are overdue that day, for the level above with `is_above`; of the person's scope. One query."""
    parts, is_wide = [], _is_wide(user, on)
    for stage, (_rows_of, unit, _since) in _ROWS.items():
        rows = _waiting(stage, on=on, is_above=is_above, is_wide=is_wide).order_by()
        if user is not None:
            rows = rows.filter(**{f"{unit}__in": ids_answered_for(user, Can.SEE_NEEDS, on=on)})
        named = rows.values(where=F(f"{unit}_id"), what=Cast(Value(stage.value), CharField()))
        parts.append(named.annotate(n=Count("pk")).values_list("what", "where", "n"))
    found: dict[Stage, dict[int, int]] = {stage: {} for stage in Stage}
    for what, where, n in parts[0].union(*parts[1:], all=True):
        found[Stage(what)][where] = n
    return found


def kept_counts(user: User, *, on: date, is_above: bool = False) -> Kept[dict[Stage, dict[int, int]]]:
    """counts() of the person's scope; what waits for weeks is the same an hour on."""
    role = getattr(user, "acting_role", None)
    key = f"support.overdue:{user.pk}:{role.pk if role is not None else ''}:{on}:{is_above}"
    return kept_if_long(key, lambda: counts(user=user, on=on, is_above=is_above))


def sums(user: User, *, on: date) -> dict[Stage, int]:
    """How many by stage, for the person's first page: at the commune and below it what is overdue now, above it what is twice as late."""
    found = kept_counts(user, on=on, is_above=_is_wide(user, on)).found
    return {stage: sum(by_unit.values()) for stage, by_unit in found.items()}


def _waiting(stage: Stage, *, on: date, is_above: bool = False, is_wide: bool = False) -> QuerySet[Any]:
    limit = LIMITS[stage]
    rows = _ROWS[stage][0](on - timedelta(days=limit.above if is_above else limit.days))
    if is_wide and stage == Stage.HAND_OVER:
        rows = rows.filter(pk__in=found_first(AllocationBalance.objects.filter(delivered__lt=F("amount")).values("pk")))
    return rows


def _is_wide(user: User | None, on: date) -> bool:
    """Whether the scope is more than a commune: what waits in the country is then less than what is on record in the scope."""
    role = getattr(user, "acting_role", None)
    return role is None or reach_of(role, on=on).type < UnitType.COMMUNE


@dataclass(frozen=True, slots=True)
class Late:
    """One thing that waits: its row, its unit's id, since which day, and how many days it is over."""

    row: Any
    unit_id: int
    since: date
    days: int


def late_rows(stage: Stage, user: User, *, on: date, most: int = 100) -> list[Late]:
    """What waits longest, of the person's scope."""
    _rows_of, unit, since = _ROWS[stage]
    rows = _waiting(stage, on=on, is_wide=_is_wide(user, on)).filter(**{f"{unit}__in": ids_answered_for(user, Can.SEE_NEEDS, on=on)})
    rows = rows.annotate(late_unit=F(f"{unit}_id"), late_since=F(since)).order_by(since, "pk")
    if stage in (Stage.IDLE, Stage.HAND_OVER):
        gift = "" if stage == Stage.IDLE else "contribution__"
        rows = rows.select_related(f"{gift}programme__version", "balance", *(["unit"] if stage == Stage.HAND_OVER else []))
        rows = rows.defer(f"{gift}programme__version__content")
    limit = LIMITS[stage].days
    return [Late(row, row.late_unit, row.late_since, (on - row.late_since).days - limit) for row in rows[:most]]
