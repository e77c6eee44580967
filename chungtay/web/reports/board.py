"""What a dashboard shows, counted in a handful of statements however large the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from chungtay.core.numbers import grouped
from chungtay.figures.ask import (
    Breakdown,
    Cell,
    Desk,
    Figure,
    Filters,
    Table,
    UnknownFigure,
    breakdown,
    breakdowns,
    figure,
    table,
    trend,
)
from chungtay.figures.enums import FigureKind
from chungtay.figures.made import ESTIMATE_WORDS
from chungtay.figures.questions import AGED, ALL_STATUSES, STANDING_STATUS, STATUS_LABELS, STATUSES_OF, WAITING
from chungtay.places.enums import UnitType
from chungtay.web.reports.address import url_of, word
from chungtay.web.reports.parts import Bar, bars, share_of
from chungtay.web.shell.figure_links import KEYS, figure_url
from chungtay.web.shell.listing import Tab, address

MONTHS: Final = 12
# The states of which the table may be, beside each other as tabs.
_STATES: Final = (STANDING_STATUS, WAITING, "verified", "published", "partly_met", "met", ALL_STATUSES)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with where it is opened."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Square:
    """A cell of the table in words: schools, sites, needs."""

    label: str
    schools: Number | None
    sites: Number | None
    needs: Number | None
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table."""

    label: str
    squares: list[Square]
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Below:
    """A unit directly below: what it lacks, and how many of its schools take part."""

    name: str
    url: str
    needs: int
    bar: Bar
    schools: Number
    sites: Number
    part: Number | None
    is_complete: bool

    @property
    def is_known(self) -> bool:
        """Whether there is anything to say of it: a need, or a school that should take part."""
        return bool(self.needs) or self.part is not None


@dataclass(frozen=True, slots=True)
class Month:
    """The needs standing on the last day of a month; `height` of 1,000, measured from the top: what is left out of the bar."""

    name: str
    value: str
    url: str
    height: int
    rest: int


@dataclass(frozen=True, slots=True)
class Stat:
    """A big number; `about` stands small before it."""

    value: str
    label: str
    url: str
    note: str = ""
    about: str = ""


@dataclass(frozen=True)
class Board:
    """All of it. `part`: who takes part in the round, None without one; `missing_url`: the schools that do not yet."""

    part: Figure | None
    part_share: int
    part_levels: list[Bar]
    part_url: str
    missing_url: str
    stats: list[Stat]
    waiting: Figure
    verified: Figure
    aged: Figure
    states: list[Bar]
    state_tabs: list[Tab]
    state_label: str
    heads: list[str]
    lines: list[Line]
    notes: Sequence[str]
    months: list[Month]
    below: list[Below]
    quiet: list[Below]
    below_label: str


def board_of(request: HttpRequest, filters: Filters, desk: Desk) -> Board:
    """UnknownFigure where the address asks for a state that does not exist."""
    cells = table(filters, "group", desk=desk)
    state = _state_asked(request)
    part = figure("units.taking_part", filters, desk=desk) if filters.round else None
    is_site = cells.asked.setting.territory.type == UnitType.SITE
    below = [] if is_site else _below(request, table(filters, "unit", desk=desk), _split(part, "unit"))
    return Board(
        part=part,
        part_share=share_of(part, 0) if part else 0,
        part_levels=bars(levels) if (levels := _split(part, "level")) else [],
        part_url=url_of(part) if part else "",
        missing_url=_missing_url(part),
        stats=_stats(cells),
        waiting=cells.cell(status=WAITING).needs,
        verified=cells.cell(status="verified").needs,
        aged=cells.cell(status=AGED).needs,
        states=_states(cells),
        state_tabs=[Tab(_state_words(one), f"{address(request, **{KEYS['status']: one})}#bang", one == state) for one in _STATES],
        state_label=_state_words(state),
        heads=[head.label for head in cells.levels],
        lines=_lines(cells, state),
        notes=cells.notes,
        months=_months(filters),
        below=[one for one in below if one.is_known],
        quiet=[one for one in below if not one.is_known],
        below_label=below_words(UnitType(cells.asked.setting.territory.type)),
    )


def _split(part: Figure | None, by: str) -> Breakdown | None:
    return breakdown(part, by) if part is not None and by in breakdowns(part) else None


def _state_asked(request: HttpRequest) -> str:
    state = word(request, KEYS["status"])
    if state not in STATUSES_OF:
        raise UnknownFigure(_("Không có tình trạng “%(code)s”.") % {"code": state}, field="status")
    return state


def _missing_url(part: Figure | None) -> str:
    """The list of the schools that do not yet take part."""
    if part is None or part.value == part.of:
        return ""
    return f"{figure_url(part.question, part.filters, xem='truong-chua-co')}#ban-ghi"


def _stats(cells: Table) -> list[Stat]:
    standing, aged = cells.cell(status=STANDING_STATUS), cells.cell(status=AGED).needs
    named = (
        (standing.needs, _("nhu cầu còn thiếu"), ""),
        (standing.schools, _("trường còn thiếu"), ""),
        (standing.sites, _("điểm trường còn thiếu"), ""),
        (cells.cell(status=WAITING).needs, _("chờ xác minh"), ""),
        (aged, _("lâu chưa xác nhận lại"), _("sẽ rời bảng kêu gọi") if aged.value else ""),
    )
    return [stat_of(found, label, note) for found, label, note in named]


def stat_of(found: Figure, label: str, note: str = "") -> Stat:
    """The figure as a big number."""
    if found.kind != FigureKind.MONEY:
        return Stat(found.written(), label, url_of(found), note)
    return Stat(found.number(), label, url_of(found), note, about=ESTIMATE_WORDS.get(found.estimate, ""))


def _state_words(state: str) -> str:
    words = str(STATUS_LABELS[state])
    return words[:1].upper() + words[1:]


# ── Groups by levels ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _lines(cells: Table, state: str) -> list[Line]:
    found = [Line(head.label, _squares(cells, head.key, state)) for head in cells.rows]
    return [*found, Line(_("Tất cả"), _squares(cells, "", state), is_sum=True)]


def _squares(cells: Table, row: str, state: str) -> list[Square]:
    levels = [_square(head.label, cells.cell(row, head.key, state)) for head in cells.levels]
    return [*levels, _square(_("Cả thảy"), cells.cell(row, "", state), is_sum=True)]


def _square(label: str, cell: Cell, *, is_sum: bool = False) -> Square:
    schools, sites, needs = (_number(one) if one.value else None for one in (cell.schools, cell.sites, cell.needs))
    return Square(label, schools, sites, needs, is_sum=is_sum)


def _number(found: Figure) -> Number:
    return Number(found.written(), url_of(found))


def _states(cells: Table) -> list[Bar]:
    """The needs by where they stand, in the order of a need's life."""
    counted = [(head, cells.cell(status=head.key).needs) for head in cells.statuses if head.key != AGED]
    greatest = max((found.value for _head, found in counted), default=0)
    return [Bar(head.label, found.written(), share_of(found, greatest), url_of(found)) for head, found in counted]


# ── Month by month ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def month_ends(day: date) -> list[date]:
    """The last days of the eleven months before, and the day itself."""
    found = [day]
    for _step in range(MONTHS - 1):
        found.append(found[-1].replace(day=1) - timedelta(days=1))
    return found[::-1]


def _months(filters: Filters) -> list[Month]:
    days = month_ends(filters.as_of)
    counted = trend("needs.count", filters, days)
    greatest = max((found.value for found in counted if found is not None), default=0)
    months = []
    for day, found in zip(days, counted, strict=True):
        height = share_of(found, greatest) if found is not None else 0
        url = url_of(found) if found is not None else ""
        months.append(Month(f"{day.month}/{day.year}", grouped(found.value) if found is not None else "", url, height, 1000 - height))
    return months if greatest else []


# ── Unit by unit ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _below(request: HttpRequest, cells: Table, parts: Breakdown | None) -> list[Below]:
    """Those that lack most first."""
    part_of = {row.figure.filters.unit: row.figure for row in parts.rows} if parts else {}
    counted = [(head, cells.cell(head.key)) for head in cells.rows]
    greatest = max((cell.needs.value for _head, cell in counted), default=0)
    found = []
    for head, cell in counted:
        part = part_of.get(head.key)
        bar = Bar(head.label, cell.needs.written(), share_of(cell.needs, greatest), url_of(cell.needs))
        is_complete = part is None or part.value == part.of
        part_number = _number(part) if part is not None and part.of else None
        url = f"{reverse('dashboard:programme', args=[cells.asked.filters.programme])}?{_query(request, head.key)}"
        found.append(Below(head.label, url, cell.needs.value, bar, _number(cell.schools), _number(cell.sites), part_number, is_complete))
    return sorted(found, key=lambda one: (-one.needs, one.is_complete))


def _query(request: HttpRequest, unit: str) -> str:
    query = request.GET.copy()
    query["don-vi"] = unit
    query.pop(KEYS["status"], None)
    return query.urlencode()


def below_words(kind: UnitType) -> str:
    if kind == UnitType.SCHOOL:
        return _("Theo điểm trường")
    if kind == UnitType.COMMUNE:
        return _("Theo trường")
    return _("Theo tỉnh, thành phố") if kind in (UnitType.COUNTRY, UnitType.MINISTRY) else _("Theo đơn vị bên dưới")
