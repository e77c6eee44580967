"""Every room has a card, and files that say what they hold."""

import ast
from pathlib import Path
from typing import Final

from tests.architecture.source import files, relative, rooms

LONGEST_CARD: Final = 25
# A file named so becomes the place for everything that nobody thought about.
FORBIDDEN: Final = frozenset({"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "managers", "service", "services"})


def fault_of_card(source: str) -> str | None:
    """What is wrong with the docstring of a room's __init__.py."""
    card = ast.get_docstring(ast.parse(source))
    if card is None:
        return "no card"
    return f"card of {len(card.splitlines())} lines" if len(card.splitlines()) > LONGEST_CARD else None


def has_forbidden_name(path: Path) -> bool:
    return path.stem in FORBIDDEN or path.parent.name in FORBIDDEN


def test_faults_of_a_card_are_seen() -> None:
    assert fault_of_card("X = 1") == "no card"
    assert fault_of_card('"""' + "line\n" * 26 + '"""') == "card of 26 lines"
    assert fault_of_card('"""Places: units through time."""') is None


def test_every_room_has_a_card() -> None:
    faults = {room.name: fault_of_card((room / "__init__.py").read_text(encoding="utf-8")) for room in rooms()}
    assert {name: fault for name, fault in faults.items() if fault} == {}


def test_files_are_named_by_their_subject() -> None:
    assert has_forbidden_name(Path("chungtay/places/utils.py"))
    assert has_forbidden_name(Path("tests/helpers/places.py"))
    assert [relative(path) for path in files(".py") if has_forbidden_name(path)] == []
