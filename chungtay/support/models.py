"""Tables of support."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.core.constraints import Refusal, append_only
from chungtay.core.estimates import Estimate
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))

    def standing(self) -> Self:
        """Without those taken back and without the rows that take them back."""
        return self.filter(reverses__isnull=True, reversed_by__isnull=True)


class Contribution(models.Model):
    """Money or goods that a unit received on a day. `kind` is a code of the programme's pack; a row with `reverses` takes that row back.

    Money: `value_vnd` is the amount in đồng. Goods: `quantity` in `measure`, with an estimated value or none.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="contributions")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="contributions", db_index=False)
    kind = models.CharField(_("loại"), max_length=40)
    is_money = models.BooleanField(_("bằng tiền"), default=False)
    quantity = models.PositiveIntegerField(_("số lượng"), null=True)
    measure = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    value_vnd = models.BigIntegerField(_("trị giá (đồng)"), null=True)
    value_estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)
    giver = models.CharField(_("người ủng hộ"), max_length=200, blank=True)
    received_on = models.DateField(_("ngày nhận"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_money=True, value_vnd__gte=1_000, quantity__isnull=True) | Q(is_money=False, quantity__gte=1),
                name="support_money_or_goods",
                violation_error_message=_("Tiền thì ghi số tiền từ 1.000 đồng; hiện vật thì ghi số lượng từ 1."),
            ),
            models.CheckConstraint(
                condition=Q(value_vnd__isnull=True) | Q(value_vnd__gte=1_000, value_vnd__lte=1_000_000_000_000),
                name="support_value",
                violation_error_message=_("Trị giá từ 1.000 đồng đến 1.000 tỷ đồng."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | (~Q(note="") & ~Q(reverses=F("pk"))),
                name="support_reversed_with_reason",
                violation_error_message=_("Xin ghi lý do hủy."),
            ),
            Refusal(
                name="support_reversed_once",
                events=("INSERT",),
                condition="EXISTS (SELECT 1 FROM support_contribution c WHERE c.id = NEW.reverses_id AND c.reverses_id IS NOT NULL)",
                violation_error_message=_("Dòng hủy không thể bị hủy."),
            ),
            append_only("support_contribution", _("Việc tiếp nhận đã ghi không sửa, không xóa được; chỉ hủy bằng một dòng mới.")),
        ]
        indexes = [models.Index(fields=["unit", "-received_on", "-id"], name="support_of_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_on}"
