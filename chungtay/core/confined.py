"""Work on a stranger's file in a process of its own: little memory, little time, no way back but its answer.

The parent calls `confined`; the child is this module itself (python -m chungtay.core.confined), which gets a line of JSON and then the
file on standard input, and answers with a line of JSON.
"""

import json
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.utils import translation

from chungtay.core.errors import RuleBroken

MEMORY: Final = 200_000_000
SECONDS: Final = 20
_HOUSE: Final = Path(__file__).resolve().parents[2]


def confined(
    work: str, file: bytes, question: dict[str, Any], *, too_costly: str, memory: int = MEMORY, seconds: int | None = None
) -> dict[str, Any]:
    """What the function `work` ("package.module:name", called with the file and the question) answers, in JSON's own types.

    `memory`: bytes of address space above what the start takes; `seconds`: of its own work, and of patience (None: SECONDS). Raises
    RuleBroken with its sentence where it refuses the file, and with `too_costly` where memory or time ran out.
    """
    patience = SECONDS if seconds is None else seconds
    asked = {
        "work": work,
        "question": question,
        "memory": memory,
        "seconds": patience,
        "language": translation.get_language() or "vi",
        "locale": [str(each) for each in settings.LOCALE_PATHS],
        "zone": settings.TIME_ZONE,
    }
    command = [sys.executable, "-m", "chungtay.core.confined"]
    try:
        done = subprocess.run(
            command, input=json.dumps(asked).encode() + b"\n" + file, capture_output=True, timeout=patience, check=False, cwd=_HOUSE
        )
    except subprocess.TimeoutExpired:
        raise RuleBroken(too_costly) from None
    if done.returncode > 0 and b"MemoryError" not in done.stderr:  # a fault of ours, not of the file
        raise RuntimeError(done.stderr.decode(errors="replace"))
    if done.returncode != 0:
        raise RuleBroken(too_costly)
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise RuleBroken(answer["refused"] or too_costly, field=answer["field"])
    return answer


def _child() -> int:
    """0: the answer is whole. Anything else, or death, is for the parent to explain."""
    asked = json.loads(sys.stdin.buffer.readline())
    settings.configure(
        USE_I18N=True,
        USE_TZ=True,
        TIME_ZONE=asked["zone"],
        LANGUAGE_CODE="vi",
        LOCALE_PATHS=asked["locale"],
        INSTALLED_APPS=[],
        DATABASES={},
    )
    django.setup()
    translation.activate(asked["language"])
    module, name = asked["work"].split(":")
    work = getattr(import_module(module), name)
    _limit(asked["memory"], asked["seconds"])
    try:
        answer = work(sys.stdin.buffer.read(), asked["question"])
    except RuleBroken as refusal:
        answer = {"refused": refusal.sentence, "field": refusal.field}
    except (MemoryError, RecursionError):
        answer = {"refused": "", "field": None}
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(memory: int, seconds: int) -> None:
    """From here on."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, used + seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(_child())
