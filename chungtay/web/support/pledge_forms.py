"""Forms about pledges: shape only; the rules answer from the actions."""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.models import User
from chungtay.places.models import OrgUnitQuerySet
from chungtay.programmes.models import Programme
from chungtay.support.models import PledgeLine
from chungtay.support.promised import LONGEST_PLAN, LineForm, amount_words, form_of
from chungtay.web.shell.amounts import CountField, MoneyField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.support.forms import kind_choices
from chungtay.web.unit_field import UnitField

_NEED: Final = re.compile(r"(?:nc)?\s*-?\s*([0-9]{1,15})", re.IGNORECASE)
_DAY_HINT: Final = _("Ngày/tháng/năm. Để trống nếu chưa rõ.")


class NeedCodeField(forms.CharField):
    """Cleaned to the id of a need, typed as NC-42; whether it is in reach is for the view."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        match = _NEED.fullmatch(text.strip())
        if match is None:
            raise forms.ValidationError(_("Mã nhu cầu có dạng NC-42."))
        return int(match[1])


class NewPledgeForm(forms.Form):
    """What a donor promised by telephone or in person."""

    kind = one_of(_("Tặng gì"), [])
    amount_vnd = MoneyField(
        label=_("Số tiền"), required=False, hint=_("Ví dụ 14 triệu. Cho một nhu cầu thì để trống cả hai ô là toàn bộ phần còn thiếu.")
    )
    quantity = CountField(label=_("Số lượng"), required=False, hint=_("Của hiện vật; của một nhu cầu thì tính theo đơn vị của nó."))
    measure = words(_("Đơn vị tính"), length=40, required=False, hint=_("Để trống thì theo danh mục hoặc theo nhu cầu."))
    need = NeedCodeField(label=_("Cho nhu cầu"), required=False, max_length=20, help_text=_("Mã nhu cầu, ví dụ NC-42."))
    unit = UnitField(label=_("Hoặc cho trường, xã"), required=False)
    category = one_of(_("Loại nhu cầu trong xã ấy"), [], required=False)
    plan = words(_("Kế hoạch"), length=LONGEST_PLAN, rows=3, required=False, hint=_("Giao thế nào, khi nào, qua ai."))
    planned_on = DayField(label=_("Dự kiến ngày"), required=False, hint=_DAY_HINT)
    once = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: Sequence[Programme], among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices(programmes)  # type: ignore[attr-defined]
        categories = {category.code: category.name for programme in programmes for category in programme.pack.categories}
        self.fields["category"].choices = [("", "—"), *categories.items()]  # type: ignore[attr-defined]
        self.fields["once"].initial = secrets.token_urlsafe(20)
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        unit.among = among

    def line(self) -> LineForm:
        given = self.cleaned_data
        unit = given["unit"]
        named = {name: given[name] for name in ("amount_vnd", "quantity", "measure", "category")}
        return LineForm(kind=given["kind"].split(":", 1)[1], need_id=given["need"], unit_id=unit.pk if unit else None, **named)


class AmendForm(forms.Form):
    """What the pledge says from now on, line by line."""

    plan = words(_("Kế hoạch"), length=LONGEST_PLAN, rows=3, required=False)
    planned_on = DayField(label=_("Dự kiến ngày"), required=False, hint=_DAY_HINT)
    reason = words(_("Vì sao đổi"), length=500, rows=2, required=False, hint=_("Nhà tài trợ đọc được câu này."))

    def __init__(self, *args: Any, lines: Sequence[PledgeLine], called: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        asked: dict[str, forms.Field] = {}
        for line, name in zip(lines, called, strict=True):
            field: forms.Field = MoneyField(label=name) if line.is_money else CountField(label=f"{name} ({line.measure})")
            field.initial = line.amount_vnd if line.is_money else line.quantity
            asked[f"line_{line.pk}"] = field
            if len(lines) > 1:
                asked[f"drop_{line.pk}"] = forms.BooleanField(
                    label=_("Bỏ dòng này: %(amount)s") % {"amount": amount_words(line)}, required=False
                )
        self.fields = asked | self.fields

    def asked(self) -> list[LineForm]:
        given = self.cleaned_data
        return [self._line(line, given[f"line_{line.pk}"]) for line in self.lines if not given.get(f"drop_{line.pk}")]

    def _line(self, line: PledgeLine, amount: int) -> LineForm:
        was = form_of(line)
        return replace(was, amount_vnd=amount) if line.is_money else replace(was, quantity=amount)

    def field_of(self, name: str | None) -> str | None:
        """Where a refusal about an amount belongs, when there is but one line."""
        is_amount = name in ("amount_vnd", "quantity", "kind", "need")
        return f"line_{self.lines[0].pk}" if is_amount and len(self.lines) == 1 else name


class AssignForm(forms.Form):
    officer = one_of(_("Người theo dõi"), [])

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [(str(one.pk), str(one)) for one in people]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    reason = words(_("Lý do"), length=500, rows=3, hint=_("Nhà tài trợ đọc được câu này."))
