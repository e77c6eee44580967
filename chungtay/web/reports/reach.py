"""Where support goes: what came, what has an aim, what arrived, what lies idle, and which places were forgotten."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core.keeping import kept_if_long
from chungtay.core.numbers import in_dong
from chungtay.figures.ask import Desk, Filters, UnknownFigure, breakdown, figure, together
from chungtay.figures.fairness import Fairness, Share, fairness
from chungtay.places.enums import UnitType
from chungtay.programmes.models import Programme
from chungtay.web.access import requires
from chungtay.web.reports.address import url_of, within_reach
from chungtay.web.reports.board import below_words, stat_of
from chungtay.web.reports.dashboard import chosen_of, heading, not_that_day, unit_of
from chungtay.web.reports.figures import unknown_page
from chungtay.web.reports.parts import bars, folded


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A unit's đồng per pupil; `share` of 1,000 of the greatest."""

    label: str
    value: str
    share: int
    url: str
    is_nothing: bool = False  # a forgotten place is not drawn more faintly than the others


@require_safe
@requires(Can.SEE_NEEDS)
def support(request: HttpRequest, slug: str) -> HttpResponse:
    """Of the unit and the day in the address, as on the dashboard beside it."""
    found = get_object_or_404(Programme.objects.select_related("version"), slug=slug)
    chosen, unit = chosen_of(request, found), unit_of(request)
    if not unit.life.covers(chosen.day):
        return not_that_day(request, chosen, unit)
    filters, desk = Filters(found.slug, unit.code, "", chosen.day), Desk()
    try:
        setting = desk.ask("support.delivered", filters).setting
        if not within_reach(request, setting.unit, setting.territory):
            raise Http404
        asked = filters.but(round=chosen.round.code) if chosen.round else filters
        key = f"reach:{get_language()}:{sorted(asked.kept().items())}"
        kept = kept_if_long(key, lambda: _counted(filters, desk) | _shares(fairness(asked, desk=desk)))
        context = heading(chosen, setting) | kept.found | {"counted_at": kept.counted_at}
    except UnknownFigure as unknown:
        return unknown_page(request, unknown)
    context["below_label"] = below_words(UnitType(setting.territory.type))
    return render(request, "reports/reach.html", context)


def _counted(filters: Filters, desk: Desk) -> dict[str, Any]:
    labels = {
        "resources.value": _("đồng đã huy động"),
        "support.allocated": _("đồng đã phân bổ"),
        "support.delivered": _("đồng đã bàn giao"),
        "support.idle": _("đồng chưa phân bổ"),
        "support.days": _("ngày từ khi nhận đến khi bàn giao"),
    }
    found = together([(name, filters) for name in labels], desk=desk)
    kinds = breakdown(figure("resources.value", filters, desk=desk), "kind")
    shown, nothing = folded(bars(kinds))
    return {
        "stats": [stat_of(one, labels[one.question]) for one in found if one.value or one.question != "support.days"],
        "kinds": [bar for bar in shown if not bar.is_nothing],
        "other_kinds": len(nothing),
    }


def _shares(found: Fairness | None) -> dict[str, Any]:
    """The least first, so that forgotten places show."""
    if found is None or len(found.shares) < 2:
        return {}
    greatest = max((share.per_pupil or 0 for share in found.shares), default=0)
    known = [share for share in found.shares if share.per_pupil is not None]
    return {
        "shares": [_bar(share, greatest) for share in known],
        "unknown": [share.label for share in found.shares if share.per_pupil is None],
        "forgotten": [share.label for share in known if not share.delivered.value],
        "gini": f"{found.gini / 100:.2f}".replace(".", ",") if found.gini is not None else "",
        "gini_word": _gini_word(found.gini) if found.gini is not None else "",
    }


def _bar(share: Share, greatest: int) -> ShareBar:
    part = max(round(1000 * (share.per_pupil or 0) / greatest), 8) if greatest and share.per_pupil else 0
    value = in_dong(share.per_pupil or 0)
    return ShareBar(share.label, value, part, url_of(share.delivered))


def _gini_word(hundredths: int) -> str:
    """Words for whoever has not met the number before; the thirds are ours."""
    if hundredths < 30:
        return _("khá đều")
    return _("chưa đều") if hundredths < 60 else _("rất không đều")
