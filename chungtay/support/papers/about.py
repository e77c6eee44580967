"""What a paper is about: the row, or the span of days, that its kind and subject name."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from django.utils.translation import gettext as _

from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.enums import PERIODIC, PaperKind
from chungtay.support.models import Contribution, Delivery, MobilisationPlan, Posting, Reception

LONGEST_SPAN: Final = 366 * 3
_SPAN: Final = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """From a day up to and including another."""

    starts: date
    ends: date

    @classmethod
    def of_month(cls, day: date) -> Self:
        """The month in which the day lies."""
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

    @classmethod
    def parsed(cls, text: str) -> Self:
        """'2026-03', or '2026-01-01/2026-06-30'. RuleBroken for anything else."""
        try:
            if month := _MONTH.fullmatch(text):
                return cls.of_month(date(int(month[1]), int(month[2]), 1))
            if days := _SPAN.fullmatch(text):
                return cls(date.fromisoformat(days[1]), date.fromisoformat(days[2])).checked()
        except ValueError:
            pass
        raise RuleBroken(_("Xin chọn tháng hoặc khoảng thời gian."), field="span")

    def checked(self) -> Self:
        if self.ends < self.starts:
            raise RuleBroken(_("Ngày cuối không thể trước ngày đầu (%(day)s).") % {"day": format_day(self.starts)}, field="ends")
        if (self.ends - self.starts).days > LONGEST_SPAN:
            raise RuleBroken(_("Khoảng thời gian dài quá 3 năm."), field="ends")
        return self

    @property
    def code(self) -> str:
        """As parsed() reads it."""
        is_month = self == Span.of_month(self.starts)
        return f"{self.starts:%Y-%m}" if is_month else f"{self.starts.isoformat()}/{self.ends.isoformat()}"


Subject = Reception | Delivery | Contribution | MobilisationPlan | Posting | Span


@dataclass(frozen=True, slots=True)
class About:
    """`unit`: whose record it is; of a span of days, the unit that reports on it."""

    kind: PaperKind
    code: str
    unit: OrgUnit
    programme: Programme | None
    subject: Subject


def about(kind: PaperKind, code: str, *, unit: OrgUnit | None = None, programme: Programme | None = None) -> About | None:
    """What the code names among the subjects of this kind; None where there is no such row. `unit` and `programme` of a span.

    Raises RuleBroken for a span of days that is none.
    """
    found = _row(kind, code)
    if found is not None:
        return About(kind, code, found.unit, _programme(found), found)
    if kind in PERIODIC and unit is not None:
        span = Span.parsed(code)
        return About(kind, span.code, unit, programme, span)
    return None


def _row(kind: PaperKind, code: str) -> Reception | Delivery | Contribution | MobilisationPlan | Posting | None:
    pk = int(code) if code.isascii() and code.isdecimal() and len(code) < 16 else 0
    if kind == PaperKind.RECEPTION:
        return Reception.objects.filter(pk=pk).select_related("unit", "donor").first()
    if kind == PaperKind.DELIVERY:
        return Delivery.objects.filter(code=code).select_related("unit").first()
    if kind == PaperKind.THANKS:
        rows = Contribution.objects.standing().given().filter(trace_code=code)
        return rows.select_related("unit", "donor", "programme__version").first()
    if kind in (PaperKind.PLAN, PaperKind.SETTLEMENT):
        return MobilisationPlan.objects.filter(pk=pk).select_related("unit", "programme__version").first()
    if kind == PaperKind.POSTING:
        return Posting.objects.filter(pk=pk).select_related("unit", "programme__version", "plan").first()
    return None


def _programme(row: Reception | Delivery | Contribution | MobilisationPlan | Posting) -> Programme | None:
    """The one that it belongs to; of minutes, that of what stands in them."""
    if isinstance(row, Reception):
        return Programme.objects.filter(contributions__reception=row).select_related("version").first()
    if isinstance(row, Delivery):
        return Programme.objects.filter(contributions__allocations__delivery_lines__delivery=row).select_related("version").first()
    return row.programme
