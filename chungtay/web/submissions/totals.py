"""Totals of a round: indicator by unit, each number with its parts; the same as an Excel book."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from tempfile import TemporaryFile
from typing import IO, Final

import xlsxwriter
from django.db.models import F
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chungtay.accounts.enums import Can
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.sheets import FONT, HEAD, PLAIN, Column, set_page, write_head, write_row
from chungtay.files.filetypes import XLSX
from chungtay.indicators.enums import AddsUp, By
from chungtay.indicators.formula import Derived
from chungtay.indicators.reading import Cell
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.pack import Indicator
from chungtay.submissions.models import Submission
from chungtay.submissions.totals import Total, derived, totals
from chungtay.web.access import requires
from chungtay.web.submissions.collecting import Looked, looked_at
from chungtay.web.submissions.said import sections_of
from chungtay.web.submissions.seen import names_on, round_crumbs, round_url
from chungtay.web.submissions.wording import NOTHING, number_words, unit_words

Totals = dict[int | None, dict[Cell, Total]]
_MOST_COLUMNS: Final = 200


@dataclass(frozen=True, slots=True)
class Square:
    """One number of the table; `url` opens what it is made of."""

    text: str
    url: str = ""
    value: int | str | None = None  # as the Excel book has it


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator, one of its breakdowns, or a derived one; `answered` n of N units."""

    label: str
    unit: str
    squares: list[Square]
    answered: str = ""
    is_part: bool = False
    is_derived: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Sums:
    """The table: the whole first, then a column for each unit (key, name, where its answer is read)."""

    looked: Looked
    whole: Mapping[Cell, Total]
    by_unit: Totals
    heads: list[tuple[int | None, str, str]]

    @property
    def units(self) -> int:
        return next((total.units for total in self.whole.values()), 0)


def sums_of(looked: Looked) -> Sums:
    asked, top = looked.asked, looked.collector
    by = _parted_by(looked)
    whole = totals(asked, territory=top, own=top).get(None, {})
    found = totals(asked, territory=top, own=top, by=by)
    return Sums(looked, whole, found, _heads(looked, by, found))


def _parted_by(looked: Looked) -> str:
    """The level below the one that is added up."""
    rows = Submission.objects.filter(round=looked.asked)
    match UnitType(looked.collector.type):
        case UnitType.COUNTRY:
            return "province"
        case UnitType.PROVINCE:
            return "district" if rows.filter(province=looked.collector, district__isnull=False).exists() else "commune"
        case UnitType.DISTRICT:
            return "commune"
        case _:
            return "unit"


def _heads(looked: Looked, by: str, found: Totals) -> list[tuple[int | None, str, str]]:
    """Every unit of the level, also one whose answer does not count yet; what belongs to none of them stands first."""
    rows = looked.rows.order_by()  # of a whole country: only its provinces are fetched, not all that lies in them
    own = rows.filter(unit=F(by)).values_list("unit", "pk")
    below = {unit: reverse("submissions:submission", args=[pk]) for unit, pk in own}
    lying = set(rows.exclude(**{by: None}).values_list(by, flat=True).distinct())
    keys = sorted(key for key in lying | below.keys() | found.keys() if key is not None)[:_MOST_COLUMNS]
    codes = dict(OrgUnit.objects.filter(pk__in=keys).values_list("pk", "code"))
    names = names_on(keys, looked.asked)
    heads: list[tuple[int | None, str, str]] = [(None, _("Phần của cấp này"), "")] if None in found and by else []
    return [*heads, *((key, names[key], below.get(key, "")) for key in sorted(keys, key=codes.__getitem__))]


@require_safe
@requires(Can.COLLECT_ROUNDS)
def show(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    sums = sums_of(looked_at(request, slug, code))
    asked = sums.looked.asked
    unit = request.GET.get("don-vi", "")
    query = f"?don-vi={sums.looked.collector.code}" if unit else ""
    context = {
        "round": asked,
        "collector_name": names_on([sums.looked.collector.pk], asked)[sums.looked.collector.pk],
        "blocks": blocks_of(sums, query),
        "heads": sums.heads,
        "counts": sums.looked.counts(),
        "units": sums.units,
        "xlsx_url": f"{round_url('totals_xlsx', asked)}{query}",
        "breadcrumbs": round_crumbs(asked),
    }
    return render(request, "submissions/totals.html", context)


def blocks_of(sums: Sums, query: str = "") -> list[Block]:
    """Section by section; a breakdown only where somebody gave one; what is derived after all."""
    asked = sums.looked.asked
    found = []
    for _code, title, held in sections_of(asked.pack):
        lines = []
        for one, cells in held:
            url = f"{reverse('submissions:parts', args=[asked.programme.slug, asked.code, one.code])}{query}"
            lines += [_line(sums, one, cell, url) for cell in cells if not cell.by or _is_given(sums.whole.get(cell))]
        found.append(Block(title, lines))
    reckoned = _derived(sums)
    return [*found, Block(_("Chỉ tiêu tính ra"), reckoned)] if reckoned else found


def _is_given(total: Total | None) -> bool:
    return total is not None and total.value is not None


def _line(sums: Sums, one: Indicator, cell: Cell, url: str) -> Line:
    whole = sums.whole.get(cell)
    squares = [_square(whole, one, url)]
    squares += [_square(sums.by_unit.get(key, {}).get(cell), one, address) for key, _name, address in sums.heads]
    answered = f"{whole.answered}/{whole.units}" if whole else ""
    label = str(By(cell.by).label) if cell.by else one.name
    return Line(label, unit_words(one), squares, answered, bool(cell.by), anchor=one.code)


def _square(total: Total | None, one: Indicator, url: str) -> Square:
    if total is None or total.value is None:
        return Square(NOTHING)
    text = total_words(total, one)
    exact = total.estimate == Estimate.EXACT and total.of is None
    return Square(text, url, total.value if exact else text)


def total_words(total: Total, one: Indicator) -> str:
    """'hơn 1.200', '45/52'; of yes or no how many said yes, of those that answered."""
    if one.adds_up == AddsUp.YES_NO and total.units == 1:
        return _("Có") if total.value else _("Không")
    text = number_words(total.value or 0, total.estimate)
    return f"{text}/{grouped(total.of)}" if total.of is not None else text


def _derived(sums: Sums) -> list[Line]:
    pack = sums.looked.asked.pack
    columns = [derived(pack, sums.whole), *(derived(pack, sums.by_unit.get(key, {})) for key, _name, _url in sums.heads)]
    codes = [code for code in columns[0] if any(column.get(code) for column in columns)]
    return [
        Line(
            pack.by_indicator[code].name, pack.by_indicator[code].unit, [_reckoned(column.get(code)) for column in columns], is_derived=True
        )
        for code in codes
    ]


def _reckoned(found: Derived | None) -> Square:
    if found is None:
        return Square(NOTHING)
    words = {Estimate.AT_LEAST: _("khoảng %(n)s"), Estimate.ABOUT: _("khoảng %(n)s")}
    text = words.get(found.estimate, "%(n)s") % {"n": decimal_words(found.value)}
    return Square(text, value=text)


def decimal_words(value: Fraction) -> str:
    """To one decimal, with the comma of Vietnamese papers: 12,5; 1.200."""
    tenths = round(value * 10)
    whole, rest = divmod(tenths, 10)
    return f"{grouped(whole)},{rest}" if rest else grouped(whole)


# ── One number's parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: str
    share: int
    url: str


@require_safe
@requires(Can.COLLECT_ROUNDS)
def parts(request: HttpRequest, slug: str, code: str, indicator: str) -> HttpResponse:
    """The whole of one indicator, the units behind it from the most to the least, and those that gave no number."""
    sums = sums_of(looked_at(request, slug, code))
    asked = sums.looked.asked
    one = next((one for one in asked.pack.asked_indicators if one.code == indicator), None)
    if one is None:
        raise Http404
    cell = Cell(one.code)
    whole = sums.whole.get(cell)
    most = max((total.value or 0 for row in sums.by_unit.values() if (total := row.get(cell))), default=0)
    bars, silent = [], []
    for key, name, url in sums.heads:
        total = sums.by_unit.get(key, {}).get(cell)
        if total is None or total.value is None:
            silent.append((name, url))
        else:
            bars.append((total.value, Bar(name, total_words(total, one), 1000 * total.value // most if most else 0, url)))
    context = {
        "round": asked,
        "indicator": one,
        "unit": unit_words(one),
        "adds_up": AddsUp(one.adds_up).label,
        "collector_name": names_on([sums.looked.collector.pk], asked)[sums.looked.collector.pk],
        "value": total_words(whole, one) if whole and whole.value is not None else NOTHING,
        "whole": whole,
        "bars": [bar for _value, bar in sorted(bars, key=lambda pair: -pair[0])],
        "silent": silent,
        "breadcrumbs": round_crumbs(asked, (_("Tổng hợp"), round_url("totals", asked))),
    }
    return render(request, "submissions/parts.html", context)


# ── As an Excel book ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@require_safe
@requires(Can.COLLECT_ROUNDS)
def book(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    sums = sums_of(looked_at(request, slug, code))
    name = f"tong-hop-{sums.looked.asked.code}-{sums.looked.collector.code}.xlsx"
    return FileResponse(_book(sums), as_attachment=True, filename=name, content_type=XLSX.media_type)


def _book(sums: Sums) -> IO[bytes]:
    """An open file at its beginning; a row for each line, a column for each unit."""
    file = TemporaryFile()  # noqa: SIM115 — the response closes it
    places = [Column(name, 14, _at(place)) for place, (_key, name, _url) in enumerate(sums.heads, 1)]
    shown = [
        Column(_("Chỉ tiêu"), 44, lambda line: f"   {line.label}" if line.is_part else line.label),
        Column(_("Đơn vị tính"), 12, lambda line: line.unit),
        Column(_("Số đơn vị trả lời"), 12, lambda line: line.answered),
        Column(_("Cả địa bàn"), 16, _at(0)),
        *places,
    ]
    with xlsxwriter.Workbook(file, PLAIN) as made:
        sheet = made.add_worksheet(_("Tổng hợp"))
        set_page(sheet, shown, head=0, last_head=0)
        write_head(sheet, 0, shown, made.add_format(HEAD))
        words = made.add_format(FONT | {"text_wrap": True})
        days = made.add_format(FONT | {"num_format": "dd/mm/yyyy"})
        numbers = made.add_format(FONT | {"num_format": "#,##0"})
        for number, line in enumerate((line for block in blocks_of(sums) for line in block.lines), 1):
            write_row(sheet, number, [column.value(line) for column in shown], words=words, days=days, numbers=numbers)
    file.seek(0)
    return file


def _at(place: int) -> Callable[[Line], int | str | None]:
    return lambda line: line.squares[place].value
