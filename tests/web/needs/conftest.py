"""The small country with the programme at work and a round open today."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme, Round
from tests.make.files import a_photo
from tests.make.needs import make_need
from tests.make.places import Province
from tests.make.programmes import make_programme, make_round

TODAY = clock.today()
TOILET = {
    "item": "toilet_new",
    "what": "",
    "quantity": "2",
    "measure": "",
    "cost_vnd": "120 triệu",
    "beneficiaries": "hơn 60",
    "urgency": "normal",
    "ask_condition": "none",
    "ask_has_water": "yes",
    "road": "motorbike",
    "distance_km": "14,5",
}


@pytest.fixture
def programme(province: Province) -> Programme:
    return make_programme()


@pytest.fixture
def open_round(programme: Programme) -> Round:
    return make_round(programme, code="nay", starts_on=TODAY - timedelta(days=60), ends_on=TODAY + timedelta(days=60))


@pytest.fixture
def clerk(province: Province, programme: Programme, as_: Callable[..., Client]) -> Client:
    return as_(RoleKind.CLERK, province.here.school)


@pytest.fixture
def officer(province: Province, programme: Programme, as_: Callable[..., Client]) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.here.office)


@pytest.fixture
def publisher(province: Province, programme: Programme, as_: Callable[..., Client]) -> Client:
    return as_(RoleKind.PROVINCE_OFFICER, province.office)


@pytest.fixture
def leader(province: Province, programme: Programme, as_: Callable[..., Client]) -> Client:
    """Sees everything and changes nothing."""
    return as_(RoleKind.LEADER, province.here.unit)


@pytest.fixture
def neighbour(province: Province, programme: Programme, as_: Callable[..., Client]) -> Client:
    return as_(RoleKind.COMMUNE_OFFICER, province.there.office)


def recent(school: OrgUnit, **given: Any) -> Need:
    """A need of ten days ago: not yet to be asked about again, whatever day the tests run."""
    return make_need(school, **({"on": TODAY - timedelta(days=10)} | given))


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def entry_url(unit_code: str, category: str = "toilet") -> str:
    return f"/nhu-cau/ghi/?noi={unit_code}&nhom={category}"


def upload(content: bytes | None = None, name: str = "anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_photo() if content is None else content)


def streamed(response: HttpResponseBase) -> bytes:
    body = BytesIO()
    parts: Any = response.streaming_content  # type: ignore[attr-defined]
    for part in parts:
        body.write(part)
    return body.getvalue()
