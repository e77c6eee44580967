"""Closed vocabularies of figures."""

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
