"""Tables of the register: how an office heads and numbers its papers, what it issues, what it receives."""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import offices_for, units_answered_for
from chungtay.core.constraints import NoOverlap, Refusal, append_only
from chungtay.core.periods import FOREVER
from chungtay.core.search import WordIndex
from chungtay.documents.enums import OUT, DocumentKind, DocumentStatus, FileFormat
from chungtay.places.models import OrgUnit

# What an issued document never changes: everything but what became of it.
FIXED: Final = (
    *("id", "unit_id", "body", "kind", "drafting_office", "subject", "content", "source", "values", "marks", "text"),
    *("signer", "recipients", "archive", "register", "year", "number", "symbol", "issued_on", "search_text"),
    *("drafted_by_id", "drafted_at", "reviewed_by_id", "reviewed_at", "signed_by_id", "signed_on", "issued_by_id", "issued_at", "returned"),
)
_FATE: Final = ("status", "replaced_by_id", "recalled_by_id", "end_reason", "ended_on")


def _differ(columns: tuple[str, ...]) -> str:
    return " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in columns)


class OfficeProfile(models.Model):
    """How an office heads and numbers its papers, from a day to a day.

    `body` is an advisory body (Ban Chỉ đạo, Tổ …) that uses the unit's seal: it has numbers of its own (phụ lục I, II.3); empty: the unit.
    """

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="office_profiles", db_index=False)
    body = models.CharField(_("ban, tổ, hội đồng"), max_length=200, blank=True)
    parent_issuer = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    abbreviation = models.CharField(_("chữ viết tắt tên cơ quan"), max_length=30)
    drafting_office = models.CharField(_("chữ viết tắt đơn vị soạn thảo"), max_length=30, blank=True)
    place = models.CharField(_("địa danh"), max_length=60)
    is_one_register = models.BooleanField(_("một dãy số cho mọi loại văn bản"), default=False)
    pads_counts = models.BooleanField(_("viết số đếm dưới 10 thành hai chữ số"), default=False)  # "06 trường"
    # Who usually signs, a line each: powers and office, then the signer's office elsewhere; empty: the head of the office.
    signature = models.TextField(_("người ký"), max_length=400, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(default=FOREVER)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="documents_profile_range",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            NoOverlap(
                name="documents_one_profile",
                fields=("unit", "body"),
                violation_error_message=_("Một cơ quan chỉ có một cách trình bày văn bản trong cùng một ngày."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "body", "valid_from"], name="documents_profile_unit")]

    def __str__(self) -> str:
        return self.issuer


class NumberSeries(models.Model):
    """The numbers of one register in one calendar year, from 1/1 to 31/12 (Điều 15); `next_number` is the one to be given next.

    `first_number` is above 1 where the year had begun on paper.
    """

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", db_index=False)
    body = models.CharField(max_length=200, blank=True)
    register = models.CharField(max_length=5, blank=True)
    year = models.PositiveSmallIntegerField()
    first_number = models.PositiveIntegerField(default=1)
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "register", "year"],
                name="documents_series_once",
                violation_error_message=_("Dãy số này đã có rồi."),
            ),
            models.CheckConstraint(
                condition=Q(first_number__gte=1, next_number__gte=F("first_number")),
                name="documents_series_range",
                violation_error_message=_("Số bắt đầu từ 01."),
            ),
            Refusal(
                name="documents_series_forward",
                events=("UPDATE",),
                condition="NEW.unit_id <> OLD.unit_id OR NEW.body <> OLD.body OR NEW.register <> OLD.register OR NEW.year <> OLD.year "
                "OR NOT ((NEW.first_number = OLD.first_number AND NEW.next_number = OLD.next_number + 1) "
                "OR (OLD.next_number = OLD.first_number AND NEW.next_number = NEW.first_number))",
                violation_error_message=_("Số văn bản chỉ tăng từng số một, không lùi, không nhảy cóc."),
            ),
            Refusal(name="documents_series_kept", events=("DELETE",), violation_error_message=_("Dãy số không bị xóa.")),
        ]


class OfficialDocumentQuerySet(models.QuerySet["OfficialDocument"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """Those with which the person may do this: all of one's own offices; to read, also what was issued in the scope, then or now."""
        mine = Q(unit__in=offices_for(user, can, on=on).values("pk"))
        if can == Can.SEE_PAPERS:
            mine |= Q(status__in=OUT, unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))
        return self.filter(mine)

    def out(self) -> Self:
        """The outgoing register: what has a number."""
        return self.filter(status__in=OUT)


class OfficialDocument(models.Model):
    """A document of ours through its life. `content` is the layout.Document as data (kept.py): the truth, of which the files are prints.

    `source` is the text of the body as it was typed, empty where a program made the blocks. `values` are what the marks stand for, as the
    program gave them; on issue `marks` keeps for each its words and its value. `returned` says why it last went back to its drafter.
    """

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="documents", db_index=False)
    body = models.CharField(_("ban, tổ, hội đồng"), max_length=200, blank=True)
    kind = models.CharField(_("tên loại"), max_length=4, choices=DocumentKind.choices)
    drafting_office = models.CharField(_("chữ viết tắt đơn vị soạn thảo"), max_length=30, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=500)
    status = models.CharField(_("tình trạng"), max_length=12, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT)
    content = models.JSONField()
    source = models.TextField(blank=True)
    values = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    archive = models.CharField(_("nơi lưu"), max_length=100, blank=True)
    register = models.CharField(max_length=5, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(_("số"), null=True)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    returned = models.CharField(max_length=500, blank=True)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    recalled_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="recalls")
    end_reason = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)
    search_text = models.TextField(editable=False)

    objects = OfficialDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=DocumentStatus.values, kind__in=DocumentKind.values),
                name="documents_words_known",
                violation_error_message=_("Loại hoặc tình trạng văn bản không có."),
            ),
            models.CheckConstraint(
                condition=(Q(status__in=OUT) & Q(number__gte=1, year__isnull=False, issued_on__isnull=False) & ~Q(symbol=""))
                | (~Q(status__in=OUT) & Q(number__isnull=True, year__isnull=True, issued_on__isnull=True, symbol="")),
                name="documents_number_when_issued",
                violation_error_message=_("Văn bản có số, ngày khi và chỉ khi đã phát hành."),
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.REPLACED, replaced_by__isnull=False, recalled_by__isnull=True)
                | Q(status=DocumentStatus.RECALLED, recalled_by__isnull=False, replaced_by__isnull=True)
                | (
                    ~Q(status__in=[DocumentStatus.REPLACED, DocumentStatus.RECALLED])
                    & Q(replaced_by__isnull=True, recalled_by__isnull=True)
                ),
                name="documents_end_by_a_paper",
                violation_error_message=_("Văn bản chỉ được thay thế hoặc thu hồi bằng một văn bản khác."),
            ),
            models.UniqueConstraint(
                fields=["unit", "body", "register", "year", "number"],
                name="documents_number_once",
                violation_error_message=_("Số này đã cấp cho một văn bản khác trong năm."),
            ),
            models.UniqueConstraint(
                fields=["unit", "body", "year", "symbol"],
                condition=Q(number__isnull=False),
                name="documents_symbol_once",
                violation_error_message=_("Số và ký hiệu này đã có trong năm."),
            ),
            Refusal(
                name="documents_begin_as_drafts",
                events=("INSERT",),
                condition="NEW.status <> 'draft'",
                violation_error_message=_("Văn bản nào cũng bắt đầu từ dự thảo."),
            ),
            Refusal(
                name="documents_issued_fixed",
                events=("UPDATE",),
                condition=f"OLD.status IN ('issued', 'replaced', 'recalled') AND ({_differ(FIXED)} "
                f"OR NEW.status NOT IN ('issued', 'replaced', 'recalled') OR (OLD.status <> 'issued' AND ({_differ(_FATE)})))",
                violation_error_message=_("Văn bản đã phát hành không bao giờ thay đổi; chỉ được thay thế hoặc thu hồi."),
            ),
            Refusal(
                name="documents_kept",
                events=("DELETE",),
                condition="OLD.status <> 'draft'",
                violation_error_message=_("Văn bản đã trình không bị xóa."),
            ),
            WordIndex(name="documents_words", column="search_text"),
        ]
        indexes = [
            models.Index(fields=["unit", "-issued_on", "-id"], name="documents_register"),
            models.Index(fields=["unit", "status"], name="documents_waiting"),
        ]

    def __str__(self) -> str:
        return self.symbol or self.subject

    @property
    def is_out(self) -> bool:
        return self.status in OUT

    @property
    def title(self) -> str:
        """'Báo cáo về việc …' as registers write it: type and abstract."""
        return f"{DocumentKind(self.kind).label} {self.subject}"


class DocumentFile(models.Model):
    """A file of an issued document, with what it must still be when it is read: written once."""

    document = models.ForeignKey(OfficialDocument, models.PROTECT, related_name="files")
    format = models.CharField(max_length=6, choices=FileFormat.choices)
    file = models.FileField(max_length=250)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "format"],
                condition=~Q(format=FileFormat.SIGNED),
                name="documents_file_once",
                violation_error_message=_("Văn bản đã có tệp loại này."),
            ),
            append_only("documents_documentfile", _("Tệp của văn bản đã phát hành không sửa, không xóa được.")),
        ]


class Dispatch(models.Model):
    """How an issued document went out: the last columns of the outgoing register (phụ lục IV), filled in after it was issued."""

    document = models.OneToOneField(OfficialDocument, models.PROTECT, related_name="dispatch")
    copies = models.PositiveSmallIntegerField(_("số bản"), null=True)
    sent_on = models.DateField(_("ngày chuyển"), null=True)
    received_by = models.CharField(_("ký nhận"), max_length=120, blank=True)
    note = models.CharField(_("ghi chú"), max_length=300, blank=True)


class IncomingDocumentQuerySet(models.QuerySet["IncomingDocument"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """Those addressed to one's own offices: what comes to a school is the school's."""
        return self.filter(unit__in=offices_for(user, can, on=on).values("pk"))


class IncomingDocument(models.Model):
    """A document that came in (văn bản đến), under its number of arrival (Điều 22); `symbol` is the sender's own number and notation."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="incoming_documents", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(_("số đến"))
    arrived_on = models.DateField(_("ngày đến"))
    sender = models.CharField(_("tác giả"), max_length=200)
    symbol = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày văn bản"), null=True)
    kind = models.CharField(_("tên loại"), max_length=60, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=500)
    file = models.FileField(max_length=250, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    handler = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("thời hạn"), null=True)
    settled_on = models.DateField(_("ngày xong"), null=True)
    outcome = models.CharField(_("kết quả"), max_length=300, blank=True)
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    search_text = models.TextField(editable=False)

    objects = IncomingDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                name="documents_arrival_once",
                violation_error_message=_("Số đến này đã cấp cho một văn bản khác trong năm."),
            ),
            Refusal(
                name="documents_arrival_fixed",
                events=("UPDATE",),
                condition=_differ(("unit_id", "year", "number", "file", "sha256", "size", "registered_by_id", "registered_at")),
                violation_error_message=_("Số đến và tệp của văn bản đến không thay đổi được."),
            ),
            Refusal(
                name="documents_arrival_kept",
                events=("DELETE",),
                violation_error_message=_("Văn bản đến không bị xóa khỏi sổ."),
            ),
            WordIndex(name="documents_incoming_words", column="search_text"),
        ]
        indexes = [
            models.Index(fields=["unit", "-year", "-number"], name="documents_incoming_register"),
            models.Index(fields=["handler", "due_on"], condition=Q(settled_on__isnull=True), name="documents_incoming_open"),
        ]

    def __str__(self) -> str:
        return self.symbol or self.subject
