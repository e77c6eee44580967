"""Lists paged by key: page 1,000 costs what page 1 costs, and nothing is skipped or shown twice when rows arrive meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[M]):
    """One page of a list; `next_key` opens the next one, empty on the last."""

    rows: Sequence[M]
    next_key: str
    is_first: bool


def key_page(rows: QuerySet[M], *, by: Sequence[str], after: str = "", size: int = 50) -> KeyPage[M]:
    """The `size` rows that follow the key `after` in the order `by` (names; a leading "-" turns one round; the last must be unique).

    A key that was cut or made up opens the first page: an old bookmark must not end in an error.
    """
    ordered = rows.order_by(*by)
    values = _read_key(after, len(by))
    if values is not None:
        ordered = ordered.filter(_after(by, values))
    found = list(ordered[: size + 1])
    more = len(found) > size
    found = found[:size]
    key = signing.dumps([_value(found[-1], name) for name in by], compress=False) if more else ""
    return KeyPage(found, key, values is None)


def _value(row: Model, name: str) -> Any:
    value: Any = row
    for part in name.lstrip("-").split("__"):
        value = getattr(value, part)
    return value if isinstance(value, int | str) else value.isoformat()


def _read_key(text: str, length: int) -> list[Any] | None:
    if not text:
        return None
    try:
        values = signing.loads(text)
    except signing.BadSignature:
        return None
    return values if isinstance(values, list) and len(values) == length else None


def _after(by: Sequence[str], values: Sequence[Any]) -> Q:
    """(a, b) > (x, y) spelled out, because directions may differ: a > x, or a = x and b > y."""
    condition, equal = Q(pk__in=[]), Q()
    for name, value in zip(by, values, strict=True):
        field = name.lstrip("-")
        condition |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    return condition
