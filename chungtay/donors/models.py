"""Tables of donors."""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.core.constraints import Refusal
from chungtay.core.search import WordIndex
from chungtay.donors.enums import WITH_TAX_CODE, ConsentHow, ConsentWhat, DonorKind, PublicAs
from chungtay.files.models import Attachment
from chungtay.places.models import OrgUnit

_CONSENT_FIXED: Final = ("donor_id", "what", "given_on", "how", "paper_id", "recorded_by_id", "recorded_at")
_MERGE_FIXED: Final = ("kept_id", "gone_id", "reason", "replaced", "decided_by_id", "decided_at")


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in columns)


class DonorQuerySet(models.QuerySet["Donor"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """Those kept by units within reach, and those into which one of such was merged."""
        units = units_answered_for(user, can, on=on).order_by().values("pk")
        merged = Donor.objects.filter(kept_by__in=units, merged_into__isnull=False).values("merged_into")
        return self.filter(Q(kept_by__in=units) | Q(pk__in=merged))

    def standing(self) -> Self:
        """Without those merged into another."""
        return self.filter(merged_into__isnull=True)


class Donor(models.Model):
    """Who gives. `kept_by` is the unit that works with them. A row with `merged_into` turned out to be that donor; it stays for its gifts.

    `phone` is 0 and the number within Việt Nam, or + and the number abroad; `email` lower case; `tax_code` 10 digits, or these, a hyphen
    and the 3 of a branch. `contact` is whom to speak to. `name_key`: what two spellings of the name share, empty where that says nothing.
    """

    kind = models.CharField(_("loại"), max_length=12, choices=DonorKind.choices)
    name = models.CharField(_("tên"), max_length=200)
    public_as = models.CharField(_("khi công khai"), max_length=5, choices=PublicAs.choices, default=PublicAs.NONE)
    alias = models.CharField(_("bí danh"), max_length=120, blank=True)
    contact = models.CharField(_("người liên hệ"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.CharField(_("thư điện tử"), max_length=254, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=14, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    kept_by = models.ForeignKey(OrgUnit, models.PROTECT, related_name="donors", verbose_name=_("đơn vị phụ trách"))
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    name_key = models.CharField(max_length=210, editable=False)
    search_text = models.CharField(max_length=700, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)

    objects = DonorQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DonorKind.values) & ~Q(name=""),
                name="donors_named",
                violation_error_message=_("Nhà tài trợ cần có loại và tên."),
            ),
            models.CheckConstraint(
                condition=Q(public_as__in=(PublicAs.NAME, PublicAs.NONE)) | (Q(public_as=PublicAs.ALIAS) & ~Q(alias="")),
                name="donors_alias",
                violation_error_message=_("Xin ghi bí danh."),
            ),
            models.CheckConstraint(
                condition=Q(tax_code="") | Q(kind__in=WITH_TAX_CODE),
                name="donors_tax_code",
                violation_error_message=_("Chỉ doanh nghiệp, tổ chức mới ghi mã số thuế."),
            ),
            # Together: whoever is pointed at points nowhere, so that one step leads to the donor and no circle can be.
            Refusal(
                name="donors_merged_once",
                events=("INSERT", "UPDATE"),
                condition="NEW.merged_into_id IS NOT NULL AND (NEW.merged_into_id = NEW.id "
                "OR EXISTS (SELECT 1 FROM donors_donor d WHERE d.id = NEW.merged_into_id AND d.merged_into_id IS NOT NULL) "
                "OR EXISTS (SELECT 1 FROM donors_donor d WHERE d.merged_into_id = NEW.id))",
                violation_error_message=_("Nhà tài trợ được giữ lại không thể là bản đã gộp."),
            ),
            Refusal(
                name="donors_kept",
                events=("DELETE",),
                violation_error_message=_("Nhà tài trợ không bị xóa; bản trùng thì gộp."),
            ),
            WordIndex(name="donors_words", column="search_text"),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="donors_order"),
            models.Index(fields=["name_key"], name="donors_name_key"),
            models.Index(fields=["phone"], name="donors_phone"),
            models.Index(fields=["email"], name="donors_email"),
            models.Index(fields=["tax_code"], name="donors_tax"),
        ]

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """What a donor allowed, from the day it was given until it was withdrawn; `paper` is what was signed, where anything was."""

    donor = models.ForeignKey(Donor, models.PROTECT, related_name="consents")
    what = models.CharField(_("đồng ý việc gì"), max_length=10, choices=ConsentWhat.choices)
    given_on = models.DateField(_("ngày đồng ý"))
    how = models.CharField(_("bằng cách nào"), max_length=10, choices=ConsentHow.choices)
    paper = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_on = models.DateField(_("ngày rút"), null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=ConsentWhat.values, how__in=ConsentHow.values),
                name="donors_consent_known",
                violation_error_message=_("Xin chọn đồng ý việc gì và bằng cách nào."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_at__isnull=True)
                | Q(withdrawn_on__gte=F("given_on"), withdrawn_at__isnull=False),
                name="donors_consent_range",
                violation_error_message=_("Ngày rút không thể trước ngày đồng ý."),
            ),
            models.UniqueConstraint(
                fields=["donor", "what"],
                condition=Q(withdrawn_on__isnull=True),
                name="donors_consent_once",
                violation_error_message=_("Nhà tài trợ đã đồng ý việc này rồi."),
            ),
            Refusal(
                name="donors_consent_fixed",
                events=("UPDATE",),
                condition=f"OLD.withdrawn_on IS NOT NULL OR {_changed(_CONSENT_FIXED)}",
                violation_error_message=_("Sự đồng ý đã ghi không sửa được, chỉ được rút."),
            ),
            Refusal(
                name="donors_consent_kept",
                events=("DELETE",),
                violation_error_message=_("Sự đồng ý đã ghi không xóa được, chỉ được rút."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_what_display())


class DonorMerge(models.Model):
    """Somebody decided that `gone` is `kept`. `replaced`: by field, the values of `kept` in whose place those of `gone` were taken."""

    kept = models.ForeignKey(Donor, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Donor, models.PROTECT, related_name="merges")
    reason = models.CharField(_("lý do"), max_length=300)
    replaced = models.JSONField(default=dict)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(_("lý do hoàn tác"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("gone")) & ~Q(reason=""),
                name="donors_merge_of_two",
                violation_error_message=_("Một nhà tài trợ không thể gộp với chính mình."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_reason="") | (Q(undone_at__isnull=False) & ~Q(undone_reason="")),
                name="donors_undone_with_reason",
                violation_error_message=_("Xin ghi lý do."),
            ),
            models.UniqueConstraint(
                fields=["gone"],
                condition=Q(undone_at__isnull=True),
                name="donors_merge_once",
                violation_error_message=_("Nhà tài trợ này đã được gộp rồi."),
            ),
            Refusal(
                name="donors_merge_fixed",
                events=("UPDATE",),
                condition=f"OLD.undone_at IS NOT NULL OR {_changed(_MERGE_FIXED)}",
                violation_error_message=_("Việc gộp đã ghi không sửa được, chỉ được hoàn tác."),
            ),
            Refusal(
                name="donors_merge_kept",
                events=("DELETE",),
                violation_error_message=_("Việc gộp đã ghi không sửa được, chỉ được hoàn tác."),
            ),
        ]


class DonorDistinct(models.Model):
    """Somebody looked and said that these two are not the same; they are not proposed again. `one` is the older row."""

    one = models.ForeignKey(Donor, models.PROTECT, related_name="+", db_index=False)
    other = models.ForeignKey(Donor, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="donors_distinct_pair",
                violation_error_message=_("Một nhà tài trợ không thể khác chính mình."),
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                name="donors_distinct_once",
                violation_error_message=_("Hai nhà tài trợ này đã được xác định là khác nhau."),
            ),
        ]
