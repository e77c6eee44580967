"""The national list and the demo world for the tests of one module: loaded once, seen by all of them, gone afterwards.

They lie in a transaction around the module that is rolled back at its end; each test has its own inside it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from chungtay.console.demo.world import build_demo
from chungtay.places.actions.national import load_national_units


@contextmanager
def loaded(blocker: DjangoDbBlocker, load: Callable[[], object]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def national_units(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The State's list, both eras."""
    with loaded(django_db_blocker, load_national_units):
        yield


@pytest.fixture(scope="module")
def demo_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo world, with the State's list."""
    with loaded(django_db_blocker, build_demo):
        yield
