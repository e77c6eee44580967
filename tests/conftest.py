"""What every test stands on."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import hypothesis
import pytest
from _pytest.unittest import TestCaseFunction
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.sqlite3.base import DatabaseWrapper

from chungtay.core import confined
from tests.answered import Answered
from tests.make.kept import EMPTY, kept
from tests.parallel import InParallel, all_at_once

# The same examples on every machine, and no stopwatch: speed is measured in bench/.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")

# The fixtures through which a test reaches the database; pytest-django blocks every other way.
DATABASE: Final = frozenset({"db", "transactional_db", "live_server", "django_db_setup", "_django_db_helper"})


# Files that take above ten seconds, the longest first. Two workers of pytest take file after file: what is long must not begin last, when
# the other has nothing left to do. One that is missing here costs some seconds, nothing else.
LONG: Final = (
    *("tests/console/test_demo_needs.py", "tests/web/test_hostile_input.py", "tests/documents/press/test_pdf_in_libreoffice.py"),
    *("tests/figures/test_figures_parts.py", "tests/console/test_demo.py", "tests/console/test_print_paper.py"),
    *("tests/places/test_lineage.py", "tests/documents/press/test_same_words.py", "tests/support/test_life_of_gifts.py"),
    *("tests/support/test_allocating_races.py", "tests/support/test_pledge_races.py", "tests/documents/register/test_parallel.py"),
    *("tests/checker/test_other_programs.py", "tests/documents/press/test_docx_in_libreoffice.py", "tests/needs/test_states.py"),
    *("tests/journeys/test_give_money.py", "tests/journeys/test_report_needs.py", "tests/journeys/test_round_answer.py"),
    *("tests/journeys/test_verify_needs.py", "tests/journeys/test_round_collect.py", "tests/journeys/test_find_and_sign_in.py"),
    *("tests/journeys/test_give_goods.py", "tests/journeys/test_record_need.py", "tests/journeys/test_round_two_people.py"),
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No test is skipped: one that belongs to the other database, or needs none and runs on SQLite, is left to that part of `make test`."""
    tests = Counter(item.path for item in items)
    rank = {config.rootpath / name: at for at, name in enumerate(LONG)}
    items.sort(key=lambda item: (rank.get(item.path, len(LONG)), -tests[item.path], item.path))
    left = {id(item) for item in items if not belongs_here(item, connection.vendor)}
    config.hook.pytest_deselected(items=[item for item in items if id(item) in left])
    items[:] = [item for item in items if id(item) not in left]


def belongs_here(item: pytest.Item, vendor: str) -> bool:
    for only in ("postgresql", "sqlite"):
        if mark := item.get_closest_marker(f"{only.removesuffix('ql')}_only"):
            assert mark.kwargs.get("reason"), f"{item.nodeid}: say the reason"
            return vendor == only
    return vendor == "sqlite" or needs_database(item)


def needs_database(item: pytest.Item) -> bool:
    """Whether it asks for a database: by a mark, or by a fixture, however deep below its own. All others are refused any access.

    (What is no plain function is taken for one that does.)
    """
    if item.get_closest_marker("django_db") is not None or not isinstance(item, pytest.Function) or isinstance(item, TestCaseFunction):
        return True
    return not DATABASE.isdisjoint(item.fixturenames)


def pytest_fixture_setup(request: pytest.FixtureRequest, fixturedef: pytest.FixtureDef[object]) -> None:
    """A fixture of the database that a test reaches in a way we do not see would keep that test from PostgreSQL."""
    item = request._pyfuncitem
    assert fixturedef.argname not in DATABASE or needs_database(item), f"{item.nodeid}: ask for the database by a mark or an argument"


def pytest_report_header() -> str:
    if connection.vendor == "postgresql":
        return "database: PostgreSQL; tests that need no database run in the part on SQLite only"
    return "database: SQLite; tests that need PostgreSQL run in the part on PostgreSQL only"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """On PostgreSQL the database of each worker is a copy of one that was migrated once."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"] |= {"TEMPLATE": kept(EMPTY).name, "MIGRATE": False}


@pytest.fixture(autouse=True, scope="session")
def _children_are_asked_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "subprocess", Answered())
        yield


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_emptied() -> None:
    """Tests that commit are cleaned up by emptying every table, which the triggers of append-only tables refuse on SQLite.

    (PostgreSQL empties with TRUNCATE, which no row trigger sees.) So the triggers step aside for exactly those statements.
    """
    operations = DatabaseWrapper.ops_class
    plain = operations.sql_flush

    def sql_flush(self: BaseDatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        statements = plain(self, *args, **kwargs)
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        return [*(f"DROP TRIGGER {name}" for name, _ in triggers), *statements, *(sql for _, sql in triggers)] if statements else []

    setattr(operations, "sql_flush", sql_flush)  # noqa: B010 — put in the place of a method


@pytest.fixture
def in_parallel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> InParallel:
    """Runs jobs at the same instant, each over a connection of its own; the test must be one that commits."""

    def run(jobs: list[Callable[[], object]]) -> list[object]:
        return all_at_once(jobs, monkeypatch=monkeypatch, folder=tmp_path)

    return run
