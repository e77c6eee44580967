"""Forms that change one unit: shape only; the rules answer from the actions."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core import clock
from chungtay.core.dates import parse_day
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import clean, fold
from chungtay.places.actions.units import NewUnit
from chungtay.places.enums import LEVEL_LABELS, PARENT_TYPES, TERRITORIAL, TITLES, UnitType
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.places.offices import managers_for
from chungtay.web.shell.fields import DayField, one_of, some_of, words
from chungtay.web.unit_field import UnitField

LEVELS: Final[list[tuple[Any, Any]]] = [(str(int(level)), label) for level, label in LEVEL_LABELS.items()]
# Addresses below /don-vi/ that are pages, not units.
# How long the State's code is: province 2, district 3, commune 5 figures.
_CODE_LENGTHS: Final = {UnitType.PROVINCE: 2, UnitType.DISTRICT: 3, UnitType.COMMUNE: 5}
_DOCUMENT: Final = ("number", "issued_on", "issuer", "subject")


class ChangeForm(forms.Form):
    """From which day, and by which document: whole for the State's units, optional but never half for others."""

    on = DayField(label=gettext_lazy("Từ ngày"))
    number = words(gettext_lazy("Số, ký hiệu"), length=60, hint=gettext_lazy("Ví dụ 1661/NQ-UBTVQH15."), autocomplete="off")
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"), hint="")
    issuer = words(gettext_lazy("Cơ quan ban hành"), length=200)
    subject = words(gettext_lazy("Trích yếu"), length=500, rows=2)

    def __init__(self, *args: Any, kind: int, **kwargs: Any) -> None:
        self.kind = UnitType(kind)
        kwargs["initial"] = {"on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for name in _DOCUMENT:
            self.fields[name].required = self.needs_document
            self.fields[name].widget.is_required = self.needs_document

    def begin_with(self, fields: Mapping[str, forms.Field]) -> None:
        """These fields stand before the others."""
        self.fields = {**fields, **{name: field for name, field in self.fields.items() if name not in fields}}

    @property
    def needs_document(self) -> bool:
        return self.kind in TERRITORIAL

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in _DOCUMENT]

    @property
    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _DOCUMENT]

    @property
    def has_document_typed(self) -> bool:
        return any(field.value() for field in self.document_fields)

    def clean_issued_on(self) -> date | None:
        issued_on: date | None = self.cleaned_data["issued_on"]
        if issued_on is not None and issued_on > clock.today():
            raise ValidationError(_("Ngày ban hành không thể sau hôm nay."))
        return issued_on

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.needs_document and any(given.get(name) for name in _DOCUMENT):
            for name in _DOCUMENT[:3]:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Đã ghi văn bản thì ghi đủ số, ngày và cơ quan ban hành."))
        return given

    @property
    def document(self) -> dict[str, Any]:
        """What register_decision() takes; empty where no document is named."""
        return {name: self.cleaned_data[name] for name in _DOCUMENT} if self.cleaned_data.get("number") else {}


# ── What a unit is called ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def designation_fields(kind: UnitType, *, with_code: bool = False) -> dict[str, forms.Field]:
    """The fields of what a unit of this type is called: title, name, short name, levels, the State's code."""
    fields: dict[str, forms.Field] = {}
    if kind in TERRITORIAL:
        fields["title"] = one_of(_("Danh xưng"), [(title, title) for title in TITLES[kind]])
    fields["name"] = words(_("Tên"), length=200, hint=_name_hint(kind), autocomplete="off")
    if kind in (UnitType.AGENCY, UnitType.SCHOOL):
        hint = _("Ví dụ: UBND xã Thanh An.") if kind == UnitType.AGENCY else _("Ví dụ: MN Thanh An.")
        fields["short_name"] = words(_("Tên gọi tắt"), length=80, required=False, hint=hint, autocomplete="off")
    if kind == UnitType.SCHOOL:
        fields["levels"] = some_of(_("Cấp học"), LEVELS)
    if kind in TERRITORIAL and with_code:
        fields["official_code"] = official_code_field(kind)
    return fields


def _name_hint(kind: UnitType) -> str:
    hints = {
        UnitType.SCHOOL: _("Không cần ghi chữ “Trường”. Ví dụ: Mầm non Thanh An."),
        UnitType.SITE: _("Không cần ghi chữ “Điểm trường”. Ví dụ: Bản Ten."),
        UnitType.AGENCY: _("Ghi đầy đủ. Ví dụ: Ủy ban nhân dân xã Thanh An."),
    }
    return hints.get(kind, _("Không ghi danh xưng. Ví dụ: Thanh An."))


def official_code_field(kind: UnitType, *, required: bool = True) -> forms.CharField:
    """The code that the State's list gives to a unit of this type."""
    length = _CODE_LENGTHS[kind]
    hint = _("%(n)d chữ số, theo danh mục đơn vị hành chính.") % {"n": length}
    field = words(_("Mã hành chính"), length=length, required=required, hint=hint, inputmode="numeric", autocomplete="off")

    def check(value: str) -> None:
        if not re.fullmatch(f"[0-9]{{{length}}}", value):
            raise ValidationError(_("Mã hành chính gồm đúng %(n)d chữ số.") % {"n": length})

    field.validators = [check]
    return field


def new_unit(form: forms.Form, kind: UnitType, *, suffix: str = "", code: str = "") -> NewUnit:
    """What the form's fields say the unit is called."""
    given = form.cleaned_data
    title = given.get(f"title{suffix}") or (TITLES.get(kind, ("",))[0] if kind not in TERRITORIAL else "")
    return NewUnit(
        title=title,
        name=without_title(title, given[f"name{suffix}"]),
        short_name=given.get(f"short_name{suffix}", ""),
        official_code=given.get(f"official_code{suffix}", ""),
        levels=sum(int(level) for level in given.get(f"levels{suffix}", [])),
        code=code,
    )


def without_title(title: str, name: str) -> str:
    """The name without the title that people write again before it: 'Trường Mầm non Thanh An' → 'Mầm non Thanh An'."""
    first, rest = clean(name)[: len(title)], clean(name)[len(title) :]
    return rest.strip() if title and rest[:1] == " " and fold(rest) and first.casefold() == title.casefold() else name


def words_of(unit: OrgUnit) -> dict[str, Any]:
    """What the unit is called today, to begin a form with."""
    now = unit.designations.get(valid_from__lte=clock.today(), valid_to__gt=clock.today())
    levels = [value for value, _label in LEVELS if now.levels & int(value)]
    return {"title": now.title, "name": now.name, "short_name": now.short_name, "official_code": now.official_code, "levels": levels}


class FoundForm(ChangeForm):
    """A school, a site or an agency begins."""

    def __init__(self, *args: Any, kind: int, parent: OrgUnit, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.fields["on"].label = _("Thành lập từ ngày")
        fields = designation_fields(self.kind)
        if self.kind == UnitType.SCHOOL:
            fields["manager"] = _manager_field(parent, typed_day(self.data.get("on", "")), required=False)
        hint = _("Để trống thì hệ thống tự đặt từ tên.")
        fields["on"] = self.fields["on"]
        fields["code"] = words(_("Mã đơn vị"), length=60, required=False, hint=hint, autocapitalize="none", autocomplete="off")
        self.begin_with(fields)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        return code

    @property
    def new(self) -> NewUnit:
        return new_unit(self, self.kind, code=self.cleaned_data["code"])


def typed_day(text: str) -> date:
    """The day that is being typed into the form, today where there is none (yet): whose names and agencies the form looks at."""
    try:
        return parse_day(text)
    except RuleBroken:
        return clock.today()


def _manager_field(unit: OrgUnit, day: date, *, required: bool = True) -> UnitField:
    field = UnitField(
        label=_("Cơ quan quản lý"),
        required=required,
        types=(UnitType.AGENCY, UnitType.MINISTRY),
        help_text=_("Gõ tên, ví dụ: ubnd xã thanh an."),
    )
    field.on, field.among = day, managers_for(unit, on=day)
    return field


class RenameForm(ChangeForm):
    """Other words from a day on."""

    def __init__(self, *args: Any, kind: int, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.fields["on"].label = _("Tên mới dùng từ ngày")
        self.begin_with(designation_fields(self.kind))

    @property
    def new(self) -> NewUnit:
        return new_unit(self, self.kind)


class CorrectForm(forms.Form):
    """What was written down wrong, and why it is known to be wrong."""

    def __init__(self, *args: Any, kind: int, has_code: bool, **kwargs: Any) -> None:
        self.kind = UnitType(kind)
        super().__init__(*args, **kwargs)
        self.fields.update(designation_fields(self.kind, with_code=has_code))
        self.fields["reason"] = words(_("Lý do"), length=300, rows=2, hint=_("Ví dụ: gõ sai dấu khi nhập danh sách."))

    @property
    def new(self) -> NewUnit:
        return new_unit(self, self.kind)


class TransferForm(ChangeForm):
    """Another parent from a day on."""

    def __init__(self, *args: Any, kind: int, among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        types = PARENT_TYPES[self.kind]
        field = UnitField(label=_("Chuyển đến"), types=sorted(types), help_text=_("Gõ tên hoặc mã nơi trực thuộc mới."))
        field.on, field.among = clock.today(), among
        self.begin_with({"parent": field})


class ManagerForm(ChangeForm):
    """Another managing agency from a day on."""

    def __init__(self, *args: Any, kind: int, unit: OrgUnit, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.begin_with({"manager": _manager_field(unit, typed_day(self.data.get("on", "")))})


class CloseForm(ChangeForm):
    """The unit ends."""

    reason = words(gettext_lazy("Lý do"), length=300, rows=2, hint=gettext_lazy("Ví dụ: không còn trẻ đến học."))

    def __init__(self, *args: Any, kind: int, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        self.begin_with({"reason": self.fields["reason"]})
        self.fields["on"].label = _("Kết thúc từ ngày")
        self.fields["on"].help_text = _("Ngày đầu tiên đơn vị không còn; ngày cuối cùng là hôm trước.")
