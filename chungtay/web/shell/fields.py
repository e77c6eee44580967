"""Form fields that pages share: words, choices, days; each refuses in plain Vietnamese."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core.dates import format_day, parse_day
from chungtay.core.errors import RuleBroken

REQUIRED: Final = gettext_lazy("Xin điền mục này.")
DAY_HINT: Final = gettext_lazy("Ngày/tháng/năm, ví dụ 05/3/2021.")
CHOOSE: Final = gettext_lazy("Xin chọn một mục trong danh sách.")


def show_refusal(form: forms.BaseForm, refusal: RuleBroken) -> None:
    """The rule's own sentence at the field that it names, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def words(label: Any, *, length: int = 200, required: bool = True, hint: Any = "", rows: int = 0, **attrs: Any) -> forms.CharField:
    """A line of text (with `rows`, several lines) of at most `length` characters; `attrs` go to the input."""
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows, **attrs}) if rows else forms.TextInput(attrs=attrs)
    field = forms.CharField(label=label, required=required, help_text=hint, widget=widget, max_length=length)
    field.error_messages |= {"required": REQUIRED}
    field.validators = readable(length)
    return field


def readable(length: int) -> list[Callable[[str], None]]:
    """What every typed text must be: at most so long, and without the character that no database keeps."""
    return [_at_most(length), ProhibitNullCharactersValidator(message=gettext_lazy("Có ký tự lạ không đọc được, xin gõ lại."))]


def _at_most(length: int) -> Callable[[str], None]:
    def check(value: str) -> None:
        if len(value) > length:
            raise ValidationError(_("Dài quá: tối đa %(limit)d ký tự, đang có %(n)d.") % {"limit": length, "n": len(value)})

    return check


def one_of(label: Any, choices: list[tuple[Any, Any]], *, required: bool = True, hint: Any = "", radios: bool = False) -> forms.ChoiceField:
    """One choice of a list."""
    field = forms.ChoiceField(label=label, choices=choices, required=required, help_text=hint)
    if radios:
        field.widget = forms.RadioSelect(choices=choices)
    field.error_messages |= {"required": CHOOSE, "invalid_choice": CHOOSE}
    return field


def some_of(label: Any, choices: list[tuple[Any, Any]], *, required: bool = True, hint: Any = "") -> forms.MultipleChoiceField:
    """Several choices of a list, as boxes to tick."""
    widget = forms.CheckboxSelectMultiple()
    field = forms.MultipleChoiceField(label=label, choices=choices, required=required, help_text=hint, widget=widget)
    field.error_messages |= {"required": gettext_lazy("Xin chọn ít nhất một mục."), "invalid_choice": CHOOSE, "invalid_list": CHOOSE}
    return field


class DayField(forms.CharField):
    """A day as people type it, day first; cleaned to a date."""

    def __init__(self, *, label: Any, required: bool = True, hint: Any = DAY_HINT, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 20})
        super().__init__(label=label, required=required, help_text=hint, widget=widget, **options)
        self.error_messages |= {"required": REQUIRED}
        self.validators = []

    def prepare_value(self, value: Any) -> Any:
        return format_day(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except RuleBroken as refusal:
            raise ValidationError(refusal.sentence) from None
