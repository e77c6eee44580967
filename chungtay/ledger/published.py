"""What the world may see of the ledger: heads, totals, the export, and the entries of a gift for whoever knows its code.

No donor, no officer, no free text.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any, Final

from django.core.cache import cache
from django.core.files.storage import default_storage

from chungtay.core.paging import key_page
from chungtay.ledger import queries, tree
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.export import name_of
from chungtay.ledger.models import Entry, Head
from chungtay.ledger.rules import amount_said, said_way
from chungtay.places.queries import last_names

_PROGRAM: Final = Path(__file__).resolve().parents[2] / "ops" / "verify_ledger.py"
_DAY: Final = 60 * 60 * 24
_USED: Final = frozenset({EntryKind.DELIVERY, EntryKind.REFUND, EntryKind.FEE, EntryKind.LOSS})
_LOOKED_AT: Final = 3  # heads whose export may lie there
MOST_ENTRIES: Final = 200  # of one gift on one page


@dataclass(frozen=True, slots=True)
class PublicHead:
    day: date
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class PublicHeads:
    heads: Sequence[PublicHead]
    next_key: str
    is_first: bool


@dataclass(frozen=True, slots=True)
class PublicTotals:
    """In đồng, of what is sealed: what was given, what was set aside for something, what was handed over, and what waits (`idle`).

    Money that no donor gave (there before the books began, or come in from elsewhere) counts from when it is set aside for something.
    """

    received_vnd: int
    allocated_vnd: int
    delivered_vnd: int
    idle_vnd: int


@dataclass(frozen=True, slots=True)
class PublicExport:
    name: str
    day: date
    size: int
    bytes: int


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry of a gift; `place` None: not yet sealed."""

    id: int
    code: str
    kind: str
    day: date
    amount: str
    origin: str
    target: str
    unit: str
    place: int | None
    is_taken_back: bool


def latest() -> PublicHead | None:
    head = tree.latest_head()
    return _shown(head) if head else None


def _shown(head: Head) -> PublicHead:
    return PublicHead(head.day, head.size, head.root)


def heads(*, after: str = "") -> PublicHeads:
    """The newest first."""
    page = key_page(Head.objects.all(), by=("-size", "-day"), after=after, size=60)
    return PublicHeads([_shown(one) for one in page.rows], page.next_key, page.is_first)


def totals() -> PublicTotals | None:
    """As of the latest head; reckoned once for each, because what is sealed no longer changes."""
    head = tree.latest_head()
    if head is None:
        return None
    key = f"ledger.totals.{head.pk}"
    found: PublicTotals | None = cache.get(key)
    if found is None:
        found = _totals(head)
        cache.set(key, found, _DAY)
    return found


def _totals(head: Head) -> PublicTotals:
    flows = queries.flows(size=head.size)
    happened: Counter[EntryKind] = Counter()
    for (kind, _debit, _credit), amount in flows.items():
        happened[kind] += amount
    waiting = {AccountKind.GIFTS, AccountKind.UNIDENTIFIED}
    return PublicTotals(
        received_vnd=_into({step: amount for step, amount in flows.items() if step[0] not in _USED}, {*waiting, AccountKind.ALLOCATED}),
        allocated_vnd=happened[EntryKind.ALLOCATION] - happened[EntryKind.RELEASE],
        delivered_vnd=happened[EntryKind.DELIVERY],
        idle_vnd=_into(flows, waiting),
    )


def _into(flows: Mapping[tuple[EntryKind, AccountKind, AccountKind], int], funds: Collection[AccountKind]) -> int:
    """What came into these funds from others, less what left them."""
    return sum(amount * ((credit in funds) - (debit in funds)) for (_kind, debit, credit), amount in flows.items())


def export() -> PublicExport | None:
    """The newest file that the night has laid out."""
    for head in Head.objects.order_by("-size", "-day")[:_LOOKED_AT]:
        name = name_of(head)
        if default_storage.exists(name):
            return PublicExport(name, head.day, head.size, default_storage.size(name))
    return None


def open_export(found: PublicExport) -> IO[Any]:
    return default_storage.open(found.name)


def verifier() -> bytes:
    """The program with which a stranger checks the export."""
    return _PROGRAM.read_bytes()


def _codes(typed: str) -> list[str]:
    """What was typed, and the same in groups of four, as codes are printed."""
    text = typed.strip().upper()[:40]
    bare = "".join(letter for letter in text if letter.isalnum())
    return [text[:20], bare[:20], "-".join(bare[start : start + 4] for start in range(0, len(bare), 4))[:20]] if bare else []


def gift(typed: str) -> list[PublicEntry]:
    """The entries of the gift with that trace code in the order in which they were booked; none for an unknown one."""
    rows = Entry.objects.filter(gift__in=_codes(typed)).select_related("debit__unit", "credit__unit", "leaf", "reversed_by")
    found = list(rows.order_by("gift", "pk")[:MOST_ENTRIES])
    names = last_names({row.debit.unit.code for row in found})
    return [_entry(row, names.get(row.debit.unit.code, row.debit.unit.code)) for row in found]


def _entry(row: Entry, unit: str) -> PublicEntry:
    leaf, (origin, target) = getattr(row, "leaf", None), said_way(row)
    return PublicEntry(
        id=row.pk,
        code=row.code,
        kind=str(EntryKind(row.kind).label),
        day=row.booked_on,
        amount=amount_said(row.amount, row.debit.commodity),
        origin=origin,
        target=target,
        unit=unit,
        place=leaf.place if leaf else None,
        is_taken_back=getattr(row, "reversed_by", None) is not None,
    )


def proof(pk: int, typed: str) -> dict[str, Any] | None:
    """That an entry of the gift lies under the latest head, as the verifier reads it; None for whoever does not know the code."""
    entry = Entry.objects.filter(pk=pk, gift__in=_codes(typed)).exclude(gift="").first()
    head = tree.latest_head()
    found = tree.prove(entry, head) if entry and head else None
    return _plain(found) if found else None


def growth(size: int) -> dict[str, Any] | None:
    """That the latest head goes on from the one of that size; None where there is none or nothing came since."""
    old, head = Head.objects.filter(size=size).first(), tree.latest_head()
    return _plain(tree.prove_growth(old, head)) if old and head and old.size < head.size else None


def _plain(found: tree.Inclusion | tree.Consistency) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(found).items()}
