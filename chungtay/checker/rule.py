"""A rule: one small function that looks at a paper and yields what departs, registered with its id, title and article."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.checker.correcting import Fix
from chungtay.checker.lines import Line, whole
from chungtay.checker.locate import Paper
from chungtay.checker.reading import Para
from chungtay.checker.report import Finding, Report, Severity

MOST_PLACES: Final = 40  # findings of one rule that stand one by one; the rest is counted
_EXCERPT: Final = 70


@dataclass(frozen=True, slots=True)
class Departure:
    """Something that departs: in which element, where (None: the whole paper), what is there, what should be, and safe fixes."""

    element: str
    at: Line | Para | None
    found: str
    wanted: str
    fixes: tuple[Fix, ...] = ()


Look = Callable[[Paper], Iterable[Departure]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`article`: where in Nghị định 30/2020/NĐ-CP it stands."""

    id: str
    title: Any
    article: Any
    severity: Severity
    look: Look


RULES: Final[dict[str, Rule]] = {}


def rule(id: str, title: Any, article: Any, severity: Severity = Severity.ERROR) -> Callable[[Look], Look]:
    """Register the function as the rule of this id."""

    def register(look: Look) -> Look:
        assert id not in RULES, id
        RULES[id] = Rule(id, title, article, severity, look)
        return look

    return register


@dataclass(frozen=True, slots=True)
class Result:
    """The report, and the fixes of its fixable findings by rule."""

    report: Report
    fixes: dict[str, list[Fix]]


def look_at(paper: Paper) -> Result:
    """Every rule over the paper; equal departures of a rule become one finding that says how many."""
    found: list[tuple[int, Finding]] = []
    fixes: dict[str, list[Fix]] = {}
    for each in RULES.values():
        for place, finding in _findings(each, each.look(paper), fixes):
            found.append((place, finding))
    found.sort(key=lambda pair: pair[0])
    return Result(Report(tuple(finding for _place, finding in found), len(RULES)), fixes)


def _findings(rule: Rule, departures: Iterable[Departure], fixes: dict[str, list[Fix]]) -> Iterator[tuple[int, Finding]]:
    merged: dict[tuple[str, str, bool], tuple[int, Finding]] = {}
    for departure in departures:
        fixes.setdefault(rule.id, []).extend(departure.fixes)
        key = (departure.found, departure.wanted, bool(departure.fixes))
        if key not in merged and len(merged) >= MOST_PLACES:
            key = next(reversed(merged))
        if key in merged:
            place, finding = merged[key]
            merged[key] = place, replace(finding, times=finding.times + 1)
        else:
            merged[key] = _place(departure.at), _finding(rule, departure)
    yield from merged.values()


def _place(at: Line | Para | None) -> int:
    para = at.para if isinstance(at, Line) else at
    return para.number if para is not None else 0


def _finding(rule: Rule, departure: Departure) -> Finding:
    return Finding(
        rule=rule.id,
        title=str(rule.title),
        severity=rule.severity,
        where=where(departure.element, departure.at),
        found=departure.found,
        wanted=departure.wanted,
        article=str(rule.article),
        is_fixable=bool(departure.fixes),
    )


def where(element: str, at: Line | Para | None) -> str:
    """'Tiêu ngữ (đoạn 3): “Độc lập …”', with the page where the file says."""
    if at is None:
        return element
    line = whole(at) if isinstance(at, Para) else at
    words = {"element": element, "number": line.para.number, "page": line.para.page, "text": excerpt(line.full)}
    if not line.para.number:
        return _("%(element)s: “%(text)s”") % words if words["text"] else element
    if line.para.page:
        return _("%(element)s (trang %(page)d, đoạn %(number)d): “%(text)s”") % words
    return _("%(element)s (đoạn %(number)d): “%(text)s”") % words


def excerpt(text: str) -> str:
    """The text in one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _EXCERPT else f"{flat[:_EXCERPT].rpartition(' ')[0]} …"


def quoted(text: str) -> str:
    return f"“{excerpt(text)}”"
