"""Closed vocabularies of support."""

from typing import Final

from django.utils.translation import gettext_lazy as _

# What the audit calls each act of this room.
ACTS: Final = {
    "contribution.recorded": _("Ghi tiếp nhận"),
    "contribution.reversed": _("Hủy ghi tiếp nhận"),
}
