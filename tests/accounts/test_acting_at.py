"""Who is told what concerns a unit: those who act at it or at an agency of it, with the power, that day."""

from datetime import date

from chungtay.accounts.enums import Can, RoleKind
from chungtay.accounts.models import User
from chungtay.accounts.queries import people_acting_for
from chungtay.places.models import OrgUnit
from tests.make.people import make_user
from tests.make.places import FOUNDED, Province


def acting(unit: OrgUnit, can: Can, on: date) -> list[User]:
    return people_acting_for([unit.pk], can, on=on)[unit.pk]


def test_people_acting_at_exactly_a_unit(province: Province) -> None:
    here = province.here
    clerk = make_user(RoleKind.CLERK, here.school)
    leader = make_user(RoleKind.LEADER, here.school)
    of_commune, of_office = (make_user(RoleKind.COMMUNE_OFFICER, unit) for unit in (here.unit, here.office))
    above = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    assert acting(here.school, Can.ANSWER_ROUNDS, FOUNDED) == [clerk]
    assert acting(here.school, Can.SIGN_PAPERS, FOUNDED) == [leader]
    assert acting(here.unit, Can.COLLECT_ROUNDS, FOUNDED) == [of_commune, of_office]
    assert acting(here.office, Can.COLLECT_ROUNDS, FOUNDED) == [of_office]
    assert acting(province.unit, Can.RUN_PROGRAMMES, FOUNDED) == [above]
    assert acting(province.there.school, Can.ANSWER_ROUNDS, FOUNDED) == []


def test_neither_a_locked_account_nor_a_role_that_ended(province: Province) -> None:
    clerk = make_user(RoleKind.CLERK, province.here.school)
    clerk.roles.update(valid_to=FOUNDED.replace(year=FOUNDED.year + 1))
    assert acting(province.here.school, Can.ANSWER_ROUNDS, FOUNDED) == [clerk]
    assert acting(province.here.school, Can.ANSWER_ROUNDS, FOUNDED.replace(year=FOUNDED.year + 2)) == []
    type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    assert acting(province.here.school, Can.ANSWER_ROUNDS, FOUNDED) == []
