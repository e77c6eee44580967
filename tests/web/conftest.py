"""The small country, and people of it signed in."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.places.models import OrgUnit
from tests.make.people import make_user
from tests.make.places import Province, make_province


@pytest.fixture
def province(db: None) -> Province:
    cache.clear()  # the counts of wrong passwords
    return make_province()


@pytest.fixture
def as_(province: Province) -> Callable[..., Client]:
    """`as_(RoleKind.CLERK, unit)`: a browser in which such a person has signed in."""

    def sign_in(kind: RoleKind, unit: OrgUnit, user: User | None = None) -> Client:
        browser = Client()
        browser.force_login(user or make_user(kind, unit))
        return browser

    return sign_in
