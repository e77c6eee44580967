"""Decisions about places, made by looking."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from django.db.models import Model
from django.utils.translation import gettext as _

from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER, Period, overlapping
from chungtay.core.vietnamese import clean
from chungtay.places.enums import PARENT_TYPES, RESERVED_CODES, UnitType
from chungtay.places.models import Designation, OrgUnit

_CODE: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def check_alive(unit: OrgUnit, *, on: date, field: str | None = None) -> None:
    """Raises RuleBroken unless the unit lives on that day."""
    if not unit.life.covers(on):
        raise RuleBroken(_("Đơn vị này không tồn tại vào ngày %(day)s.") % {"day": format_day(on)}, field=field)


def check_lasting(unit: OrgUnit, *, field: str | None = None) -> None:
    """Raises RuleBroken where the unit's end is on record, so that nothing is built on it and it does not end twice."""
    if unit.valid_to != FOREVER:
        raise RuleBroken(_("Đơn vị này đã được ghi là kết thúc từ ngày %(day)s.") % {"day": format_day(unit.valid_to)}, field=field)


def check_outlives(parent: OrgUnit, unit: OrgUnit, *, field: str = "parent") -> None:
    """Raises RuleBroken where the parent ends before the unit, which would then lie nowhere."""
    if parent.valid_to < unit.valid_to:
        sentence = _("Nơi này đã được ghi là kết thúc từ ngày %(day)s; hãy chọn nơi kế thừa.") % {"day": format_day(parent.valid_to)}
        raise RuleBroken(sentence, field=field)


def check_parent(kind: UnitType, parent: OrgUnit, *, on: date, field: str = "parent") -> None:
    """Raises RuleBroken unless a unit of this type may stand directly below `parent` on that day (PARENT_TYPES)."""
    if not parent.life.covers(on):
        raise RuleBroken(_("Nơi trực thuộc không tồn tại vào ngày %(day)s.") % {"day": format_day(on)}, field="on")
    if UnitType(parent.type) not in PARENT_TYPES[kind]:
        raise RuleBroken(
            _("%(child)s không thể trực thuộc %(parent)s.")
            % {"child": UnitType(kind).label, "parent": str(UnitType(parent.type).label).lower()},
            field=field,
        )


def check_levels(kind: UnitType, levels: int) -> None:
    """A school teaches at least one level; nothing else teaches any."""
    if (kind == UnitType.SCHOOL) != bool(levels):
        raise RuleBroken(_("Trường phải có ít nhất một cấp học; đơn vị khác thì không."), field="levels")


def check_manager(unit: OrgUnit, manager: OrgUnit, *, on: date) -> None:
    """Only schools have a managing agency, and it lives on that day."""
    check_alive(manager, on=on, field="manager")
    if unit.type != UnitType.SCHOOL or manager.type not in (UnitType.AGENCY, UnitType.MINISTRY):
        raise RuleBroken(_("Chỉ trường học mới do một cơ quan quản lý."), field="manager")


def check_code(code: str) -> None:
    """A code of one's own stands in addresses and commands: Latin letters without marks, figures, hyphens. None: one is made."""
    if code and not _CODE.fullmatch(code):
        raise RuleBroken(_("Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, tối đa 60 ký tự."), field="code")
    if code in RESERVED_CODES:
        raise RuleBroken(_("Mã này dành cho hệ thống, xin chọn mã khác."), field="code")


def check_not_twice(parent: OrgUnit, kind: UnitType, full_name: str, *, on: date, but: Collection[int] = ()) -> None:
    """Raises RuleBroken where a unit of this type lies in `parent` under this name on that day; `but`: those that end for it."""
    beside = OrgUnit.objects.on(on).children_of(parent, on=on).filter(type=kind).exclude(pk__in=but)
    if any(clean(unit.full_name).casefold() == clean(full_name).casefold() for unit in beside):
        raise RuleBroken(_("Ở đây đã có %(name)s.") % {"name": full_name}, field="name")


def check_designation(row: Designation) -> None:
    """A name can be read, found and kept: it has letters or figures, and no more of them than its columns hold."""
    if not row.name_fold:
        raise RuleBroken(_("Tên phải có chữ hoặc số."), field="name")
    if not fits(row):
        raise RuleBroken(_("Tên dài quá hoặc có ký tự lạ, xin gõ lại."), field="name")


def fits(row: Model) -> bool:
    """Whether every text of the row is as short as its column; composing Unicode may have made it longer than what was typed."""
    return all(len(str(getattr(row, field.attname))) <= field.max_length for field in row._meta.local_fields if field.max_length)


def check_official_code(unit: OrgUnit, code: str, *, during: Period) -> None:
    """The State gives a code to one unit at a time."""
    taken = Designation.objects.filter(overlapping(during), official_code=code).exclude(unit=unit).first()
    if code and taken is not None:
        sentence = _("Mã %(code)s đang là mã của %(name)s vào thời gian này.") % {"code": code, "name": taken.full_name}
        raise RuleBroken(sentence, field="official_code")
