"""Ministries, departments, People's Committees and their offices, of both eras."""

import csv
from datetime import date
from pathlib import Path
from typing import Final

from chungtay.console.demo.lands import BEGAN_ON, CHANGED_ON, Lands, slug, unit
from chungtay.places.actions.units import NewUnit, close_unit, found_unit, transfer_unit
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit

DATA: Final = Path(__file__).resolve().parent / "data"
END_REASON: Final = "Kết thúc hoạt động khi sắp xếp đơn vị hành chính"


def found_old_agencies(lands: Lands) -> None:
    """Those that work from the beginning, and the People's Committee of each old commune."""
    for row in _listed():
        new = NewUnit(name=row["name"], short_name=row["short_name"], code=row["code"])
        found_unit(unit(row["place"]), by=None, type=UnitType[row["type"].upper()], new=new, on=BEGAN_ON)
    for commune in lands.old_communes:
        _found_committee(commune, f"ubnd-{slug(commune.name)}", on=BEGAN_ON)


def found_new_agencies(lands: Lands) -> None:
    """The People's Committee of each new commune, with its office for culture and society."""
    for commune in lands.new_communes:
        _found_committee(commune, f"ubnd-{slug(commune.name)}-{CHANGED_ON.year}", on=CHANGED_ON)
        place = f"{commune.title.lower()} {commune.name}"
        office = NewUnit(name=f"Phòng Văn hóa - Xã hội {place}", short_name=f"Phòng VH-XH {place}", code=f"vhxh-{slug(commune.name)}")
        found_unit(commune, by=None, type=UnitType.AGENCY, new=office, on=CHANGED_ON)


def move_lasting_agencies(lands: Lands) -> None:
    """Those that go on working do so for the province that theirs became."""
    for row in _listed():
        heir = lands.heir(unit(row["place"]))
        if not row["ends"] and heir.unit.code != row["place"]:
            transfer_unit(unit(row["code"]), by=None, parent=heir.unit, on=CHANGED_ON, decision=heir.decision)


def close_old_agencies(lands: Lands) -> None:
    """After the schools have their new managers: nothing may lie in what ends."""
    for row in _listed():
        if row["ends"]:
            decision = lands.heir(unit(row["place"])).decision
            close_unit(unit(row["code"]), by=None, on=date.fromisoformat(row["ends"]), decision=decision, reason=END_REASON)
    for commune in lands.old_communes:
        committee = unit(f"ubnd-{slug(commune.name)}")
        close_unit(committee, by=None, on=CHANGED_ON, decision=lands.heir(commune).decision, reason=END_REASON)


def _found_committee(commune: OrgUnit, code: str, *, on: date) -> None:
    place = f"{commune.title.lower()} {commune.name}"
    new = NewUnit(name=f"Ủy ban nhân dân {place}", short_name=f"UBND {place}", code=code)
    found_unit(commune, by=None, type=UnitType.AGENCY, new=new, on=on)


def _listed() -> list[dict[str, str]]:
    with (DATA / "agencies.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
