"""A pack as JSON and back."""

from dataclasses import asdict, fields
from typing import Any, Final

from chungtay.places.enums import SchoolLevel
from chungtay.programmes.pack import (
    ActivityType,
    Ask,
    Category,
    Deadline,
    Group,
    Indicator,
    Item,
    Pack,
    PackPaper,
    ResourceKind,
)

_LISTS: Final[dict[str, type[Any]]] = {
    "groups": Group,
    "resource_kinds": ResourceKind,
    "activity_types": ActivityType,
    "indicators": Indicator,
    "calendar": Deadline,
    "papers": PackPaper,
}
_packs: dict[str, Pack] = {}  # by hash: what a version says never changes


def kept(pack: Pack) -> dict[str, Any]:
    """The pack as JSON."""
    return asdict(pack) | {"levels": int(pack.levels)}


def taken_out(sha256: str, content: dict[str, Any]) -> Pack:
    """The pack that was kept; made once for each hash, because nearly every page reads it."""
    if sha256 not in _packs:
        _packs[sha256] = _made(content)
    return _packs[sha256]


def _made(content: dict[str, Any]) -> Pack:
    given = {field.name: content[field.name] for field in fields(Pack)}
    given |= {name: tuple(kind(**row) for row in content[name]) for name, kind in _LISTS.items()}
    given["levels"] = SchoolLevel(content["levels"])
    given["categories"] = tuple(_category(row) for row in content["categories"])
    return Pack(**given)


def _category(row: dict[str, Any]) -> Category:
    items = tuple(Item(**item) for item in row["items"])
    asks = tuple(Ask(**ask | {"choices": tuple((code, words) for code, words in ask["choices"])}) for ask in row["asks"])
    return Category(**row | {"items": items, "asks": asks})
