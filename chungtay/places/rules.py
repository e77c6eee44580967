"""Decisions about places, made by looking."""

from datetime import date

from django.utils.translation import gettext as _

from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.places.enums import PARENT_TYPES, UnitType
from chungtay.places.models import OrgUnit


def check_alive(unit: OrgUnit, *, on: date, field: str | None = None) -> None:
    """Raises RuleBroken unless the unit lives on that day."""
    if not unit.life.covers(on):
        raise RuleBroken(_("Đơn vị này không tồn tại vào ngày %(day)s.") % {"day": format_day(on)}, field=field)


def check_parent(kind: UnitType, parent: OrgUnit, *, on: date, field: str = "parent") -> None:
    """Raises RuleBroken unless a unit of this type may stand directly below `parent` on that day (PARENT_TYPES)."""
    check_alive(parent, on=on, field=field)
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
