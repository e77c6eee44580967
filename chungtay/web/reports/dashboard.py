"""The dashboard of a programme for any unit in one's reach: looked at rather than read, each number a figure that one can open."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core import clock
from chungtay.core.dates import parse_day
from chungtay.core.errors import RuleBroken
from chungtay.figures.ask import Desk, Filters, UnknownFigure
from chungtay.figures.questions_asked import Setting
from chungtay.places.models import OrgUnit
from chungtay.places.queries import origins, today_of
from chungtay.programmes.models import Programme, Round
from chungtay.programmes.queries import asking_for_needs, current_round, rounds
from chungtay.web.access import requires
from chungtay.web.reports.address import own_unit, within_reach, word
from chungtay.web.reports.board import board_of
from chungtay.web.reports.figures import unknown_page
from chungtay.web.reports.forms import BoardForm
from chungtay.web.reports.next_step import next_step
from chungtay.web.reports.round_board import round_board
from chungtay.web.shell.listing import names_of

_MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address chose: the round (None: the programme has none yet) and the day counted."""

    programme: Programme
    rounds: list[Round]
    round: Round | None
    day: date


@require_safe
@requires(Can.SEE_NEEDS)
def index(request: HttpRequest) -> HttpResponse:
    """The dashboard of the only programme that asks for needs, or those to choose from."""
    found = asking_for_needs(clock.today())
    if len(found) == 1:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{reverse('dashboard:programme', args=[found[0].slug])}{query}")
    return render(request, "reports/dashboards.html", {"programmes": found})


@require_safe
@requires(Can.SEE_NEEDS)
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Of the unit and the round in the address; of one's own unit and the current round without them."""
    found = get_object_or_404(Programme.objects.select_related("version"), slug=slug)
    chosen, typed = chosen_of(request, found), word(request, "don-vi")
    unit, form = _unit(typed or own_unit(request), request), None
    if unit is None:
        form = BoardForm(request, chosen.rounds, chosen.round, on=chosen.day)
        if form.is_valid() and (named := form.cleaned_data["don-vi"]) is not None:
            return redirect(f"{request.path}?{urlencode(request.GET.dict() | {'don-vi': named.code})}")
        unit = _unit(own_unit(request), request)
    assert unit is not None  # one's own unit exists
    if not unit.life.covers(chosen.day):
        return not_that_day(request, chosen, unit)
    try:
        filters = Filters(found.slug, unit.code, chosen.round.code if chosen.round else "", chosen.day)
        return _shown(request, chosen, filters, form)
    except UnknownFigure as unknown:
        return unknown_page(request, unknown)


def _shown(request: HttpRequest, chosen: Choice, filters: Filters, form: BoardForm | None) -> HttpResponse:
    desk = Desk()
    setting = desk.ask("needs.count", filters).setting
    if not within_reach(request, setting.unit, setting.territory):
        raise Http404
    context = {
        **heading(chosen, setting),
        "form": form or BoardForm(request, chosen.rounds, chosen.round, on=chosen.day, unit=setting.unit),
    }
    if setting.pack is not None and not setting.pack.asks_for_needs:
        return render(request, "reports/dashboard_round.html", context | {"board": round_board(request, filters, desk)})
    board = board_of(request, filters, desk)
    context |= {
        "board": board,
        "step": next_step(request, board, setting, today=clock.today()),
    }
    return render(request, "reports/dashboard.html", context)


def heading(chosen: Choice, setting: Setting) -> dict[str, Any]:
    land = setting.territory.pk
    asked = {"don-vi": setting.unit.code} | ({"dot": chosen.round.code} if chosen.round else {})
    return {
        "programme": chosen.programme,
        "round": chosen.round,
        "day": chosen.day,
        "unit_name": setting.unit.full_name,
        "support_url": f"{reverse('dashboard:support', args=[chosen.programme.slug])}?{urlencode(asked)}",
        "land": names_of([land], on=setting.day)[land] if setting.territory != setting.unit else "",
    }


def chosen_of(request: HttpRequest, found: Programme) -> Choice:
    """The round of the address, else the current one; its last day, today while it runs, or the day of the address."""
    today, known = clock.today(), list(rounds(found)[:_MOST_ROUNDS])
    code = word(request, "dot")
    chosen = next((one for one in known if one.code == code), None)
    if code and chosen is None:
        raise Http404
    chosen = chosen or current_round(found, today)
    return Choice(found, known, chosen, _day(request) or (min(chosen.ends_on, today) if chosen else today))


def _day(request: HttpRequest) -> date | None:
    try:
        return parse_day(typed) if (typed := word(request, "ngay")) else None
    except RuleBroken:
        raise Http404 from None


def unit_of(request: HttpRequest) -> OrgUnit:
    """The unit in the address, else one's own; 404 for a code that is none."""
    found = _unit(word(request, "don-vi") or own_unit(request), request)
    if found is None:
        raise Http404
    return found


def _unit(code: str, request: HttpRequest) -> OrgUnit | None:
    """The unit with this code; 404 where it is out of reach, None where the code is none."""
    found = OrgUnit.objects.filter(code=code).first()
    if found is not None and not within_reach(request, found):
        raise Http404
    return found


def not_that_day(request: HttpRequest, chosen: Choice, unit: OrgUnit) -> HttpResponse:
    """The unit did not live when the round was counted: what stood in its place then."""
    if unit.valid_to <= chosen.day:
        others = [(one.code, one.full_name) for one in today_of(unit, on=chosen.day)]
    else:
        others = [(kin.code, kin.full_name) for kin in origins(unit) if kin.happened_on - timedelta(days=1) >= chosen.day]
    query = {"dot": chosen.round.code} if chosen.round else {}
    context = {
        "programme": chosen.programme,
        "round": chosen.round,
        "day": chosen.day,
        "form": BoardForm(request, chosen.rounds, chosen.round, on=chosen.day, unit=unit),
        "unit_name": names_of([unit.pk])[unit.pk],
        "is_over": unit.valid_to <= chosen.day,
        "others": [(name, f"{request.path}?{urlencode(query | {'don-vi': code})}") for code, name in others],
    }
    return render(request, "reports/dashboard_other_day.html", context)
