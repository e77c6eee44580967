"""The small country with the month for children at work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.activities.models import Activity
from chungtay.core import clock
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from tests.make.activities import make_activity, make_month
from tests.make.files import a_photo
from tests.make.places import Province

TODAY = clock.today()
SCREENING = {
    "title": "Khám tim cho trẻ mầm non",
    "started_on": TODAY.strftime("%d/%m/%Y"),
    "ended_on": "",
    "people": "hơn 300",
    "output_screened_children": "hơn 300 lượt",
    "output_congenital_heart_cases": "0",
    "output_banners": "",
    "part_girls": "140",
    "money_local_budget": "14 triệu",
    "money_mobilised": "",
    "money_in_kind": "0",
    "story": "Trạm y tế đã chuẩn bị phòng",
    "once": "k1",
}


@pytest.fixture
def month(province: Province) -> Programme:
    return make_month()


@pytest.fixture
def officer(province: Province, month: Programme, as_: Callable[..., Client]) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


@pytest.fixture
def leader(province: Province, month: Programme, as_: Callable[..., Client]) -> Client:
    """Sees everything and changes nothing."""
    return as_(RoleKind.LEADER, province.here.unit)


@pytest.fixture
def neighbour(province: Province, month: Programme, as_: Callable[..., Client]) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.there.office)


def recent(unit: OrgUnit, **given: Any) -> Activity:
    """An activity of ten days ago, whatever day the tests run."""
    return make_activity(unit, **({"on": TODAY - timedelta(days=10)} | given))


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def entry_url(unit_code: str, kind: str = "health_screening") -> str:
    return f"/hoat-dong/ghi/?noi={unit_code}&loai={kind}"


def upload(content: bytes | None = None, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_photo() if content is None else content)
