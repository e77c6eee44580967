"""Split: chia ends the unit, tách lets it live on; every child goes where it was sent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.places import queries
from chungtay.places.actions.restructuring import Part, split_unit
from chungtay.places.actions.units import NewUnit, close_unit, set_manager
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit, Succession
from tests.make.places import FOUNDED, Province, make_committee, make_decision, make_unit

ON = date(2026, 1, 15)
BEFORE = ON - timedelta(days=1)
NORTH = NewUnit(title="Xã", name="Thanh An Bắc", official_code="03361")
SOUTH = NewUnit(title="Xã", name="Thanh An Nam", official_code="03362")


@pytest.fixture
def second(province: Province) -> OrgUnit:
    """Another school of xã Thanh An; both are managed by its committee."""
    committee = make_committee(province.here.unit)
    school = make_unit(province.here.unit, UnitType.SCHOOL, "Tiểu học Thanh An", levels=2)
    for one in (province.here.school, school):
        set_manager(one, by=None, manager=committee, on=FOUNDED, decision=None)
    return school


def test_chia(province: Province, second: OrgUnit) -> None:
    parts = [Part(NORTH, is_main=True), Part(SOUTH, frozenset({second.pk}))]
    north, south = split_unit(
        province.here.unit,
        by=None,
        on=ON,
        decision=make_decision(),
        parts=parts,
        lives_on=False,
        agencies_end=True,
        with_committees=True,
    )
    assert OrgUnit.objects.get(pk=province.here.unit.pk).valid_to == ON
    assert [unit.pk for unit in queries.ancestors(province.here.site, on=ON)][1] == north.pk
    assert [unit.pk for unit in queries.ancestors(second, on=ON)][1] == south.pk
    assert [unit.pk for unit in queries.ancestors(second, on=BEFORE)][1] == province.here.unit.pk
    for school, name in ((province.here.school, "Ủy ban nhân dân xã Thanh An Bắc"), (second, "Ủy ban nhân dân xã Thanh An Nam")):
        manager = queries.manager(school, on=ON)
        assert manager is not None
        assert manager.full_name == name
    assert list(Succession.objects.filter(predecessor=province.here.unit).order_by("pk").values_list("is_whole", "is_main")) == [
        (False, True),
        (False, False),
    ]
    assert AuditEntry.objects.get(act="unit.split").details["into"] == ["03361-2026", "03362-2026"]


def test_tach_leaves_the_rest_where_it_is(province: Province, second: OrgUnit) -> None:
    (south,) = split_unit(
        province.here.unit,
        by=None,
        on=ON,
        decision=None,
        parts=[Part(SOUTH, frozenset({second.pk}))],
        lives_on=True,
        with_committees=True,
    )
    assert OrgUnit.objects.get(pk=province.here.unit.pk).valid_to == FOREVER
    assert {unit.pk for unit in queries.children(south, on=ON).filter(type=UnitType.SCHOOL)} == {second.pk}
    here, there = queries.manager(province.here.school, on=ON), queries.manager(second, on=ON)
    assert here is not None
    assert there is not None
    assert (here.code, there.name) == ("ubnd-03316", "Ủy ban nhân dân xã Thanh An Nam")


def test_without_new_committees_the_old_one_goes_on_managing(province: Province, second: OrgUnit) -> None:
    split_unit(province.here.unit, by=None, on=ON, decision=None, parts=[Part(SOUTH, frozenset({second.pk}))], lives_on=True)
    manager = queries.manager(second, on=ON)
    assert manager is not None
    assert manager.code == "ubnd-03316"


def test_children_that_ended_stay_where_they_ended(province: Province, second: OrgUnit) -> None:
    close_unit(second, by=None, on=BEFORE, decision=None, reason="giải thể")
    north, _south = split_unit(
        province.here.unit,
        by=None,
        on=ON,
        decision=None,
        parts=[Part(NORTH, is_main=True), Part(SOUTH, frozenset({second.pk}))],
        lives_on=False,
    )
    assert second.pk not in OrgUnit.objects.below(north, on=ON).values_list("pk", flat=True)
    assert OrgUnit.objects.get(pk=second.pk).valid_to == BEFORE


def test_a_school_splits_under_the_same_manager(province: Province, second: OrgUnit) -> None:
    new = NewUnit(title="Trường", name="Mầm non Bản Ten", levels=1)
    (school,) = split_unit(
        province.here.school, by=None, on=ON, decision=None, parts=[Part(new, frozenset({province.here.site.pk}))], lives_on=True
    )
    assert queries.manager(school, on=ON) == queries.manager(province.here.school, on=ON)
    assert [unit.pk for unit in queries.children(school, on=ON)] == [province.here.site.pk]


def test_refusals_leave_everything(province: Province, second: OrgUnit) -> None:
    split: dict[str, Any] = {"by": None, "on": ON, "decision": None, "lives_on": False}
    both = frozenset({second.pk})
    cases: list[tuple[list[Part], dict[str, Any], str]] = [
        ([Part(NORTH)], {}, "ít nhất hai"),
        ([], {"lives_on": True}, "một đơn vị mới để tách"),
        ([Part(NORTH, both), Part(SOUTH, both)], {}, "chỉ chuyển về một nơi"),
        ([Part(NORTH), Part(replace(SOUTH, official_code=NORTH.official_code))], {}, "Mã 03361 đang là mã của"),
        ([Part(NORTH), Part(NORTH)], {}, "Ở đây đã có Xã Thanh An Bắc"),
        ([Part(NORTH), Part(SOUTH)], {"on": FOUNDED - timedelta(days=1)}, "không tồn tại"),
        ([Part(NORTH), Part(SOUTH)], {"agencies_end": True}, "đang quản lý trường học"),
    ]
    for parts, more, said in cases:
        with pytest.raises(RuleBroken, match=said):
            split_unit(province.here.unit, parts=parts, **(split | more))
    assert OrgUnit.objects.get(pk=province.here.unit.pk).valid_to == FOREVER
    assert not OrgUnit.objects.filter(valid_from=ON).exists()
