"""How the demo world's tables tell instants, people and numbers."""

from datetime import datetime, time
from typing import Final

from chungtay.accounts.models import User
from chungtay.activities.rules import Counted
from chungtay.core import clock
from chungtay.core.estimates import Estimate

_SURE: Final = {">": Estimate.AT_LEAST, "~": Estimate.ABOUT}


def at(told: str) -> datetime:
    """ "2021-07-05T08:05" in Việt Nam."""
    typed = datetime.fromisoformat(told)
    return clock.instant(typed.date(), time(typed.hour, typed.minute))


def user(username: str) -> User | None:
    return User.objects.get(username=username) if username else None


def counted(told: str) -> Counted:
    """ ">230" is at least 230, "~40" about 40."""
    sure = _SURE.get(told[:1], Estimate.EXACT)
    return Counted(int(told.lstrip("".join(_SURE))), sure)


def each_counted(told: str) -> dict[str, Counted]:
    """ "girls=11; poor=20"."""
    return {code: counted(number) for code, number in (pair.split("=", 1) for pair in told.split("; ") if pair)}
