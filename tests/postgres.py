"""A private PostgreSQL for as long as one command runs.

    python -m tests.postgres <command> …

The cluster lies in a temporary folder, listens on a free port of 127.0.0.1 only, and is gone afterwards, also after Ctrl-C. The command
finds it in CHUNGTAY_DATABASE_URL. Safety against power cuts is switched off: the data live for minutes.
"""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.debian import install

OLDEST: Final = 13
NEEDED: Final = "Các bài thử trên PostgreSQL cần PostgreSQL 13 trở lên, kèm phần mở rộng (contrib)."
SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # it would count the rows of a test that was rolled back, and plan the next one for empty tables
    "max_connections": "300",  # two workers of pytest, each with a hundred threads at once
    "timezone": "UTC",
}


@contextmanager
def private_postgres() -> Iterator[str]:
    """The URL of a fresh, empty cluster's database `postgres`; its owner is a superuser without password."""
    binaries = _binaries()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="chungtay-pg-"))
    try:
        if owner is not None:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        port = _free_port()
        _run(
            binaries / "initdb",
            "--auth=trust",
            "--username=chungtay",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            f"--pgdata={folder / 'data'}",
            owner=owner,
        )
        settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
        with (folder / "data" / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        server = ["-D", str(folder / "data"), "-l", str(folder / "log"), "-w"]
        try:
            _run(binaries / "pg_ctl", *server, "start", owner=owner)
            yield f"postgresql://chungtay@127.0.0.1:{port}/postgres"
        finally:
            _run(binaries / "pg_ctl", *server, "-m", "immediate", "stop", owner=owner, must_succeed=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    """The folder of initdb and pg_ctl, installed if missing and we may."""
    if (found := _find_binaries()) is None:
        install("postgresql", because=NEEDED)
        found = _find_binaries()
    if found is None:
        sys.exit(NEEDED)
    return found


def _find_binaries() -> Path | None:
    """The newest that is new enough and has the extensions we use."""
    on_path = shutil.which("pg_ctl")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    fit = [(version, folder) for folder in folders if (version := _version(folder)) >= OLDEST]
    return max(fit)[1] if fit else None


def _version(folder: Path) -> int:
    """The major version, 0 where something is missing."""
    config, server = folder / "pg_config", folder / "postgres"
    if not (server.exists() and (folder / "initdb").exists() and (folder / "pg_ctl").exists()):
        return 0
    said = subprocess.run([server, "--version"], capture_output=True, text=True, check=True).stdout
    if config.exists():
        share = subprocess.run([config, "--sharedir"], capture_output=True, text=True, check=True).stdout.strip()
        if not all((Path(share) / "extension" / f"{name}.control").exists() for name in ("btree_gist", "pg_trgm")):
            return 0
    match = re.search(r"(\d+)", said)
    return int(match[1]) if match else 0


def _owner() -> pwd.struct_passwd | None:
    """initdb refuses to work for root, so root lends the cluster to postgres, or to nobody."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(program: Path, *arguments: str, owner: pwd.struct_passwd | None, must_succeed: bool = True) -> None:
    """Run one of PostgreSQL's programs quietly, as the owner of the cluster; on failure show what it said."""
    user, group = (owner.pw_uid, owner.pw_gid) if owner else (None, None)
    with tempfile.TemporaryFile() as said:  # a file, because a pipe would stay open in the server that pg_ctl leaves behind
        command = [str(program), *arguments]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd="/",
            user=user,
            group=group,
            extra_groups=[] if owner else None,
            check=False,
        )
        if done.returncode != 0 and must_succeed:
            said.seek(0)
            sys.exit(f"{program.name}: {said.read().decode(errors='replace')}")


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with private_postgres() as url:
        return subprocess.run(command, env=os.environ | {"CHUNGTAY_DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
