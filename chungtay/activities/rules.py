"""Decisions by looking: what an activity must say, which numbers nobody can mean, who may put it on record. Nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.accounts.scope import units_answered_for
from chungtay.activities.enums import ACTING_UNITS, LEVELS, MoneySource
from chungtay.activities.models import LEAST_MONEY, MOST_MONEY, MOST_PEOPLE, Activity
from chungtay.core.dates import format_day
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.numbers import grouped
from chungtay.core.vietnamese import fold
from chungtay.core.words import clean_text
from chungtay.indicators.enums import By
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes.models import Programme
from chungtay.programmes.pack import Pack
from chungtay.programmes.rules import check_past, check_running

LONGEST: Final = timedelta(days=366)
MOST_LINES: Final = 40
_STORY: Final = 2_000


class Counted(NamedTuple):
    """A number of 0 or more and how sure it is: "hơn 300" is (300, at_least)."""

    value: int
    estimate: str = Estimate.EXACT


@dataclass(frozen=True, slots=True)
class ActivityForm:
    """What one says of an activity. `kind` is a code of the pack; `title` empty: the name of its type; `ended_on` None: on one day.

    `people` None: nobody counted. `parts` by By, `outputs` by the pack's codes, `money` (đồng) by MoneySource: what is left out was not
    said; 0 was said.
    """

    kind: str
    started_on: date
    title: str = ""
    ended_on: date | None = None
    place: str = ""
    partners: str = ""
    story: str = ""
    people: Counted | None = None
    parts: Mapping[str, Counted] = field(default_factory=dict)
    outputs: Mapping[str, Counted] = field(default_factory=dict)
    money: Mapping[str, Counted] = field(default_factory=dict)


def form_of(activity: Activity) -> ActivityForm:
    """What the activity says now."""
    return ActivityForm(
        kind=activity.kind,
        started_on=activity.started_on,
        title=activity.title,
        ended_on=activity.ended_on,
        place=activity.place,
        partners=activity.partners,
        story=activity.story,
        people=None if activity.people is None else Counted(activity.people, activity.people_estimate),
        parts={row.by: Counted(row.value, row.estimate) for row in activity.parts.all()},
        outputs={row.output: Counted(row.value, row.estimate) for row in activity.outputs.all()},
        money={row.source: Counted(row.amount_vnd, row.estimate) for row in activity.money.all()},
    )


def part_field(by: str) -> str:
    """The form's field of a part of the people, as a refusal names it."""
    return f"part_{by}"


def output_field(code: str) -> str:
    return f"output_{code}"


def money_field(source: str) -> str:
    return f"money_{source}"


def check_activity(form: ActivityForm, pack: Pack) -> ActivityForm:
    """The form as it is kept: white space single, a title, a last day. RuleBroken at the field for what nobody can mean."""
    kind = pack.by_activity.get(form.kind)
    if kind is None:
        raise RuleBroken(_("Chương trình không có loại hoạt động này. Xin chọn trong danh sách."), field="kind")
    form = replace(
        form,
        title=_title(form.title, kind.name),
        ended_on=form.ended_on or form.started_on,
        place=clean_text(form.place, field="place", most=200, is_needed=False),
        partners=clean_text(form.partners, field="partners", most=300, is_needed=False),
        story=_story(form.story),
    )
    _check_days(form)
    _check_people(form)
    _check_outputs(form, pack)
    _check_money(form)
    return form


def _title(typed: str, name: str) -> str:
    title = clean_text(typed, field="title", most=200, is_needed=False) or name
    if not fold(title):
        raise RuleBroken(_("Xin ghi việc đã làm, ví dụ: Khám sức khỏe cho học sinh tiểu học."), field="title")
    return title


def _story(typed: str) -> str:
    """Paragraphs stay, white space inside a line becomes single."""
    lines = [clean_text(line, field="story", most=_STORY, is_needed=False) for line in typed.strip().splitlines()]
    if len(lines) > MOST_LINES:
        sentence = _("Dài quá: tối đa %(limit)d dòng, đang có %(lines)s dòng. Xin chỉ giữ điều cần nhất.")
        raise RuleBroken(sentence % {"limit": MOST_LINES, "lines": grouped(len(lines))}, field="story")
    return clean_length("\n".join(lines), _STORY, "story")


def clean_length(text: str, most: int, name: str) -> str:
    if len(text) > most:
        raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": most}, field=name)
    return text


def _check_days(form: ActivityForm) -> None:
    assert form.ended_on is not None
    if form.ended_on < form.started_on:
        raise RuleBroken(_("Ngày kết thúc không thể trước ngày bắt đầu."), field="ended_on")
    check_past(form.started_on, field="started_on")
    check_past(form.ended_on, field="ended_on")
    if form.ended_on - form.started_on > LONGEST:
        raise RuleBroken(_("Một hoạt động dài tối đa một năm; xin xem lại năm, hoặc ghi từng lần."), field="ended_on")


def _check_people(form: ActivityForm) -> None:
    if form.people is not None:
        _check_number(form.people, "people")
    for by, part in form.parts.items():
        if by not in By.values:
            raise RuleBroken(_("Không có cách chia này."), field="people")
        _check_number(part, part_field(by))
        if form.people is not None and part.value > form.people.value:
            parts = {"part": grouped(part.value), "whole": grouped(form.people.value)}
            raise RuleBroken(_("Phần này (%(part)s) không thể nhiều hơn tổng số người (%(whole)s).") % parts, field=part_field(by))
    levels = [by for by in LEVELS if by in form.parts]
    together = sum(form.parts[by].value for by in levels)
    if form.people is not None and together > form.people.value:
        parts = {"parts": grouped(together), "whole": grouped(form.people.value)}
        sentence = _("Các cấp học cộng lại là %(parts)s, nhiều hơn tổng số người (%(whole)s).")
        raise RuleBroken(sentence % parts, field=part_field(levels[-1]))


def _check_outputs(form: ActivityForm, pack: Pack) -> None:
    for code, output in form.outputs.items():
        if code not in pack.by_output:
            raise RuleBroken(_("Chương trình không có kết quả này. Xin chọn trong danh sách."), field="outputs")
        _check_number(output, output_field(code))


def _check_number(number: Counted, name: str) -> None:
    if not 0 <= number.value <= MOST_PEOPLE:
        raise RuleBroken(_("Xin ghi một số nguyên từ 0 đến %(most)s.") % {"most": grouped(MOST_PEOPLE)}, field=name)
    _check_estimate(number, name)


def _check_estimate(number: Counted, name: str) -> None:
    if number.estimate not in Estimate.values:
        raise RuleBroken(_("Xin chọn: đúng số này, ít nhất hay khoảng."), field=name)


def _check_money(form: ActivityForm) -> None:
    for source, amount in form.money.items():
        if source not in MoneySource.values:
            raise RuleBroken(_("Không có nguồn kinh phí này."), field="money")
        if amount.value != 0 and not LEAST_MONEY <= amount.value <= MOST_MONEY:
            raise RuleBroken(_("Số tiền từ 1.000 đồng đến 100 tỷ đồng, hoặc 0."), field=money_field(source))
        _check_estimate(amount, money_field(source))


# ── Who, where and when ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def check_may(by: User | None, unit: OrgUnit, *, on: date) -> None:
    """Raises RuleBroken unless the person records activities at this unit that day; for a unit that ended, its heir's people do."""
    if by is not None and not units_answered_for(by, Can.RECORD_ACTIVITIES, on=on).filter(pk=unit.pk).exists():
        raise RuleBroken(_("Đơn vị này nằm ngoài phạm vi hoặc quyền của bạn."), field="unit")


def check_held(unit: OrgUnit, programme: Programme, form: ActivityForm) -> None:
    """By a unit that does things and lived from the first day to the last, while the programme was at work."""
    if unit.type not in ACTING_UNITS:
        raise RuleBroken(_("Hoạt động được ghi cho một địa bàn, cơ quan, trường hoặc điểm trường."), field="unit")
    last = form.ended_on or form.started_on
    check_alive(unit, on=form.started_on, field="started_on")
    if last >= unit.valid_to:
        sentence = _("Đơn vị này kết thúc từ ngày %(day)s; xin ghi phần sau cho đơn vị kế thừa.")
        raise RuleBroken(sentence % {"day": format_day(unit.valid_to)}, field="ended_on")
    check_running(programme, on=form.started_on, field="started_on")
    check_running(programme, on=last, field="ended_on")


def clean_reason(typed: str) -> str:
    reason = clean_text(typed, field="reason", most=500, is_needed=False)
    if not fold(reason):
        raise RuleBroken(_("Xin ghi lý do rút."), field="reason")
    return reason
