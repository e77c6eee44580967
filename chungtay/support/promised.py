"""Decisions by looking: what may be promised, what it holds of a need, who answers for it and until when. Nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import reach, units_for
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.numbers import grouped, in_dong
from chungtay.core.vietnamese import fold
from chungtay.core.words import clean_text
from chungtay.needs.actions.promises import left
from chungtay.needs.enums import STANDING
from chungtay.needs.models import Need
from chungtay.needs.purposes import check_purpose
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.places.queries import ancestors, manager
from chungtay.places.rules import check_alive
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import ResourceKind
from chungtay.support.models import PledgeLine
from chungtay.support.models.pledges import MOST_MONEY, MOST_QUANTITY
from chungtay.support.rules import LEAST_MONEY, kind_of

HELD: Final = timedelta(days=7)  # until the other side has answered
AWAITED: Final = timedelta(days=30)  # after the planned day, once both agree
FARTHEST: Final = timedelta(days=366)
MOST_LINES: Final = 20
LONGEST_PLAN: Final = 2_000
# What makes two lines say the same.
SAID: Final = ("kind", "amount_vnd", "quantity", "measure", "need_id", "unit_id", "category")


@dataclass(frozen=True, slots=True)
class LineForm:
    """One thing that somebody wishes to give. `kind` is a code of the pack; empty: money.

    Money: `amount_vnd` đồng. Goods: `quantity` in `measure` (else the pack's). For a need: goods are counted in its own measure; money may
    also be said as `quantity` units of it; nothing said means all that is open. Else for `unit_id` (with `category`: for such needs in it),
    or for whatever the programme needs most. `line_id`: the line of the pledge that it changes.
    """

    kind: str = ""
    amount_vnd: int | None = None
    quantity: int | None = None
    measure: str = ""
    need_id: int | None = None
    unit_id: int | None = None
    category: str = ""
    line_id: int | None = None


def form_of(line: PledgeLine) -> LineForm:
    """What the line says now."""
    return LineForm(line_id=line.pk, **{name: getattr(line, name) for name in SAID})


def said(row: LineForm | PledgeLine) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in SAID)


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def needs_of(lines: Sequence[LineForm], programme: Programme) -> dict[int, Need]:
    """The needs that the lines name, by id, each of the programme and still lacking."""
    if not 1 <= len(lines) <= MOST_LINES:
        raise RuleBroken(_("Một cam kết có từ 1 đến %(most)d dòng.") % {"most": MOST_LINES})
    asked = {line.need_id for line in lines if line.need_id is not None}
    found = {need.pk: need for need in Need.objects.filter(pk__in=asked, programme=programme).select_related("school")}
    if asked - found.keys():
        raise RuleBroken(_("Nhu cầu này không còn kêu gọi nữa."), field="need")
    return found


def line_of(form: LineForm, programme: Programme, need: Need | None) -> PledgeLine:
    """The row that the form becomes, with what it holds of its need. RuleBroken at the field that is not right, before anything is held."""
    kind = _kind(programme, form.kind)
    row = PledgeLine(kind=kind.code, is_money=kind.is_money, need=need, unit_id=form.unit_id, category=form.category)
    if form.category and form.category not in programme.pack.by_category:
        raise RuleBroken(_("Chương trình không có nhóm nhu cầu này."), field="category")
    if form.category and form.unit_id is None:
        raise RuleBroken(_("Xin chọn xã cho nhóm nhu cầu này."), field="unit")
    if need is None:
        _settle(row, form, kind)
    else:
        _check_open(need)
        (_settle_money if kind.is_money else _settle_goods)(row, form, need)
    _check_amount(row)
    return row


def _kind(programme: Programme, code: str) -> ResourceKind:
    if code:
        return kind_of(programme, code)
    money = programme.pack.money_kind
    if money is None:
        raise RuleBroken(_("Chương trình này không nhận tiền. Xin chọn hiện vật."), field="kind")
    return money


def _settle(row: PledgeLine, form: LineForm, kind: ResourceKind) -> None:
    if kind.is_money:
        row.amount_vnd = form.amount_vnd
        return
    row.quantity, row.measure = form.quantity, clean_text(form.measure, field="measure", most=40, is_needed=False) or kind.measure


def _settle_goods(row: PledgeLine, form: LineForm, need: Need) -> None:
    """Counted in the need's own measure, so that a piece promised is a piece held."""
    row.quantity = row.need_quantity = need.open_quantity if form.quantity is None else form.quantity
    row.measure = need.measure
    if row.quantity > need.open_quantity:
        raise RuleBroken(left(need), field="quantity")


def _settle_money(row: PledgeLine, form: LineForm, need: Need) -> None:
    if form.amount_vnd is not None:
        row.amount_vnd = form.amount_vnd
        if need.open_vnd is not None and form.amount_vnd > need.open_vnd:
            raise RuleBroken(left(need, wants_money=True), field="amount_vnd")
        row.need_quantity, row.need_vnd = part_of(need, form.amount_vnd)
        return
    if need.cost_vnd is None:
        raise RuleBroken(_("Nhu cầu này chưa có chi phí ước tính. Xin ghi số tiền bạn muốn tặng."), field="amount_vnd")
    if form.quantity is None:
        row.amount_vnd = need.open_vnd
        row.need_quantity, row.need_vnd = part_of(need, row.amount_vnd or 0)
        return
    if form.quantity > need.open_quantity:
        raise RuleBroken(left(need), field="quantity")
    row.amount_vnd, row.need_quantity = cost_of(need, form.quantity), form.quantity


def _check_open(need: Need) -> None:
    if need.status not in STANDING:
        raise RuleBroken(left(need), field="need")
    if need.open_quantity == 0 and not need.open_vnd:
        raise RuleBroken(left(need), field="quantity")


def _check_amount(row: PledgeLine) -> None:
    if row.is_money and not LEAST_MONEY <= (row.amount_vnd or 0) <= MOST_MONEY:
        raise RuleBroken(_("Số tiền từ 1.000 đồng đến 1.000 tỷ đồng."), field="amount_vnd")
    if not row.is_money and not 1 <= (row.quantity or 0) <= MOST_QUANTITY:
        raise RuleBroken(_("Số lượng là một số nguyên từ 1 đến 10.000.000."), field="quantity")


def cost_of(need: Need, quantity: int) -> int:
    """Of so many units, in đồng, rounded up; of a need whose cost is known."""
    assert need.cost_vnd is not None
    return -(-quantity * need.cost_vnd // need.quantity)


def part_of(need: Need, amount_vnd: int) -> tuple[int, int]:
    """What so many đồng hold of the need: whole units where they pay exactly these, else đồng of its cost; nothing of an unknown cost."""
    if need.cost_vnd is None:
        return 0, 0
    units = amount_vnd * need.quantity // need.cost_vnd
    is_whole = 1 <= units <= need.open_quantity and cost_of(need, units) == amount_vnd
    return (units, 0) if is_whole else (0, amount_vnd)


def promised_amount(line: PledgeLine) -> int:
    """In đồng or pieces."""
    return (line.amount_vnd if line.is_money else line.quantity) or 0


def has_all_come(lines: Iterable[PledgeLine]) -> bool:
    return all(line.came >= promised_amount(line) for line in lines if not line.is_dropped)


def still_held(line: PledgeLine, idle: int) -> tuple[int, int]:
    """What the line goes on holding when nothing more is awaited: the part for which `idle` đồng or pieces came, not yet allocated."""
    if not idle or line.need is None:
        return 0, 0
    units = -(-idle * line.need.quantity // line.need.cost_vnd) if line.is_money and line.need.cost_vnd else idle
    return min(line.need_quantity, units), min(line.need_vnd, idle)


# ── Whole pledges ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def clean_plan(typed: str) -> str:
    """As it is kept; a purpose for which nobody may give is refused with its article."""
    plan = clean_text(typed, field="plan", most=LONGEST_PLAN, is_needed=False)
    check_purpose(plan, field="plan")
    return plan


def clean_why(typed: str) -> str:
    why = clean_text(typed, field="reason", most=500, is_needed=False)
    if not fold(why):
        raise RuleBroken(_("Xin ghi lý do."), field="reason")
    return why


def check_planned(day: date | None, *, on: date) -> None:
    if day is None:
        return
    if day < on:
        raise RuleBroken(_("Ngày dự kiến đã qua; hôm nay là %(day)s.") % {"day": format_day(on)}, field="planned_on")
    if day > on + FARTHEST:
        raise RuleBroken(_("Ngày dự kiến trong vòng một năm tới."), field="planned_on")


def check_may_agree(by: User | None, unit: OrgUnit, *, on: date) -> None:
    if by is not None and not units_for(by, Can.AGREE_PLEDGES, on=on).filter(pk=unit.pk).exists():
        raise RuleBroken(_("Bạn không xử lý cam kết của đơn vị này được."), field="unit")


def answering_unit(lines: Sequence[LineForm], needs: Mapping[int, Need], chosen: OrgUnit | None, *, on: date) -> OrgUnit:
    """Who answers for the pledge and receives what comes: who manages the places for which it is, else the nearest unit above them all.

    `chosen`: for whatever the programme needs, or a unit above all places.
    """
    named = {line.unit_id for line in lines if line.unit_id is not None}
    units = list(OrgUnit.objects.filter(pk__in=named))
    for unit in units:
        check_alive(unit, on=on, field="unit")
    places = [need.school for need in needs.values()] + units
    lines_up = [_upwards(place, on=on) for place in {place.pk: place for place in places}.values()]
    common = [unit for unit in lines_up[0] if all(unit in line for line in lines_up[1:])] if lines_up else []
    if chosen is not None and not lines_up and chosen.type in (UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE):
        return chosen
    if chosen is not None and chosen in common:
        return chosen
    if not lines_up or chosen is not None:
        raise RuleBroken(_("Xin chọn đơn vị tiếp nhận."), field="unit")
    if not common:
        raise RuleBroken(_("Các nhu cầu này ở nhiều tỉnh. Xin cam kết riêng cho từng tỉnh."), field="need")
    return common[0]


def _upwards(place: OrgUnit, *, on: date) -> list[OrgUnit]:
    """The units that may answer for a place, the nearest first: the territory of who manages the school, and what lies above that."""
    if place.type in (UnitType.SCHOOL, UnitType.SITE):
        manages = manager(place, on=on)
        above = [unit for unit in reversed(ancestors(place, on=on)) if unit.type < UnitType.SCHOOL]
        if manages is None:
            return above
        nearest = reach(manages, on=on)
        return above[above.index(nearest) :] if nearest in above else [nearest]
    nearest = reach(place, on=on)
    return [] if nearest.type == UnitType.COUNTRY else [nearest, *reversed(ancestors(nearest, on=on))]


def said_of(lines: Iterable[PledgeLine]) -> list[dict[str, Any]]:
    """For the record of a change: what the lines said, as data."""
    return [dict(zip(SAID, said(line), strict=True)) | {"line": line.pk} for line in lines if not line.is_dropped]


def amount_words(line: PledgeLine) -> str:
    """'2.000.000 đồng', '10 suất'."""
    return said_words({"amount_vnd": line.amount_vnd, "quantity": line.quantity, "measure": line.measure})


def said_words(line: Mapping[str, Any]) -> str:
    """The same of what the record of a change said (said_of)."""
    return in_dong(line["amount_vnd"]) if line.get("amount_vnd") else f"{grouped(line['quantity'] or 0)} {line['measure']}".strip()
