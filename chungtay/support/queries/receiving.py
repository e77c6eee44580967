"""Questions about what came to help."""

from datetime import date

from django.db.models import QuerySet

from chungtay.accounts.scope import reach
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.models import Contribution


def contributions_of(
    unit: OrgUnit, *, on: date, starts: date | None = None, ends: date | None = None, programme: Programme | None = None
) -> QuerySet[Contribution]:
    """What units of `unit` received, in the tree of the day `on`; an agency's: also those of the territory that it serves.

    Without what was taken back; from `starts` up to and including `ends`, the newest first.
    """
    rows = Contribution.objects.standing().filter(received_on__lte=on if ends is None else min(on, ends))
    if starts is not None:
        rows = rows.filter(received_on__gte=starts)
    if programme is not None:
        rows = rows.filter(programme=programme)
    territory = reach(unit, on=on)
    if territory.type != UnitType.COUNTRY:
        rows = rows.filter(unit__in=OrgUnit.objects.below(territory, on=on).order_by().values("pk"))
    return rows.select_related("unit", "programme__version").defer("programme__version__content").order_by("-received_on", "-pk")
