"""Questions about needs."""

from datetime import date

from django.db.models import QuerySet

from chungtay.core import clock
from chungtay.core.periods import FOREVER, valid_on
from chungtay.needs.models import NeedState


def needs_on(day: date) -> QuerySet[NeedState]:
    """How every submitted need stood at the end of that day; of today and later: as it stands now, from the index made for it."""
    return NeedState.objects.filter(valid_to=FOREVER) if day >= clock.today() else NeedState.objects.filter(valid_on(day))
