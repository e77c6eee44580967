"""Founding one unit: what it becomes, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.places import queries
from chungtay.places.actions.units import NewUnit, found_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import Designation, Lineage, OrgUnit, Placement
from tests.make.places import Province, make_committee

ON = date(2026, 1, 15)


def test_a_school_with_its_manager(province: Province) -> None:
    committee = make_committee(province.here.unit)
    new = NewUnit(title="Trường", name="Tiểu học  Thanh An", levels=2)
    school = found_unit(province.here.unit, by=None, type=UnitType.SCHOOL, new=new, on=ON, manager=committee)
    assert (school.code, school.valid_from, school.valid_to) == ("truong-tieu-hoc-thanh-an", ON, FOREVER)
    assert OrgUnit.objects.on(ON).get(pk=school.pk).full_name == "Trường Tiểu học Thanh An"
    assert queries.manager(school, on=ON) == committee
    assert [unit.pk for unit in queries.ancestors(school, on=ON)] == [province.unit.pk, province.here.unit.pk]
    assert not OrgUnit.objects.on(date(2026, 1, 14)).filter(pk=school.pk).exists()
    entry = AuditEntry.objects.get(act="unit.founded", subject_key=str(school.pk))
    assert entry.details["parent"] == "03316"


def test_codes_are_made_from_names_and_never_twice(province: Province) -> None:
    here, there = province.here.school, province.there.school
    made = [
        found_unit(school, by=None, type=UnitType.SITE, new=NewUnit(title="Điểm trường", name=name), on=ON).code
        for school, name in ((here, "Bản Na"), (there, "Bản Na"), (here, "Bản Nà (mới)"), (here, "Ω Ж"))
    ]
    assert made == ["diem-truong-ban-na", "diem-truong-ban-na-2", "diem-truong-ban-na-moi", "diem-truong"]


@pytest.mark.parametrize(
    ("new", "field", "said"),
    [
        (NewUnit(name="Mầm non", levels=1, code="03316"), "code", "Mã đơn vị này đã có"),
        (NewUnit(name="Mầm non", levels=1, code="Có Dấu"), "code", "chữ thường không dấu"),
        (NewUnit(name="Mầm non", levels=1, code="x" * 61), "code", "chữ thường không dấu"),
        (NewUnit(name="Mầm non"), "levels", "ít nhất một cấp học"),
        (NewUnit(name="…", levels=1), "name", "phải có chữ hoặc số"),
        (NewUnit(name="\u200b", levels=1), "name", "phải có chữ hoặc số"),
        (NewUnit(name="a" * 201, levels=1), "name", "dài quá"),
        (NewUnit(name="ﬃ" * 200, levels=1), "name", "dài quá"),
    ],
)
def test_what_is_refused_leaves_nothing(province: Province, new: NewUnit, field: str | None, said: str) -> None:
    before = [model.objects.count() for model in (OrgUnit, Designation, Placement, Lineage, AuditEntry)]
    with pytest.raises(RuleBroken, match=said) as refusal:
        found_unit(province.here.unit, by=None, type=UnitType.SCHOOL, new=new, on=ON)
    assert refusal.value.field == field
    assert [model.objects.count() for model in (OrgUnit, Designation, Placement, Lineage, AuditEntry)] == before


def test_a_parent_of_the_wrong_type_or_day(province: Province) -> None:
    with pytest.raises(RuleBroken, match="không thể trực thuộc trường"):
        found_unit(province.here.school, by=None, type=UnitType.SCHOOL, new=NewUnit(name="A", levels=1), on=ON)
    with pytest.raises(RuleBroken, match=r"không tồn tại vào ngày 30/6/2025"):
        found_unit(province.here.unit, by=None, type=UnitType.SCHOOL, new=NewUnit(name="A", levels=1), on=date(2025, 6, 30))


def test_only_an_agency_manages(province: Province) -> None:
    with pytest.raises(RuleBroken, match="một cơ quan quản lý"):
        found_unit(province.here.unit, by=None, type=UnitType.SCHOOL, new=NewUnit(name="A", levels=1), on=ON, manager=province.here.unit)
    assert not Designation.objects.filter(name="A").exists()


def test_a_form_sent_twice_founds_once(province: Province) -> None:
    new = NewUnit(title="Trường", name="Tiểu học Thanh An", levels=2)
    found_unit(province.here.unit, by=None, type=UnitType.SCHOOL, new=new, on=ON)
    with pytest.raises(RuleBroken, match="Ở đây đã có Trường TIỂU HỌC Thanh An") as refusal:
        found_unit(province.here.unit, by=None, type=UnitType.SCHOOL, new=replace(new, name="TIỂU HỌC  Thanh An"), on=ON)
    assert refusal.value.field == "name"
    found_unit(province.there.unit, by=None, type=UnitType.SCHOOL, new=new, on=ON)


def test_a_made_code_never_hides_an_address(province: Province) -> None:
    unit = found_unit(province.here.unit, by=None, type=UnitType.AGENCY, new=NewUnit(name="Gợi ý"), on=ON)
    assert unit.code == "goi-y-2"
