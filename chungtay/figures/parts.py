"""A figure in its parts; where the parts do not add up to the whole, why not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungtay.figures.counting_rows import is_derived, values_of
from chungtay.figures.counting_submissions import children_asked
from chungtay.figures.enums import FigureKind
from chungtay.figures.made import Figure, made
from chungtay.figures.questions import ALL_STATUSES, DONORS, FILTER_LABELS, STANDING_STATUS, STATUSES_OF, UnknownFigure
from chungtay.figures.questions_asked import Asked, Setting, Value
from chungtay.figures.questions_listed import money_sources
from chungtay.indicators.enums import By
from chungtay.places.enums import LEVEL_LABELS, SchoolLevel, UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.queries import BY_NAME, children
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import ActivityType, Category, Group, ResourceKind

BREAKDOWN_LABELS: Final[dict[str, str | Promise]] = FILTER_LABELS | {"unit": gettext_lazy("đơn vị bên dưới")}
_PLACES: Final = (UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE, UnitType.SCHOOL, UnitType.SITE)
# Filters that a breakdown would contradict.
_TAKEN: Final = {
    "group": ("group", "category"),
    "category": ("category",),
    "level": ("level",),
    "kind": ("kind",),
    "donor": ("donor",),
    "programme": ("programme",),
    "activity": ("activity",),
    "money": ("money",),
    "by": ("by",),
    "unit": ("own",),
}
_OF_PACK: Final = ("group", "category", "kind", "activity")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it is called, and the figure that can be opened alone."""

    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of `whole` by `by`, in the order of the pack, of life or of the alphabet; `why_not` is empty where they add up."""

    whole: Figure
    by: str
    label: str
    rows: tuple[Part, ...]
    adds_up: bool
    why_not: str


def breakdowns(figure: Figure) -> tuple[str, ...]:
    """By what the figure can be parted, as its filters stand."""
    return tuple(by for by in figure.asked.question.breakdowns if _can_part(figure.asked, by))


def _can_part(asked: Asked, by: str) -> bool:
    given, setting = asked.filters, asked.setting
    if any(getattr(given, name) for name in _TAKEN.get(by, ())):
        return False
    if by in _OF_PACK:
        return setting.pack is not None
    if by == "by" and given.indicator:
        return bool(asked.indicator.by)
    if by == "status":
        return given.status in (STANDING_STATUS, ALL_STATUSES)
    return by != "unit" or setting.territory.type < UnitType.SCHOOL or (setting.territory.type == UnitType.SCHOOL and _has_sites(asked))


def _has_sites(asked: Asked) -> bool:
    """What the question counts may lie at a site of a school."""
    return asked.question.name.startswith(("needs.", "activities.")) or asked.question.name == "units.sites"


def breakdown(figure: Figure, by: str) -> Breakdown:
    """The figure by one thing, such as level, group, donor or unit directly below: one count whatever the number of parts."""
    if by not in breakdowns(figure):
        said = _("“%(title)s” không tách được theo %(by)s.") % {"title": figure.title, "by": BREAKDOWN_LABELS.get(by, by)}
        raise UnknownFigure(said, field="by")
    asked = figure.asked
    found = values_of(asked, by)
    parts = tuple(Part(label, made(part, found.get(code, Value()))) for code, label, part in _parts(asked, by, found))
    gap = sum(part.figure.value for part in parts) - figure.value
    gap_of = sum(part.figure.of or 0 for part in parts) - (figure.of or 0)
    adds_up = not gap and not gap_of
    why_not = "" if adds_up else _why_not(asked, by, is_more=gap + gap_of > 0)
    return Breakdown(figure, by, str(BREAKDOWN_LABELS[by]), parts, adds_up, why_not)


def _parts(asked: Asked, by: str, found: dict[Any, Value]) -> Iterator[tuple[Any, str, Asked]]:
    """The key, the label and the question of each part, also of those that are 0."""
    listed = _settings if by in ("unit", "programme") else _codes
    yield from listed(asked, by, found)


def _settings(asked: Asked, by: str, _found: dict[Any, Value]) -> Iterator[tuple[Any, str, Asked]]:
    if by == "unit":
        for unit in children_asked(asked) if asked.question.is_of_round else children_in(asked.setting):
            setting = replace(asked.setting, unit=unit, territory=unit)
            yield unit.pk, unit.full_name, replace(asked, filters=asked.filters.but(unit=unit.code), setting=setting)
    else:
        for programme in Programme.objects.select_related("version").order_by("name", "pk"):
            setting = replace(asked.setting, programme=programme)
            yield programme.pk, programme.name, replace(asked, filters=asked.filters.but(programme=programme.slug), setting=setting)


def _codes(asked: Asked, by: str, found: dict[Any, Value]) -> Iterator[tuple[Any, str, Asked]]:
    pack = asked.setting.pack
    listed: list[tuple[Any, str, str]]
    if by == "level":
        levels = [level for level in SchoolLevel if pack is None or level.value in found or level & pack.levels]
        listed = [(level.value, str(LEVEL_LABELS[level]), str(level.name)) for level in levels]
    elif by == "status":
        listed = [(status.value, str(status.label), status.value) for status in STATUSES_OF[asked.filters.status]]
    elif by == "donor":
        listed = [(code, str(label), code) for code, label in DONORS.items()]
    elif by == "money":
        listed = [(one.value, str(one.label), one.value) for one in money_sources(asked.question)]
    elif by == "by":
        shown = [one for one in By if not asked.filters.indicator or one.value in asked.indicator.by]
        listed = [(one.value, str(one.label), one.value) for one in shown]
    else:
        assert pack is not None  # _can_part
        categories = pack.categories_of(asked.filters.group) if asked.filters.group else pack.categories
        listings: dict[str, Sequence[Group | ResourceKind | Category | ActivityType]]
        listings = {"group": pack.groups, "kind": pack.resource_kinds, "category": categories, "activity": pack.activity_types}
        listed = [(one.code, one.name, one.code) for one in listings[by]]
    for key, label, code in listed:
        yield key, label, replace(asked, filters=asked.filters.but(**{by: code}))


def children_in(setting: Setting) -> list[OrgUnit]:
    if setting.is_country:
        provinces = OrgUnit.objects.on(setting.day).filter(type=UnitType.PROVINCE)
        return list(provinces.by_name())
    return list(children(setting.territory, on=setting.day).filter(type__in=_PLACES).order_by("type", *BY_NAME))


# ── Why not ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

SEVERAL_LEVELS: Final = gettext_lazy(
    "Trường dạy nhiều cấp học (như TH&THCS) được tính ở từng cấp học mà trường dạy, nhưng chỉ một lần ở tổng."
)
SEVERAL_NEEDS: Final = gettext_lazy(
    "Một %(word)s có thể có nhiều nhu cầu khác nhau nên được đếm ở từng dòng có nhu cầu, nhưng chỉ một lần ở tổng."
)
DROPPED_CATEGORIES: Final = gettext_lazy("Có nhu cầu thuộc nhóm mà phiên bản chương trình này không còn dùng: chỉ được tính ở tổng.")
_PARTS: Final = gettext_lazy("Các phần “trong đó” chồng lên nhau (một em gái hộ nghèo có ở cả hai) nên không cộng lại thành tổng.")
_DERIVED: Final = gettext_lazy("Số tính theo công thức tính từ tổng của từng nơi nên không cộng lại với nhau.")
_OWN_SENT: Final = gettext_lazy("Báo cáo của chính đơn vị bên dưới chỉ được tính ở tổng; dòng của đơn vị ấy là các đơn vị trong địa bàn.")
_MOVED: Final = gettext_lazy("Phần của chính đơn vị, và của đơn vị bên dưới nay không còn nữa, chỉ được tính ở tổng.")
_DROPPED_KINDS: Final = gettext_lazy("Có loại hoạt động mà phiên bản chương trình này không còn dùng: chỉ được tính ở tổng.")
_MORE: Final[dict[str, str | Promise]] = {
    "level": SEVERAL_LEVELS,
    "unit": gettext_lazy("Một %(word)s có mặt ở nhiều đơn vị được đếm ở từng đơn vị, nhưng chỉ một lần ở tổng."),
}
_LESS: Final[dict[str, str | Promise]] = {
    "level": gettext_lazy("Có trường chưa ghi cấp học: chỉ được tính ở tổng."),
    "unit": gettext_lazy("Phần của chính đơn vị, không thuộc đơn vị nào bên dưới, chỉ được tính ở tổng."),
    "group": DROPPED_CATEGORIES,
    "category": DROPPED_CATEGORIES,
    "activity": _DROPPED_KINDS,
    "kind": gettext_lazy("Có loại nguồn lực mà phiên bản chương trình này không còn dùng: chỉ được tính ở tổng."),
}
_MAIN_CAMPUS: Final = gettext_lazy("Nhu cầu tại điểm chính của trường không thuộc điểm trường nào: chỉ được tính ở tổng.")
_CHANGED: Final = gettext_lazy("Dữ liệu vừa thay đổi trong khi đếm; xin mở lại trang.")


def _why_not(asked: Asked, by: str, *, is_more: bool) -> str:
    if by == "by":
        said: str | Promise = _PARTS
    elif is_derived(asked) or asked.question.name == "support.days":
        said = _DERIVED
    elif asked.question.name.startswith("submissions."):
        said = _OWN_SENT
    elif by == "unit" and asked.question.name.startswith("activities."):
        said = _MOVED
    elif is_more and (by == "level" or asked.question.kind in (FigureKind.DISTINCT_UNITS, FigureKind.COUNT)):
        said = _MORE.get(by, SEVERAL_NEEDS)
    elif by == "unit" and asked.setting.territory.type == UnitType.SCHOOL and asked.question.name.startswith("needs."):
        said = _MAIN_CAMPUS
    else:
        said = _LESS.get(by, _CHANGED)
    return str(said) % {"word": asked.question.unit_word}
