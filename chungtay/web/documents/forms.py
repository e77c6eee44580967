"""Forms about papers: shape only; the rules answer from the actions."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.models import User
from chungtay.documents.enums import OUT, DocumentKind, DocumentStatus, Urgency
from chungtay.documents.models import OfficeProfile, OfficialDocument
from chungtay.files.filetypes import LARGEST
from chungtay.places.models import OrgUnitQuerySet
from chungtay.web.shell.fields import CHOOSE, DayField, one_of, words
from chungtay.web.unit_field import UnitField

_ALL: Final = ("", _("Tất cả"))
_ONE_A_LINE: Final = _("Mỗi dòng một nơi, không cần gạch đầu dòng.")


class RegisterFilter(forms.Form):
    """What a list is narrowed to; it lives in the address."""

    don_vi = UnitField(label=_("Cơ quan ban hành"), required=False)
    loai = one_of(_("Tên loại"), [_ALL, *DocumentKind.choices], required=False)
    tinh_trang = one_of(_("Tình trạng"), [_ALL], required=False)
    tu = DayField(label=_("Từ ngày"), required=False, hint="")
    den = DayField(label=_("Đến hết ngày"), required=False, hint="")
    q = forms.CharField(required=False, widget=forms.HiddenInput)

    statuses: Collection[tuple[str, Any]] = [(status.value, status.label) for status in OUT]

    def __init__(self, *args: Any, among: OrgUnitQuerySet, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["don_vi"]
        assert isinstance(office, UnitField)
        office.among, office.on = among, on
        self.fields["tinh_trang"] = one_of(_("Tình trạng"), [_ALL, *self.statuses], required=False)


class DraftsFilter(RegisterFilter):
    statuses = [(status.value, status.label) for status in DocumentStatus if status not in OUT]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["tu"], self.fields["den"]


class IncomingFilter(RegisterFilter):
    statuses = [("mo", _("Chưa giải quyết xong")), ("qua-han", _("Quá hạn"))]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].label = _("Cơ quan nhận")
        del self.fields["loai"]


class DraftForm(forms.Form):
    """A paper drafted by hand."""

    profile = one_of(_("Cơ quan ban hành"), [])
    kind = one_of(_("Tên loại"), list(DocumentKind.choices))
    subject = words(
        _("Trích yếu"), length=500, rows=2, hint=_("Viết như “Kết quả thực hiện chương trình …”; với công văn không ghi “V/v”.")
    )
    addressees = words(_("Kính gửi"), length=3000, rows=2, required=False, hint=_ONE_A_LINE)
    bases = words(_("Căn cứ"), length=6000, rows=3, required=False, hint=_("Mỗi dòng một căn cứ, không ghi dấu chấm phẩy ở cuối."))
    text = words(
        _("Nội dung"),
        length=500_000,
        rows=18,
        hint=_("“# ” mục I, II; “## ” khoản 1, 2; “### ” điểm a, b; “- ” gạch đầu dòng; “| a | b |” bảng; dòng trống ngăn các đoạn."),
        spellcheck="true",
    )
    authority = words(_("Quyền hạn, chức vụ người ký"), length=400, rows=2, hint=_("Ví dụ hai dòng: TM. ỦY BAN NHÂN DÂN, rồi CHỦ TỊCH."))
    offices = words(_("Chức vụ khác của người ký"), length=200, required=False, hint=_("Chỉ với ban, tổ dùng con dấu của cơ quan."))
    signer = words(_("Họ tên người ký"), length=120, required=False, hint=_("Để trống thì ghi tên người bấm Ký."))
    recipients = words(_("Nơi nhận"), length=3000, rows=3, required=False, hint=_ONE_A_LINE)
    archive = words(_("Lưu"), length=100, initial="VT", hint=_("Ví dụ: VT, VHXH."))
    drafting_office = words(
        _("Chữ viết tắt đơn vị soạn thảo"), length=30, required=False, hint=_("Chỉ dùng cho số ký hiệu công văn: UBND-VHXH.")
    )
    urgency = one_of(_("Độ khẩn"), [("", _("Thường")), *((urgency.name, urgency.value) for urgency in Urgency)], required=False)

    def __init__(self, *args: Any, profiles: Iterable[tuple[int, str]] = (), has_text: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(profiles)
        if choices:
            self.fields["profile"] = one_of(_("Cơ quan ban hành"), choices)
            self.order_fields(["profile"])
        else:
            del self.fields["profile"]
        if not has_text:
            del self.fields["text"]


class ReasonForm(forms.Form):
    reason = words(_("Lý do"), length=500, rows=3)


class IssueForm(forms.Form):
    on = DayField(label=_("Ngày ban hành"))


class EndForm(ReasonForm):
    """By which paper, and why."""

    def __init__(self, *args: Any, papers: Iterable[OfficialDocument], label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(paper.pk), f"{paper.symbol} · {paper.title[:90]}") for paper in papers]
        self.fields["paper"] = one_of(label, choices, hint=_("Văn bản ấy phải phát hành trước đã.") if not choices else "")
        self.order_fields(["paper", "reason"])


class DispatchForm(forms.Form):
    copies = forms.IntegerField(label=_("Số bản"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    sent_on = DayField(label=_("Ngày chuyển"), required=False)
    received_by = words(_("Ký nhận"), length=120, required=False)
    note = words(_("Ghi chú"), length=300, rows=2, required=False)


class _ArrivalFields(forms.Form):
    sender = words(_("Nơi gửi"), length=200, hint=_("Cơ quan, tổ chức ban hành văn bản."))
    symbol = words(_("Số, ký hiệu"), length=80, required=False, hint=_("Ví dụ 210/KH-UBND."))
    issued_on = DayField(label=_("Ngày của văn bản"), required=False)
    kind = words(_("Tên loại"), length=60, required=False, hint=_("Ví dụ Kế hoạch, Công văn, Giấy mời."))
    subject = words(_("Trích yếu"), length=500, rows=2)


class _HandlingFields(forms.Form):
    due_on = DayField(label=_("Thời hạn giải quyết"), required=False)

    def __init__(self, *args: Any, people: Iterable[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Chưa giao")), *((str(user.pk), user.full_name) for user in people)]
        self.fields["handler"] = one_of(_("Người xử lý"), choices, required=False)


class IncomingForm(_HandlingFields, _ArrivalFields):
    """A paper that has arrived."""

    unit = one_of(_("Cơ quan nhận"), [])
    on = DayField(label=_("Ngày đến"))
    file = forms.FileField(
        label=_("Tệp văn bản"),
        required=False,
        help_text=_("PDF, Word (.docx) hoặc ảnh JPEG, tối đa 20 MB."),
        error_messages={"empty": _("Tệp này rỗng.")},
    )
    field_order = ["unit", "on", "sender", "symbol", "issued_on", "kind", "subject", "file", "handler", "due_on"]

    def __init__(self, *args: Any, units: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = one_of(_("Cơ quan nhận"), [(str(pk), name) for pk, name in units])
        self.fields["file"].widget.attrs |= {"accept": ".pdf,.docx,.jpg,.jpeg", "class": "drop-file"}
        self.order_fields(self.field_order)

    def clean_file(self) -> Any:
        """Looked at before it is read into memory."""
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise ValidationError(_("Tệp lớn quá: tối đa 20 MB."))
        return file


class CorrectForm(_ArrivalFields):
    """What stands on the paper, typed again."""


class RouteForm(_HandlingFields):
    field_order = ["handler", "due_on"]


class SettleForm(forms.Form):
    on = DayField(label=_("Ngày giải quyết xong"))
    outcome = words(_("Kết quả"), length=300, rows=2, required=False, hint=_("Ví dụ số văn bản trả lời."))


class OfficeForm(forms.Form):
    """How the office heads and numbers its papers."""

    parent_issuer = words(_("Cơ quan chủ quản"), length=200, required=False, hint=_("Dòng trên cùng bên trái, ví dụ UBND XÃ NINH GIANG."))
    issuer = words(_("Cơ quan ban hành"), length=200, hint=_("Ví dụ TRƯỜNG THCS HIỆP LỰC."))
    abbreviation = words(_("Chữ viết tắt tên cơ quan"), length=30, hint=_("Viết liền, ví dụ UBND, TrTHCSHL."))
    drafting_office = words(_("Chữ viết tắt đơn vị soạn thảo"), length=30, required=False, hint=_("Cho số ký hiệu công văn, ví dụ VHXH."))
    place = words(_("Địa danh"), length=60, hint=_("Ghi trước ngày tháng, ví dụ Thanh An."))
    is_one_register = forms.BooleanField(label=_("Một dãy số chung cho mọi loại văn bản"), required=False)
    pads_counts = forms.BooleanField(label=_("Viết số đếm dưới 10 thành 06"), required=False)
    signature = words(
        _("Người ký"),
        length=400,
        rows=3,
        required=False,
        hint=_(
            "Mỗi dòng một chức vụ, ví dụ KT. TRƯỞNG BAN, rồi PHÓ TRƯỞNG BAN, rồi PHÓ CHỦ TỊCH UBND HUYỆN. Để trống: thủ trưởng cơ quan."
        ),
    )
    on = DayField(label=_("Áp dụng từ ngày"))


class BodyForm(OfficeForm):
    """The same for an advisory body that uses the office's seal."""

    body = words(_("Tên ban, tổ, hội đồng"), length=200, hint=_("Dùng con dấu của cơ quan nhưng có dãy số riêng."))
    field_order = ["body"]


class SeriesForm(forms.Form):
    """Which number comes next, for a year that had begun on paper."""

    register = one_of(_("Sổ"), [])
    first_number = forms.IntegerField(label=_("Số tiếp theo"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    def __init__(self, *args: Any, registers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["register"] = one_of(_("Sổ"), registers)
        self.order_fields(["register", "first_number"])
        self.fields["first_number"].error_messages |= {"required": CHOOSE, "invalid": _("Xin ghi một số, ví dụ 58.")}


def profile_choices(profiles: Iterable[OfficeProfile]) -> list[tuple[int, str]]:
    return [(profile.pk, f"{profile.issuer} ({profile.abbreviation})") for profile in profiles]
