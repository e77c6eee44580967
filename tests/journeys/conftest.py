"""A browser, a server and the demo world for the journeys.

`page` is a phone in one run and a desktop in another; `plain_page` has JavaScript switched off. Both fail the test when a page asks another
host for anything, breaks the content policy or logs an error. `axe(page)` fails on anything that WCAG 2.2 AA forbids, light and dark.
The demo world is made once and kept (tests/make/kept.py); each test begins with a fresh copy of it.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from chungtay.console.demo.steps import at
from chungtay.core import clock
from tests.browser import chromium
from tests.make.kept import DATABASE, kept, put_files

# Playwright's event loop runs in this thread, so Django believes that it is called from asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

SCREENS: Final[dict[str, ViewportSize]] = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
Colours = Literal["light", "dark"]
# Every rule of WCAG 2.2 AA in the light; in the dark those whose answer rests on colours, because nothing else changes there.
RULES: Final[dict[Colours, dict[str, str | list[str]]]] = {
    "light": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
LINE_CUT: Final = ("htmx:sendError", "htmx:afterRequest")  # what htmx says when a journey cuts the line
ARGUMENTS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",  # nor one in software: painting without it costs less
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# ── The world and its server ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A file instead of memory: each thread of the server has a connection of its own, as in real life.

    (pytest-django's own fixture makes a database only where a test is marked; journeys ask for a server instead.)
    """
    folder = kept("demo")
    put_files(folder)
    file = shutil.copy(folder / DATABASE, tmp_path_factory.mktemp("world"))
    real = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(file)
        yield
        connection.close()
        connection.settings_dict["NAME"] = real


@pytest.fixture(scope="session")
def world(django_db_setup: None) -> Iterator[sqlite3.Connection]:
    """The demo world, kept aside as it was before anybody touched it."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as aside:
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as file:
            file.backup(aside)
        yield aside


@pytest.fixture(scope="session")
def live(world: sqlite3.Connection, django_db_blocker: DjangoDbBlocker) -> Iterator[LiveServer]:
    with django_db_blocker.unblock():
        running = LiveServer("127.0.0.1")
        yield running
        running.stop()


@pytest.fixture
def server(live: LiveServer, world: sqlite3.Connection, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of the server over a fresh copy of the demo world. The test itself may ask the database, too."""
    with django_db_blocker.unblock():
        connection.ensure_connection()
        world.backup(connection.connection)
        yield live.url


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`stand("2026-11-25T09:00")`: from now on it is that instant in Việt Nam, for the server too (which runs in other threads)."""

    def stand_at(told: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: at(told))

    return stand_at


# ── The browser ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(params=list(SCREENS))
def screen(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, server: str, screen: str) -> Iterator[Page]:
    yield from guarded_page(browser, server, screen)


@pytest.fixture
def other_page(browser: Browser, server: str, screen: str) -> Iterator[Page]:
    """Somebody else's browser."""
    yield from guarded_page(browser, server, screen)


@pytest.fixture
def plain_page(browser: Browser, server: str) -> Iterator[Page]:
    """A phone with JavaScript switched off."""
    yield from guarded_page(browser, server, "phone", java_script_enabled=False)


def guarded_page(browser: Browser, server: str, screen: str, **options: Any) -> Iterator[Page]:
    """A page whose addresses begin at the server; whatever went wrong on it is told at the end."""
    context: BrowserContext = browser.new_context(
        base_url=server, viewport=SCREENS[screen], locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce", **options
    )
    context.set_default_timeout(40_000)
    guard = Guard(server)
    opened = context.new_page()
    guard.watch(opened)
    yield opened
    context.close()
    assert guard.faults == []


class Guard:
    """Collects what a well-behaved page never does."""

    def __init__(self, server: str) -> None:
        self.host = urlsplit(server).netloc
        self.faults: list[str] = []
        self.refused: set[str] = set()  # answers of 4xx that a journey may ask for: the browser logs each as an error

    def watch(self, page: Page) -> None:
        page.on("request", self.see_request)
        page.on("response", self.see_response)
        page.on("console", self.see_console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))

    def see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.host:
            self.faults.append(f"asked another host: {request.url}")

    def see_response(self, response: Response) -> None:
        if 400 <= response.status < 500 and response.request.resource_type in ("document", "xhr", "fetch"):
            self.refused.add(response.url)
        elif response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def see_console(self, message: ConsoleMessage) -> None:
        if message.type != "error" or message.text.startswith(LINE_CUT):
            return
        about = message.location.get("url", "")
        if message.text.startswith("Failed to load resource") and self.was_refused(about):
            return
        self.faults.append(f"console: {message.text} ({about})")

    def was_refused(self, address: str) -> bool:
        """The log line may come before the answer is seen, so an address of ours that is no static part counts as well."""
        return address in self.refused or "/static/" not in urlsplit(address).path


# ── Accessibility ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: nothing on the page is against WCAG 2.2 AA, in the light colours and in the dark."""
    return find_nothing


def find_nothing(page: Page) -> None:
    page.wait_for_load_state()
    for colours, rules in RULES.items():
        page.emulate_media(color_scheme=colours)
        found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{page.url} ({colours})\n{found.generate_report()}"
    page.emulate_media(color_scheme="no-preference")


@pytest.fixture
def shots(screen: str) -> Callable[[Page, str], None]:
    """`shots(page, "trang-chu")` keeps a picture in var/shots/, for looking at what a journey saw; only if PICTURES=1 asks for it."""
    folder = Path(settings.BASE) / "var" / "shots"

    def shoot(page: Page, name: str) -> None:
        if os.environ.get("PICTURES") != "1":
            return
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}-{screen}.png", full_page=True)
        # What the camera leaves behind: htmx would carry it on, and the content policy refuse it.
        page.evaluate("document.querySelectorAll('[style=\"\"]').forEach((one) => one.removeAttribute('style'))")

    return shoot


@pytest.fixture
def look(axe: Callable[[Page], None], shots: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """`look(page, "trang-chu")`: right for everybody, no wider than the screen; a picture of it is kept if asked for."""

    def see(page: Page, name: str) -> None:
        axe(page)
        shots(page, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth"), f"{page.url} runs over the edge"

    return see
