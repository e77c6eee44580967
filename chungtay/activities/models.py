"""Tables of activities."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.activities.enums import ActivityStatus, MoneySource
from chungtay.core.constraints import Refusal
from chungtay.core.estimates import Estimate
from chungtay.core.search import WordIndex
from chungtay.files.models import Attachment, Photo
from chungtay.indicators.enums import By
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme

MOST_PEOPLE = 1_000_000  # of one activity of one unit
LEAST_MONEY = 1_000  # đồng: less is a slip of zeros
MOST_MONEY = 100_000_000_000  # đồng, of one source of one activity


class ActivityQuerySet(models.QuerySet["Activity"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """Those of units at which the person may use the power, also of units that ended and for which these answer."""
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))

    def standing(self) -> Self:
        """What is counted: not withdrawn."""
        return self.filter(status=ActivityStatus.RECORDED)


class Activity(models.Model):
    """Something done by a unit: from `started_on` to the end of `ended_on` (the same day, mostly). `kind` is a code of the pack.

    `people` is how many children or others took part or profited (None: nobody counted), `people_estimate` how sure that is.
    `once` is the key of the form with which it was sent: the same form sent twice is the same activity.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="activities")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="activities")
    kind = models.CharField(_("loại hoạt động"), max_length=40)
    title = models.CharField(_("việc đã làm"), max_length=200)
    started_on = models.DateField(_("ngày"))
    ended_on = models.DateField(_("đến hết ngày"))
    place = models.CharField(_("nơi làm"), max_length=200, blank=True)
    partners = models.CharField(_("phối hợp với"), max_length=300, blank=True)
    story = models.TextField(_("nói thêm"), max_length=2000, blank=True)
    people = models.PositiveIntegerField(_("số người tham gia, được hưởng"), null=True, blank=True)
    people_estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)
    status = models.CharField(max_length=10, choices=ActivityStatus.choices, default=ActivityStatus.RECORDED)
    end_reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    once = models.CharField(max_length=40, blank=True)
    search_text = models.CharField(max_length=700, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("started_on")),
                name="activities_days",
                violation_error_message=_("Ngày kết thúc không thể trước ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__lte=MOST_PEOPLE),
                name="activities_people",
                violation_error_message=_("Số người của một hoạt động tối đa 1.000.000."),
            ),
            models.CheckConstraint(
                condition=Q(status=ActivityStatus.RECORDED) | (Q(status=ActivityStatus.WITHDRAWN) & ~Q(end_reason="")),
                name="activities_withdrawn_with_reason",
                violation_error_message=_("Xin ghi lý do rút."),
            ),
            models.UniqueConstraint(
                fields=["recorded_by", "once"],
                condition=~Q(once=""),
                name="activities_sent_once",
                violation_error_message=_("Phiếu này đã được ghi rồi."),
            ),
            Refusal(
                name="activities_kept", events=("DELETE",), violation_error_message=_("Hoạt động không bị xóa, chỉ được rút kèm lý do.")
            ),
            Refusal(
                name="activities_withdrawn_fixed",
                events=("UPDATE",),
                condition="OLD.status = 'withdrawn'",
                violation_error_message=_("Hoạt động đã rút không sửa được."),
            ),
            Refusal(
                name="activities_whole_holds_parts",
                events=("UPDATE",),
                condition="EXISTS (SELECT 1 FROM activities_activitypeople p WHERE p.activity_id = NEW.id AND p.value > NEW.people)",
                violation_error_message=_("Số người không thể ít hơn một phần của nó."),
            ),
            WordIndex(name="activities_words", column="search_text"),
        ]
        indexes = [
            models.Index(fields=["unit", "programme", "started_on"], name="activities_of_unit"),
            models.Index(fields=["-started_on", "-id"], name="activities_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """How people name it on the phone: HD-42."""
        return f"HD-{self.pk}"


def _stands(name: str) -> Refusal:
    """What a withdrawn activity said stays as it was."""
    return Refusal(
        name=name,
        events=("INSERT", "UPDATE"),
        condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND a.status = 'withdrawn')",
        violation_error_message=_("Hoạt động đã rút không sửa được."),
    )


def _kept(name: str) -> Refusal:
    return Refusal(
        name=name,
        events=("DELETE",),
        condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = OLD.activity_id AND a.status = 'withdrawn')",
        violation_error_message=_("Hoạt động đã rút không sửa được."),
    )


class ActivityOutput(models.Model):
    """What it brought about: `output` is a code of the pack, `value` how many, in the pack's measure."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="outputs")
    output = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "output"], name="activities_output_once", violation_error_message=_("Kết quả này đã được ghi rồi.")
            ),
            models.CheckConstraint(
                condition=Q(value__lte=MOST_PEOPLE),
                name="activities_output_value",
                violation_error_message=_("Số lượng là một số nguyên từ 0 đến 1.000.000."),
            ),
            _stands("activities_output_stands"),
            _kept("activities_output_kept"),
        ]


class ActivityPeople(models.Model):
    """A part of the people: so many girls, of poor households, of a school level … Totals only."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="parts")
    by = models.CharField(max_length=12, choices=By.choices)
    value = models.PositiveIntegerField()
    estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "by"], name="activities_part_once", violation_error_message=_("Phần này đã được ghi rồi.")
            ),
            models.CheckConstraint(
                condition=Q(by__in=By.values), name="activities_part_known", violation_error_message=_("Không có cách chia này.")
            ),
            Refusal(
                name="activities_part_within_whole",
                events=("INSERT", "UPDATE"),
                condition="EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = NEW.activity_id AND NEW.value > a.people)",
                violation_error_message=_("Một phần không thể nhiều hơn tổng số người."),
            ),
            _stands("activities_part_stands"),
            _kept("activities_part_kept"),
        ]


class ActivityMoney(models.Model):
    """Money spent, or the value of goods given, in đồng, by source; 0: it is known that there was none."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="money")
    source = models.CharField(max_length=12, choices=MoneySource.choices)
    amount_vnd = models.BigIntegerField()
    estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "source"], name="activities_money_once", violation_error_message=_("Nguồn này đã được ghi rồi.")
            ),
            models.CheckConstraint(
                condition=Q(amount_vnd=0) | Q(amount_vnd__gte=LEAST_MONEY, amount_vnd__lte=MOST_MONEY),
                name="activities_money_amount",
                violation_error_message=_("Số tiền từ 1.000 đồng đến 100 tỷ đồng, hoặc 0."),
            ),
            models.CheckConstraint(
                condition=Q(source__in=MoneySource.values),
                name="activities_money_known",
                violation_error_message=_("Không có nguồn kinh phí này."),
            ),
            _stands("activities_money_stands"),
            _kept("activities_money_kept"),
        ]


class ActivityPhoto(models.Model):
    """A photo of it."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="+")
    caption = models.CharField(_("chú thích"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "photo"], name="activities_photo_once", violation_error_message=_("Ảnh này đã có rồi.")
            )
        ]


class ActivityPaper(models.Model):
    """A paper about it: a list of what was handed over, minutes, an invitation. For those who work on it, never public."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="papers")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
