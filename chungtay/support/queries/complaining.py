"""What a complaint is about, by the code that somebody typed, and who answers for that."""

import re
from datetime import date
from typing import Final

from chungtay.accounts.scope import heir
from chungtay.banking.codes import codes_in
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.support.codes import trace_code_of
from chungtay.support.models import Allocation, Contribution, Delivery, Pledge
from chungtay.support.promised import LineForm, answering_unit
from chungtay.support.queries.pledges import pledge_coded

_NEED: Final = re.compile(r"NC-?(\d{1,12})")
_LETTERED: Final = re.compile(r"(PB|BG)-?([0-9A-Z]{8})")


def subject_of(typed: str) -> str:
    """The code as it is kept: of a gift or pledge, an allocation, a delivery, a need; empty where it cannot be one."""
    plain = re.sub(r"\s", "", typed[:60]).upper()
    if match := _LETTERED.fullmatch(plain):
        return f"{match[1]}-{match[2]}"
    if match := _NEED.fullmatch(plain):
        return f"NC-{int(match[1])}"
    return trace_code_of(typed) or next(iter(codes_in(typed[:60])), "")


def answers_for(subject: str, *, on: date) -> OrgUnit | None:
    """The commune, or whatever manages the place, that answers for the thing of that code; None where there is no such thing."""
    place = _place(subject)
    if place is None:
        return None
    return answering_unit([LineForm(unit_id=heir(place, on=on).pk)], {}, None, on=on)


def thing_of(subject: str) -> Need | Allocation | Delivery | Contribution | Pledge | None:
    """What bears that code, as subject_of() writes it."""
    if not subject:
        return None
    if subject.startswith("NC-"):
        return Need.objects.filter(pk=int(subject[3:])).select_related("school").first()
    if subject.startswith("PB-"):
        return Allocation.objects.filter(code=subject).select_related("contribution__unit").first()
    if subject.startswith("BG-"):
        return Delivery.objects.filter(code=subject).select_related("unit").first()
    gift = Contribution.objects.filter(trace_code=subject, reverses__isnull=True).select_related("unit").first()
    return gift or pledge_coded(subject)


def _place(subject: str) -> OrgUnit | None:
    match thing_of(subject):
        case Need(school=school):
            return school
        case Allocation(contribution=gift):
            return gift.unit
        case None:
            return None
        case thing:
            return thing.unit
