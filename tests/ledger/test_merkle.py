"""The tree agrees with pymerkle's, leaf by leaf and proof by proof."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from chungtay.ledger import merkle

SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 511, 512, 513]
sizes = st.one_of(st.sampled_from(SIZES), st.integers(0, 600))


def data(size: int) -> list[bytes]:
    return [b"%d" % number for number in range(size)]


def other(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for one in data(size):
        tree.append_entry(one)
    return tree


LEAVES = [merkle.leaf_hash(one) for one in data(700)]


def side(start: int, end: int) -> bytes:
    """Its root from the definition: the halves at the largest power of two below its size."""
    if end - start < 2:
        return LEAVES[start] if end > start else merkle.EMPTY
    middle = start + 2 ** ((end - start - 1).bit_length() - 1)
    return merkle.node_hash(side(start, middle), side(middle, end))


def inclusion(place: int, size: int) -> list[bytes]:
    return [side(*one) for one in merkle.inclusion_ranges(place, size)]


def consistency(old: int, size: int) -> list[bytes]:
    return [side(*one) for one in merkle.consistency_ranges(old, size)]


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_the_other_librarys(size: int) -> None:
    assert merkle.root_of(LEAVES[:size]) == other(size).get_root() == side(0, size)


def test_the_vectors_of_the_standard() -> None:
    assert merkle.root_of([]) == sha256(b"").digest()
    assert merkle.root_of([merkle.leaf_hash(b"")]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@given(size=sizes.filter(bool), share=st.floats(0, 1, exclude_max=True))
def test_inclusion_is_proved_as_the_other_library_proves_it(size: int, share: float) -> None:
    place, tree = int(size * share), other(size)
    proof = inclusion(place, size)
    theirs = tree.prove_inclusion(place + 1, size)
    assert sorted(one.hex() for one in proof) == sorted(theirs.serialize()["path"][1:])
    verify_inclusion(LEAVES[place], tree.get_root(), theirs)
    assert merkle.root_from_inclusion(LEAVES[place], place, size, proof) == tree.get_root()
    assert merkle.root_from_inclusion(LEAVES[place + 1], place, size, proof) != tree.get_root()
    assert merkle.root_from_inclusion(LEAVES[place], place, size, [*proof, merkle.EMPTY]) is None


@given(size=sizes.filter(bool), share=st.floats(0, 1, exclude_max=True))
def test_consistency_is_proved(size: int, share: float) -> None:
    old, tree = int(size * share) + 1, other(size)
    proof, before = consistency(old, size), tree.get_root(old)
    verify_consistency(before, tree.get_root(), tree.prove_consistency(old, size))
    assert merkle.is_consistent(old, before, size, tree.get_root(), proof)
    assert not merkle.is_consistent(old, merkle.leaf_hash(b"x"), size, tree.get_root(), proof)
    assert not merkle.is_consistent(old, before, size, merkle.leaf_hash(b"x"), proof)
    assert not merkle.is_consistent(old, before, size, tree.get_root(), [*proof, merkle.EMPTY])
    if proof:
        assert not merkle.is_consistent(old, before, size, tree.get_root(), [merkle.EMPTY, *proof[1:]])


@given(size=sizes, more=st.integers(0, 40))
def test_a_frontier_goes_on_from_what_was_kept(size: int, more: int) -> None:
    tree = merkle.Frontier()
    for leaf in LEAVES[:size]:
        tree.add(leaf)
    again = merkle.Frontier(size, list(tree.roots))
    for leaf in LEAVES[size : size + more]:
        again.add(leaf)
    assert again.root == merkle.root_of(LEAVES[: size + more])
    assert len(again.roots) == (size + more).bit_count()


def test_every_256_leaves_a_node_is_kept() -> None:
    tree = merkle.Frontier()
    kept = [one for leaf in LEAVES for one in tree.add(leaf)]
    assert [(level, number) for level, number, _ in kept] == [(1, 0), (1, 1)]
    assert [root for _, _, root in kept] == [side(0, 256), side(256, 512)]


@given(start=st.integers(0, 10), width=sizes)
def test_a_side_consists_of_full_subtrees(start: int, width: int) -> None:
    first = start << 10  # a side begins at a multiple of more than it holds
    parts = list(merkle.subtrees(first, first + width))
    assert [begin for begin, _ in parts] == [first, *(end for _, end in parts)][: len(parts)]
    assert sum(end - begin for begin, end in parts) == width
    for begin, end in parts:
        level, (low, high) = merkle.kept_of(begin, end)
        assert (low << 8 * level, high << 8 * level) == (begin, end)
        assert high - low <= 128
