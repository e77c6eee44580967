"""Forms about papers of support: shape only."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.web.shell.fields import DayField, one_of

_MONTHS: Final = 24
_ALL: Final = ("", gettext_lazy("Mọi chương trình"))


def months(today: date) -> list[tuple[str, str]]:
    """The last two years by month, the newest first."""
    firsts = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(_MONTHS)]
    return [(f"{year}-{month + 1:02d}", _("Tháng %(m)d năm %(y)d") % {"m": month + 1, "y": year}) for year, month in firsts]


class PaperForm(forms.Form):
    """Which office writes it."""

    profile = one_of(gettext_lazy("Cơ quan ban hành"), [])

    def __init__(self, *args: Any, profiles: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].choices = list(profiles)  # type: ignore[attr-defined]


class SpanForm(PaperForm):
    """And about which days: a month, or from a day to a day."""

    programme = one_of(gettext_lazy("Chương trình"), [_ALL], required=False)
    month = one_of(gettext_lazy("Tháng"), [])
    starts = DayField(label=gettext_lazy("Từ ngày"))
    ends = DayField(label=gettext_lazy("Đến hết ngày"))

    def __init__(self, *args: Any, programmes: Iterable[tuple[str, str]], is_month: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = [_ALL, *programmes]  # type: ignore[attr-defined]
        if is_month:
            del self.fields["starts"], self.fields["ends"]
            self.fields["month"].choices = months(today)  # type: ignore[attr-defined]
        else:
            del self.fields["month"]
