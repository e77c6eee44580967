"""Xã Thanh An on a day of its round: two schools that lack something, and people signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.core import clock
from chungtay.needs.enums import NeedStatus
from chungtay.places.models import OrgUnit
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.reports import Reporting, make_reporting

TODAY = date(2026, 3, 5)
JAN = date(2026, 1, 5)
SLUG = "dieu-uoc-cho-em"


@dataclass(frozen=True, slots=True)
class Desks:
    """Browsers of those who work with the commune's figures, and of its neighbour."""

    officer: Client
    leader: Client
    neighbour: Client
    province: Client


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 5, 3, tzinfo=UTC))


@pytest.fixture
def world(db: None) -> Reporting:
    """Toilets: the TH&THCS school at its site, the mầm non at its main campus; electricity: the mầm non's site; one waits."""
    cache.clear()
    world = make_reporting()
    make_need(world.th_site, category="toilet", on=JAN)
    make_need(world.mn, category="toilet", on=JAN)
    make_need(world.mn_site, category="electricity_water", on=JAN)
    make_need(world.th, category="electricity_water", on=JAN, status=NeedStatus.SUBMITTED)
    return world


@pytest.fixture
def desks(world: Reporting) -> Desks:
    there = make_user(RoleKind.COMMUNE_OFFICER, world.province.there.unit)
    above = make_user(RoleKind.PROVINCE_OFFICER, world.province.office)
    return Desks(*(signed_in(user) for user in (world.desk.officer, world.desk.leader, there, above)))


def signed_in(user: object) -> Client:
    browser = Client()
    browser.force_login(user)  # type: ignore[arg-type]
    return browser


@pytest.fixture
def clerk(world: Reporting) -> Callable[[OrgUnit], Client]:
    return lambda unit: signed_in(make_user(RoleKind.CLERK, unit))


def text_of(response: HttpResponseBase) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]
