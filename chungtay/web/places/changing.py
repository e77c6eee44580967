"""Which change is possible at which unit, by whose power; the one place that pages and menus ask."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django import forms
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import powers_at, units_for
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.needs.actions.succession import follow_successions
from chungtay.places.actions.decisions import register_decision
from chungtay.places.enums import PARENT_TYPES, TERRITORIAL, UnitType
from chungtay.places.models import Decision, OrgUnit, OrgUnitQuerySet
from chungtay.programmes.actions import follow_mergers
from chungtay.web.access import person
from chungtay.web.places.forms import ChangeForm
from chungtay.web.places.shown import crumbs
from chungtay.web.shell.acting import attempt, rehearse

T = TypeVar("T")
_CHANGED: Final = TERRITORIAL | {UnitType.AGENCY, UnitType.SCHOOL, UnitType.SITE}
# What may be founded by itself; the State's units begin by merger or split.
FOUNDED: Final = (UnitType.SCHOOL, UnitType.SITE, UnitType.AGENCY)


@dataclass(frozen=True, slots=True)
class Act:
    """A change of one unit: the name of its page, its words and icon in menus, the types of unit that know it."""

    name: str
    label: Any
    icon: str
    types: frozenset[UnitType]


ACTS: Final = (
    Act("rename", gettext_lazy("Đổi tên"), "rename", _CHANGED),
    Act("transfer", gettext_lazy("Chuyển nơi trực thuộc"), "move", _CHANGED - {UnitType.PROVINCE}),
    Act("manager", gettext_lazy("Đổi cơ quan quản lý"), "shield", frozenset({UnitType.SCHOOL})),
    Act("merge", gettext_lazy("Sáp nhập"), "merge", _CHANGED),
    Act("split", gettext_lazy("Chia tách"), "split", _CHANGED),
    Act("correct", gettext_lazy("Sửa lỗi ghi chép"), "edit", _CHANGED),
    Act("close", gettext_lazy("Kết thúc"), "close", _CHANGED),
)


def power_over(kind: int) -> Can:
    """The power that changing a unit of this type asks for."""
    return Can.REARRANGE_PLACES if kind in TERRITORIAL else Can.EDIT_SCHOOLS


def founded_in(kind: int) -> list[UnitType]:
    """What may be founded directly under a unit of this type."""
    return [child for child in FOUNDED if kind in PARENT_TYPES[child]]


def acts_at(user: User, unit: OrgUnit, *, on: date) -> list[tuple[str, str, str]]:
    """(address, words, icon) of each change that the person may make at the unit."""
    powers, kind = powers_at(user, unit, on=on), UnitType(unit.type)
    links: list[tuple[str, str, str]] = []
    if founded_in(kind) and Can.EDIT_SCHOOLS in powers:
        label = _("Thêm điểm trường") if kind == UnitType.SCHOOL else _("Thêm trường, cơ quan")
        links.append((reverse("places:found", args=[unit.code]), label, "plus"))
    if power_over(kind) in powers:
        links += [(reverse(f"places:{act.name}", args=[unit.code]), str(act.label), act.icon) for act in ACTS if kind in act.types]
    return links


def reached(request: HttpRequest, can: Can) -> OrgUnitQuerySet:
    """The units at which the person may use the power today, named as today."""
    today = clock.today()
    return OrgUnit.objects.on(today).filter(pk__in=units_for(person(request), can, on=today).order_by().values("pk"))


def unit_to_change(request: HttpRequest, code: str, act: str) -> OrgUnit:
    """The unit that the page is about; 404 outside the person's reach, and where its type does not know the change."""
    types = next(one.types for one in ACTS if one.name == act)
    unit = OrgUnit.objects.on(clock.today()).filter(code=code, type__in=types).first()
    if unit is None or power_over(unit.type) not in powers_at(person(request), unit, on=clock.today()):
        raise Http404
    return unit


def change_page(request: HttpRequest, unit: OrgUnit, form: forms.Form, **words: Any) -> HttpResponse:
    """A page with one form about one unit: title, lead, submit_label and whatever else the template shows."""
    url, today = reverse("places:unit", args=[unit.code]), clock.today()
    context = {"unit": unit, "form": form, "cancel_url": url, "breadcrumbs": [*crumbs(unit, request, on=today), (unit.full_name, url)]}
    return render(request, words.pop("template", "places/change.html"), context | words)


def decided(form: ChangeForm, act: Callable[[Decision | None], T]) -> Callable[[], T]:
    """The act with the document that the form names, both written or neither."""

    def run() -> T:
        with transaction.atomic():
            return act(register_decision(**form.document) if form.document else None)

    return run


def needs_follow(request: HttpRequest, units: Collection[OrgUnit], *, on: date) -> None:
    """What these schools or sites lack, and what they answered, goes with them, in the same transaction; a change to come: on its day.

    (The command follow_places, run every day, sees to those.)
    """
    placed = [unit for unit in units if unit.type in (UnitType.SCHOOL, UnitType.SITE)]
    if placed and on <= clock.today():
        follow_successions(of=placed, on=clock.today(), since=on, by=person(request))
        follow_mergers(of=placed, on=clock.today())


def confirmed(request: HttpRequest, form: ChangeForm, run: Callable[[], T]) -> tuple[T | None, bool]:
    """(what was done, whether to ask first): a valid form is rehearsed and asked about, and acted on when the person has said yes."""
    if request.method != "POST" or "edit" in request.POST or not form.is_valid():
        return None, False
    if "confirmed" in request.POST:
        return attempt(form, run), False
    return None, rehearse(form, run)


def document_facts(form: ChangeForm) -> list[tuple[str, str]]:
    """The deciding document as a confirm page shows it; nothing where none is named."""
    if not form.document:
        return []
    given = form.document
    said = _("%(number)s, ngày %(day)s, %(issuer)s") % {
        "number": given["number"],
        "day": format_day(given["issued_on"]),
        "issuer": given["issuer"],
    }
    return [(_("Văn bản"), said)]
