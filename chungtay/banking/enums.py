"""Closed vocabularies of banking."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Layout(models.TextChoices):
    """How a bank writes its statements; it is recognised by the words of the heading."""

    TECHCOMBANK = "techcombank", "Techcombank"
    BIDV = "bidv", "BIDV"
    VIETCOMBANK = "vietcombank", "Vietcombank"
    GENERIC = "generic", _("Mẫu chung")


class UploadStatus(models.TextChoices):
    """A file on its way to become a statement."""

    WAITING = "waiting", _("Đang chờ đọc")
    READING = "reading", _("Đang đọc")
    READ = "read", _("Đã đọc, chờ xác nhận")
    CONFIRMED = "confirmed", _("Đang chờ nạp")
    LOADING = "loading", _("Đang nạp")
    LOADED = "loaded", _("Đã nạp")
    REFUSED = "refused", _("Không nạp được")
    DROPPED = "dropped", _("Đã bỏ")

    @classmethod
    def in_work(cls) -> list["UploadStatus"]:
        """Those that wait for a machine, or that one has in hand."""
        return [cls.WAITING, cls.READING, cls.CONFIRMED, cls.LOADING]


UPLOAD_MOVES: Final[dict[UploadStatus, frozenset[UploadStatus]]] = {
    UploadStatus.WAITING: frozenset({UploadStatus.READING, UploadStatus.DROPPED}),
    # Taken up again where the process that had it was lost.
    UploadStatus.READING: frozenset({UploadStatus.READING, UploadStatus.READ, UploadStatus.REFUSED}),
    # Read again with the balances that the officer typed.
    UploadStatus.READ: frozenset({UploadStatus.CONFIRMED, UploadStatus.WAITING, UploadStatus.DROPPED}),
    UploadStatus.CONFIRMED: frozenset({UploadStatus.LOADING}),
    UploadStatus.LOADING: frozenset({UploadStatus.LOADING, UploadStatus.LOADED, UploadStatus.REFUSED}),
    UploadStatus.LOADED: frozenset(),
    UploadStatus.REFUSED: frozenset(),
    UploadStatus.DROPPED: frozenset(),
}

# What the audit calls each act of this room.
ACTS: Final = {
    "bank_account.opened": _("Mở tài khoản ngân hàng"),
    "bank_account.closed": _("Đóng tài khoản ngân hàng"),
    "statement.loaded": _("Nạp sao kê"),
    "statement.dropped": _("Bỏ tệp sao kê"),
}
