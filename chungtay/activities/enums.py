"""Closed vocabularies of activities."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.indicators.enums import By
from chungtay.places.enums import UnitType

# Who does things: territories, their offices, schools, sites; not the country, nor a ministry.
ACTING_UNITS: Final = (UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE, UnitType.AGENCY, UnitType.SCHOOL, UnitType.SITE)

# Parts of the people that exclude each other: a child is of one level.
LEVELS: Final = (By.MN, By.TH, By.THCS, By.THPT)


class ActivityStatus(models.TextChoices):
    """The life of an activity on record."""

    RECORDED = "recorded", _("Đã ghi")
    WITHDRAWN = "withdrawn", _("Đã rút")


ACTIVITY_MOVES: Final[dict[ActivityStatus, frozenset[ActivityStatus]]] = {
    ActivityStatus.RECORDED: frozenset({ActivityStatus.WITHDRAWN}),
    ActivityStatus.WITHDRAWN: frozenset(),
}


class MoneySource(models.TextChoices):
    """Where the money, or the value of the goods, came from."""

    LOCAL_BUDGET = "local_budget", _("Ngân sách địa phương")
    MOBILISED = "mobilised", _("Vận động")
    IN_KIND = "in_kind", _("Hiện vật (trị giá)")


# What the audit calls each act of this room.
ACTS: Final = {
    "activity.recorded": _("Ghi hoạt động"),
    "activity.revised": _("Sửa hoạt động"),
    "activity.withdrawn": _("Rút hoạt động"),
    "activity.photo_added": _("Thêm ảnh vào hoạt động"),
    "activity.photo_removed": _("Bỏ ảnh khỏi hoạt động"),
    "activity.paper_added": _("Thêm giấy tờ vào hoạt động"),
    "activity.paper_removed": _("Bỏ giấy tờ khỏi hoạt động"),
}
