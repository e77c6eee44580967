"""The last two hours before the deadline, cut short: clerks open their round, type everything, check and send, while officers read.

43,000 answers in 7,200 seconds are six a second. Here six a second come for a while, then five times as many, then six again, through the
real pages over HTTP to gunicorn and PostgreSQL, the clerks' side on the same two cores. Run by bench/__main__.py on PostgreSQL only; the
answer is JSON. Each visit is four requests: the form, all 30 answers, the check, the sending. Bounded in number and time.
"""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from queue import Empty, Queue
from statistics import quantiles
from typing import Any, Final
from urllib.parse import urlencode

import django
from django.conf import settings

from bench.places import version

# (seconds, visits a second): the steady evening, the burst, the steady evening.
PHASES: Final = ((20, 6), (5, 30), (15, 6))
READS_A_SECOND: Final = 4
CLERKS: Final = 100
THREADS: Final = 48
CHECKED: Final = 50  # accepted afterwards, to hold the totals against the answers
LONGEST_S: Final = 300  # of the whole run
_HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "bench"}


@dataclass
class Outcome:
    """What came back: milliseconds by kind of request, faults in words, and how many were sent."""

    ms: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, started: float, answer: HTTPResponse, body: bytes, *, wanted: int) -> None:
        spent = (time.perf_counter() - started) * 1000
        with self.lock:
            self.ms.setdefault(kind, []).append(spent)
            if answer.status != wanted:
                self.faults.append(f"{kind}: {answer.status}, wanted {wanted}: {body[:80]!r}")


class Boxes(HTMLParser):
    """Every named box of a page with what stands in it; the first token against forged requests."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("input", "textarea") and given.get("name") and given.get("type") not in ("submit", "radio", "search"):
            self.found.setdefault(str(given["name"]), given.get("value") or "")


@dataclass
class Clerk:
    """Somebody signed in, with the answers that they must send."""

    cookie: str
    submissions: list[int]


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
    units = OrgUnit.objects.in_bulk(list(waiting)[:CLERKS])
    clerks = [Clerk(cookie_of(invited(RoleKind.COMMUNE_OFFICER, place, f"xa{place.pk}")), list(waiting[pk])) for pk, place in units.items()]
    return clerks, Clerk(cookie_of(invited(RoleKind.PROVINCE_OFFICER, unit("38"), "tinh38")), [])


def ask(line: HTTPConnection, method: str, path: str, cookie: str, body: dict[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
    line.request(method, path, urlencode(body) if body is not None else None, _HEADERS | {"Cookie": cookie})
    answer = line.getresponse()
    return answer, answer.read()


def send_one(line: HTTPConnection, clerk: Clerk, pk: int, told: Outcome) -> None:
    """One visit, as a person does it."""
    form, check = f"/dot-bao-cao/{pk}/tra-loi/", f"/dot-bao-cao/{pk}/gui/"
    started = time.perf_counter()
    answer, page = ask(line, "GET", form, clerk.cookie)
    told.note("open the form", started, answer, page, wanted=200)
    token = _token_cookie(answer)
    cookie = f"{clerk.cookie}; csrftoken={token}"
    boxes = Boxes(page).found
    typed = boxes | {name: str(pk % 89) for name in boxes if re.fullmatch(r"i\d\d", name)} | {"then": "check"}
    started = time.perf_counter()
    answer, page = ask(line, "POST", form, cookie, typed)
    told.note("save 30 answers", started, answer, page, wanted=302)
    started = time.perf_counter()
    answer, page = ask(line, "GET", check, cookie)
    told.note("check", started, answer, page, wanted=200)
    started = time.perf_counter()
    answer, page = ask(line, "POST", check, cookie, {"csrfmiddlewaretoken": Boxes(page).found.get("csrfmiddlewaretoken", "")})
    told.note("send", started, answer, page, wanted=302)
    with told.lock:
        told.sent += answer.status == 302


def _token_cookie(answer: HTTPResponse) -> str:
    found = re.search(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
    return found[1] if found else ""


def read_one(line: HTTPConnection, officer: Clerk, place: int, told: Outcome) -> None:
    paths = ("/", "/dot-bao-cao/", "/dot-bao-cao/dieu-uoc-cho-em/2026/", "/dot-bao-cao/dieu-uoc-cho-em/2026/tong-hop/")
    started = time.perf_counter()
    answer, page = ask(line, "GET", paths[place % len(paths)], officer.cookie)
    told.note("an officer reads", started, answer, page, wanted=200)


def work(port: int, jobs: "Queue[tuple[Clerk, int]]", told: Outcome, until: threading.Event) -> None:
    line = HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        try:
            clerk, what = jobs.get(timeout=0.2)
        except Empty:
            if until.is_set():
                return
            continue
        try:
            if clerk.submissions:
                send_one(line, clerk, what, told)
            else:
                read_one(line, clerk, what, told)
        except OSError as error:
            with told.lock:
                told.faults.append(f"the line: {error!r}")
            line.close()


def evening(port: int, clerks: list[Clerk], officer: Clerk) -> tuple[Outcome, int, float]:
    """Visits come by the clock whether or not earlier ones are done; what came back, how many came, and the seconds until all were done."""
    told, jobs, over = Outcome(), Queue[tuple[Clerk, int]](), threading.Event()
    threads = [threading.Thread(target=work, args=(port, jobs, told, over), daemon=True) for _thread in range(THREADS)]
    for thread in threads:
        thread.start()
    began, came, reads = time.perf_counter(), 0, 0.0
    for seconds, a_second in PHASES:
        for _tick in range(seconds * a_second):
            clerk = clerks[came % len(clerks)]
            jobs.put((clerk, clerk.submissions[came // len(clerks)]))
            came += 1
            reads += READS_A_SECOND / a_second
            while reads >= 1:
                jobs.put((officer, came))
                reads -= 1
            time.sleep(1 / a_second)
    over.set()
    for thread in threads:
        thread.join(timeout=max(1.0, LONGEST_S - (time.perf_counter() - began)))
    return told, came, time.perf_counter() - began


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from bench.rounds import ask_everybody, open_national_round  # noqa: PLC0415
    from bench.world import build  # noqa: PLC0415
    from chungtay.submissions.actions.collecting import accept_submission  # noqa: PLC0415
    from chungtay.submissions.models import Submission  # noqa: PLC0415
    from chungtay.submissions.totals import recomputed, totals  # noqa: PLC0415

    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    build()
    row = open_national_round()
    ask_everybody(row)
    clerks, officer = clerks_of(row)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with server(port):
        told, came, seconds = evening(port, clerks, officer)
    for one in Submission.objects.filter(round=row, status="submitted").order_by("pk")[:CHECKED]:
        accept_submission(one, by=None)
    facts = {
        "database": version(),
        "came": came,
        "sent": told.sent,
        "in_database": Submission.objects.filter(round=row, sent_at__isnull=False).count(),
        "faults": len(told.faults),
        "first_faults": told.faults[:3],
        "seconds": round(seconds),
        "arrivals_s": sum(length for length, _rate in PHASES),
        "agrees": totals(row) == recomputed(row),
        "cores": os.cpu_count(),
    }
    json.dump({"facts": facts, "measured": [_told(kind, ms) for kind, ms in told.ms.items()]}, sys.stdout)


def _told(kind: str, ms: list[float]) -> dict[str, Any]:
    cuts = quantiles(ms, n=100) if len(ms) > 1 else [ms[0]] * 99
    return {"request": kind, "n": len(ms), "p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


if __name__ == "__main__":
    django.setup()
    main()
