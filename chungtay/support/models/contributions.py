"""What came, and what was given back."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.banking.models import StatementLine
from chungtay.core.constraints import Refusal, append_only
from chungtay.core.db import never_taken_back
from chungtay.core.estimates import Estimate
from chungtay.donors.models import Donor
from chungtay.files.models import Attachment
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.enums import GIVEN, LineUse, Way
from chungtay.support.models.pledges import MOST_MONEY, PledgeLine


class Reception(models.Model):
    """The minutes of receiving cash or goods: who gave, who received, where, on which day; several contributions may stand in one."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="receptions")
    donor = models.ForeignKey(Donor, models.PROTECT, null=True, related_name="receptions")
    number = models.CharField(_("số biên bản"), max_length=40, blank=True)
    received_on = models.DateField(_("ngày nhận"))
    place = models.CharField(_("nơi nhận"), max_length=200, blank=True)
    giver_name = models.CharField(_("người giao"), max_length=200, blank=True)
    receiver_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    once = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            append_only("support_reception", _("Biên bản tiếp nhận đã ghi không sửa, không xóa được.")),
            models.UniqueConstraint(
                fields=["once"],
                condition=~Q(once=""),
                name="support_reception_once",
                violation_error_message=_("Biên bản này đã được ghi rồi."),
            ),
        ]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))

    def standing(self) -> Self:
        """Without those taken back and without the rows that take them back."""
        return self.filter(never_taken_back(Contribution.objects.all()), reverses__isnull=True)

    def with_idle(self, least: int = 1) -> Self:
        """Those of which at least so much has no aim yet, each with it as `idle`, in đồng or pieces."""
        gone = F("balance__allocated") + F("balance__refunded") + F("balance__lost")
        some = self.filter(balance__received__gt=gone)  # in the words of the index support_idle
        left = F("balance__received") - F("balance__allocated") - F("balance__refunded") - F("balance__lost")
        return some.annotate(idle=left).filter(idle__gte=least)

    def given(self) -> Self:
        """What people gave, without the interest that their money earned."""
        return self.filter(way__in=GIVEN)


class Contribution(models.Model):
    """Money or goods that a unit received on a day. `kind` is a code of the programme's pack; a row with `reverses` takes that row back.

    Money: `value_vnd` is the amount in đồng. Goods: `quantity` in `measure`, with an estimated value or none. `trace_code` opens its public
    page. The donor's wish (earmark): a need, a unit, a category, each or none; then it may go nowhere else without a Substitution.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="contributions")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="contributions", db_index=False)
    trace_code = models.CharField(_("mã dấu vết"), max_length=20, db_index=True)
    way = models.CharField(_("cách nhận"), max_length=10, choices=Way.choices, default=Way.DIRECT)
    kind = models.CharField(_("loại"), max_length=40)
    is_money = models.BooleanField(_("bằng tiền"), default=False)
    quantity = models.PositiveIntegerField(_("số lượng"), null=True)
    measure = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    value_vnd = models.BigIntegerField(_("trị giá (đồng)"), null=True)
    value_estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)
    giver = models.CharField(_("người ủng hộ"), max_length=200, blank=True)
    donor = models.ForeignKey(Donor, models.PROTECT, null=True, related_name="contributions")
    pledge_line = models.ForeignKey(PledgeLine, models.PROTECT, null=True, related_name="contributions")
    line = models.ForeignKey(StatementLine, models.PROTECT, null=True, related_name="contributions")
    reception = models.ForeignKey(Reception, models.PROTECT, null=True, related_name="contributions")
    earmark_need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="earmarked")
    earmark_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    earmark_category = models.CharField(max_length=40, blank=True)
    received_on = models.DateField(_("ngày nhận"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_money=True, value_vnd__gte=1, quantity__isnull=True) | Q(is_money=False, quantity__gte=1),
                name="support_money_or_goods",
                violation_error_message=_("Tiền thì ghi số tiền; hiện vật thì ghi số lượng từ 1."),
            ),
            models.CheckConstraint(
                condition=Q(way__in=[Way.BANK, Way.CASH, Way.INTEREST], is_money=True)
                | Q(way=Way.GOODS, is_money=False)
                | Q(way=Way.DIRECT),
                name="support_way",
                violation_error_message=_("Cách nhận không khớp với loại nguồn lực."),
            ),
            models.CheckConstraint(
                condition=Q(line__isnull=True) | Q(way__in=[Way.BANK, Way.INTEREST]),
                name="support_line_of_bank",
                violation_error_message=_("Chỉ tiền qua ngân hàng mới có dòng sao kê."),
            ),
            models.CheckConstraint(
                condition=Q(value_vnd__isnull=True) | Q(value_vnd__gte=1, value_vnd__lte=MOST_MONEY),
                name="support_value",
                violation_error_message=_("Trị giá từ 1 đồng đến 1.000 tỷ đồng."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | (~Q(note="") & ~Q(reverses=F("pk"))),
                name="support_reversed_with_reason",
                violation_error_message=_("Xin ghi lý do hủy."),
            ),
            models.UniqueConstraint(
                fields=["trace_code"],
                condition=Q(reverses__isnull=True),
                name="support_one_trace",
                violation_error_message=_("Mã dấu vết này đã dùng."),
            ),
            Refusal(
                name="support_reversed_once",
                events=("INSERT",),
                condition="EXISTS (SELECT 1 FROM support_contribution c WHERE c.id = NEW.reverses_id AND c.reverses_id IS NOT NULL)",
                violation_error_message=_("Dòng hủy không thể bị hủy."),
            ),
            append_only("support_contribution", _("Việc tiếp nhận đã ghi không sửa, không xóa được; chỉ hủy bằng một dòng mới.")),
        ]
        indexes = [
            models.Index(fields=["unit", "-received_on", "-id"], name="support_of_unit"),
            models.Index(fields=["-received_on", "-id"], name="support_newest"),
            models.Index(fields=["donor", "-id"], condition=Q(donor__isnull=False), name="support_of_donor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_on}"

    @property
    def amount(self) -> int:
        """What is allocated part by part: đồng of money, pieces of goods."""
        return (self.value_vnd if self.is_money else self.quantity) or 0


class ContributionBalance(models.Model):
    """How much of a contribution went where, in đồng or pieces; what is left is idle. `lost`: of money, fees that were paid from it.

    In a table of its own so that many hands on one contribution wait for nothing else. Over-allocation breaks the constraint.
    """

    contribution = models.OneToOneField(Contribution, models.PROTECT, primary_key=True, related_name="balance")
    received = models.BigIntegerField()
    allocated = models.BigIntegerField(default=0)
    delivered = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    lost = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received__gte=F("allocated") + F("refunded") + F("lost")),
                name="support_never_more_than_received",
                violation_error_message=_("Không thể phân bổ, hoàn trả nhiều hơn phần còn lại của khoản đã nhận."),
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0, allocated__gte=0, refunded__gte=0, lost__gte=0, delivered__gte=0)
                & Q(delivered__lte=F("allocated")),
                name="support_balance_parts",
                violation_error_message=_("Phần đã bàn giao không thể nhiều hơn phần đã phân bổ."),
            ),
            Refusal(name="support_balance_kept", events=("DELETE",), violation_error_message=_("Số dư của khoản tiếp nhận không bị xóa.")),
        ]
        indexes = [
            models.Index(fields=["contribution"], condition=Q(received__gt=F("allocated") + F("refunded") + F("lost")), name="support_idle")
        ]

    @property
    def idle(self) -> int:
        return self.received - self.allocated - self.refunded - self.lost


class Substitution(models.Model):
    """The donor's word that an earmarked gift may also go elsewhere: to this need, unit or category, instead of what was wished."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="substitutions")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    category = models.CharField(max_length=40, blank=True)
    reason = models.CharField(_("lý do"), max_length=500)
    donor_said_on = models.DateField(_("nhà tài trợ đồng ý ngày"))
    how = models.CharField(_("đồng ý bằng cách nào"), max_length=200)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [append_only("support_substitution", _("Lời đồng ý đổi mục đích đã ghi không sửa, không xóa được."))]


class Refund(models.Model):
    """Money given back to its donor, at most what is left of the gift."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="refunds")
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"))
    refunded_on = models.DateField(_("ngày hoàn trả"))
    way = models.CharField(max_length=10, choices=[(Way.BANK.value, Way.BANK.label), (Way.CASH.value, Way.CASH.label)])
    reason = models.CharField(_("lý do"), max_length=300)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_vnd__gte=1) & ~Q(reason=""),
                name="support_refund",
                violation_error_message=_("Xin ghi số tiền hoàn trả và lý do."),
            ),
            append_only("support_refund", _("Việc hoàn trả đã ghi không sửa, không xóa được.")),
        ]


class LineBooking(models.Model):
    """What a line of a bank statement was booked as; taken back by a second row with a reason (`reverses`). One standing row a line.

    `contribution`: the gift or interest that it became, or the gift that a fee is paid from; `refund`, or `delivery_code`, what it paid.
    """

    line = models.ForeignKey(StatementLine, models.PROTECT, related_name="bookings")
    use = models.CharField(max_length=10, choices=LineUse.choices)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, related_name="bookings")
    refund = models.ForeignKey(Refund, models.PROTECT, null=True, related_name="bookings")
    delivery_code = models.CharField(max_length=20, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    is_undone = models.BooleanField(default=False)
    booked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(is_undone=False),
                name="support_line_booked_once",
                violation_error_message=_("Dòng sao kê này đã được ghi sổ rồi."),
            ),
            Refusal(name="support_booking_kept", events=("DELETE",), violation_error_message=_("Việc ghi sổ không bị xóa.")),
        ]
        indexes = [models.Index(fields=["delivery_code"], name="support_paid_by_line")]
