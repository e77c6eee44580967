"""Forms about figures and reports: shape only."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.documents.template.sections import LONGEST
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.reports.papers import LONGEST_TITLE, field_of
from chungtay.web.access import person
from chungtay.web.shell.fields import one_of, words
from chungtay.web.unit_field import UnitField

UNITS: Final = (UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE, UnitType.AGENCY, UnitType.SCHOOL, UnitType.SITE)


class BoardForm(forms.Form):
    """Which unit and which round a dashboard is of; its fields bear the names of the address. Bound where a unit was named in words."""

    def __init__(
        self, request: HttpRequest, rounds: Sequence[Round], chosen: Round | None, *, on: date, unit: OrgUnit | None = None
    ) -> None:
        code = chosen.code if chosen else ""
        given = {"don-vi": request.GET.get("don-vi", "").replace("\0", ""), "dot": code}
        super().__init__(given if unit is None else None, initial={"don-vi": unit, "dot": code})
        named = UnitField(label=_("Đơn vị"), types=UNITS, required=False)
        named.on, named.among = on, units_for(person(request), Can.SEE_NEEDS, on=clock.today())
        self.fields["don-vi"] = named
        if len(rounds) > 1:
            self.fields["dot"] = one_of(_("Đợt"), [(one.code, one.name) for one in rounds], required=False)


class BeginForm(forms.Form):
    """Of which round, by which office, with a table by unit or without."""

    round = one_of(_("Đợt"), [])
    unit = one_of(_("Cơ quan báo cáo"), [])
    appendix = forms.BooleanField(label=_("Kèm phụ lục số liệu của từng đơn vị"), required=False)

    def __init__(self, *args: Any, rounds: Iterable[tuple[str, Any]], offices: Iterable[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"] = one_of(_("Chương trình, đợt"), list(rounds))
        self.fields["unit"] = one_of(_("Cơ quan báo cáo"), list(offices))


class SectionsForm(forms.Form):
    """The words of a report: of each section whether it is printed, its title, its text."""

    def __init__(self, *args: Any, sections: Sequence[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        for at, section in enumerate(sections):
            key, title = section["key"], section["title"] or (_("Kết thúc") if at else _("Mở đầu"))
            self.fields[f"chosen_{key}"] = forms.BooleanField(label=_("Đưa vào báo cáo"), required=False, initial=section["is_chosen"])
            if section["level"]:
                self.fields[f"title_{key}"] = words(_("Tên mục"), length=LONGEST_TITLE)
                self.fields[f"title_{key}"].initial = section["title"]
            hint = "" if section["text"] or section["level"] < 2 else _("Để trống thì không in.")
            rows = max(3, section["text"].count("\n") + 2) if section["text"] or section["level"] != 1 else 1
            text = words(title, length=LONGEST, rows=rows, required=False, hint=hint, spellcheck="true")
            text.initial, text.strip = section["text"], False
            self.fields[field_of(key)] = text

    def given(self) -> list[dict[str, Any]]:
        """As revise_report takes it."""
        chosen = self.cleaned_data
        return [
            {
                "key": section["key"],
                "text": chosen[field_of(section["key"])],
                "is_chosen": chosen[f"chosen_{section['key']}"],
                "title": chosen.get(f"title_{section['key']}", ""),
            }
            for section in self.sections
        ]


class ReasonForm(forms.Form):
    reason = words(_("Lý do"), length=500, rows=3)
