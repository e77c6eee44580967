"""What the world may see of programmes: what they are, and who answers donors."""

from dataclasses import dataclass
from datetime import date

from chungtay.places.enums import LEVEL_LABELS, SchoolLevel, level_labels
from chungtay.places.models import OrgUnit
from chungtay.programmes import queries
from chungtay.programmes.models import FocalPoint, Programme


@dataclass(frozen=True, slots=True)
class PublicCategory:
    """A wish group, with what may be asked for in it; `group` is the name of the group of reports."""

    code: str
    name: str
    group: str
    hint: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    slug: str
    name: str
    motto: str
    organiser: str
    started_on: date
    is_running: bool
    levels: tuple[str, ...]
    categories: tuple[PublicCategory, ...]


@dataclass(frozen=True, slots=True)
class PublicFocalPoint:
    """Whom a donor calls about the schools of a level: an officer's name, telephone and mail at work, and the office."""

    level: SchoolLevel
    level_label: str
    name: str
    phone: str
    email: str
    unit_code: str
    unit_name: str


def level_choices() -> list[tuple[int, str]]:
    """The school levels by which donors choose."""
    return [(level.value, str(label)) for level, label in LEVEL_LABELS.items()]


def public_programmes(on: date) -> list[PublicProgramme]:
    """The programmes at work that day, the oldest first."""
    return [_public(programme, on) for programme in queries.running(on)]


def public_programme(slug: str, on: date) -> PublicProgramme | None:
    """The programme, also when it has ended; None where there is none or it has not begun."""
    found = queries.programme(slug)
    return _public(found, on) if found is not None and found.started_on <= on else None


def public_focal_points(slug: str, unit: OrgUnit, on: date, *, levels: int = 0) -> list[PublicFocalPoint]:
    """Who answers donors that day for the schools in the unit: for each level (of `levels`, a mask; 0: of all) the nearest ones."""
    programme = queries.programme(slug)
    if programme is None:
        return []
    nearest: dict[int, list[FocalPoint]] = {}
    for row in queries.focal_points(programme, unit, on):
        beside = nearest.setdefault(row.level, [])
        if not beside or beside[0].unit_id == row.unit_id:
            beside.append(row)
    shown = [row for level in LEVEL_LABELS for row in nearest.get(level, []) if not levels or level & levels]
    return [_point(row) for row in shown]


def _public(programme: Programme, on: date) -> PublicProgramme:
    pack = programme.pack
    return PublicProgramme(
        slug=programme.slug,
        name=programme.name,
        motto=pack.motto,
        organiser=pack.organiser,
        started_on=programme.started_on,
        is_running=on < programme.ended_on,
        levels=tuple(level_labels(pack.levels)),
        categories=tuple(
            PublicCategory(each.code, each.name, pack.by_group[each.group].name, each.hint, tuple(item.name for item in each.items))
            for each in pack.categories
        ),
    )


def _point(row: FocalPoint) -> PublicFocalPoint:
    level = SchoolLevel(row.level)
    return PublicFocalPoint(level, row.level_label, row.name, row.phone, row.email, row.unit.code, row.unit.full_name)
