"""What the world may see of needs: those on the board that were said to stand lately enough. Counts of children below 5 are not told.

No names of those who work on it, no story, no photo on which a face could be recognised.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.paging import key_page
from chungtay.core.search import matching
from chungtay.files.queries import HandedOut, photo_handed_out
from chungtay.needs.enums import NeedUrgency
from chungtay.needs.models import Need, NeedPhoto, teaching
from chungtay.needs.queries import Where, believed, in_group, in_unit, where
from chungtay.places.enums import UnitType, level_labels
from chungtay.places.models import OrgUnit
from chungtay.programmes.published import PublicFocalPoint, public_focal_points

FEWEST_TOLD: Final = 5  # below it a number may point at a child (small-cell suppression, product.md)
_ORDER: Final = ("-published_on", "-pk")


@dataclass(frozen=True, slots=True)
class PublicNeed:
    """A need as donors read it. Of `quantity_in_all`, in `measure`, nobody has taken on `quantity`, nor `open_vnd` of its cost.

    `cost_vnd` is the estimated cost of all of it in đồng, None where it is not known; then `open_vnd` is not known either.

    `beneficiaries`: "dưới 5", "30", "hơn 300", "khoảng 40". `photos` are ids for photo().
    """

    id: int
    code: str
    programme: str
    programme_name: str
    school: str
    school_code: str
    site: str
    commune: str
    province: str
    levels: tuple[str, ...]
    category: str
    category_name: str
    what: str
    quantity: int
    quantity_in_all: int
    measure: str
    cost_vnd: int | None
    open_vnd: int | None
    beneficiaries: str
    since_on: date | None
    urgency: str
    urgency_name: str
    road: str
    grid: str
    signal: str
    distance_km: str
    photos: tuple[int, ...]
    published_on: date
    standing_on: date

    @property
    def is_taken(self) -> bool:
        """Somebody has taken on all that is still lacking."""
        return self.quantity == 0 and not self.open_vnd


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """What somebody looks for on the board; empty means all. `unit` and `programme` are codes; one that does not exist finds nothing."""

    text: str = ""
    programme: str = ""
    unit: str = ""
    group: str = ""
    category: str = ""
    level: int = 0
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class BoardPage:
    """One page; `next_key` opens the next one, empty on the last."""

    needs: tuple[PublicNeed, ...]
    next_key: str
    is_first: bool


def board(asked: BoardAsked, *, on: date, after: str = "", size: int = 24) -> BoardPage:
    """What donors may help with, the latest published first."""
    page = key_page(_board(asked, on).select_related("programme__version", "school"), by=_ORDER, after=after, size=size)
    return BoardPage(_public(page.rows, on), page.next_key, page.is_first)


def one(need_id: int, *, on: date) -> PublicNeed | None:
    """The need while it is on the board; None for any other, as if there were none."""
    found = Need.objects.filter(believed(on), pk=need_id).select_related("programme__version", "school").first()
    return _public([found], on)[0] if found is not None else None


def several(need_ids: Collection[int], *, on: date) -> tuple[PublicNeed, ...]:
    """Those of them that are on the board, in the order of their numbers."""
    rows = Need.objects.filter(believed(on), pk__in=need_ids).select_related("programme__version", "school").order_by("pk")
    return _public(list(rows), on)


def photo(photo_id: int, *, on: date, is_small: bool = False) -> HandedOut | None:
    """A photo of a need on the board, on which nobody could be recognised."""
    shown = _showable(Need.objects.filter(believed(on))).filter(pk=photo_id).select_related("photo").first()
    return photo_handed_out(shown.photo, is_small=is_small) if shown is not None else None


def provinces(on: date) -> list[tuple[str, str]]:
    """Where one may look: the provinces of that day, code and name, in Vietnamese order."""
    rows = OrgUnit.objects.on(on).filter(type=UnitType.PROVINCE).by_name()
    return [(unit.code, unit.full_name) for unit in rows]


def whom_to_ask(need: PublicNeed, *, on: date) -> list[PublicFocalPoint]:
    """Who answers donors about it: the nearest focal points of the levels that its school teaches."""
    school = OrgUnit.objects.on(on).get(code=need.school_code)
    return public_focal_points(need.programme, school, on, levels=school.levels)


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _board(asked: BoardAsked, on: date) -> QuerySet[Need]:
    rows = Need.objects.filter(believed(on))
    plain = {"programme__slug": asked.programme, "category": asked.category, "urgency": asked.urgency}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if asked.unit:
        unit = OrgUnit.objects.filter(code=asked.unit).first()
        rows = rows.filter(in_unit(unit, on=on) if unit is not None else Q(pk__in=[]))
    if asked.group:
        rows = rows.filter(in_group(asked.group))
    if asked.level:
        rows = rows.filter(teaching(asked.level, on=on))
    return matching(rows, "search_text", asked.text)


def _showable(needs: QuerySet[Need]) -> QuerySet[NeedPhoto]:
    return NeedPhoto.objects.filter(need__in=needs.order_by().values("pk"), photo__may_show_faces=False)


def _public(needs: Sequence[Need], on: date) -> tuple[PublicNeed, ...]:
    places, photos = where(needs, on=on), _photos(needs)
    return tuple(_told(need, places[need.pk], photos.get(need.pk, ())) for need in needs)


def _photos(needs: Collection[Need]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    rows = NeedPhoto.objects.filter(need__in=[need.pk for need in needs], photo__may_show_faces=False).order_by("pk")
    for need_id, pk in rows.values_list("need", "pk"):
        found[need_id] = (*found.get(need_id, ()), pk)
    return found


def _told(need: Need, place: Where, photos: tuple[int, ...]) -> PublicNeed:
    assert need.published_on is not None
    assert need.standing_on is not None
    category = need.programme.pack.by_category.get(need.category)
    return PublicNeed(
        id=need.pk,
        code=need.code,
        programme=need.programme.slug,
        programme_name=need.programme.name,
        school=place.school,
        school_code=need.school.code,
        site=place.site,
        commune=place.commune,
        province=place.province,
        levels=tuple(level_labels(place.levels)),
        category=need.category,
        category_name=category.name if category is not None else "",
        what=need.what,
        quantity=need.open_quantity,
        quantity_in_all=need.quantity,
        measure=need.measure,
        cost_vnd=need.cost_vnd,
        open_vnd=need.open_vnd,
        beneficiaries=children_told(need.beneficiaries, Estimate(need.beneficiaries_estimate)),
        since_on=need.since_on,
        urgency=need.urgency,
        urgency_name=str(NeedUrgency(need.urgency).label),
        road=str(need.get_road_display()),
        grid=str(need.get_grid_display()),
        signal=str(need.get_signal_display()),
        distance_km=format(need.distance_km, "f").replace(".", ",") if need.distance_km is not None else "",
        photos=photos,
        published_on=need.published_on,
        standing_on=need.standing_on,
    )


def children_told(count: int, estimate: Estimate) -> str:
    """How many children, as the public reads it."""
    if count < FEWEST_TOLD:
        return _("dưới %(fewest)d") % {"fewest": FEWEST_TOLD}
    words = {Estimate.EXACT: "%s", Estimate.AT_LEAST: _("hơn %s"), Estimate.ABOUT: _("khoảng %s")}
    return words[estimate] % grouped(count)
