"""Where an idle gift could go, and which idle gifts could meet a need, with the reason. Nothing is written here."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import reach, units_for
from chungtay.core.dates import format_day
from chungtay.needs.enums import STANDING, NeedUrgency
from chungtay.needs.models import Need
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.queries import ancestors
from chungtay.support import wishes
from chungtay.support.models import Contribution, Substitution
from chungtay.support.queries.lines import idle_gifts

MOST: Final = 12
_URGENT: Final = Case(
    When(urgency=NeedUrgency.URGENT, then=Value(0)),
    When(urgency=NeedUrgency.SOON, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need that the gift may meet; `why` it stands where it stands; `substitution`: the donor's word by which it may go there."""

    need: Need
    why: tuple[str, ...]
    substitution: Substitution | None = None


def suggested(gift: Contribution, user: User, *, on: date) -> list[Suggestion]:
    """What was promised or wished first; then the most urgent, of those the one that waits longest. Only what the gift may meet."""
    rows, wish = _open_needs(gift, user, on=on), wishes.wish_of(gift)
    found: list[Suggestion] = []
    if wish.need is not None:
        found += [Suggestion(need, (_("đúng nhu cầu nhà tài trợ dành cho"),)) for need in rows.filter(pk=wish.need.pk)]
    for word in gift.substitutions.select_related("need", "unit").order_by("-pk"):
        fits = rows.filter(pk=word.need_id) if word.need_id else _within(rows, word.unit, word.category, on=on)
        said = _("nhà tài trợ đã đồng ý đổi ngày %(day)s") % {"day": format_day(word.donor_said_on)}
        found += [Suggestion(need, (said,), word) for need in fits[:MOST]]
    if wish.need is None:
        found += [Suggestion(need, _why(need, gift)) for need in _within(rows, wish.unit, wish.category, on=on)[:MOST]]
    once = {one.need.pk: one for one in reversed(found)}  # what was wished stands before what may be
    return [one for one in found if once[one.need.pk] is one][:MOST]


def _open_needs(gift: Contribution, user: User, *, on: date) -> QuerySet[Need]:
    """Still lacking, of the gift's programme, in the territory of who received it and in the person's scope."""
    territory = reach(gift.unit, on=on)
    rows = Need.objects.filter(
        programme=gift.programme_id, status__in=STANDING, school__in=units_for(user, Can.ALLOCATE, on=on).order_by().values("pk")
    )
    if territory.type != UnitType.COUNTRY:
        rows = rows.filter(school__in=OrgUnit.objects.below(territory, on=on).order_by().values("pk"))
    free = Q(quantity__gt=F("met_quantity") + F("promised_quantity"))
    rows = rows.filter(free | Q(pk=gift.earmark_need_id))
    return rows.select_related("school", "site").order_by(_URGENT.asc(), F("published_on").asc(nulls_last=True), "pk")


def _within(rows: QuerySet[Need], unit: OrgUnit | None, category: str, *, on: date) -> QuerySet[Need]:
    if unit is not None:
        places = OrgUnit.objects.below(unit, on=on).order_by().values("pk")
        rows = rows.filter(Q(site__in=places) | Q(school__in=places))
    return rows.filter(category=category) if category else rows


def _why(need: Need, gift: Contribution) -> tuple[str, ...]:
    why = []
    if gift.earmark_unit_id is not None or gift.earmark_category:
        why.append(_("đúng nơi nhà tài trợ dành cho"))
    if need.urgency != NeedUrgency.NORMAL:
        why.append(str(NeedUrgency(need.urgency).label).lower())
    if need.published_on is not None:
        why.append(_("kêu gọi từ ngày %(day)s") % {"day": format_day(need.published_on)})
    return tuple(why)


def gifts_for(need: Need, user: User, *, on: date) -> list[tuple[Contribution, str]]:
    """Idle gifts that may meet the need, those given for it first, then the oldest; each with what speaks for it."""
    rows = idle_gifts(user, Can.ALLOCATE, on=on).filter(programme=need.programme_id)
    place = need.site or need.school
    above = [place.pk, *(unit.pk for unit in ancestors(place, on=on))]
    fits = Q(earmark_need=need) | (
        Q(earmark_need__isnull=True)
        & (Q(earmark_unit__isnull=True) | Q(earmark_unit__in=above))
        & Q(earmark_category__in=["", need.category])
    )
    ranked = rows.filter(fits).annotate(for_it=Case(When(earmark_need=need, then=Value(0)), default=Value(1), output_field=IntegerField()))
    known = ranked.select_related("donor", "programme__version").defer("programme__version__content")
    found = known.order_by("for_it", "received_on", "pk")[:MOST]
    return [(gift, _("dành cho nhu cầu này") if gift.earmark_need_id == need.pk else "") for gift in found]
