"""Closed vocabularies of reports."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


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
