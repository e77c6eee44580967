"""What a child process has answered is answered again without it.

Each costs 0.2 s of starting Python, and thousands of tests send the same few photos and statements. The whole question counts: the file,
what is asked of it, its language, memory and time; only a whole answer that a child gave to this very process of pytest is kept. A child
that died or was ended is asked again each time, and so is one whose answer rests on more than the question, as those on signatures do
(roots in a folder, the hour).
"""

import subprocess
from hashlib import sha256
from typing import Any, Final

_WORKS: Final = tuple(b'{"work": "chungtay.%s.' % room for room in (b"files", b"banking", b"checker"))


class Answered:
    """Stands for the module `subprocess`."""

    TimeoutExpired: Final = subprocess.TimeoutExpired

    def __init__(self) -> None:
        self.before: dict[bytes, subprocess.CompletedProcess[bytes]] = {}

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        key = sha256(options["input"]).digest()
        if (known := self.before.get(key)) is not None:
            return known
        done: subprocess.CompletedProcess[bytes] = subprocess.run(command, **options)  # noqa: PLW1510 — its caller says so
        if done.returncode == 0 and options["input"].startswith(_WORKS):
            self.before[key] = done
        return done
