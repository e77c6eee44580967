"""“Tháng hành động vì trẻ em” in huyện Ngọc Hồi in 2021, as its report tells it, and the end of 2026 in the communes that became of it."""

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from chungtay.activities.actions import record_activity
from chungtay.activities.rules import ActivityForm
from chungtay.console.demo.lands import Lands, slug, unit
from chungtay.console.demo.programme import carry_on, record_directives, rows_of
from chungtay.console.demo.rounds import answer_round
from chungtay.console.demo.steps import at, counted, each_counted, user
from chungtay.core import clock
from chungtay.programmes.actions import load_pack, open_round, start_programme
from chungtay.programmes.models import END_OF_DAY, Programme
from chungtay.programmes.packfiles import PACKS
from chungtay.submissions.actions import ask_round

SLUG: Final = "thang-hanh-dong-vi-tre-em"
_STARTED_ON: Final = date(2019, 12, 26)  # Thông tư 28/2019/TT-BLĐTBXH
_OF_NGOC_HOI: Final = "233"  # how the codes of its communes begin
_TODAYS: Final = ("23377-2025", "23383-2025", "23392-2025")


@dataclass(frozen=True, slots=True)
class _Round:
    """`tops`: within which units everybody is asked."""

    code: str
    name: str
    starts_on: date
    ends_on: date
    due_on: date
    due_time: time
    opened_at: str
    tops: tuple[str, ...]


_MONTH: Final = (date(2021, 6, 1), date(2021, 6, 30), date(2021, 7, 10), END_OF_DAY)  # the Ministry was to have it before 10/7
_AUTUMN: Final = (date(2026, 9, 1), date(2026, 11, 30), date(2026, 12, 5), time(17))
_ROUNDS: Final = (
    _Round("2021", "Tháng hành động vì trẻ em năm 2021", *_MONTH, "2021-05-14T09:00", ("611",)),
    _Round("2026", "Hoạt động vì trẻ em cuối năm 2026", *_AUTUMN, "2026-08-24T09:00", _TODAYS),
)


def act_for_children(lands: Lands) -> None:
    """What was planned, done and answered, in its order."""
    version = load_pack(PACKS / SLUG, by=None)
    programme = Programme.objects.filter(slug=SLUG).first() or start_programme(version, by=None, on=_STARTED_ON)
    directives = record_directives(programme)
    then = [unit(f"ubnd-{slug(commune.name)}") for commune in lands.old_communes if commune.code.startswith(_OF_NGOC_HOI)]
    carry_on(directives["1391/KH-UBND"], then, due_on=date(2021, 5, 25))
    now = [unit(f"ubnd-{slug(commune.name)}-2025") for commune in lands.new_communes if commune.code in _TODAYS]
    carry_on(directives["1875/SYT-BMTE"], now, due_on=date(2026, 9, 15))
    _record_activities(programme)
    for told in _ROUNDS:
        _ask(programme, told)


def _ask(programme: Programme, told: _Round) -> None:
    with clock.standing_at(at(told.opened_at)):
        asked = open_round(
            programme,
            by=None,
            code=told.code,
            name=told.name,
            starts_on=told.starts_on,
            ends_on=told.ends_on,
            due_on=told.due_on,
            due_time=told.due_time,
        )
        for code in told.tops:
            ask_round(asked, by=None, top=unit(code), on=told.starts_on)
    answer_round(asked)


def _record_activities(programme: Programme) -> None:
    """Each on the evening of its last day."""
    for row in rows_of("activities.csv"):
        form = _form(row)
        with clock.standing_at(at(f"{row['ended_on']}T17:00")):
            record_activity(unit(row["unit"]), by=user(row["by"]), programme=programme, form=form, on=form.ended_on or form.started_on)


def _form(row: dict[str, str]) -> ActivityForm:
    return ActivityForm(
        kind=row["kind"],
        title=row["title"],
        started_on=date.fromisoformat(row["started_on"]),
        ended_on=date.fromisoformat(row["ended_on"]),
        place=row["place"],
        partners=row["partners"],
        story=row["story"],
        people=counted(row["people"]) if row["people"] else None,
        parts=each_counted(row["parts"]),
        outputs=each_counted(row["outputs"]),
        money=each_counted(row["money"]),
    )
