"""Browse and search the units of any day; a unit's page, its history and its people."""

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chungtay.accounts.enums import Can
from chungtay.accounts.models import Role
from chungtay.accounts.scope import acting_roles, units_answered_for, units_for
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.places import queries
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.web.access import person, requires
from chungtay.web.places.changing import acts_at
from chungtay.web.places.shown import Tab, crumbs, rows_of, timeline, unit_tabs
from chungtay.web.shell.context import role_label
from chungtay.web.shell.day import day_error, day_of, with_day

MOST_FOUND: Final = 50
PAGE: Final = 50
_TYPE_WORDS: Final = {
    "tinh": (UnitType.PROVINCE, gettext_lazy("Cấp tỉnh")),
    "huyen": (UnitType.DISTRICT, gettext_lazy("Cấp huyện")),
    "xa": (UnitType.COMMUNE, gettext_lazy("Cấp xã")),
    "co-quan": (UnitType.AGENCY, gettext_lazy("Cơ quan")),
    "truong": (UnitType.SCHOOL, gettext_lazy("Trường")),
    "diem-truong": (UnitType.SITE, gettext_lazy("Điểm trường")),
}


@requires(Can.BROWSE_PLACES)
def browse(request: HttpRequest) -> HttpResponse:
    """Search the units of a day; without a search, one's own unit and the provinces."""
    day, asked = day_of(request, today=True), request.GET.get("q", "").strip()[:200]
    kind = _TYPE_WORDS.get(request.GET.get("loai", ""))
    context: dict[str, object] = {"q": asked, "day": day, "day_error": day_error(request), "kinds": _kind_links(request, asked)}
    if asked:
        found = list(queries.search(asked, on=day, types=[kind[0]] if kind else [])[: MOST_FOUND + 1])
        context |= {
            "results": rows_of(found[:MOST_FOUND], request, on=day),
            "has_more": len(found) > MOST_FOUND,
            "elsewhen": queries.called_so_on_other_days(asked, on=day),
            "count_label": ngettext("%(n)s đơn vị", "%(n)s đơn vị", len(found)) % {"n": min(len(found), MOST_FOUND)},
        }
    else:
        own = [role.unit_id for role in acting_roles(person(request), day)]
        provinces = OrgUnit.objects.on(day).filter(type=UnitType.PROVINCE)
        context |= {
            "own": rows_of(list(OrgUnit.objects.on(day).filter(pk__in=own)), request, on=day),
            "provinces": rows_of(list(provinces.by_name()), request, on=day),
        }
    return render(request, "places/browse.html", context)


def _kind_links(request: HttpRequest, asked: str) -> list[Tab]:
    """All, then each type that existed that day, as links that keep the search and the day."""
    if not asked:
        return []
    chosen, base = request.GET.get("loai", ""), f"{reverse('places:browse')}?"
    query = request.GET.copy()
    links = []
    for word, label in [("", _("Tất cả")), *((word, label) for word, (_kind, label) in _TYPE_WORDS.items())]:
        query["loai"] = word
        links.append(Tab(str(label), f"{base}{query.urlencode()}", is_current=chosen == word))
    return links


@requires(Can.BROWSE_PLACES)
def suggest(request: HttpRequest) -> HttpResponse:
    """Options for a UnitInput's list while one types: at most ten, each ending in its code."""
    asked = request.GET.get(request.GET.get("field", ""), "")[:100]
    asked_types = request.GET.get("loai", "").split(",")
    types = [kind.value for kind in UnitType if str(kind.value) in asked_types]
    day = clock.today()
    found = list(queries.search(asked, on=day, types=types)[:10]) if len(asked) > 1 else []
    return render(request, "places/suggest.html", {"rows": rows_of(found, request, on=day)})


@requires(Can.BROWSE_PLACES)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit on a day: what it is, where it lies, what lies in it."""
    found, day = _find(code, request)
    if not found.life.covers(day):
        return _not_that_day(request, found)
    kinds = queries.child_counts(found, on=day)
    kind = next((k for k, _n in kinds if str(int(k)) == request.GET.get("loai")), kinds[0][0] if kinds else None)
    below = queries.children(found, on=day).filter(type=kind) if kind is not None else OrgUnit.objects.none()
    page = key_page(below, by=("sort_key", "pk"), after=request.GET.get("sau", ""), size=PAGE) if kind is not None else None
    here = with_day(reverse("places:unit", args=[code]), request)
    join = "&" if "?" in here else "?"
    manager = queries.manager(found, on=day)
    return render(
        request,
        "places/unit.html",
        {
            "unit": found,
            "kind": UnitType(found.type).label,
            "breadcrumbs": crumbs(found, request, on=day),
            "tabs": unit_tabs(found, request, "unit"),
            "manager": rows_of([manager], request, on=day)[0] if manager else None,
            "kind_tabs": [Tab(str(UnitType(k).label), f"{here}{join}loai={int(k)}", is_current=k == kind, count=n) for k, n in kinds],
            "children": rows_of(page.rows if page else [], request, on=day),
            "page": page and _pager(here, kind, page.next_key, is_first=page.is_first),
            "changes": _changes(request, found),
            "origins": queries.origins(found),
            "day": day,
        },
    )


def _pager(here: str, kind: UnitType | None, next_key: str, *, is_first: bool) -> dict[str, str]:
    join = "&" if "?" in here else "?"
    first = f"{here}{join}loai={int(kind or 0)}"
    return {"next_url": f"{first}&sau={next_key}" if next_key else "", "first_url": "" if is_first else first}


@requires(Can.BROWSE_PLACES)
def history(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a unit and what it came from, in both directions, with the deciding documents."""
    found, day = _find(code, request)
    return render(
        request,
        "places/history.html",
        {
            "unit": found,
            "name": _name_then(found),
            "breadcrumbs": crumbs(found, request, on=day),
            "tabs": unit_tabs(found, request, "history"),
            "events": timeline(queries.history(found), request),
            "origins": queries.origins(found),
            "successors": queries.successors(found),
            "heirs": queries.heirs_of_children(found),
        },
    )


@requires(Can.SEE_PEOPLE)
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who holds a role at the unit that day; only within one's scope."""
    found, day = _find(code, request)
    user = person(request)
    if not units_answered_for(user, Can.SEE_PEOPLE, on=clock.today()).filter(pk=found.pk).exists():
        raise Http404
    roles = Role.objects.on(day).filter(unit=found).select_related("user").order_by("kind", "user__full_name", "pk")
    may_invite = units_for(user, Can.INVITE_PEOPLE, on=clock.today()).filter(pk=found.pk).exists()
    return render(
        request,
        "places/people.html",
        {
            "unit": found,
            "name": _name_then(found),
            "breadcrumbs": crumbs(found, request, on=day),
            "tabs": unit_tabs(found, request, "people"),
            "roles": [(role, role_label(role)) for role in roles],
            "invite_url": f"{reverse('people:invite')}?don-vi={found.code}" if may_invite else "",
        },
    )


def _find(code: str, request: HttpRequest) -> tuple[OrgUnit, date]:
    """The unit with this code, named as on the day looked at (empty names outside its life)."""
    day = day_of(request, today=True)
    found = OrgUnit.objects.called_on(day).filter(code=code).first()
    if found is None:
        raise Http404
    return found, day


def _name_then(found: OrgUnit) -> str:
    """Its name on the day looked at, else the last one that it bore."""
    if found.name:
        return found.full_name
    last = found.designations.order_by("valid_from").last()
    return last.full_name if last else found.code


def _not_that_day(request: HttpRequest, found: OrgUnit) -> HttpResponse:
    """The unit does not live on that day: say when it did, and what stands in its place."""
    day = day_of(request, today=True)
    heirs = queries.today_of(found, on=day) if found.valid_to <= day else []
    return render(
        request,
        "places/not_that_day.html",
        {
            "unit": found,
            "name": _name_then(found),
            "tabs": unit_tabs(found, request, "unit"),
            "breadcrumbs": crumbs(found, request, on=day),
            "is_over": found.valid_to <= day,
            "heirs": rows_of(heirs, request, on=day),
            "taken_over_by": [] if heirs else queries.heirs_of_children(found),
            "day": day,
        },
    )


def _changes(request: HttpRequest, found: OrgUnit) -> list[tuple[str, str, str]]:
    """(address, words, icon) of what the person may change here; nothing while looking at another day."""
    return [] if day_of(request) is not None else acts_at(person(request), found, on=clock.today())


@requires(Can.INVITE_PEOPLE)
def vacant(request: HttpRequest) -> HttpResponse:
    """The schools in one's scope where nobody holds a role today, each with the way to invite somebody."""
    day = clock.today()
    schools = units_for(person(request), Can.INVITE_PEOPLE, on=day).filter(type=UnitType.SCHOOL)
    empty = schools.exclude(pk__in=Role.objects.on(day).values("unit")).called_on(day)
    page = key_page(empty, by=("sort_key", "pk"), after=request.GET.get("sau", ""), size=PAGE)
    here = reverse("places:vacant")
    return render(
        request,
        "places/vacant.html",
        {
            "breadcrumbs": [(_("Đơn vị"), reverse("places:browse"))],
            "rows": rows_of(page.rows, request, on=day),
            "page": {"next_url": f"{here}?sau={page.next_key}" if page.next_key else "", "first_url": "" if page.is_first else here},
        },
    )
