"""Who takes part in a round: the schools of one's scope, n of N, and what each answered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_for
from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.figures.ask import Filters, UnknownFigure, figures
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit, OrgUnitQuerySet
from chungtay.places.queries import BY_NAME, paths, search
from chungtay.programmes.models import Programme, Round
from chungtay.programmes.queries import current_round, rounds
from chungtay.web.access import person, requires
from chungtay.web.programmes.forms import ANSWERS, AnswersFilter
from chungtay.web.programmes.seen import counted_on, crumbs, figure_url, programme_called, tabs
from chungtay.web.shell.listing import Tab, asked_text, chips, kept, pager

PAGE = 50


@dataclass(frozen=True, slots=True)
class Answered:
    """How many of the schools have answered the round, and how many of these say that they lack nothing; `url`: the figure."""

    all: int
    answered: int
    nil: int
    url: str

    @property
    def needing(self) -> int:
        return self.answered - self.nil

    @property
    def missing(self) -> int:
        return self.all - self.answered


def schools_asked(viewer: User, asked: Round, *, on: date) -> OrgUnitQuerySet:
    """The schools of the viewer's scope that day that teach a level of the programme, each with its answer (`joined_on`, `is_nil`)."""
    below = units_for(viewer, Can.SEE_NEEDS, on=on).order_by().values("pk")
    taught = OrgUnit.objects.on(on).filter(type=UnitType.SCHOOL, pk__in=below)
    taught = taught.alias(fits=F("called__levels").bitand(int(asked.pack.levels))).filter(fits__gt=0)
    return taught.annotate(
        answer=FilteredRelation("participations", condition=Q(participations__round=asked)),
        joined_on=F("answer__joined_on"),
        is_nil=F("answer__is_nil"),
    )


def counted(request: HttpRequest, asked: Round, *, on: date) -> Answered | None:
    """n of N of the unit in whose place the person acts; None where that unit did not live that day."""
    role = person(request).acting_role
    filters = Filters(asked.programme.slug, role.unit.code if role else "", asked.code, on)
    try:
        part, nil = figures([("units.taking_part", filters), ("units.nil", filters)])
    except UnknownFigure:
        return None
    url = figure_url(part.question, request, asked.programme, dot=asked.code, ngay="" if on == clock.today() else on.isoformat())
    return Answered(part.of or 0, part.value, nil.value, url)


@require_safe
@requires(Can.SEE_NEEDS)
def schools(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, by name; the asked and the filters live in the address."""
    programme, today = programme_called(slug), clock.today()
    context: dict[str, Any] = {"programme": programme, "breadcrumbs": crumbs(programme), "tabs": tabs(programme, "taking_part")}
    asked = rounds(programme).filter(code=request.GET.get("dot", "")[:30].replace("\0", "")).first() or current_round(programme, today)
    if asked is None:
        return render(request, "programmes/taking_part.html", context)
    day = counted_on(asked, today=today)
    viewer = person(request)
    form = AnswersFilter(request.GET or None, levels=asked.pack.levels, among=units_for(viewer, Can.SEE_NEEDS, on=day), on=day)
    page = key_page(
        _narrowed(schools_asked(viewer, asked, on=day), request, form, on=day), by=BY_NAME, after=request.GET.get("sau", ""), size=PAGE
    )
    lie_in = paths([school.pk for school in page.rows], on=day)
    filtered = chips(request, form)
    context |= {
        "round": asked,
        "round_tabs": _round_tabs(programme, asked),
        "counted_on": day,
        "counts": counted(request, asked, on=day),
        "rows": [(school, ", ".join(lie_in.get(school.pk, [])), *_state(school)) for school in page.rows],
        "page": pager(request, page),
        "form": form,
        "text": asked_text(request),
        "kept": kept(request),
        "chips": filtered,
        "is_filtered": bool(asked_text(request) or filtered or form.errors),
        "clear_url": f"{request.path}?dot={asked.code}",
        "answer_links": {word: f"{request.path}?dot={asked.code}&tra_loi={word}" for word, _label in ANSWERS},
    }
    return render(request, "programmes/taking_part.html", context)


def _round_tabs(programme: Programme, current: Round) -> list[Tab]:
    """The rounds, the newest first; none where there is but one."""
    url = reverse("programmes:taking_part", args=[programme.slug])
    known = list(rounds(programme)[:12])
    return [Tab(one.name, f"{url}?dot={one.code}", one.pk == current.pk) for one in known] if len(known) > 1 else []


def _narrowed(schools: OrgUnitQuerySet, request: HttpRequest, form: AnswersFilter, *, on: date) -> OrgUnitQuerySet:
    chosen = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    if unit := chosen.get("don_vi"):
        schools = schools.filter(pk__in=OrgUnit.objects.below(unit, on=on).order_by().values("pk"))
    if level := chosen.get("cap"):
        schools = schools.alias(taught=F("called__levels").bitand(int(level))).filter(taught__gt=0)
    match chosen.get("tra_loi"):
        case "co":
            schools = schools.filter(Q(answer__is_nil=False))
        case "khong":
            schools = schools.filter(Q(answer__is_nil=True))
        case "chua":
            schools = schools.filter(Q(answer__isnull=True))
    if text := asked_text(request).strip():
        schools = schools.filter(pk__in=search(text, on=on, types=[UnitType.SCHOOL]).order_by().values("pk"))
    return schools


def _state(school: Any) -> tuple[str, str]:
    """(words, tone)."""
    if school.joined_on is None:
        return _("Chưa tham gia"), "wait"
    return (_("Không có nhu cầu"), "plain") if school.is_nil else (_("Có nhu cầu"), "ok")
