"""One POST to another house: it either never reached it, or was answered, or nobody knows. Never follows a redirect, never waits long."""

import json
import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from threading import Timer
from typing import Any, Final
from urllib.parse import urlsplit

CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 15.0  # for the whole answer, however slowly it drips
MOST_BYTES: Final = 64 * 1024


class NotReachedError(Exception):
    """No connection: nothing was said, so it may be said again."""


class UnclearError(Exception):
    """Something was said, and the answer did not come: the other side may have acted on it."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """The JSON object in the body; empty where there is none."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}


def post(url: str, *, headers: dict[str, str], body: bytes) -> Answer:
    """Raises NotReachedError or UnclearError."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=CONNECT_SECONDS)
    try:
        try:
            connection.connect()
        except OSError as error:
            raise NotReachedError(type(error).__name__) from error
        return _answered(connection, parts.path, headers, body)
    finally:
        connection.close()


def _answered(connection: HTTPConnection, path: str, headers: dict[str, str], body: bytes) -> Answer:
    line = connection.sock
    assert line is not None
    line.settimeout(ANSWER_SECONDS)
    # A timeout of a socket is for each piece; this one is for all of them.
    patience = Timer(ANSWER_SECONDS, _hang_up, [line])
    patience.start()
    try:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.read(MOST_BYTES + 1))
        if response.length:  # fewer, or more, than was promised and asked for
            raise IncompleteRead(b"")
    except (OSError, HTTPException, ValueError) as error:
        raise UnclearError(type(error).__name__) from error
    finally:
        patience.cancel()
    return answer


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
