"""The repository as the architecture tests read it: files, functions, rooms."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CODE: Final = ROOT / "chungtay"
# What is not written by people, or not part of the repository.
NOT_OURS: Final = frozenset(
    {
        ".git",
        ".venv",
        "var",
        "__pycache__",
        "node_modules",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
        ".import_linter_cache",
    }
)
TEXT: Final = frozenset(
    {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".csv", ".svg", ".po", ".sh", ".yml", ".yaml", ".json", ".conf", ".service", ""}
)


def files(*suffixes: str, under: Path = ROOT) -> Iterator[Path]:
    """Every file of the repository with one of the suffixes, in a steady order."""
    for folder, inner, names in os.walk(under):
        inner[:] = sorted(set(inner) - NOT_OURS)
        yield from (Path(folder, name) for name in sorted(names) if Path(name).suffix in suffixes)


def python_files(under: Path = CODE) -> Iterator[Path]:
    """Code written by people: migrations are not."""
    return (path for path in files(".py", under=under) if "migrations" not in path.parts)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def rooms() -> list[Path]:
    """The rooms and doors: every package directly in the house."""
    return sorted(path.parent for path in CODE.glob("*/__init__.py"))


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
