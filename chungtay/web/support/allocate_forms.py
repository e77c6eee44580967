"""Forms about aims: how much of what goes where, and the donor's word that it may go elsewhere. Shape only."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.needs.models import Need, NeedQuerySet
from chungtay.places.models import OrgUnitQuerySet
from chungtay.programmes.models import Programme
from chungtay.web.shell.amounts import CountField, MoneyField
from chungtay.web.shell.attached import AttachmentField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.unit_field import UnitField


class PartsForm(forms.Form):
    """For each key (of a need, of a gift) how much goes there (`so_7`), and how many units of the need that meets (`dap_7`).

    Of money without units it pays a part of the cost. Empty lines are no parts.
    """

    note = words(gettext_lazy("Ghi chú"), length=300, required=False)

    def __init__(self, *args: Any, money: dict[int, bool], labels: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.money = money
        for key, is_money in money.items():
            self.fields[f"so_{key}"] = (MoneyField if is_money else CountField)(label=labels[key], required=False)
            label = _("Đáp ứng mấy phần, %(name)s") % {"name": labels[key]}
            self.fields[f"dap_{key}"] = CountField(label=label, required=False)
        self.order_fields([name for name in self.fields if name != "note"] + ["note"])

    def parts(self) -> list[tuple[int, int, int, int]]:
        """(key, amount, units, đồng of the cost) of the lines that were filled in."""
        found = []
        for key, is_money in self.money.items():
            amount, units = self.cleaned_data.get(f"so_{key}"), self.cleaned_data.get(f"dap_{key}") or 0
            if amount:
                found.append((key, amount, units, amount if is_money and not units else 0))
        return found

    def clean(self) -> dict[str, Any]:
        for key in self.money:
            if self.cleaned_data.get(f"dap_{key}") and not self.cleaned_data.get(f"so_{key}"):
                self.add_error(f"so_{key}", _("Xin ghi bao nhiêu của khoản này."))
        if not self.errors and not self.parts():
            raise ValidationError(_("Xin ghi số phân bổ cho ít nhất một dòng."))
        return self.cleaned_data


class ToUnitForm(forms.Form):
    """A part for a unit as it is, or for a need that stands in no list."""

    amount = CountField(label=gettext_lazy("Bao nhiêu"))
    need = words(
        gettext_lazy("Mã nhu cầu"), length=20, required=False, hint=gettext_lazy("Ví dụ NC-42. Để trống nếu cho đơn vị nói chung.")
    )
    need_quantity = CountField(label=gettext_lazy("Đáp ứng bao nhiêu của nhu cầu"), required=False)
    unit = UnitField(label=gettext_lazy("Đơn vị được nhận"), required=False)
    note = words(gettext_lazy("Ghi chú"), length=300, required=False)

    def __init__(self, *args: Any, is_money: bool, among: OrgUnitQuerySet, needs: NeedQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_money:
            self.fields["amount"] = MoneyField(label=_("Bao nhiêu tiền"))
            self.order_fields(["amount", "need", "need_quantity", "unit", "note"])
        self.fields["unit"].among = among  # type: ignore[attr-defined]  # a UnitField
        self.needs = needs

    def clean_need(self) -> Need | None:
        return need_called(self.cleaned_data["need"], self.needs)


class SubstitutionForm(forms.Form):
    """To which need, unit or category it may also go, and how the donor said so."""

    need = words(gettext_lazy("Nhu cầu khác"), length=20, required=False, hint=gettext_lazy("Mã của nhu cầu, ví dụ NC-42."))
    unit = UnitField(label=gettext_lazy("hoặc đơn vị khác"), required=False)
    category = one_of(gettext_lazy("hoặc nhóm nhu cầu khác"), [], required=False)
    reason = words(gettext_lazy("Vì sao đổi"), length=500, rows=2)
    donor_said_on = DayField(label=gettext_lazy("Nhà tài trợ đồng ý ngày"))
    how = words(gettext_lazy("Đồng ý bằng cách nào"), length=200, hint=gettext_lazy("Ví dụ: thư ngày 03/3, gọi điện cho bà Hoa."))
    upload = AttachmentField(label=gettext_lazy("Thư, ảnh chụp tin nhắn"))

    def __init__(self, *args: Any, programme: Programme, among: OrgUnitQuerySet, needs: NeedQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = [(one.code, one.name) for one in programme.pack.categories]
        self.fields["category"].choices = [("", "—"), *categories]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["unit"].among = among  # type: ignore[attr-defined]
        self.needs = needs

    def clean_need(self) -> Need | None:
        return need_called(self.cleaned_data["need"], self.needs)


class RefundForm(forms.Form):
    amount_vnd = MoneyField(label=gettext_lazy("Số tiền hoàn trả"))
    way = one_of(gettext_lazy("Trả bằng"), [("bank", gettext_lazy("Chuyển khoản")), ("cash", gettext_lazy("Tiền mặt"))], radios=True)
    refunded_on = DayField(label=gettext_lazy("Ngày hoàn trả"))
    reason = words(gettext_lazy("Lý do"), length=300, rows=2)


def need_called(typed: str, among: NeedQuerySet) -> Need | None:
    """ "NC-42", "nc 42" or "42"."""
    if not typed:
        return None
    match = re.fullmatch(r"\s*(?:NC)?[\s-]*([0-9]{1,15})\s*", typed.upper(), re.ASCII)
    found = among.filter(pk=int(match[1])).select_related("school", "site").first() if match else None
    if found is None:
        raise ValidationError(_("Không có nhu cầu với mã này trong phạm vi của bạn."))
    return found
