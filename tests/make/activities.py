"""Activities for tests, put on record by the real actions, and a programme whose activities bring about things that are counted."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any, Final

from chungtay.accounts.models import User
from chungtay.activities.actions import record_activity
from chungtay.activities.models import Activity
from chungtay.activities.rules import ActivityForm, Counted
from chungtay.core import clock
from chungtay.places.enums import UnitType
from chungtay.places.models import OrgUnit
from chungtay.programmes.actions import start_programme
from chungtay.programmes.models import PackVersion, Programme
from chungtay.programmes.pack import ActivityType, Output, Tier
from chungtay.programmes.packfiles import PACKS, read_pack
from chungtay.programmes.packkept import kept
from tests.make.programmes import SLUG, STARTED

MONTH: Final = "thang-thu"
ON: Final = date(2026, 3, 2)


def make_month(*, on: date = STARTED) -> Programme:
    """A month for children: two tiers, five types of activity, and what they bring about; the same one however often it is asked for."""
    found = Programme.objects.filter(slug=MONTH).first()
    return found or start_programme(_version(), by=None, on=on)


def _version() -> PackVersion:
    pack = replace(
        read_pack(PACKS / SLUG),
        slug=MONTH,
        version=1,
        name="Tháng vì trẻ em thử",
        activity_types=(
            ActivityType("communication", "Truyền thông", "Phóng sự, loa, băng rôn", ("reportages", "banners")),
            ActivityType("launch", "Lễ phát động"),
            ActivityType("health_screening", "Khám sàng lọc", outputs=("screened_children", "congenital_heart_cases")),
            ActivityType("gift", "Tặng quà", outputs=("bicycles", "scholarships")),
            ActivityType("training", "Tập huấn"),
        ),
        outputs=(
            Output("reportages", "Phóng sự", "phóng sự"),
            Output("banners", "Băng rôn, khẩu hiệu", "chiếc"),
            Output("screened_children", "Lượt khám", "lượt"),
            Output("congenital_heart_cases", "Trẻ được phát hiện tim bẩm sinh", "ca", is_sensitive=True),
            Output("bicycles", "Xe đạp", "chiếc"),
            Output("scholarships", "Học bổng", "suất"),
        ),
        tiers=(Tier(UnitType.COMMUNE, 5), Tier(UnitType.PROVINCE)),
    )
    content = kept(pack)
    digest = hashlib.sha256(repr(content).encode()).hexdigest()
    return PackVersion.objects.create(slug=MONTH, version=1, content=content, sha256=digest, loaded_at=clock.now())


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
