"""Days as Vietnamese law and habit write them, and as people type them."""

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken

EARLIEST: Final = date(1900, 1, 1)
_DAY_FIRST: Final = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$|^(\d\d)(\d\d)(\d{4})$")
_YEAR_FIRST: Final = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def parse_day(text: str) -> date:
    """Read 5/3/2021, 05-03-2021, 5.3.2021, 05032021 or 2021-03-05; day first, as everybody here writes.

    Raises RuleBroken with the sentence for the person when it is no day of the calendar (31/02) or outside 1900 to 2100.
    """
    typed = " ".join(text.split())
    if match := _DAY_FIRST.match(typed):
        day, month, year = (int(part) for part in match.groups() if part)
    elif match := _YEAR_FIRST.match(typed):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise RuleBroken(_("Ngày “%(typed)s” chưa đúng. Xin viết ngày/tháng/năm, ví dụ 05/3/2021.") % {"typed": typed[:30]})
    try:
        found = date(year, month, day)
    except ValueError:
        raise RuleBroken(_("Không có ngày %(typed)s trong lịch.") % {"typed": typed[:30]}) from None
    if not EARLIEST <= found < date(2101, 1, 1):
        raise RuleBroken(_("Năm %(year)s nằm ngoài khoảng 1900 đến 2100.") % {"year": year})
    return found


def format_day(day: date) -> str:
    """05/3/2021: days below 10 and months 1, 2 with a leading zero, other months without (Nghị định 30/2020, phụ lục I, II.4)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
