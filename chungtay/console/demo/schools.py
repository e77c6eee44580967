"""Schools with their sites: under the district's education office, then under the People's Committee of their new commune."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chungtay.console.demo.lands import BEGAN_ON, CHANGED_ON, DISTRICTS, Lands, slug, unit
from chungtay.places.actions.units import NewUnit, found_unit, set_manager, transfer_unit
from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.places.models import OrgUnit

SCHOOLS: Final = Path(__file__).resolve().parent / "data" / "schools.csv"


@dataclass(frozen=True, slots=True)
class ListedSchool:
    """One line of schools.csv; `commune` is the code of the old commune in which it lies."""

    code: str
    name: str
    short_name: str
    levels: SchoolLevel
    commune: str
    sites: tuple[str, ...]


def listed_schools() -> list[ListedSchool]:
    with SCHOOLS.open(encoding="utf-8", newline="") as file:
        return [_listed(row) for row in csv.DictReader(file)]


def found_schools(lands: Lands) -> None:
    communes = {commune.code: commune for commune in lands.old_communes}
    offices = {commune: unit(DISTRICTS[_district(commune)]) for commune in communes}
    for listed in listed_schools():
        new = NewUnit(title="Trường", name=listed.name, short_name=listed.short_name, code=listed.code, levels=listed.levels)
        manager = offices[listed.commune]
        school = found_unit(communes[listed.commune], by=None, type=UnitType.SCHOOL, new=new, on=BEGAN_ON, manager=manager)
        for name in listed.sites:
            site = NewUnit(title="Điểm trường", name=name, code=f"{listed.code}-{slug(name)}")
            found_unit(school, by=None, type=UnitType.SITE, new=site, on=BEGAN_ON)


def move_schools(lands: Lands) -> None:
    """On 2025-07-01 each lies in the main heir of its commune and is managed by that one's People's Committee."""
    communes = {commune.code: commune for commune in lands.old_communes}
    committees: dict[int, OrgUnit] = {commune.pk: unit(f"ubnd-{slug(commune.name)}-{CHANGED_ON.year}") for commune in lands.new_communes}
    for listed in listed_schools():
        school, heir = unit(listed.code), lands.heir(communes[listed.commune])
        if heir.decision is not None:
            transfer_unit(school, by=None, parent=heir.unit, on=CHANGED_ON, decision=heir.decision)
        set_manager(school, by=None, manager=committees[heir.unit.pk], on=CHANGED_ON, decision=lands.two_levels)


def _listed(row: dict[str, str]) -> ListedSchool:
    levels = SchoolLevel(0)
    for name in row["levels"].split("+"):
        levels |= SchoolLevel[name]
    sites = tuple(name.strip() for name in row["sites"].split(";") if name.strip())
    return ListedSchool(row["code"], row["name"], row["short_name"], levels, row["commune"], sites)


def _district(commune: str) -> str:
    """The statistics office numbers the communes of Điện Biên 03…, those of Ngọc Hồi 233…."""
    return "100" if commune.startswith("03") else "611"
