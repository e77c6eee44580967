"""Reading the audit."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from chungtay.audit.models import AuditEntry


def entries_at(places: QuerySet[Any] | None) -> QuerySet[AuditEntry]:
    """The acts that happened at these units (a queryset of their ids); None: everywhere, also those at no unit."""
    rows = AuditEntry.objects.select_related("actor")
    return rows if places is None else rows.filter(place_id__in=places)


def between(rows: QuerySet[AuditEntry], *, first: date | None, last: date | None) -> QuerySet[AuditEntry]:
    """Those recorded from the first day up to and including the last one, in Việt Nam's time."""
    if first:
        rows = rows.filter(recorded_at__gte=_midnight(first))
    if last:
        rows = rows.filter(recorded_at__lt=_midnight(date.fromordinal(last.toordinal() + 1)))
    return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
