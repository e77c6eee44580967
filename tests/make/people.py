"""People for tests, invited through the real action."""

from datetime import date
from itertools import count
from typing import Final

from chungtay.accounts.actions import give_role, invite_user, set_own_password
from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import Role, User
from chungtay.core import clock
from chungtay.places.models import OrgUnit
from tests.make.places import FOUNDED

PASSWORD: Final = "bếp ăn bán trú 2025"
_numbers = count(1)


def make_role(kind: RoleKind, unit: OrgUnit, *, username: str = "", email: str = "", on: date = FOUNDED, levels: int = 0) -> Role:
    """A new person with one role, a password of their own (PASSWORD) and no question left."""
    number = next(_numbers)
    levels = levels or (1 if kind == RoleKind.FOCAL_POINT else 0)
    invited = invite_user(
        unit, by=None, kind=kind, full_name=f"Người số {number}", username=username or f"nguoi{number}", email=email, levels=levels, on=on
    )
    set_own_password(invited.user, password=PASSWORD)
    return invited.role


def make_user(kind: RoleKind, unit: OrgUnit, *, username: str = "", email: str = "", on: date = FOUNDED) -> User:
    return make_role(kind, unit, username=username, email=email, on=on).user


def also(user: User, kind: RoleKind, unit: OrgUnit, *, on: date = FOUNDED, levels: int = 0) -> Role:
    """One more role for the same person."""
    return give_role(user, by=None, kind=kind, unit=unit, on=on, levels=levels)


def make_person(username: str, full_name: str) -> User:
    """Somebody on record who never held a role: no action leads here, old data may."""
    user = User(username=username, full_name=full_name, created_at=clock.now())
    user.index()
    user.set_password(PASSWORD)
    user.save()
    return user
