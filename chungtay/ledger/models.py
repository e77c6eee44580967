"""Tables of the ledger. All but the balances are written once: triggers refuse every change."""

from datetime import date
from typing import Any, Final, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.core.constraints import Refusal, append_only
from chungtay.ledger.enums import ASSETS, VND, AccountKind, EntryKind
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme

MOST: Final = 10**15  # of one entry: a thousand times the State's budget for a year is a slip of the keyboard
MOST_NAMED: Final = 1_000  # accounts in one condition
MOST_HELD: Final = 10**18  # of one account, so that no sum leaves 64 bits


class AccountQuerySet(models.QuerySet["Account"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """Of the units in the person's reach, also those that ended there."""
        return self.filter(unit__in=units_answered_for(user, can, on=on).order_by().values("pk"))


class Account(models.Model):
    """What one unit keeps of one commodity for one purpose; `programme` None: for none in particular.

    `commodity` is "VND" (đồng) or "<kind>|<measure>" of goods; `part` tells apart what a unit keeps in several places (the number of a bank
    account).
    """

    kind = models.CharField(_("tài khoản"), max_length=12, choices=AccountKind.choices)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, related_name="+")
    commodity = models.CharField(_("loại"), max_length=80, default=VND)
    part = models.CharField(_("phần"), max_length=60, blank=True, default="")

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "commodity", "part", "programme"],
                condition=Q(programme__isnull=False),
                name="ledger_account_once",
                violation_error_message=_("Tài khoản sổ cái này đã có."),
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "commodity", "part"],
                condition=Q(programme__isnull=True),
                name="ledger_account_once_of_none",
                violation_error_message=_("Tài khoản sổ cái này đã có."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AccountKind.values) & ~Q(commodity=""),
                name="ledger_account_known",
                violation_error_message=_("Loại tài khoản sổ cái không có."),
            ),
            append_only("ledger_account", _("Tài khoản sổ cái không sửa, không xóa được.")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id} {self.commodity}"

    @property
    def is_asset(self) -> bool:
        return self.kind in ASSETS

    @property
    def is_money(self) -> bool:
        return self.commodity == VND


class Balance(models.Model):
    """What an account holds now, in its own nature: an asset's debits less its credits, a fund's credits less its debits.

    Moved by book() and reverse() only.
    """

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="balance")
    amount = models.BigIntegerField(_("số dư"), default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=MOST_HELD),
                name="ledger_balance_never_below_zero",
                violation_error_message=_("Tài khoản không đủ; không ghi được quá số đang có."),
            ),
            Refusal(
                name="ledger_balance_kept",
                events=("DELETE",),
                violation_error_message=_("Số dư của tài khoản sổ cái không xóa được."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.amount}"


_COMMODITY: Final = "(SELECT a.commodity FROM ledger_account a WHERE a.id = NEW.{}_id)"
_NO_MIRROR: Final = (
    "NEW.reverses_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = NEW.reverses_id AND e.reverses_id IS NULL "
    "AND e.debit_id = NEW.credit_id AND e.credit_id = NEW.debit_id AND e.amount = NEW.amount AND e.subject = NEW.subject "
    "AND e.gift = NEW.gift)"
)


class EntryQuerySet(models.QuerySet["Entry"]):
    def for_user(self, user: User, can: Can, *, on: date) -> Self:
        """Those with an end in a unit in the person's reach."""
        return self.touching(Account.objects.for_user(user, can, on=on))

    def touching(self, accounts: AccountQuerySet) -> Self:
        """Those with an end in one of the accounts. Few of them are named one by one: then the database reads these, not the whole book."""
        pks = list(accounts.order_by().values_list("pk", flat=True)[: MOST_NAMED + 1])
        ends: Any = pks if len(pks) <= MOST_NAMED else accounts.order_by().values("pk")
        return self.filter(Q(debit__in=ends) | Q(credit__in=ends))


class Entry(models.Model):
    """`amount` (đồng, or goods in their measure) from `credit` to `debit` on `booked_on`, and what it is about; one row has both its ends.

    `subject` is the code of what it is about, `gift` the trace code of the gift of which it is part; `reverses`: the entry taken back.
    """

    kind = models.CharField(_("bút toán"), max_length=12, choices=EntryKind.choices)
    booked_on = models.DateField(_("ngày"))
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits", db_index=False, verbose_name=_("ghi nợ"))
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits", db_index=False, verbose_name=_("ghi có"))
    amount = models.BigIntegerField(_("số lượng"))
    subject = models.CharField(_("về"), max_length=40, blank=True, default="")
    gift = models.CharField(_("mã dấu vết"), max_length=20, blank=True, default="")
    note = models.CharField(_("ghi chú"), max_length=200, blank=True, default="")
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="reversed_by", error_messages={"unique": _("Bút toán này đã bị hủy rồi.")}
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EntryKind.values), name="ledger_entry_known", violation_error_message=_("Loại bút toán không có.")
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=1, amount__lte=MOST),
                name="ledger_entry_amount",
                violation_error_message=_("Số của bút toán là một số nguyên từ 1 đến 1 triệu tỷ."),
            ),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")),
                name="ledger_entry_two_accounts",
                violation_error_message=_("Bút toán phải đi từ một tài khoản sang một tài khoản khác."),
            ),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.REVERSAL, reverses__isnull=False) & ~Q(note="")
                | ~Q(kind=EntryKind.REVERSAL) & Q(reverses__isnull=True),
                name="ledger_reversal_says_why",
                violation_error_message=_("Hủy bút toán thì phải nêu bút toán nào và lý do."),
            ),
            Refusal(
                name="ledger_one_commodity",
                events=("INSERT",),
                condition=f"{_COMMODITY.format('debit')} <> {_COMMODITY.format('credit')}",
                violation_error_message=_("Hai đầu của bút toán phải cùng một loại (tiền với tiền, chăn với chăn)."),
            ),
            Refusal(
                name="ledger_reversal_mirrors",
                events=("INSERT",),
                condition=_NO_MIRROR,
                violation_error_message=_("Bút toán hủy phải ngược đúng với bút toán bị hủy, và không hủy được một bút toán hủy."),
            ),
            append_only("ledger_entry", _("Bút toán đã ghi không sửa, không xóa được; chỉ hủy bằng một bút toán mới.")),
        ]
        indexes = [
            models.Index(fields=["debit", "-booked_on", "-id"], name="ledger_debits"),
            models.Index(fields=["credit", "-booked_on", "-id"], name="ledger_credits"),
            models.Index(fields=["-booked_on", "-id"], name="ledger_newest"),
            models.Index(fields=["subject"], name="ledger_subject"),
            models.Index(fields=["gift"], name="ledger_gift"),
        ]

    def __str__(self) -> str:
        return f"BT-{self.pk}"

    @property
    def code(self) -> str:
        """How people name it: BT-42."""
        return f"BT-{self.pk}"


def _sealed(table: str) -> Refusal:
    return append_only(table, _("Phần sổ cái đã niêm phong không sửa, không xóa được."))


class Leaf(models.Model):
    """The place of an entry in the tree, in the order of sealing from 0, and the hash of what was sealed (SHA-256, hexadecimal)."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="leaf")
    place = models.BigIntegerField(unique=True, error_messages={"unique": _("Chỗ này trong sổ cái đã có bút toán.")})
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [_sealed("ledger_leaf")]

    def __str__(self) -> str:
        return f"{self.place}: {self.hash}"


class Node(models.Model):
    """The root of the `number`-th run of 256^`level` leaves, once it is full: so that a proof reads hundreds of rows, not all of them."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["level", "number"], name="ledger_node_once", violation_error_message=_("Nút này của sổ cái đã có.")
            ),
            _sealed("ledger_node"),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.number}: {self.hash}"


class Head(models.Model):
    """The root over the first `size` leaves, as it stood at the end of `day` (or when somebody asked on that day).

    `frontier`: the roots of the full subtrees of which the tree of that size consists, largest first, so that sealing goes on from here.
    """

    day = models.DateField(_("ngày"))
    size = models.BigIntegerField(_("số bút toán"))
    root = models.CharField(_("gốc"), max_length=64)
    frontier = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "size"], name="ledger_head_once", violation_error_message=_("Gốc của ngày này với cỡ này đã có.")
            ),
            _sealed("ledger_head"),
        ]
        indexes = [models.Index(fields=["-size", "-day"], name="ledger_head_newest")]

    def __str__(self) -> str:
        return f"{self.day}: {self.size}"

    @property
    def roots(self) -> list[bytes]:
        return [bytes.fromhex(one) for one in self.frontier]
