"""What a unit, those who handed over, and donors are told about a delivery."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.notifications.actions import ZaloWords, notify, write_letter
from chungtay.places.models import OrgUnit
from chungtay.places.queries import ancestors, last_names
from chungtay.support import rules
from chungtay.support.enums import DeliveryStatus
from chungtay.support.models import Contribution, Delivery, DeliveryLine

# Where one acts: the addresses of the workspace, and the donor's own.
DELIVERY: Final = "/nguon-luc/ban-giao/{pk}/"
TRACE: Final = "/theo-doi/{code}/"
STALE: Final = timedelta(days=7)  # a step dated further back is an old book being copied, not news


@translation.override("vi")
def tell_handed_over(row: Delivery, *, by: User | None, on: date) -> None:
    """Whoever may confirm it, nearest to the unit."""
    parts = {"code": row.code, "day": format_day(row.delivered_on), "giver": row.giver_name}
    text = _("%(giver)s ghi đã bàn giao ngày %(day)s. Xin kiểm đếm rồi xác nhận đã nhận đủ, hoặc báo không đúng.") % parts
    people = nearest_who_may(row.unit, Can.RECORD_NEEDS, on=on, without={row.recorded_by_id or 0})
    _tell(people, row, "handed_over", _("Xác nhận bàn giao %(code)s") % parts, text, by, on)


@translation.override("vi")
def tell_answered(row: Delivery, *, by: User | None, on: date) -> None:
    """Who wrote it down; else whoever allocates the gifts that were handed over."""
    if row.recorded_by is not None and row.recorded_by.is_active:
        people = [row.recorded_by]
    else:
        units = set(row.lines.values_list("allocation__contribution__unit", flat=True))
        people = [person for several in people_acting_for(units, Can.ALLOCATE, on=on).values() for person in several]
    is_confirmed = row.status == DeliveryStatus.CONFIRMED
    subject = _("Đã nhận đủ: bàn giao %(code)s") if is_confirmed else _("Không đúng, trả lại: bàn giao %(code)s")
    _tell(people, row, str(row.status), subject % {"code": row.code}, row.end_reason, by, on)


def nearest_who_may(unit: OrgUnit, can: Can, *, on: date, without: Collection[int]) -> list[User]:
    """Those at the unit who may use the power; where there is nobody else than `without`, those at the nearest unit above."""
    chain = [unit, *reversed(ancestors(unit, on=on))]
    found = people_acting_for([one.pk for one in chain], can, on=on)
    several = ([person for person in found[one.pk] if person.pk not in without] for one in chain)
    return next((people for people in several if people), [])


def _tell(people: Iterable[User], row: Delivery, act: str, subject: str, text: str, by: User | None, on: date) -> None:
    if on < clock.today() - STALE:
        return
    told = [person for person in people if by is None or person.pk != by.pk]
    zalo = ZaloWords(f"delivery_{act}", {"product": subject, "status": text})
    notify(told, key=f"delivery.{act}/{row.pk}", subject=subject, text=text, path=DELIVERY.format(pk=row.pk), zalo=zalo)


@translation.override("vi")
def write_to_donors(row: Delivery, lines: Sequence[DeliveryLine], *, on: date) -> None:
    """To each donor who left an address: the gift has arrived, and where its way can be followed; one letter a gift."""
    if on < clock.today() - STALE:
        return
    code = row.unit.code
    name = last_names([code]).get(code, code)
    gifts: dict[int, tuple[Contribution, int]] = {}
    for line in lines:
        gift = line.allocation.contribution
        gifts[gift.pk] = (gift, gifts.get(gift.pk, (gift, 0))[1] + line.amount)
    for gift, amount in gifts.values():
        if gift.donor is not None and gift.donor.email:
            _write(gift.donor.email, gift, amount, name, row)


def _write(address: str, gift: Contribution, amount: int, unit: str, row: Delivery) -> None:
    page = settings.SITE_ADDRESS.rstrip("/") + TRACE.format(code=gift.trace_code)
    parts = {"unit": unit, "what": rules.called(gift), "amount": rules.said_amount(gift, amount), "day": format_day(row.delivered_on)}
    said = _("Cảm ơn bạn. %(unit)s xác nhận đã nhận %(amount)s (%(what)s) từ món quà của bạn, bàn giao ngày %(day)s.") % parts
    link = _("Xem món quà đã đi đến đâu: %(page)s") % {"page": page}
    subject = _("Món quà của bạn đã đến nơi: %(unit)s") % parts
    write_letter(address, subject=subject, text=f"{said}\n\n{link}\n", place_id=gift.unit_id)
