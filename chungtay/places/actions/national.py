"""The State's list of administrative units, both eras, loaded from the dated files in places/data (their README names the source).

A unit that the rearrangement of 2025-07-01 left as it was lives on with a new placement; every other one ends, and its successors begin.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from chungtay.audit.actions import record
from chungtay.core.periods import FOREVER
from chungtay.core.search import searchable
from chungtay.core.vietnamese import clean, fold, sort_key
from chungtay.places.actions.decisions import register_decision
from chungtay.places.actions.lineage import rebuild_lineage
from chungtay.places.actions.units import rename_unit
from chungtay.places.enums import RECORDS_FROM, UnitType
from chungtay.places.models import Decision, Designation, OrgUnit, Placement, Succession

DATA: Final = Path(__file__).resolve().parent.parent / "data"
REARRANGED_ON: Final = date(2025, 7, 1)
COUNTRY_CODE: Final = "vn"
_TYPE_BY_LENGTH: Final = {0: UnitType.COUNTRY, 2: UnitType.PROVINCE, 3: UnitType.DISTRICT, 5: UnitType.COMMUNE}

Progress = Callable[[str], None]


@dataclass(slots=True)
class _Listed:
    """One unit of the list through time, before it is written."""

    code: str
    official_code: str
    title: str
    name: str
    start: date
    end: date = FOREVER
    decision: str = ""
    parents: list[tuple[str, date, date, str]] = field(default_factory=list)  # our code of the parent, from, to, decision

    @property
    def type(self) -> UnitType:
        return _TYPE_BY_LENGTH[len(self.official_code)]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How many rows were new; all zero when everything was on record already."""

    units: int
    successions: int
    changes: int


@transaction.atomic
def load_national_units(*, progress: Progress = lambda _text: None) -> LoadResult:
    """Bring the State's list to the database; repeating it adds only what is missing and touches nothing else."""
    progress("Đọc danh mục đơn vị hành chính…")
    decisions = {row["number"]: _decision(row) for row in _read("decisions.csv")}
    before, after = _read("units-until-2025-06-30.csv"), _read("units-from-2025-07-01.csv")
    links = _read("successions-2025-07-01.csv")
    listed, today_code = _through_time(before, after, links)
    known = set(OrgUnit.objects.values_list("code", flat=True))
    fresh = [unit for unit in listed if unit.code not in known]
    progress(f"Ghi {len(fresh)} đơn vị mới, {len(listed) - len(fresh)} đơn vị đã có…")
    _write_units(fresh, decisions)
    fresh_codes = {unit.code for unit in fresh}
    successions = _write_successions(links, today_code, fresh_codes)
    if fresh:
        progress("Dựng cây đơn vị theo thời gian…")
        rebuild_lineage()
    progress("Ghi các thay đổi sau 01/7/2025…")
    changes = _apply_changes(today_code, decisions)
    if fresh or changes:
        country = OrgUnit.objects.get(code=COUNTRY_CODE)
        record("places.loaded", country, by=None, name="Cả nước", place_id=country.pk, units=len(fresh), changes=changes)
    return LoadResult(len(fresh), successions, changes)


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _decision(row: dict[str, str]) -> Decision:
    return register_decision(
        number=row["number"], issued_on=date.fromisoformat(row["issued_on"]), issuer=row["issuer"], subject=row["subject"]
    )


def _through_time(
    before: list[dict[str, str]], after: list[dict[str, str]], links: list[dict[str, str]]
) -> tuple[list[_Listed], dict[str, str]]:
    """Every unit of both lists as one life each, parents first; and our code for each official code since 2025-07-01."""
    lasting = _lasting({row["code"]: row for row in before}, {row["code"]: row for row in after}, links)
    by_province = {row["province_code"]: row["decision_number"] for row in _read("province-decisions.csv")}
    units = {"": _Listed(COUNTRY_CODE, "", "", "Việt Nam", RECORDS_FROM)}
    for row in before:
        code = row["code"]
        is_lasting = code in lasting
        unit = _Listed(code, code, row["title"], row["name"], RECORDS_FROM, FOREVER if is_lasting else REARRANGED_ON)
        unit.parents.append((row["parent_code"] or COUNTRY_CODE, RECORDS_FROM, REARRANGED_ON, ""))
        units[code] = unit
    today_code = {row["code"]: row["code"] if row["code"] in lasting else f"{row['code']}-2025" for row in after}
    for row in after:
        code, province = row["code"], row["parent_code"] or row["code"]
        decision = by_province[province] if row["parent_code"] else "202/2025/QH15"
        unit = (
            units[code] if code in lasting else _Listed(today_code[code], code, row["title"], row["name"], REARRANGED_ON, decision=decision)
        )
        unit.parents.append((today_code.get(row["parent_code"], COUNTRY_CODE), REARRANGED_ON, FOREVER, decision))
        units[today_code[code]] = unit
    for unit in units.values():
        unit.parents = _joined(unit.parents)
    return sorted(units.values(), key=lambda unit: unit.type), today_code


def _lasting(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]], links: list[dict[str, str]]) -> set[str]:
    """The codes of units with one whole predecessor of the same code and full name: nothing became of them, they remained."""
    origins: dict[str, list[dict[str, str]]] = defaultdict(list)
    for link in links:
        origins[link["new_code"]].append(link)
    return {
        new
        for new, found in origins.items()
        if len(found) == 1
        and found[0]["is_whole"] == "1"
        and found[0]["old_code"] == new
        and _full_name(before[new]) == _full_name(after[new])
    }


def _full_name(row: dict[str, str]) -> str:
    return fold(f"{row['title']} {row['name']}")


def _joined(parents: list[tuple[str, date, date, str]]) -> list[tuple[str, date, date, str]]:
    """Two stretches under the same parent are one."""
    if len(parents) == 2 and parents[0][0] == parents[1][0]:
        return [(parents[0][0], parents[0][1], parents[1][2], parents[0][3])]
    return parents


def _write_units(listed: Iterable[_Listed], decisions: dict[str, Decision]) -> None:
    listed = list(listed)
    OrgUnit.objects.bulk_create(
        (OrgUnit(code=unit.code, type=unit.type, valid_from=unit.start, valid_to=unit.end) for unit in listed), batch_size=2000
    )
    ids = dict(OrgUnit.objects.values_list("code", "pk"))
    Designation.objects.bulk_create((_designation(unit, ids[unit.code], decisions) for unit in listed), batch_size=1000)
    Placement.objects.bulk_create(
        (
            Placement(unit_id=ids[unit.code], parent_id=ids[parent], valid_from=start, valid_to=end, decision=decisions.get(decision))
            for unit in listed
            for parent, start, end, decision in unit.parents
            if parent != unit.code
        ),
        batch_size=2000,
    )


def _designation(unit: _Listed, pk: int, decisions: dict[str, Decision]) -> Designation:
    title, name = clean(unit.title), clean(unit.name)
    return Designation(
        unit_id=pk,
        title=title,
        name=name,
        official_code=unit.official_code,
        name_fold=fold(name),
        search_text=searchable(title, name),
        sort_key=sort_key(name),
        valid_from=unit.start,
        valid_to=unit.end,
        decision=decisions.get(unit.decision),
    )


def _write_successions(links: list[dict[str, str]], today_code: dict[str, str], fresh: set[str]) -> int:
    ids = dict(OrgUnit.objects.values_list("code", "pk"))
    decided = dict(Placement.objects.filter(valid_from=REARRANGED_ON).values_list("unit", "decision"))
    rows = [
        Succession(
            predecessor_id=ids[link["old_code"]],
            successor_id=ids[today_code[link["new_code"]]],
            happened_on=REARRANGED_ON,
            is_whole=link["is_whole"] == "1",
            is_main=link["is_main"] == "1",
            decision_id=decided.get(ids[today_code[link["new_code"]]]),
        )
        for link in links
        if today_code[link["new_code"]] in fresh and link["old_code"] != today_code[link["new_code"]]
    ]
    return len(Succession.objects.bulk_create(rows, batch_size=2000))


def _apply_changes(today_code: dict[str, str], decisions: dict[str, Decision]) -> int:
    """The smaller files: what was renamed or raised to another title since."""
    changes = 0
    for path in sorted(DATA.glob("changes-*.csv")):
        for row in _read(path.name):
            unit, day = OrgUnit.objects.get(code=today_code[row["code"]]), date.fromisoformat(row["on"])
            if not Designation.objects.filter(unit=unit, valid_from__gte=day).exists():
                rename_unit(unit, by=None, on=day, decision=decisions[row["decision"]], title=row["title"], name=row["name"])
                changes += 1
    return changes
