"""The check itself, without its limits: read, locate, look. What the child process runs, and what the tests of the rules run."""

from typing import Final

from django.utils.translation import gettext as _

from chungtay.checker.correcting import apply
from chungtay.checker.encodings import share_of_legacy
from chungtay.checker.locate import locate
from chungtay.checker.package import written
from chungtay.checker.reader import read
from chungtay.checker.reading import Reading
from chungtay.checker.report import Report
from chungtay.checker.rule import Result, look_at
from chungtay.checker.rules import RULES
from chungtay.core.errors import RuleBroken

MOST_LEGACY: Final = 0.2  # a larger share of the text in an old encoding leaves nothing to check
MOST_ROUNDS: Final = 5


def inspect(file: bytes) -> Report:
    """Read the file and look at it with every rule. RuleBroken when it cannot be read."""
    return _result(file)[1].report


def fixable(report: Report) -> frozenset[str]:
    """The rules that have something to mend."""
    return frozenset(finding.rule for finding in report.findings if finding.is_fixable)


def correct(file: bytes, rules: frozenset[str]) -> bytes:
    """The file without the fixable findings of these rules; in rounds, since one correction may stand on another."""
    for _round in range(MOST_ROUNDS):
        reading, result = _result(file)
        fixes = [fix for name in RULES if name in rules for fix in result.fixes.get(name, ())]
        if not fixes:
            return file
        apply(reading.package, fixes)
        file = written(reading.package)
    return file


def _result(file: bytes) -> tuple[Reading, Result]:
    reading = read(file)
    if share_of_legacy(reading.written()) > MOST_LEGACY:
        raise RuleBroken(_("Văn bản dùng phông và bảng mã cũ (TCVN3, VNI) nên không kiểm tra được. Xin chuyển sang Unicode rồi gửi lại."))
    return reading, look_at(locate(reading))
