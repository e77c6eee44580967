"""The tree as it lies in the tables: heads, and proofs that read a few hundred rows however large it has become."""

from dataclasses import dataclass
from datetime import date

from chungtay.ledger import merkle
from chungtay.ledger.models import Entry, Head, Leaf, Node
from chungtay.ledger.sealed import COLUMNS, Accounts, Sealed, line_of


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the entry whose sealed line is `line` stands at `place` of the first `size`, under `root`; the sides lowest first."""

    line: str
    place: int
    day: date
    size: int
    root: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the first `old_size` entries of the tree of `size` are those of the older head."""

    old_size: int
    old_root: str
    size: int
    root: str
    path: tuple[str, ...]


def latest_head() -> Head | None:
    return Head.objects.order_by("-size", "-day").first()


def root_of_range(start: int, end: int) -> bytes:
    """The root of one side of a node, from the kept nodes of its full subtrees."""
    return merkle.folded([_root_of_full(*one) for one in merkle.subtrees(start, end)])


def _root_of_full(start: int, end: int) -> bytes:
    level, (first, last) = merkle.kept_of(start, end)
    if level:
        rows = Node.objects.filter(level=level, number__gte=first, number__lt=last).order_by("number")
    else:
        rows = Leaf.objects.filter(place__gte=first, place__lt=last).order_by("place")  # type: ignore[assignment]  # both have a hash
    hashes = rows.values_list("hash", flat=True)
    return merkle.root_of(bytes.fromhex(one) for one in hashes)


def prove(entry: Entry, head: Head) -> Inclusion | None:
    """None where the entry is not yet sealed under that head."""
    leaf = Leaf.objects.filter(pk=entry.pk, place__lt=head.size).first()
    if leaf is None:
        return None
    path = tuple(root_of_range(*one).hex() for one in merkle.inclusion_ranges(leaf.place, head.size))
    return Inclusion(line_now(entry.pk).decode(), leaf.place, head.day, head.size, head.root, path)


def line_now(pk: int) -> bytes:
    """The line of the entry as it stands in the table now."""
    row, accounts = Sealed(*Entry.objects.values_list(*COLUMNS).get(pk=pk)), Accounts()
    accounts.read([row])
    return line_of(row, accounts)


def prove_growth(old: Head, head: Head) -> Consistency:
    path = tuple(root_of_range(*one).hex() for one in merkle.consistency_ranges(old.size, head.size))
    return Consistency(old.size, old.root, head.size, head.root, path)
