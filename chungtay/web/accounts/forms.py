"""Forms about people and roles: shape only; the rules answer from the actions."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import RoleKind
from chungtay.places.enums import LEVEL_LABELS
from chungtay.places.models import OrgUnitQuerySet
from chungtay.web.shell.fields import DayField, one_of, some_of, words
from chungtay.web.unit_field import UnitField

STRANDED: Final = "don-vi-da-ket-thuc"
STATES: Final[list[tuple[Any, Any]]] = [
    ("", _("Đang giữ vai trò")),
    (STRANDED, _("Ở đơn vị đã kết thúc")),
    ("da-thoi", _("Đã thôi")),
]


class UnitStepForm(forms.Form):
    """First page: at which unit."""

    unit = UnitField(label=_("Đơn vị"), help_text=_("Gõ tên hoặc mã: trường, điểm trường, cơ quan hay xã nơi người đó làm việc."))

    def __init__(self, *args: Any, among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.among, field.on = among, on


class KindStepForm(forms.Form):
    """Second page: in which role."""

    def __init__(self, *args: Any, kinds: list[RoleKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = one_of(_("Vai trò"), [(kind.value, kind.label) for kind in kinds], radios=True)


class _Contact(forms.Form):
    full_name = words(_("Họ và tên"), length=120, autocomplete="off", autocapitalize="words")
    email = words(
        _("Thư điện tử"),
        length=254,
        required=False,
        hint=_("Để tự lấy lại mật khẩu khi quên."),
        inputmode="email",
        autocomplete="off",
        autocapitalize="none",
    )
    phone = words(_("Điện thoại"), length=30, required=False, inputmode="tel", autocomplete="off")


class _RoleDetails(forms.Form):
    """What a role still needs once its unit and kind are known: levels for a focal point, and its first day."""

    levels = some_of(_("Cấp học phụ trách"), [(str(int(level)), label) for level, label in LEVEL_LABELS.items()])
    on = DayField(label=_("Bắt đầu từ ngày"))

    def __init__(self, *args: Any, kind: RoleKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != RoleKind.FOCAL_POINT:
            del self.fields["levels"]

    @property
    def levels_chosen(self) -> int:
        return sum(int(level) for level in self.cleaned_data.get("levels", []))


class InviteForm(_Contact, _RoleDetails):
    """Last page of inviting: who it is."""

    username = words(
        _("Tên đăng nhập"),
        length=60,
        required=False,
        hint=_("Chữ không dấu, không có dấu cách. Để trống thì tạo từ họ tên."),
        autocomplete="off",
        autocapitalize="none",
        spellcheck="false",
    )
    field_order = ["full_name", "phone", "email", "username", "levels", "on"]


class GiveRoleForm(_RoleDetails):
    """Last page of giving a role."""


class MoveRoleForm(UnitStepForm):
    unit = UnitField(label=_("Chuyển đến đơn vị"), help_text=_("Gõ tên hoặc mã đơn vị mới."))
    on = DayField(label=_("Từ ngày"))


class EndRoleForm(forms.Form):
    on = DayField(label=_("Thôi giữ vai trò từ ngày"))
    reason = words(_("Lý do"), length=300, hint=_("Ví dụ: nghỉ hưu, chuyển công tác."), rows=2)


class ReasonForm(forms.Form):
    reason = words(_("Lý do"), length=300, rows=2)


class ProfileForm(_Contact):
    """Name, phone and e-mail."""

    field_order = ["full_name", "phone", "email"]

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            for name, value in (("full_name", "name"), ("email", "email"), ("phone", "tel")):
                self.fields[name].widget.attrs["autocomplete"] = value


class PeopleFilter(forms.Form):
    """The list's choices, which live in the address."""

    vai_tro = one_of(_("Vai trò"), [("", _("Tất cả")), *RoleKind.choices], required=False)
    don_vi = UnitField(label=_("Trong đơn vị"), required=False)
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    tinh_trang = one_of(_("Tình trạng"), STATES, required=False)

    def __init__(self, *args: Any, among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["don_vi"]
        assert isinstance(field, UnitField)
        field.among, field.on = among, on
