"""Forms of donors: shape only; the rules answer from the rooms' intake."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core.amounts import parse_count, parse_money
from chungtay.core.dates import parse_day
from chungtay.core.errors import RuleBroken
from chungtay.core.numbers import grouped, in_short
from chungtay.core.vietnamese import clean
from chungtay.needs.published import PublicNeed
from chungtay.support.intake.pledges import DONOR_KINDS, NAMED_AS, DonorForm, Wish
from chungtay.support.published.pledges import PublicKind, PublicLine

REQUIRED: Final = gettext_lazy("Xin điền mục này.")
TRAP: Final = "trang_web"  # no person sees it
_ASKS_WHICH: Final = 1_000  # a bare number from here on may be đồng or pieces


def line(label: Any, *, most: int, required: bool = True, hint: Any = "", rows: int = 0, **attrs: Any) -> forms.CharField:
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    field = forms.CharField(label=label, required=required, help_text=hint, widget=widget, max_length=most)
    words = gettext_lazy("Dài quá: tối đa %(limit_value)d ký tự.")
    field.error_messages |= {"required": REQUIRED, "max_length": words}
    for check in field.validators:
        if getattr(check, "code", "") == "max_length":
            check.message = words  # type: ignore[attr-defined]
        if getattr(check, "code", "") == "null_characters_not_allowed":
            check.message = gettext_lazy("Có ký tự lạ không đọc được, xin gõ lại.")  # type: ignore[attr-defined]
    return field


class DayField(forms.CharField):
    """A day from the telephone's own calendar, or typed day first; cleaned to a date."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), max_length=20, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_day(text)
        except RuleBroken as refusal:
            raise ValidationError(refusal.sentence) from None

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


def read_amount(text: str, *, is_money: bool, measure: str = "", open_quantity: int = 0) -> tuple[int | None, int | None]:
    """(đồng, pieces) of '2 triệu', '10', '10 suất'; nothing typed is (None, None). RuleBroken for what has two meanings."""
    typed = clean(text)
    if not typed:
        return None, None
    said = typed.casefold()
    if measure and said.endswith(measure.casefold()) and said != measure.casefold():
        return None, parse_count(said.removesuffix(measure.casefold()))
    if not is_money:
        return None, parse_count(typed)
    bare = typed.replace(".", "").replace(" ", "")
    if not (bare.isascii() and bare.isdecimal()) or len(bare) > 15:
        return parse_money(typed), None
    number = parse_count(typed)
    if measure and number < _ASKS_WHICH:
        return None, number
    if number <= open_quantity:
        words = {"n": grouped(number), "measure": measure}
        raise RuleBroken(_("Xin ghi rõ “%(n)s %(measure)s” hay “%(n)s đồng”.") % words)
    return parse_money(typed), None


class GiveForm(forms.Form):
    """One short page: what, how much, who, and the word of consent. For needs of the board, or without any for a place or the programme."""

    kind = forms.ChoiceField(label=gettext_lazy("Bạn muốn tặng"))
    donor_kind = forms.ChoiceField(label=gettext_lazy("Bạn là"), choices=DONOR_KINDS)
    name = line(gettext_lazy("Tên"), most=200, hint=gettext_lazy("Của bạn, hoặc của đơn vị, nhóm."), autocomplete="name")
    phone = line(gettext_lazy("Điện thoại"), most=40, required=False, inputmode="tel", autocomplete="tel")
    email = line(
        gettext_lazy("Thư điện tử"),
        most=254,
        required=False,
        hint=gettext_lazy("Một trong hai là đủ. Có thư điện tử, bạn nhận đường dẫn đến trang riêng của mình."),
        inputmode="email",
        autocomplete="email",
    )
    public_as = forms.ChoiceField(label=gettext_lazy("Khi công khai"), choices=NAMED_AS, widget=forms.RadioSelect, initial="none")
    alias = line(gettext_lazy("Bí danh"), most=120, required=False, hint=gettext_lazy("Chỉ khi chọn nêu bí danh."))
    planned_on = DayField(label=gettext_lazy("Dự kiến chuyển hoặc giao ngày"), required=False)
    plan = line(gettext_lazy("Nói thêm với người phụ trách"), most=2_000, required=False, rows=2)
    consent = forms.BooleanField(
        label=gettext_lazy("Tôi đồng ý để Chung Tay giữ tên và cách liên hệ của tôi để trao đổi về món quà này."), required=False
    )
    once = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[PublicKind],
        needs: Sequence[PublicNeed] = (),
        units: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds, self.needs = {kind.code: kind for kind in kinds}, needs
        ordered = sorted(kinds, key=lambda kind: not kind.is_money)
        self.fields["kind"].choices = [(kind.code, _label(kind)) for kind in ordered]  # type: ignore[attr-defined]
        for name in ("kind", "donor_kind", "public_as"):
            wrong = gettext_lazy("Xin chọn một mục trong danh sách.")
            self.fields[name].error_messages |= {"required": wrong, "invalid_choice": wrong}
        self.fields["once"].initial = secrets.token_urlsafe(20)
        self.fields[TRAP] = forms.CharField(required=False, max_length=200)
        asked: dict[str, forms.Field] = {"kind": self.fields["kind"]}
        for need in needs:
            label = _("Bao nhiêu") if len(needs) == 1 else _of_need(need)
            asked[_amount_name(need.id)] = line(label, most=60, required=False, hint=_hint(need), autocomplete="off")
        if not needs:
            hint = gettext_lazy("Tiền: ví dụ 2 triệu. Hiện vật: ghi số lượng, ví dụ 20.")
            asked["amount"] = line(gettext_lazy("Bao nhiêu"), most=60, hint=hint, autocomplete="off")
        if units:
            asked["at"] = forms.ChoiceField(label=gettext_lazy("Tặng qua tỉnh, thành phố"), choices=units)
        self.fields = asked | self.fields

    @property
    def trap(self) -> forms.BoundField:
        return self[TRAP]

    @property
    def shown(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name != TRAP]

    def clean(self) -> None:
        kind = self.kinds.get(self.cleaned_data.get("kind", ""))
        if kind is None:
            return
        self.wishes: list[Wish] = []
        for need in self.needs:
            self._read(_amount_name(need.id), Wish(kind.code, need_id=need.id), kind, need)
        if not self.needs:
            self._read("amount", Wish(kind.code), kind, None)

    def _read(self, name: str, wish: Wish, kind: PublicKind, need: PublicNeed | None) -> None:
        if name not in self.cleaned_data:
            return
        measure, left = (need.measure, need.quantity) if need is not None else (kind.measure, 0)
        try:
            amount, pieces = read_amount(self.cleaned_data[name], is_money=kind.is_money, measure=measure, open_quantity=left)
        except RuleBroken as refusal:
            self.add_error(name, refusal.sentence)
            return
        self.wishes.append(Wish(wish.kind, amount, pieces, wish.need_id))

    @property
    def donor(self) -> DonorForm:
        given = self.cleaned_data
        return DonorForm(given["donor_kind"], *(given[name] for name in ("name", "public_as", "alias", "phone", "email")))

    def show(self, refusal: RuleBroken) -> None:
        """At the field that the rule names; what it says of an amount at the only amount that there is."""
        amounts = [name for name in self.fields if name == "amount" or name.startswith("bao_nhieu_")]
        field = refusal.field
        if field in ("amount_vnd", "quantity", "need") and len(amounts) == 1:
            field = amounts[0]
        self.add_error(field if field in self.fields else None, refusal.sentence)


class ChangeForm(forms.Form):
    """The donor's own pledge, line by line; nothing typed takes the line away."""

    planned_on = DayField(label=gettext_lazy("Dự kiến chuyển hoặc giao ngày"), required=False)
    reason = line(gettext_lazy("Vì sao đổi"), most=500, required=False, rows=2)

    def __init__(self, *args: Any, lines: Sequence[PublicLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        hint = gettext_lazy("Để trống là bỏ dòng này.") if len(lines) > 1 else ""
        asked: dict[str, forms.Field] = {}
        for one in lines:
            unit = _("đồng") if one.is_money else one.measure
            field = line(f"{one.what_for} ({unit})", most=60, required=len(lines) == 1, hint=hint, autocomplete="off")
            field.initial = grouped(one.value)
            asked[f"dong_{one.id}"] = field
        self.fields = asked | self.fields

    def clean(self) -> None:
        self.amounts: dict[int, int] = {}
        for one in self.lines:
            typed = self.cleaned_data.get(f"dong_{one.id}")
            if not typed:
                continue
            try:
                self.amounts[one.id] = parse_money(typed) if one.is_money else parse_count(typed)
            except RuleBroken as refusal:
                self.add_error(f"dong_{one.id}", refusal.sentence)

    def show(self, refusal: RuleBroken) -> None:
        is_amount = refusal.field in ("amount_vnd", "quantity", "need") and len(self.lines) == 1
        field = f"dong_{self.lines[0].id}" if is_amount else refusal.field
        self.add_error(field if field in self.fields else None, refusal.sentence)


class WhyForm(forms.Form):
    reason = line(gettext_lazy("Lý do"), most=500, rows=3, hint=gettext_lazy("Người phụ trách đọc được câu này."))

    def show(self, refusal: RuleBroken) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)


class YesForm(forms.Form):
    def show(self, refusal: RuleBroken) -> None:
        self.add_error(None, refusal.sentence)


def _amount_name(need_id: int) -> str:
    return f"bao_nhieu_{need_id}"


def _label(kind: PublicKind) -> str:
    return kind.name.capitalize() if kind.is_money else f"{kind.name.capitalize()} ({kind.measure})"


def _of_need(need: PublicNeed) -> str:
    return f"{need.what}, {need.site or need.school}"


def _hint(need: PublicNeed) -> str:
    if not need.quantity and need.open_vnd:  # each piece is paid in part
        return _("Còn thiếu khoảng %(money)s đồng. Để trống là tất cả; một phần thì ghi như “2 triệu”.") % {
            "money": in_short(need.open_vnd)
        }
    words = {"n": grouped(need.quantity), "measure": need.measure}
    left = _("Còn %(n)s %(measure)s chưa có người nhận") % words
    if need.open_vnd is None:
        return _("%(left)s; chưa có chi phí ước tính. Tặng tiền thì ghi số tiền, ví dụ 2 triệu.") % {"left": left}
    words = {"left": left, "money": in_short(need.open_vnd), "measure": need.measure}
    return _("%(left)s, khoảng %(money)s đồng. Để trống là tất cả; một phần thì ghi như “1 %(measure)s” hoặc “2 triệu”.") % words
