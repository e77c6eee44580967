"""The national list and the demo world for the tests of one module: a copy, seen by all of them, gone afterwards.

Each test takes back what it writes, as everywhere.
"""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.make.kept import standing_on


@pytest.fixture(scope="module")
def national_units(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The State's list, both eras."""
    with django_db_blocker.unblock(), standing_on("national"):
        yield


@pytest.fixture(scope="module")
def demo_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo world, with the State's list."""
    with django_db_blocker.unblock(), standing_on("demo"):
        yield
