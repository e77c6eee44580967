"""Deciding documents."""

from datetime import date

from chungtay.places.models import Decision


def register_decision(*, number: str, issued_on: date, issuer: str, subject: str) -> Decision:
    """The document with this number, day and issuer: the one on record, or a new record of it."""
    decision, _created = Decision.objects.get_or_create(number=number, issued_on=issued_on, issuer=issuer, defaults={"subject": subject})
    return decision
