"""The acts of the audit in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.audit.models import AuditEntry
from chungtay.core.dates import format_day
from chungtay.documents.enums import ACTS as DOCUMENT_ACTS

SUBJECTS: Final = [
    ("unit", gettext_lazy("Đơn vị")),
    ("user", gettext_lazy("Người dùng")),
    ("role", gettext_lazy("Vai trò")),
    ("password", gettext_lazy("Mật khẩu")),
    ("session", gettext_lazy("Đăng nhập")),
    ("places", gettext_lazy("Danh mục đơn vị")),
    ("document", gettext_lazy("Văn bản đi")),
    ("incoming", gettext_lazy("Văn bản đến")),
    ("office", gettext_lazy("Cơ quan ban hành")),
]

ACTS: Final[dict[str, Any]] = {
    "places.loaded": gettext_lazy("Nạp danh mục đơn vị hành chính"),
    "unit.founded": gettext_lazy("Thành lập đơn vị"),
    "unit.renamed": gettext_lazy("Đổi tên đơn vị"),
    "unit.corrected": gettext_lazy("Sửa lỗi ghi chép của đơn vị"),
    "unit.transferred": gettext_lazy("Chuyển nơi trực thuộc"),
    "unit.manager_set": gettext_lazy("Giao cơ quan quản lý"),
    "unit.closed": gettext_lazy("Kết thúc đơn vị"),
    "unit.merged": gettext_lazy("Sáp nhập đơn vị"),
    "unit.split": gettext_lazy("Chia tách đơn vị"),
    "user.invited": gettext_lazy("Mời người dùng"),
    "user.edited": gettext_lazy("Sửa thông tin người dùng"),
    "user.deactivated": gettext_lazy("Khóa người dùng"),
    "user.reactivated": gettext_lazy("Mở khóa người dùng"),
    "role.given": gettext_lazy("Giao vai trò"),
    "role.moved": gettext_lazy("Chuyển vai trò"),
    "role.ended": gettext_lazy("Kết thúc vai trò"),
    "session.began": gettext_lazy("Đăng nhập"),
    "session.ended": gettext_lazy("Đăng xuất"),
    "session.refused": gettext_lazy("Đăng nhập sai mật khẩu"),
    "session.locked": gettext_lazy("Tạm khóa đăng nhập sau nhiều lần sai"),
    "session.others_ended": gettext_lazy("Kết thúc các phiên đăng nhập khác"),
    "password.chosen": gettext_lazy("Đặt mật khẩu của mình"),
    "password.reset": gettext_lazy("Cấp lại mật khẩu"),
    **DOCUMENT_ACTS,
}

_DETAILS: Final[dict[str, Any]] = {
    "on": gettext_lazy("từ ngày"),
    "decision": gettext_lazy("văn bản"),
    "was": gettext_lazy("trước đó"),
    "reason": gettext_lazy("lý do"),
    "parent": gettext_lazy("trực thuộc"),
    "manager": gettext_lazy("do"),
    "into": gettext_lazy("thành"),
    "unit": gettext_lazy("tại"),
    "kind": gettext_lazy("vai trò"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One act as the page shows it."""

    at: datetime
    who: str
    acting_as: str
    what: str
    subject: str
    details: str
    origin: str


def line_of(entry: AuditEntry) -> Line:
    """The entry in words; a detail without a word of its own is left out."""
    details = [f"{_DETAILS[key]}: {_shown(value)}" for key, value in entry.details.items() if key in _DETAILS and value not in ("", None)]
    return Line(
        at=timezone.localtime(entry.recorded_at),
        who=entry.actor_name or _("Hệ thống"),
        acting_as=entry.acting_as,
        what=str(ACTS.get(entry.act, entry.act)),
        subject=entry.subject_name,
        details="; ".join(details),
        origin=entry.ip or "",
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value)
    try:
        return format_day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
