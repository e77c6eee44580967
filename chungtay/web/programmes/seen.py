"""What of a programme a person sees from the role in which they act."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import acting_roles, may, units_answered_for, units_for
from chungtay.core import clock
from chungtay.core.periods import valid_on
from chungtay.places.enums import PlacementKind, UnitType
from chungtay.places.models import Lineage, OrgUnitQuerySet, Placement
from chungtay.programmes.models import Directive, Programme, Round
from chungtay.web.access import person
from chungtay.web.shell.listing import Tab

Crumbs = list[tuple[str, str | None]]


def programme_called(slug: str) -> Programme:
    """The programme, running or ended, or 404."""
    return get_object_or_404(Programme.objects.select_related("version"), slug=slug)


def may_run(request: HttpRequest) -> bool:
    """Whether the role in which the person acts runs programmes."""
    return may(person(request), Can.RUN_PROGRAMMES, on=clock.today())


def directives_seen(viewer: User, programme: Programme, *, on: date) -> QuerySet[Directive]:
    """Those put on record within the person's scope, above it, or by a ministry: a province does not read its neighbour's chain."""
    within = units_answered_for(viewer, Can.SEE_NEEDS, on=on).order_by().values("pk")
    above = _above(viewer, on)
    offices = Placement.objects.filter(valid_on(on), parent__in=above, kind=PlacementKind.TERRITORY, unit__type=UnitType.AGENCY)
    national = Q(unit__type__in=(UnitType.COUNTRY, UnitType.MINISTRY))
    return programme.directives.filter(Q(unit__in=within) | Q(unit__in=above) | Q(unit__in=offices.values("unit")) | national)


def _above(viewer: User, on: date) -> set[int]:
    units = [role.unit_id for role in acting_roles(viewer, on)]
    lines = Lineage.objects.filter(valid_on(on), unit__in=units).values_list("province", "district", "commune")
    return {pk for line in lines for pk in line}  # None among them is in no list of the database


def directive_seen(request: HttpRequest, programme: Programme, pk: int) -> Directive:
    """The directive, or 404 where one's role does not see it."""
    rows = directives_seen(person(request), programme, on=clock.today())
    return get_object_or_404(rows.select_related("follows", "attachment", "issuing_unit", "unit"), pk=pk)


def run_by(request: HttpRequest) -> OrgUnitQuerySet:
    """The units for which the person runs programmes today."""
    return units_for(person(request), Can.RUN_PROGRAMMES, on=clock.today())


def tabs(programme: Programme, current: str) -> list[Tab]:
    of_needs = [("taking_part", _("Trường tham gia")), ("catalogue", _("Danh mục nhu cầu"))] if programme.pack.asks_for_needs else []
    names = [("programme", _("Tổng quan")), *of_needs]
    return [Tab(label, reverse(f"programmes:{name}", args=[programme.slug]), name == current) for name, label in names]


def crumbs(programme: Programme | None = None, *more: tuple[str, str | None]) -> Crumbs:
    line: Crumbs = [(_("Chương trình"), reverse("programmes:index"))]
    if programme is not None:
        line.append((programme.name, reverse("programmes:programme", args=[programme.slug])))
    return [*line, *more]


def form_page(request: HttpRequest, programme: Programme, form: Any, *above: tuple[str, str | None], **words: Any) -> HttpResponse:
    """A page with one form; `cancel_url` in `words` where it is not the programme's page."""
    url = reverse("programmes:programme", args=[programme.slug])
    context = {"form": form, "cancel_url": url, "breadcrumbs": crumbs(programme, *above), **words}
    return render(request, "programmes/form.html", context)


def counted_on(asked: Round, *, today: date) -> date:
    """The day as of which the round counts; today while it lasts."""
    return min(asked.ends_on, today)


def figure_url(question: str, request: HttpRequest, programme: Programme, **more: str) -> str:
    """The page of a figure for the unit in whose place the person acts."""
    role = person(request).acting_role
    asked = {"chuong-trinh": programme.slug, "don-vi": role.unit.code if role else "", **more}
    return f"{reverse('figures:figure', args=[question])}?{urlencode({key: value for key, value in asked.items() if value})}"
