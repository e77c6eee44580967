"""The one page on which a need is told: its fields follow from the category of the programme's pack."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core.amounts import Counted
from chungtay.files.pictures import ACCEPT
from chungtay.needs.actions.photos import MOST_PHOTOS
from chungtay.needs.answers import ask_field
from chungtay.needs.enums import GridAccess, NeedUrgency, RoadAccess, SignalAccess
from chungtay.needs.models import Need
from chungtay.needs.rules import NeedForm, form_of
from chungtay.programmes.pack import Ask, Category, Item
from chungtay.web.needs.wording import short_money
from chungtay.web.shell.amounts import CountedField, CountField, DistanceField, MoneyField, NumberField
from chungtay.web.shell.attached import FACES_WHY, FilesField
from chungtay.web.shell.fields import DayField, one_of, words

OTHER: Final = "khac"  # none of the catalogue's lines
_SECTIONS: Final = (
    ("what", gettext_lazy("Cần gì"), ("item", "what", "quantity", "measure", "cost_vnd")),
    ("who", gettext_lazy("Ai cần, cần đến đâu"), ("beneficiaries", "*", "since_on", "urgency", "urgency_reason", "story")),
    ("photos", gettext_lazy("Ảnh"), ("photos", "may_show_faces")),
    ("access", gettext_lazy("Đường đi, điện, sóng"), ("road", "grid", "signal", "distance_km")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """A card of the form: fields, each with the remark that was made at it."""

    code: str
    title: str | Promise
    fields: list[tuple[BoundField, str]]


class EntryForm(forms.Form):
    """What a need says. Cleaned to a NeedForm (`need_form`) and to photos; `once` is drawn anew with each empty form."""

    what = words(
        gettext_lazy("Nói rõ cần gì"),
        required=False,
        hint=gettext_lazy("Ví dụ: hai ngăn, cho 40 học sinh. Mục trong danh mục thì để trống được."),
    )
    quantity = CountField(label=gettext_lazy("Số lượng"))
    measure = words(gettext_lazy("Đơn vị tính"), length=40, required=False, hint=gettext_lazy("Ví dụ: công trình, bộ, suất, kg."))
    cost_vnd = MoneyField(label=gettext_lazy("Chi phí ước tính, cho tất cả"), required=False)
    beneficiaries = CountedField(label=gettext_lazy("Số trẻ được hưởng"))
    since_on = DayField(label=gettext_lazy("Thiếu từ ngày"), required=False, hint=gettext_lazy("Gần đúng cũng được, ví dụ 05/9/2024."))
    urgency = one_of(gettext_lazy("Mức độ cấp bách"), list(NeedUrgency.choices), radios=True)
    urgency_reason = words(gettext_lazy("Lý do cấp bách"), length=300, rows=2, required=False)
    story = words(
        gettext_lazy("Kể thêm"),
        length=2000,
        rows=3,
        required=False,
        hint=gettext_lazy("Không ghi tên, hoàn cảnh riêng của trẻ; chỉ ghi số."),
    )
    photos = FilesField(label=gettext_lazy("Ảnh chụp"), required=False)
    may_show_faces = forms.BooleanField(label=gettext_lazy("Có thể nhận ra mặt trẻ em trong ảnh"), required=False, help_text=FACES_WHY)
    road = one_of(gettext_lazy("Đường vào"), [("", gettext_lazy("Chưa ghi")), *RoadAccess.choices], required=False)
    grid = one_of(gettext_lazy("Điện"), [("", gettext_lazy("Chưa ghi")), *GridAccess.choices], required=False)
    signal = one_of(gettext_lazy("Sóng điện thoại"), [("", gettext_lazy("Chưa ghi")), *SignalAccess.choices], required=False)
    distance_km = DistanceField(label=gettext_lazy("Cách trung tâm xã"), required=False, hint=gettext_lazy("Số km, ví dụ 14 hoặc 14,5."))
    once = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, category: Category, room_for_photos: int = MOST_PHOTOS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.category = category
        if category.items:
            choices = [(item.code, _item_label(item)) for item in category.items]
            self.fields["item"] = one_of(_("Chọn trong danh mục"), [*choices, (OTHER, _("Thứ khác"))], radios=True)
        else:
            self.fields["what"].label = _("Cần gì")
        for ask in category.asks:
            self.fields[ask_field(ask.key)] = _ask_field(ask)
        if not room_for_photos:
            del self.fields["photos"], self.fields["may_show_faces"]
        else:
            self.fields["photos"].widget.attrs |= {"accept": ACCEPT, "class": "drop-file", "hx-preserve": "true"}
            self.fields["photos"].help_text = _("Tối đa %(n)d ảnh. Vị trí chụp được xóa khỏi ảnh.") % {"n": room_for_photos}

    def clean(self) -> dict[str, Any]:
        """What may be left empty for a line of the catalogue is asked for anything else."""
        given = super().clean() or self.cleaned_data
        if given.get("item", OTHER) == OTHER and "item" not in self.errors:
            for name, sentence in (("what", _("Xin ghi cần gì.")), ("measure", _("Xin ghi đơn vị tính."))):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(sentence))
        if (
            given.get("urgency") not in (NeedUrgency.NORMAL, None)
            and not given.get("urgency_reason")
            and "urgency_reason" not in self.errors
        ):
            self.add_error("urgency_reason", ValidationError(_("Xin ghi lý do cấp bách.")))
        return given

    @property
    def need_form(self) -> NeedForm:
        """Only of a valid form."""
        given = self.cleaned_data
        counted: Counted = given["beneficiaries"]
        plain = ("what", "quantity", "measure", "cost_vnd", "since_on", "urgency", "story", "road", "grid", "signal", "distance_km")
        return NeedForm(
            category=self.category.code,
            item=given["item"] if given.get("item", OTHER) != OTHER else "",
            beneficiaries=counted.value,
            beneficiaries_estimate=counted.estimate,
            urgency_reason=given["urgency_reason"] if given["urgency"] != NeedUrgency.NORMAL else "",
            details={ask.key: _answer(ask, given.get(ask_field(ask.key))) for ask in self.category.asks},
            **{name: given[name] for name in plain},
        )

    def sections(self, remarks: Mapping[str, str] | None = None) -> list[Section]:
        """The cards in order; "*" stands for what the category asks."""
        asked = [ask_field(ask.key) for ask in self.category.asks]
        found = []
        for code, title, names in _SECTIONS:
            held = [name for given in names for name in (asked if given == "*" else [given]) if name in self.fields]
            if held:
                found.append(Section(code, title, [(self[name], (remarks or {}).get(name, "")) for name in held]))
        return found


def initial_of(need: Need) -> dict[str, Any]:
    """The form filled with what the need says."""
    said = form_of(need)
    found = {name: getattr(said, name) for name in EntryForm.base_fields if hasattr(said, name)}
    found |= {"item": said.item or OTHER, "beneficiaries": Counted(said.beneficiaries, said.beneficiaries_estimate)}  # type: ignore[arg-type]
    return found | {ask_field(key): _typed(answer) for key, answer in said.details.items()}


def _item_label(item: Item) -> str:
    """A line of the catalogue with its measure and, where a source tells it, what one costs."""
    hint = item.measure
    if item.typical_cost_vnd is not None:
        hint = _("%(measure)s, thường khoảng %(cost)s") % {"measure": item.measure, "cost": short_money(item.typical_cost_vnd)}
    return format_html('{} <span class="hint">({})</span>', item.name, hint)


def _ask_field(ask: Ask) -> forms.Field:
    if ask.kind == "number":
        return NumberField(label=ask.label, required=ask.is_required, hint=ask.hint)
    if ask.kind == "text":
        return words(ask.label, length=300, required=ask.is_required, hint=ask.hint)
    choices = list(ask.choices) if ask.kind == "choice" else [("yes", _("Có")), ("no", _("Không"))]
    if not ask.is_required:
        choices.append(("", _("Chưa rõ")))
    field = one_of(ask.label, choices, required=ask.is_required, hint=ask.hint, radios=True)
    if ask.kind == "yes_no":
        field.widget.attrs["class"] = "short"
    return field


def _answer(ask: Ask, typed: Any) -> Any:
    if ask.kind == "yes_no":
        return {"yes": True, "no": False}.get(typed)
    return typed if typed not in ("", None) else None


def _typed(answer: Any) -> Any:
    """An answer as its field shows it."""
    return {True: "yes", False: "no"}[answer] if isinstance(answer, bool) else answer
