"""Questions about plans of mobilisation and what is posted."""

from datetime import date

from django.db.models import QuerySet, Sum

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.support.enums import PlanStatus
from chungtay.support.models import MobilisationPlan


def plans(user: User, can: Can = Can.SEE_NEEDS, *, on: date) -> QuerySet[MobilisationPlan]:
    """Of the schools of the person's scope, with what each would cost in all."""
    rows = MobilisationPlan.objects.for_user(user, can, on=on).select_related("programme__version", "unit", "recorded_by", "approved_by")
    return rows.annotate(cost_vnd=Sum("lines__cost_vnd"))


def to_approve(user: User, *, on: date) -> QuerySet[MobilisationPlan]:
    """Sent to the person, written by somebody else."""
    return plans(user, Can.ALLOCATE, on=on).filter(status=PlanStatus.SUBMITTED).exclude(recorded_by=user.pk)
