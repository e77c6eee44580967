"""Fields for amounts as people type them; what they read stands in core/amounts.py."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core.amounts import (
    Counted,
    parse_answer,
    parse_count,
    parse_counted,
    parse_distance,
    parse_money,
    parse_number,
    parse_sum,
    parse_whole,
)
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import clean
from chungtay.web.shell.fields import REQUIRED

MONEY_HINT: Final = gettext_lazy("Ví dụ 14.000.000 hoặc 14,5 triệu.")
ABOUT_HINT: Final = gettext_lazy("Chưa đếm đúng thì viết “khoảng 60” hoặc “hơn 60”.")


class AmountField(forms.CharField):
    """A line of text that `parse` reads; what was typed stays in the box."""

    parse: Callable[[str], Any]
    inputmode = "text"
    hint: Any = ""

    def __init__(self, *, label: Any, required: bool = True, hint: Any = None, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": self.inputmode, "autocomplete": "off", "class": "amount"})
        super().__init__(label=label, required=required, help_text=self.hint if hint is None else hint, widget=widget, **options)
        self.error_messages |= {"required": REQUIRED}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return type(self).parse(text)
        except RuleBroken as refusal:
            raise ValidationError(refusal.sentence) from None

    def prepare_value(self, value: Any) -> Any:
        return grouped(value) if isinstance(value, int) else value


class MoneyField(AmountField):
    """Cleaned to whole đồng."""

    parse = staticmethod(parse_money)
    hint = MONEY_HINT


class CountField(AmountField):
    """Cleaned to an int of 1 or more."""

    parse = staticmethod(parse_count)
    inputmode = "numeric"


class WholeField(AmountField):
    """Cleaned to an int of 0 or more."""

    parse = staticmethod(parse_whole)
    inputmode = "numeric"


class CountedField(AmountField):
    """Cleaned to a Counted."""

    parse = staticmethod(parse_counted)
    hint = ABOUT_HINT

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Counted):
            return value
        word = {Estimate.ABOUT: _("khoảng "), Estimate.AT_LEAST: _("hơn ")}.get(value.estimate, "")
        return word + grouped(value.value)


class AnswerField(CountedField):
    """Cleaned to a Counted of 0 or more; the word of what is counted may follow ("300 lượt")."""

    parse = staticmethod(parse_answer)

    def __init__(self, *, counted: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.counted = counted

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        said = clean(text).casefold()
        words = (self.counted, *self.counted.split(", ")) if self.counted else ()  # "băng rôn, khẩu hiệu" is typed as either
        return next((text[: -len(word) - 1] for word in words if said.endswith(f" {word.casefold()}")), text)


class SumField(CountedField):
    """Cleaned to a Counted of 0 or more đồng."""

    parse = staticmethod(parse_sum)
    hint = MONEY_HINT


class DistanceField(AmountField):
    """Cleaned to a Decimal of kilometres."""

    parse = staticmethod(parse_distance)
    inputmode = "decimal"

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}".removesuffix(".0").replace(".", ",") if isinstance(value, Decimal) else value


class NumberField(AmountField):
    """Cleaned to a Decimal."""

    parse = staticmethod(parse_number)
    inputmode = "decimal"

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, float):
            return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        return super().prepare_value(value)
