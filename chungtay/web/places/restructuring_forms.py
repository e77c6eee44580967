"""Forms of merger and split: shape only; the rules answer from the actions."""

from collections.abc import Collection
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core import clock
from chungtay.places.actions.units import NewUnit
from chungtay.places.enums import TERRITORIAL, UnitType
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.web.places.forms import ChangeForm, designation_fields, new_unit
from chungtay.web.shell.fields import DayField, one_of, some_of
from chungtay.web.unit_field import UnitField


class MergeWithForm(forms.Form):
    """First page of a merger: with which units."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], kind: int, among: OrgUnitQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices:
            self.fields["voi"] = some_of(_("Sáp nhập với"), choices)
        field = UnitField(label=_("Đơn vị khác"), required=False, types=(kind,), help_text=_("Nằm ở nơi khác: gõ tên hoặc mã."))
        field.on, field.among = clock.today(), among
        self.fields["khac"] = field

    def full_clean(self) -> None:
        """One of the two is enough."""
        if "voi" in self.fields:
            self.fields["voi"].required = not (self["khac"].value() or "").strip()
        self.fields["khac"].required = "voi" not in self.fields
        super().full_clean()

    @property
    def codes(self) -> list[str]:
        other = self.cleaned_data.get("khac")
        return list(dict.fromkeys([*self.cleaned_data.get("voi", []), *([other.code] if other else [])]))


class MergeForm(ChangeForm):
    """Second page: into what, when, by which document."""

    NEW: Final = "*"

    def __init__(self, *args: Any, kind: int, units: Collection[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        into = [(self.NEW, _("Thành một đơn vị mới")), *((unit.code, _("Nhập vào %(name)s") % {"name": unit.full_name}) for unit in units)]
        self.fields["on"].label = _("Sáp nhập từ ngày")
        self.begin_with({"into": one_of(_("Sáp nhập thế nào"), into, radios=True)} | _of_a_new_unit(self.kind))
        if self.kind in TERRITORIAL:
            self.fields |= _agency_fields()

    @property
    def new_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _of_a_new_unit(self.kind)]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("on", "agencies_end", "with_committee") if name in self.fields]

    @property
    def is_new(self) -> bool:
        return bool(self["into"].value() == self.NEW)

    def full_clean(self) -> None:
        for name in _of_a_new_unit(self.kind):  # asked for only where a new unit begins
            field = self.fields.get(name)
            if field is not None and name != "short_name":
                field.required = self.is_new
        super().full_clean()

    @property
    def new(self) -> NewUnit:
        return new_unit(self, self.kind)


def _of_a_new_unit(kind: UnitType) -> dict[str, forms.Field]:
    return designation_fields(kind, with_code=True)


def _agency_fields() -> dict[str, forms.Field]:
    return {
        "agencies_end": forms.BooleanField(
            label=_("Cơ quan của các đơn vị cũ kết thúc cùng ngày"),
            required=False,
            help_text=_("Bỏ chọn thì các cơ quan ấy chuyển sang đơn vị mới và tiếp tục hoạt động."),
        ),
        "with_committee": forms.BooleanField(
            label=_("Thành lập Ủy ban nhân dân của đơn vị mới"),
            required=False,
            help_text=_("Ủy ban mới quản lý các trường mà Ủy ban cũ đang quản lý."),
        ),
    }


class SplitPlanForm(forms.Form):
    """First page of a split: in which way, into how many, from which day."""

    LIVES_ON: Final = "tach"
    cach = one_of(
        gettext_lazy("Cách thực hiện"),
        [
            ("chia", gettext_lazy("Chia: đơn vị này kết thúc, các đơn vị mới thay thế")),
            (LIVES_ON, gettext_lazy("Tách: đơn vị này còn lại, một phần thành đơn vị mới")),
        ],
        radios=True,
    )
    so = one_of(gettext_lazy("Số đơn vị mới"), [(str(n), str(n)) for n in range(1, 7)])
    tu_ngay = DayField(label=gettext_lazy("Từ ngày"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("cach") == "chia" and given.get("so") == "1":
            self.add_error("so", _("Chia thì phải có ít nhất hai đơn vị mới."))
        return given


class SplitForm(ChangeForm):
    """Second page: what each new unit is called, and what goes where. `children` are the units that lie in it on the day."""

    def __init__(self, *args: Any, kind: int, parts: int, lives_on: bool, children: Collection[OrgUnit], **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        del self.fields["on"]
        self.parts, self.lives_on, self.children = range(1, parts + 1), lives_on, list(children)
        for part in self.parts:
            self.fields |= {f"{name}_{part}": field for name, field in _of_a_new_unit(self.kind).items()}
        numbered = [(str(part), _("Đơn vị mới thứ %(n)d") % {"n": part}) for part in self.parts]
        if not lives_on:
            self.fields["main"] = one_of(_("Đơn vị chính"), numbered, hint=_("Nơi kế thừa trụ sở và những gì không nêu dưới đây."))
        rest = ("0", _("Ở lại")) if lives_on else ("0", _("Về đơn vị chính"))
        for child in self.children:
            self.fields[f"child_{child.pk}"] = one_of(child.full_name, [rest, *numbered])
        if self.kind in TERRITORIAL:
            self.fields |= {name: field for name, field in _agency_fields().items() if not (lives_on and name == "agencies_end")}

    @property
    def part_fields(self) -> list[tuple[int, list[forms.BoundField]]]:
        return [(part, [self[f"{name}_{part}"] for name in _of_a_new_unit(self.kind)]) for part in self.parts]

    @property
    def child_fields(self) -> list[forms.BoundField]:
        return [self[f"child_{child.pk}"] for child in self.children]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("main", "agencies_end", "with_committee") if name in self.fields]

    def new(self, part: int) -> NewUnit:
        return new_unit(self, self.kind, suffix=f"_{part}")

    def children_of(self, part: int) -> frozenset[int]:
        return frozenset(child.pk for child in self.children if self.cleaned_data.get(f"child_{child.pk}") == str(part))
