"""What a pack says, as data: read from its files (packfiles), kept as JSON (PackVersion), taken out again."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from chungtay.places.enums import SchoolLevel

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
class ActivityType:
    code: str
    name: str


@dataclass(frozen=True)
class Indicator:
    """A number that the programme follows; `figure` is the question of reports/figures that answers it."""

    code: str
    name: str
    unit: str
    figure: str
    definition: str
    source: str = ""


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

    @cached_property
    def by_category(self) -> dict[str, Category]:
        return {category.code: category for category in self.categories}

    @cached_property
    def by_group(self) -> dict[str, Group]:
        return {group.code: group for group in self.groups}

    @cached_property
    def by_resource(self) -> dict[str, ResourceKind]:
        return {kind.code: kind for kind in self.resource_kinds}

    def categories_of(self, group: str) -> tuple[Category, ...]:
        """The categories that a group adds up, in the order of the pack."""
        return tuple(category for category in self.categories if category.group == group)

    def item(self, category: str, code: str) -> Item | None:
        """The catalogue's line, None where the category has no such line."""
        return next((item for item in self.by_category[category].items if item.code == code), None)

    def paper(self, code: str = "report") -> PackPaper | None:
        return next((paper for paper in self.papers if paper.code == code), None)
