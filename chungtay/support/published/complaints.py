"""A complaint and its answer, for whoever knows its code. Who complained is never told."""

from dataclasses import dataclass
from datetime import date

from chungtay.places.queries import last_names
from chungtay.support.models import Complaint


@dataclass(frozen=True, slots=True)
class PublicComplaint:
    """`unit` answers for it; `answer` empty while it waits."""

    code: str
    subject: str
    unit: str
    text: str
    raised_on: date
    answer: str
    answered_on: date | None


def complaint(code: str) -> PublicComplaint | None:
    """None for a code that nobody was given."""
    row = Complaint.objects.filter(code=code.upper()).select_related("unit").first()
    if row is None:
        return None
    name = last_names([row.unit.code]).get(row.unit.code, row.unit.code)
    return PublicComplaint(row.code, row.subject, name, row.text, row.raised_on, row.answer, row.answered_on)
