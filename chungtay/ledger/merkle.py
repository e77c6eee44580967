"""The tree of RFC 6962, section 2.1: SHA-256 over 0x00 and the data for a leaf, over 0x01 and both sides for a node. Knows no table.

A range is half-open (start, end) in places of leaves; one that a proof names is always the whole side of a node.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

EMPTY: Final = sha256(b"").digest()
STEP: Final = 8  # a kept node stands for 256 of the level below
Range = tuple[int, int]


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def folded(roots: Sequence[bytes]) -> bytes:
    """The root over full subtrees that stand side by side, largest first."""
    if not roots:
        return EMPTY
    root = roots[-1]
    for left in reversed(roots[:-1]):
        root = node_hash(left, root)
    return root


@dataclass
class Frontier:
    """A tree that only grows: the roots of its full subtrees, largest first, are all that is needed to go on."""

    size: int = 0
    roots: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """One leaf more. The nodes to be kept that it filled: level, number, root."""
        filled, height = leaf, 0
        kept: list[tuple[int, int, bytes]] = []
        while self.size >> height & 1:
            filled, height = node_hash(self.roots.pop(), filled), height + 1
            if height % STEP == 0:
                kept.append((height // STEP, self.size >> height, filled))
        self.roots.append(filled)
        self.size += 1
        return kept

    @property
    def root(self) -> bytes:
        return folded(self.roots)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    tree = Frontier()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root


def _left(size: int) -> int:
    """How many of `size` > 1 leaves lie on the left: the largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_ranges(place: int, size: int) -> list[Range]:
    """The sides whose roots prove the leaf at `place` in the tree of `size`, the lowest first (RFC 6962, 2.1.1)."""
    assert 0 <= place < size
    start, end, found = 0, size, []
    while end - start > 1:
        middle = start + _left(end - start)
        if place < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_ranges(old: int, size: int) -> list[Range]:
    """The sides whose roots prove that the tree of `size` begins with the tree of `old` leaves (RFC 6962, 2.1.2)."""
    assert 0 < old <= size
    start, end, found = 0, size, []
    while old < end:
        middle = start + _left(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return [*([(start, end)] if start else []), *found[::-1]]


def subtrees(start: int, end: int) -> Iterator[Range]:
    """The full subtrees of which a side of a node consists, largest first."""
    while start < end:
        width = 1 << (end - start).bit_length() - 1
        yield start, start + width
        start += width


def kept_of(start: int, end: int) -> tuple[int, Range]:
    """From which kept nodes a full subtree is folded: their level (0: the leaves themselves) and numbers."""
    level = ((end - start).bit_length() - 1) // STEP
    return level, (start >> level * STEP, end >> level * STEP)


def root_from_inclusion(leaf: bytes, place: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that the tree must have if the proof is right; None where it has another length than it must."""
    ranges = inclusion_ranges(place, size)
    if len(ranges) != len(proof):
        return None
    root = leaf
    for (start, _), side in zip(ranges, proof, strict=True):
        root = node_hash(side, root) if start < place else node_hash(root, side)
    return root


def is_consistent(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of `size` with `root` begins with the tree of `old` leaves with `old_root`."""
    ranges = consistency_ranges(old, size)
    if len(ranges) != len(proof):
        return False
    known = dict(zip(ranges, proof, strict=True))
    if not any(start == 0 and end <= old for start, end in ranges):
        known[0, old] = old_root  # a full subtree of its own: the proof leaves it out

    def side(start: int, end: int) -> bytes:
        """The root of a range, from the sides at hand."""
        if (start, end) in known:
            return known[start, end]
        middle = start + _left(end - start)
        return node_hash(side(start, middle), side(middle, end))

    return side(0, old) == old_root and side(0, size) == root
