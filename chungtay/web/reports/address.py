"""The address of a figure: its question and its filters in Vietnamese words without marks, and back again."""

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest

from chungtay.accounts.enums import Can
from chungtay.accounts.scope import acting_roles, units_answered_for
from chungtay.core import clock
from chungtay.core.dates import parse_day
from chungtay.core.errors import RuleBroken
from chungtay.figures.ask import Figure, Filters, UnknownFigure
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Round
from chungtay.web.access import person
from chungtay.web.shell.figure_links import KEYS, figure_url

PARTED_BY: Final[dict[str, str]] = {
    "unit": "don-vi",
    "level": "cap",
    "group": "nhom",
    "category": "loai",
    "status": "tinh-trang",
    "kind": "nguon-luc",
    "donor": "nha-tai-tro",
    "programme": "chuong-trinh",
    "activity": "hoat-dong",
    "money": "nguon-tien",
    "by": "trong-do",
}
_LONGEST: Final = 200


def filters_of(request: HttpRequest) -> Filters:
    """What the address asks for; without a unit one's own, without a day the round's last, or today. UnknownFigure for no day."""
    given = {name: word(request, key) for name, key in KEYS.items() if name != "as_of"}
    return Filters(**given | {"unit": given["unit"] or own_unit(request)}, as_of=_day(request))


def word(request: HttpRequest, key: str) -> str:
    """A part of the address; what no code can be is nothing that exists either."""
    return request.GET.get(key, "")[:_LONGEST].replace("\0", "�").strip()


def own_unit(request: HttpRequest) -> str:
    """The code of the unit at which the person acts."""
    roles = acting_roles(person(request), clock.today())
    if not roles:
        raise Http404
    return roles[0].unit.code


def _day(request: HttpRequest) -> date:
    typed = word(request, KEYS["as_of"])
    if not typed:
        asked = Round.objects.filter(programme__slug=word(request, KEYS["programme"]), code=word(request, KEYS["round"])).first()
        return min(asked.ends_on, clock.today()) if asked is not None else clock.today()
    try:
        return parse_day(typed)
    except RuleBroken as broken:
        raise UnknownFigure(broken.sentence, field="as_of") from None


def url_of(figure: Figure) -> str:
    return figure_url(figure.question, figure.filters)


def within_reach(request: HttpRequest, *units: OrgUnit) -> bool:
    """Whether the role in which one acts answers for all of these, also for those that have ended."""
    wanted = {unit.pk for unit in units}
    seen = units_answered_for(person(request), Can.SEE_NEEDS, on=clock.today()).filter(pk__in=wanted)
    return len(set(seen.order_by().values_list("pk", flat=True))) == len(wanted)
