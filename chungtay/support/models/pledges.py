"""What donors promise."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.core.constraints import Refusal, append_only
from chungtay.donors.models import Donor
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.enums import LIVE_PLEDGES, PledgeStatus, Side

MOST_MONEY = 1_000_000_000_000  # đồng, of one line
MOST_QUANTITY = 10_000_000


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))

    def live(self) -> Self:
        """Those that hold their part of what they are for."""
        return self.filter(status__in=LIVE_PLEDGES)


class Pledge(models.Model):
    """A donor's promise to a programme. `unit` answers for it and receives what comes; `officer` follows it.

    `payment_code` finds the money in a bank statement; `trace_code` opens the donor's own page. `planned_on`: the day by which it is to
    come; `expires_on`: from that day on it holds nothing any more. `once` is the key of the form with which it was sent.
    """

    payment_code = models.CharField(_("mã chuyển khoản"), max_length=10, unique=True)
    trace_code = models.CharField(_("mã dấu vết"), max_length=20, unique=True)
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="pledges")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="pledges")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="pledges", db_index=False)
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="pledges_followed")
    status = models.CharField(max_length=10, choices=PledgeStatus.choices, default=PledgeStatus.OFFERED)
    plan = models.TextField(_("kế hoạch"), max_length=2000, blank=True)
    planned_on = models.DateField(_("dự kiến ngày"), null=True, blank=True)
    offered_on = models.DateField(_("ngày cam kết"))
    expires_on = models.DateField(_("giữ chỗ đến trước ngày"))
    end_reason = models.CharField(max_length=500, blank=True)
    once = models.CharField(max_length=40, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = PledgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PledgeStatus.values),
                name="support_pledge_status",
                violation_error_message=_("Tình trạng của cam kết không có."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PledgeStatus.DECLINED, PledgeStatus.CANCELLED]) | ~Q(end_reason=""),
                name="support_pledge_ended_with_reason",
                violation_error_message=_("Xin ghi lý do."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=F("offered_on")),
                name="support_pledge_days",
                violation_error_message=_("Hạn giữ chỗ phải sau ngày cam kết."),
            ),
            models.UniqueConstraint(
                fields=["once"],
                condition=~Q(once=""),
                name="support_pledge_once",
                violation_error_message=_("Cam kết này đã được gửi rồi."),
            ),
            Refusal(
                name="support_pledge_kept", events=("DELETE",), violation_error_message=_("Cam kết không bị xóa, chỉ được hủy kèm lý do.")
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status", "-id"], name="support_pledges_of_unit"),
            models.Index(fields=["status", "expires_on"], name="support_pledges_ending"),
        ]

    def __str__(self) -> str:
        return self.payment_code


class PledgeLine(models.Model):
    """One thing promised: money (`amount_vnd`, đồng) or goods (`quantity` in `measure`), for a need, a category in a commune, a unit, or
    whatever the programme needs most (all three empty).

    For a need, `need_quantity` units of it are held, or `need_vnd` đồng of its cost where only a part of one unit is paid. `came` is how
    much has come so far, in đồng or pieces. A line that a change took away is `is_dropped` and holds nothing.
    """

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="lines")
    kind = models.CharField(_("loại nguồn lực"), max_length=40)
    is_money = models.BooleanField(default=False)
    amount_vnd = models.BigIntegerField(_("số tiền (đồng)"), null=True)
    quantity = models.PositiveIntegerField(_("số lượng"), null=True)
    measure = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="pledge_lines")
    need_quantity = models.PositiveIntegerField(default=0)
    need_vnd = models.BigIntegerField(default=0)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    category = models.CharField(max_length=40, blank=True)
    came = models.BigIntegerField(default=0)
    is_dropped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_money=True, amount_vnd__gte=1_000, amount_vnd__lte=MOST_MONEY, quantity__isnull=True)
                | Q(is_money=False, amount_vnd__isnull=True, quantity__gte=1, quantity__lte=MOST_QUANTITY),
                name="support_pledged_money_or_goods",
                violation_error_message=_("Tiền thì ghi số tiền từ 1.000 đồng; hiện vật thì ghi số lượng từ 1."),
            ),
            models.CheckConstraint(
                condition=Q(need__isnull=True, need_quantity=0, need_vnd=0) | Q(need__isnull=False, unit__isnull=True, category=""),
                name="support_pledged_for_one_thing",
                violation_error_message=_("Mỗi dòng cam kết chỉ cho một nơi."),
            ),
            models.CheckConstraint(
                condition=Q(need_vnd__gte=0, came__gte=0) & (Q(need_vnd=0) | Q(is_money=True, need_quantity=0)),
                name="support_pledged_part",
                violation_error_message=_("Phần cam kết của nhu cầu không hợp lệ."),
            ),
        ]
        indexes = [models.Index(fields=["need", "id"], condition=Q(need__isnull=False), name="support_pledges_of_need")]


class PledgeChange(models.Model):
    """What one side changed, and what stood there before: plan, day and lines as data; agreed or refused by the other side."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="changes")
    side = models.CharField(max_length=10, choices=Side.choices)
    was = models.JSONField()
    now = models.JSONField()
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [append_only("support_pledgechange", _("Các lần đổi cam kết đã ghi không sửa, không xóa được."))]
