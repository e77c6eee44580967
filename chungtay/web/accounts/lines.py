"""Rows as the pages about people show them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from chungtay.accounts.enums import ACTS
from chungtay.accounts.models import Role
from chungtay.audit.models import AuditEntry
from chungtay.core.dates import format_day
from chungtay.core.periods import FOREVER


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role with the words for its unit and its days; `state` is held, coming, over or stranded (its unit has ended)."""

    role: Role
    unit_name: str
    state: str
    days: str

    @classmethod
    def of(cls, role: Role, names: dict[int, str], today: date) -> "RoleLine":
        return cls(role, names.get(role.unit_id, role.unit.code), _state(role, today), _days(role))

    @property
    def label(self) -> str:
        levels = role_levels(self.role)
        return f"{self.role.get_kind_display()}: {levels}" if levels else str(self.role.get_kind_display())


def role_levels(role: Role) -> str:
    return ", ".join(role.level_labels)


def _state(role: Role, today: date) -> str:
    if role.valid_to <= max(today, role.valid_from):
        return "over"
    if role.valid_from > today:
        return "coming"
    return "held" if role.unit.life.covers(today) else "stranded"


def _days(role: Role) -> str:
    """'từ 01/7/2025', or 'từ 01/7/2025 đến hết 31/12/2025'."""
    start = format_day(role.valid_from)
    if role.valid_to == FOREVER:
        return _("từ %(start)s") % {"start": start}
    if role.valid_to == role.valid_from:
        return _("đã rút lại ngay ngày %(start)s") % {"start": start}
    return _("từ %(start)s đến hết %(end)s") % {"start": start, "end": format_day(role.valid_to - timedelta(days=1))}


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of the audit in words."""

    entry: AuditEntry
    act: str

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditLine":
        return cls(entry, str(ACTS.get(entry.act, entry.act)))
