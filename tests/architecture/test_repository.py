"""The repository as a stranger gets it: nothing left over, nothing of one machine, every setting explained."""

import ast
import re
from pathlib import Path
from typing import Final

from tests.architecture.source import ROOT, TEXT, files, relative

# Written in two pieces so that this file does not find itself.
LEFT_OVER: Final = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")
OF_ONE_MACHINE: Final = re.compile(r"(?<![\w./~$}-])/(?:ho" + r"me|wo" + r"rk|ro" + r"ot|t" + r"mp|Us" + r"ers)/")
ADDRESS: Final = re.compile(r"https?://|index-url|find-links|trusted-host", re.IGNORECASE)
READERS: Final = frozenset({"text", "flag", "number", "words", "pairs"})  # the functions of config/env.py


def texts() -> dict[str, str]:
    found = {}
    for path in files(*TEXT):
        if path.suffix or path.stat().st_size < 100_000:
            found[relative(path)] = path.read_text(encoding="utf-8", errors="replace")
    return found


def lines_with(pattern: re.Pattern[str], text: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if pattern.search(line)]


def settings_read(source: str) -> set[str]:
    """The CHUNGTAY_ variables that a file of settings reads."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    return {
        f"CHUNGTAY_{call.args[0].value}"
        for call in calls
        if (call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")) in READERS
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def settings_explained(example: str) -> set[str]:
    return set(re.findall(r"^(CHUNGTAY_\w+)=", example, re.MULTILINE))


def test_faults_are_seen() -> None:
    assert lines_with(LEFT_OVER, "fine\n# TO" + "DO later") == [2]
    assert lines_with(OF_ONE_MACHINE, "cd /ho" + "me/an/project") == [1]
    assert lines_with(OF_ONE_MACHINE, "see docs/ho" + "me/ and {root}/t" + "mp/") == []
    assert lines_with(ADDRESS, "django==5.2 --index" + "-url x") == [1]
    assert settings_read('DEBUG = env.flag("DEBUG")\nKEY = text("SECRET_KEY")') == {"CHUNGTAY_DEBUG", "CHUNGTAY_SECRET_KEY"}


def test_nothing_is_left_over() -> None:
    found = {path: lines_with(LEFT_OVER, text) for path, text in texts().items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_nothing_belongs_to_one_machine() -> None:
    found = {path: lines_with(OF_ONE_MACHINE, text) for path, text in texts().items()}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_lock_files_name_no_address() -> None:
    locks = sorted((ROOT / "requirements").iterdir())
    assert [relative(path) for path in locks] == ["requirements/dev.txt", "requirements/run.txt"]
    assert [relative(path) for path in locks if lines_with(ADDRESS, path.read_text())] == []
    assert [relative(path) for path in locks if unhashed(path)] == []


def unhashed(lock: Path) -> list[str]:
    """Requirements without a hash."""
    wanted = re.split(r"\n(?=[a-z0-9])", lock.read_text(), flags=re.IGNORECASE)
    return [entry.splitlines()[0] for entry in wanted if "--hash=sha256:" not in entry]


def test_tools_get_what_the_product_gets() -> None:
    run, dev = (pinned(ROOT / "requirements" / f"{name}.txt") for name in ("run", "dev"))
    assert run - dev == set()


def pinned(lock: Path) -> set[str]:
    return set(re.findall(r"^[a-z0-9][\w.\[\],-]*==[^\s;\\]+", lock.read_text(), re.MULTILINE | re.IGNORECASE))


def test_every_setting_is_explained() -> None:
    read = set().union(*(settings_read((ROOT / "config" / name).read_text()) for name in ("env.py", "settings.py")))
    assert settings_explained((ROOT / ".env.example").read_text()) == read
