"""Deciding documents."""

from datetime import date

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean
from chungtay.places.models import Decision
from chungtay.places.rules import fits


def register_decision(*, number: str, issued_on: date, issuer: str, subject: str) -> Decision:
    """The document with this number, day and issuer: the one on record, or a new record of it."""
    written = Decision(number=clean(number), issued_on=issued_on, issuer=clean(issuer), subject=clean(subject))
    if not fits(written):
        raise RuleBroken(_("Số, cơ quan ban hành hoặc trích yếu dài quá."), field="number")
    decision, _created = Decision.objects.get_or_create(
        number=written.number, issued_on=issued_on, issuer=written.issuer, defaults={"subject": written.subject}
    )
    return decision
