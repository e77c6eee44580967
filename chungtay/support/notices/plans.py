"""Who is told of a plan of mobilisation."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.notifications.actions import notify
from chungtay.places.queries import last_names
from chungtay.support.enums import PlanStatus
from chungtay.support.models import MobilisationPlan
from chungtay.support.notices.deliveries import nearest_who_may

PLAN: Final = "/nguon-luc/ke-hoach-van-dong/{pk}/"


@translation.override("vi")
def tell_submitted(row: MobilisationPlan, *, by: User | None, on: date) -> None:
    """Whoever may approve it, nearest above the school."""
    name = last_names([row.unit.code]).get(row.unit.code, row.unit.code)
    subject = _("Kế hoạch vận động chờ phê duyệt: %(unit)s") % {"unit": name}
    people = nearest_who_may(row.unit, Can.ALLOCATE, on=on, without={row.recorded_by_id or 0})
    _tell(people, row, f"submitted/{on.isoformat()}", subject, "", by)


@translation.override("vi")
def tell_answered(row: MobilisationPlan, *, by: User | None, on: date) -> None:
    """Who wrote it; else whoever records support at the school."""
    if row.recorded_by is not None and row.recorded_by.is_active:
        people = [row.recorded_by]
    else:
        people = people_acting_for([row.unit_id], Can.RECORD_SUPPORT, on=on)[row.unit_id]
    is_approved = row.status == PlanStatus.APPROVED
    subject = _("Kế hoạch vận động đã được phê duyệt") if is_approved else _("Kế hoạch vận động bị trả lại")
    _tell(people, row, f"{row.status}/{on.isoformat()}", subject, row.approval_number if is_approved else row.end_reason, by)


def _tell(people: Iterable[User], row: MobilisationPlan, act: str, subject: str, text: str, by: User | None) -> None:
    told = [person for person in people if by is None or person.pk != by.pk]
    notify(told, key=f"plan.{act}/{row.pk}", subject=subject, text=text, path=PLAN.format(pk=row.pk))
