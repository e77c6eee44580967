"""How offices head and number their papers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import offices_for, units_for
from chungtay.core import clock
from chungtay.core.periods import valid_on
from chungtay.documents.actions import offices as actions
from chungtay.documents.actions.numbers import open_series
from chungtay.documents.enums import INCOMING, DocumentKind
from chungtay.documents.models import NumberSeries, OfficeProfile
from chungtay.documents.queries import profile_on
from chungtay.places.models import OrgUnit
from chungtay.web.access import person, requires
from chungtay.web.documents.forms import BodyForm, OfficeForm, SeriesForm
from chungtay.web.documents.listing import crumbs
from chungtay.web.shell.acting import posted

both = require_http_methods(["GET", "POST"])
_FIELDS = ("parent_issuer", "issuer", "abbreviation", "drafting_office", "place", "is_one_register", "pads_counts", "signature")


@require_safe
@requires(Can.SET_OFFICES)
def index(request: HttpRequest) -> HttpResponse:
    """One's own offices, and the others in scope that already have a head."""
    user, today = person(request), clock.today()
    own = list(offices_for(user, Can.SET_OFFICES, on=today).by_name())
    scope = units_for(user, Can.SET_OFFICES, on=today).values("pk")
    profiles = list(OfficeProfile.objects.filter(valid_on(today), unit__in=scope).select_related("unit").order_by("issuer", "pk")[:200])
    context = {"own": _with_profiles(own, profiles), "others": _others(own, profiles), "breadcrumbs": crumbs()}
    return render(request, "documents/offices.html", context)


def _with_profiles(own: list[OrgUnit], profiles: list[OfficeProfile]) -> list[tuple[OrgUnit, list[OfficeProfile]]]:
    return [(unit, [profile for profile in profiles if profile.unit_id == unit.pk]) for unit in own]


def _others(own: list[OrgUnit], profiles: list[OfficeProfile]) -> list[OfficeProfile]:
    mine = {unit.pk for unit in own}
    return [profile for profile in profiles if profile.unit_id not in mine]


def _office(request: HttpRequest, code: str) -> OrgUnit:
    today = clock.today()
    scope = units_for(person(request), Can.SET_OFFICES, on=today).values("pk")
    return get_object_or_404(OrgUnit.objects.on(today).filter(pk__in=scope), code=code)


@require_safe
@requires(Can.SET_OFFICES)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """Its heads, now and before, and which number comes next in each register."""
    unit, today = _office(request, code), clock.today()
    profiles = OfficeProfile.objects.filter(unit=unit).order_by("body", "-valid_from")
    series = NumberSeries.objects.filter(unit=unit, year=today.year).order_by("body", "register")
    kinds = dict(DocumentKind.choices) | {"": _("Mọi loại văn bản"), INCOMING: _("Văn bản đến")}
    context = {
        "unit": unit,
        "profiles": [(profile, profile.valid_from <= today < profile.valid_to) for profile in profiles],
        "series": [(row, kinds[row.register]) for row in series],
        "year": today.year,
        "breadcrumbs": _crumbs(),
    }
    return render(request, "documents/office.html", context)


def _crumbs(*more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return crumbs((_("Cơ quan ban hành"), reverse("documents:offices")), *more)


@both
@requires(Can.SET_OFFICES)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The office's own head."""
    unit, today = _office(request, code), clock.today()
    before = profile_on(unit, body="", on=today)
    initial: dict[str, Any] = {name: getattr(before, name) for name in _FIELDS} if before else {"issuer": unit.full_name.upper()}
    form = OfficeForm(request.POST or None, initial=initial | {"on": today})
    return _set(request, unit, form, title=_("Cách trình bày văn bản"))


@both
@requires(Can.SET_OFFICES)
def add_body(request: HttpRequest, code: str) -> HttpResponse:
    """An advisory body that uses the office's seal."""
    unit = _office(request, code)
    form = BodyForm(request.POST or None, initial={"on": clock.today()})
    return _set(request, unit, form, title=_("Thêm ban, tổ có dãy số riêng"))


def _set(request: HttpRequest, unit: OrgUnit, form: OfficeForm, *, title: str) -> HttpResponse:
    def action() -> object:
        given = form.cleaned_data
        head = actions.OfficeForm(**{name: given[name] for name in _FIELDS})
        return actions.set_office_profile(unit, by=person(request), form=head, on=given["on"], body=given.get("body", ""))

    if posted(request, form, action):
        messages.success(request, _("Đã lưu cách trình bày văn bản."))
        return redirect("documents:office", code=unit.code)
    return _form_page(request, unit, form, title)


@both
@requires(Can.SET_OFFICES)
def series(request: HttpRequest, code: str) -> HttpResponse:
    """The next number of a register that was kept on paper until now."""
    unit, today = _office(request, code), clock.today()
    heads = OfficeProfile.objects.filter(valid_on(today), unit=unit).order_by("body")
    registers = [
        (f"{pk}:{key}", label) for pk, body, one in heads.values_list("pk", "body", "is_one_register") for key, label in _names(body, one)
    ]
    form = SeriesForm(request.POST or None, registers=[(f"0:{INCOMING}", _("Văn bản đến")), *registers])

    def action() -> object:
        pk, register = form.cleaned_data["register"].split(":", 1)
        body = heads.get(pk=pk).body if pk != "0" else ""
        number = form.cleaned_data["first_number"]
        return open_series(unit, by=person(request), body=body, register=register, year=today.year, first_number=number, on=today)

    if posted(request, form, action):
        messages.success(request, _("Đã đặt số tiếp theo."))
        return redirect("documents:office", code=unit.code)
    return _form_page(request, unit, form, _("Số tiếp theo trong năm %(year)d") % {"year": today.year})


def _names(body: str, is_one: bool) -> list[tuple[str, str]]:
    prefix = f"{body}: " if body else ""
    return [("", prefix + _("Mọi loại văn bản"))] if is_one else [(kind, f"{prefix}{label}") for kind, label in DocumentKind.choices]


def _form_page(request: HttpRequest, unit: OrgUnit, form: Any, title: str) -> HttpResponse:
    url = reverse("documents:office", args=[unit.code])
    context = {"form": form, "title": title, "submit_label": _("Lưu"), "cancel_url": url, "breadcrumbs": _crumbs((unit.full_name, url))}
    return render(request, "documents/form.html", context)
