"""Tables of submissions."""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import ids_answered_for
from chungtay.core.constraints import Refusal, append_only
from chungtay.core.estimates import Estimate
from chungtay.indicators.reading import Cell
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.submissions.enums import ReminderSlot, SubmissionStatus

MOST = 10**15  # what one answer may say: more than the country has đồng for its children
COLUMNS: Final = 32  # of a tally


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """ANSWER_ROUNDS: of units in the scope, or that these succeeded. COLLECT_ROUNDS: answering to such a unit. Else: either."""
        units = ids_answered_for(user, can, on=on)
        if can == Can.ANSWER_ROUNDS:
            return self.filter(unit__in=units)
        if can == Can.COLLECT_ROUNDS:
            return self.filter(answers_to__in=units)
        return self.filter(Q(unit__in=units) | Q(answers_to__in=units))


class Submission(models.Model):
    """One unit's answer to one round. `answers_to` (None: nobody above is asked) and the units in which it lay are frozen when it is asked;
    its own column holds the unit itself, as in places.Lineage.

    `due_at` is its own instant, also when extended. `sent_at` is the first sending, on time or late by `sent_due_at`, the instant that held
    then: more time given afterwards makes nothing late good. `revision` grows with every change of what it says; `is_nil`: there is nothing
    to report, in the unit's own word.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions", db_index=False)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="submissions")
    answers_to = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+")
    tier = models.PositiveSmallIntegerField(choices=UnitType.choices)
    province = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    district = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    commune = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    school = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField(_("hạn gửi"))
    status = models.CharField(max_length=10, choices=SubmissionStatus.choices, default=SubmissionStatus.DUE)
    is_nil = models.BooleanField(_("không có gì để báo cáo"), default=False)
    nil_reason = models.CharField(_("vì sao không có gì để báo cáo"), max_length=500, blank=True)
    extended_reason = models.CharField(max_length=500, blank=True)
    excused_reason = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_due_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    last_sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], name="submissions_once", violation_error_message=_("Đơn vị đã được giao báo cáo trong đợt này.")
            ),
            models.CheckConstraint(
                condition=Q(status__in=SubmissionStatus.values),
                name="submissions_status_known",
                violation_error_message=_("Tình trạng của báo cáo không có."),
            ),
            models.CheckConstraint(
                condition=Q(answers_to__isnull=True) | ~Q(answers_to=F("unit")),
                name="submissions_to_another",
                violation_error_message=_("Một đơn vị không báo cáo cho chính mình."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[SubmissionStatus.DUE, SubmissionStatus.DRAFT, SubmissionStatus.EXCUSED]) | Q(sent_at__isnull=False),
                name="submissions_sent_at",
                violation_error_message=_("Báo cáo đã gửi phải có ngày giờ gửi."),
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_due_at__isnull=True) | Q(sent_at__isnull=False, sent_due_at__isnull=False),
                name="submissions_sent_due_at",
                violation_error_message=_("Báo cáo đã gửi phải ghi hạn gửi lúc đó."),
            ),
            models.CheckConstraint(
                condition=~Q(status=SubmissionStatus.EXCUSED) | ~Q(excused_reason=""),
                name="submissions_excused_with_reason",
                violation_error_message=_("Xin ghi lý do miễn."),
            ),
            models.CheckConstraint(
                condition=Q(is_nil=False) | ~Q(nil_reason=""),
                name="submissions_nil_with_reason",
                violation_error_message=_("Xin ghi vì sao không có gì để báo cáo."),
            ),
            Refusal(
                name="submissions_begin_due",
                events=("INSERT",),
                condition="NEW.status <> 'due'",
                violation_error_message=_("Báo cáo nào cũng bắt đầu từ lúc được giao."),
            ),
            Refusal(
                name="submissions_frozen",
                events=("UPDATE",),
                condition="NEW.round_id <> OLD.round_id OR NEW.unit_id <> OLD.unit_id OR NEW.tier <> OLD.tier "
                + "".join(
                    f"OR NEW.{name}_id IS DISTINCT FROM OLD.{name}_id "
                    for name in ("answers_to", "province", "district", "commune", "school")
                ).strip(),
                violation_error_message=_("Ai báo cáo cho ai được giữ nguyên từ khi giao."),
            ),
            Refusal(
                name="submissions_kept",
                events=("DELETE",),
                violation_error_message=_("Báo cáo đã giao không bị xóa, chỉ được miễn kèm lý do."),
            ),
        ]
        indexes = [
            # Completeness and timeliness of whoever collects, and of everything below a province.
            models.Index(fields=["round", "answers_to", "status"], name="submissions_collected"),
            models.Index(fields=["round", "province", "status", "due_at", "sent_at", "sent_due_at"], name="submissions_of_province"),
            models.Index(fields=["status", "due_at"], name="submissions_awaited"),
        ]

    @property
    def is_late(self) -> bool:
        """Sent for the first time after its instant; of one not yet sent rules.is_overdue says."""
        return self.sent_at is not None and self.sent_due_at is not None and self.sent_at > self.sent_due_at


class Answer(models.Model):
    """A reading of one cell as the unit gives it; `on_record` is what the records said when it was last saved (None: they say nothing).

    `value` None: blank. A number that the records gave and nobody corrected equals `on_record`; a corrected one has its `reason`.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="answers", db_index=False)
    indicator = models.CharField(max_length=40)
    by = models.CharField(max_length=12, blank=True)
    value = models.BigIntegerField(null=True)
    of = models.BigIntegerField(null=True)
    estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)
    reason = models.CharField(max_length=500, blank=True)
    on_record = models.BigIntegerField(null=True)
    on_record_of = models.BigIntegerField(null=True)
    on_record_estimate = models.CharField(max_length=10, choices=Estimate.choices, default=Estimate.EXACT)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "indicator", "by"],
                name="submissions_answer_once",
                violation_error_message=_("Chỉ tiêu này đã có số liệu."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=MOST),
                name="submissions_answer_value",
                violation_error_message=_("Số liệu là một số nguyên từ 0 trở lên."),
            ),
            models.CheckConstraint(
                condition=Q(of__isnull=True) | Q(value__isnull=False, of__gte=F("value")),
                name="submissions_answer_ratio",
                violation_error_message=_("Tử số n không thể lớn hơn mẫu số N."),
            ),
        ]

    @property
    def cell(self) -> Cell:
        return Cell(self.indicator, self.by)


class Narrative(models.Model):
    """A text of the pack's form, as the unit wrote it."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="narratives", db_index=False)
    code = models.CharField(max_length=40)
    text = models.TextField(max_length=5000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "code"], name="submissions_text_once", violation_error_message=_("Mục này đã có lời văn.")
            )
        ]


class SubmissionRemark(models.Model):
    """Why it was sent back: a reason at a field (a cell's name, "text.<code>"; empty: the whole), until it is sent again."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="remarks")
    field = models.CharField(max_length=60, blank=True)
    reason = models.CharField(_("lý do"), max_length=500)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    is_settled = models.BooleanField(default=False)


class Restatement(models.Model):
    """Late data after acceptance. `changes` lists {field, was, now}, each side a reading {value, of, estimate, reason} or a text."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="restatements")
    reason = models.CharField(_("lý do"), max_length=500)
    changes = models.JSONField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [append_only("submissions_restatement", _("Đính chính đã ghi không sửa, không xóa được."))]


class Reminder(models.Model):
    """That a unit was reminded: by the calendar at most once for each slot and due instant, by hand at most once a day."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reminders", db_index=False)
    slot = models.CharField(max_length=6, choices=ReminderSlot.choices)
    due_at = models.DateTimeField()
    sent_on = models.DateField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "slot", "due_at", "sent_on"],
                name="submissions_reminded_once",
                violation_error_message=_("Hôm nay đơn vị này đã được nhắc rồi."),
            ),
            models.UniqueConstraint(
                fields=["submission", "slot", "due_at"],
                condition=~Q(slot=ReminderSlot.BY_HAND),
                name="submissions_calendar_once",
                violation_error_message=_("Lịch đã nhắc đơn vị này rồi."),
            ),
        ]


class Tally(models.Model):
    """Derived from the answers of a submission that is sent: page `page` of its cells as columns, in the order of rules.places_of(pack).

    One narrow row for each submission and 32 cells, with the frozen units beside them: a country is added up by one scan (docs/adr/).
    `at_least` and `about` hold a bit for each column whose reading is so sure.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="tallies", db_index=False)
    page = models.PositiveSmallIntegerField()
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", db_index=False)
    province = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    district = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    commune = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", db_index=False)
    status = models.CharField(max_length=10)
    at_least = models.BigIntegerField(default=0)
    about = models.BigIntegerField(default=0)
    n00 = models.BigIntegerField(null=True)
    n01 = models.BigIntegerField(null=True)
    n02 = models.BigIntegerField(null=True)
    n03 = models.BigIntegerField(null=True)
    n04 = models.BigIntegerField(null=True)
    n05 = models.BigIntegerField(null=True)
    n06 = models.BigIntegerField(null=True)
    n07 = models.BigIntegerField(null=True)
    n08 = models.BigIntegerField(null=True)
    n09 = models.BigIntegerField(null=True)
    n10 = models.BigIntegerField(null=True)
    n11 = models.BigIntegerField(null=True)
    n12 = models.BigIntegerField(null=True)
    n13 = models.BigIntegerField(null=True)
    n14 = models.BigIntegerField(null=True)
    n15 = models.BigIntegerField(null=True)
    n16 = models.BigIntegerField(null=True)
    n17 = models.BigIntegerField(null=True)
    n18 = models.BigIntegerField(null=True)
    n19 = models.BigIntegerField(null=True)
    n20 = models.BigIntegerField(null=True)
    n21 = models.BigIntegerField(null=True)
    n22 = models.BigIntegerField(null=True)
    n23 = models.BigIntegerField(null=True)
    n24 = models.BigIntegerField(null=True)
    n25 = models.BigIntegerField(null=True)
    n26 = models.BigIntegerField(null=True)
    n27 = models.BigIntegerField(null=True)
    n28 = models.BigIntegerField(null=True)
    n29 = models.BigIntegerField(null=True)
    n30 = models.BigIntegerField(null=True)
    n31 = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "page"], name="submissions_tally_once", violation_error_message=_("Bảng cộng này đã có.")
            )
        ]
        indexes = [models.Index(fields=["round", "page", "province"], name="submissions_tally_place")]
