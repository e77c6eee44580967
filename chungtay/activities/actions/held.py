"""The beats that every verb of this room shares: the activity as it stands now, who may, and the line in the audit."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.activities.enums import ActivityStatus
from chungtay.activities.models import Activity
from chungtay.audit.actions import record
from chungtay.core.db import locked
from chungtay.core.errors import RuleBroken


def held_activity(activity: Activity, *, by: User | None, on: date) -> Activity:
    """The activity as it stands now, held; RuleBroken where it lies beyond the person's reach or power."""
    activity = locked(activity)
    if by is not None and not Activity.objects.for_user(by, Can.RECORD_ACTIVITIES, on=on).filter(pk=activity.pk).exists():
        raise RuleBroken(_("Hoạt động này nằm ngoài phạm vi hoặc quyền của bạn."))
    return activity


def check_stands(activity: Activity) -> None:
    if activity.status != ActivityStatus.RECORDED:
        raise RuleBroken(_("Hoạt động đã rút không sửa được."))


def note(act: str, activity: Activity, *, by: User | None, on: date, **details: Any) -> None:
    record(act, activity, by=by, name=f"{activity.code} {activity.title}", place_id=activity.unit_id, on=on, **details)
