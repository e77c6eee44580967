"""Tables of programmes."""

from datetime import date, datetime, time
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.constraints import NoOverlap, Refusal, append_only
from chungtay.core.periods import FOREVER
from chungtay.documents.enums import DocumentKind
from chungtay.files.models import Attachment
from chungtay.places.enums import LEVEL_LABELS, SchoolLevel
from chungtay.places.models import OrgUnit
from chungtay.programmes.pack import Pack
from chungtay.programmes.packkept import taken_out

END_OF_DAY = time(23, 59, 59)


class PackVersion(models.Model):
    """A pack as it was loaded once; what it says never changes under the same version."""

    slug = models.SlugField(_("mã chương trình"), max_length=60)
    version = models.PositiveIntegerField(_("phiên bản"))
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "version"],
                name="programmes_pack_once",
                violation_error_message=_("Phiên bản này của chương trình đã được nạp rồi."),
            ),
            append_only("programmes_packversion", _("Gói chương trình đã nạp không sửa, không xóa được; hãy nạp phiên bản mới.")),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"

    @property
    def pack(self) -> Pack:
        """What the version says; the same object for the same row, because packs are read on every page, mostly without the content."""
        return taken_out(self.sha256, lambda: self.content)


class Programme(models.Model):
    """A pack at work, with the version that it began with or later adopted."""

    slug = models.SlugField(_("mã chương trình"), max_length=60, unique=True, error_messages={"unique": _("Chương trình này đã có.")})
    name = models.CharField(_("tên"), max_length=200)
    version = models.ForeignKey(PackVersion, models.PROTECT, related_name="+")
    started_on = models.DateField(_("bắt đầu"))
    ended_on = models.DateField(_("kết thúc"), default=FOREVER)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gt=F("started_on")),
                name="programmes_range",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def pack(self) -> Pack:
        return self.version.pack


class Round(models.Model):
    """A period in which units answer. Its figures are counted as of `ends_on`, its last day, in the tree of that day.

    `code` is unique within the programme ("2021"); answers are due on `due_on` until `due_time`. It keeps the version with which it opened.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    version = models.ForeignKey(PackVersion, models.PROTECT, related_name="+")
    code = models.SlugField(_("mã đợt"), max_length=30)
    name = models.CharField(_("tên đợt"), max_length=200)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    due_on = models.DateField(_("hạn báo cáo"))
    due_time = models.TimeField(_("giờ hạn"), default=END_OF_DAY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"], name="programmes_round_once", violation_error_message=_("Chương trình đã có đợt mang mã này.")
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), due_on__gte=F("ends_on")),
                name="programmes_round_range",
                violation_error_message=_("Đợt kết thúc sau khi bắt đầu, hạn báo cáo không trước ngày kết thúc."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def pack(self) -> Pack:
        return self.version.pack

    @property
    def due_at(self) -> datetime:
        """The instant until which an answer is on time, in Việt Nam's clock."""
        return clock.instant(self.due_on, self.due_time)


class Participation(models.Model):
    """A school answers a round: by a need, or by saying that it lacks nothing (`is_nil`)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="participations")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="participations")
    joined_on = models.DateField(_("ngày tham gia"))
    is_nil = models.BooleanField(_("không có nhu cầu"), default=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], name="programmes_joins_once", violation_error_message=_("Trường đã tham gia đợt này rồi.")
            ),
        ]


class Directive(models.Model):
    """A document that directs the programme; `follows` the one that it carries on, `unit` who put it on record.

    `issuing_unit` is the issuer where it is a unit on record; `issuer` says it in words as the document does.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="directives")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    kind = models.CharField(_("loại văn bản"), max_length=4, choices=DocumentKind.choices, default=DocumentKind.CONG_VAN)
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    issuing_unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(_("trích yếu"), max_length=500)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number", "issued_on"],
                name="programmes_directive_once",
                violation_error_message=_("Văn bản này đã được ghi vào chương trình rồi."),
            ),
            models.CheckConstraint(
                condition=~Q(follows=F("pk")),
                name="programmes_directive_other",
                violation_error_message=_("Một văn bản không thể triển khai chính nó."),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Duty(models.Model):
    """A unit that must carry a directive on by a plan of its own, by a day."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="duties")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    due_on = models.DateField(_("hạn"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "unit"], name="programmes_duty_once", violation_error_message=_("Đơn vị này đã được giao rồi.")
            ),
        ]


class Plan(models.Model):
    """The plan by which a unit carries a directive on: n of the N of its duties."""

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="plans")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    number = models.CharField(_("số, ký hiệu"), max_length=60)
    issued_on = models.DateField(_("ngày ban hành"))
    subject = models.CharField(_("trích yếu"), max_length=500, blank=True)
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "unit"],
                name="programmes_plan_once",
                violation_error_message=_("Đơn vị này đã có kế hoạch thực hiện văn bản ấy."),
            ),
        ]


class FocalPointQuerySet(models.QuerySet["FocalPoint"]):
    def on(self, day: date) -> Self:
        return self.filter(valid_from__lte=day, valid_to__gt=day)


class FocalPoint(models.Model):
    """Who answers for one school level: gives donors the needs and guides them. Shown to donors as it stands here."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="focal_points")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(_("cấp học"), choices=[(level.value, label) for level, label in LEVEL_LABELS.items()])
    name = models.CharField(_("họ và tên"), max_length=120)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="programmes_focal_range",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            NoOverlap(
                name="programmes_one_focal_point",
                fields=("programme", "unit", "level"),
                violation_error_message=_("Mỗi cấp học của một đơn vị chỉ có một đầu mối trong cùng một ngày."),
            ),
            Refusal(
                name="programmes_focal_level",
                events=("INSERT", "UPDATE"),
                condition="NEW.level NOT IN (1, 2, 4, 8)",
                violation_error_message=_("Đầu mối phụ trách đúng một cấp học."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def level_label(self) -> str:
        return str(LEVEL_LABELS[SchoolLevel(self.level)])
