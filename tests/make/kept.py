"""Databases that take long to make, the empty one, the State's list and the demo world: made once, kept, and copied for whoever asks.

On SQLite each lies in var/tests, where the next run finds it; on PostgreSQL it is a database beside the tests' own, gone with the private
server. The name changes with all that they are made of: our source, the libraries, the day. A process of its own makes them, so that
nothing a test has altered gets in.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from chungtay.core import clock

DATABASE: Final = "database.sqlite3"
FILES: Final = "files"
EMPTY: Final = "empty"
COMMANDS: Final = {"national": "load_units", "demo": "demo"}  # what makes each of them out of the empty one
_SOURCES: Final = ("chungtay", "config", "tests/make/kept.py", "requirements/run.txt")


@contextmanager
def standing_on(what: str) -> Iterator[None]:
    """For as long as this lasts, the tests' connection is one to a copy; no transaction may be open when it begins or ends."""
    folder = kept(what)
    with _on_postgres(folder.name) if connection.vendor == "postgresql" else _on_sqlite(folder):
        put_files(folder)
        yield


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[None]:
    """The same database in memory, with other pages."""
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as before:
        connection.connection.backup(before)
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            database.backup(connection.connection)
        yield
        connection.ensure_connection()
        before.backup(connection.connection)


@contextmanager
def _on_postgres(template: str) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    copy = f"{before}_copy"
    _create(copy, template=template)
    _turn_to(copy)
    yield
    _turn_to(before)
    _administer(sql.SQL("DROP DATABASE {}").format(sql.Identifier(copy)))


def put_files(folder: Path) -> None:
    """Into the storage of this process, which may have lost them."""
    for file in (folder / FILES).rglob("*"):
        name = str(file.relative_to(folder / FILES))
        if file.is_file() and not default_storage.exists(name):
            default_storage.save(name, ContentFile(file.read_bytes()))


def kept(what: str) -> Path:
    """The folder of its files and, on SQLite, its database; on PostgreSQL the folder's name is that of the database, too.

    The first that asks makes it, the others wait. Whole or not at all; what was kept before our source changed is thrown away.
    """
    beginning = f"{connection.vendor}_{what}_"
    folder = Path(settings.VAR) / "tests" / f"{beginning}{made_of()}"
    with _alone(folder.with_name(f"{beginning}lock")):
        if not _is_made(folder):
            for old in folder.parent.glob(f"{beginning}*/"):
                shutil.rmtree(old)
            fresh = folder.with_name(f"{beginning}fresh")
            fresh.mkdir()
            _make(what, fresh)
            fresh.rename(folder)
            if connection.vendor == "postgresql":
                _administer(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh.name), sql.Identifier(folder.name)))
    return folder


def _is_made(folder: Path) -> bool:
    if connection.vendor == "postgresql" and not _administer(
        sql.SQL("SELECT FROM pg_database WHERE datname = {}").format(sql.Literal(folder.name))
    ):
        return False
    return folder.exists()


@cache
def made_of() -> str:
    digest = sha256(f"{sys.version} {sqlite3.sqlite_version} {clock.today()}".encode())
    for source in _SOURCES:
        path = Path(settings.BASE) / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(settings.BASE)} {file.stat().st_size} ".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(what: str, folder: Path) -> None:
    begun = None if what == EMPTY else kept(EMPTY)
    url = f"sqlite:///{folder / DATABASE}"
    if connection.vendor == "postgresql":
        _create(folder.name, template=begun.name if begun else "template1")
        url = urlsplit(os.environ["CHUNGTAY_DATABASE_URL"])._replace(path=f"/{folder.name}").geturl()
    elif begun:
        shutil.copy(begun / DATABASE, folder)
    env = os.environ | {"CHUNGTAY_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.test_settings"}
    command = [sys.executable, "-m", "tests.make.kept", what, str(folder)]
    done = subprocess.run(command, cwd=settings.BASE, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _turn_to(name: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["NAME"] = name


def _create(name: str, *, template: str) -> None:
    """Anew, if a run that was cut off has left one."""
    _administer(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    _administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _administer(statement: sql.Composed) -> int:
    """How many rows it found."""
    with psycopg.connect(os.environ["CHUNGTAY_DATABASE_URL"], autocommit=True) as administration:
        return administration.execute(statement).rowcount


def main(what: str, folder: Path) -> None:
    """Make it in the database that CHUNGTAY_DATABASE_URL names, which is empty."""
    django.setup()
    if what == EMPTY:
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    else:
        call_command(COMMANDS[what], verbosity=0)
    _take_files("", folder / FILES)
    with connection.cursor() as cursor:  # PostgreSQL: so that it plans for full tables; SQLite: so that the database is one file
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA journal_mode = DELETE")


def _take_files(name: str, to: Path) -> None:
    """Out of the storage of this process."""
    to.mkdir()
    folders, files = default_storage.listdir(name)
    for file in files:
        with default_storage.open(f"{name}{file}") as content:
            (to / file).write_bytes(content.read())
    for folder in folders:
        _take_files(f"{name}{folder}/", to / folder)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
