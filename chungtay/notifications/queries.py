"""What a person was told, and through which channels."""

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from chungtay.notifications.enums import STUCK, Channel
from chungtay.notifications.models import ChannelSetting, Message, Notice

# Unread ones first, the newest before the older: for key_page.
ORDER = ("is_read", "-made_at", "-pk")


def notices_of(person_id: int) -> QuerySet[Notice]:
    """All that the person was told; `is_read` is 0 or 1."""
    is_read = Case(When(read_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Notice.objects.filter(person=person_id).annotate(is_read=is_read)


def unread_count(person_id: int, *, most: int = 100) -> int:
    """How many wait to be read, counted no further than `most`: it stands on every page."""
    return Notice.objects.filter(person=person_id, read_at=None)[:most].count()


def newest_unread(person_id: int) -> int:
    """The id of the latest unread notice; 0 where all are read."""
    return Notice.objects.filter(person=person_id, read_at=None).order_by("-pk").values_list("pk", flat=True).first() or 0


def switched_off(person_id: int) -> set[Channel]:
    """The channels by which the person does not want to be reached."""
    return {Channel(name) for name in ChannelSetting.objects.filter(person=person_id, is_on=False).values_list("channel", flat=True)}


def stuck_messages(people: QuerySet[Any], places: QuerySet[Any]) -> QuerySet[Message]:
    """What did not reach these people, or nobody knows whether it did, as long as they have not read the notice here meanwhile; and the
    letters to others for which these places answer.
    """
    of_people = Q(notice__read_at=None, notice__person__in=people.order_by().values("pk"))
    of_places = Q(letter__place_id__in=places.order_by().values("pk"))
    return Message.objects.filter(of_people | of_places, status__in=STUCK).select_related("notice__person", "letter")
