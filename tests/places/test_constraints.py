"""What must never be false is refused by the database itself, whoever writes."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import Designation, OrgUnit, Placement, Succession
from tests.make.places import FOUNDED, Province, make_unit

LATER = date(2026, 1, 1)


def _place(unit: OrgUnit, parent: OrgUnit, start: date = FOUNDED, end: date = FOREVER, kind: str = PlacementKind.TERRITORY) -> Placement:
    return Placement.objects.create(unit=unit, parent=parent, kind=kind, valid_from=start, valid_to=end)


Write = Callable[[Province], object]
REFUSED: dict[str, tuple[Write, str]] = {
    "two parents on one day": (lambda p: _place(p.here.school, p.there.unit, LATER), "hai nơi trực thuộc"),
    "two managers on one day": (
        lambda p: [_place(p.here.school, agency, kind=PlacementKind.MANAGEMENT) for agency in (p.office, p.here.office)],
        "hai nơi trực thuộc",
    ),
    "its own parent": (lambda p: _place(p.here.office, p.here.office, kind=PlacementKind.MANAGEMENT), "cấp cao hơn"),
    "a circle": (lambda p: _place(p.unit, p.here.unit, kind=PlacementKind.MANAGEMENT), "cấp cao hơn"),
    "a circle by update": (lambda p: Placement.objects.filter(unit=p.here.unit).update(parent=p.here.school), "cấp cao hơn"),
    "before the parent's life": (lambda p: _place(p.here.office, p.here.unit, FOUNDED - timedelta(days=9), FOUNDED), "vượt ra ngoài"),
    "a parent that ends before its child": (
        lambda p: OrgUnit.objects.filter(pk=p.here.unit.pk).update(valid_to=LATER),
        "ngoài thời gian tồn tại mới",
    ),
    "a placement stretched": (lambda p: Placement.objects.filter(unit=p.here.site).update(valid_from=date(2020, 1, 1)), "vượt ra ngoài"),
    "ends before it begins": (lambda p: Placement.objects.filter(unit=p.here.site).update(valid_to=FOUNDED), "phải sau ngày bắt đầu"),
    "two names on one day": (
        lambda p: Designation.objects.create(
            unit=p.here.unit, name="Hai", name_fold="hai", search_text=" hai", sort_key="h", valid_from=LATER
        ),
        "hai tên gọi",
    ),
    "levels that are none": (lambda p: Designation.objects.filter(unit=p.here.school).update(levels=16), "Cấp học không có"),
    "another type": (lambda p: OrgUnit.objects.filter(pk=p.here.site.pk).update(type=UnitType.SCHOOL), "không bao giờ thay đổi"),
    "another code": (lambda p: OrgUnit.objects.filter(pk=p.here.site.pk).update(code="khac"), "không bao giờ thay đổi"),
    "a type that is none": (lambda _p: OrgUnit.objects.create(code="x", type=55, valid_from=FOUNDED), "Loại đơn vị không có"),
    "the same code": (lambda _p: OrgUnit.objects.create(code="03316", type=40, valid_from=FOUNDED), "Mã đơn vị này đã có"),
    "deleted": (lambda p: OrgUnit.objects.filter(pk=make_unit(p.unit, UnitType.COMMUNE).pk)._raw_delete("default"), "không bị xóa"),
    "its own successor": (
        lambda p: Succession.objects.create(predecessor=p.unit, successor=p.unit, happened_on=LATER, is_whole=True, is_main=True),
        "kế thừa chính nó",
    ),
    "two main successors": (
        lambda p: [
            Succession.objects.create(predecessor=p.here.unit, successor=unit, happened_on=LATER, is_whole=False, is_main=True)
            for unit in (p.there.unit, p.unit)
        ],
        "một đơn vị kế thừa chính",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_the_database_refuses(province: Province, case: str) -> None:
    write, _said = REFUSED[case]
    with pytest.raises(IntegrityError), transaction.atomic():
        write(province)


@pytest.mark.parametrize("case", REFUSED)
def test_in_a_sentence(province: Province, case: str) -> None:
    write, said = REFUSED[case]
    with pytest.raises(RuleBroken, match=said), refused():
        write(province)
