"""Where goods lie, and what became of them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.models import User
from chungtay.core.constraints import append_only
from chungtay.files.models import Attachment
from chungtay.places.models import OrgUnit
from chungtay.support.enums import LossKind
from chungtay.support.models.contributions import Contribution


class StoreBalance(models.Model):
    """How many pieces of a contribution lie at a place (a unit that keeps them). in = out + stock + loss, always."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="stores")
    place = models.ForeignKey(OrgUnit, models.PROTECT, related_name="stock")
    quantity = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "place"], name="support_one_store", violation_error_message=_("Mỗi nơi cất giữ chỉ có một dòng.")
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=0), name="support_store", violation_error_message=_("Nơi này không còn đủ hàng.")
            ),
        ]


class StoreMove(models.Model):
    """Pieces of a contribution carried from one place to another."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="moves")
    origin = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    to = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(_("số lượng"))
    moved_on = models.DateField(_("ngày chuyển"))
    carrier = models.CharField(_("người chuyển"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & ~Q(origin=F("to")),
                name="support_moved_elsewhere",
                violation_error_message=_("Nơi đến phải khác nơi đi."),
            ),
            append_only("support_storemove", _("Việc chuyển kho đã ghi không sửa, không xóa được.")),
        ]


class Loss(models.Model):
    """Pieces lost, broken or past their day, with the minutes that say so."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="losses")
    place = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=LossKind.choices)
    quantity = models.PositiveIntegerField(_("số lượng"))
    lost_on = models.DateField(_("ngày"))
    reason = models.CharField(_("lý do"), max_length=500)
    minutes = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1) & ~Q(reason=""),
                name="support_loss",
                violation_error_message=_("Xin ghi số lượng mất, hỏng và lý do."),
            ),
            append_only("support_loss", _("Việc mất, hỏng đã ghi không sửa, không xóa được.")),
        ]
