"""Forms about donors: shape only; the rules answer from the actions."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.donors.enums import ConsentHow, ConsentWhat, DonorKind, PublicAs
from chungtay.donors.queries import Likeness
from chungtay.donors.rules import FIELDS, Details
from chungtay.places.models import OrgUnitQuerySet
from chungtay.web.donors.wording import said_of_signs
from chungtay.web.shell.attached import AttachmentField
from chungtay.web.shell.fields import DayField, one_of, words
from chungtay.web.unit_field import UnitField

_ALL: Final = ("", gettext_lazy("Tất cả"))
_HOWS: Final = [("", gettext_lazy("—")), *ConsentHow.choices]


class DonorsFilter(forms.Form):
    """What the list is narrowed to; it lives in the address."""

    loai = one_of(gettext_lazy("Loại"), [_ALL, *DonorKind.choices], required=False)


class ApartField(forms.MultipleChoiceField):
    """Ids of donors of whom the person says that they are others; which they may be, the action knows."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[int]:
        return [int(pk) for pk in value or [] if pk.isascii() and pk.isdecimal() and len(pk) < 19]


class DonorForm(forms.Form):
    """What is known of a donor. The parts are three: who, how to reach them, what may be told."""

    kind = one_of(gettext_lazy("Nhà tài trợ là"), list(DonorKind.choices), radios=True)
    name = words(gettext_lazy("Tên"), length=200, hint=gettext_lazy("Đúng như nhà tài trợ tự viết, ví dụ Công ty TNHH Mường Thanh."))
    tax_code = words(
        gettext_lazy("Mã số thuế"), length=30, required=False, hint=gettext_lazy("Của doanh nghiệp, tổ chức."), inputmode="numeric"
    )
    contact = words(gettext_lazy("Người liên hệ"), length=120, required=False, hint=gettext_lazy("Một người lớn, nếu khác tên trên."))
    phone = words(gettext_lazy("Điện thoại"), length=40, required=False, inputmode="tel", autocomplete="off")
    email = words(gettext_lazy("Thư điện tử"), length=254, required=False, inputmode="email", autocomplete="off")
    address = words(gettext_lazy("Địa chỉ"), length=300, required=False)
    public_as = one_of(gettext_lazy("Nhà tài trợ muốn"), list(PublicAs.choices), radios=True)
    alias = words(gettext_lazy("Bí danh"), length=120, required=False, hint=gettext_lazy("Chỉ khi chọn nêu bí danh."))
    consent_how = one_of(
        gettext_lazy("Đã đồng ý nêu tên, bí danh bằng cách nào"),
        _HOWS,
        required=False,
        hint=gettext_lazy("Không có sự đồng ý này thì không nêu."),
    )
    at = UnitField(label=gettext_lazy("Đơn vị phụ trách"))
    note = words(gettext_lazy("Ghi chú"), length=500, rows=2, required=False, hint=gettext_lazy("Chỉ nội bộ xem. Không ghi số căn cước."))

    WHO: Final = ("kind", "name", "tax_code")
    REACH: Final = ("contact", "phone", "email", "address")
    PUBLIC: Final = ("public_as", "alias", "consent_how", "consent_on", "paper")

    def __init__(self, *args: Any, among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["at"]
        assert isinstance(unit, UnitField)
        unit.among = among

    def _parts(self, names: Sequence[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    @property
    def who(self) -> list[forms.BoundField]:
        return self._parts(self.WHO)

    @property
    def reach(self) -> list[forms.BoundField]:
        return self._parts(self.REACH)

    @property
    def public(self) -> list[forms.BoundField]:
        return self._parts(self.PUBLIC)

    @property
    def rest(self) -> list[forms.BoundField]:
        return self._parts(("at", "note"))

    @property
    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in FIELDS})


class NewDonorForm(DonorForm):
    """A donor not yet on record: also when the consent was given, its paper, and who it is not."""

    consent_on = DayField(label=gettext_lazy("Ngày đồng ý"), required=False, hint=gettext_lazy("Để trống nếu là hôm nay."))
    paper = AttachmentField(label=gettext_lazy("Giấy đồng ý đã ký"))
    apart_from = ApartField(label=gettext_lazy("Đánh dấu từng nhà tài trợ mà bạn biết chắc là người khác"), required=False)

    def ask_about(self, alike: Sequence[Likeness]) -> None:
        """The question stands there only once it has been asked."""
        field = self.fields["apart_from"]
        assert isinstance(field, ApartField)
        field.choices = [(str(one.donor.pk), _label(one)) for one in alike]

    @property
    def asked(self) -> forms.BoundField | None:
        return self["apart_from"] if self.fields["apart_from"].choices else None  # type: ignore[attr-defined]


def _label(one: Likeness) -> str:
    url = reverse("donors:donor", args=[one.donor.pk])
    said = _("Không phải %(name)s") % {"name": one.donor.name}
    return format_html('{} (<a href="{}">{}</a>: {})', said, url, _("xem"), said_of_signs(one.why))


class ConsentForm(forms.Form):
    what = one_of(gettext_lazy("Nhà tài trợ đồng ý việc gì"), list(ConsentWhat.choices), radios=True)
    how = one_of(gettext_lazy("Bằng cách nào"), list(ConsentHow.choices), radios=True)
    given_on = DayField(label=gettext_lazy("Ngày đồng ý"))
    paper = AttachmentField(label=gettext_lazy("Giấy đã ký"))


class ReasonForm(forms.Form):
    reason = words(gettext_lazy("Lý do"), length=300, rows=3)


class MergeForm(ReasonForm):
    """Field by field, which of two values is right, where they differ."""

    KEPT, GONE = "giu", "lay"

    def __init__(self, *args: Any, differing: Sequence[tuple[str, Any, str, str]], **kwargs: Any) -> None:
        """`differing`: name, label, the kept one's value, the other's."""
        super().__init__(*args, **kwargs)
        chosen = {}
        for name, label, kept, gone in differing:
            field = one_of(label, [(self.KEPT, kept or _("(để trống)")), (self.GONE, gone or _("(để trống)"))], radios=True)
            field.initial = self.KEPT if kept else self.GONE
            chosen[name] = field
        self.fields = chosen | {"reason": self.fields["reason"]}

    @property
    def taken(self) -> list[str]:
        return [name for name, value in self.cleaned_data.items() if name != "reason" and value == self.GONE]
