"""What the person may do with a need now: by its state and by the powers of the role they act in."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role, User
from chungtay.needs.enums import EDITABLE, LIVE, STANDING, NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.rules import is_published, may_reconfirm, needs_reconfirmation
from chungtay.programmes.pack import Pack

_PHOTOGRAPHED: Final = (NeedStatus.DRAFT, *LIVE)
_ENDING: Final = (NeedStatus.SUBMITTED, NeedStatus.RETURNED, *STANDING)
# What comes next, the most pressing first: the first that the person may do is the page's one primary action.
_NEXT: Final = ("confirm", "verify", "revise_returned", "reconfirm_aged", "submit", "publish", "note_met", "close")


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is the URL's."""

    name: str
    label: str
    url: str
    is_danger: bool = False


def steps_for(need: Need, user: User, pack: Pack, *, on: date) -> tuple[Step | None, list[Step]]:
    """The primary step and the quiet ones; the need lies in the person's reach, so that only the powers of their role are asked."""
    may = _may(need, user, pack, on)
    labels = _labels(need)
    primary = next((name for name in _NEXT if may.get(name)), None)
    offered = [name for name in labels if may.get(name) and name != primary and not _is_said_by(primary, name)]
    return (_step(need, primary, labels) if primary else None), [_step(need, name, labels) for name in offered]


def _may(need: Need, user: User, pack: Pack, on: date) -> dict[str, bool]:
    role: Role | None = getattr(user, "acting_role", None)
    powers = role.powers if role else frozenset()
    records, verifies, publishes = (can in powers for can in (Can.RECORD_NEEDS, Can.VERIFY_NEEDS, Can.PUBLISH_NEEDS))
    status, shown = NeedStatus(need.status), is_published(need)
    return {
        "submit": records and status in EDITABLE,
        "revise": records and status in EDITABLE,
        "revise_returned": records and status == NeedStatus.RETURNED,
        "photos": records and status in _PHOTOGRAPHED,
        "verify": verifies and status == NeedStatus.SUBMITTED and need.recorded_by_id != user.pk,
        "send_back": verifies and status in (NeedStatus.SUBMITTED, NeedStatus.VERIFIED),
        "publish": publishes and not shown and status in (NeedStatus.VERIFIED, NeedStatus.PARTLY_MET),
        "take_down": publishes and shown,
        "reconfirm": records and may_reconfirm(need) and need.standing_on != on,
        "reconfirm_aged": records and needs_reconfirmation(need, pack, on),
        "note_met": Can.RECORD_SUPPORT in powers and status in (*STANDING, NeedStatus.MET, NeedStatus.CONFIRMED),
        "confirm": records and status == NeedStatus.MET and need.met_by_id != user.pk,
        "close": publishes and status == NeedStatus.CONFIRMED,
        "withdraw": (records or publishes) and status in _ENDING,
        "discard": records and status == NeedStatus.DRAFT,
    }


def _is_said_by(primary: str | None, name: str) -> bool:
    """The same page under another name."""
    return primary is not None and primary.split("_", 1)[0] == name and primary in ("revise_returned", "reconfirm_aged")


def _step(need: Need, name: str, labels: dict[str, str]) -> Step:
    page = {"revise_returned": "revise", "reconfirm_aged": "reconfirm"}.get(name, name)
    return Step(page, labels[page], reverse(f"needs:{page}", args=[need.pk]), page in ("withdraw", "discard"))


def _labels(need: Need) -> dict[str, str]:
    """In the order in which the quiet ones stand."""
    return {
        "submit": _("Gửi lại để xác minh") if need.status == NeedStatus.RETURNED else _("Gửi để xác minh"),
        "verify": _("Xác minh"),
        "publish": _("Đưa lên bảng kêu gọi"),
        "reconfirm": _("Xác nhận vẫn còn cần"),
        "note_met": _("Ghi phần đã đáp ứng"),
        "confirm": _("Xác nhận đã nhận đủ"),
        "close": _("Kết thúc"),
        "revise": _("Sửa"),
        "photos": _("Thêm, bỏ ảnh"),
        "send_back": _("Trả lại để sửa"),
        "take_down": _("Gỡ khỏi bảng kêu gọi"),
        "withdraw": _("Rút nhu cầu"),
        "discard": _("Bỏ bản đang ghi"),
    }
