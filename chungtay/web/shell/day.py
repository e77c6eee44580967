"""The day that a page looks at: today, or the one in the address (`?ngay=2021-06-01`)."""

from datetime import date
from typing import Final, Literal, overload

from django.http import HttpRequest

from chungtay.core import clock
from chungtay.core.dates import parse_day
from chungtay.core.errors import RuleBroken

KEY: Final = "ngay"


@overload
def day_of(request: HttpRequest, *, today: Literal[True]) -> date: ...
@overload
def day_of(request: HttpRequest) -> date | None: ...
def day_of(request: HttpRequest, *, today: bool = False) -> date | None:
    """The day asked for; where none (or no day of the calendar) is asked for: today, or None unless `today`."""
    now = clock.today()
    try:
        asked = parse_day(request.GET[KEY]) if request.GET.get(KEY) else None
    except RuleBroken:
        asked = None
    if asked == now:
        asked = None
    return asked or (now if today else None)


def day_error(request: HttpRequest) -> str:
    """Why the day asked for is no day, for the page to say; empty where all is well."""
    try:
        if request.GET.get(KEY):
            parse_day(request.GET[KEY])
    except RuleBroken as broken:
        return broken.sentence
    return ""


def with_day(url: str, request: HttpRequest) -> str:
    """The address, kept on the day that is being looked at."""
    day = day_of(request)
    if day is None:
        return url
    return f"{url}{'&' if '?' in url else '?'}{KEY}={day.isoformat()}"
