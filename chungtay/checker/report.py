"""What the checker says: findings, each with its place, rule, what is there, what should be, and the article that governs."""

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Severity(Enum):
    """`ERROR`: the decree says otherwise. `CAUTION`: a person must look, a program cannot know."""

    ERROR = "error"
    CAUTION = "caution"

    @property
    def label(self) -> str:
        return str({Severity.ERROR: _("Trái quy định"), Severity.CAUTION: _("Cần xem lại")}[self])


@dataclass(frozen=True, slots=True)
class Finding:
    """`times`: at how many places, the first of which is `where`. `is_fixable`: the corrected copy will not have it."""

    rule: str
    title: str
    severity: Severity
    where: str
    found: str
    wanted: str
    article: str
    times: int = 1
    is_fixable: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in the order of the paper; `rules`: how many rules looked."""

    findings: tuple[Finding, ...]
    rules: int

    @property
    def is_clean(self) -> bool:
        return not self.findings

    @property
    def is_fixable(self) -> bool:
        return any(finding.is_fixable for finding in self.findings)

    def of(self, severity: Severity) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == severity]


def as_data(report: Report) -> dict[str, Any]:
    """For JSON."""
    return {"rules": report.rules, "findings": [asdict(each) | {"severity": each.severity.value} for each in report.findings]}


def from_data(data: dict[str, Any]) -> Report:
    findings = tuple(Finding(**(each | {"severity": Severity(each["severity"])})) for each in data["findings"])
    return Report(findings, int(data["rules"]))
