"""The private PostgreSQL of the tests is there, empty, with the extensions that we use, and gone afterwards."""

from pathlib import Path

import psycopg
import pytest

from tests import debian
from tests.postgres import private_postgres


def test_it_is_there_and_then_gone() -> None:
    with private_postgres() as url:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE EXTENSION btree_gist")
            connection.execute("CREATE EXTENSION pg_trgm")
            row = connection.execute("SELECT current_setting('unix_socket_directories'), current_setting('lc_collate')").fetchone()
        assert row is not None
        folder = Path(row[0])
        assert row[1] == "C.UTF-8"
        assert folder.exists()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "_way_to_install", lambda: None)
    with pytest.raises(SystemExit, match="Xin cài gói “chromium”"):
        debian.install("chromium", because="Cần trình duyệt.")
