"""Tables of what was sent to us."""

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chungtay.core.constraints import Refusal, append_only

MOST_BYTES: Final = 300_000  # of a photo as it is kept: a page of twelve opens on a slow line
MOST_PIXELS: Final = 1_600  # on its long side
_FIXED: Final = ("id", "file", "thumb", "sha256", "width", "height", "size", "uploaded_by_id", "uploaded_at")


class Photo(models.Model):
    """A picture of ours, drawn anew from what was sent; `file` and `thumb` (its preview) are JPEG, sizes in pixels and bytes.

    Several rows may share the same files: each is somebody's own upload.
    """

    file = models.FileField(max_length=250)
    thumb = models.FileField(max_length=250)
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    may_show_faces = models.BooleanField(_("có thể nhận ra mặt người"), default=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người gửi"))
    uploaded_at = models.DateTimeField(_("lúc"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_BYTES),
                name="files_photo_size",
                violation_error_message=_("Ảnh được lưu ở cỡ tối đa 300 KB."),
            ),
            models.CheckConstraint(
                condition=Q(width__gte=1, width__lte=MOST_PIXELS, height__gte=1, height__lte=MOST_PIXELS),
                name="files_photo_pixels",
                violation_error_message=_("Ảnh được lưu với cạnh dài tối đa 1600 điểm ảnh."),
            ),
            Refusal(
                name="files_photo_fixed",
                events=("UPDATE",),
                condition=" OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in _FIXED),
                violation_error_message=_("Ảnh đã lưu không sửa được."),
            ),
        ]


class Attachment(models.Model):
    """A file exactly as it was sent; `name` is the sender's, cleaned, with the ending of what the file really is. Size in bytes."""

    file = models.FileField(max_length=250)
    name = models.CharField(_("tên tệp"), max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("người gửi"))
    uploaded_at = models.DateTimeField(_("lúc"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=20 * 1024 * 1024),
                name="files_attachment_size",
                violation_error_message=_("Tệp đính kèm tối đa 20 MB."),
            ),
            append_only("files_attachment", _("Tệp đính kèm đã lưu không sửa, không xóa được.")),
        ]

    def __str__(self) -> str:
        return self.name
