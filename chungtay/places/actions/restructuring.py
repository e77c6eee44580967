"""Merger and split: units end, others begin, what lay in them moves, and who became whom is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.audit.actions import record
from chungtay.core.db import locked, locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import valid_on
from chungtay.places.actions.lineage import rebuild_lineage
from chungtay.places.actions.units import NewUnit, Person, end_unit, found_unit, move_children
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import Decision, Designation, OrgUnit, Placement, Succession
from chungtay.places.rules import check_alive


@dataclass(frozen=True, slots=True)
class Part:
    """One of the units into which another is split, and the children (their ids) that go there."""

    new: NewUnit
    children: frozenset[int] = frozenset()
    is_main: bool = False


@transaction.atomic
def merge_units(units: Sequence[OrgUnit], *, by: Person, on: date, decision: Decision, into: NewUnit | OrgUnit) -> OrgUnit:
    """The units end on `on`; all that lay in them lies in a new unit, or in one of them that absorbs the others and lives on.

    A new unit stands where the first of `units` stood. Raises RuleBroken for fewer than two units, differing types, a unit not alive.
    """
    absorbing = into if isinstance(into, OrgUnit) else None
    found = locked_all(OrgUnit, [unit.pk for unit in units])
    _check_mergeable(found, absorbing, on)
    first = next(unit for unit in found if unit.pk == units[0].pk)
    names = _names(found, on)
    if absorbing is not None:
        successor = next(unit for unit in found if unit.pk == absorbing.pk)
    else:
        assert isinstance(into, NewUnit)
        successor = found_unit(_parent(first, on), by=by, type=UnitType(first.type), new=into, on=on, decision=decision)
    ending = [unit for unit in found if unit.pk != successor.pk]
    with refused():
        moved = [child for unit in ending for child in move_children(unit, successor, on=on, decision=decision)]
        for unit in ending:
            end_unit(unit, on=on)
            _succeed(unit, successor, on=on, is_whole=True, is_main=True, decision=decision)
    rebuild_lineage([successor.pk, *(unit.pk for unit in ending), *moved])
    for unit in ending:
        record("unit.merged", unit, by=by, name=names[unit.pk], place_id=unit.pk, on=on, into=successor.code, decision=decision.number)
    return successor


@transaction.atomic
def split_unit(unit: OrgUnit, *, by: Person, on: date, decision: Decision, parts: Sequence[Part], lives_on: bool) -> list[OrgUnit]:
    """New units are formed out of this one: it ends (chia), or lives on with the rest (tách).

    Children named in a part go there; the others go to the main part, or stay where the unit lives on. Raises RuleBroken for no part, fewer
    than two parts of a unit that ends, or a child named twice.
    """
    unit = locked(unit)
    check_alive(unit, on=on, field="on")
    main = _main_part(parts, lives_on=lives_on)
    name, parent = _names([unit], on)[unit.pk], _parent(unit, on)
    founded = [found_unit(parent, by=by, type=UnitType(unit.type), new=part.new, on=on, decision=decision) for part in parts]
    moved: list[int] = []
    with refused():
        for part, new_unit in zip(parts, founded, strict=True):
            moved += move_children(unit, new_unit, on=on, decision=decision, only=part.children)
            _succeed(unit, new_unit, on=on, is_whole=False, is_main=part is main, decision=decision)
        if main is not None:
            moved += move_children(unit, founded[list(parts).index(main)], on=on, decision=decision)
            end_unit(unit, on=on)
    rebuild_lineage([unit.pk, *(new_unit.pk for new_unit in founded), *moved])
    codes = [new_unit.code for new_unit in founded]
    record("unit.split", unit, by=by, name=name, place_id=unit.pk, on=on, into=codes, lives_on=lives_on, decision=decision.number)
    return founded


def _check_mergeable(units: Sequence[OrgUnit], absorbing: OrgUnit | None, on: date) -> None:
    if len(units) < 2:
        raise RuleBroken(_("Cần ít nhất hai đơn vị để sáp nhập."), field="units")
    if len({unit.type for unit in units}) > 1:
        raise RuleBroken(_("Chỉ sáp nhập được các đơn vị cùng loại."), field="units")
    for unit in units:
        check_alive(unit, on=on, field="on")
        if unit.valid_from == on:
            raise RuleBroken(_("Đơn vị phải tồn tại ít nhất một ngày."), field="on")
    if absorbing is not None and absorbing.pk not in {unit.pk for unit in units}:
        raise RuleBroken(_("Đơn vị nhận sáp nhập phải là một trong các đơn vị đã chọn."), field="units")


def _main_part(parts: Sequence[Part], *, lives_on: bool) -> Part | None:
    """The part to which all unnamed children go; None where the unit lives on and keeps them."""
    if len(parts) < (1 if lives_on else 2):
        raise RuleBroken(_("Cần ít nhất hai đơn vị mới để chia, một đơn vị mới để tách."), field="parts")
    named = [child for part in parts for child in part.children]
    if len(named) != len(set(named)):
        raise RuleBroken(_("Một đơn vị trực thuộc chỉ chuyển về một nơi."), field="parts")
    return None if lives_on else next((part for part in parts if part.is_main), parts[0])


def _succeed(old: OrgUnit, new: OrgUnit, *, on: date, is_whole: bool, is_main: bool, decision: Decision) -> None:
    Succession.objects.create(predecessor=old, successor=new, happened_on=on, is_whole=is_whole, is_main=is_main, decision=decision)


def _parent(unit: OrgUnit, on: date) -> OrgUnit:
    return Placement.objects.select_related("parent").get(valid_on(on), unit=unit, kind=PlacementKind.TERRITORY).parent


def _names(units: Sequence[OrgUnit], on: date) -> Mapping[int, str]:
    rows = Designation.objects.filter(valid_on(on), unit__in=[unit.pk for unit in units])
    return {row.unit_id: row.full_name for row in rows}
