"""The check of a file by anybody: in a process of its own, with a limit of memory and of time."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from chungtay.core.errors import RuleBroken
from chungtay.documents.decree30.checker.child import SECONDS
from chungtay.documents.decree30.checker.inspecting import fixable
from chungtay.documents.decree30.checker.package import damaged, too_large
from chungtay.documents.decree30.checker.report import Report, from_data

_log: Final = logging.getLogger(__name__)
_ALL: Final = ["*"]
_HOUSE: Final = Path(__file__).resolve().parents[4]


def check(file: bytes) -> Report:
    """What departs from Nghị định 30/2020/NĐ-CP. RuleBroken, in one sentence, for what is no sound .docx or costs too much."""
    answer, _copy = _ask(file, None)
    return from_data(answer["report"])


def corrected(file: bytes, report: Report) -> bytes:
    """A copy in which the fixable findings of the report are mended, and nothing else is changed. RuleBroken as check()."""
    _answer, copy = _ask(file, sorted(fixable(report)))
    return copy


def checked(file: bytes) -> tuple[Report, bytes]:
    """Both in one process: the report, and the corrected copy where there is something to mend (else b"")."""
    answer, copy = _ask(file, _ALL)
    return from_data(answer["report"]), copy


def _ask(file: bytes, rules: list[str] | None) -> tuple[dict[str, Any], bytes]:
    question = {"language": translation.get_language() or "vi", "locale": [str(each) for each in settings.LOCALE_PATHS], "rules": rules}
    command = [sys.executable, "-m", "chungtay.documents.decree30.checker.child"]
    try:
        done = subprocess.run(
            command, input=json.dumps(question).encode() + b"\n" + file, capture_output=True, timeout=SECONDS, check=False, cwd=_HOUSE
        )
    except subprocess.TimeoutExpired:
        sentence = _("Văn bản phức tạp quá, không kiểm tra xong trong %(seconds)d giây. Xin tách thành nhiều tệp nhỏ hơn.")
        raise RuleBroken(sentence % {"seconds": SECONDS}) from None
    if done.returncode != 0:
        if done.returncode < 0 or b"MemoryError" in done.stderr:
            raise too_large()
        _log.error("The checker failed on a file: %s", done.stderr.decode(errors="replace"))  # a fault of ours, for us to read
        raise damaged()
    line, _newline, copy = done.stdout.partition(b"\n")
    answer: dict[str, Any] = json.loads(line)
    if "refused" in answer:
        raise RuleBroken(answer["refused"])
    return answer, copy
