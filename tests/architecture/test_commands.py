"""The two commands run everything there is, nothing is skipped, and CI runs exactly them."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.architecture.source import ROOT, files, relative

SKIPS: Final = frozenset({"skip", "skipif", "skipUnless", "skipIf", "importorskip", "xfail", "unittest_skip"})


def skips(source: str) -> Iterator[int]:
    """Lines on which a test is skipped or expected to fail."""
    for node in ast.walk(ast.parse(source)):
        if (isinstance(node, ast.Attribute) and node.attr in SKIPS) or (isinstance(node, ast.Name) and node.id in SKIPS):
            yield node.lineno


def undescribed(makefile: str) -> set[str]:
    """Targets for people that `make help` does not list."""
    phony = re.search(r"^\.PHONY: (.*?[^\\])$", makefile, re.MULTILINE | re.DOTALL)
    targets = set(phony[1].replace("\\\n", " ").split()) if phony else set()
    return targets - set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


def test_a_skip_is_seen() -> None:
    assert list(skips("import pytest\n@pytest.mark.skipif(True, reason='')\ndef test_it() -> None: ...")) == [2]
    assert list(skips("@pytest.mark.postgres_only(reason='exclusion constraints')\ndef test_it() -> None: ...")) == []


def test_nothing_is_skipped() -> None:
    found = {relative(path): list(skips(path.read_text(encoding="utf-8"))) for path in files(".py", under=ROOT / "tests")}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_help_lists_every_command() -> None:
    assert undescribed(".PHONY: a \\\n\tb\na: ## one\nb:\n") == {"b"}
    assert undescribed((ROOT / "Makefile").read_text()) == set()


def test_ci_runs_exactly_what_people_run() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert re.findall(r"^make .*$", script, re.MULTILINE) == ["make check", "make test"]
