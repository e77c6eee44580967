"""The daily command by which needs follow mergers that were put on record beforehand."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from chungtay.core import clock
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.enums import UnitType
from tests.make.needs import make_need
from tests.make.places import make_province, make_unit


def said() -> str:
    out = StringIO()
    call_command("follow_places", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_on_the_day_of_the_merger_and_not_before() -> None:
    here, today = make_province().here, clock.today()
    absorbing, need = make_unit(here.unit, UnitType.SCHOOL), make_need(here.school)
    merge_units([here.school, absorbing], by=None, on=today + timedelta(days=1), decision=None, into=absorbing)
    assert said() == "0 nhu cầu, 0 câu trả lời trong đợt đã chuyển.\n"
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert said() == "1 nhu cầu, 0 câu trả lời trong đợt đã chuyển.\n"
        need.refresh_from_db()
        assert need.school == absorbing
        assert said() == "0 nhu cầu, 0 câu trả lời trong đợt đã chuyển.\n"
