"""Merger and split: units end, others begin, what lay in them moves, and who became whom is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.audit.actions import record
from chungtay.core.db import locked, locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import Period, valid_on
from chungtay.places.actions.lineage import rebuild_lineage
from chungtay.places.actions.units import NewUnit, Person, end_unit, follow_managers, found_unit, hold_official_codes, move_children
from chungtay.places.enums import TERRITORIAL, PlacementKind, UnitType
from chungtay.places.models import Decision, Designation, OrgUnit, Placement, Succession
from chungtay.places.offices import agencies_of, committee_of, committee_words, managed_by
from chungtay.places.rules import check_alive, check_lasting, check_official_code, check_outlives


@dataclass(frozen=True, slots=True)
class Part:
    """One of the units into which another is split, and the children (their ids) that go there."""

    new: NewUnit
    children: frozenset[int] = frozenset()
    is_main: bool = False


@transaction.atomic
def merge_units(
    units: Sequence[OrgUnit],
    *,
    by: Person,
    on: date,
    decision: Decision | None,
    into: NewUnit | OrgUnit,
    agencies_end: bool = False,
    with_committee: bool = False,
) -> OrgUnit:
    """The units end on `on`; all that lay in them lies in a new unit, or in one of them that absorbs the others and lives on.

    A new unit stands where the first of `units` stood, under the same manager. `agencies_end`: the agencies of the ending units end with
    them, and the schools that these managed are managed by the successor's People's Committee, which `with_committee` founds; otherwise
    agencies move like everything else. Raises RuleBroken for fewer than two units, differing types, a unit not alive, schools left alone.
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
        successor = _found_beside(first, into, by=by, on=on, decision=decision, ending=[unit.pk for unit in found])
    ending = [unit for unit in found if unit.pk != successor.pk]
    closing = list(agencies_of(ending, on=on)) if agencies_end else []
    if with_committee:
        _found_committee(successor, by=by, on=on, decision=decision)
    _hand_over(closing, to=successor, by=by, on=on, decision=decision)
    with refused():
        moved = [child for unit in ending for child in move_children(unit, successor, on=on, decision=decision)]
        for unit in ending:
            end_unit(unit, on=on)
            _succeed(unit, successor, on=on, is_whole=True, is_main=True, decision=decision)
    rebuild_lineage([successor.pk, *(unit.pk for unit in [*ending, *closing]), *moved])
    _check_own_code(successor, on)
    for unit in ending:
        _record("unit.merged", unit, by=by, name=names[unit.pk], on=on, into=successor.code, decision=decision)
    return successor


@transaction.atomic
def split_unit(
    unit: OrgUnit,
    *,
    by: Person,
    on: date,
    decision: Decision | None,
    parts: Sequence[Part],
    lives_on: bool,
    agencies_end: bool = False,
    with_committees: bool = False,
) -> list[OrgUnit]:
    """New units are formed out of this one: it ends (chia), or lives on with the rest (tách).

    Children named in a part go there; the others go to the main part, or stay where the unit lives on. Schools that an agency of the unit
    managed are managed by the People's Committee of where they go, which `with_committees` founds. `agencies_end` is for a unit that ends:
    its agencies end too. Raises RuleBroken for no part, fewer than two parts of a unit that ends, a child named twice.
    """
    unit = locked(unit)
    check_alive(unit, on=on, field="on")
    check_lasting(unit, field="on")
    main = _main_part(parts, lives_on=lives_on)
    name = _names([unit], on)[unit.pk]
    agencies = list(agencies_of([unit], on=on))
    closing = agencies if agencies_end and not lives_on else []
    founded = [_found_beside(unit, part.new, by=by, on=on, decision=decision, ending=[unit.pk]) for part in parts]
    moved: list[int] = []
    with refused():
        for part, new_unit in zip(parts, founded, strict=True):
            if with_committees:
                _found_committee(new_unit, by=by, on=on, decision=decision)
            going = move_children(unit, new_unit, on=on, decision=decision, only=part.children - {agency.pk for agency in closing})
            staying = [agency for agency in agencies if agency.pk not in part.children or agencies_end]
            follow_managers(going, staying, to=new_unit, on=on, decision=decision)
            _succeed(unit, new_unit, on=on, is_whole=False, is_main=part is main, decision=decision)
            moved += going
        if main is not None:
            heir = founded[list(parts).index(main)]
            _hand_over(closing, to=heir, by=by, on=on, decision=decision)
            moved += move_children(unit, heir, on=on, decision=decision)
            end_unit(unit, on=on)
    rebuild_lineage([unit.pk, *(one.pk for one in [*founded, *closing]), *moved])
    for new_unit in founded:
        _check_own_code(new_unit, on)
    codes = [new_unit.code for new_unit in founded]
    _record("unit.split", unit, by=by, name=name, on=on, into=codes, lives_on=lives_on, decision=decision)
    return founded


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _found_beside(unit: OrgUnit, new: NewUnit, *, by: Person, on: date, decision: Decision | None, ending: Collection[int]) -> OrgUnit:
    """A unit of the same type, in the same parent, under the same manager, for those that end."""
    placed = {row.kind: row.parent for row in Placement.objects.filter(valid_on(on), unit=unit).select_related("parent")}
    check_outlives(placed[PlacementKind.TERRITORY], unit, field="on")
    return found_unit(
        placed[PlacementKind.TERRITORY],
        by=by,
        type=UnitType(unit.type),
        new=new,
        on=on,
        decision=decision,
        manager=placed.get(PlacementKind.MANAGEMENT),
        instead_of=ending,
    )


def _found_committee(unit: OrgUnit, *, by: Person, on: date, decision: Decision | None) -> None:
    """The People's Committee of a unit that has none yet."""
    if UnitType(unit.type) not in TERRITORIAL or committee_of(unit, on=on) is not None:
        return
    called = Designation.objects.get(valid_on(on), unit=unit)
    name, short_name = committee_words(called.title, called.name)
    found_unit(unit, by=by, type=UnitType.AGENCY, new=NewUnit(name=name, short_name=short_name), on=on, decision=decision)


def _hand_over(agencies: Sequence[OrgUnit], *, to: OrgUnit, by: Person, on: date, decision: Decision | None) -> None:
    """The agencies end; what they did, and the schools that they managed, goes to the People's Committee of `to`."""
    committee = committee_of(to, on=on)
    committee = locked(committee) if committee is not None else None
    for agency in locked_all(OrgUnit, [agency.pk for agency in agencies]):
        name = _names([agency], on)[agency.pk]
        if committee is None and managed_by([agency], on=on):
            sentence = _(
                "%(name)s đang quản lý trường học và sẽ kết thúc; hãy thành lập Ủy ban nhân dân của đơn vị mới để nhận các trường ấy."
            )
            raise RuleBroken(sentence % {"name": name}, field="with_committee")
        with refused():
            if committee is not None:
                move_children(agency, committee, on=on, decision=decision)
                _succeed(agency, committee, on=on, is_whole=True, is_main=True, decision=decision)
            end_unit(agency, on=on)
        _record("unit.closed", agency, by=by, name=name, on=on, into=committee.code if committee else "", decision=decision)


def _check_mergeable(units: Sequence[OrgUnit], absorbing: OrgUnit | None, on: date) -> None:
    if len(units) < 2:
        raise RuleBroken(_("Cần ít nhất hai đơn vị để sáp nhập."), field="units")
    if len({unit.type for unit in units}) > 1:
        raise RuleBroken(_("Chỉ sáp nhập được các đơn vị cùng loại."), field="units")
    for unit in units:
        check_alive(unit, on=on, field="on")
        check_lasting(unit, field="on")
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


def _succeed(old: OrgUnit, new: OrgUnit, *, on: date, is_whole: bool, is_main: bool, decision: Decision | None) -> None:
    Succession.objects.create(predecessor=old, successor=new, happened_on=on, is_whole=is_whole, is_main=is_main, decision=decision)


def _check_own_code(unit: OrgUnit, on: date) -> None:
    hold_official_codes()
    called = Designation.objects.get(valid_on(on), unit=unit)
    check_official_code(unit, called.official_code, during=Period(on, called.valid_to))


def _record(act: str, unit: OrgUnit, *, by: Person, name: str, on: date, decision: Decision | None, **details: object) -> None:
    record(act, unit, by=by, name=name, place_id=unit.pk, on=on, decision=decision.number if decision else "", **details)


def _names(units: Sequence[OrgUnit], on: date) -> Mapping[int, str]:
    rows = Designation.objects.filter(valid_on(on), unit__in=[unit.pk for unit in units])
    return {row.unit_id: row.full_name for row in rows}
