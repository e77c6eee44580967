"""Forms about submissions other than the answer itself: shape only; the rules answer from the actions."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.dateparse import parse_time
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chungtay.core import clock
from chungtay.programmes.models import END_OF_DAY
from chungtay.web.shell.fields import DayField, one_of, words

MOST_TICKED: Final = 500
MOST_DIGITS: Final = 18  # of an id
STATES: Final[list[tuple[str, Any]]] = [
    ("", _("Tất cả")),
    ("chua-gui", _("Chưa gửi")),
    ("qua-han", _("Quá hạn")),
    ("tra-lai", _("Bị trả lại")),
    ("cho-nhan", _("Chờ nhận")),
    ("da-nhan", pgettext_lazy("báo cáo", "Đã nhận")),
    ("dung-han", _("Gửi đúng hạn")),
    ("muon", _("Gửi muộn")),
    ("mien", _("Được miễn")),
]


class ReasonForm(forms.Form):
    reason = words(_("Lý do"), length=500, rows=3)


class NilForm(forms.Form):
    nil_reason = words(
        _("Vì sao không có gì để báo cáo"),
        length=500,
        rows=3,
        hint=_("Ví dụ: trong kỳ xã không tổ chức hoạt động nào vì phòng, chống dịch."),
    )


class ExtendForm(forms.Form):
    """Until which day and time; without a time until the end of that day."""

    due_at = DayField(label=_("Hạn mới"))
    time = forms.CharField(
        label=_("Giờ"),
        required=False,
        max_length=5,
        help_text=_("Ví dụ 17:00. Để trống là đến hết ngày."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    reason = words(_("Lý do"), length=500, rows=3)

    def clean_time(self) -> str:
        typed = self.cleaned_data["time"].strip().replace("h", ":").replace(".", ":").removesuffix(":")
        try:
            is_time = parse_time(typed if ":" in typed else f"{typed}:00") is not None
        except ValueError:
            is_time = False
        if typed and not is_time:
            raise forms.ValidationError(_("Giờ chưa đúng, ví dụ 17:00."))
        return typed if ":" in typed or not typed else f"{typed}:00"

    @property
    def due_at_instant(self) -> datetime:
        """Only of a valid form."""
        typed = self.cleaned_data["time"]
        at = parse_time(typed) if typed else None
        return clock.instant(self.cleaned_data["due_at"], at or END_OF_DAY)


class ReadForm(forms.Form):
    """What was read of a submission, by its revision."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PickForm(forms.Form):
    """Submissions ticked in the live table, by their ids. Which of them may be accepted, the action says."""

    class _Ticked(forms.Field):
        widget = forms.MultipleHiddenInput

        def clean(self, value: Any) -> list[str]:
            return [pk for pk in value or [] if pk.isascii() and pk.isdecimal() and len(pk) < MOST_DIGITS][:MOST_TICKED]

    chon = _Ticked(required=False)


class TableFilter(forms.Form):
    """What the live table is narrowed to; it lives in the address."""

    tinh_trang = one_of(_("Tình trạng"), STATES, required=False)
