"""Which part of `make test` a test belongs to: one that asks for a database runs on both, any other once, on SQLite."""

from types import SimpleNamespace

import pytest
from django.db import connection

from chungtay.places.models import OrgUnit
from tests.conftest import belongs_here, needs_database, pytest_fixture_setup
from tests.make.places import Province, make_province

BOTH = [True, True]


def parts(request: pytest.FixtureRequest) -> list[bool]:
    return [belongs_here(request.node, vendor) for vendor in ("sqlite", "postgresql")]


@pytest.fixture
def country(db: None) -> Province:
    return make_province()


@pytest.fixture
def school_of_the_country(country: Province) -> OrgUnit:
    return country.here.school


def test_pure_rules_run_once_for_they_cannot_reach_a_database(request: pytest.FixtureRequest) -> None:
    assert parts(request) == [True, False]
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        OrgUnit.objects.exists()


def test_a_fixture_of_a_fixture_is_seen(request: pytest.FixtureRequest, school_of_the_country: OrgUnit) -> None:
    assert parts(request) == BOTH


@pytest.mark.usefixtures("transactional_db")
def test_a_used_fixture_is_seen(request: pytest.FixtureRequest) -> None:
    assert parts(request) == BOTH


@pytest.mark.django_db
def test_a_mark_is_seen(request: pytest.FixtureRequest) -> None:
    assert parts(request) == BOTH


def test_a_database_asked_for_underhand_is_refused(request: pytest.FixtureRequest) -> None:
    assert not needs_database(request.node)
    # The hook itself is asked: a fixture that was really begun and refused would leave the next test of this process a half-made one.
    with pytest.raises(AssertionError, match="by a mark or an argument"):
        pytest_fixture_setup(request, SimpleNamespace(argname="db"))  # type: ignore[arg-type]  # all that the hook looks at


@pytest.mark.postgres_only(reason="to see that the mark is stronger than the rule")
def test_without_a_database_yet_on_postgresql(request: pytest.FixtureRequest) -> None:
    assert parts(request) == [False, True]
    assert connection.vendor == "postgresql"
