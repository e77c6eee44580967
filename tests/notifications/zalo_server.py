"""A stand-in for Zalo on a real socket: answers as it is told, one script for each request, and keeps what it was sent."""

import json
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs


@dataclass
class Script:
    """One answer: JSON or raw bytes, after a wait; `cut` closes the line in the middle of it."""

    said: Any = None
    raw: bytes = b""
    status: int = 200
    wait: float = 0
    cut: bool = False
    drip: bool = False
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def body(self) -> bytes:
        return self.raw or json.dumps(self.said).encode()


OK = Script({"error": 0, "message": "Success", "data": {"msg_id": "a1"}})


def error(code: int) -> Script:
    return Script({"error": code, "message": "…"})


@dataclass
class Zalo:
    """What stands at the other end: `answers` to messages, `tokens` to refreshes; by default all goes well."""

    url: str = ""
    answers: deque[Script] = field(default_factory=deque)
    tokens: deque[Script] = field(default_factory=deque)
    messages: list[dict[str, Any]] = field(default_factory=list)
    refreshes: list[dict[str, str]] = field(default_factory=list)

    def next_message(self, said: dict[str, Any], token: str) -> Script:
        self.messages.append(said | {"token": token})
        return self.answers.popleft() if self.answers else OK

    def next_token(self, form: dict[str, str], secret: str) -> Script:
        self.refreshes.append(form | {"secret": secret})
        number = len(self.refreshes)
        if self.tokens:
            return self.tokens.popleft()
        return Script({"access_token": f"a{number}", "refresh_token": f"r{number}", "expires_in": "90000"})


class Handler(BaseHTTPRequestHandler):
    @property
    def zalo(self) -> Zalo:
        assert isinstance(self.server, Server)
        return self.server.zalo

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/message/template":
            script = self.zalo.next_message(json.loads(body), self.headers["access_token"])
        else:
            assert self.path == "/v4/oa/access_token"
            script = self.zalo.next_token({key: value[0] for key, value in parse_qs(body.decode()).items()}, self.headers["secret_key"])
        time.sleep(script.wait)
        with suppress(ConnectionError):  # the other side had no more patience
            self.answer(script)

    def answer(self, script: Script) -> None:
        self.send_response(script.status)
        self.send_header("Content-Length", str(len(script.body)))
        for name, value in script.headers.items():
            self.send_header(name, value)
        self.end_headers()
        body = script.body[: len(script.body) // 2] if script.cut else script.body
        for piece in [body[i : i + 1] for i in range(len(body))] if script.drip else [body]:
            self.wfile.write(piece)
            time.sleep(0.1 if script.drip else 0)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the name that it has in http.server
        """Quiet."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, zalo: Zalo) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.zalo = zalo
        zalo.url = f"http://127.0.0.1:{self.server_port}"


@contextmanager
def zalo_server() -> Iterator[Zalo]:
    with Server(Zalo()) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.zalo
        server.shutdown()
