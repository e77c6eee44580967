"""Who may be what, where, and who may say so. Nothing is written here; every refusal is a sentence for the person.

`by` None is the system itself (a command on the server): it stands above scope, never above the other rules.
"""

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import AGENCY_TERRITORY, POWERS, ROLE_UNITS, Can, RoleKind
from chungtay.accounts.models import Role, User
from chungtay.accounts.scope import heir, powers_at, reach
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean, fold
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit

USERNAME: Final = re.compile(r"[a-z0-9]([a-z0-9._-]{1,58}[a-z0-9])")
_PHONE: Final = re.compile(r"\+?[0-9]{8,15}")


def kinds_at(unit: OrgUnit, *, on: date) -> list[RoleKind]:
    """The kinds of role that may be held at the unit that day."""
    found = [kind for kind in RoleKind if UnitType(unit.type) in ROLE_UNITS[kind]]
    if unit.type == UnitType.AGENCY:
        territory = reach(unit, on=on).type
        found = [kind for kind in found if AGENCY_TERRITORY.get(kind, territory) == territory]
    return found


def kinds_given_by(by: User | None, unit: OrgUnit, *, on: date) -> list[RoleKind]:
    """The kinds of role that `by` may give at the unit: nobody gives a power that they do not hold there themselves."""
    kinds = kinds_at(unit, on=on)
    if by is None:
        return kinds
    own = powers_at(by, unit, on=on)
    return [kind for kind in kinds if Can.INVITE_PEOPLE in own and POWERS[kind] <= own]


def check_may_give(by: User | None, kind: RoleKind, unit: OrgUnit, *, on: date) -> None:
    if kind not in kinds_at(unit, on=on):
        raise RuleBroken(_("Vai trò “%(kind)s” không giữ được tại loại đơn vị này.") % {"kind": kind.label}, field="kind")
    check_may_command(by, kind, unit, on=on)


def check_may_command(by: User | None, kind: RoleKind, unit: OrgUnit, *, on: date) -> None:
    """Whether `by` may give or take such a role at the unit (or where its office went)."""
    if by is None:
        return
    own = powers_at(by, heir(unit, on=on), on=on)
    if Can.INVITE_PEOPLE not in own:
        raise RuleBroken(_("Đơn vị này nằm ngoài phạm vi bạn phụ trách."), field="unit")
    if not POWERS[kind] <= own:
        raise RuleBroken(_("Bạn không có đủ quyền để giao hay kết thúc vai trò “%(kind)s”.") % {"kind": kind.label}, field="kind")


def may_command(by: User, role: Role, *, on: date) -> bool:
    """Whether `by` may end or move the role: for pages that offer it."""
    try:
        check_may_command(by, RoleKind(role.kind), role.unit, on=on)
    except RuleBroken:
        return False
    return True


def stands_over(by: User, user: User, *, on: date) -> bool:
    """check_over as a question."""
    try:
        check_over(by, user, on=on)
    except RuleBroken:
        return False
    return True


def check_unit_alive(unit: OrgUnit, *, on: date) -> None:
    if not unit.life.covers(on):
        raise RuleBroken(_("Đơn vị này chưa có hoặc đã kết thúc vào ngày bắt đầu vai trò."), field="unit")


def check_levels(kind: RoleKind, levels: int) -> None:
    if kind == RoleKind.FOCAL_POINT and not 0 < levels <= 15:
        raise RuleBroken(_("Đầu mối phải phụ trách ít nhất một cấp học."), field="levels")
    if kind != RoleKind.FOCAL_POINT and levels:
        raise RuleBroken(_("Chỉ đầu mối cấp học mới chọn cấp học phụ trách."), field="levels")


def check_over(by: User | None, user: User, *, on: date) -> None:
    """Whether `by` stands over the whole person: who can change a password or an address can sign in as that person.

    So every role that the person holds, or will hold, must be one that `by` could have given.
    """
    if by is None:
        return
    if by.pk == user.pk:
        raise RuleBroken(_("Việc này không tự làm cho chính mình. Hãy dùng trang Tài khoản của tôi."))
    roles = list(Role.objects.from_day(on).filter(user=user).select_related("unit"))
    if not roles:
        roles = list(Role.objects.filter(user=user).select_related("unit").order_by("-valid_to", "-pk")[:1])
    for role in roles:
        own = powers_at(by, heir(role.unit, on=on), on=on)
        if Can.INVITE_PEOPLE not in own or not role.powers <= own:
            raise RuleBroken(_("Người này giữ vai trò ngoài phạm vi hoặc cao hơn quyền của bạn. Hãy nhờ cấp trên."))


def clean_username(typed: str) -> str:
    """The login name as it is kept: lower case, Latin letters, digits, dot, hyphen; 3 to 60 characters."""
    username = typed.strip().lower()
    if not USERNAME.fullmatch(username):
        sentence = _("Tên đăng nhập dài 3 đến 60 ký tự, chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch nối; không có dấu cách.")
        raise RuleBroken(sentence, field="username")
    return username


def suggested_username(full_name: str) -> str:
    """A free login name made of the person's name: 'Lò Thị Mẩy' → 'lo.thi.may', then 'lo.thi.may2'."""
    stem = (fold(full_name).replace(" ", ".").encode("ascii", "ignore").decode() or "nguoi.dung")[:50].strip(".")
    stem = stem if len(stem) >= 3 else f"{stem}.nd"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(name for name in (f"{stem}{n or ''}" for n in (0, *range(2, len(taken) + 3))) if name not in taken)


def clean_full_name(typed: str) -> str:
    name = clean(typed)
    if not any(letter.isalpha() for letter in name):
        raise RuleBroken(_("Xin ghi họ và tên."), field="full_name")
    return _at_most(name, 120, "full_name")


def clean_phone(typed: str) -> str:
    """Empty, or 8 to 15 digits, an optional + before them."""
    phone = re.sub(r"[\s.\-()]", "", typed)
    if phone and not _PHONE.fullmatch(phone):
        raise RuleBroken(_("Số điện thoại chưa đúng. Ví dụ: 0912 345 678."), field="phone")
    return phone


def clean_reason(typed: str) -> str:
    reason = clean(typed)
    if not reason:
        raise RuleBroken(_("Xin ghi lý do."), field="reason")
    return _at_most(reason, 300, "reason")


def _at_most(text: str, length: int, field: str) -> str:
    if len(text) > length:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": length}, field=field)
    return text
