"""Merger: what ends, what begins, what goes where, right on both days."""

from datetime import date, timedelta
from typing import Any

import pytest

from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.places import queries
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit, correct_designation, set_manager, transfer_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit, Succession
from chungtay.places.outcomes import outcome
from tests.make.places import FOUNDED, Province, make_committee, make_decision, make_unit

ON = date(2026, 1, 15)
BEFORE = ON - timedelta(days=1)
NEW = NewUnit(title="Xã", name="Mường Thanh", official_code="03360")


@pytest.fixture
def managed(province: Province) -> Province:
    """Each commune's school is managed by its own People's Committee."""
    for commune in (province.here, province.there):
        set_manager(commune.school, by=None, manager=make_committee(commune.unit), on=FOUNDED, decision=None)
    return province


def _below(unit: OrgUnit, day: date) -> set[str]:
    return set(OrgUnit.objects.below(unit, on=day).values_list("code", flat=True))


def test_into_a_new_unit(province: Province) -> None:
    units = [province.here.unit, province.there.unit]
    merged = merge_units(units, by=None, on=ON, decision=make_decision(), into=NEW)
    assert merged.code == "03360-2026"
    moved = {f"{commune}{part}" for commune in ("03316", "03349") for part in ("-vhxh", "-mn", "-mn-ten")}
    assert _below(merged, ON) == {merged.code, *moved}
    assert _below(province.here.unit, BEFORE) == {"03316", "03316-vhxh", "03316-mn", "03316-mn-ten"}
    for unit in units:
        unit.refresh_from_db()
        assert unit.valid_to == ON
        assert queries.today_of(unit, on=ON) == [merged]
    assert [kin.code for kin in queries.origins(merged)] == ["03349", "03316"]  # S before T
    assert AuditEntry.objects.filter(act="unit.merged", details__into=merged.code).count() == 2


def test_into_one_of_them(province: Province) -> None:
    units = [province.here.unit, province.there.unit]
    merged = merge_units(units, by=None, on=ON, decision=make_decision(), into=province.there.unit)
    assert merged == province.there.unit
    assert merged.valid_to == FOREVER
    assert {"03316-mn", "03349-mn"} <= _below(merged, ON)
    assert "03316-mn" not in _below(merged, BEFORE)


def test_agencies_end_and_the_new_committee_takes_over(managed: Province) -> None:
    units = [managed.here.unit, managed.there.unit]
    merged = merge_units(units, by=None, on=ON, decision=make_decision(), into=NEW, agencies_end=True, with_committee=True)
    agencies = {unit.code for unit in OrgUnit.objects.below(merged, on=ON) if unit.type == UnitType.AGENCY}
    assert agencies == {"ubnd-xa-muong-thanh"}
    committee = OrgUnit.objects.on(ON).get(code="ubnd-xa-muong-thanh")
    assert (committee.name, committee.valid_from) == ("Ủy ban nhân dân xã Mường Thanh", ON)
    for school in (managed.here.school, managed.there.school):
        assert queries.manager(school, on=ON) == committee
    assert [manager and manager.code for manager in (queries.manager(managed.here.school, on=BEFORE),)] == ["ubnd-03316"]
    old = OrgUnit.objects.get(code="ubnd-03316")
    assert old.valid_to == ON
    assert Succession.objects.get(predecessor=old).successor == committee
    seen = outcome(units, [merged], on=ON)
    assert seen.ended == ["Xã Sam Mứn", "Xã Thanh An"]
    assert len(seen.agencies_ended) == 4
    assert [(receiver.came, receiver.newly_managed, receiver.is_new) for receiver in seen.receivers] == [([(UnitType.SCHOOL, 2)], 2, True)]


def test_the_absorbing_units_committee_takes_over_without_a_new_one(managed: Province) -> None:
    units = [managed.here.unit, managed.there.unit]
    merge_units(units, by=None, on=ON, decision=None, into=managed.here.unit, agencies_end=True, with_committee=True)
    manager = queries.manager(managed.there.school, on=ON)
    assert manager is not None
    assert manager.code == "ubnd-03316"
    assert manager.valid_to == FOREVER


def test_no_school_is_left_without_its_manager(managed: Province) -> None:
    units = [managed.here.unit, managed.there.unit]
    with pytest.raises(RuleBroken, match="đang quản lý trường học và sẽ kết thúc") as refusal:
        merge_units(units, by=None, on=ON, decision=make_decision(), into=NEW, agencies_end=True)
    assert refusal.value.field == "with_committee"
    assert not OrgUnit.objects.filter(valid_to=ON).exists()
    assert not OrgUnit.objects.filter(valid_from=ON).exists()


def test_merged_schools_keep_sites_and_manager(managed: Province) -> None:
    new = NewUnit(title="Trường", name="Mầm non Mường Thanh", levels=1)
    school = merge_units([managed.here.school, managed.there.school], by=None, on=ON, decision=None, into=new)
    manager = queries.manager(school, on=ON)
    assert manager is not None
    assert manager.code == "ubnd-03316"
    assert {unit.pk for unit in queries.children(school, on=ON)} == {managed.here.site.pk, managed.there.site.pk}


def test_refusals(province: Province) -> None:
    here, there = province.here.unit, province.there.unit
    merge: dict[str, Any] = {"by": None, "on": ON, "decision": make_decision(), "into": NEW}
    for units, said in (
        ([here], "ít nhất hai"),
        ([here, here], "ít nhất hai"),
        ([here, province.here.school], "cùng loại"),
    ):
        with pytest.raises(RuleBroken, match=said):
            merge_units(units, **merge)
    with pytest.raises(RuleBroken, match="một trong các đơn vị đã chọn"):
        merge_units([here, there], **(merge | {"into": province.unit}))
    with pytest.raises(RuleBroken, match="ít nhất một ngày"):
        merge_units([here, there], **(merge | {"on": FOUNDED}))
    transfer_unit(province.here.school, by=None, parent=there, on=ON + timedelta(days=5), decision=None)
    with pytest.raises(RuleBroken, match=r"Trường Mầm non Thanh An đã có thay đổi từ ngày 20/01/2026") as refusal:
        merge_units([here, there], **merge)
    assert refusal.value.field == "on"


def test_the_code_of_what_ends_may_live_on_but_not_that_of_a_living_one(province: Province) -> None:
    third = make_unit(province.unit, UnitType.COMMUNE, "Pom Lót")
    for unit, name, code in ((province.here.unit, "Thanh An", "03316"), (third, "Pom Lót", "03325")):
        correct_designation(unit, by=None, on=ON, new=NewUnit(title="Xã", name=name, official_code=code), reason="thiếu mã")
    units = [province.here.unit, province.there.unit]
    with pytest.raises(RuleBroken, match="Mã 03325 đang là mã của Xã Pom Lót"):
        merge_units(units, by=None, on=ON, decision=None, into=NewUnit(title="Xã", name="Mới", official_code="03325"))
    assert (
        merge_units(units, by=None, on=ON, decision=None, into=NewUnit(title="Xã", name="Mới", official_code="03316")).code == "03316-2026"
    )


def test_the_code_of_a_living_unit_is_refused(province: Province) -> None:
    merge_units([province.here.school, province.there.school], by=None, on=ON, decision=None, into=province.here.school)
    new = NewUnit(title="Xã", name="Khác", code="03316")
    with pytest.raises(RuleBroken, match="Mã đơn vị này đã có"):
        merge_units([province.here.unit, province.there.unit], by=None, on=ON, decision=None, into=new)
