"""What a school is told about its needs, in Vietnamese whatever language the one who acts reads."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.core import clock
from chungtay.needs.models import Need
from chungtay.notifications.actions import ZaloWords, notify

# Where one acts: the addresses of the workspace.
NEED: Final = "/nhu-cau/{pk}/"
RETURNED: Final = "/nhu-cau/?muc=dang-ghi"
STANDING: Final = "/nhu-cau/?muc=con-thieu"
STALE: Final = timedelta(days=7)  # a step dated further back is an old book being copied, not news


def tell_returned(need: Need, *, by: User | None, on: date, remarks: Mapping[str, str]) -> None:
    """What is to be mended, at the need itself."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _("Nhu cầu bị trả lại: %(what)s") % {"what": need.what}, "; ".join(remarks.values())
        _tell([need], by=by, on=on, act=f"need.returned/{need.pk}", subject=subject, text=text, path=NEED.format(pk=need.pk))


def tell_many_returned(needs: Sequence[Need], *, by: User | None, on: date, reason: str) -> None:
    """Each school once, for one reason."""
    with translation.override(settings.LANGUAGE_CODE):
        for group in _by_school(needs):
            subject = _("%(n)d nhu cầu bị trả lại") % {"n": len(group)}
            _tell(group, by=by, on=on, act=f"needs.returned/{group[0].pk}", subject=subject, text=reason, path=RETURNED)


def tell_verified(needs: Sequence[Need], *, by: User | None, on: date) -> None:
    """Each school once a day, however many of its needs are vouched for."""
    with translation.override(settings.LANGUAGE_CODE):
        for group in _by_school(needs):
            text = _("Nhu cầu đã được xác minh, ví dụ “%(what)s”. Xem tất cả trong danh sách.") % {"what": group[0].what}
            subject = _("Nhu cầu của trường đã được xác minh")
            _tell(group, by=by, on=on, act=f"need.verified/{group[0].school_id}", subject=subject, text=text, path=STANDING)


def _by_school(needs: Sequence[Need]) -> list[list[Need]]:
    ordered = sorted(needs, key=lambda need: (need.school_id, need.pk))
    return [list(group) for _school, group in groupby(ordered, key=lambda need: need.school_id)]


def _tell(needs: Sequence[Need], *, by: User | None, on: date, act: str, subject: str, text: str, path: str) -> None:
    """Those who record needs at the school, or at the site that lacks it; nobody is told what they did themselves."""
    if on < clock.today() - STALE:
        return
    places = {needs[0].school_id, *(need.site_id for need in needs if need.site_id is not None)}
    told = people_acting_for(places, Can.RECORD_NEEDS, on=on)
    people = {person.pk: person for several in told.values() for person in several}
    if by is not None:
        people.pop(by.pk, None)
    zalo = ZaloWords(act.split("/", maxsplit=1)[0].replace(".", "_"), {"product": subject, "status": text})
    notify(people.values(), key=f"{act}/{on.isoformat()}", subject=subject, text=text, path=path, zalo=zalo)
