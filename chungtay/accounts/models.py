"""Tables of people and roles."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import POWERS, Can, RoleKind
from chungtay.core.periods import FOREVER, valid_on
from chungtay.places.enums import level_labels
from chungtay.places.models import OrgUnit


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


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
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class RoleQuerySet(models.QuerySet["Role"]):
    def on(self, day: date) -> Self:
        return self.filter(valid_on(day))


class Role(models.Model):
    """One person's role at one unit, from a day to a day."""

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
        ]
        indexes = [models.Index(fields=["unit", "valid_from"], name="accounts_role_unit")]

    @property
    def powers(self) -> frozenset[Can]:
        return POWERS[RoleKind(self.kind)]

    @property
    def level_labels(self) -> list[str]:
        return level_labels(self.levels)
