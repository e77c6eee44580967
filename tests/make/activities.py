"""Activities for tests, put on record by the real actions, and the programme whose activities bring about what is counted."""

from datetime import date
from typing import Any, Final

from chungtay.accounts.models import User
from chungtay.activities.actions import record_activity
from chungtay.activities.models import Activity
from chungtay.activities.rules import ActivityForm, Counted
from chungtay.core import clock
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import load_pack, start_programme
from chungtay.programmes.models import Programme
from chungtay.programmes.packfiles import PACKS
from tests.make.programmes import STARTED

MONTH: Final = "thang-hanh-dong-vi-tre-em"
ON: Final = date(2026, 3, 2)


def make_month(*, on: date = STARTED) -> Programme:
    """“Tháng hành động vì trẻ em” as it ships, at work; the same one however often it is asked for."""
    found = Programme.objects.filter(slug=MONTH).first()
    return found or start_programme(load_pack(PACKS / MONTH, by=None), by=None, on=on)


def activity_form(**overrides: Any) -> ActivityForm:
    """A form that nothing is wrong with: a screening of more than 300 children."""
    given: dict[str, Any] = {
        "kind": "health_screening",
        "started_on": ON,
        "title": "Khám sức khỏe cho học sinh",
        "people": Counted(300, "at_least"),
        "outputs": {"screened_children": Counted(300, "at_least")},
    }
    return ActivityForm(**(given | overrides))


def make_activity(
    unit: OrgUnit, *, programme: Programme | None = None, by: User | None = None, on: date | None = None, **form: Any
) -> Activity:
    """Something that the unit did; `on` is its day where `form` says no other."""
    asked = activity_form(**({"started_on": on} if on else {}) | form)
    return record_activity(unit, by=by, programme=programme or make_month(), form=asked, on=clock.today())
