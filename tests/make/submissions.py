"""A round for tests, asked of the small country: two communes answer to their province, each with its officer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.dates import parse_day
from chungtay.indicators.reading import Cell, Reading
from chungtay.programmes.actions import load_pack, open_round, start_programme
from chungtay.programmes.models import Programme, Round
from chungtay.programmes.packfiles import PACKS
from chungtay.submissions.actions import Given, accept_submission, ask_round, save_answers, send_submission
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import OnRecord
from tests.make.people import make_user
from tests.make.places import Province, make_province

SLUG: Final = "thang-hanh-dong-vi-tre-em"
# What no indicator of the pack may be missing.
REQUIRED: Final = {"launch_event": Reading(1)}


@dataclass(frozen=True, slots=True)
class Asked:
    """`here`, `there`: what is asked of xã Thanh An and xã Sam Mứn; `above`: of their province, to which both answer."""

    province: Province
    round: Round
    here: Submission
    there: Submission
    above: Submission
    officer: User
    neighbour: User
    collector: User


def make_month() -> Programme:
    """“Tháng hành động vì trẻ em” as it ships, at work; the same one however often it is asked for."""
    found = Programme.objects.filter(slug=SLUG).first()
    return found or start_programme(load_pack(PACKS / SLUG, by=None), by=None, on=date(2021, 1, 1))


def make_month_round(code: str = "2026", *, year: int = 2026) -> Round:
    """June of the year, due at the end of 10 July."""
    days: dict[str, Any] = {"starts_on": date(year, 6, 1), "ends_on": date(year, 6, 30), "due_on": date(year, 7, 10)}
    return open_round(make_month(), by=None, code=code, name=f"Tháng hành động {code}", **days)


def make_asked(province: Province | None = None, *, code: str = "2026", year: int = 2026) -> Asked:
    province = province or make_province()
    row = make_month_round(code, year=year)
    ask_round(row, by=None, top=province.unit, on=row.starts_on)
    own = {one.unit_id: one for one in Submission.objects.filter(round=row)}
    return Asked(
        province=province,
        round=row,
        here=own[province.here.unit.pk],
        there=own[province.there.unit.pk],
        above=own[province.unit.pk],
        officer=make_user(RoleKind.COMMUNE_OFFICER, province.here.office),
        neighbour=make_user(RoleKind.COMMUNE_OFFICER, province.there.office),
        collector=make_user(RoleKind.PROVINCE_OFFICER, province.office),
    )


def typed(**numbers: int | Reading | None) -> dict[str, Given]:
    """A form in which these cells were blank and now say so; "girls" of an indicator as screened_children__girls."""
    return {name.replace("__", "."): Given(Reading(now) if isinstance(now, int) else now) for name, now in numbers.items()}


def make_sent(
    submission: Submission, *, by: User | None = None, on_record: Mapping[Cell, OnRecord] | None = None, **numbers: Any
) -> Submission:
    """Filled in and sent; what the pack requires is answered unless said otherwise."""
    save_answers(submission, by=by, given=typed(**(REQUIRED | numbers)))
    return send_submission(submission, by=by, on_record=on_record or {})


def make_accepted(submission: Submission, **numbers: Any) -> Submission:
    """Sent, and accepted by whoever collects; where nobody does, sending is enough."""
    sent = make_sent(submission, **numbers)
    return accept_submission(sent, by=None) if sent.status == SubmissionStatus.SUBMITTED else sent


def at(day: str, hour: int = 8) -> datetime:
    """08:00 of a day written as people do."""
    return clock.instant(parse_day(day), time(hour))
