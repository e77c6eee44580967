"""Questions about what is handed over, and what waits to be."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.places.models import OrgUnit
from chungtay.support.enums import DeliveryStatus
from chungtay.support.models import Allocation, Delivery, DeliveryLine


def to_hand_over(user: User, *, on: date) -> QuerySet[Allocation]:
    """Parts of gifts that the person works with and that are not wholly handed over, the oldest first."""
    scope = units_answered_for(user, Can.RECORD_SUPPORT, on=on).order_by().values("pk")
    rows = Allocation.objects.standing().filter(contribution__unit__in=scope, balance__delivered__lt=F("balance__amount"))
    rows = rows.select_related("balance", "unit", "need", "contribution__programme__version", "contribution__unit")
    return rows.defer("contribution__programme__version__content").order_by("allocated_on", "pk")


def units_to_hand_over_to(user: User, *, on: date) -> QuerySet[OrgUnit]:
    """Those for which a part waits to be handed over."""
    waiting = to_hand_over(user, on=on).select_related(None).order_by()
    return OrgUnit.objects.filter(Exists(waiting.filter(unit=OuterRef("pk"))))


def waiting_for(units: Collection[OrgUnit], user: User, *, on: date) -> dict[int, int]:
    """By unit: how many parts wait to be handed over to it."""
    rows = to_hand_over(user, on=on).filter(unit__in=units).select_related(None).order_by()
    return dict(rows.values_list("unit").annotate(n=Count("pk")))


def parts_for(unit: OrgUnit, user: User, *, on: date) -> QuerySet[Allocation]:
    """Of to_hand_over(): those of the unit and of what lies in it."""
    return to_hand_over(user, on=on).filter(unit__in=OrgUnit.objects.below(unit, on=on).order_by().values("pk"))


def met_before(parts: Collection[Allocation]) -> dict[int, int]:
    """By allocation: how many units of its need were handed over and not refused."""
    rows = DeliveryLine.objects.filter(allocation__in=parts).exclude(delivery__status=DeliveryStatus.REFUSED)
    return dict(rows.values_list("allocation").annotate(n=Sum("met_quantity")).order_by())


def to_confirm(user: User, *, on: date) -> QuerySet[Delivery]:
    """What the person may confirm: handed over to units of the scope, written down by somebody else."""
    rows = Delivery.objects.for_user(user, Can.RECORD_NEEDS, on=on).filter(status=DeliveryStatus.HANDED_OVER)
    return rows.exclude(recorded_by=user.pk)


def in_sight(user: User, *, on: date) -> QuerySet[Delivery]:
    """To units of the person's scope."""
    return Delivery.objects.for_user(user, Can.SEE_NEEDS, on=on).select_related("unit", "recorded_by", "confirmed_by")


def lines_of(deliveries: Collection[Delivery]) -> dict[int, list[DeliveryLine]]:
    """By delivery, with what each line is of."""
    found: dict[int, list[DeliveryLine]] = {}
    rows = DeliveryLine.objects.filter(delivery__in=deliveries).select_related("allocation__need", "store")
    gift = "allocation__contribution__programme__version"
    rows = rows.select_related(gift).defer(f"{gift}__content")
    for line in rows.order_by("pk"):
        found.setdefault(line.delivery_id, []).append(line)
    return found
