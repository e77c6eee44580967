"""Closed vocabularies of needs, and which state may follow which."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedStatus(models.TextChoices):
    """The life of a need."""

    DRAFT = "draft", _("Đang ghi")
    SUBMITTED = "submitted", _("Chờ xác minh")
    RETURNED = "returned", _("Bị trả lại")
    VERIFIED = "verified", _("Đã xác minh")
    PUBLISHED = "published", _("Đang kêu gọi")
    PARTLY_MET = "partly_met", _("Đã đáp ứng một phần")
    MET = "met", _("Đã đáp ứng đủ")
    CONFIRMED = "confirmed", _("Trường đã xác nhận")
    CLOSED = "closed", _("Đã kết thúc")
    WITHDRAWN = "withdrawn", _("Đã rút")


_S = NeedStatus

NEED_MOVES: Final[dict[NeedStatus, frozenset[NeedStatus]]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED}),
    _S.SUBMITTED: frozenset({_S.VERIFIED, _S.RETURNED, _S.WITHDRAWN}),
    _S.RETURNED: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
    _S.VERIFIED: frozenset({_S.PUBLISHED, _S.RETURNED, _S.PARTLY_MET, _S.MET, _S.WITHDRAWN}),
    _S.PUBLISHED: frozenset({_S.VERIFIED, _S.PARTLY_MET, _S.MET, _S.WITHDRAWN}),
    # What was noted by mistake, or reversed by the support, is taken back: the need then stands as it did before.
    _S.PARTLY_MET: frozenset({_S.PARTLY_MET, _S.MET, _S.PUBLISHED, _S.VERIFIED, _S.WITHDRAWN}),
    _S.MET: frozenset({_S.PARTLY_MET, _S.PUBLISHED, _S.VERIFIED, _S.CONFIRMED}),
    _S.CONFIRMED: frozenset({_S.CLOSED, _S.PARTLY_MET}),
    _S.CLOSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}

# Vouched for and still lacking: what reports count as a difficulty.
STANDING: Final = (_S.VERIFIED, _S.PUBLISHED, _S.PARTLY_MET)
# May be shown to donors, as long as it was confirmed lately enough.
ON_BOARD: Final = (_S.PUBLISHED, _S.PARTLY_MET)
# May still be a double of a new one.
LIVE: Final = (_S.SUBMITTED, _S.RETURNED, *STANDING)
# Its clerk may still change what it says.
EDITABLE: Final = (_S.DRAFT, _S.RETURNED)


class NeedUrgency(models.TextChoices):
    """How soon; anything but normal asks for its reason."""

    NORMAL = "normal", _("Bình thường")
    SOON = "soon", _("Cần trong năm học này")
    URGENT = "urgent", _("Cấp bách")


class RoadAccess(models.TextChoices):
    """How one gets to the place with goods."""

    LORRY = "lorry", _("Ô tô tải vào được")
    CAR = "car", _("Ô tô con vào được")
    MOTORBIKE = "motorbike", _("Chỉ đi được xe máy")
    FOOT = "foot", _("Phải đi bộ")


class GridAccess(models.TextChoices):
    """Electricity at the place."""

    GRID = "grid", _("Có điện lưới")
    WEAK = "weak", _("Điện lưới yếu, hay mất")
    OWN = "own", _("Điện mặt trời, thủy điện nhỏ")
    NONE = "none", _("Không có điện")


class SignalAccess(models.TextChoices):
    """Mobile signal at the place."""

    GOOD = "good", _("Có sóng và mạng")
    WEAK = "weak", _("Sóng yếu, chập chờn")
    NONE = "none", _("Không có sóng")


# What the audit calls each act of this room.
ACTS: Final = {
    "need.recorded": _("Ghi nhu cầu"),
    "need.revised": _("Sửa nhu cầu"),
    "need.discarded": _("Bỏ nhu cầu đang ghi"),
    "need.submitted": _("Gửi nhu cầu để xác minh"),
    "need.verified": _("Xác minh nhu cầu"),
    "need.returned": _("Trả lại nhu cầu"),
    "need.published": _("Đưa nhu cầu lên bảng kêu gọi"),
    "need.taken_down": _("Đưa nhu cầu khỏi bảng kêu gọi"),
    "need.reconfirmed": _("Xác nhận vẫn còn nhu cầu"),
    "need.met": _("Ghi phần đã đáp ứng"),
    "need.confirmed": _("Trường xác nhận đã nhận"),
    "need.closed": _("Kết thúc nhu cầu"),
    "need.withdrawn": _("Rút nhu cầu"),
    "need.moved": _("Chuyển nhu cầu sang đơn vị kế thừa"),
    "need.photo_added": _("Thêm ảnh vào nhu cầu"),
    "need.photo_removed": _("Bỏ ảnh khỏi nhu cầu"),
}
