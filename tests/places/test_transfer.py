"""Another parent or manager from a day on; the end of a unit."""

from datetime import date, timedelta

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.places import queries
from chungtay.places.actions.units import close_unit, set_manager, transfer_unit
from chungtay.places.enums import PlacementKind
from chungtay.places.models import Lineage, OrgUnit, Placement
from tests.make.places import FOUNDED, Province, make_committee, make_decision

ON = date(2026, 1, 15)
BEFORE = ON - timedelta(days=1)


def _communes(unit: OrgUnit) -> list[int | None]:
    return list(Lineage.objects.filter(unit=unit).order_by("valid_from").values_list("commune", flat=True))


def test_the_sites_go_along(province: Province) -> None:
    transfer_unit(province.here.school, by=None, parent=province.there.unit, on=ON, decision=make_decision())
    assert _communes(province.here.school) == _communes(province.here.site) == [province.here.unit.pk, province.there.unit.pk]
    assert [unit.pk for unit in queries.ancestors(province.here.site, on=BEFORE)][1] == province.here.unit.pk
    assert [unit.pk for unit in queries.ancestors(province.here.site, on=ON)][1] == province.there.unit.pk


def test_the_new_communes_committee_takes_over(province: Province) -> None:
    old, new = make_committee(province.here.unit), make_committee(province.there.unit)
    set_manager(province.here.school, by=None, manager=old, on=FOUNDED, decision=None)
    transfer_unit(province.here.school, by=None, parent=province.there.unit, on=ON, decision=None)
    assert queries.manager(province.here.school, on=BEFORE) == old
    assert queries.manager(province.here.school, on=ON) == new


def test_a_manager_of_the_province_stays(province: Province) -> None:
    make_committee(province.there.unit)
    set_manager(province.here.school, by=None, manager=province.office, on=FOUNDED, decision=None)
    transfer_unit(province.here.school, by=None, parent=province.there.unit, on=ON, decision=None)
    assert queries.manager(province.here.school, on=ON) == province.office


def test_refusals(province: Province) -> None:
    school = province.here.school
    with pytest.raises(RuleBroken, match="đã trực thuộc nơi này"):
        transfer_unit(school, by=None, parent=province.here.unit, on=ON, decision=None)
    with pytest.raises(RuleBroken, match="không thể trực thuộc cơ quan"):
        transfer_unit(school, by=None, parent=province.here.office, on=ON, decision=None)
    with pytest.raises(RuleBroken, match="không tồn tại"):
        transfer_unit(school, by=None, parent=province.there.unit, on=FOUNDED - timedelta(days=1), decision=None)
    transfer_unit(school, by=None, parent=province.there.unit, on=ON, decision=None)
    with pytest.raises(RuleBroken, match="chọn ngày muộn hơn"):
        transfer_unit(school, by=None, parent=province.here.unit, on=BEFORE, decision=None)
    assert Placement.objects.filter(unit=school).count() == 2


def test_managers_follow_each_other(province: Province) -> None:
    school, committee = province.here.school, make_committee(province.here.unit)
    set_manager(school, by=None, manager=province.office, on=FOUNDED, decision=None)
    set_manager(school, by=None, manager=committee, on=ON, decision=None)
    assert (queries.manager(school, on=BEFORE), queries.manager(school, on=ON)) == (province.office, committee)
    with pytest.raises(RuleBroken, match="một cơ quan quản lý"):
        set_manager(school, by=None, manager=province.there.school, on=date(2026, 2, 1), decision=None)
    with pytest.raises(RuleBroken, match="một cơ quan quản lý"):
        set_manager(province.here.site, by=None, manager=committee, on=date(2026, 2, 1), decision=None)


def test_what_is_empty_may_end(province: Province) -> None:
    close_unit(province.here.site, by=None, on=ON, decision=None, reason="không còn trẻ")
    province.here.site.refresh_from_db()
    assert province.here.site.valid_to == ON
    assert set(Placement.objects.filter(unit=province.here.site).values_list("valid_to", flat=True)) == {ON}
    assert set(Lineage.objects.filter(unit=province.here.site).values_list("valid_to", flat=True)) == {ON}


@pytest.mark.parametrize(("on", "said"), [(FOUNDED, "ít nhất một ngày"), (FOUNDED - timedelta(days=1), "không tồn tại")])
def test_not_before_its_second_day(province: Province, on: date, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        close_unit(province.here.site, by=None, on=on, decision=None, reason="x")


def test_not_while_something_lies_in_it_or_is_managed_by_it(province: Province) -> None:
    committee = make_committee(province.here.unit)
    set_manager(province.here.school, by=None, manager=committee, on=FOUNDED, decision=None)
    for unit in (province.here.school, province.here.unit, committee):
        with pytest.raises(RuleBroken, match="Vẫn còn đơn vị trực thuộc"):
            close_unit(unit, by=None, on=ON, decision=None, reason="x")
        unit.refresh_from_db()
        assert unit.valid_to == FOREVER
    assert Placement.objects.filter(kind=PlacementKind.MANAGEMENT, valid_to=FOREVER).count() == 1
