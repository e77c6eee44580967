"""Closed vocabularies of programmes."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from chungtay.places.enums import SchoolLevel, UnitType

# School levels as packs, commands and addresses write them.
LEVEL_CODES: Final = {level.name or "": level for level in SchoolLevel}

# Units that may be asked to answer a round, as packs write them: an agency acts for the territory that it serves.
TIER_CODES: Final = {
    "school": UnitType.SCHOOL,
    "commune": UnitType.COMMUNE,
    "district": UnitType.DISTRICT,
    "province": UnitType.PROVINCE,
}

# Where a focal point may sit: the office or the territory that answers donors.
FOCAL_UNITS: Final = frozenset({UnitType.AGENCY, UnitType.MINISTRY, UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE})

# What the audit calls each act of this room.
ACTS: Final = {
    "pack.loaded": _("Nạp gói chương trình"),
    "programme.started": _("Bắt đầu chương trình"),
    "programme.version_adopted": _("Dùng phiên bản mới của chương trình"),
    "programme.ended": _("Kết thúc chương trình"),
    "round.opened": _("Mở đợt"),
    "round.corrected": _("Sửa đợt"),
    "round.joined": _("Tham gia đợt"),
    "round.answer_changed": _("Đổi trả lời trong đợt"),
    "directive.recorded": _("Ghi văn bản chỉ đạo"),
    "directive.corrected": _("Sửa văn bản chỉ đạo"),
    "duty.assigned": _("Giao thực hiện văn bản"),
    "duty.lifted": _("Thôi giao thực hiện văn bản"),
    "plan.recorded": _("Ghi kế hoạch"),
    "plan.corrected": _("Sửa kế hoạch"),
    "focal_point.appointed": _("Cử đầu mối"),
    "focal_point.corrected": _("Sửa đầu mối"),
    "focal_point.ended": _("Thôi đầu mối"),
}
