"""What a pack says, as data: read from its files (packfiles), kept as JSON (PackVersion), taken out again."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from chungtay.indicators.enums import AddsUp
from chungtay.places.enums import SchoolLevel, UnitType

ASK_KINDS: Final = ("number", "text", "choice", "yes_no")


@dataclass(frozen=True)
class Ask:
    """One thing that a need of a category must or may tell besides what every need tells; `choices` as (code, words)."""

    key: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Item:
    """A line of the catalogue: `measure` in words ("công trình", "bộ"), `typical_cost_vnd` of one, `most` that one need may ask for."""

    code: str
    name: str
    measure: str
    typical_cost_vnd: int | None = None
    most: int = 10_000


@dataclass(frozen=True)
class Category:
    """A wish group of the programme; `group` the group under which reports add it up."""

    code: str
    name: str
    group: str
    hint: str = ""
    items: tuple[Item, ...] = ()
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True)
class Group:
    """A group of reports; `phrase` as a report's sentence names it."""

    code: str
    name: str
    phrase: str


@dataclass(frozen=True)
class ResourceKind:
    """What may be mobilised: money or goods."""

    code: str
    name: str
    is_money: bool = False
    measure: str = ""


@dataclass(frozen=True)
class Output:
    """A thing that activities bring about and that is counted: 3 phóng sự, 50 xe đạp, 300 lượt khám; `measure` in words.

    `is_sensitive`: health, disability, ethnicity; its small numbers are for those who work on them alone.
    """

    code: str
    name: str
    measure: str
    is_sensitive: bool = False


@dataclass(frozen=True)
class ActivityType:
    """A kind of thing done; `outputs` are the codes of what it usually brings about, in the order in which one asks for them."""

    code: str
    name: str
    hint: str = ""
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Followed:
    """A figure that says a number from the records: the question of figures with its filters `given`."""

    figure: str
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Indicator:
    """A number that the programme follows, or that units answer in a round (`is_asked`).

    `figure` is the question of figures that answers it from the records, with its filters `given`; an asked one is filled in by it, or, for
    a unit that has no such record, by `otherwise`: the two may tell of the same thing and are never added.
    `adds_up` says what becomes of many answers. `by` are the breakdowns asked besides the whole ("trong đó"), codes of indicators.enums.By.
    `section` is the code of its part of the form; a derived one has a `formula` over other codes and is never typed.
    Checks: `least` and `most` bound it, `jump_percent` asks for a word where it moved by more since the last round, `part_of` names the
    indicator that it cannot exceed.
    """

    code: str
    name: str
    unit: str
    figure: str
    definition: str
    source: str = ""
    adds_up: str = AddsUp.SUM
    given: tuple[tuple[str, str], ...] = ()
    is_asked: bool = False
    section: str = ""
    by: tuple[str, ...] = ()
    formula: str = ""
    is_required: bool = False
    least: int = 0
    most: int | None = None
    jump_percent: int | None = None
    part_of: str = ""
    is_sensitive: bool = False
    otherwise: Followed | None = None

    @property
    def followed(self) -> tuple[Followed, ...]:
        """The figures that say it from the records, in the order in which they are taken."""
        first = (Followed(self.figure, self.given),) if self.figure else ()
        return first if self.otherwise is None else (*first, self.otherwise)


@dataclass(frozen=True)
class FormSection:
    """A part of what a round asks: indicators under one heading."""

    code: str
    name: str
    hint: str = ""


@dataclass(frozen=True)
class TextAsk:
    """A short text that a round asks for: limits, causes, lessons, proposals."""

    code: str
    name: str
    hint: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class Tier:
    """Units of one type answer the round, `days_before` its due instant, so that whoever collects has time to read.

    They answer to the agency's territory that manages them (schools), else to the nearest unit above that is of a tier itself.
    """

    unit: UnitType
    days_before: int = 0


@dataclass(frozen=True)
class Deadline:
    """A line of the yearly calendar: `month` and `day` of what is due."""

    code: str
    name: str
    month: int
    day: int


@dataclass(frozen=True)
class PackPaper:
    """A paper that the programme asks for: the template of its text and head (documents.template)."""

    code: str
    name: str
    template: str


@dataclass(frozen=True)
class Pack:
    """A programme as data. Codes are unique within their kind; every category names a group that exists."""

    slug: str
    version: int
    name: str
    motto: str
    organiser: str
    started_on: str
    levels: SchoolLevel
    groups: tuple[Group, ...]
    categories: tuple[Category, ...]
    resource_kinds: tuple[ResourceKind, ...]
    activity_types: tuple[ActivityType, ...]
    indicators: tuple[Indicator, ...]
    calendar: tuple[Deadline, ...]
    papers: tuple[PackPaper, ...]
    reconfirm_after_months: int = 6
    off_board_after_months: int = 7
    outputs: tuple[Output, ...] = ()
    tiers: tuple[Tier, ...] = ()
    sections: tuple[FormSection, ...] = ()
    texts: tuple[TextAsk, ...] = ()

    @cached_property
    def by_category(self) -> dict[str, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def by_group(self) -> dict[str, Group]:
        return {group.code: group for group in self.groups}

    @cached_property
    def by_resource(self) -> dict[str, ResourceKind]:
        return {kind.code: kind for kind in self.resource_kinds}

    @property
    def money_kind(self) -> ResourceKind | None:
        """Plain money, where the programme takes any."""
        return next((kind for kind in self.resource_kinds if kind.is_money), None)

    @cached_property
    def by_activity(self) -> dict[str, ActivityType]:
        return {kind.code: kind for kind in self.activity_types}

    @cached_property
    def by_output(self) -> dict[str, Output]:
        return {output.code: output for output in self.outputs}

    @cached_property
    def by_indicator(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def asked_indicators(self) -> tuple[Indicator, ...]:
        """What units answer in a round, in the order of the form: by section, then as the pack lists them."""
        order = {section.code: place for place, section in enumerate(self.sections)}
        asked = [indicator for indicator in self.indicators if indicator.is_asked]
        return tuple(sorted(asked, key=lambda indicator: order.get(indicator.section, len(order))))

    @cached_property
    def by_text(self) -> dict[str, TextAsk]:
        return {text.code: text for text in self.texts}

    @property
    def asks_for_needs(self) -> bool:
        """Whether schools say what they lack; a month of activities asks for no needs."""
        return bool(self.categories)

    def categories_of(self, group: str) -> tuple[Category, ...]:
        """The categories that a group adds up, in the order of the pack."""
        return tuple(category for category in self.categories if category.group == group)

    def item(self, category: str, code: str) -> Item | None:
        """The catalogue's line, None where the category has no such line."""
        return next((item for item in self.by_category[category].items if item.code == code), None)

    def paper(self, code: str = "report") -> PackPaper | None:
        return next((paper for paper in self.papers if paper.code == code), None)
