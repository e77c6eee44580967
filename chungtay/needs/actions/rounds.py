"""A school that lacks nothing says so."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.core.errors import RuleBroken
from chungtay.needs.enums import LIVE
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import take_part
from chungtay.programmes.models import Participation, Round


@transaction.atomic
def declare_nil(round: Round, *, by: User | None, unit: OrgUnit, on: date) -> Participation:  # noqa: A002 — what the programme calls it
    """The school answers the round by saying that it lacks nothing; refused while a need of the programme still stands there."""
    answer = take_part(round, by=by, unit=unit, on=on, is_nil=True)
    # Asked when the answer is held: a need sent at the same moment is either seen here or, coming after, changes the answer.
    standing = Need.objects.filter(school=unit, programme=round.programme_id, status__in=LIVE).order_by("pk").first()
    if standing is not None:
        sentence = _("Trường còn nhu cầu %(code)s (%(what)s). Hãy rút nhu cầu ấy trước nếu không còn cần.")
        raise RuleBroken(sentence % {"code": standing.code, "what": standing.what}, field="unit")
    return answer
