"""Forms about activities other than the activity itself: shape only; the rules answer from the actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from chungtay.activities.enums import ACTING_UNITS
from chungtay.files.pictures import ACCEPT
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import ActivityType
from chungtay.web.shell.attached import FACES_WHY, FilesField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.unit_field import UnitField

_ALL: Final = ("", _("Tất cả"))
MOST_RADIOS: Final = 8
PAPERS: Final = ".pdf,.docx,.xlsx,.jpg,.jpeg"


class ActivityFilter(forms.Form):
    """What the list is narrowed to; it lives in the address. `muc` is the tab."""

    loai = one_of(_("Loại hoạt động"), [_ALL], required=False)
    don_vi = UnitField(label=_("Thuộc đơn vị"), required=False)
    tu = DayField(label=_("Từ ngày"), required=False, hint="")
    den = DayField(label=_("Đến hết ngày"), required=False, hint="")
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    muc = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programmes: Iterable[Programme], among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, known = self.fields["don_vi"], list(programmes)
        assert isinstance(unit, UnitField)
        unit.among, unit.on = among, on
        unit.widget.attrs["placeholder"] = _("Xã, trường, cơ quan")
        kinds = {kind.code: kind.name for programme in known for kind in programme.pack.activity_types}
        self.fields["loai"] = one_of(_("Loại hoạt động"), [_ALL, *kinds.items()], required=False)
        if len(known) > 1:
            choices = [_ALL, *((programme.slug, programme.name) for programme in known)]
            self.fields["chuong_trinh"] = one_of(_("Chương trình"), choices, required=False)
            self.order_fields(["chuong_trinh"])


class FirstForm(forms.Form):
    """The first step of recording: who did it, and what kind of thing; it lives in the address. `own` is offered first."""

    chuong_trinh = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, programme: Programme, among: OrgUnitQuerySet, own: OrgUnit | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chuong_trinh"].initial = programme.slug
        units = list(among.by_name()[: MOST_RADIOS + 1])
        if len(units) > MOST_RADIOS:
            field = UnitField(label=_("Đơn vị đã làm"), types=ACTING_UNITS)
            field.among, field.on, field.initial = among, on, own
            field.help_text = _("Đơn vị khác: gõ vài chữ của tên rồi chọn.")
            self.fields["noi"] = field
        else:
            choices = [(unit.code, unit.full_name) for unit in sorted(units, key=lambda unit: unit.type)]
            self.fields["noi"] = one_of(_("Đơn vị đã làm"), choices, radios=True)
            self.fields["noi"].initial = own.code if own else None
            self.fields["noi"].error_messages["invalid_choice"] = _("Đơn vị này đã kết thúc hoặc nằm ngoài phạm vi của bạn. Xin chọn lại.")
        kinds = [(kind.code, _with_hint(kind)) for kind in programme.pack.activity_types]
        self.fields["loai"] = one_of(_("Đã làm việc gì"), kinds, radios=True)

    def clean_noi(self) -> str:
        """The unit's code, whichever way it was named."""
        given = self.cleaned_data["noi"]
        return given.code if isinstance(given, OrgUnit) else str(given)


def _with_hint(kind: ActivityType) -> str:
    if not kind.hint:
        return format_html("<b>{}</b>", kind.name)
    return format_html('<b>{}</b><br><span class="hint">{}</span>', kind.name, kind.hint)


def photo_fields(form: forms.Form, room: int) -> None:
    """Room for so many photos."""
    form.fields["photo"].help_text = _("Tối đa %(n)d ảnh. Vị trí chụp được xóa khỏi ảnh.") % {"n": room}
    form.fields["photo"].widget.attrs |= {"accept": ACCEPT, "class": "drop-file", "hx-preserve": "true"}


def paper_fields(form: forms.Form, room: int) -> None:
    words_ = _("Biên bản, giấy mời, bảng tổng hợp: PDF, Word, Excel hoặc ảnh JPEG, tối đa %(n)d tệp. Không gửi danh sách tên trẻ.")
    form.fields["paper"].help_text = words_ % {"n": room}
    form.fields["paper"].widget.attrs |= {"accept": PAPERS, "class": "drop-file", "hx-preserve": "true"}


class AttachForm(forms.Form):
    """More photos, more papers, as far as there is room."""

    photo = FilesField(label=_("Ảnh"), required=False)
    may_show_faces = forms.BooleanField(label=_("Có thể nhận ra mặt trẻ em trong ảnh"), required=False, help_text=FACES_WHY)
    caption = words(_("Chú thích ảnh"), required=False, hint=_("Cho các ảnh chọn lần này. Không ghi tên trẻ."))
    paper = FilesField(label=_("Giấy tờ"), required=False)

    def __init__(self, *args: Any, room_for_photos: int, room_for_papers: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        photo_fields(self, room_for_photos)
        paper_fields(self, room_for_papers)
        if room_for_photos <= 0:
            del self.fields["photo"], self.fields["may_show_faces"], self.fields["caption"]
        if room_for_papers <= 0:
            del self.fields["paper"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("photo") and not given.get("paper"):
            raise forms.ValidationError(_("Xin chọn ít nhất một ảnh hoặc một tệp."))
        return given


class ReasonForm(forms.Form):
    reason = words(_("Lý do"), length=500, rows=3, hint=_("Ví dụ: ghi hai lần, nhầm đơn vị."))
