"""The last two hours before the deadline, cut short: clerks open their round, type everything, check and send, while officers read.

43,000 answers in 7,200 seconds are six a second. Here six a second come for a while, then five times as many, then six again, through the
real pages over HTTP to gunicorn and PostgreSQL, the clerks' side on the same two cores. Run by bench/__main__.py on PostgreSQL only; the
answer is JSON. Each visit is four requests on one line: the form, all 30 answers, the check, the sending. Whoever comes counts from that
moment, also while they wait for a free line. Bounded: nobody comes after the phases, and what is not done PATIENCE_S later is given up.
"""

import gzip
import json
import os
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import Empty, Queue
from statistics import quantiles
from typing import Any, Final
from urllib.parse import urlencode

import django
from django.conf import settings
from django.db import connection

from bench.places import version

# (what it is called, seconds, visits a second)
PHASES: Final = (("steady", 20, 6), ("burst", 5, 30), ("after it", 15, 6))
READS_A_SECOND: Final = 4
READERS: Final = 4  # one in so many reads is the province's, the others' are of communes: there are a hundred communes to a province
CLERKS: Final = 100
MOST_VISITS: Final = 4  # of one clerk, each for another school
LINES: Final = 48  # open at once
CHECKED: Final = 50  # accepted afterwards, to hold the totals against the answers
PATIENCE_S: Final = 120
_HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "bench", "Accept-Encoding": "gzip"}
_TAG: Final = re.compile(r'<(?:input|textarea)[^>]* form="answers"[^>]*>')
_NAME: Final = re.compile(r' name="([^"]+)"')
_VALUE: Final = re.compile(r' value="([^"]*)"')
_TOKEN: Final = re.compile(r' name="csrfmiddlewaretoken" value="([^"]+)"')
_SEEN: Final = re.compile(r' name="seen" value="([^"]+)"')
_COOKIE: Final = re.compile(r"csrftoken=([^;]+)")


@dataclass
class Outcome:
    """What came back: milliseconds by kind of request, faults in words, and how many were sent."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, started: float) -> None:
        with self.lock:
            self.ms.setdefault(kind, []).append((time.perf_counter() - started) * 1000)

    def fault(self, words: str) -> None:
        with self.lock:
            self.faults.append(words)


@dataclass
class Clerk:
    """Somebody signed in, with the answers that they must send."""

    cookie: str
    submissions: list[int]


@dataclass(frozen=True)
class Job:
    """Somebody came: a clerk for this submission, or an officer (`phase` empty) for this page."""

    clerk: Clerk
    what: int
    phase: str
    came_at: float


class WrongAnswerError(Exception):
    """Another answer than the one wanted."""


@dataclass
class Line:
    """A connection and who speaks on it, for as long as one visit."""

    connection: HTTPConnection
    cookie: str
    told: Outcome

    def ask(self, kind: str, method: str, path: str, body: dict[str, str] | None = None, *, wanted: int = 200) -> str:
        started = time.perf_counter()
        self.connection.request(method, path, urlencode(body) if body is not None else None, _HEADERS | {"Cookie": self.cookie})
        answer = self.connection.getresponse()
        page = answer.read()
        self.told.note(kind, started)
        if answer.status != wanted:
            raise WrongAnswerError(f"{kind}: {answer.status}, wanted {wanted}")
        if "csrftoken" not in self.cookie and (found := _COOKIE.search(answer.headers.get("Set-Cookie", ""))):
            self.cookie += f"; csrftoken={found[1]}"
        return (gzip.decompress(page) if answer.headers.get("Content-Encoding") == "gzip" else page).decode()


@contextmanager
def server(port: int) -> Iterator[None]:
    """As `make run` starts it, without the worker."""
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload"]
    quiet = ["--no-control-socket", "--log-level", "warning", "--backlog", "512"]
    running = subprocess.Popen([sys.executable, "-m", "gunicorn", *options, *quiet, "config.wsgi"], stdout=sys.stderr)
    try:
        for _try in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        yield
    finally:
        running.terminate()
        running.wait(timeout=20)


def clerks_of(row: Any) -> tuple[list[Clerk], Clerk]:
    """Commune officers with the schools of their communes, and one officer of a province who reads."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415 — Django must be set up first
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415

    from bench.world import unit  # noqa: PLC0415
    from chungtay.accounts.actions import invite_user  # noqa: PLC0415
    from chungtay.accounts.enums import RoleKind  # noqa: PLC0415
    from chungtay.accounts.models import User  # noqa: PLC0415
    from chungtay.places.models import OrgUnit  # noqa: PLC0415
    from chungtay.submissions.models import Submission  # noqa: PLC0415

    def cookie_of(user: User) -> str:
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"

    def invited(kind: RoleKind, place: OrgUnit, name: str) -> User:
        day, word = date(2026, 9, 1), "bench-bench-1"
        made = invite_user(place, by=None, kind=kind, full_name=name, on=day, username=name, password=word, must_change_password=False)
        return made.user

    waiting: dict[int, list[int]] = {}
    for pk, commune in Submission.objects.filter(round=row, commune__isnull=False).order_by("commune", "pk").values_list("pk", "commune"):
        waiting.setdefault(commune, []).append(pk)
    units = OrgUnit.objects.in_bulk([commune for commune, asked in waiting.items() if len(asked) >= MOST_VISITS][:CLERKS])
    clerks = [Clerk(cookie_of(invited(RoleKind.COMMUNE_OFFICER, place, f"xa{place.pk}")), list(waiting[pk])) for pk, place in units.items()]
    return clerks, Clerk(cookie_of(invited(RoleKind.PROVINCE_OFFICER, unit("38"), "tinh38")), [])


def send_one(line: Line, pk: int) -> None:
    """One visit, as a person does it."""
    form, check = f"/dot-bao-cao/{pk}/tra-loi/", f"/dot-bao-cao/{pk}/gui/"
    page = line.ask("open the form", "GET", form)
    typed = boxes_of(page) | {"csrfmiddlewaretoken": _found(_TOKEN, page), "then": "check"}
    typed |= {name: str(pk % 89) for name in typed if re.fullmatch(r"i\d\d", name)}
    line.ask("save 30 answers", "POST", form, typed, wanted=302)
    page = line.ask("check", "GET", check)
    line.ask("send", "POST", check, {"csrfmiddlewaretoken": _found(_TOKEN, page), "seen": _found(_SEEN, page)}, wanted=302)


def boxes_of(page: str) -> dict[str, str]:
    """Every box of the answers with what stands in it; what is written between tags is empty here."""
    found = {}
    for tag in _TAG.findall(page):
        name, value = _NAME.search(tag), _VALUE.search(tag)
        if name is not None:
            found[unescape(name[1])] = unescape(value[1]) if value is not None else ""
    return found


def _found(what: re.Pattern[str], page: str) -> str:
    if (found := what.search(page)) is None:
        raise WrongAnswerError(f"no {what.pattern}")
    return found[1]


def read_one(line: Line, place: int) -> None:
    """A page that an officer looks at, of a commune or of a province."""
    paths = ("/", "/dot-bao-cao/", "/dot-bao-cao/dieu-uoc-cho-em/2026/", "/dot-bao-cao/dieu-uoc-cho-em/2026/tong-hop/")
    line.ask("an officer reads", "GET", paths[place // READERS % len(paths)])


def work(port: int, jobs: "Queue[Job]", told: Outcome, over: threading.Event, given_up: threading.Event) -> None:
    while not given_up.is_set():
        try:
            job = jobs.get(timeout=0.2)
        except Empty:
            if over.is_set():
                return
            continue
        line = Line(HTTPConnection("127.0.0.1", port, timeout=60), job.clerk.cookie, told)
        try:
            if not job.phase:
                read_one(line, job.what)
                continue
            send_one(line, job.what)
            told.note(f"whole visit, {job.phase}", job.came_at)
            with told.lock:
                told.sent += 1
        except (OSError, HTTPException, WrongAnswerError) as error:
            if not given_up.is_set():  # the server is gone then
                told.fault(f"{error!r}")
        finally:
            line.connection.close()


def evening(port: int, clerks: list[Clerk], officer: Clerk) -> tuple[Outcome, int, float]:
    """Visits come by the clock whether or not earlier ones are done; what came back, how many came, and the seconds until all was over."""
    told, jobs, over, given_up = Outcome(), Queue[Job](), threading.Event(), threading.Event()
    threads = [threading.Thread(target=work, args=(port, jobs, told, over, given_up), daemon=True) for _line in range(LINES)]
    for thread in threads:
        thread.start()
    began = due = time.perf_counter()
    came, read, reads = 0, 0, 0.0
    for phase, seconds, a_second in PHASES:
        for _tick in range(seconds * a_second):
            clerk = clerks[came % len(clerks)]
            jobs.put(Job(clerk, clerk.submissions[came // len(clerks)], phase, time.perf_counter()))
            came += 1
            reads += READS_A_SECOND / a_second
            while reads >= 1:
                reader = clerks[read % len(clerks)] if read % READERS else officer
                jobs.put(Job(reader, read, "", time.perf_counter()))
                reads, read = reads - 1, read + 1
            due += 1 / a_second
            time.sleep(max(0.0, due - time.perf_counter()))
    over.set()
    until = time.perf_counter() + PATIENCE_S
    for thread in threads:
        thread.join(timeout=max(0.0, until - time.perf_counter()))
    given_up.set()
    return told, came, time.perf_counter() - began


def database_cpu_s() -> float:
    """Processor seconds of the connections that the server holds; 0 where the system does not tell."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
        stats = [Path(f"/proc/{pid}/schedstat") for (pid,) in cursor.fetchall()]
    return sum(int(one.read_text().split()[0]) for one in stats if one.exists()) / 1e9


def cpu_s(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from bench.rounds import ask_everybody, open_national_round  # noqa: PLC0415
    from bench.world import build  # noqa: PLC0415
    from chungtay.submissions.actions.collecting import accept_submission  # noqa: PLC0415
    from chungtay.submissions.models import Submission  # noqa: PLC0415
    from chungtay.submissions.totals import recomputed, totals  # noqa: PLC0415

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in; a hundred are only invited
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    build()
    row = open_national_round()
    ask_everybody(row)
    clerks, officer = clerks_of(row)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as in bench/world.py
    facts, told = measured(clerks, officer)
    for one in Submission.objects.filter(round=row, status="submitted").order_by("pk")[:CHECKED]:
        accept_submission(one, by=None)
    facts["in_database"] = Submission.objects.filter(round=row, sent_at__isnull=False).count()
    facts["agrees"] = totals(row) == recomputed(row)
    json.dump({"facts": facts, "measured": [_told(kind, ms) for kind, ms in told.ms.items()]}, sys.stdout)


def measured(clerks: list[Clerk], officer: Clerk) -> tuple[dict[str, Any], Outcome]:
    """The evening itself, and what it cost."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    load, children = os.getloadavg()[0], cpu_s(resource.RUSAGE_CHILDREN)
    with server(port):
        asking = cpu_s(resource.RUSAGE_SELF)
        told, came, seconds = evening(port, clerks, officer)
        asking, database = cpu_s(resource.RUSAGE_SELF) - asking, database_cpu_s()
    facts: dict[str, Any] = {
        "database": version(),
        "came": came,
        "sent": told.sent,
        "faults": len(told.faults),
        "first_faults": told.faults[:3],
        "seconds": round(seconds),
        "carried_s": round(told.sent / seconds, 1),
        "arrivals_s": sum(length for _name, length, _rate in PHASES),
        "server_cpu_s": round(cpu_s(resource.RUSAGE_CHILDREN) - children),
        "database_cpu_s": round(database),
        "clients_cpu_s": round(asking),
        "load_before": round(load, 1),
        "cores": os.cpu_count(),
    }
    return facts, told


def _told(kind: str, ms: list[float]) -> dict[str, Any]:
    cuts = quantiles(ms, n=100) if len(ms) > 1 else [ms[0]] * 99
    return {"request": kind, "n": len(ms), "p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


if __name__ == "__main__":
    django.setup()
    main()
