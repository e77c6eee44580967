"""Forms about programmes: shape only; the rules answer from the actions."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.core.dates import parse_day
from chungtay.core.errors import RuleBroken
from chungtay.documents.enums import DocumentKind
from chungtay.places.enums import LEVEL_LABELS, SchoolLevel
from chungtay.places.models import OrgUnitQuerySet
from chungtay.programmes.enums import FOCAL_UNITS
from chungtay.programmes.models import END_OF_DAY, Directive
from chungtay.web.shell.attached import AttachmentField
from chungtay.web.shell.fields import DayField, one_of, some_of, words
from chungtay.web.unit_field import UnitField

_ALL: Final = ("", _("Tất cả"))
ANSWERS: Final[list[tuple[str, Any]]] = [("co", _("Có nhu cầu")), ("khong", _("Không có nhu cầu")), ("chua", _("Chưa tham gia"))]


def levels_of(levels: SchoolLevel) -> list[tuple[Any, Any]]:
    """The school levels of a pack as choices."""
    return [(str(level.value), label) for level, label in LEVEL_LABELS.items() if level & levels]


class RoundForm(forms.Form):
    code = words(_("Mã đợt"), length=30, hint=_("Ngắn, không dấu, ví dụ 2026 hoặc 2026-1. Mã nằm trong địa chỉ và tên tệp."))
    name = words(_("Tên đợt"), length=200, hint=_("Ví dụ Rà soát nhu cầu năm học 2026 - 2027."))
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến hết ngày"), hint=_("Số liệu của đợt tính đến hết ngày này."))
    due_on = DayField(label=_("Hạn báo cáo"), hint=_("Không trước ngày kết thúc đợt."))
    due_time = forms.TimeField(
        label=_("Giờ hạn"),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S", "%Hh%M", "%H giờ %M", "%H giờ", "%Hh"],
        help_text=_("Ví dụ 17:00. Để trống là hết ngày."),
        error_messages={"invalid": _("Giờ chưa đúng. Xin viết như 17:00.")},
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "maxlength": 10}),
    )

    def clean_due_time(self) -> time:
        """Empty, or the last minute of the day, is the end of the day."""
        typed = self.cleaned_data.get("due_time")
        return END_OF_DAY if typed is None or typed == time(23, 59) else typed


class AskForm(forms.Form):
    """Below which unit everybody answers a round; it lives in the address."""

    don_vi = UnitField(label=_("Giao cho các đơn vị thuộc"), required=False, help_text=_("Để trống là cả địa bàn của bạn."))

    def __init__(self, *args: Any, among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["don_vi"]
        assert isinstance(unit, UnitField)
        unit.among, unit.on = among, on


class DirectiveForm(forms.Form):
    """What stands on a directing document."""

    kind = one_of(_("Loại văn bản"), list(DocumentKind.choices))
    number = words(_("Số, ký hiệu"), length=60, hint=_("Ví dụ 156/BGDĐT-GDCTHSSV."), autocomplete="off")
    issued_on = DayField(label=_("Ngày ban hành"))
    issuer = words(_("Cơ quan ban hành"), length=200, required=False, hint=_("Viết như trên văn bản. Để trống nếu chọn ở dưới."))
    issuing_unit = UnitField(label=_("Cơ quan ấy trong danh sách đơn vị"), required=False, help_text=_("Nếu có. Gõ tên rồi chọn."))
    subject = words(_("Trích yếu"), length=500, rows=2)
    follows = one_of(_("Triển khai văn bản"), [], required=False, hint=_("Văn bản cấp trên mà văn bản này thực hiện."))
    file = AttachmentField(label=_("Tệp văn bản"))

    def __init__(self, *args: Any, others: Iterable[Directive], keeps_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Không có")), *((str(one.pk), f"{one.number} · {one.subject[:80]}") for one in others)]
        self.fields["follows"].choices = choices  # type: ignore[attr-defined]
        office = self.fields["issuing_unit"]
        assert isinstance(office, UnitField)
        office.on = _typed_day(self.data.get("issued_on", ""))  # an office of 2021 is called as it was in 2021
        if keeps_file:
            self.fields["file"].help_text = _("Để trống thì giữ tệp đang có. PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPEG, tối đa 20 MB.")


def _typed_day(text: Any) -> date | None:
    try:
        return parse_day(str(text)) if text else None
    except RuleBroken:
        return None


class DutyForm(forms.Form):
    """Who must carry a directive on: all units of a type, some, or one named."""

    kinds = some_of(_("Giao cho tất cả"), [], required=False)
    units = some_of(_("Giao cho từng đơn vị"), [], required=False)
    other = UnitField(label=_("Đơn vị khác"), required=False, help_text=_("Tên hoặc mã một đơn vị không có ở trên."))
    due_on = DayField(label=_("Hạn ban hành kế hoạch"), required=False)

    def __init__(
        self, *args: Any, kinds: list[tuple[Any, Any]], units: list[tuple[Any, Any]], among: OrgUnitQuerySet, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("kinds", kinds), ("units", units)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]
        other = self.fields["other"]
        assert isinstance(other, UnitField)
        other.among = among

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(given.get(name) for name in ("kinds", "units", "other")):
            raise forms.ValidationError(_("Xin chọn ít nhất một đơn vị để giao."))
        return given


class PlanForm(forms.Form):
    """The plan by which a unit carries a directive on."""

    unit = one_of(_("Đơn vị ban hành kế hoạch"), [])
    number = words(_("Số, ký hiệu"), length=60, hint=_("Ví dụ 35/KH-UBND."), autocomplete="off")
    issued_on = DayField(label=_("Ngày ban hành"))
    subject = words(_("Trích yếu"), length=500, rows=2, required=False)
    file = AttachmentField(label=_("Tệp kế hoạch"))

    def __init__(self, *args: Any, units: list[tuple[Any, Any]] | None, keeps_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if keeps_file:
            self.fields["file"].help_text = _("Để trống thì giữ tệp đang có. PDF, Word (.docx), Excel (.xlsx) hoặc ảnh JPEG, tối đa 20 MB.")


class FocalPointForm(forms.Form):
    """Who answers donors for a level at a unit, and how donors reach them."""

    unit = UnitField(label=_("Đơn vị của đầu mối"), types=sorted(FOCAL_UNITS), help_text=_("Cơ quan hoặc địa bàn mà đầu mối phụ trách."))
    level = one_of(_("Cấp học phụ trách"), [])
    name = words(_("Họ và tên"), length=120, autocomplete="off")
    phone = words(_("Điện thoại"), length=20, required=False, hint=_("Ví dụ 0912 345 678."), inputmode="tel", autocomplete="off")
    email = words(_("Thư điện tử"), length=254, required=False, inputmode="email", autocomplete="off")
    on = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, levels: SchoolLevel, among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = levels_of(levels)  # type: ignore[attr-defined]
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        unit.among = among


class EndForm(forms.Form):
    on = DayField(label=_("Từ ngày"), hint=_("Từ ngày này không còn là đầu mối."))


class AnswersFilter(forms.Form):
    """What the list of schools is narrowed to; it lives in the address."""

    don_vi = UnitField(label=_("Đơn vị"), required=False)
    cap = one_of(_("Cấp học"), [_ALL], required=False)
    tra_loi = one_of(_("Trả lời"), [_ALL, *ANSWERS], required=False)
    dot = forms.CharField(required=False, widget=forms.HiddenInput)
    q = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, levels: SchoolLevel, among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cap"].choices = [_ALL, *levels_of(levels)]  # type: ignore[attr-defined]
        unit = self.fields["don_vi"]
        assert isinstance(unit, UnitField)
        unit.among, unit.on = among, on
