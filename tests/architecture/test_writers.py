"""Only actions write. Whoever wants to know what changes a table reads the actions of its room, and nothing else."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.source import CODE, python_files, relative

WRITES: Final = frozenset(
    {
        "save",
        "asave",
        "create",
        "acreate",
        "update",
        "aupdate",
        "delete",
        "adelete",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
        "create_user",
        "executemany",
    }
)
# What else may be called so, by the last name before the dot: sets, dictionaries, hashes, sessions, cookies.
NOT_TABLES: Final = frozenset({"session", "cache", "digest", "hash", "seen", "context", "kwargs", "options", "attrs", "cookies"})
# Where something else than an action writes, with the reason; an entry that is no longer needed fails.
ALLOWED: Final[dict[str, str]] = {
    "chungtay/banking/qr.py": "a picture into memory",
    "chungtay/files/drawing.py": "a picture into memory: the child process that draws it has no database",
}


def writes(source: str) -> Iterator[str]:
    """Calls that look like writing a table, as "line: name.method"."""
    tree = ast.parse(source)
    plain = names_of_plain_collections(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            owner = last_name(node.func.value)
            if owner not in NOT_TABLES | plain and not isinstance(node.func.value, ast.Dict | ast.Set | ast.DictComp | ast.SetComp):
                yield f"{node.lineno}: {owner}.{node.func.attr}"


def names_of_plain_collections(tree: ast.AST) -> frozenset[str]:
    """Names that are bound to a dict or a set in this file: `found: dict[str, int] = {}`, `names = set()`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if ast.unparse(node.annotation).split("[")[0].split(".")[-1] in ("dict", "set", "Counter", "defaultdict"):
                found.add(node.target.id)
        elif isinstance(node, ast.Assign) and is_plain_collection(node.value):
            found.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return frozenset(found)


def is_plain_collection(value: ast.expr) -> bool:
    made = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("dict", "set", "Counter", "defaultdict")
    return made or isinstance(value, ast.Dict | ast.Set | ast.DictComp | ast.SetComp)


def last_name(value: ast.expr) -> str:
    """`request.session` → session; `Model.objects.filter(…)` → filter."""
    if isinstance(value, ast.Call):
        return last_name(value.func)
    if isinstance(value, ast.Attribute):
        return value.attr
    return value.id if isinstance(value, ast.Name) else ""


def is_action(path: Path) -> bool:
    return path.stem in ("actions", "intake") or path.parent.name == "actions"


def test_a_write_is_seen() -> None:
    assert list(writes("def view(need):\n    need.save()")) == ["2: need.save"]
    assert list(writes("Need.objects.filter(pk=1).update(status=2)")) == ["1: filter.update"]
    assert list(writes("Need.objects.create()")) == ["1: objects.create"]
    assert list(writes("request.session.update(a=1)")) == []
    assert list(writes("found: set[int] = set()\nfound.update([1])")) == []


def test_only_actions_write() -> None:
    others = [path for path in python_files(CODE) if not is_action(path)]
    found = {relative(path): list(writes(path.read_text(encoding="utf-8"))) for path in others}
    written = {path: calls for path, calls in found.items() if calls}
    assert {path: calls for path, calls in written.items() if path not in ALLOWED} == {}
    assert ALLOWED.keys() - written.keys() == set()
