"""Who reaches which activities, and what a unit itself did."""

from datetime import date
from typing import Any

import pytest

from chungtay.accounts.enums import Can, RoleKind
from chungtay.accounts.models import User
from chungtay.activities.actions import record_activity, revise_activity, withdraw_activity
from chungtay.activities.models import Activity
from chungtay.activities.queries import Asked, activities_asked, activities_of, export_rows, where
from chungtay.core.errors import RuleBroken
from chungtay.places.actions.units import transfer_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from tests.activities.conftest import TODAY
from tests.make.activities import ON, activity_form, make_activity
from tests.make.people import make_user
from tests.make.places import Province, make_decision
from tests.make.programmes import make_programme

TIERS = (UnitType.COMMUNE, UnitType.PROVINCE)


def found(user: User, **asked: Any) -> list[Activity]:
    return list(activities_asked(user, Asked(**asked), on=TODAY))


def own(unit: OrgUnit, month: Programme, tiers: tuple[UnitType, ...] = TIERS, **days: date) -> set[Activity]:
    asked = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 3, 31)} | days
    return set(activities_of(unit, programme=month, tiers=tiers, **asked))


def test_a_commune_does_not_reach_its_neighbours_activities(province: Province, month: Programme) -> None:
    officer, neighbour = (make_user(RoleKind.COMMUNE_OFFICER, commune.office) for commune in (province.here, province.there))
    activity = make_activity(province.here.school, by=make_user(RoleKind.CLERK, province.here.school))
    assert (found(officer), found(neighbour)) == ([activity], [])
    with pytest.raises(RuleBroken, match="ngoài phạm vi") as refusal:
        record_activity(province.here.unit, by=neighbour, programme=month, form=activity_form(), on=TODAY)
    assert refusal.value.field == "unit"
    for act, more in ((revise_activity, {"form": activity_form()}), (withdraw_activity, {"reason": "x"})):
        with pytest.raises(RuleBroken, match="ngoài phạm vi"):
            act(activity, by=neighbour, on=TODAY, **more)
    revise_activity(activity, by=officer, form=activity_form(title="Khám lại"), on=TODAY)


def test_leaders_read_and_do_not_write(province: Province) -> None:
    leader = make_user(RoleKind.LEADER, province.here.unit)
    activity = make_activity(province.here.unit)
    assert found(leader) == [activity]
    assert not Activity.objects.for_user(leader, Can.RECORD_ACTIVITIES, on=TODAY).exists()
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        withdraw_activity(activity, by=leader, on=TODAY, reason="x")


def test_lists_are_narrowed_and_searched(province: Province, month: Programme) -> None:
    officer = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    old = make_activity(province.here.school, on=date(2025, 9, 5), kind="gift", title="Tặng xe đạp", outputs={})
    new = make_activity(province.there.office, place="Trạm y tế")
    gone = withdraw_activity(make_activity(province.here.unit), by=None, on=TODAY, reason="Ghi nhầm")
    other = make_activity(province.here.unit, programme=make_programme(), kind="handover", outputs={}, on=date(2026, 1, 1))
    assert found(officer) == [new, other, old]
    assert found(officer, is_withdrawn=True) == [gone]
    assert found(officer, programme=month) == [new, old]
    assert found(officer, kind="gift") == [old]
    assert found(officer, output="screened_children") == [new]
    assert found(officer, unit=province.there.unit) == found(officer, unit=province.there.office) == [new]
    assert found(officer, unit=province.here.unit) == [other, old]
    assert found(officer, starts_on=date(2025, 9, 6), ends_on=date(2026, 1, 1)) == [other]
    assert found(officer, text="xe dap") == found(officer, text=f"hd {old.pk}") == [old]
    assert found(officer, text="tram y te sam mun") == [new]
    assert [(activity, place.line) for activity, place in export_rows(activities_asked(officer, Asked(kind="gift"), on=TODAY))] == [
        (old, "Trường Mầm non Thanh An, Xã Thanh An, Tỉnh Điện Biên")
    ]


def test_what_a_unit_itself_did(province: Province, month: Programme) -> None:
    above, office = make_activity(province.unit), make_activity(province.office)
    commune, desk, school, site = (
        make_activity(unit) for unit in (province.here.unit, province.here.office, province.here.school, province.here.site)
    )
    there = make_activity(province.there.school)
    withdraw_activity(make_activity(province.here.unit), by=None, on=TODAY, reason="Ghi nhầm")
    make_activity(province.here.unit, programme=make_programme(), kind="handover", outputs={})
    assert own(province.unit, month) == own(province.office, month) == {above, office}
    assert own(province.here.unit, month) == {commune, desk, school, site}
    assert own(province.here.unit, month, (UnitType.COMMUNE, UnitType.SCHOOL)) == {commune, desk}
    assert own(province.here.school, month, (UnitType.SCHOOL,)) == {school, site}
    assert own(province.unit, month, ()) == {above, office, commune, desk, school, site, there}
    assert own(province.country, month) == set()
    assert own(province.country, month, ()) == own(province.unit, month, ())
    assert own(province.here.unit, month, starts_on=date(2026, 3, 3)) == set()
    assert commune in own(province.here.unit, month, starts_on=ON, ends_on=ON)


def test_where_a_unit_lay_on_the_day_counts(province: Province, month: Programme) -> None:
    before = make_activity(province.here.school)
    transfer_unit(province.here.school, by=None, parent=province.there.unit, on=date(2026, 3, 10), decision=make_decision())
    after = make_activity(province.here.school, on=date(2026, 3, 10))
    assert (own(province.here.unit, month), own(province.there.unit, month)) == ({before}, {after})
    places = where([before, after])
    assert (places[before.pk].commune, places[after.pk].commune) == ("Xã Thanh An", "Xã Sam Mứn")
