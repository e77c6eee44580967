"""What the audit calls each act of this room."""

from typing import Final

from django.utils.translation import gettext_lazy as _

ACTS: Final = {
    "photo.kept": _("Lưu ảnh"),
    "photo.faces_marked": _("Ghi chú ảnh có thể nhận ra mặt người"),
    "photo.discarded": _("Xóa ảnh"),
    "attachment.kept": _("Lưu tệp đính kèm"),
}
