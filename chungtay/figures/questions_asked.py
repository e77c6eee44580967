"""A question with its filters understood: the programme, its pack, the round, the unit and the territory that it stands for."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from chungtay.accounts.scope import reach
from chungtay.activities.enums import MoneySource
from chungtay.core.dates import format_day
from chungtay.core.periods import Period
from chungtay.figures.enums import FigureKind
from chungtay.figures.questions import (
    DONORS,
    FILTER_LABELS,
    LEVELS,
    NARROWING,
    OWN,
    STATUS_LABELS,
    STATUSES_OF,
    Filters,
    Question,
    UnknownFigure,
)
from chungtay.figures.questions_listed import money_sources, question_named
from chungtay.indicators.enums import AddsUp, By
from chungtay.places.enums import LEVEL_LABELS, PlacementKind, SchoolLevel, UnitType
from chungtay.places.models import OrgUnit, Placement
from chungtay.programmes.models import Programme, Round
from chungtay.programmes.pack import Indicator, Pack

WHOLE_COUNTRY: Final = frozenset({UnitType.COUNTRY, UnitType.MINISTRY})


# The unit of an indicator that is money.
_DONG: Final = "đồng"
_KINDS: Final[dict[str, FigureKind]] = {
    AddsUp.UNITS: FigureKind.DISTINCT_UNITS,
    AddsUp.RATIO: FigureKind.RATIO,
    AddsUp.YES_NO: FigureKind.RATIO,
    AddsUp.MONEY: FigureKind.MONEY,
}


@dataclass(frozen=True)
class Setting:
    """What the filters programme, round, unit and as_of name. `territory`: for an agency the unit that it serves that day.

    `looked_up` keeps what was once asked about the territory, however many figures want it (following.py).
    """

    programme: Programme | None
    round: Round | None
    unit: OrgUnit
    territory: OrgUnit
    day: date
    looked_up: dict[str, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    @property
    def pack(self) -> Pack | None:
        """The version with which the round opened, else the one that the programme has."""
        if self.round is not None:
            return self.round.pack
        return self.programme.pack if self.programme is not None else None

    @property
    def is_country(self) -> bool:
        return UnitType(self.territory.type) in WHOLE_COUNTRY


@dataclass(frozen=True)
class Asked:
    """A question asked of a setting, its filters checked."""

    question: Question
    filters: Filters
    setting: Setting

    @property
    def level(self) -> SchoolLevel | None:
        return LEVELS[self.filters.level] if self.filters.level else None

    @property
    def categories(self) -> tuple[str, ...] | None:
        """The categories that the filters leave; None: all, also those that the pack no longer has."""
        pack = self.setting.pack
        if self.filters.category:
            return (self.filters.category,)
        if self.filters.group and pack is not None:
            return tuple(category.code for category in pack.categories_of(self.filters.group))
        return None

    @property
    def indicator(self) -> Indicator:
        """That of the filters; only of a question that needs one."""
        assert self.setting.pack is not None
        return self.setting.pack.by_indicator[self.filters.indicator]

    @property
    def kind(self) -> FigureKind:
        """That of the question; an indicator has its own."""
        if not self.filters.indicator:
            return self.question.kind
        if self.indicator.formula:
            return FigureKind.MONEY if self.indicator.unit == _DONG else FigureKind.TENTHS
        return _KINDS.get(self.indicator.adds_up, FigureKind.SUM)

    @property
    def window(self) -> tuple[date, date]:
        """The days of the round up to as_of; without a round those of the year."""
        day, asked = self.setting.day, self.setting.round
        return (asked.starts_on, min(asked.ends_on, day)) if asked is not None else (day.replace(month=1, day=1), day)

    def filter_words(self) -> list[str]:
        """What the filters leave, as a title says it: ['Nhà vệ sinh', 'Tiểu học']."""
        return [_label(self, name, code) for name in NARROWING if (code := getattr(self.filters, name))]


def _label(asked: Asked, name: str, code: str) -> str:
    """What a filter's value is called."""
    if name in OF_PACK:
        assert asked.setting.pack is not None  # _check_pack
        found: str = OF_PACK[name](asked.setting.pack)[code].name
        return found
    return str(_LABELS[name](code)) if name in _LABELS else code


OF_PACK: Final[dict[str, Callable[[Pack], dict[str, Any]]]] = {
    "group": lambda pack: pack.by_group,
    "category": lambda pack: pack.by_category,
    "kind": lambda pack: pack.by_resource,
    "activity": lambda pack: pack.by_activity,
    "output": lambda pack: pack.by_output,
    "indicator": lambda pack: pack.by_indicator,
}
_LABELS: Final[dict[str, Callable[[str], str | Promise]]] = {
    "level": lambda code: LEVEL_LABELS[LEVELS[code]],
    "status": lambda code: STATUS_LABELS[code],
    "donor": lambda code: DONORS[code],
    "money": lambda code: MoneySource(code).label,
    "by": lambda code: By(code).label,
    "own": lambda _code: FILTER_LABELS["own"],
}


@dataclass(frozen=True, slots=True)
class Value:
    """The value, the N of a ratio, how sure it is, how many records could not be added, how many rows stand behind it."""

    value: int = 0
    of: int = 0
    doubt: int = 0
    lacking: int = 0
    rows: int = 0


@dataclass
class Desk:
    """Understands questions; what one setting names is fetched once, however many figures are asked of it, and no figure counted twice."""

    settings: dict[tuple[str, str, str, date], Setting] = field(default_factory=dict)
    counted: dict[Asked, Value] = field(default_factory=dict)

    def ask(self, name: str, filters: Filters) -> Asked:
        """UnknownFigure with a sentence where the question, a filter or its value does not exist."""
        question = question_named(name)
        _check_names(question, filters)
        asked = Asked(question, filters, self.setting(filters))
        _check_pack(asked)
        return asked

    def setting(self, filters: Filters) -> Setting:
        key = (filters.programme, filters.round, filters.unit, filters.as_of)
        if key not in self.settings:
            self.settings[key] = _setting(filters)
        return self.settings[key]

    def on_days(self, filters: Filters, days: Sequence[date]) -> dict[date, Setting]:
        """The setting on those of the days on which the unit lived, whose name stays that of the filters' own day."""
        now = self.setting(filters)
        lived = [day for day in days if now.unit.life.covers(day)]
        if now.unit.type != UnitType.AGENCY:
            return {day: replace(now, day=day) for day in lived}
        placed = Placement.objects.filter(unit=now.unit, kind=PlacementKind.TERRITORY).select_related("parent")
        spans = [(Period(row.valid_from, row.valid_to), row.parent) for row in placed]
        served = {day: next((parent for span, parent in spans if span.covers(day)), now.unit) for day in lived}
        return {day: replace(now, day=day, territory=territory) for day, territory in served.items()}


def _setting(filters: Filters) -> Setting:
    unit = _unit(filters)
    if filters.round:
        rounds = Round.objects.select_related("programme__version", "version")
        found = rounds.filter(programme__slug=filters.programme, code=filters.round).first()
        if found is None:
            raise UnknownFigure(_("Chương trình không có đợt “%(code)s”.") % {"code": filters.round}, field="round")
        return Setting(found.programme, found, unit, reach(unit, on=filters.as_of), filters.as_of)
    programme = Programme.objects.select_related("version").filter(slug=filters.programme).first() if filters.programme else None
    if filters.programme and programme is None:
        raise UnknownFigure(_("Không có chương trình nào mang mã “%(code)s”.") % {"code": filters.programme}, field="programme")
    return Setting(programme, None, unit, reach(unit, on=filters.as_of), filters.as_of)


def _unit(filters: Filters) -> OrgUnit:
    found = OrgUnit.objects.on(filters.as_of).filter(code=filters.unit).first()
    if found is not None:
        return found
    if OrgUnit.objects.filter(code=filters.unit).exists():
        said = _("Ngày %(day)s, đơn vị “%(code)s” chưa có hoặc không còn nữa.")
        raise UnknownFigure(said % {"day": format_day(filters.as_of), "code": filters.unit}, field="unit")
    raise UnknownFigure(_("Không có đơn vị nào mang mã “%(code)s”.") % {"code": filters.unit}, field="unit")


def _check_names(question: Question, filters: Filters) -> None:
    for name in NARROWING:
        if getattr(filters, name) and name not in question.filters:
            raise UnknownFigure(
                _("“%(title)s” không lọc được theo %(filter)s.") % {"title": question.title, "filter": FILTER_LABELS[name]}, field=name
            )
    for name in question.needs:
        if not getattr(filters, name):
            raise UnknownFigure(
                _("“%(title)s” cần chọn %(filter)s.") % {"title": question.title, "filter": FILTER_LABELS[name]}, field=name
            )
    for name, codes in _KNOWN.items():
        if (code := getattr(filters, name)) and code not in codes:
            raise UnknownFigure(_("Không có %(filter)s “%(code)s”.") % {"filter": FILTER_LABELS[name], "code": code}, field=name)
    if filters.money and filters.money not in money_sources(question):
        said = _("“%(title)s” không có nguồn “%(source)s”; xin xem con số “Kinh phí hoạt động”.")
        raise UnknownFigure(said % {"title": question.title, "source": MoneySource(filters.money).label}, field="money")


_KNOWN: Final[dict[str, Container[str]]] = {
    "level": LEVELS,
    "status": STATUSES_OF,
    "donor": DONORS,
    "money": MoneySource.values,
    "by": By.values,
    "own": (OWN,),
}


def _check_pack(asked: Asked) -> None:
    pack, filters = asked.setting.pack, asked.filters
    for name, codes in OF_PACK.items():
        code = getattr(filters, name)
        if code and (pack is None or code not in codes(pack)):
            raise UnknownFigure(
                _("Chương trình không có %(filter)s “%(code)s”.") % {"filter": FILTER_LABELS[name], "code": code}, field=name
            )
    if filters.indicator and pack is not None:
        _check_indicator(pack.by_indicator[filters.indicator], filters)
    if pack is None and filters.own:
        raise UnknownFigure(_("Phần của chính đơn vị cần chọn chương trình."), field="own")
    if pack is None:
        return
    if filters.group and filters.category and pack.by_category[filters.category].group != filters.group:
        said = _("Loại nhu cầu “%(category)s” không thuộc nhóm “%(group)s”.")
        raise UnknownFigure(said % {"category": filters.category, "group": filters.group}, field="category")
    if asked.question.name == "resources.quantity" and pack.by_resource[filters.kind].is_money:
        raise UnknownFigure(_("Tiền không đếm theo số lượng; xin xem trị giá."), field="kind")


def _check_indicator(indicator: Indicator, filters: Filters) -> None:
    """It is asked in rounds, with this breakdown, or derived from what is asked."""
    if not indicator.is_asked and not indicator.formula:
        said = _("“%(name)s” không hỏi trong đợt; xin xem con số %(figure)s.")
        raise UnknownFigure(said % {"name": indicator.name, "figure": indicator.figure}, field="indicator")
    if filters.by and filters.by not in indicator.by:
        said = _("“%(name)s” không hỏi phần “%(by)s”.")
        raise UnknownFigure(said % {"name": indicator.name, "by": By(filters.by).label}, field="by")
