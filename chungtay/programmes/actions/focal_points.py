"""Focal points: appointed for one level of the programme at one unit, from a day; the next one takes their place."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.core.words import clean_email, clean_text
from chungtay.places.models import OrgUnit
from chungtay.programmes import rules
from chungtay.programmes.models import FocalPoint, Programme

_SHOWN = ("name", "phone", "email")


@transaction.atomic
def appoint_focal_point(
    programme: Programme, *, by: User | None, unit: OrgUnit, level: int, name: str, phone: str = "", email: str = "", on: date
) -> FocalPoint:
    """From that day on this person answers for the level at the unit, in place of whoever did. Named twice for the same day: mended."""
    programme = locked(programme)
    rules.check_may(by, Can.RUN_PROGRAMMES, unit, on=clock.today())
    rules.check_past(on, field="on")
    rules.check_running(programme, on=on, field="on")
    rules.check_focal_unit(unit, on=on)
    rules.check_level(programme.pack, level)
    shown = (clean_text(name, field="name", most=120), rules.clean_phone(phone), clean_email(email))
    others = list(FocalPoint.objects.filter(programme=programme, unit=unit, level=level, valid_to__gt=on))
    now = next((other for other in others if other.valid_from <= on), None)
    row, act = FocalPoint(programme=programme, unit=unit, level=level, valid_from=on), "focal_point.appointed"
    row.valid_to = rules.until([other.valid_from for other in others if other.valid_from > on])
    if now is not None and now.valid_from == on:
        row, act = now, "focal_point.corrected"
    elif now is not None:
        now.valid_to = on
        now.save(update_fields=["valid_to"])
    row.name, row.phone, row.email = shown
    with refused():
        row.save()
    record(act, row, by=by, name=row.name, place_id=unit.pk, programme=programme.slug, level=row.level_label, on=on)
    return row


@transaction.atomic
def correct_focal_point(point: FocalPoint, *, by: User | None, name: str, phone: str = "", email: str = "", on: date) -> FocalPoint:
    """The name was typed wrongly, or the number has changed; the person stays. `on`: the day of the act."""
    point = locked(point)
    rules.check_may(by, Can.RUN_PROGRAMMES, point.unit, on=on)
    was = {key: getattr(point, key) for key in _SHOWN}
    point.name, point.phone = clean_text(name, field="name", most=120), rules.clean_phone(phone)
    point.email = clean_email(email)
    point.save(update_fields=_SHOWN)
    changed = {key: value for key, value in was.items() if value != getattr(point, key)}
    record("focal_point.corrected", point, by=by, name=point.name, place_id=point.unit_id, level=point.level_label, was=changed)
    return point


@transaction.atomic
def end_focal_point(point: FocalPoint, *, by: User | None, on: date) -> FocalPoint:
    """From that day on the person no longer answers donors."""
    point = locked(point)
    rules.check_may(by, Can.RUN_PROGRAMMES, point.unit, on=clock.today())
    rules.check_past(on, field="on")
    if point.valid_to != FOREVER:
        raise RuleBroken(_("Đầu mối này đã thôi từ ngày %(day)s.") % {"day": format_day(point.valid_to)}, field="on")
    if on <= point.valid_from:
        raise RuleBroken(_("Ngày thôi phải sau ngày được cử (%(day)s).") % {"day": format_day(point.valid_from)}, field="on")
    point.valid_to = on
    point.save(update_fields=["valid_to"])
    record("focal_point.ended", point, by=by, name=point.name, place_id=point.unit_id, level=point.level_label, on=on)
    return point
