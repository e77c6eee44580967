"""Questions about needs: how they stood, what one asked for, what waits, where they are, what goes out as a sheet."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import acting_roles, may, reach
from chungtay.core import clock
from chungtay.core.periods import FOREVER, valid_on
from chungtay.core.search import matching
from chungtay.needs.enums import ON_BOARD, STANDING, NeedStatus
from chungtay.needs.models import Need, NeedPhoto, NeedState, at_schools, teaching
from chungtay.needs.rules import ask_again_from, off_board_from
from chungtay.places.enums import UnitType
from chungtay.places.models import Designation, Lineage, OrgUnit
from chungtay.programmes.models import Programme

# Words that a list may ask for besides a single status.
STANDING_WORD: Final = "standing"
_CODE: Final = re.compile(r"\s*nc\s*-?\s*(\d{1,15})\s*", re.IGNORECASE)
_CHUNK: Final = 1_000


def needs_on(day: date) -> QuerySet[NeedState]:
    """How every submitted need stood at the end of that day; of today and later: as it stands now, from the index made for it."""
    return NeedState.objects.filter(valid_to=FOREVER) if day >= clock.today() else NeedState.objects.filter(valid_on(day))


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; empty means all. `unit`: everything below it; `status`: one NeedStatus, or "standing".

    `group` and `category` are codes of the programme's pack, `level` a mask of SchoolLevel; `is_aged`: on the board and to be asked about.
    """

    text: str = ""
    programme: Programme | None = None
    unit: OrgUnit | None = None
    group: str = ""
    category: str = ""
    level: int = 0
    status: str = ""
    urgency: str = ""
    is_aged: bool = False
    has_photo: bool | None = None


def needs_asked(user: User, asked: Asked, *, on: date) -> QuerySet[Need]:
    """Those that the person may see, the newest first; for pages by key_page(rows, by=("-pk",)). Drafts are for their writers' desks."""
    rows = Need.objects.for_user(user, Can.SEE_NEEDS, on=on).filter(~Q(status=NeedStatus.DRAFT) | _on_ones_desk(user, on))
    return _narrowed(rows, asked, on).select_related("programme__version", "school", "site").order_by("-pk")


def _narrowed(rows: QuerySet[Need], asked: Asked, on: date) -> QuerySet[Need]:
    if asked.status:
        rows = rows.filter(status__in=STANDING if asked.status == STANDING_WORD else [asked.status])
    plain = {"programme": asked.programme, "category": asked.category, "urgency": asked.urgency}
    rows = rows.filter(*_conditions(asked, on), **{name: value for name, value in plain.items() if value})
    if match := _CODE.fullmatch(asked.text):
        return rows.filter(pk=int(match[1]))
    return matching(rows, "search_text", asked.text)


def _conditions(asked: Asked, on: date) -> Iterator[Q]:
    if asked.unit is not None:
        yield in_unit(asked.unit, on=on)
    if asked.group:
        yield in_group(asked.group, asked.programme)
    if asked.level:
        yield teaching(asked.level, on=on)
    if asked.is_aged:
        yield aged(on)
    if asked.has_photo is not None:
        shown = Q(Exists(NeedPhoto.objects.filter(need=OuterRef("pk"))))
        yield shown if asked.has_photo else ~shown


def in_unit(unit: OrgUnit, *, on: date) -> Q:
    """Needs of the unit and all below it that day; an agency stands for its territory."""
    unit = reach(unit, on=on)
    if unit.type == UnitType.COUNTRY:
        return Q(pk__isnull=False)
    if unit.type == UnitType.SITE:
        return Q(site=unit)
    if unit.type == UnitType.SCHOOL:
        return Q(school=unit)
    return at_schools(OrgUnit.objects.below(unit, on=on).filter(type=UnitType.SCHOOL))


def in_group(group: str, programme: Programme | None = None) -> Q:
    """Needs whose category the pack of their programme adds up under the group."""
    asked = [programme] if programme is not None else Programme.objects.select_related("version")
    found = Q(pk__in=[])
    for one in asked:
        found |= Q(programme=one, category__in=[category.code for category in one.pack.categories_of(group)])
    return found


def aged(on: date) -> Q:
    """On the board, and so long ago said to stand that its school is asked again: after 6 months, as each programme's pack has it."""
    late = Q(pk__in=[])
    for programme in Programme.objects.select_related("version"):
        late |= Q(programme=programme, standing_on__lte=ask_again_from(programme.pack, on))
    return Q(status__in=ON_BOARD, published_on__isnull=False) & late


def believed(on: date) -> Q:
    """On the board and said to stand lately enough to be shown to donors, at a school that there still is."""
    early = Q(pk__in=[])
    for programme in Programme.objects.filter(started_on__lte=on, ended_on__gt=on).select_related("version"):
        early |= Q(programme=programme, standing_on__gt=off_board_from(programme.pack, on))
    return Q(status__in=ON_BOARD, published_on__isnull=False, school__valid_to__gt=on) & early


# ── What waits ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def queue(user: User, *, on: date) -> QuerySet[Need]:
    """Sent, and waiting for this person to vouch for it, the longest waiting first; what one wrote oneself waits for somebody else."""
    rows = Need.objects.for_user(user, Can.VERIFY_NEEDS, on=on).filter(_to_verify(user))
    return rows.select_related("programme__version", "school", "site").order_by("submitted_on", "pk")


def to_publish(user: User, *, on: date) -> QuerySet[Need]:
    """Vouched for, and waiting for this person to put it on the board."""
    rows = Need.objects.for_user(user, Can.PUBLISH_NEEDS, on=on).filter(status=NeedStatus.VERIFIED)
    return rows.select_related("programme__version", "school", "site").order_by("submitted_on", "pk")


def to_reconfirm(user: User, *, on: date) -> QuerySet[Need]:
    """On the board, and the person's school is to say whether it still stands, the most urgent to answer first."""
    rows = Need.objects.for_user(user, Can.RECORD_NEEDS, on=on).filter(aged(on))
    return rows.select_related("programme__version", "school", "site").order_by("standing_on", "pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many needs wait for the person, by what is to be done."""

    to_verify: int = 0
    to_publish: int = 0
    drafts: int = 0
    returned: int = 0
    to_reconfirm: int = 0
    to_confirm: int = 0
    to_close: int = 0

    @property
    def total(self) -> int:
        return self.to_verify + self.to_publish + self.drafts + self.returned + self.to_reconfirm + self.to_confirm + self.to_close


def waiting_counts(user: User, *, on: date) -> Waiting:
    """One query where the same roles give all the powers that the person has."""
    asked: dict[Can, dict[str, Q]] = {
        Can.VERIFY_NEEDS: {"to_verify": _to_verify(user)},
        Can.PUBLISH_NEEDS: {"to_publish": Q(status=NeedStatus.VERIFIED), "to_close": Q(status=NeedStatus.CONFIRMED)},
    }
    if may(user, Can.RECORD_NEEDS, on=on):
        mine = _on_ones_desk(user, on)
        asked[Can.RECORD_NEEDS] = {
            "drafts": Q(status=NeedStatus.DRAFT) & mine,
            "returned": Q(status=NeedStatus.RETURNED) & mine,
            "to_confirm": Q(status=NeedStatus.MET) & (Q(met_by=None) | ~Q(met_by=user)) & mine,
            "to_reconfirm": aged(on) & mine,
        }
    found: dict[str, int] = {}
    for can, wanted in _by_roles(user, asked, on):
        found |= _counted(Need.objects.for_user(user, can, on=on), wanted)
    return Waiting(**found)


def _by_roles(user: User, asked: Mapping[Can, dict[str, Q]], on: date) -> Iterator[tuple[Can, dict[str, Q]]]:
    """What is asked by a power, with what is asked by others that come from the very same roles; nothing by one that nobody has."""
    together: dict[tuple[int, ...], tuple[Can, dict[str, Q]]] = {}
    roles = acting_roles(user, on)
    for can, wanted in asked.items():
        if holding := tuple(role.pk for role in roles if can in role.powers):
            first, so_far = together.get(holding, (can, {}))
            together[holding] = (first, so_far | wanted)
    yield from together.values()


def _on_ones_desk(user: User, on: date) -> Q:
    """What the person is expected to finish: at a school or site its needs, elsewhere only what one wrote for a school."""
    at_school = any(Can.RECORD_NEEDS in role.powers and role.unit.type >= UnitType.SCHOOL for role in acting_roles(user, on))
    return Q(pk__isnull=False) if at_school else Q(recorded_by=user)


def _to_verify(user: User) -> Q:
    return Q(status=NeedStatus.SUBMITTED) & (Q(recorded_by=None) | ~Q(recorded_by=user))


def _counted(rows: QuerySet[Need], asked: dict[str, Q]) -> dict[str, int]:
    """Only the statuses that are asked for are read."""
    one_of = Q(pk__in=[])
    for condition in asked.values():
        one_of |= condition
    return rows.filter(one_of).aggregate(**{name: Count("pk", filter=condition) for name, condition in asked.items()})


# ── Where ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Where:
    """The names of a need's place that day; `site` empty: the main campus. Of an ended school what it was called last."""

    school: str
    site: str
    commune: str
    province: str
    levels: int

    @property
    def place(self) -> str:
        return f"{self.site}, {self.school}" if self.site else self.school


def where(needs: Collection[Need], *, on: date) -> dict[int, Where]:
    """By the need's id: for lists and sheets, two queries whatever their length."""
    schools = {need.school_id for need in needs}
    lines = _lines(schools, on)
    upper = {pk for line in lines.values() for pk in line if pk is not None}
    called = _called(schools | {need.site_id for need in needs if need.site_id} | upper, on)
    names = {pk: row.full_name for pk, row in called.items()}
    found = {}
    for need in needs:
        commune, province = lines.get(need.school_id, (None, None))
        found[need.pk] = Where(
            school=names.get(need.school_id, ""),
            site=names.get(need.site_id or 0, ""),
            commune=names.get(commune or 0, ""),
            province=names.get(province or 0, ""),
            levels=called[need.school_id].levels if need.school_id in called else 0,
        )
    return found


def _lines(schools: Collection[int], on: date) -> dict[int, tuple[int | None, int | None]]:
    """Commune and province in which each lies that day, or lay last."""
    rows = Lineage.objects.filter(unit__in=schools, valid_from__lte=on).order_by("valid_from")
    return {unit: (commune, province) for unit, commune, province in rows.values_list("unit", "commune", "province")}


def _called(units: Collection[int], on: date) -> dict[int, Designation]:
    rows = Designation.objects.filter(unit__in=units, valid_from__lte=on).order_by("valid_from")
    return {row.unit_id: row for row in rows.only("unit", "title", "name", "levels")}


@dataclass(frozen=True, slots=True)
class Access:
    """How one gets to a place, what electricity and signal it has: what its last need said."""

    road: str
    grid: str
    signal: str
    distance_km: Decimal | None


def last_access_of(school: OrgUnit, site: OrgUnit | None = None) -> Access | None:
    """To fill in a form beforehand; None where no need of the place has told it."""
    told = ~Q(road="") | ~Q(grid="") | ~Q(signal="") | Q(distance_km__isnull=False)
    row = Need.objects.filter(told, school=school, site=site).order_by("-pk").values("road", "grid", "signal", "distance_km").first()
    return Access(**row) if row is not None else None


# ── Sheets ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def export_rows(rows: QuerySet[Need], *, on: date) -> Iterator[tuple[Need, Where]]:
    """Every need of the list with its place, the newest first, a thousand at a time: memory does not grow with the list."""
    last: int | None = None
    while True:
        chunk: Sequence[Need] = list((rows if last is None else rows.filter(pk__lt=last)).order_by("-pk")[:_CHUNK])
        places = where(chunk, on=on)
        for need in chunk:
            yield need, places[need.pk]
        if len(chunk) < _CHUNK:
            return
        last = chunk[-1].pk
