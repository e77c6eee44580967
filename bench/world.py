"""The country at national size, in both eras: the State's list, its schools, and sites up to 78,000 units.

Written straight into the tables: what is measured here is asking, not founding. Nothing is random.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db import connection

from chungtay.core.search import searchable
from chungtay.core.vietnamese import fold, sort_key
from chungtay.places.actions.lineage import rebuild_lineage
from chungtay.places.actions.national import REARRANGED_ON, load_national_units
from chungtay.places.enums import RECORDS_FROM, SchoolLevel, UnitType
from chungtay.places.models import Designation, OrgUnit, Placement, Succession

UNITS: Final = 78_000
SCHOOLS: Final = 53_979
_KINDS: Final = (("Mầm non", SchoolLevel.MN), ("Tiểu học", SchoolLevel.TH), ("THCS", SchoolLevel.THCS))


def build() -> None:
    load_national_units()
    schools = _add(UnitType.SCHOOL, SCHOOLS)
    sites = _add(UnitType.SITE, UNITS - OrgUnit.objects.count())
    communes, heirs = _communes(), _heirs()
    names = dict(Designation.objects.filter(valid_from=RECORDS_FROM, unit__type=UnitType.COMMUNE).values_list("unit", "name"))
    Designation.objects.bulk_create(_school_names(schools, communes, names), batch_size=1000)
    Designation.objects.bulk_create((_named(site, "Điểm trường", f"Bản {n}") for n, site in enumerate(sites)), batch_size=1000)
    Placement.objects.bulk_create(_school_places(schools, communes, heirs), batch_size=2000)
    Placement.objects.bulk_create(
        (Placement(unit_id=site, parent_id=schools[n * 5], valid_from=RECORDS_FROM) for n, site in enumerate(sites)), batch_size=2000
    )
    rebuild_lineage()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what autovacuum does by itself; the private cluster runs without it


def _add(type: UnitType, count: int) -> list[int]:
    prefix = type.name.lower()
    OrgUnit.objects.bulk_create((OrgUnit(code=f"{prefix}-{n}", type=type, valid_from=RECORDS_FROM) for n in range(count)), batch_size=2000)
    return list(OrgUnit.objects.filter(type=type).order_by("pk").values_list("pk", flat=True))


def _communes() -> list[int]:
    """Those of the old era; school n lies in commune n modulo their number."""
    return list(OrgUnit.objects.filter(type=UnitType.COMMUNE, valid_from=RECORDS_FROM).order_by("code").values_list("pk", flat=True))


def _heirs() -> dict[int, int]:
    return dict(Succession.objects.filter(is_main=True).values_list("predecessor", "successor"))


def _school_names(schools: list[int], communes: list[int], names: dict[int, str]) -> Iterator[Designation]:
    for n, school in enumerate(schools):
        kind, levels = _KINDS[n // len(communes) % len(_KINDS)]
        yield _named(school, "Trường", f"{kind} {names[communes[n % len(communes)]]}", levels)


def _named(unit: int, title: str, name: str, levels: int = 0) -> Designation:
    return Designation(
        unit_id=unit,
        title=title,
        name=name,
        levels=levels,
        name_fold=fold(name),
        search_text=searchable(title, name),
        sort_key=sort_key(name),
        valid_from=RECORDS_FROM,
    )


def _school_places(schools: list[int], communes: list[int], heirs: dict[int, int]) -> Iterator[Placement]:
    for n, school in enumerate(schools):
        old = communes[n % len(communes)]
        new = heirs.get(old)
        if new is None:
            yield Placement(unit_id=school, parent_id=old, valid_from=RECORDS_FROM)
        else:
            yield Placement(unit_id=school, parent_id=old, valid_from=RECORDS_FROM, valid_to=REARRANGED_ON)
            yield Placement(unit_id=school, parent_id=new, valid_from=REARRANGED_ON)


def unit(code: str) -> OrgUnit:
    return OrgUnit.objects.get(code=code)


def a_day_of(era: str) -> date:
    return {"2021": date(2021, 6, 1), "2026": date(2026, 1, 1)}[era]
