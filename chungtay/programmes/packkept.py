"""A pack as JSON and back."""

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, Final

from chungtay.places.enums import SchoolLevel, UnitType
from chungtay.programmes.pack import (
    ActivityType,
    Ask,
    Category,
    Deadline,
    Followed,
    FormSection,
    Group,
    Indicator,
    Item,
    Output,
    Pack,
    PackPaper,
    ResourceKind,
    TextAsk,
    Tier,
)

_LISTS: Final[dict[str, type[Any]]] = {
    "groups": Group,
    "resource_kinds": ResourceKind,
    "calendar": Deadline,
    "papers": PackPaper,
    "outputs": Output,
    "sections": FormSection,
    "texts": TextAsk,
}
_packs: dict[str, Pack] = {}  # by hash: what a version says never changes


def kept(pack: Pack) -> dict[str, Any]:
    """The pack as JSON."""
    content = asdict(pack)
    for row in content["indicators"]:
        if row["otherwise"] is None:  # a pack that says nothing new stays, hash and all, what it was
            del row["otherwise"]
    return content | {"levels": int(pack.levels)}


def taken_out(sha256: str, content: Callable[[], dict[str, Any]]) -> Pack:
    """The pack that was kept; made once for each hash, because nearly every page reads it."""
    if sha256 not in _packs:
        _packs[sha256] = _made(content())
    return _packs[sha256]


def _made(content: dict[str, Any]) -> Pack:
    given = {
        field.name: content[field.name] for field in fields(Pack) if field.name in content
    }  # kept before a field was known: its default
    given |= {name: tuple(kind(**row) for row in content.get(name, ())) for name, kind in _LISTS.items()}
    given["levels"] = SchoolLevel(content["levels"])
    given["activity_types"] = tuple(ActivityType(**row | {"outputs": tuple(row.get("outputs", ()))}) for row in content["activity_types"])
    given["indicators"] = tuple(_indicator(row) for row in content["indicators"])
    given["tiers"] = tuple(Tier(**row | {"unit": UnitType(row["unit"])}) for row in content.get("tiers", ()))
    given["categories"] = tuple(_category(row) for row in content["categories"])
    return Pack(**given)


def _category(row: dict[str, Any]) -> Category:
    items = tuple(Item(**item) for item in row["items"])
    asks = tuple(Ask(**ask | {"choices": tuple((code, words) for code, words in ask["choices"])}) for ask in row["asks"])
    return Category(**row | {"items": items, "asks": asks})


def _indicator(row: dict[str, Any]) -> Indicator:
    otherwise = row.get("otherwise")
    second = Followed(otherwise["figure"], _given(otherwise)) if otherwise else None
    return Indicator(**row | {"given": _given(row), "by": tuple(row.get("by", ())), "otherwise": second})


def _given(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in row.get("given", ()))
