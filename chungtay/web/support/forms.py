"""Forms about what came to help: shape only; the rules answer from the actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.core.estimates import Estimate
from chungtay.places.models import OrgUnitQuerySet
from chungtay.programmes.models import Programme
from chungtay.support.enums import Way
from chungtay.web.shell.amounts import CountField, MoneyField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.unit_field import UnitField

_ALL: Final = ("", _("Tất cả"))


def kind_choices(programmes: Iterable[Programme]) -> list[tuple[str, str]]:
    """ "slug:code" and what it is called; with the programme's name where there are several."""
    known = list(programmes)
    return [
        (f"{programme.slug}:{kind.code}", kind.name if len(known) == 1 else f"{kind.name} ({programme.name})")
        for programme in known
        for kind in programme.pack.resource_kinds
    ]


class ContributionsFilter(forms.Form):
    """What the list is narrowed to; it lives in the address."""

    loai = one_of(_("Loại"), [_ALL], required=False)
    don_vi = UnitField(label=_("Đơn vị nhận"), required=False)
    cach = one_of(_("Cách nhận"), [_ALL, *Way.choices], required=False)
    nguoi = words(_("Người ủng hộ"), length=200, required=False)
    con = one_of(_("Phân bổ"), [_ALL, ("1", _("Còn phần chưa phân bổ"))], required=False)
    tu = DayField(label=_("Từ ngày"), required=False, hint="")
    den = DayField(label=_("Đến hết ngày"), required=False, hint="")

    def __init__(self, *args: Any, programmes: Iterable[Programme], among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loai"].choices = [_ALL, *kind_choices(programmes)]  # type: ignore[attr-defined]
        unit = self.fields["don_vi"]
        assert isinstance(unit, UnitField)
        unit.among, unit.on = among, on


class ContributionForm(forms.Form):
    """Money or goods that came to a unit."""

    unit = UnitField(label=_("Đơn vị nhận"))
    kind = one_of(_("Đã nhận gì"), [])
    quantity = CountField(label=_("Số lượng"), required=False, hint=_("Với hiện vật, suất học bổng. Nhận tiền thì để trống."))
    measure = words(_("Đơn vị tính"), length=40, required=False, hint=_("Để trống thì theo danh mục của chương trình (suất, bộ, chiếc…)."))
    value_vnd = MoneyField(
        label=_("Số tiền, hoặc trị giá của hiện vật"),
        required=False,
        hint=_("Ví dụ 14.000.000 hoặc 14,5 triệu. Hiện vật chưa biết trị giá thì để trống."),
    )
    value_estimate = one_of(_("Số tiền ấy là"), list(Estimate.choices), radios=True)
    giver = words(_("Người, tổ chức ủng hộ"), length=200, required=False, hint=_("Để trống nếu người ủng hộ không nêu tên."))
    received_on = DayField(label=_("Ngày nhận"))
    note = words(_("Ghi chú"), length=300, rows=2, required=False)
    is_no_double = forms.BooleanField(label=_("Đây là một lần nhận khác"), required=False)

    def __init__(self, *args: Any, programmes: Iterable[Programme], among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *kind_choices(programmes)]  # type: ignore[attr-defined]
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        unit.among = among

    def visible_fields(self) -> list[forms.BoundField]:
        """The question about doubles stands there only once it has been asked."""
        asked = "is_no_double" in self.errors or bool(self.data.get("is_no_double"))
        return [field for field in super().visible_fields() if field.name != "is_no_double" or asked]


class ReasonForm(forms.Form):
    reason = words(_("Lý do hủy"), length=300, rows=3, hint=_("Ví dụ: ghi nhầm đơn vị. Lý do hiện cạnh dòng bị hủy."))
