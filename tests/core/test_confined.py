"""Work in a process of its own: its answer, its refusal, its death."""

import time
from typing import Any

import pytest
from django.utils import translation

from chungtay.core import confined as module
from chungtay.core.confined import confined
from chungtay.core.errors import RuleBroken

HERE = __name__


def count(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    return {"length": len(file), "asked": question, "language": translation.get_language()}


def refuse(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    raise RuleBroken("Không nhận tệp này.", field="pdf")


def swell(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    return {"length": len(b"x" * (module.MEMORY * 2))}


def sink(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    return sink(file, question)


def write(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    with open(question["path"], "wb") as opened:  # noqa: PTH123 — as a hostile file would
        opened.write(file)
    return {}


def stumble(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    raise KeyError("ours")


def run_on(file: bytes, question: dict[str, Any]) -> dict[str, Any]:
    while True:
        time.sleep(1)


def ask(work: str, **question: Any) -> dict[str, Any]:
    return confined(f"{HERE}:{work}", b"tep", question, too_costly="Tốn quá.")


def test_its_answer() -> None:
    assert ask("count", a="ấ") == {"length": 3, "asked": {"a": "ấ"}, "language": "vi"}


def test_its_refusal() -> None:
    with pytest.raises(RuleBroken) as caught:
        ask("refuse")
    assert (caught.value.sentence, caught.value.field) == ("Không nhận tệp này.", "pdf")


@pytest.mark.parametrize("work", ["swell", "sink"])
def test_too_costly(work: str) -> None:
    with pytest.raises(RuleBroken, match="Tốn quá"):
        ask(work)


def test_work_that_needs_more_is_given_more() -> None:
    answer = confined(f"{HERE}:swell", b"tep", {}, too_costly="Tốn quá.", memory=module.MEMORY * 4)
    assert answer == {"length": module.MEMORY * 2}


def test_it_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 3)
    with pytest.raises(RuleBroken, match="Tốn quá"):
        ask("run_on")


def test_it_writes_nothing(tmp_path: Any) -> None:
    with pytest.raises((RuleBroken, RuntimeError)):
        ask("write", path=str(tmp_path / "a"))
    assert not (tmp_path / "a").exists() or (tmp_path / "a").read_bytes() == b""


def test_a_fault_of_ours_is_no_refusal() -> None:
    with pytest.raises(RuntimeError, match="ours"):
        ask("stumble")
