"""The check of a file by anybody: in a process of its own, with a limit of memory and of time (core.confined)."""

import base64
import logging
from typing import Any, Final

from chungtay.checker.inspecting import correct, fixable, inspect
from chungtay.checker.package import damaged, too_large
from chungtay.checker.report import Report, as_data, from_data
from chungtay.core.confined import confined

_log: Final = logging.getLogger(__name__)
_WORK: Final = f"{__name__}:in_the_child"


def check(file: bytes) -> Report:
    """What departs from Nghị định 30/2020/NĐ-CP. RuleBroken, in one sentence, for what is no sound .docx or costs too much."""
    return from_data(_ask(file, {"wanted": "report"})["report"])


def corrected(file: bytes, report: Report) -> bytes:
    """A copy in which the fixable findings of the report are mended, and nothing else is changed. RuleBroken as check()."""
    return _copy(_ask(file, {"wanted": "copy", "rules": sorted(fixable(report))}))


def checked(file: bytes) -> tuple[Report, bytes]:
    """Both in one process: the report, and the corrected copy where there is something to mend (else b"")."""
    answer = _ask(file, {"wanted": "both"})
    return from_data(answer["report"]), _copy(answer)


def in_the_child(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    """`wanted`: the report, a copy mended by `rules`, or both."""
    if question["wanted"] == "copy":
        return {"copy": _letters(correct(file, frozenset(question["rules"])))}
    report = inspect(file)
    rules = fixable(report) if question["wanted"] == "both" else frozenset()
    return {"report": as_data(report), "copy": _letters(correct(file, rules) if rules else b"")}


def _letters(copy: bytes) -> str:
    return base64.b64encode(copy).decode("ascii")


def _copy(answer: dict[str, Any]) -> bytes:
    return base64.b64decode(answer["copy"])


def _ask(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    try:
        return confined(_WORK, file, question, too_costly=too_large().sentence)
    except RuntimeError:
        _log.exception("The checker failed on a file")  # a fault of ours, for us to read; people are told to save the file anew
        raise damaged() from None
