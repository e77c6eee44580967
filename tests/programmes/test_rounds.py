"""Rounds: a period that every day answers to, and the schools that take part."""

from datetime import date

from chungtay.programmes.actions import take_part
from chungtay.programmes.models import Participation
from tests.make.places import Province
from tests.make.programmes import make_round

ON = date(2026, 3, 5)


def test_a_school_takes_part_once(province: Province) -> None:
    round = make_round()
    first = take_part(round, by=None, unit=province.here.school, on=ON, is_nil=True)
    again = take_part(round, by=None, unit=province.here.school, on=date(2026, 3, 9))
    assert (again.pk, again.is_nil, again.joined_on) == (first.pk, False, ON)
    assert Participation.objects.count() == 1
