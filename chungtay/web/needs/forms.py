"""Forms about needs other than the need itself: shape only; the rules answer from the actions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from chungtay.needs.enums import NeedStatus, NeedUrgency
from chungtay.places.enums import LEVEL_LABELS, UnitType
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Category
from chungtay.web.needs.wording import category_choices
from chungtay.web.shell.amounts import WholeField
from chungtay.web.shell.fields import one_of, words
from chungtay.web.unit_field import UnitField

_ALL: Final = ("", _("Tất cả"))
AGED: Final = "con-can"
MET: Final = "da-nhan"
MINE: Final = "toi"
MOST_RADIOS: Final = 12
MOST_TICKED: Final = 500
MOST_DIGITS: Final = 18  # of an id


class NeedFilter(forms.Form):
    """What the list is narrowed to; it lives in the address. `loai` holds "nhom:<code>" or a category's code, `muc` the tab."""

    loai = one_of(_("Loại nhu cầu"), [_ALL], required=False)
    cap = one_of(_("Cấp học"), [_ALL, *((level.name, label) for level, label in LEVEL_LABELS.items())], required=False)
    tinh_trang = one_of(_("Tình trạng"), [_ALL, *NeedStatus.choices], required=False)
    muc_do = one_of(_("Mức độ"), [_ALL, *NeedUrgency.choices], required=False)
    viec = one_of(_("Đang chờ"), [_ALL, (AGED, _("Trường xác nhận vẫn còn cần")), (MET, _("Trường xác nhận đã nhận đủ"))], required=False)
    ai_ghi = one_of(_("Người ghi"), [_ALL, (MINE, _("Tôi ghi"))], required=False)
    don_vi = UnitField(label=_("Thuộc đơn vị"), required=False)
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    muc = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: Sequence[Programme], among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["don_vi"]
        assert isinstance(unit, UnitField)
        unit.among, unit.on = among, on
        unit.widget.attrs["placeholder"] = _("Xã, trường, điểm trường")
        self.fields["loai"] = one_of(_("Loại nhu cầu"), [_ALL, *category_choices(programmes)], required=False)
        if len(programmes) > 1:
            choices = [_ALL, *((programme.slug, programme.name) for programme in programmes)]
            self.fields["chuong_trinh"] = one_of(_("Chương trình"), choices, required=False)
            self.order_fields(["chuong_trinh"])


class PlaceForm(forms.Form):
    """The first step of recording: where, and what kind; it lives in the address."""

    chuong_trinh = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programme: Programme, among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chuong_trinh"].initial = programme.slug
        units = list(among.by_name()[: MOST_RADIOS + 1])
        if len(units) > MOST_RADIOS:
            field = UnitField(label=_("Trường hoặc điểm trường"), types=(UnitType.SCHOOL, UnitType.SITE))
            field.among, field.on = among, on
            field.help_text = _("Gõ vài chữ của tên rồi chọn.")
            self.fields["noi"] = field
        else:
            choices = [(unit.code, unit.full_name) for unit in _schools_first(units)]
            self.fields["noi"] = one_of(_("Ở đâu"), choices, radios=True)
            self.fields["noi"].initial = choices[0][0] if len(choices) == 1 else None
            self.fields["noi"].error_messages["invalid_choice"] = _("Nơi này đã kết thúc hoặc nằm ngoài phạm vi của bạn. Xin chọn lại.")
        categories = [(category.code, _with_hint(category)) for category in programme.pack.categories]
        self.fields["nhom"] = one_of(_("Thiếu gì"), categories, radios=True)

    def clean_noi(self) -> str:
        """The unit's code, whichever way it was named."""
        given = self.cleaned_data["noi"]
        return given.code if isinstance(given, OrgUnit) else str(given)


def _with_hint(category: Category) -> str:
    return format_html('<b>{}</b><br><span class="hint">{}</span>', category.name, category.hint)


def _schools_first(units: Iterable[OrgUnit]) -> list[OrgUnit]:
    return sorted(units, key=lambda unit: unit.type)


class ReasonForm(forms.Form):
    reason = words(_("Lý do"), length=500, rows=3)


class MetForm(forms.Form):
    """What came so far, all told."""

    met_quantity = WholeField(label=_("Tổng số đã nhận đến nay"))
    note = words(_("Ghi chú"), length=500, rows=2, required=False, hint=_("Ví dụ: Đoàn thanh niên trao ngày 12/10, còn thiếu hai bộ."))


class SubmitForm(forms.Form):
    """A tick only where likely doubles are shown."""

    is_no_double = forms.BooleanField(label=_("Đây là nhu cầu khác, vẫn gửi"), required=False)


class PickForm(forms.Form):
    """Needs ticked in the queue, by their ids, and one reason for all that are sent back. Which of them may be done, the action says."""

    reason = words(_("Lý do trả lại"), length=500, rows=2, required=False, hint=_("Một lý do chung cho các nhu cầu đã đánh dấu."))

    class _Ticked(forms.Field):
        widget = forms.MultipleHiddenInput

        def clean(self, value: Any) -> list[str]:
            return [pk for pk in value or [] if pk.isascii() and pk.isdecimal() and len(pk) < MOST_DIGITS][:MOST_TICKED]

    chon = _Ticked(required=False)


class NilForm(forms.Form):
    """The school that lacks nothing in a round; cleaned to the unit."""

    def __init__(self, *args: Any, among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.among = among
        units = list(among.by_name()[: MOST_RADIOS + 1])
        if len(units) > MOST_RADIOS:
            field = UnitField(label=_("Trường"), types=(UnitType.SCHOOL,))
            field.among, field.on = among, on
            field.help_text = _("Gõ vài chữ của tên rồi chọn.")
            self.fields["unit"] = field
        else:
            choices = [(unit.code, unit.full_name) for unit in units]
            self.fields["unit"] = one_of(_("Trường"), choices, radios=True)
            self.fields["unit"].initial = choices[0][0] if len(choices) == 1 else None
            self.fields["unit"].error_messages["invalid_choice"] = _("Trường này đã kết thúc hoặc nằm ngoài phạm vi của bạn. Xin chọn lại.")

    def clean_unit(self) -> OrgUnit:
        given = self.cleaned_data["unit"]
        return given if isinstance(given, OrgUnit) else self.among.get(code=given)
