"""Naming a unit in a form: by its code, or by typing part of its name and picking from what was found."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.core import clock
from chungtay.core.vietnamese import clean
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.places.queries import paths, search
from chungtay.web.shell.fields import readable

_CODE_AT_END: Final = re.compile(r"\(([-a-zA-Z0-9_]{1,60})\)\s*$")
_MOST_CHOICES: Final = 8
_LONGEST: Final = 300


class UnitInput(forms.TextInput):
    """A text box that suggests while one types; after an ambiguous answer, the choices as radio buttons that work without JavaScript."""

    template_name = "shell/unit_input.html"
    choices: Collection[tuple[str, str]] = ()
    types: Collection[int] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return data.get(f"{name}_pick") or super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        types = ",".join(str(int(kind)) for kind in self.types)
        return super().get_context(name, value, attrs) | {"choices": self.choices, "pick_name": f"{name}_pick", "types": types}


class UnitField(forms.CharField):
    """Cleans to an OrgUnit of `among`, named as it is called on the day `on`; the form sets both."""

    widget = UnitInput

    def __init__(self, *, types: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.types = types
        self.on: date | None = None
        self.among: OrgUnitQuerySet | None = None
        self.widget.types = types
        self.widget.attrs["autocomplete"] = "off"
        self.validators = readable(_LONGEST)
        self.error_messages |= {"required": gettext_lazy("Xin ghi tên hoặc mã đơn vị.")}

    def clean(self, value: Any) -> Any:
        typed = clean(super().clean(value) or "")
        if not typed:
            return None
        day = self.on or clock.today()
        among = OrgUnit.objects.on(day)
        if self.among is not None:
            among = among.filter(pk__in=self.among.order_by().values("pk"))
        if self.types:
            among = among.filter(type__in=self.types)
        code = match[1] if (match := _CODE_AT_END.search(typed)) else typed
        if exact := among.filter(code=code).first():
            return exact
        found = list(search(typed, on=day, types=self.types).filter(pk__in=among.order_by().values("pk"))[: _MOST_CHOICES + 1])
        same = [unit for unit in found if clean(unit.full_name).casefold() == typed.casefold()]
        found = same or found
        if not found:
            raise ValidationError(_("Không tìm thấy “%(typed)s” trong phạm vi của bạn. Xin xem lại tên hoặc mã.") % {"typed": typed[:60]})
        if len(found) > 1:
            self.widget.choices = _labels(found[:_MOST_CHOICES], on=day)
            raise ValidationError(_("Có nhiều đơn vị khớp với “%(typed)s”. Xin chọn một.") % {"typed": typed[:60]})
        return found[0]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, OrgUnit):
            return f"{value.full_name} ({value.code})" if hasattr(value, "name") else value.code
        return value


def _labels(units: Collection[OrgUnit], *, on: date) -> list[tuple[str, str]]:
    """(code, 'Xã Thanh An, Tỉnh Điện Biên')."""
    places = paths([unit.pk for unit in units], on=on)
    return [(unit.code, ", ".join([unit.full_name, *places.get(unit.pk, [])])) for unit in units]
