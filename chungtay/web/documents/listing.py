"""What every list of papers has: filters and the page's key in the address, chips that take a filter away, the names of offices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.paging import KeyPage
from chungtay.documents.queries import Asked
from chungtay.places.models import OrgUnit
from chungtay.web.access import person

PAGE = 30


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_current: bool


def tabs(current: str) -> list[Tab]:
    """The three lists of papers."""
    names = (("outgoing", _("Văn bản đi")), ("drafts", _("Đang soạn, duyệt")), ("incoming", _("Văn bản đến")))
    return [Tab(label, reverse(f"documents:{name}"), name == current) for name, label in names]


def asked_of(request: HttpRequest, form: forms.Form) -> Asked:
    """What the address asks for; a part that is wrong is shown at its field and asks for nothing."""
    chosen: Mapping[str, Any] = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    return Asked(
        text=request.GET.get("q", "")[:200].replace("\0", ""),
        unit=chosen.get("don_vi"),
        kind=chosen.get("loai", ""),
        status=chosen.get("tinh_trang", ""),
        first=chosen.get("tu"),
        last=chosen.get("den"),
    )


def address(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value:
            query[key] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


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
    return words % {"day": format_day(chosen)} if chosen else value[:80]


def names_of(rows: Iterable[Any]) -> dict[int, str]:
    """By office: what it is called today."""
    units = OrgUnit.objects.called_on(clock.today()).filter(pk__in={row.unit_id for row in rows})
    return {unit.pk: unit.full_name or unit.code for unit in units}


def may_here(request: HttpRequest, can: Can) -> bool:
    """Whether the role in which the person acts has the power at all: for buttons."""
    role = person(request).acting_role
    return role is not None and can in role.powers


def crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [(_("Văn bản"), reverse("documents:outgoing")), *more]
