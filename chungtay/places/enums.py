"""Closed vocabularies of places, with the words on screen."""

from datetime import date
from enum import IntFlag
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

# The oldest list of units that we have is used from this day (places/data/README.md says how far that is true); what stood then is older.
RECORDS_FROM: Final = date(2020, 1, 1)


class UnitType(models.IntegerChoices):
    """What a unit is. The value is its rank: a parent's rank is always smaller than its child's, so that no circle can exist."""

    COUNTRY = 0, _("Cả nước")
    MINISTRY = 10, _("Bộ, ngành")
    PROVINCE = 20, _("Cấp tỉnh")
    DISTRICT = 30, _("Cấp huyện")
    COMMUNE = 40, _("Cấp xã")
    AGENCY = 50, _("Cơ quan")
    SCHOOL = 60, _("Trường")
    SITE = 70, _("Điểm trường")


class PlacementKind(models.TextChoices):
    """The two ways in which a unit belongs to another."""

    TERRITORY = "territory", _("nằm trong")
    MANAGEMENT = "management", _("do cơ quan quản lý")


class SchoolLevel(IntFlag):
    """Cấp học. A TH&THCS school has both bits: it counts in both levels, once in the total."""

    MN = 1
    TH = 2
    THCS = 4
    THPT = 8


LEVEL_LABELS: Final = {
    SchoolLevel.MN: _("Mầm non"),
    SchoolLevel.TH: _("Tiểu học"),
    SchoolLevel.THCS: _("Trung học cơ sở"),
    SchoolLevel.THPT: _("Trung học phổ thông"),
}

# Who may stand directly below whom in the territory tree.
PARENT_TYPES: Final[dict[UnitType, frozenset[UnitType]]] = {
    UnitType.COUNTRY: frozenset(),
    UnitType.MINISTRY: frozenset({UnitType.COUNTRY}),
    UnitType.PROVINCE: frozenset({UnitType.COUNTRY}),
    UnitType.DISTRICT: frozenset({UnitType.PROVINCE}),
    UnitType.COMMUNE: frozenset({UnitType.PROVINCE, UnitType.DISTRICT}),
    UnitType.AGENCY: frozenset({UnitType.MINISTRY, UnitType.COUNTRY, UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE}),
    UnitType.SCHOOL: frozenset({UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE}),
    UnitType.SITE: frozenset({UnitType.SCHOOL}),
}

# Units that the State's own list defines: only a decision of the State founds, merges or renames them.
TERRITORIAL: Final = frozenset({UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE})

# Codes that would stand where an address of the workspace stands (/don-vi/<code>/).
RESERVED_CODES: Final = frozenset({"goi-y", "chua-co-nguoi"})

# What the audit calls each act of this room.
ACTS: Final = {
    "places.loaded": _("Nạp danh mục đơn vị hành chính"),
    "unit.founded": _("Thành lập đơn vị"),
    "unit.renamed": _("Đổi tên đơn vị"),
    "unit.corrected": _("Sửa lỗi ghi chép của đơn vị"),
    "unit.transferred": _("Chuyển nơi trực thuộc"),
    "unit.manager_set": _("Giao cơ quan quản lý"),
    "unit.closed": _("Kết thúc đơn vị"),
    "unit.merged": _("Sáp nhập đơn vị"),
    "unit.split": _("Chia tách đơn vị"),
}


def level_labels(levels: int) -> list[str]:
    """The levels of a school, lowest first: 6 → ['Tiểu học', 'Trung học cơ sở']."""
    return [str(label) for level, label in LEVEL_LABELS.items() if levels & level]


# What each type of unit may be titled, the commonest first. Vietnamese law's own words: kept as they are in every language.
TITLES: Final[dict[UnitType, tuple[str, ...]]] = {
    UnitType.PROVINCE: ("Tỉnh", "Thành phố"),
    UnitType.DISTRICT: ("Huyện", "Quận", "Thị xã", "Thành phố"),
    UnitType.COMMUNE: ("Xã", "Phường", "Đặc khu", "Thị trấn"),
    UnitType.SCHOOL: ("Trường",),
    UnitType.SITE: ("Điểm trường",),
}
