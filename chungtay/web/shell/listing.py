"""What every list has: filters and the page's key in the address, chips that take a filter away, the names of units beside the rows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.paging import KeyPage
from chungtay.places.models import OrgUnit
from chungtay.places.queries import last_names
from chungtay.web.access import person


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_current: bool


def address(request: HttpRequest, **changes: str) -> str:
    """This page's address with these parameters changed; an empty one is taken away."""
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


def asked_text(request: HttpRequest) -> str:
    """What was typed into the search box."""
    return request.GET.get("q", "")[:200].replace("\0", "")


def pager(request: HttpRequest, page: KeyPage[Any]) -> dict[str, str]:
    return {
        "next_url": address(request, sau=page.next_key) if page.next_key else "",
        "first_url": "" if page.is_first else address(request, sau=""),
    }


def kept(request: HttpRequest) -> QueryDict:
    """The filters that a new search keeps."""
    query = request.GET.copy()
    for name in ("q", "sau"):
        query.pop(name, None)
    return query


def chips(request: HttpRequest, form: forms.Form) -> list[tuple[str, str]]:
    """What is filtered by, each with the address without it."""
    found = []
    for field in form.visible_fields():
        value = request.GET.get(field.name, "").strip()
        if value and field.name not in form.errors:
            found.append((_in_words(form, field.name, value), address(request, **{field.name: ""}, sau="")))
    return found


def _in_words(form: forms.Form, name: str, value: str) -> str:
    field, chosen = form.fields[name], form.cleaned_data.get(name)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(chosen, OrgUnit):
        return chosen.full_name
    words = _("từ %(day)s") if name == "tu" else _("đến %(day)s")
    return words % {"day": format_day(chosen)} if isinstance(chosen, date) else value[:80]


def names_of(units: Collection[int], *, on: date | None = None) -> dict[int, str]:
    """By id: what each unit is called that day (today), else the last name that it bore."""
    rows = list(OrgUnit.objects.called_on(on or clock.today()).filter(pk__in=units))
    nameless = [unit.code for unit in rows if not unit.name]
    last = last_names(nameless) if nameless else {}
    return {unit.pk: unit.full_name if unit.name else last.get(unit.code, unit.code) for unit in rows}


def may_here(request: HttpRequest, can: Can) -> bool:
    """Whether the role in which the person acts has the power at all: for buttons."""
    role = person(request).acting_role
    return role is not None and can in role.powers
