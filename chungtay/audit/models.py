"""The table of acts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chungtay.core.constraints import append_only


class AuditEntry(models.Model):
    """One act, as it was known at that instant; append-only."""

    recorded_at = models.DateTimeField(_("lúc"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ai"))
    actor_name = models.CharField(max_length=200)
    acting_as = models.CharField(_("vai trò"), max_length=300, blank=True)
    act = models.CharField(_("việc"), max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_key = models.CharField(max_length=60)
    subject_name = models.CharField(_("đối tượng"), max_length=300)
    place_id = models.BigIntegerField(null=True)  # an OrgUnit's id; no foreign key: places stands above this room
    details = models.JSONField(default=dict)
    ip = models.GenericIPAddressField(_("từ địa chỉ"), null=True)
    agent = models.CharField(_("thiết bị"), max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-recorded_at", "-id"], name="audit_newest"),
            models.Index(fields=["place_id", "-id"], name="audit_place"),
            models.Index(fields=["subject_kind", "subject_key", "-id"], name="audit_subject"),
        ]
        constraints = [append_only("audit_auditentry", _("Nhật ký không sửa, không xóa được."))]
