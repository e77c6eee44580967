"""Tables of people and roles."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import POWERS, Can, RoleKind
from chungtay.core.constraints import NoOverlap, Refusal
from chungtay.core.periods import FOREVER, Period, valid_on
from chungtay.core.search import WordIndex, searchable
from chungtay.core.vietnamese import sort_key
from chungtay.places.enums import level_labels
from chungtay.places.models import OrgUnit


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. A login name is enough; e-mail and phone are theirs to give."""

    username = models.CharField(
        _("tên đăng nhập"), max_length=60, unique=True, error_messages={"unique": _("Tên đăng nhập này đã có người dùng.")}
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    search_text = models.CharField(max_length=600, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    if TYPE_CHECKING:
        acting_role: "Role | None"
        roles_today: list["Role"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(email=""),
                name="accounts_email_once",
                violation_error_message=_("Địa chỉ thư này đã thuộc về một người dùng khác."),
            ),
            # Kept in lower case, "once" means once whatever the capitals.
            models.CheckConstraint(
                condition=Q(username=Lower("username"), email=Lower("email")),
                name="accounts_lower_case",
                violation_error_message=_("Tên đăng nhập và địa chỉ thư được giữ bằng chữ thường."),
            ),
            WordIndex(name="accounts_user_words", column="search_text"),
            Refusal(
                name="accounts_user_kept",
                events=("DELETE",),
                violation_error_message=_("Người dùng không bị xóa, chỉ được khóa."),
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "id"], name="accounts_user_order")]

    def __str__(self) -> str:
        return self.full_name

    def index(self) -> None:
        """Refresh the columns by which people are searched and sorted."""
        self.search_text = searchable(self.full_name, self.username, self.email, self.phone)
        self.sort_key = sort_key(self.full_name)[:600]


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: date) -> Self:
        """Those held that day, at a unit that exists that day."""
        return self.filter(valid_on(day), valid_on(day, "unit__"))

    def from_day(self, day: date) -> Self:
        """Those held that day or later."""
        return self.filter(valid_to__gt=day, valid_to__gte=F("valid_from"))


class Role(models.Model):
    """One person's role at one unit, from a day to a day. A role ended on its first day was never held; the row stays."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    kind = models.CharField(_("vai trò"), max_length=20, choices=RoleKind.choices)
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="roles")
    levels = models.PositiveSmallIntegerField(_("cấp học phụ trách"), default=0)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết"), default=FOREVER)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")),
                name="accounts_role_range",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
            models.CheckConstraint(
                condition=Q(kind=RoleKind.FOCAL_POINT, levels__gt=0, levels__lte=15) | (~Q(kind=RoleKind.FOCAL_POINT) & Q(levels=0)),
                name="accounts_role_levels",
                violation_error_message=_("Đầu mối phải phụ trách ít nhất một cấp học; vai trò khác thì không."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RoleKind.values), name="accounts_role_kind", violation_error_message=_("Vai trò không có.")
            ),
            NoOverlap(
                name="accounts_role_once",
                fields=("user", "kind", "unit"),
                violation_error_message=_("Người này đã giữ đúng vai trò đó tại đơn vị này trong thời gian ấy."),
            ),
            # A unit may end while people still hold roles there: then the role reaches nothing until it is moved. It cannot begin there.
            Refusal(
                name="accounts_role_begins_in_life",
                events=("INSERT",),
                condition="EXISTS (SELECT 1 FROM places_orgunit u WHERE u.id = NEW.unit_id "
                "AND (NEW.valid_from < u.valid_from OR NEW.valid_from >= u.valid_to))",
                violation_error_message=_("Đơn vị này chưa có hoặc đã kết thúc vào ngày bắt đầu vai trò."),
            ),
            Refusal(
                name="accounts_role_fixed",
                events=("UPDATE",),
                condition="NEW.user_id <> OLD.user_id OR NEW.unit_id <> OLD.unit_id OR NEW.kind <> OLD.kind "
                "OR NEW.valid_from <> OLD.valid_from",
                violation_error_message=_("Vai trò đã giao chỉ được kết thúc, không sửa."),
            ),
            Refusal(
                name="accounts_role_kept",
                events=("DELETE",),
                violation_error_message=_("Vai trò không bị xóa, chỉ được kết thúc."),
            ),
        ]
        indexes = [models.Index(fields=["unit", "valid_from"], name="accounts_role_unit")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def period(self) -> Period:
        return Period(self.valid_from, self.valid_to)

    @property
    def powers(self) -> frozenset[Can]:
        return POWERS[RoleKind(self.kind)]

    @property
    def level_labels(self) -> list[str]:
        return level_labels(self.levels)
