"""A small country for tests, founded through the real actions.

Two neighbouring communes of one province, each with its office, a school and a site: enough to ask who reaches what.
"""

from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Final

from django.db.models import Model

from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.periods import FOREVER
from chungtay.places.actions.decisions import register_decision
from chungtay.places.actions.lineage import rebuild_lineage
from chungtay.places.actions.units import NewUnit, designate, found_unit
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import Decision, Designation, Lineage, OrgUnit, Placement
from chungtay.places.offices import committee_words

FOUNDED: Final = date(2025, 7, 1)
_numbers = count(1)
_TITLES: Final = {
    UnitType.PROVINCE: "Tỉnh",
    UnitType.DISTRICT: "Huyện",
    UnitType.COMMUNE: "Xã",
    UnitType.SCHOOL: "Trường",
    UnitType.SITE: "Điểm trường",
}


def make_country(on: date = FOUNDED) -> OrgUnit:
    """The root of the tree, which no action founds: the national list brings it."""
    root = OrgUnit.objects.filter(type=UnitType.COUNTRY).first()
    if root is None:
        root = OrgUnit.objects.create(code="vn", type=UnitType.COUNTRY, valid_from=on)
        designate(root, NewUnit(name="Việt Nam"), on=on, until=FOREVER, decision=None)
        rebuild_lineage([root.pk])
    return root


def make_unit(parent: OrgUnit, type: UnitType, name: str = "", *, on: date = FOUNDED, code: str = "", levels: int = 0) -> OrgUnit:
    """A unit under `parent`; a school is mầm non unless said otherwise."""
    number = next(_numbers)
    school_levels = levels or (SchoolLevel.MN if type == UnitType.SCHOOL else 0)
    new = NewUnit(name=name or f"Số {number}", title=_TITLES.get(type, ""), code=code or f"u{number}", levels=school_levels)
    return found_unit(parent, by=None, type=type, new=new, on=on)


@dataclass(frozen=True, slots=True)
class Commune:
    unit: OrgUnit
    office: OrgUnit
    school: OrgUnit
    site: OrgUnit


@dataclass(frozen=True, slots=True)
class Province:
    """Điện Biên in small: xã Thanh An beside xã Sam Mứn."""

    country: OrgUnit
    unit: OrgUnit
    office: OrgUnit
    here: Commune
    there: Commune


def make_commune(province: OrgUnit, name: str, code: str, *, on: date = FOUNDED) -> Commune:
    unit = make_unit(province, UnitType.COMMUNE, name, code=code, on=on)
    office = make_unit(unit, UnitType.AGENCY, f"Phòng Văn hóa - Xã hội {name}", code=f"{code}-vhxh", on=on)
    school = make_unit(unit, UnitType.SCHOOL, f"Mầm non {name}", code=f"{code}-mn", on=on)
    site = make_unit(school, UnitType.SITE, f"Bản Ten {name}", code=f"{code}-mn-ten", on=on)
    return Commune(unit, office, school, site)


def make_province(on: date = FOUNDED) -> Province:
    """Most tests begin with it. The actions make it once in each process; later its rows are written as they left them, ten times faster.

    Only into a country without a unit: so nothing can differ but the instant. On PostgreSQL its keys are free: the sequences passed them.
    """
    if OrgUnit.objects.exists():
        return _made_province(on)
    if on not in _remembered:
        before = AuditEntry.objects.count()
        province = _made_province(on)
        acts = list(AuditEntry.objects.order_by("pk")[before:])
        _remembered[on] = province, [*(list(model._default_manager.order_by("pk")) for model in _WRITTEN), acts]
        return deepcopy(province)
    province, tables = deepcopy(_remembered[on])
    for act in tables[-1]:
        act.pk, act.recorded_at = None, clock.now()
    for rows in tables:
        type(rows[0])._default_manager.bulk_create(rows)
    return province


_WRITTEN: Final[tuple[type[Model], ...]] = (OrgUnit, Designation, Placement, Lineage)
_remembered: Final[dict[date, tuple[Province, list[list[Any]]]]] = {}


def _made_province(on: date) -> Province:
    country = make_country(on)
    unit = make_unit(country, UnitType.PROVINCE, "Điện Biên", code="11", on=on)
    office = make_unit(unit, UnitType.AGENCY, "Sở Giáo dục và Đào tạo", code="so-gddt-11", on=on)
    return Province(country, unit, office, make_commune(unit, "Thanh An", "03316", on=on), make_commune(unit, "Sam Mứn", "03349", on=on))


def make_committee(unit: OrgUnit, *, on: date = FOUNDED) -> OrgUnit:
    """The People's Committee of a territorial unit."""
    called = unit.designations.get(valid_from__lte=on, valid_to__gt=on)
    name, short_name = committee_words(called.title, called.name)
    return found_unit(unit, by=None, type=UnitType.AGENCY, new=NewUnit(name=name, short_name=short_name, code=f"ubnd-{unit.code}"), on=on)


def make_decision(number: str = "1661/NQ-UBTVQH15") -> Decision:
    return register_decision(
        number=number, issued_on=date(2025, 6, 16), issuer="Ủy ban Thường vụ Quốc hội", subject="Sắp xếp đơn vị hành chính"
    )
