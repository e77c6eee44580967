"""Which state may follow which: each room keeps its table of moves in enums.py, everybody asks it here."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken

S = TypeVar("S", bound=models.TextChoices)


def check_move(moves: Mapping[S, AbstractSet[S]], status: str, to: S) -> None:
    """Raises RuleBroken, naming both states as people know them, when `to` may not follow `status`."""
    now = type(to)(status)
    if to not in moves[now]:
        raise RuleBroken(_("Đang ở tình trạng “%(now)s”, không chuyển sang “%(to)s” được.") % {"now": now.label, "to": to.label})
