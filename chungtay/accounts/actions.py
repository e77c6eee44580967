"""The verbs: people invited, roles given, moved and ended, passwords set. `by` None is the system itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts import rules
from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import Role, User
from chungtay.accounts.passwords import temporary_password
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.periods import FOREVER, Period, overlapping
from chungtay.core.vietnamese import fold
from chungtay.core.words import clean_email
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.queries import ancestors


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the inviter hands over: the password is shown once and kept nowhere."""

    user: User
    role: Role
    password: str


@transaction.atomic
def invite_user(
    unit: OrgUnit,
    *,
    by: User | None,
    kind: RoleKind,
    full_name: str,
    on: date,
    username: str = "",
    email: str = "",
    phone: str = "",
    levels: int = 0,
    password: str = "",
    must_change_password: bool = True,
) -> Invitation:
    """A person who was not in the system comes in with one role and a temporary password that the first sign-in replaces.

    An empty login name is made from the person's name. Only a command on the server agrees on a password beforehand (the demo world).
    """
    _check_role(unit, by=by, kind=kind, levels=levels, on=on)
    name = rules.clean_full_name(full_name)
    if not username:
        _check_not_twice(unit, kind, name, on=on)
    username = rules.clean_username(username or rules.suggested_username(name))
    fields: dict[str, Any] = {"email": clean_email(email), "phone": rules.clean_phone(phone)}
    if User.objects.filter(username=username).exists():
        sentence = _("Tên đăng nhập “%(username)s” đã có người dùng. Xin chọn tên khác.") % {"username": username}
        raise RuleBroken(sentence, field="username")
    _check_email_free(fields["email"])
    password = password or temporary_password()
    fields["must_change_password"] = must_change_password
    with refused():
        user = User(username=username, full_name=name, created_at=clock.now(), **fields)
        user.index()
        user.set_password(password)
        user.save()
    role = _begin(user, kind, unit, levels, on)
    record("user.invited", user, by=by, name=user.full_name, place_id=unit.pk, username=username, kind=kind.value, unit=unit.code, on=on)
    return Invitation(user, role, password)


@transaction.atomic
def give_role(user: User, *, by: User | None, kind: RoleKind, unit: OrgUnit, on: date, levels: int = 0) -> Role:
    """One more role for a person who is already here."""
    user = locked(user)
    if not user.is_active:
        raise RuleBroken(_("Tài khoản này đang bị khóa. Hãy mở lại trước khi giao vai trò."))
    _check_role(unit, by=by, kind=kind, levels=levels, on=on)
    if Role.objects.filter(overlapping(Period(on, FOREVER)), user=user, kind=kind, unit=unit).exists():
        raise RuleBroken(_("Người này đã giữ đúng vai trò đó tại đơn vị này trong thời gian ấy."))
    role = _begin(user, kind, unit, levels, on)
    record("role.given", role, by=by, name=user.full_name, place_id=unit.pk, kind=kind.value, unit=unit.code, levels=levels, on=on)
    return role


@transaction.atomic
def end_role(role: Role, *, by: User | None, on: date, reason: str) -> Role:
    """The role is held until the day before `on`; ended on its first day it was never held."""
    user = locked(role.user)
    role = locked(role)
    reason = rules.clean_reason(reason)
    _check_may_end(role, by=by, on=on)
    _end(role, on)
    record("role.ended", role, by=by, name=user.full_name, place_id=role.unit_id, kind=role.kind, unit=role.unit.code, on=on, reason=reason)
    return role


@transaction.atomic
def move_role(role: Role, *, by: User | None, unit: OrgUnit, on: date) -> Role:
    """The same role at another unit: one ends, the next begins, the same day."""
    user = locked(role.user)
    role = locked(role)
    kind = RoleKind(role.kind)
    if role.unit_id == unit.pk:
        raise RuleBroken(_("Vai trò đang ở chính đơn vị này rồi."), field="unit")
    _check_may_end(role, by=by, on=on, is_moving=True)
    _check_role(unit, by=by, kind=kind, levels=role.levels, on=on)
    if Role.objects.filter(overlapping(Period(on, FOREVER)), user=user, kind=kind, unit=unit).exists():
        raise RuleBroken(_("Người này đã giữ đúng vai trò đó tại đơn vị này trong thời gian ấy."), field="unit")
    _end(role, on)
    moved = _begin(user, kind, unit, role.levels, on)
    record("role.moved", moved, by=by, name=user.full_name, place_id=unit.pk, kind=kind.value, origin=role.unit.code, unit=unit.code, on=on)
    return moved


@transaction.atomic
def reset_password(user: User, *, by: User | None, on: date) -> str:
    """A new temporary password, for somebody without e-mail; every session of theirs ends with it. Returned once, kept nowhere."""
    user = locked(user)
    rules.check_over(by, user, on=on)
    if not user.is_active:
        raise RuleBroken(_("Tài khoản này đang bị khóa. Hãy mở lại trước khi cấp mật khẩu."))
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record("password.reset", user, by=by, name=user.full_name, place_id=_seat(user))
    return password


@transaction.atomic
def set_own_password(user: User, *, password: str) -> None:
    """The person chose a password of their own (its strength is asked by the form); a temporary one is over."""
    held = locked(user)
    if held.must_change_password and held.check_password(password):
        raise RuleBroken(_("Xin chọn mật khẩu khác mật khẩu tạm."), field="password1")
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("password.chosen", user, by=user, name=user.full_name, place_id=_seat(user))


@transaction.atomic
def edit_profile(user: User, *, by: User | None, on: date, full_name: str, email: str, phone: str) -> User:
    """Name, e-mail and phone, by the person or by an officer over them."""
    user = locked(user)
    if by is not None and by.pk != user.pk:
        rules.check_over(by, user, on=on)
    new = {"full_name": rules.clean_full_name(full_name), "email": clean_email(email), "phone": rules.clean_phone(phone)}
    changed = sorted(key for key, value in new.items() if getattr(user, key) != value)
    if not changed:
        return user
    _check_email_free(new["email"], but=user)
    for key, value in new.items():
        setattr(user, key, value)
    user.index()
    with refused():
        user.save(update_fields=[*new, "search_text", "sort_key"])
    record("user.edited", user, by=by, name=user.full_name, place_id=_seat(user), changed=changed)
    return user


@transaction.atomic
def deactivate_user(user: User, *, by: User | None, on: date, reason: str) -> User:
    """The person can no longer sign in; roles and history stay as they are."""
    user = locked(user)
    reason = rules.clean_reason(reason)
    rules.check_over(by, user, on=on)
    if not user.is_active:
        raise RuleBroken(_("Tài khoản này đã khóa rồi."))
    for role in Role.objects.on(on).filter(user=user) if by is not None else ():
        _check_administrator_remains(role, on=on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("user.deactivated", user, by=by, name=user.full_name, place_id=_seat(user), reason=reason)
    return user


@transaction.atomic
def reactivate_user(user: User, *, by: User | None, on: date) -> User:
    user = locked(user)
    rules.check_over(by, user, on=on)
    if user.is_active:
        raise RuleBroken(_("Tài khoản này đang dùng được."))
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("user.reactivated", user, by=by, name=user.full_name, place_id=_seat(user))
    return user


@transaction.atomic
def end_other_sessions(user: User, *, key: str) -> None:
    """Sign the person out everywhere but in the session `key`."""
    others = UserSession.objects.filter(user=user).exclude(session_key=key)
    Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
    others.delete()
    note_session("session.others_ended", user, by=user)


def note_session(act: str, user: User, *, by: User | None) -> None:
    """Write down a sign-in, a refusal, a lock-out, a sign-out."""
    record(act, user, by=by, name=user.full_name, place_id=_seat(user))


def _check_role(unit: OrgUnit, *, by: User | None, kind: RoleKind, levels: int, on: date) -> None:
    rules.check_unit_alive(unit, on=on)
    rules.check_levels(kind, levels)
    rules.check_may_give(by, kind, unit, on=on)


def _check_may_end(role: Role, *, by: User | None, on: date, is_moving: bool = False) -> None:
    if role.valid_to <= on:
        raise RuleBroken(_("Vai trò này đã kết thúc trước ngày đó."), field="on")
    if on < role.valid_from:
        raise RuleBroken(_("Ngày kết thúc không thể trước ngày bắt đầu vai trò."), field="on")
    rules.check_may_command(by, RoleKind(role.kind), role.unit, on=on)
    if by is not None and not is_moving:
        _check_administrator_remains(role, on=on)


def _check_administrator_remains(role: Role, *, on: date) -> None:
    """Somebody else administers the unit or one above it; the country's row is held, so that two cannot let each other go at once."""
    if role.kind != RoleKind.ADMINISTRATOR:
        return
    country = OrgUnit.objects.select_for_update().filter(type=UnitType.COUNTRY).values_list("pk", flat=True)
    above = [role.unit_id, *country, *(unit.pk for unit in ancestors(role.unit, on=on))]
    others = Role.objects.on(on).filter(kind=RoleKind.ADMINISTRATOR, unit__in=above, user__is_active=True).exclude(user=role.user_id)
    if not others.exists():
        raise RuleBroken(_("Đây là người quản trị cuối cùng ở đây. Hãy giao vai trò quản trị cho người khác trước."))


def _check_not_twice(unit: OrgUnit, kind: RoleKind, full_name: str, *, on: date) -> None:
    """A form sent twice invites once; a namesake gets a login name of their own choosing."""
    names = Role.objects.on(on).filter(unit=unit, kind=kind).values_list("user__full_name", flat=True)
    if any(fold(held) == fold(full_name) for held in names):
        sentence = _("%(name)s đã giữ vai trò này. Nếu là người khác trùng tên, xin ghi tên đăng nhập riêng.") % {"name": full_name}
        raise RuleBroken(sentence, field="username")


def _check_email_free(email: str, *, but: User | None = None) -> None:
    holder = User.objects.filter(email=email).first() if email else None
    if holder is not None and holder != but:
        raise RuleBroken(_("Địa chỉ thư này đã thuộc về một người dùng khác."), field="email")


def _begin(user: User, kind: RoleKind, unit: OrgUnit, levels: int, on: date) -> Role:
    with refused():
        return Role.objects.create(user=user, kind=kind, unit=unit, levels=levels, valid_from=on)


def _end(role: Role, on: date) -> None:
    role.valid_to = on
    with refused():
        role.save(update_fields=["valid_to"])


def _seat(user: User) -> int | None:
    """The unit under which an act about the person is found: where their newest role is."""
    return Role.objects.filter(user=user).order_by("-valid_to", "-valid_from", "-pk").values_list("unit", flat=True).first()
