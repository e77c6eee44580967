"""Every rule sees what departs from it and is silent about what does not."""

from collections.abc import Mapping
from typing import Any

import pytest

from chungtay.checker.inspecting import inspect
from chungtay.checker.rules import RULES
from tests.checker.examples import EXAMPLES
from tests.make.papers import DECISION, LETTER, make_paper


def rules_of(changes: Mapping[str, Any]) -> set[str]:
    return {finding.rule for finding in inspect(make_paper(**changes)).findings}


def test_every_rule_has_its_examples() -> None:
    assert EXAMPLES.keys() == RULES.keys()
    assert len(RULES) >= 40


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_departure_is_seen(name: str) -> None:
    assert name in rules_of(EXAMPLES[name].wrong)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_what_is_right_is_left_alone(name: str) -> None:
    assert name not in rules_of(EXAMPLES[name].right)


@pytest.mark.parametrize("changes", [{}, LETTER, DECISION], ids=["report", "letter", "decision"])
def test_a_right_paper_has_no_finding(changes: dict[str, object]) -> None:
    assert inspect(make_paper(**changes)).findings == ()


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_names_its_article(name: str) -> None:
    assert str(RULES[name].title)
    assert str(RULES[name].article).startswith("Phụ lục")


def test_a_finding_says_all_that_a_person_needs() -> None:
    finding = inspect(make_paper(day="Núa Ngam, ngày 05 tháng 03 năm 2026")).findings[0]
    assert finding.where == "Địa danh và thời gian (đoạn 6): “Núa Ngam, ngày 05 tháng 03 năm 2026”"
    assert (finding.found, finding.wanted, finding.article) == ("tháng 03", "tháng 3", "Phụ lục I, mục II.4")
    assert finding.is_fixable


def test_the_same_departure_at_many_places_is_one_finding() -> None:
    report = inspect(make_paper(looks={"text": {"size": 12}}))
    assert [(finding.rule, finding.times) for finding in report.findings if finding.rule == "body.size"] == [("body.size", 11)]
