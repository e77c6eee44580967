"""The acts of the audit in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.accounts import enums as accounts
from chungtay.activities import enums as activities
from chungtay.audit.models import AuditEntry
from chungtay.banking import enums as banking
from chungtay.core.dates import format_day
from chungtay.documents import enums as documents
from chungtay.donors import enums as donors
from chungtay.files import enums as files
from chungtay.needs import enums as needs
from chungtay.notifications import enums as notifications
from chungtay.places import enums as places
from chungtay.places.queries import last_names
from chungtay.programmes import enums as programmes
from chungtay.reports import enums as reports
from chungtay.submissions import enums as submissions
from chungtay.support import enums as support

SUBJECTS: Final = [
    ("need", gettext_lazy("Nhu cầu")),
    ("activity", gettext_lazy("Hoạt động")),
    ("contribution", gettext_lazy("Tiếp nhận")),
    ("bank_account", gettext_lazy("Tài khoản ngân hàng")),
    ("statement", gettext_lazy("Sao kê")),
    ("donor", gettext_lazy("Nhà tài trợ")),
    ("consent", gettext_lazy("Đồng ý của nhà tài trợ")),
    ("programme", gettext_lazy("Chương trình")),
    ("pack", gettext_lazy("Gói chương trình")),
    ("round", gettext_lazy("Đợt báo cáo")),
    ("submission", gettext_lazy("Báo cáo nộp")),
    ("directive", gettext_lazy("Văn bản chỉ đạo")),
    ("duty", gettext_lazy("Giao thực hiện")),
    ("plan", gettext_lazy("Kế hoạch")),
    ("focal_point", gettext_lazy("Đầu mối")),
    ("report", gettext_lazy("Báo cáo")),
    ("unit", gettext_lazy("Đơn vị")),
    ("user", gettext_lazy("Người dùng")),
    ("role", gettext_lazy("Vai trò")),
    ("password", gettext_lazy("Mật khẩu")),
    ("session", gettext_lazy("Đăng nhập")),
    ("places", gettext_lazy("Danh mục đơn vị")),
    ("document", gettext_lazy("Văn bản đi")),
    ("incoming", gettext_lazy("Văn bản đến")),
    ("photo", gettext_lazy("Ảnh")),
    ("attachment", gettext_lazy("Tệp đính kèm")),
    ("office", gettext_lazy("Cơ quan ban hành")),
    ("notifications", gettext_lazy("Thông báo")),
]

_ROOMS: Final = (
    places,
    files,
    notifications,
    accounts,
    documents,
    programmes,
    needs,
    activities,
    banking,
    donors,
    support,
    submissions,
    reports,
)
ACTS: Final[dict[str, Any]] = {act: words for room in _ROOMS for act, words in room.ACTS.items()}  # each room names its own acts

_DETAILS: Final[dict[str, Any]] = {
    "on": gettext_lazy("từ ngày"),
    "decision": gettext_lazy("văn bản"),
    "was": gettext_lazy("trước đó"),
    "reason": gettext_lazy("lý do"),
    "parent": gettext_lazy("trực thuộc"),
    "manager": gettext_lazy("do"),
    "into": gettext_lazy("thành"),
    "unit": gettext_lazy("tại"),
    "origin": gettext_lazy("rời"),
    "kind": gettext_lazy("vai trò"),
}
_UNITS: Final = frozenset({"parent", "manager", "into", "unit", "origin"})  # details that hold codes of units


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


def lines_of(entries: Sequence[AuditEntry]) -> list[Line]:
    """The entries in words, units by their names in one query for all."""
    held = [value for entry in entries for key, value in entry.details.items() if key in _UNITS]
    names = last_names({str(code) for value in held for code in (value if isinstance(value, list) else [value])})
    return [_line(entry, names) for entry in entries]


def _line(entry: AuditEntry, names: Mapping[str, str]) -> Line:
    """A detail without a word of its own is left out."""
    given = [(key, value) for key, value in entry.details.items() if key in _DETAILS and value not in ("", None)]
    details = [f"{_DETAILS[key]}: {_shown(key, value, names)}" for key, value in given]
    return Line(
        at=timezone.localtime(entry.recorded_at),
        who=entry.actor_name or _("Hệ thống"),
        acting_as=entry.acting_as,
        what=str(ACTS.get(entry.act, entry.act)),
        subject=entry.subject_name,
        details="; ".join(details),
        origin=entry.ip or "",
    )


def _shown(key: str, value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(key, one, names) for one in value)
    if key in _UNITS:
        return names.get(str(value), str(value))
    if key == "kind":
        return str(dict(accounts.RoleKind.choices).get(value, value))
    try:
        return format_day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
