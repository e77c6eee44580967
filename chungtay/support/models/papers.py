"""What is asked, planned, posted and printed about support."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.core.constraints import append_only
from chungtay.documents.models import OfficialDocument
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.enums import ComplaintStatus, PlanStatus, PostingKind


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))


class Complaint(models.Model):
    """Somebody says that something is wrong; `subject` is the code of the pledge, gift or delivery. Answered on record by the unit."""

    code = models.CharField(_("mã phản ánh"), max_length=20, unique=True)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="complaints")
    subject = models.CharField(_("về mã"), max_length=20, blank=True)
    text = models.TextField(_("nội dung"), max_length=2000)
    contact = models.CharField(_("liên hệ"), max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=ComplaintStatus.choices, default=ComplaintStatus.OPEN)
    raised_at = models.DateTimeField()
    raised_on = models.DateField()
    answer = models.TextField(_("trả lời"), max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answered_on = models.DateField(null=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ComplaintStatus.OPEN, answer="")
                | (Q(status=ComplaintStatus.ANSWERED, answered_on__isnull=False) & ~Q(answer="")),
                name="support_complaint_answered",
                violation_error_message=_("Xin ghi câu trả lời."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "status", "-id"], name="support_complaints_of_unit")]


class MobilisationPlanQuerySet(models.QuerySet["MobilisationPlan"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))


class MobilisationPlan(models.Model):
    """A school's plan to ask for support in a school year (Thông tư 16/2018/TT-BGDĐT): purpose, what for, how used. No minimum, no average
    per head. Approved in writing by whoever manages the school before anything is mobilised.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="mobilisation_plans")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="mobilisation_plans")
    school_year = models.PositiveSmallIntegerField(_("năm học bắt đầu năm"))
    purpose = models.TextField(_("mục đích"), max_length=2000)
    beneficiaries = models.CharField(_("đối tượng thụ hưởng"), max_length=500)
    method = models.TextField(_("cách thức, tiến độ sử dụng"), max_length=2000)
    status = models.CharField(max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    approval_number = models.CharField(_("số văn bản phê duyệt"), max_length=60, blank=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = MobilisationPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[PlanStatus.APPROVED, PlanStatus.ENDED]) | (~Q(approval_number="") & Q(approved_on__isnull=False)),
                name="support_plan_approved_in_writing",
                violation_error_message=_("Phê duyệt phải có số và ngày của văn bản."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(recorded_by__isnull=True) | ~Q(approved_by=F("recorded_by")),
                name="support_plan_approved_by_another",
                violation_error_message=_("Người soạn không tự phê duyệt kế hoạch."),
            ),
        ]


class MobilisationLine(models.Model):
    """One thing that the plan asks for: what, how many, estimated cost in đồng; `category` of the pack where there is one."""

    plan = models.ForeignKey(MobilisationPlan, models.CASCADE, related_name="lines")
    what = models.CharField(_("nội dung"), max_length=200)
    category = models.CharField(max_length=40, blank=True)
    quantity = models.PositiveIntegerField(_("số lượng"))
    measure = models.CharField(_("đơn vị tính"), max_length=40)
    cost_vnd = models.BigIntegerField(_("dự kiến (đồng)"), null=True)


class Posting(models.Model):
    """Posted for everybody to read, at least until `until_on` (15 working days for a plan of use, without public holidays)."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="postings")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    plan = models.ForeignKey(MobilisationPlan, models.PROTECT, null=True, related_name="postings")
    kind = models.CharField(max_length=12, choices=PostingKind.choices)
    text = models.TextField(_("nội dung"), max_length=5000)
    place = models.CharField(_("nơi niêm yết"), max_length=200)
    posted_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến hết ngày"))
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gt=F("posted_on")),
                name="support_posting_days",
                violation_error_message=_("Ngày cuối phải sau ngày đầu."),
            ),
            append_only("support_posting", _("Việc niêm yết đã ghi không sửa, không xóa được.")),
        ]


class SupportPaper(models.Model):
    """An official document about support: `kind` says which form, `subject` the code or id of what it is about."""

    document = models.OneToOneField(OfficialDocument, models.CASCADE, related_name="support_paper")
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="support_papers")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "subject"], name="support_papers_about")]
