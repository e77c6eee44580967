"""Where gifts go: allocated, handed over, confirmed."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.activities.models import Activity
from chungtay.core.constraints import Refusal, append_only
from chungtay.core.db import never_taken_back
from chungtay.files.models import Attachment, Photo
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.support.enums import DeliveryStatus
from chungtay.support.models.contributions import Contribution, Substitution
from chungtay.support.models.pledges import PledgeLine

_ELSEWHERE = (
    "NEW.substitution_id IS NULL AND NEW.reverses_id IS NULL AND EXISTS (SELECT 1 FROM support_contribution c "
    "WHERE c.id = NEW.contribution_id AND c.earmark_need_id IS NOT NULL AND (NEW.need_id IS NULL OR c.earmark_need_id <> NEW.need_id))"
)


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(contribution__unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))

    def standing(self) -> Self:
        return self.filter(never_taken_back(Allocation.objects.all()), reverses__isnull=True)


class Allocation(models.Model):
    """A part of a contribution goes to a unit: for one of its needs, for an activity, or as a plain gift to the unit.

    `amount` is in the contribution's own: đồng of money, pieces of goods. Of the need, `need_quantity` units are held by it, or `need_vnd`
    đồng of its cost; `pledge_line`: the promise that it keeps, whose hold it takes over. Taken back by a row with `reverses`.
    """

    code = models.CharField(_("mã phân bổ"), max_length=20, unique=True)
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="allocations")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="allocations")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="allocations", db_index=False)
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="allocations")
    pledge_line = models.ForeignKey(PledgeLine, models.PROTECT, null=True, related_name="allocations")
    substitution = models.ForeignKey(Substitution, models.PROTECT, null=True, related_name="allocations")
    amount = models.BigIntegerField()
    need_quantity = models.PositiveIntegerField(default=0)
    need_vnd = models.BigIntegerField(default=0)
    allocated_on = models.DateField(_("ngày phân bổ"))
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=1, need_vnd__gte=0), name="support_allocated", violation_error_message=_("Số phân bổ phải từ 1.")
            ),
            models.CheckConstraint(
                condition=Q(need__isnull=False) | Q(need_quantity=0, need_vnd=0),
                name="support_allocated_part_of_need",
                violation_error_message=_("Phần đáp ứng chỉ có khi phân bổ cho một nhu cầu."),
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | ~Q(note=""),
                name="support_released_with_reason",
                violation_error_message=_("Xin ghi lý do hủy phân bổ."),
            ),
            Refusal(
                name="support_earmark_kept",
                events=("INSERT",),
                condition=_ELSEWHERE,
                violation_error_message=_("Nhà tài trợ đã dành khoản này cho một nhu cầu khác. Muốn đổi, cần nhà tài trợ đồng ý trước."),
            ),
            append_only("support_allocation", _("Việc phân bổ đã ghi không sửa, không xóa được; chỉ hủy bằng một dòng mới.")),
        ]
        indexes = [models.Index(fields=["need", "id"], condition=Q(need__isnull=False), name="support_allocated_to_need")]


class AllocationBalance(models.Model):
    """How much of an allocation was handed over, and how much of that is confirmed, in đồng or pieces."""

    allocation = models.OneToOneField(Allocation, models.PROTECT, primary_key=True, related_name="balance")
    amount = models.BigIntegerField()
    delivered = models.BigIntegerField(default=0)
    confirmed = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered__gte=0, delivered__lte=F("amount"), confirmed__gte=0, confirmed__lte=F("delivered")),
                name="support_delivered_of_allocated",
                violation_error_message=_("Không thể bàn giao nhiều hơn phần đã phân bổ."),
            ),
        ]
        indexes = [models.Index(fields=["allocation"], condition=Q(delivered__lt=F("amount")), name="support_to_hand_over")]


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))


class Delivery(models.Model):
    """Handed over to a unit on a day, with minutes; confirmed there by somebody other than who handed it over and who wrote it down."""

    code = models.CharField(_("mã bàn giao"), max_length=20, unique=True)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="deliveries", db_index=False)
    delivered_on = models.DateField(_("ngày bàn giao"))
    place = models.CharField(_("nơi bàn giao"), max_length=200, blank=True)
    giver_name = models.CharField(_("bên giao"), max_length=200)
    receiver_name = models.CharField(_("bên nhận"), max_length=200)
    status = models.CharField(max_length=12, choices=DeliveryStatus.choices, default=DeliveryStatus.HANDED_OVER)
    minutes = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)
    end_reason = models.CharField(max_length=500, blank=True)
    once = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_on = models.DateField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=DeliveryStatus.CONFIRMED) | Q(confirmed_at__isnull=False, confirmed_on__isnull=False),
                name="support_confirmed_with_day",
                violation_error_message=_("Việc xác nhận phải có ngày."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(recorded_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
                name="support_confirmed_by_another",
                violation_error_message=_("Người ghi bàn giao không tự xác nhận đã nhận. Hãy nhờ người khác của trường."),
            ),
            models.CheckConstraint(
                condition=~Q(status=DeliveryStatus.REFUSED) | ~Q(end_reason=""),
                name="support_refused_with_reason",
                violation_error_message=_("Xin ghi lý do trả lại."),
            ),
            models.UniqueConstraint(
                fields=["once"],
                condition=~Q(once=""),
                name="support_delivery_once",
                violation_error_message=_("Lần bàn giao này đã được ghi rồi."),
            ),
            Refusal(name="support_delivery_kept", events=("DELETE",), violation_error_message=_("Việc bàn giao không bị xóa.")),
        ]
        indexes = [
            models.Index(fields=["unit", "-delivered_on", "-id"], name="support_deliveries_of_unit"),
            models.Index(fields=["status", "delivered_on"], name="support_deliveries_waiting"),
        ]


class DeliveryLine(models.Model):
    """What was handed over of an allocation, in đồng or pieces, and how many units of its need it meets. Goods came from `store`."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="lines")
    allocation = models.ForeignKey(Allocation, models.PROTECT, related_name="delivery_lines")
    amount = models.BigIntegerField()
    met_quantity = models.PositiveIntegerField(default=0)
    store = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=1), name="support_delivered_something", violation_error_message=_("Số bàn giao phải từ 1.")
            ),
            append_only("support_deliveryline", _("Nội dung bàn giao đã ghi không sửa, không xóa được.")),
        ]


class DeliveryPhoto(models.Model):
    """A photo of the handing over; a face may be recognised only where the people in it agreed (`consent` says how)."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    caption = models.CharField(_("chú thích"), max_length=200, blank=True)
    consent = models.CharField(_("đồng ý cho dùng ảnh"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "photo"], name="support_photo_once", violation_error_message=_("Ảnh này đã có rồi.")
            ),
        ]

    @property
    def may_be_public(self) -> bool:
        return not self.photo.may_show_faces or bool(self.consent)
