"""Closed vocabularies of support, and which state may follow which."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class PledgeStatus(models.TextChoices):
    """The life of a pledge. Who changes it asks the other side again: PROPOSED waits for the donor, OFFERED for the officer."""

    OFFERED = "offered", _("Chờ cán bộ thống nhất")
    PROPOSED = "proposed", _("Chờ nhà tài trợ đồng ý")
    AGREED = "agreed", _("Đã thống nhất")
    FULFILLED = "fulfilled", _("Đã nhận đủ")
    DECLINED = "declined", _("Không tiếp nhận")
    CANCELLED = "cancelled", _("Đã hủy")
    EXPIRED = "expired", _("Đã quá hạn")


_P = PledgeStatus
PLEDGE_MOVES: Final[dict[PledgeStatus, frozenset[PledgeStatus]]] = {
    _P.OFFERED: frozenset({_P.AGREED, _P.PROPOSED, _P.OFFERED, _P.DECLINED, _P.CANCELLED, _P.EXPIRED, _P.FULFILLED}),
    _P.PROPOSED: frozenset({_P.AGREED, _P.OFFERED, _P.PROPOSED, _P.DECLINED, _P.CANCELLED, _P.EXPIRED, _P.FULFILLED}),
    _P.AGREED: frozenset({_P.OFFERED, _P.PROPOSED, _P.FULFILLED, _P.CANCELLED, _P.EXPIRED}),
    _P.FULFILLED: frozenset({_P.AGREED}),  # what came was taken back
    _P.DECLINED: frozenset(),
    _P.CANCELLED: frozenset(),
    _P.EXPIRED: frozenset({_P.FULFILLED}),  # the money came after all, and the need is still open
}
# Hold their part of a need.
LIVE_PLEDGES: Final = (_P.OFFERED, _P.PROPOSED, _P.AGREED)


class Side(models.TextChoices):
    """Who spoke last about a pledge."""

    DONOR = "donor", _("Nhà tài trợ")
    OFFICER = "officer", _("Cán bộ")


class Way(models.TextChoices):
    """How a contribution came."""

    BANK = "bank", _("Chuyển khoản")
    CASH = "cash", _("Tiền mặt")
    GOODS = "goods", _("Hiện vật vào nơi cất giữ")
    DIRECT = "direct", _("Trao thẳng tại chỗ")
    INTEREST = "interest", _("Lãi tiền gửi")


# Come from a donor; interest does not.
GIVEN: Final = (Way.BANK, Way.CASH, Way.GOODS, Way.DIRECT)


class LossKind(models.TextChoices):
    LOST = "lost", _("Mất")
    BROKEN = "broken", _("Hỏng")
    EXPIRED = "expired", _("Quá hạn dùng")


class DeliveryStatus(models.TextChoices):
    HANDED_OVER = "handed_over", _("Đã giao, chờ xác nhận")
    CONFIRMED = "confirmed", _("Đã xác nhận")
    REFUSED = "refused", _("Không đúng, đã trả lại")


_D = DeliveryStatus
DELIVERY_MOVES: Final[dict[DeliveryStatus, frozenset[DeliveryStatus]]] = {
    _D.HANDED_OVER: frozenset({_D.CONFIRMED, _D.REFUSED}),
    _D.CONFIRMED: frozenset(),
    _D.REFUSED: frozenset(),
}


class LineUse(models.TextChoices):
    """What a line of a bank statement turned out to be."""

    GIFT = "gift", _("Tiền ủng hộ")
    INTEREST = "interest", _("Lãi tiền gửi")
    FEE = "fee", _("Phí ngân hàng")
    PAYMENT = "payment", _("Chi cho việc bàn giao")
    REFUND = "refund", _("Hoàn trả nhà tài trợ")
    CASH_IN = "cash_in", _("Nộp tiền mặt vào tài khoản")
    CASH_OUT = "cash_out", _("Rút tiền mặt")
    OTHER_IN = "other_in", _("Tiền vào không phải ủng hộ")
    OTHER_OUT = "other_out", _("Tiền ra không thuộc chương trình")


CREDIT_USES: Final = (LineUse.GIFT, LineUse.INTEREST, LineUse.CASH_IN, LineUse.OTHER_IN)
DEBIT_USES: Final = (LineUse.FEE, LineUse.PAYMENT, LineUse.REFUND, LineUse.CASH_OUT, LineUse.OTHER_OUT)


class ComplaintStatus(models.TextChoices):
    OPEN = "open", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời")


class PlanStatus(models.TextChoices):
    """A plan of mobilisation (Thông tư 16/2018/TT-BGDĐT): approved in writing before anything is mobilised."""

    DRAFT = "draft", _("Đang soạn")
    SUBMITTED = "submitted", _("Chờ phê duyệt")
    APPROVED = "approved", _("Đã phê duyệt")
    RETURNED = "returned", _("Bị trả lại")
    ENDED = "ended", _("Đã kết thúc")


_M = PlanStatus
PLAN_MOVES: Final[dict[PlanStatus, frozenset[PlanStatus]]] = {
    _M.DRAFT: frozenset({_M.SUBMITTED}),
    _M.SUBMITTED: frozenset({_M.APPROVED, _M.RETURNED}),
    _M.RETURNED: frozenset({_M.SUBMITTED}),
    _M.APPROVED: frozenset({_M.ENDED}),
    _M.ENDED: frozenset(),
}


class PostingKind(models.TextChoices):
    """What is posted for everybody to read."""

    USE_PLAN = "use_plan", _("Kế hoạch sử dụng")
    SETTLEMENT = "settlement", _("Quyết toán")


class PaperKind(models.TextChoices):
    """The official papers that support writes, each about one thing."""

    RECEPTION = "reception", _("Biên bản tiếp nhận")
    DELIVERY = "delivery", _("Biên bản bàn giao")
    THANKS = "thanks", _("Thư cảm ơn và giấy xác nhận")
    MONTH = "month", _("Báo cáo tháng về tiền và hiện vật")
    DONORS = "donors", _("Danh sách nhà tài trợ")
    PLAN = "plan", _("Kế hoạch vận động tài trợ")
    POSTING = "posting", _("Thông báo niêm yết công khai")
    SETTLEMENT = "settlement", _("Báo cáo quyết toán")


# Of a span of days, where the others are of one row.
PERIODIC: Final = (PaperKind.MONTH, PaperKind.DONORS)

# What the audit calls each act of this room.
ACTS: Final = {
    "contribution.recorded": _("Ghi tiếp nhận"),
    "contribution.reversed": _("Hủy ghi tiếp nhận"),
    "pledge.offered": _("Cam kết tài trợ"),
    "pledge.assigned": _("Giao cán bộ theo dõi cam kết"),
    "pledge.agreed": _("Thống nhất cam kết"),
    "pledge.amended": _("Đổi cam kết"),
    "pledge.declined": _("Không tiếp nhận cam kết"),
    "pledge.cancelled": _("Hủy cam kết"),
    "pledge.expired": _("Cam kết quá hạn"),
    "pledge.fulfilled": _("Đã nhận đủ theo cam kết"),
    "pledge.reopened": _("Mở lại cam kết"),
    "statement.taken": _("Nạp sao kê"),
    "line.booked": _("Ghi sổ dòng sao kê"),
    "line.unbooked": _("Hủy ghi sổ dòng sao kê"),
    "contribution.substituted": _("Nhà tài trợ đồng ý đổi mục đích"),
    "contribution.allocated": _("Phân bổ"),
    "allocation.released": _("Hủy phân bổ"),
    "contribution.refunded": _("Hoàn trả nhà tài trợ"),
    "goods.moved": _("Chuyển kho"),
    "goods.lost": _("Ghi mất, hỏng"),
    "delivery.handed_over": _("Bàn giao"),
    "delivery.photo_added": _("Thêm ảnh bàn giao"),
    "delivery.confirmed": _("Xác nhận đã nhận bàn giao"),
    "delivery.refused": _("Trả lại, không nhận bàn giao"),
    "complaint.raised": _("Gửi phản ánh"),
    "complaint.answered": _("Trả lời phản ánh"),
    "plan.drafted": _("Soạn kế hoạch vận động"),
    "plan.revised": _("Sửa kế hoạch vận động"),
    "plan.submitted": _("Trình kế hoạch vận động"),
    "plan.approved": _("Phê duyệt kế hoạch vận động"),
    "plan.returned": _("Trả lại kế hoạch vận động"),
    "plan.ended": _("Kết thúc kế hoạch vận động"),
    "posting.posted": _("Niêm yết công khai"),
    "support_paper.drafted": _("Soạn văn bản về nguồn lực"),
    "support_paper.redrawn": _("Lấy lại số liệu văn bản về nguồn lực"),
}
