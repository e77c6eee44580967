"""Closed vocabularies of reports."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class FigureKind(models.TextChoices):
    """What sort of value a figure has."""

    COUNT = "count", _("số lượng")
    DISTINCT_UNITS = "distinct_units", _("số đơn vị khác nhau")
    SUM = "sum", _("tổng")
    RATIO = "ratio", _("tỷ lệ n/N")
    MONEY = "money", _("số tiền (đồng)")
    TENTHS = "tenths", _("số có một chữ số lẻ")  # the value counts tenths: 123 is 12,3; what a formula gives, as 12,3 %


class Standing(models.TextChoices):
    """How a sentence taken over stands in the report's text today."""

    SAME = "same", _("nguyên văn")
    EDITED = "edited", _("đã sửa lời")
    GONE = "gone", _("không còn trong mục")


# What the audit calls each act of this room.
ACTS: Final = {
    "report.begun": _("Lập báo cáo"),
    "report.revised": _("Sửa lời báo cáo"),
    "report.quoted": _("Đưa ý của đơn vị vào báo cáo"),
    "report.recounted": _("Đếm lại con số của báo cáo"),
    "report.discarded": _("Bỏ báo cáo đang soạn"),
}
