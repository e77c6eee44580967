"""A function fits on a screen, a file is read in one sitting, a room in an afternoon. The exceptions may only become fewer."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.source import ROOT, files, functions, line_count, python_files, relative, rooms

LONGEST_FUNCTION: Final = 40
LONGEST_FILE: Final = 400
LARGEST_ROOM: Final = 3_500
# Why each stays: write it beside the name. A name that is no longer too long fails the test: take it out.
DOORS: Final = ("web", "console")
LONG_FUNCTIONS: Final[frozenset[str]] = frozenset()  # "path:name"
LONG_FILES: Final[frozenset[str]] = frozenset()
# checker: 149 rules by the part of the paper, and under them a reader of any .docx; neither is of use without the other.
# documents: the paper's form, press, templates and register. The register's acts print, so the press cannot stand above it.
# support: one gift from the promise to the classroom, and its papers; where it is cut, both halves would ask the same tables.
LARGE_ROOMS: Final[frozenset[str]] = frozenset({"chungtay/checker", "chungtay/documents", "chungtay/support"})


def long_functions(source: str) -> Iterator[str]:
    """Names of the functions whose text, without decorators and docstring, is longer than a screen."""
    for function in functions(ast.parse(source)):
        assert function.end_lineno is not None
        lines = function.end_lineno - function.lineno + 1
        if ast.get_docstring(function) is not None:
            docstring = function.body[0]
            assert docstring.end_lineno is not None
            lines -= docstring.end_lineno - docstring.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield function.name


def test_a_long_function_is_seen() -> None:
    long = "def run():\n" + "    work()\n" * LONGEST_FUNCTION
    assert list(long_functions(long)) == ["run"]
    assert list(long_functions(long.removesuffix("    work()\n"))) == []


def test_functions_fit_on_a_screen() -> None:
    found = {f"{relative(path)}:{name}" for path in python_files(ROOT) for name in long_functions(path.read_text(encoding="utf-8"))}
    assert found == LONG_FUNCTIONS


def test_files_are_read_in_one_sitting() -> None:
    written = [*python_files(ROOT), *files(".html", ".css", ".js")]
    found = {relative(path) for path in written if not is_vendored(path) and line_count(path) > LONGEST_FILE}
    assert found == LONG_FILES


def is_vendored(path: Path) -> bool:
    return "vendor" in path.parts


def door_folders(door: Path) -> list[Path]:
    return [folder for folder in door.iterdir() if (folder / "__init__.py").exists()]


def test_rooms_stay_small() -> None:
    """A door is as many rooms as it has folders."""
    parts = [part for room in rooms() for part in (door_folders(room) if room.name in DOORS else [room])]
    sizes = {relative(part): sum(line_count(path) for path in python_files(part)) for part in parts}
    assert {name for name, size in sizes.items() if size > LARGEST_ROOM} == LARGE_ROOMS
