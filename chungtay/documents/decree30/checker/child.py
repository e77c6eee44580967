"""The process in which a stranger's file is read: little memory, little time, no way back but its answer.

python -m chungtay.documents.decree30.checker.child    a line of JSON and then the file on standard input, the answer on standard output
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.utils import translation

MEGABYTE: Final = 1_000_000
MEMORY: Final = 200 * MEGABYTE  # more address space than after the start
SECONDS: Final = 20


def main() -> int:
    """0: the answer is whole. Anything else, or death, is for the parent to explain."""
    asked: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    settings.configure(USE_I18N=True, LANGUAGE_CODE="vi", LOCALE_PATHS=asked["locale"], INSTALLED_APPS=[], DATABASES={})
    django.setup()
    translation.activate(asked["language"])
    from chungtay.core.errors import RuleBroken  # noqa: PLC0415 — after the settings
    from chungtay.documents.decree30.checker.inspecting import correct, fixable, inspect  # noqa: PLC0415
    from chungtay.documents.decree30.checker.package import too_large  # noqa: PLC0415
    from chungtay.documents.decree30.checker.report import as_data  # noqa: PLC0415

    sentence = str(too_large())  # said later, when there may be no room left to find the words
    _limit()
    answer: dict[str, Any] = {}
    copy = b""
    try:
        file = sys.stdin.buffer.read()
        if asked["rules"] in (None, ["*"]):
            report = inspect(file)
            answer = {"report": as_data(report)}
            rules = fixable(report) if asked["rules"] else frozenset()
        else:
            rules = frozenset(asked["rules"])
        copy = correct(file, rules) if rules else b""
    except RuleBroken as refusal:
        answer = {"refused": refusal.sentence}
    except (MemoryError, RecursionError):
        answer = {"refused": sentence}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + copy)
    return 0


def _limit() -> None:
    """From here on."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
