"""“Điều ước cho em” in huyện Điện Biên in 2021, and in its heirs today: rounds, the chain of documents, plans, focal points."""

import csv
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from chungtay.console.demo.lands import CHANGED_ON, unit
from chungtay.console.demo.papers import keep_plan
from chungtay.documents.enums import DocumentKind
from chungtay.places.enums import SchoolLevel
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import (
    DirectiveForm,
    appoint_focal_point,
    assign_duty,
    end_focal_point,
    load_pack,
    open_round,
    record_directive,
    record_plan,
    start_programme,
)
from chungtay.programmes.models import Directive, Programme
from chungtay.programmes.packfiles import PACKS

SLUG: Final = "dieu-uoc-cho-em"
STARTED_ON: Final = date(2021, 1, 15)
# The same people as the accounts of these names (people.py), called by their roles.
FOCAL_POINTS: Final = {
    SchoolLevel.MN: ("daumoi-mn", "Đầu mối cấp Mầm non"),
    SchoolLevel.TH: ("daumoi-th", "Đầu mối cấp Tiểu học"),
    SchoolLevel.THCS: ("daumoi-thcs", "Đầu mối cấp THCS"),
}
_DATA: Final = Path(__file__).resolve().parent / "data"
_OLD_OFFICE, _NEW_OFFICE = "pgd-dien-bien", "so-gddt-dien-bien"
_CALLED_ON: Final = date(2021, 2, 18)
_ASKED_IN_2026: Final = "2146/SGDĐT-CTHSSV"
# Whom the department asks in 2026: the People's Committees of what was huyện Điện Biên.
_COMMITTEES: Final = ("muong-pon", "thanh-nua", "muong-thanh", "thanh-yen", "thanh-an", "sam-mun", "nua-ngam", "muong-nha")


def start_the_programme() -> Programme:
    """The pack that ships, its two rounds, and who directs it; started already by `load_packs` it goes on."""
    version = load_pack(PACKS / SLUG, by=None)
    programme = Programme.objects.filter(slug=SLUG).first() or start_programme(version, by=None, on=STARTED_ON)
    first = (date(2021, 1, 15), date(2021, 3, 1), date(2021, 3, 5))
    second = (date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 5))
    for code, (starts_on, ends_on, due_on) in {"2021": first, "2026": second}.items():
        open_round(programme, by=None, code=code, name=f"Đợt rà soát năm {code}", starts_on=starts_on, ends_on=ends_on, due_on=due_on)
    directives = record_directives(programme)
    committees = [unit(f"ubnd-{name}-{CHANGED_ON.year}") for name in _COMMITTEES]
    carry_on(directives[_ASKED_IN_2026], committees, due_on=date(2026, 9, 30))
    _appoint_focal_points(programme)
    return programme


def rows_of(name: str, **which: str) -> list[dict[str, str]]:
    """The lines of one of the demo world's tables, those whose columns say `which`."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if all(row[column] == wanted for column, wanted in which.items())]


def record_directives(programme: Programme) -> dict[str, Directive]:
    """By their numbers; each follows the one that its line names."""
    recorded: dict[str, Directive] = {}
    for row in rows_of("directives.csv", programme=programme.slug):
        given = DirectiveForm(
            kind=DocumentKind[row["kind"]],
            number=row["number"],
            issued_on=date.fromisoformat(row["issued_on"]),
            issuer=row["issuer"],
            issuing_unit=unit(row["issuing_unit"]),
            subject=row["subject"],
            follows=recorded.get(row["follows"]),
        )
        recorded[row["number"]] = record_directive(programme, by=None, unit=unit(row["unit"]), given=given)
    return recorded


def carry_on(directive: Directive, units: Collection[OrgUnit], *, due_on: date) -> None:
    """Each of the units is asked for a plan; those of plans.csv have one, two of them with the paper itself."""
    assign_duty(directive, by=None, units=units, due_on=due_on, on=directive.issued_on)
    for row in rows_of("plans.csv", directive=directive.number):
        planner, issued_on = unit(row["unit"]), date.fromisoformat(row["issued_on"])
        record_plan(
            directive,
            by=None,
            unit=planner,
            number=row["number"],
            issued_on=issued_on,
            subject=row["subject"],
            attachment=keep_plan(planner, directive, row) if row["has_file"] else None,
        )


def _appoint_focal_points(programme: Programme) -> None:
    """At the district's office until it ended, at the department since."""
    for level, (username, name) in FOCAL_POINTS.items():
        for code, on in ((_OLD_OFFICE, _CALLED_ON), (_NEW_OFFICE, CHANGED_ON)):
            point = appoint_focal_point(programme, by=None, unit=unit(code), level=level, name=name, email=f"{username}@thu.example", on=on)
            if code == _OLD_OFFICE:
                end_focal_point(point, by=None, on=CHANGED_ON)
