"""Somebody says that something is wrong, and the unit answers on record."""

from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import fold
from chungtay.core.words import clean_text
from chungtay.places.models import OrgUnit
from chungtay.support import rules
from chungtay.support.codes import new_code
from chungtay.support.enums import ComplaintStatus
from chungtay.support.models import Complaint
from chungtay.support.notices import complaints as notices

LONGEST: Final = 2_000


@transaction.atomic
def raise_complaint(unit: OrgUnit, *, on: date, text: str, subject: str = "", contact: str = "") -> Complaint:
    """Somebody outside says that something is wrong, about the thing of that code (`subject`); whoever allocates at the unit is told."""
    row = Complaint(code=new_code("PA"), unit=unit, subject=subject, raised_at=clock.now(), raised_on=on)
    row.text = _told(text, field="text")
    row.contact = clean_text(contact, field="contact", most=200, is_needed=False)
    with refused():
        row.save()
    record("complaint.raised", row, by=None, name=row.code, place_id=unit.pk, about=subject)
    notices.tell_raised(row, on=on)
    return row


@transaction.atomic
def answer_complaint(row: Complaint, *, by: User | None, on: date, answer: str) -> Complaint:
    """The unit's answer, for everybody who knows the code of the complaint; once, because it stays on record."""
    row = locked(row)
    rules.check_can(by, Can.ALLOCATE, row.unit, on=on)
    if row.status == ComplaintStatus.ANSWERED:
        raise RuleBroken(_("Phản ánh này đã được trả lời rồi."))
    row.answer, row.status, row.answered_by, row.answered_on = _told(answer, field="answer"), ComplaintStatus.ANSWERED, by, on
    with refused():
        row.save(update_fields=["answer", "status", "answered_by", "answered_on"])
    record("complaint.answered", row, by=by, name=row.code, place_id=row.unit_id)
    return row


def _told(typed: str, *, field: str) -> str:
    """Several lines, as they are kept."""
    text = "\n".join(clean_text(line, field=field, most=LONGEST, is_needed=False) for line in typed.splitlines()).strip()
    if len(fold(text)) < 10:
        raise RuleBroken(_("Xin viết rõ hơn, ít nhất một câu."), field=field)
    if len(text) > LONGEST:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": LONGEST}, field=field)
    return text
