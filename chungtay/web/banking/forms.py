"""Forms about accounts and statements: shape only; the rules answer from the actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from chungtay.banking.banks import BANKS
from chungtay.banking.reading.cells import UnclearError, amount_in
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import sort_key
from chungtay.places.models import OrgUnitQuerySet
from chungtay.web.shell.amounts import AmountField
from chungtay.web.shell.attached import AttachmentField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.unit_field import UnitField


def bank_choices() -> list[tuple[str, str]]:
    banks = sorted(BANKS.values(), key=lambda bank: sort_key(bank.short_name))
    return [("", "—"), *((bank.bin, f"{bank.short_name} ({bank.name})") for bank in banks)]


class OpenForm(forms.Form):
    """An account that a unit has opened at a bank."""

    unit = UnitField(label=gettext_lazy("Đơn vị có tài khoản"))
    bank_bin = one_of(gettext_lazy("Ngân hàng"), bank_choices())
    number = words(gettext_lazy("Số tài khoản"), length=40, inputmode="numeric", autocomplete="off")
    holder = words(
        gettext_lazy("Tên chủ tài khoản, như ngân hàng ghi"),
        length=200,
        hint=gettext_lazy("Phải là tên cơ quan, trường, hội hoặc quỹ, ví dụ TRUONG MAM NON THANH AN. Không nhận tài khoản cá nhân."),
        autocomplete="off",
    )
    opened_on = DayField(label=gettext_lazy("Mở ngày"))
    note = words(gettext_lazy("Dùng cho việc gì"), length=200, required=False)

    def __init__(self, *args: Any, among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        unit.among = among


class CloseForm(forms.Form):
    closed_on = DayField(label=gettext_lazy("Đóng ngày"))


class SheetField(AttachmentField):
    """A statement as the bank's site gives it."""

    def __init__(self) -> None:
        hint = gettext_lazy("Tệp Excel (.xlsx, .xls) hoặc CSV tải từ trang của ngân hàng, tối đa 20 MB. Không sửa gì trong tệp.")
        super().__init__(label=gettext_lazy("Tệp sao kê"), required=True, hint=hint)
        self.widget.attrs["accept"] = ".xlsx,.xls,.csv"


class SendForm(forms.Form):
    file = SheetField()


def parse_balance(text: str) -> int:
    """Whole đồng as a bank prints them, also 0 and below."""
    try:
        return amount_in(text)
    except UnclearError as error:
        raise RuleBroken(str(error)) from None


class BalanceField(AmountField):
    parse = staticmethod(parse_balance)
    hint = gettext_lazy("Đúng đến từng đồng, ví dụ 12.345.678.")


class BalancesForm(forms.Form):
    """For a file that tells no balance."""

    opening_vnd = BalanceField(label=gettext_lazy("Số dư đầu kỳ"))
    closing_vnd = BalanceField(label=gettext_lazy("Số dư cuối kỳ"))


class ConfirmForm(forms.Form):
    """The question about missing days stands there only where days are missing."""

    is_gap_known = forms.BooleanField(label=gettext_lazy("Tôi biết còn thiếu sao kê của những ngày này và sẽ nạp sau"), required=False)

    def __init__(self, *args: Any, has_gap: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_gap:
            del self.fields["is_gap_known"]
