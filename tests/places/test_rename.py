"""Renaming from a day on, and putting a slip of the pen right."""

from datetime import date, timedelta

import pytest

from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.places.actions.units import NewUnit, correct_designation, rename_unit
from chungtay.places.models import Designation, OrgUnit
from tests.make.places import FOUNDED, Province, make_decision

ON = date(2026, 4, 30)


def _called(unit: OrgUnit, day: date) -> str:
    return OrgUnit.objects.on(day).get(pk=unit.pk).full_name


def test_another_title_from_a_day_on(province: Province) -> None:
    rename_unit(province.here.unit, by=None, on=ON, decision=make_decision(), title="Phường")
    assert _called(province.here.unit, ON) == "Phường Thanh An"
    assert _called(province.here.unit, ON - timedelta(days=1)) == "Xã Thanh An"
    assert AuditEntry.objects.get(act="unit.renamed").details["was"] == "Xã Thanh An"


def test_a_school_gains_a_level(province: Province) -> None:
    rename_unit(province.here.school, by=None, on=ON, decision=None, levels=3)
    assert OrgUnit.objects.on(ON).get(pk=province.here.school.pk).level_labels == ["Mầm non", "Tiểu học"]
    assert OrgUnit.objects.on(FOUNDED).get(pk=province.here.school.pk).level_labels == ["Mầm non"]


@pytest.mark.parametrize(
    ("on", "name", "said", "field"),
    [
        (ON, "Thanh  An", "giống hệt", "name"),
        (FOUNDED, "Khác", "từ đúng ngày ấy", "on"),
        (FOUNDED - timedelta(days=1), "Khác", "không tồn tại", "on"),
        (ON, "!!", "phải có chữ", "name"),
    ],
)
def test_what_is_refused_leaves_the_old_name(province: Province, on: date, name: str, said: str, field: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        rename_unit(province.here.unit, by=None, on=on, decision=None, name=name)
    assert refusal.value.field == field
    assert Designation.objects.filter(unit=province.here.unit).count() == 1
    assert _called(province.here.unit, date(2030, 1, 1)) == "Xã Thanh An"


def test_a_correction_holds_for_the_whole_time(province: Province) -> None:
    new = NewUnit(title="Xã", name="Thanh Yên", official_code="03349")
    correct_designation(province.here.unit, by=None, on=ON, new=new, reason="gõ sai")
    assert _called(province.here.unit, FOUNDED) == "Xã Thanh Yên"
    assert AuditEntry.objects.get(act="unit.corrected").details == {"was": "Xã Thanh An", "reason": "gõ sai"}


def test_a_correction_that_corrects_nothing(province: Province) -> None:
    with pytest.raises(RuleBroken, match="Chưa có gì khác"):
        correct_designation(province.here.unit, by=None, on=ON, new=NewUnit(title="Xã", name="Thanh An"), reason="x")


def test_an_official_code_belongs_to_one(province: Province) -> None:
    correct_designation(province.here.unit, by=None, on=ON, new=NewUnit(title="Xã", name="Thanh An", official_code="03352"), reason="x")
    with pytest.raises(RuleBroken, match="Mã 03352 đang là mã của Xã Thanh An") as refusal:
        correct_designation(province.there.unit, by=None, on=ON, new=NewUnit(title="Xã", name="Sam Mứn", official_code="03352"), reason="x")
    assert refusal.value.field == "official_code"
