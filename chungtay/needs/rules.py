"""Decisions by looking: what a need must say, which purposes the law forbids, what may be a double, what is still believed."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from chungtay.core.dates import EARLIEST
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import clean
from chungtay.needs.answers import ask_field, checked_answers
from chungtay.needs.enums import LIVE, ON_BOARD, STANDING, GridAccess, NeedUrgency, RoadAccess, SignalAccess
from chungtay.needs.models import MOST_CHILDREN, MOST_MONEY, Need
from chungtay.needs.purposes import check_purpose
from chungtay.programmes.pack import Category, Item, Pack

MOST_OF_FREE_TEXT: Final = 100_000  # pieces of something that the catalogue does not list
DEAREST: Final = 20  # times what the catalogue says that it costs: a slip of zeros, not a price
FARTHEST_KM: Final = 500
MOST_LINES: Final = 40
_LENGTHS: Final = {"what": 200, "measure": 40, "urgency_reason": 300}
_STORY: Final = 2_000
# The whole, or what is asked beside the form: a remark may point at these too.
_BESIDE: Final = ("", "site", "photos")


@dataclass(frozen=True, slots=True)
class NeedForm:
    """What one says of a need. `cost_vnd` in đồng for all of it, `distance_km` from the commune's centre, `details` by the pack's keys.

    `item` empty: free text, with a measure of one's own. `what` empty: the catalogue's words.
    """

    category: str
    quantity: int
    beneficiaries: int
    item: str = ""
    what: str = ""
    measure: str = ""
    cost_vnd: int | None = None
    beneficiaries_estimate: str = Estimate.EXACT
    since_on: date | None = None
    urgency: str = NeedUrgency.NORMAL
    urgency_reason: str = ""
    story: str = ""
    road: str = ""
    grid: str = ""
    signal: str = ""
    distance_km: Decimal | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def form_of(need: Need) -> NeedForm:
    """What the need says now."""
    return NeedForm(**{one.name: getattr(need, one.name) for one in fields(NeedForm)})


def check_need(form: NeedForm, pack: Pack, *, on: date) -> NeedForm:
    """The form as it is kept: white space single, the catalogue's measure, only answers that the category asks for.

    RuleBroken at the field for what nobody can mean, for what is missing, and for a purpose that the law forbids.
    """
    category = pack.by_category.get(form.category)
    if category is None:
        raise RuleBroken(_("Chương trình không có nhóm nhu cầu này. Xin chọn trong danh sách."), field="category")
    item = next((item for item in category.items if item.code == form.item), None)
    if form.item and item is None:
        raise RuleBroken(_("Nhóm “%(category)s” không có mục này. Xin chọn trong danh sách.") % {"category": category.name}, field="item")
    _check_choices(form)
    form = _with_words(form, item)
    _check_amounts(form, item)
    _check_since(form, on)
    form = replace(form, distance_km=_distance(form.distance_km), details=checked_answers(category, form.details))
    _check_purposes(form, category)
    return form


def _with_words(form: NeedForm, item: Item | None) -> NeedForm:
    texts: dict[str, Any] = {name: _line(getattr(form, name), name, limit) for name, limit in _LENGTHS.items()}
    if item is not None:
        texts |= {"what": texts["what"] or item.name[:200], "measure": item.measure}
    if not any(letter.isalnum() for letter in texts["what"]):
        raise RuleBroken(_("Xin ghi cần gì, ví dụ: nhà vệ sinh hai ngăn cho học sinh."), field="what")
    if not texts["measure"]:
        raise RuleBroken(_("Xin ghi đơn vị tính, ví dụ: công trình, bộ, suất."), field="measure")
    if form.urgency != NeedUrgency.NORMAL and not texts["urgency_reason"]:
        raise RuleBroken(_("Xin ghi lý do cấp bách."), field="urgency_reason")
    return replace(form, **texts, story=_story(form.story))


def _line(typed: str, name: str, limit: int) -> str:
    line = clean(readable(typed, name))
    if len(line) > limit:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": limit}, field=name)
    return line


def _story(text: str) -> str:
    """Paragraphs stay, white space inside a line becomes single."""
    lines = [clean(line) for line in readable(text, "story").strip().splitlines()]
    if len(lines) > MOST_LINES:
        sentence = _("Dài quá: tối đa %(limit)d dòng, đang có %(lines)s dòng. Xin chỉ giữ điều cần nhất.")
        raise RuleBroken(sentence % {"limit": MOST_LINES, "lines": grouped(len(lines))}, field="story")
    story = "\n".join(lines)
    if len(story) > _STORY:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": _STORY}, field="story")
    return story


def readable(text: str, name: str) -> str:
    """RuleBroken for letters that no keyboard types and no database keeps."""
    if any(not letter.isprintable() and not letter.isspace() for letter in text.replace("\u200b", "")):
        raise RuleBroken(_("Có ký tự lạ không đọc được, xin gõ lại."), field=name)
    return text.replace("\u200b", "")


def _check_amounts(form: NeedForm, item: Item | None) -> None:
    most = item.most if item is not None else MOST_OF_FREE_TEXT
    if not 1 <= form.quantity <= most:
        raise RuleBroken(_("Số lượng là một số nguyên từ 1 đến %(most)s.") % {"most": grouped(most)}, field="quantity")
    if not 1 <= form.beneficiaries <= MOST_CHILDREN:
        raise RuleBroken(_("Số trẻ được hưởng từ 1 đến %(most)s.") % {"most": grouped(MOST_CHILDREN)}, field="beneficiaries")
    if form.cost_vnd is None:
        return
    if not 1_000 <= form.cost_vnd <= MOST_MONEY:
        raise RuleBroken(_("Chi phí ước tính từ 1.000 đồng đến 100 tỷ đồng."), field="cost_vnd")
    if item is not None and item.typical_cost_vnd is not None:
        usual = item.typical_cost_vnd * form.quantity
        if form.cost_vnd > DEAREST * usual:
            sentence = _("Chi phí lớn bất thường: %(quantity)s %(measure)s thường vào khoảng %(usual)s đồng. Xin xem lại các số 0.")
            words = {"quantity": grouped(form.quantity), "measure": item.measure, "usual": grouped(usual)}
            raise RuleBroken(sentence % words, field="cost_vnd")


def _check_choices(form: NeedForm) -> None:
    known = {
        "urgency": NeedUrgency.values,
        "beneficiaries_estimate": Estimate.values,
        "road": ["", *RoadAccess.values],
        "grid": ["", *GridAccess.values],
        "signal": ["", *SignalAccess.values],
    }
    for name, values in known.items():
        if getattr(form, name) not in values:
            raise RuleBroken(_("Xin chọn một trong các mục có sẵn."), field=name)


def _check_since(form: NeedForm, on: date) -> None:
    if form.since_on is not None and not EARLIEST <= form.since_on <= on:
        raise RuleBroken(_("Ngày bắt đầu thiếu phải từ năm 1900 đến ngày ghi."), field="since_on")


def _distance(given: Decimal | None) -> Decimal | None:
    """To a tenth of a kilometre."""
    if given is None:
        return None
    try:
        rounded = Decimal(given).quantize(Decimal("0.1"))
    except InvalidOperation:
        rounded = Decimal(-1)
    if not (rounded.is_finite() and 0 <= rounded <= FARTHEST_KM):
        raise RuleBroken(_("Khoảng cách từ 0 đến %(most)d km.") % {"most": FARTHEST_KM}, field="distance_km")
    return rounded


def _check_purposes(form: NeedForm, category: Category) -> None:
    check_purpose(form.what, field="what")
    check_purpose(form.story, field="story", is_story=True)
    check_purpose(form.urgency_reason, field="urgency_reason", is_story=True)
    for ask in category.asks:
        if ask.kind == "text" and ask.key in form.details:
            check_purpose(str(form.details[ask.key]), field=ask_field(ask.key), is_story=True)


# ── Remarks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def checked_remarks(remarks: Mapping[str, str], reason: str, pack: Pack, need: Need) -> dict[str, str]:
    """Field of the form → reason, at least one; the empty field holds what is said of the whole."""
    category = pack.by_category.get(need.category)
    asked = [ask_field(ask.key) for ask in category.asks] if category else []
    known = {*_BESIDE, *(one.name for one in fields(NeedForm)), *asked}
    found = {}
    for name, said in ({"": reason} | dict(remarks)).items():
        if name not in known:
            raise RuleBroken(_("Phiếu nhu cầu không có ô “%(field)s”.") % {"field": name})
        if text := _line(said, "reason", 500):
            found[name] = text
    if not found:
        raise RuleBroken(_("Xin ghi vì sao trả lại, để trường biết phải sửa gì."), field="reason")
    return found


def clean_reason(typed: str) -> str:
    reason = _line(typed, "reason", 500)
    if not reason:
        raise RuleBroken(_("Xin ghi lý do."), field="reason")
    return reason


def words(typed: str, limit: int, name: str) -> str:
    """One line of at most `limit` characters; may be empty."""
    return _line(typed, name, limit)


# ── Doubles, and how long a need is believed ─────────────────────────────────────────────────────────────────────────────────────────


def likely_doubles(need: Need) -> QuerySet[Need]:
    """Other needs of the same place and category that stand at this time, the same line of the catalogue first."""
    same = Need.objects.filter(school=need.school_id, site=need.site_id, category=need.category, status__in=LIVE).exclude(pk=need.pk)
    likeness = Case(When(item=need.item, then=Value(0)), default=Value(1), output_field=IntegerField())
    return same.order_by(likeness, "-pk")


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month; its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ask_again_from(pack: Pack, on: date) -> date:
    """Needs last said to stand on this day or before are to be asked about on the day `on` (6 months by the pack)."""
    return months_before(on, pack.reconfirm_after_months)


def off_board_from(pack: Pack, on: date) -> date:
    """Needs last said to stand on this day or before are no longer shown on the day `on` (7 months by the pack)."""
    return months_before(on, pack.off_board_after_months)


def needs_reconfirmation(need: Need, pack: Pack, on: date) -> bool:
    return is_published(need) and need.standing_on is not None and need.standing_on <= ask_again_from(pack, on)


def on_board(need: Need, pack: Pack, on: date) -> bool:
    """Whether donors may see it that day."""
    return is_published(need) and need.standing_on is not None and need.standing_on > off_board_from(pack, on)


def is_published(need: Need) -> bool:
    return need.status in ON_BOARD and need.published_on is not None


def may_reconfirm(need: Need) -> bool:
    """Whether the school can say anew that it still stands."""
    return need.status in STANDING
