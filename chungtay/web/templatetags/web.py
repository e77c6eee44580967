"""What our templates need beyond Django: icons drawn in place, initials, days as law writes them.

An icon is drawn into the page (no request, takes the colour of the text). It is
decoration: the words beside it carry the meaning, so readers of screens skip it.
"""

from datetime import date, datetime, timedelta
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped, in_short

register = template.Library()

#: 24 × 24, drawn with a line. Paths only; "c x y r" is a circle.
ICONS: Final[dict[str, str]] = {
    "home": "M4 11.5 12 4.5l8 7V19a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19zM9.5 20.5V14h5v6.5",
    "bank": "M3.5 9.5 12 4.5l8.5 5zM6 9.5V17M10 9.5V17M14 9.5V17M18 9.5V17M3.5 17h17v3h-17z",
    "unit": "M9.5 4h5v5h-5zM3.5 15.5h5v5h-5zM15.5 15.5h5v5h-5zM12 9v3.5M6 15.5v-3h12v3",
    "province": "M3.5 6.5 9 4l6 2.5L20.5 4v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20",
    "people": "c 9 8 3.5|M2.5 20c0-3.8 2.9-6 6.5-6s6.5 2.2 6.5 6M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2.2.8 3.5 2.7 3.5 5.5",
    "user": "c 12 8 4|M4.5 20.5c0-4 3.3-6.5 7.5-6.5s7.5 2.5 7.5 6.5",
    "search": "c 10.5 10.5 6.5|M15.5 15.5l5 5",
    "calendar": "M4 6.5h16V20.5H4zM4 11h16M8.5 3.5v5M15.5 3.5v5",
    "history": "M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 7.5V12l3 2",
    "merge": "M5 4v3c0 3 7 4 7 8v5M19 4v3c0 3-7 4-7 8M9 17.5l3 3 3-3",
    "split": "M12 4v4c0 4-6 4-6 8v4M12 8c0 4 6 4 6 8v4M3.5 17.5l2.5 2.5 2.5-2.5M15.5 17.5l2.5 2.5 2.5-2.5",
    "rename": "M12 20.5h8.5M4 20.5l1-4L16.2 5.3a1.8 1.8 0 0 1 2.6 0l.9.9a1.8 1.8 0 0 1 0 2.6L8.5 19.5z",
    "move": "M4 8h14M14.5 4.5 18 8l-3.5 3.5M20 16H6M9.5 12.5 6 16l3.5 3.5",
    "plus": "M12 5v14M5 12h14",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "warning": "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1",
    "info": "c 12 12 8.5|M12 11v5.5M12 7.6v.1",
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "chevron": "M7 10l5 5 5-5",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "sign-out": "M10 4.5H5.5v15H10M9.5 12h11M17 8.5l3.5 3.5-3.5 3.5",
    "sign-in": "M14 4.5h4.5v15H14M3.5 12h11M11 8.5l3.5 3.5-3.5 3.5",
    "globe": "c 12 12 8.5|M3.5 12h17M12 3.5c3.3 2.4 3.3 14.6 0 17M12 3.5c-3.3 2.4-3.3 14.6 0 17",
    "moon": "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
    "sun": "c 12 12 4|M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
    "screen": "M3.5 5h17v11h-17zM9 20h6M12 16v4",
    "school": "M12 4 2.5 9l9.5 5 9.5-5zM6 11v5.5c3.5 3 8.5 3 12 0V11M21.5 9v6",
    "site": "c 12 9.8 2.5|M12 21c4.7-4.6 7-8.2 7-11.2A7 7 0 0 0 5 9.8c0 3 2.3 6.6 7 11.2z",
    "shield": "M12 3.5 5 6v5.5c0 4.5 2.8 7.5 7 9 4.2-1.5 7-4.5 7-9V6zM9 12l2.2 2.2L15.2 10",
    "mail": "M3.5 5.5h17v13h-17zM3.5 7l8.5 6.5L20.5 7",
    "key": "c 8 15.5 4.5|M11.2 12.3 19.5 4M16 7.5l3 3M13.5 10l2 2",
    "filter": "M4 6h16M7 12h10M10 18h4",
    "close": "M6 6l12 12M18 6 6 18",
    "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
    "document": "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6M9 16h6",
    "edit": "M4 20l1-4L16.2 4.8a1.8 1.8 0 0 1 2.6 0l.4.4a1.8 1.8 0 0 1 0 2.6L8 19zM14.5 6.5l3 3",
    "heart": "M12 20c-5-3.5-8.5-6.6-8.5-10.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2.5C20.5 13.4 17 16.5 12 20z",
    "flag": "M5.5 21V4M5.5 4.5h12l-2.5 4 2.5 4h-12",
    "chart": "M4 20h16M6.5 20v-6M12 20V5M17.5 20v-9.5",
    "gift": "M4 9.5h16V13H4zM5.5 13v7.5h13V13M12 9.5v11M12 9.5C8 9.5 7 8 8 6s3.5-1 4 3.5zM12 9.5c4 0 5-1.5 4-3.5s-3.5-1-4 3.5z",
    "camera": "M4 8h3.5L9 5.5h6L16.5 8H20v11H4zM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4z",
    "trash": "M4.5 6.5h15M9 6.5V4h6v2.5M6.5 6.5l1 14h9l1-14M10 10.5v6M14 10.5v6",
    "inbox": "M4 13.5 6.5 5h11L20 13.5V19H4zM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20M9 8.5h6",
    "book": "M12 6.5C10 4.8 7 4.5 3.5 4.5v14c3.5 0 6.5.3 8.5 2 2-1.7 5-2 8.5-2v-14c-3.5 0-6.5.3-8.5 2zM12 6.5v14",
    "sprout": "M12 20.5V11M12 13c0-4-3-6.5-7.5-6.5C4.5 10.5 7.5 13 12 13zM12 11c0-4 2.8-6.5 7.5-6.5C19.5 8.5 16.5 11 12 11z",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon of that name; KeyError for a name we have not drawn."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        _shapes(ICONS[name]),
    )


def _shapes(drawing: str) -> SafeString:
    circle, bar, path = drawing.partition("|")
    if not bar:
        return format_html('<path d="{}"/>', drawing)
    _mark, x, y, radius = circle.split()
    return format_html('<circle cx="{}" cy="{}" r="{}"/><path d="{}"/>', x, y, radius, path)


@register.filter
def initials(name: str) -> str:
    """At most two capitals for an avatar: the first word's and the last word's ("Đầu mối Mầm non" → "ĐN")."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


register.filter(grouped)  # 1600 → 1.600


@register.filter
def about_money(dong: int) -> str:
    """An estimated cost: 'khoảng 60 triệu đồng'."""
    return _("khoảng %(amount)s đồng") % {"amount": in_short(dong)}


@register.filter
def day(value: date | None) -> str:
    """05/3/2021; of an instant, the day in Việt Nam; nothing for no day."""
    if isinstance(value, datetime):
        value = clock.day_of(value)
    return format_day(value) if value else ""


@register.filter
def moment(value: datetime) -> str:
    """07:30 ngày 05/3/2021, in Việt Nam."""
    return _("%(time)s ngày %(day)s") % {"time": f"{clock.time_of(value):%H:%M}", "day": format_day(clock.day_of(value))}


@register.filter
def last_day(valid_to: date) -> str:
    """The last day of a range whose end is excluded: 01/7/2025 → 30/6/2025."""
    return format_day(valid_to - timedelta(days=1))


@register.filter
def day_before(value: date) -> date:
    """The day before."""
    return value - timedelta(days=1)
