"""Kinds of accounts and of entries, and which entry may run between which accounts."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

VND: Final = "VND"


class AccountKind(models.TextChoices):
    """What an account keeps. Assets say where a thing is and grow by debit; funds say for what it is there and grow by credit."""

    BANK = "bank", _("Tiền gửi ngân hàng")
    CASH = "cash", _("Tiền mặt")
    STORE = "store", _("Hiện vật trong kho")
    DIRECT_OUT = "direct_out", _("Đã trao trực tiếp")
    UNCLEAR = "unclear", _("Tiền ra chưa rõ việc gì")
    GIFTS = "gifts", _("Đã nhận, chưa phân bổ")
    UNIDENTIFIED = "unidentified", _("Chưa rõ của ai")
    ALLOCATED = "allocated", _("Đã phân bổ, chưa bàn giao")
    PAYABLE = "payable", _("Đã chi, chờ sao kê")
    OPENING = "opening", _("Có từ trước khi mở sổ")
    DIRECT_IN = "direct_in", _("Nhà tài trợ tự trao")


ASSETS: Final = frozenset({AccountKind.BANK, AccountKind.CASH, AccountKind.STORE, AccountKind.DIRECT_OUT, AccountKind.UNCLEAR})
FUNDS: Final = frozenset(AccountKind) - ASSETS


class EntryKind(models.TextChoices):
    """What happened."""

    OPENING = "opening", _("Số dư đầu kỳ")
    RECEIPT = "receipt", _("Tiếp nhận")
    IDENTIFIED = "identified", _("Xác định người tặng")
    ALLOCATION = "allocation", _("Phân bổ")
    RELEASE = "release", _("Thu hồi phân bổ")
    DELIVERY = "delivery", _("Bàn giao")
    MOVE = "move", _("Chuyển")
    LOSS = "loss", _("Mất, hỏng")
    REFUND = "refund", _("Hoàn trả")
    INTEREST = "interest", _("Lãi")
    FEE = "fee", _("Phí")
    DIRECT = "direct", _("Nhà tài trợ tự trao")
    PAID_OUT = "paid_out", _("Tiền ra theo sao kê")
    SETTLED = "settled", _("Khớp khoản chi với sao kê")
    DEPOSIT = "deposit", _("Nộp tiền mặt vào tài khoản")
    WITHDRAWAL = "withdrawal", _("Rút tiền mặt")
    OTHER = "other", _("Ngoài nguồn ủng hộ")
    REVERSAL = "reversal", _("Hủy bút toán")


_HELD: Final = frozenset({AccountKind.BANK, AccountKind.CASH, AccountKind.STORE})
_MONEY: Final = frozenset({AccountKind.BANK, AccountKind.CASH})
IDLE: Final = frozenset({AccountKind.GIFTS, AccountKind.UNIDENTIFIED, AccountKind.OPENING})
_SPENT: Final = frozenset({*IDLE, AccountKind.ALLOCATED})

# Which accounts an entry may debit, and which it may credit. A reversal runs back along the entry that it takes back.
ENDS: Final[dict[EntryKind, tuple[frozenset[AccountKind], frozenset[AccountKind]]]] = {
    EntryKind.OPENING: (_HELD, frozenset({AccountKind.OPENING, AccountKind.GIFTS, AccountKind.ALLOCATED})),
    EntryKind.RECEIPT: (_HELD, frozenset({AccountKind.GIFTS, AccountKind.UNIDENTIFIED})),
    EntryKind.IDENTIFIED: (frozenset({AccountKind.UNIDENTIFIED}), frozenset({AccountKind.GIFTS})),
    EntryKind.ALLOCATION: (frozenset({AccountKind.GIFTS, AccountKind.OPENING}), frozenset({AccountKind.ALLOCATED})),
    EntryKind.RELEASE: (frozenset({AccountKind.ALLOCATED}), frozenset({AccountKind.GIFTS, AccountKind.OPENING})),
    EntryKind.DELIVERY: (frozenset({AccountKind.ALLOCATED}), _HELD | {AccountKind.PAYABLE}),
    EntryKind.MOVE: (_HELD | _SPENT, _HELD | _SPENT),  # things to things, funds to funds: rules.check_ends
    EntryKind.LOSS: (_SPENT, _HELD),
    EntryKind.REFUND: (_SPENT, _HELD | {AccountKind.PAYABLE}),
    EntryKind.INTEREST: (_MONEY | {AccountKind.UNIDENTIFIED}, IDLE),
    EntryKind.FEE: (_SPENT, _MONEY | {AccountKind.UNCLEAR}),
    EntryKind.DIRECT: (frozenset({AccountKind.DIRECT_OUT}), frozenset({AccountKind.DIRECT_IN})),
    EntryKind.PAID_OUT: (frozenset({AccountKind.UNCLEAR}), frozenset({AccountKind.BANK})),
    EntryKind.SETTLED: (frozenset({AccountKind.PAYABLE}), frozenset({AccountKind.UNCLEAR})),
    EntryKind.DEPOSIT: (frozenset({AccountKind.UNIDENTIFIED}), frozenset({AccountKind.CASH})),
    EntryKind.WITHDRAWAL: (frozenset({AccountKind.CASH}), frozenset({AccountKind.UNCLEAR})),
    EntryKind.OTHER: (frozenset({AccountKind.UNIDENTIFIED, AccountKind.OPENING}), frozenset({AccountKind.OPENING, AccountKind.UNCLEAR})),
}
