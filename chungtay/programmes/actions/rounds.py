"""Rounds: opened, mended while nobody has answered, answered by schools."""

from collections.abc import Collection
from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.words import clean_text
from chungtay.places.models import OrgUnit
from chungtay.places.queries import main_successor
from chungtay.programmes import rules
from chungtay.programmes.models import END_OF_DAY, Participation, Programme, Round

_PERIOD = ("code", "starts_on", "ends_on")


@transaction.atomic
def open_round(
    programme: Programme,
    *,
    by: User | None,
    code: str,
    name: str,
    starts_on: date,
    ends_on: date,
    due_on: date,
    due_time: time = END_OF_DAY,
) -> Round:
    """A round of the programme as it stands now: whatever version is adopted later, this round keeps today's."""
    programme = locked(programme)
    rules.check_may_run(by, on=clock.today())
    row = Round(programme=programme, version=programme.version, code=code.strip().lower(), starts_on=starts_on, ends_on=ends_on)
    row.name, row.due_on, row.due_time = clean_text(name, field="name", most=200), due_on, due_time
    rules.check_round(row)
    with refused():
        row.save()
    record("round.opened", row, by=by, name=row.name, code=row.code, starts_on=starts_on, ends_on=ends_on, due_at=row.due_at)
    return row


@transaction.atomic
def correct_round(
    row: Round,
    *,
    by: User | None,
    code: str,
    name: str,
    starts_on: date,
    ends_on: date,
    due_on: date,
    due_time: time = END_OF_DAY,
) -> Round:
    """What was typed wrongly is mended. Once a school has answered, code and period stay; name and due instant may still change."""
    row = locked(row)
    rules.check_may_run(by, on=clock.today())
    new = {
        "code": code.strip().lower(),
        "name": clean_text(name, field="name", most=200),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "due_on": due_on,
        "due_time": due_time,
    }
    was = {key: getattr(row, key) for key, value in new.items() if getattr(row, key) != value}
    if was.keys() & set(_PERIOD) and rules.is_joined(row):
        sentence = _("Đã có trường tham gia đợt này nên mã đợt và kỳ không đổi được nữa; chỉ còn sửa được tên và hạn báo cáo.")
        raise RuleBroken(sentence, field=next(key for key in _PERIOD if key in was))
    for key, value in new.items():
        setattr(row, key, value)
    rules.check_round(row)
    with refused():
        row.save(update_fields=list(new))
    record("round.corrected", row, by=by, name=row.name, was={key: str(value) for key, value in was.items()})
    return row


@transaction.atomic
def take_part(asked: Round, *, by: User | None, unit: OrgUnit, on: date, is_nil: bool = False) -> Participation:
    """The school answers the round that day: it has a need, or (`is_nil`) it lacks nothing.

    Asked again it is the same answer; a later one of the other kind takes its place, the first day stays. Whether a school with a live need
    may say that it lacks nothing is asked by needs.
    """
    rules.check_may(by, Can.RECORD_NEEDS, unit, on=clock.today())
    rules.check_past(on, field="on")
    row = Participation.objects.select_for_update().filter(round=asked, unit=unit).first()
    if row is not None and row.is_nil == is_nil:
        return row
    rules.check_answers(asked, unit, on=on)
    if row is None:
        row, act = Participation(round=asked, unit=unit, joined_on=on, is_nil=is_nil, recorded_by=by), "round.joined"
    else:
        row.is_nil, row.joined_on, act = is_nil, min(row.joined_on, on), "round.answer_changed"
    with refused():
        row.save()
    record(act, row, by=by, name=asked.name, place_id=unit.pk, round=asked.code, unit=unit.code, is_nil=is_nil, on=on)
    return row


@transaction.atomic
def follow_mergers(*, on: date, of: Collection[OrgUnit] | None = None) -> int:
    """A school that answered an open round and was merged away has answered for the school that took over; says how many answers went on.

    A need outweighs that another of the merged schools lacks nothing. `of`: only answers of these schools.
    """
    rows = Participation.objects.filter(unit__valid_to__lte=on, round__starts_on__lte=on, round__due_on__gte=on)
    if of is not None:
        rows = rows.filter(unit__in=of)
    return sum(_passed_on(row, on) for row in rows.select_related("round__programme__version", "round__version", "unit").order_by("pk"))


def _passed_on(row: Participation, on: date) -> int:
    after = main_successor(row.unit, on=on)
    has = Participation.objects.filter(round=row.round, unit=after).first() if after is not None else None
    if after is None or (has is not None and (row.is_nil or not has.is_nil)):
        return 0
    try:
        take_part(row.round, by=None, unit=after, on=on, is_nil=row.is_nil)
    except RuleBroken:  # a school of other levels took over: it is not asked in this round
        return 0
    return 1
