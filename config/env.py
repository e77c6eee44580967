"""Settings come from the environment (prefix CHUNGTAY_), read in one place so that a wrong value is refused at start with its name."""

import os
import secrets
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"CHUNGTAY_{name}", default)


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if value == "" else value in ("1", "true", "yes", "on")
    raise ImproperlyConfigured(f"CHUNGTAY_{name}={value!r}: expected 1 or 0")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"CHUNGTAY_{name}={value!r}: expected a whole number") from None


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def pairs(name: str) -> dict[str, str]:
    """ "kind=value" separated by commas."""
    found = [word.partition("=") for word in words(name)]
    if wrong := [key for key, _, value in found if not key.strip() or not value.strip()]:
        raise ImproperlyConfigured(f"CHUNGTAY_{name}: expected kind=value, got {wrong[0]!r}")
    return {key.strip(): value.strip() for key, _, value in found}


def secret(var: Path) -> str:
    """The secret key: from the environment, else one made on the first start and kept beside the data, readable by its owner only."""
    if given := text("SECRET_KEY"):
        return given
    kept = var / "secret-key"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return kept.read_text()  # another process of the same start was first
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()


# Long statements here are long for their rows, not for their expressions: to compile these takes longer than the statement itself. Memory
# enough that sorting and joining a province stays in it, small enough for eight people at once on a machine of 4 GB. What PostgreSQL takes
# a random page to cost is meant for turning disks.
POSTGRES: Final = "-c jit=off -c work_mem=32MB -c random_page_cost=1.1"


def database(var: Path) -> dict[str, object]:
    """CHUNGTAY_DATABASE_URL: empty or sqlite:///file for the embedded database, postgresql://user:password@host:port/name in production."""
    url = urlsplit(text("DATABASE_URL") or f"sqlite:///{var / 'chungtay.sqlite3'}")
    if url.scheme == "sqlite":
        return _sqlite(unquote(url.path[1:]) if url.path[1:] else str(var / "chungtay.sqlite3"))
    if url.scheme in ("postgres", "postgresql"):
        options: dict[str, object] = {"pool": {"min_size": 1, "max_size": number("DATABASE_POOL", 8)}, "options": POSTGRES}
        query = dict(parse_qsl(url.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path[1:]),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": query.pop("host", unquote(url.hostname or "")),
            "PORT": str(url.port or ""),
            "OPTIONS": options | query,
        }
    raise ImproperlyConfigured("CHUNGTAY_DATABASE_URL: expected sqlite:///… or postgresql://…")


def _sqlite(name: str) -> dict[str, object]:
    """Write-ahead log, so that readers never wait; a writer takes its turn at once (IMMEDIATE) and waits for it up to 20 s."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;",
        },
    }
