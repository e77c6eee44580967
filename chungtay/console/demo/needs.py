"""What the schools lacked in 2021 and what became of it, and what they lack today: each step as it happened, through the actions of needs.

The tables tell each need once, with its steps: "sent 2021-02-08; verified 2021-02-22; met 25 2026-10-30". `words` is the reason of a return
("field: reason / field: reason") or of a withdrawal, else the remark on what came. Access is told once for a place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from chungtay.accounts.models import User
from chungtay.console.demo.lands import slug
from chungtay.console.demo.programme import FOCAL_POINTS, rows_of
from chungtay.console.demo.schools import ListedSchool, listed_schools
from chungtay.needs.actions import (
    close_need,
    confirm_met,
    declare_nil,
    note_met,
    publish_needs,
    reconfirm_need,
    record_need,
    return_need,
    submit_need,
    verify_needs,
    withdraw_need,
)
from chungtay.needs.models import Need
from chungtay.needs.rules import NeedForm
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme, Round

# Schools whose needs or nil answers belong to the report of 2021: those of huyện Điện Biên.
_OF_DIEN_BIEN: Final = "03"
_NIL_FROM: Final = date(2021, 2, 22)
_YES_NO: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Step:
    """`verb` as in the tables; `quantity` what is met in all by then, None: everything."""

    on: date
    verb: str
    row: int
    quantity: int | None


class Schools:
    """Looked up once: the listed schools and their sites, and the accounts that act."""

    def __init__(self) -> None:
        self.listed = listed_schools()
        self._units = OrgUnit.objects.filter(type__in=[UnitType.SCHOOL, UnitType.SITE]).in_bulk(field_name="code")
        self._of_site = {code: listed for listed in self.listed for code in _site_codes(listed)}
        self._by_code = {listed.code: listed for listed in self.listed}
        self._users = {user.username: user for user in User.objects.all()}
        self.access = {row.pop("place"): row for row in rows_of("access.csv")}

    def school(self, place: str) -> tuple[OrgUnit, OrgUnit | None]:
        """The school and the site, None for the main campus."""
        if place in self._of_site:
            return self._units[self._of_site[place].code], self._units[place]
        return self._units[place], None

    def user(self, username: str) -> User | None:
        return self._users[username] if username else None

    def focal_point(self, place: str) -> User | None:
        """Who verifies and publishes for a school of Điện Biên: the focal point of its first level."""
        listed = self._of_site.get(place) or self._by_code[place]
        if not listed.commune.startswith(_OF_DIEN_BIEN):
            return None
        return next(self._users[FOCAL_POINTS[level][0]] for level in FOCAL_POINTS if level & listed.levels)


class Story:
    """One table of needs, lived through day by day."""

    def __init__(self, programme: Programme, schools: Schools, table: str) -> None:
        self._programme, self._schools = programme, schools
        self._rows = rows_of(table)
        self._needs: dict[int, Need] = {}

    def happen(self) -> None:
        for (on, verb, by), steps in groupby(sorted(self._steps(), key=_order), key=lambda one: (one[0].on, one[0].verb, one[1])):
            if verb == "verified":
                self._together(verify_needs([self._needs[step.row] for step, _by in steps], by=by, on=on))
            elif verb == "published":
                self._together(publish_needs([self._needs[step.row] for step, _by in steps], by=by, on=on))
            else:
                for step, _by in steps:
                    self._needs[step.row] = getattr(self, f"_{verb}")(step, by)

    def _steps(self) -> Iterator[tuple[Step, User | None]]:
        for number, row in enumerate(self._rows):
            for told in row["steps"].split("; "):
                verb, *quantity, on = told.split()
                step = Step(date.fromisoformat(on), verb, number, int(quantity[0]) if quantity else None)
                yield step, self._who(verb, row)

    def _who(self, verb: str, row: dict[str, str]) -> User | None:
        """Its clerk where the table names one; who vouches and publishes is known, the rest is put on record by the system."""
        if verb in ("recorded", "sent", "reconfirmed", "confirmed"):
            return self._schools.user(row["clerk"])
        if verb in ("verified", "returned") and row["verifier"]:
            return self._schools.user(row["verifier"])
        return self._schools.focal_point(row["place"]) if verb in ("verified", "returned", "published") else None

    def _together(self, result: tuple[list[Need], list[tuple[Need, str]]]) -> None:
        """A table that asks for what is refused is a mistake in the table."""
        done, refused = result
        if refused:
            raise ValueError([(need.what, sentence) for need, sentence in refused])
        known = {need.pk: number for number, need in self._needs.items()}
        self._needs |= {known[need.pk]: need for need in done}

    def _recorded(self, step: Step, by: User | None) -> Need:
        row = self._rows[step.row]
        school, site = self._schools.school(row["place"])
        form = _form(row, self._schools.access[row["place"]])
        return record_need(school, by=by, programme=self._programme, form=form, on=step.on, site=site)

    def _sent(self, step: Step, by: User | None) -> Need:
        need = self._needs.get(step.row) or self._recorded(step, by)
        return submit_need(need, by=by, on=step.on, is_no_double=True)

    def _returned(self, step: Step, by: User | None) -> Need:
        remarks = dict(remark.split(": ", 1) for remark in self._rows[step.row]["words"].split(" / "))
        return return_need(self._needs[step.row], by=by, on=step.on, remarks=remarks)

    def _reconfirmed(self, step: Step, by: User | None) -> Need:
        return reconfirm_need(self._needs[step.row], by=by, on=step.on)

    def _met(self, step: Step, by: User | None) -> Need:
        need = self._needs[step.row]
        met = need.quantity if step.quantity is None else step.quantity
        return note_met(need, by=by, on=step.on, met_quantity=met, note=self._rows[step.row]["words"])

    def _confirmed(self, step: Step, by: User | None) -> Need:
        return confirm_met(self._needs[step.row], by=by, on=step.on)

    def _closed(self, step: Step, by: User | None) -> Need:
        return close_need(self._needs[step.row], by=by, on=step.on)

    def _withdrawn(self, step: Step, by: User | None) -> Need:
        return withdraw_need(self._needs[step.row], by=by, on=step.on, reason=self._rows[step.row]["words"])


def record_needs_of_2021(programme: Programme) -> None:
    """With what became of them; every other school of huyện Điện Biên says within four days that it lacks nothing."""
    schools, asked = Schools(), programme.rounds.get(code="2021")
    Story(programme, schools, "needs-2021.csv").happen()
    taking_part = set(asked.participations.values_list("unit__code", flat=True))
    answers = [listed.code for listed in schools.listed if listed.commune.startswith(_OF_DIEN_BIEN) and listed.code not in taking_part]
    for number, code in enumerate(answers):
        _declare_nil(asked, schools, code, on=_NIL_FROM + timedelta(days=number % 4))


def record_needs_of_today(programme: Programme) -> None:
    """Needs of 2025 and 2026 in every state; some schools lack nothing, some have not answered yet."""
    schools, asked = Schools(), programme.rounds.get(code="2026")
    Story(programme, schools, "needs-today.csv").happen()
    for row in rows_of("nil-2026.csv"):
        _declare_nil(asked, schools, row["school"], on=date.fromisoformat(row["on"]))


def _declare_nil(asked: Round, schools: Schools, code: str, *, on: date) -> None:
    declare_nil(asked, by=None, unit=schools.school(code)[0], on=on)


def _order(step: tuple[Step, User | None]) -> tuple[date, str, str, int]:
    """By day; what one person does to many on a day, together."""
    return step[0].on, step[0].verb, step[1].username if step[1] else "", step[0].row


def _form(row: dict[str, str], access: dict[str, str]) -> NeedForm:
    return NeedForm(
        category=row["category"],
        item=row["item"],
        what=row["what"],
        quantity=int(row["quantity"]),
        cost_vnd=int(row["cost_vnd"]),
        beneficiaries=int(row["beneficiaries"]),
        beneficiaries_estimate=row["estimate"],
        since_on=date.fromisoformat(row["since_on"]),
        urgency=row["urgency"],
        urgency_reason=row["urgency_reason"],
        story=row["story"],
        road=access["road"],
        grid=access["grid"],
        signal=access["signal"],
        distance_km=Decimal(access["distance_km"]),
        details=_details(row["details"]),
    )


def _details(told: str) -> dict[str, Any]:
    """What the category asks besides: "condition=worn; has_water=yes"."""
    answers = dict(answer.split("=", 1) for answer in told.split("; ") if answer)
    return {key: _YES_NO.get(answer, answer) for key, answer in answers.items()}


def _site_codes(listed: ListedSchool) -> list[str]:
    return [f"{listed.code}-{slug(name)}" for name in listed.sites]
