"""Tables of banking."""

from datetime import date
from typing import Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.banking.banks import bank_name
from chungtay.banking.enums import Layout, UploadStatus
from chungtay.core.constraints import Refusal, append_only
from chungtay.files.models import Attachment
from chungtay.places.models import OrgUnit

_ACCOUNT_FIXED: Final = ("id", "unit_id", "bank_bin", "number", "holder", "opened_on", "recorded_by_id", "recorded_at")


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))

    def on(self, day: date) -> Self:
        """Those open that day; an account is still open on the day on which it is closed."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day), opened_on__lte=day)


class BankAccount(models.Model):
    """A unit's account at a bank; `holder` is its name as the bank writes it. Closing it changes nothing of what it received."""

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="bank_accounts")
    bank_bin = models.CharField(_("ngân hàng"), max_length=6)
    number = models.CharField(_("số tài khoản"), max_length=19)
    holder = models.CharField(_("tên chủ tài khoản"), max_length=150)
    note = models.CharField(_("dùng cho việc gì"), max_length=200, blank=True)
    opened_on = models.DateField(_("mở ngày"))
    closed_on = models.DateField(_("đóng ngày"), null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bank_bin", "number"],
                name="banking_account_once",
                violation_error_message=_("Số tài khoản này ở ngân hàng này đã có trong hệ thống."),
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9A-Z]{4,19}$", bank_bin__regex=r"^[0-9]{6}$"),
                name="banking_account_number",
                violation_error_message=_("Số tài khoản gồm 4 đến 19 chữ số (hoặc chữ cái không dấu), không có khoảng trắng."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="banking_account_range",
                violation_error_message=_("Ngày đóng không thể trước ngày mở."),
            ),
            Refusal(
                name="banking_account_fixed",
                events=("UPDATE",),
                condition=" OR ".join(f'NEW."{column}" IS DISTINCT FROM OLD."{column}"' for column in _ACCOUNT_FIXED)
                + " OR (OLD.closed_on IS NOT NULL AND NEW.closed_on IS DISTINCT FROM OLD.closed_on)",
                violation_error_message=_("Tài khoản đã ghi không sửa được, chỉ đóng một lần."),
            ),
            Refusal(
                name="banking_account_kept",
                events=("DELETE",),
                violation_error_message=_("Tài khoản ngân hàng không bị xóa, chỉ được đóng."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank} {self.number}"

    @property
    def bank(self) -> str:
        return bank_name(self.bank_bin)


class StatementQuerySet(models.QuerySet["Statement"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(account__in=BankAccount.objects.for_user(user, can, on=on).values("pk"))


class Statement(models.Model):
    """What a bank says of an account from a day up to and including another, in đồng; `file` is how it was sent.

    `line_count` counts the lines in the file, `known_count` those of them that were on record already, from another statement.
    """

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements", db_index=False)
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True, error_messages={"unique": _("Tệp này đã được nạp rồi.")})
    layout = models.CharField(_("mẫu sao kê"), max_length=20, choices=Layout.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    opening_vnd = models.BigIntegerField(_("số dư đầu kỳ"))
    closing_vnd = models.BigIntegerField(_("số dư cuối kỳ"))
    credit_vnd = models.BigIntegerField(_("tiền vào"))
    debit_vnd = models.BigIntegerField(_("tiền ra"))
    line_count = models.PositiveIntegerField()
    known_count = models.PositiveIntegerField()
    loaded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    loaded_at = models.DateTimeField()

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    closing_vnd=F("opening_vnd") + F("credit_vnd") - F("debit_vnd"),
                    credit_vnd__gte=0,
                    debit_vnd__gte=0,
                ),
                name="banking_statement_adds_up",
                violation_error_message=_("Số dư đầu kỳ cộng tiền vào trừ tiền ra phải bằng số dư cuối kỳ."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), known_count__lte=F("line_count")),
                name="banking_statement_range",
                violation_error_message=_("Ngày cuối của sao kê không thể trước ngày đầu."),
            ),
            append_only("banking_statement", _("Sao kê đã nạp không sửa, không xóa được.")),
        ]
        indexes = [models.Index(fields=["account", "-ends_on", "-id"], name="banking_of_account")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.starts_on}"

    @property
    def new_count(self) -> int:
        return self.line_count - self.known_count


class StatementLineQuerySet(models.QuerySet["StatementLine"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(account__in=BankAccount.objects.for_user(user, can, on=on).values("pk"))


class StatementLine(models.Model):
    """One movement on an account as the bank tells it: credit (money in) or debit, in đồng; `row` is its row in the file.

    `fingerprint` is the same for the same movement in whatever file it stands (reading/work.py).
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines", db_index=False)
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="lines", db_index=False)
    row = models.PositiveIntegerField()
    booked_on = models.DateField(_("ngày"))
    is_credit = models.BooleanField()
    amount_vnd = models.BigIntegerField(_("số tiền"))
    reference = models.CharField(_("số bút toán"), max_length=80, blank=True)
    description = models.CharField(_("nội dung"), max_length=1000, blank=True)
    other_name = models.CharField(_("tên bên kia"), max_length=200, blank=True)
    other_account = models.CharField(_("tài khoản bên kia"), max_length=60, blank=True)
    balance_vnd = models.BigIntegerField(_("số dư"), null=True)
    fingerprint = models.CharField(max_length=32)

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "fingerprint"],
                name="banking_line_once",
                violation_error_message=_("Có dòng sao kê vừa được người khác nạp. Xin bấm lại."),
            ),
            models.UniqueConstraint(
                fields=["statement", "row"], name="banking_line_row", violation_error_message=_("Hai dòng sao kê trùng số dòng trong tệp.")
            ),
            models.CheckConstraint(
                condition=Q(amount_vnd__gt=0), name="banking_line_amount", violation_error_message=_("Số tiền của một dòng phải lớn hơn 0.")
            ),
            Refusal(
                name="banking_line_of_its_account",
                events=("INSERT",),
                condition="NOT EXISTS (SELECT 1 FROM banking_statement s WHERE s.id = NEW.statement_id AND s.account_id = NEW.account_id "
                "AND NEW.booked_on BETWEEN s.starts_on AND s.ends_on)",
                violation_error_message=_("Dòng sao kê phải thuộc tài khoản và kỳ của sao kê."),
            ),
            append_only("banking_statementline", _("Dòng sao kê đã nạp không sửa, không xóa được.")),
        ]
        indexes = [models.Index(fields=["account", "booked_on", "id"], name="banking_lines_by_day")]

    def __str__(self) -> str:
        return f"{self.booked_on} {'+' if self.is_credit else '-'}{self.amount_vnd}"


class StatementUploadQuerySet(models.QuerySet["StatementUpload"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        return self.filter(account__in=BankAccount.objects.for_user(user, can, on=on).values("pk"))


class StatementUpload(models.Model):
    """A file sent for an account, until it is loaded, refused or dropped. `findings` is what reading it found (comparing.Findings).

    `opening_vnd`, `closing_vnd`: typed where the file does not say them. `is_gap_known`: the officer knows that days are missing between
    this statement and another. `taken_at`: when a process took it up.
    """

    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="uploads")
    file = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=UploadStatus.choices, default=UploadStatus.WAITING)
    opening_vnd = models.BigIntegerField(null=True)
    closing_vnd = models.BigIntegerField(null=True)
    is_gap_known = models.BooleanField(default=False)
    findings = models.JSONField(default=dict)
    statement = models.OneToOneField(Statement, models.PROTECT, null=True, related_name="upload")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    objects = StatementUploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status=UploadStatus.LOADED, statement__isnull=False)
                | (~Q(status=UploadStatus.LOADED) & Q(statement__isnull=True)),
                name="banking_upload_loaded",
                violation_error_message=_("Chỉ tệp đã nạp mới có sao kê."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["sent_at"],
                condition=Q(status__in=UploadStatus.in_work()),
                name="banking_to_be_read",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.sent_at}"
