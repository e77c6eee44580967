"""Closed vocabularies of indicators."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddsUp(models.TextChoices):
    """What becomes of the readings of many units."""

    SUM = "sum", _("cộng lại")
    UNITS = "units", _("đếm số đơn vị có")  # each unit that has some counts once
    LATEST = "latest", _("số mới nhất, cộng giữa các đơn vị")  # a stock: added over units, never over rounds
    RATIO = "ratio", _("tỷ lệ n/N")  # n and N are added apart
    YES_NO = "yes_no", _("có hoặc không, kèm lý do")  # n units said yes, of N that answered
    MONEY = "money", _("số tiền (đồng)")


class By(models.TextChoices):
    """Breakdowns of a number of people: totals only, never names."""

    GIRLS = "girls", _("Trong đó: nữ")
    POOR = "poor", _("Trong đó: hộ nghèo, cận nghèo")
    DISABILITY = "disability", _("Trong đó: khuyết tật")
    ETHNIC = "ethnic", _("Trong đó: dân tộc thiểu số")
    MN = "mn", _("Trong đó: mầm non")
    TH = "th", _("Trong đó: tiểu học")
    THCS = "thcs", _("Trong đó: trung học cơ sở")
    THPT = "thpt", _("Trong đó: trung học phổ thông")
