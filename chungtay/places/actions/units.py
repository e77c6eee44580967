"""One unit at a time: found, rename, correct, transfer, give a manager, close. Each with its day and its deciding document."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.audit.actions import record
from chungtay.core.dates import format_day
from chungtay.core.db import held, locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER, Period, valid_on
from chungtay.core.search import searchable
from chungtay.core.vietnamese import clean, fold, sort_key
from chungtay.places.actions.lineage import rebuild_lineage
from chungtay.places.enums import RESERVED_CODES, PlacementKind, UnitType
from chungtay.places.models import Decision, Designation, OrgUnit, Placement
from chungtay.places.offices import agencies_of, committee_of
from chungtay.places.rules import (
    check_alive,
    check_code,
    check_designation,
    check_lasting,
    check_levels,
    check_manager,
    check_not_twice,
    check_official_code,
    check_outlives,
    check_parent,
)

Person = AbstractBaseUser | None  # None: the system itself
_NOT_IN_CODES: Final = re.compile(r"[^a-z0-9 ]")


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What a unit to be founded is called; `code` empty lets one be made from the official code or the name."""

    name: str
    title: str = ""
    code: str = ""
    short_name: str = ""
    official_code: str = ""
    levels: int = 0

    @property
    def full_name(self) -> str:
        return clean(f"{self.title} {self.name}")


@transaction.atomic
def found_unit(
    parent: OrgUnit,
    *,
    by: Person,
    type: UnitType,
    new: NewUnit,
    on: date,
    decision: Decision | None = None,
    manager: OrgUnit | None = None,
    instead_of: Collection[int] = (),
) -> OrgUnit:
    """A unit begins to exist under `parent` on a day; a school may begin under the agency that manages it.

    Raises RuleBroken where a unit of this type and name stands there already: a form sent twice founds once. Only the system itself, which
    loads what is past, founds under a unit whose end is on record. `instead_of`: the units that end for this one.
    """
    parent, *managers = held(parent, *([manager] if manager is not None else []))
    manager = managers[0] if managers else None
    check_parent(type, parent, on=on)
    if by is not None:
        check_lasting(parent)
    check_levels(type, new.levels)
    check_code(new.code)
    check_not_twice(parent, type, new.full_name, on=on, but=instead_of)
    if new.code and OrgUnit.objects.filter(code=new.code).exists():
        raise RuleBroken(_("Mã đơn vị này đã có."), field="code")
    with refused():
        unit = OrgUnit.objects.create(code=new.code or _free_code(new, on), type=type, valid_from=on)
        designate(unit, new, on=on, until=FOREVER, decision=decision)
        Placement.objects.create(unit=unit, parent=parent, valid_from=on, valid_to=parent.valid_to, decision=decision)
        if manager is not None:
            check_manager(unit, manager, on=on)
            _place(unit, manager, PlacementKind.MANAGEMENT, on=on, decision=decision)
    rebuild_lineage([unit.pk])
    record("unit.founded", unit, by=by, name=new.full_name, place_id=unit.pk, on=on, parent=parent.code, decision=_number(decision))
    return unit


@transaction.atomic
def rename_unit(
    unit: OrgUnit,
    *,
    by: Person,
    on: date,
    decision: Decision | None,
    title: str | None = None,
    name: str | None = None,
    short_name: str | None = None,
    levels: int | None = None,
) -> Designation:
    """From a day on the unit has another title, name, short name or school levels (None keeps each); before it keeps what it had."""
    unit = locked(unit)
    check_alive(unit, on=on, field="on")
    now = Designation.objects.get(valid_on(on), unit=unit)
    if now.valid_from == on:
        raise RuleBroken(_("Đơn vị đã có tên này từ đúng ngày ấy; nếu ghi sai, hãy sửa lỗi ghi chép."), field="on")
    new = NewUnit(
        title=now.title if title is None else title,
        name=now.name if name is None else name,
        short_name=now.short_name if short_name is None else short_name,
        official_code=now.official_code,
        levels=now.levels if levels is None else levels,
    )
    check_levels(UnitType(unit.type), new.levels)
    until, old_name = now.valid_to, now.full_name
    with refused():
        now.valid_to = on
        now.save(update_fields=["valid_to"])
        renamed = designate(unit, new, on=on, until=until, decision=decision)
    if _words(renamed) == _words(now):
        raise RuleBroken(_("Tên mới giống hệt tên cũ."), field="name")
    record("unit.renamed", unit, by=by, name=new.full_name, place_id=unit.pk, on=on, was=old_name, decision=_number(decision))
    return renamed


@transaction.atomic
def correct_designation(unit: OrgUnit, *, by: Person, on: date, new: NewUnit, reason: str) -> Designation:
    """What was typed wrong is put right for the whole time in which it stood; not for a real change of name, which has a day."""
    unit = locked(unit)
    check_alive(unit, on=on, field="on")
    check_levels(UnitType(unit.type), new.levels)
    wrong = Designation.objects.get(valid_on(on), unit=unit)
    before, was = wrong.full_name, _words(wrong)
    with refused():
        right = designate(unit, new, on=wrong.valid_from, until=wrong.valid_to, decision=wrong.decision, instead_of=wrong)
    if _words(right) == was:
        raise RuleBroken(_("Chưa có gì khác với điều đang ghi."), field="name")
    hold_official_codes()
    check_official_code(unit, right.official_code, during=Period(right.valid_from, right.valid_to))
    record("unit.corrected", unit, by=by, name=right.full_name, place_id=unit.pk, was=before, reason=reason)
    return right


@transaction.atomic
def transfer_unit(unit: OrgUnit, *, by: Person, parent: OrgUnit, on: date, decision: Decision | None) -> Placement:
    """From a day on the unit lies in another parent; a school managed by an agency of the old one is managed by the new one's committee."""
    unit, parent = held(unit, parent)
    check_alive(unit, on=on, field="on")
    check_parent(UnitType(unit.type), parent, on=on)
    check_outlives(parent, unit)
    before = OrgUnit.objects.filter(pk__in=Placement.objects.filter(valid_on(on), unit=unit, kind=PlacementKind.TERRITORY).values("parent"))
    managers = list(agencies_of(before, on=on))
    with refused():
        placed = _place(unit, parent, PlacementKind.TERRITORY, on=on, decision=decision)
        follow_managers([unit.pk], managers, to=parent, on=on, decision=decision)
    rebuild_lineage([unit.pk])
    record("unit.transferred", unit, by=by, name=_name(unit, on), place_id=unit.pk, on=on, parent=parent.code, decision=_number(decision))
    return placed


@transaction.atomic
def set_manager(unit: OrgUnit, *, by: Person, manager: OrgUnit, on: date, decision: Decision | None) -> Placement:
    """From a day on another agency manages the school."""
    unit, manager = held(unit, manager)
    check_alive(unit, on=on, field="on")
    check_manager(unit, manager, on=on)
    with refused():
        placed = _place(unit, manager, PlacementKind.MANAGEMENT, on=on, decision=decision)
    record("unit.manager_set", unit, by=by, name=_name(unit, on), place_id=unit.pk, on=on, manager=manager.code, decision=_number(decision))
    return placed


@transaction.atomic
def close_unit(unit: OrgUnit, *, by: Person, on: date, decision: Decision | None, reason: str) -> OrgUnit:
    """The unit's last day is the one before `on`; refused while anything still lies in it or is managed by it."""
    unit = locked(unit)
    check_alive(unit, on=on, field="on")
    if on == unit.valid_from:
        raise RuleBroken(_("Đơn vị phải tồn tại ít nhất một ngày."), field="on")
    if Placement.objects.filter(parent=unit, valid_to__gt=on).exists():
        raise RuleBroken(_("Vẫn còn đơn vị trực thuộc vào ngày %(day)s; hãy chuyển chúng đi trước.") % {"day": format_day(on)})
    name = _name(unit, on)
    end_unit(unit, on=on)
    rebuild_lineage([unit.pk])
    record("unit.closed", unit, by=by, name=name, place_id=unit.pk, on=on, reason=reason, decision=_number(decision))
    return unit


# ── Steps that other actions of this room share ──────────────────────────────────────────────────────────────────────────────────────


def designate(
    unit: OrgUnit, new: NewUnit, *, on: date, until: date, decision: Decision | None, instead_of: Designation | None = None
) -> Designation:
    """Write what the unit is called from `on` up to `until`, with what search and sorting need."""
    title, name, short_name = clean(new.title), clean(new.name), clean(new.short_name)
    row = instead_of or Designation(unit=unit)
    row.title, row.name, row.short_name, row.levels = title, name, short_name, new.levels
    row.official_code = clean(new.official_code)
    row.name_fold, row.sort_key = fold(name), sort_key(name)
    row.search_text = searchable(title, name, short_name)
    row.valid_from, row.valid_to, row.decision = on, until, decision
    check_designation(row)
    row.save()
    return row


def move_children(old: OrgUnit, new: OrgUnit, *, on: date, decision: Decision | None, only: frozenset[int] | None = None) -> list[int]:
    """All that lies in `old` (or is managed by it) from `on` on lies in `new` instead; the ids of what moved."""
    moved: list[int] = []
    for placed in (
        Placement.objects.select_for_update(of=("self",)).select_related("unit").filter(parent=old, valid_to__gt=on).order_by("unit")
    ):
        if only is not None and placed.unit_id not in only:
            continue
        if placed.valid_from >= on:
            raise RuleBroken(
                _("%(name)s đã có thay đổi từ ngày %(day)s; hãy chọn ngày muộn hơn.")
                % {"name": _name(placed.unit, placed.valid_from), "day": format_day(placed.valid_from)},
                field="on",
            )
        until = placed.valid_to
        placed.valid_to = on
        placed.save(update_fields=["valid_to"])
        Placement.objects.create(unit_id=placed.unit_id, parent=new, kind=placed.kind, valid_from=on, valid_to=until, decision=decision)
        moved.append(placed.unit_id)
    return moved


def follow_managers(schools: Collection[int], managers: Iterable[OrgUnit], *, to: OrgUnit, on: date, decision: Decision | None) -> None:
    """Schools that came to `to` and are managed by an agency of where they came from are now managed by its People's Committee, if any."""
    committee = committee_of(to, on=on)
    if committee is None:
        return
    committee = locked(committee)
    for agency in managers:
        move_children(agency, committee, on=on, decision=decision, only=frozenset(schools))


def hold_official_codes() -> None:
    """The State gives a code to one unit at a time: acts that check it take turns, by holding the country's row to their end."""
    OrgUnit.objects.select_for_update().filter(type=UnitType.COUNTRY).first()


def end_unit(unit: OrgUnit, *, on: date) -> None:
    """Its names, placements and life end on `on`."""
    check_lasting(unit, field="on")
    with refused():
        for rows in (Designation.objects.filter(unit=unit), Placement.objects.filter(unit=unit)):
            if rows.filter(valid_from__gte=on).exists():
                raise RuleBroken(_("Đơn vị đã có thay đổi sau ngày này; hãy chọn ngày muộn hơn."), field="on")
            rows.filter(valid_to__gt=on).update(valid_to=on)
        unit.valid_to = on
        unit.save(update_fields=["valid_to"])


def _place(unit: OrgUnit, parent: OrgUnit, kind: PlacementKind, *, on: date, decision: Decision | None) -> Placement:
    """Close the placement of that day and open the next; refused when a later one is on record already."""
    if Placement.objects.filter(unit=unit, kind=kind, valid_from__gte=on).exists():
        raise RuleBroken(_("Đơn vị đã có thay đổi từ ngày này trở đi; hãy chọn ngày muộn hơn."), field="on")
    now = Placement.objects.filter(valid_on(on), unit=unit, kind=kind).first()
    if now is not None:
        if now.parent_id == parent.pk:
            raise RuleBroken(_("Đơn vị đã trực thuộc nơi này rồi."), field="parent")
        now.valid_to = on
        now.save(update_fields=["valid_to"])
    return Placement.objects.create(
        unit=unit, parent=parent, kind=kind, valid_from=on, valid_to=min(unit.valid_to, parent.valid_to), decision=decision
    )


def _free_code(new: NewUnit, on: date) -> str:
    """A code nobody has: the official code with the year for what the State lists, else the name in Latin letters."""
    named = f"{new.official_code} {on.year}" if new.official_code else new.short_name or new.full_name
    wanted = "-".join(_NOT_IN_CODES.sub("", fold(named)).split())[:50].strip("-") or "don-vi"
    taken = set(OrgUnit.objects.filter(code__startswith=wanted).values_list("code", flat=True)) | RESERVED_CODES
    return next(code for code in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)


def _words(row: Designation) -> tuple[str, str, str, str, int]:
    return row.title, row.name, row.short_name, row.official_code, row.levels


def _name(unit: OrgUnit, on: date) -> str:
    return Designation.objects.get(valid_on(on), unit=unit).full_name


def _number(decision: Decision | None) -> str:
    return decision.number if decision else ""
