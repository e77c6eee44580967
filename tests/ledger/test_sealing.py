"""Places in the tree, heads by day, and proofs from the tables."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from pymerkle import InmemoryTree

from chungtay.core import clock
from chungtay.ledger import merkle, tree
from chungtay.ledger.actions import book, seal
from chungtay.ledger.models import Entry, Head, Leaf, Node
from chungtay.ledger.sealed import gift_hash
from tests.make.ledger import ON, at_noon, make_entry, make_story, receipt
from tests.make.places import Province, make_province
from tests.parallel import InParallel

SEALED = (
    '{"id":%d,"day":"2026-03-02","kind":"receipt","debit":["bank","03316","","VND",""],"credit":["gifts","03316","","VND",""],'
    '"amount":1000000,"subject":"TN-7","gift":"%s","reverses":null,"at":"2026-03-02T05:00:00.000000Z"}'
)


def test_nothing_is_sealed_of_nothing(province: Province) -> None:
    assert seal(clock.now()) is None
    assert Head.objects.count() == 0


def test_what_is_sealed_of_an_entry_never_changes_its_form(province: Province) -> None:
    with clock.standing_at(at_noon(ON)):
        entry = make_entry(receipt(province.here.unit, gift="CTAAAAAAA2", subject="TN-7"))
    line = SEALED % (entry.pk, gift_hash("CTAAAAAAA2"))
    assert tree.line_now(entry.pk).decode() == line
    head = seal(clock.now())
    assert head is not None
    assert (head.size, head.root) == (1, merkle.leaf_hash(line.encode()).hex())


def test_a_trace_code_is_nowhere_in_the_line(province: Province) -> None:
    entry = make_entry(receipt(province.here.unit, gift="CTAAAAAAA2", subject="CTAAAAAAA2"))
    assert b"CTAAAAAAA2" not in tree.line_now(entry.pk)


def test_a_head_each_day(province: Province) -> None:
    heads = make_story(province.here.unit)
    assert [(head.day, head.size) for head in heads] == [(ON + timedelta(days=n), 6 * (n + 1)) for n in range(3)]
    theirs = InmemoryTree(algorithm="sha256")
    for pk in Leaf.objects.order_by("place").values_list("pk", flat=True):
        theirs.append_entry(tree.line_now(pk))
    assert [head.root for head in heads] == [theirs.get_root(head.size).hex() for head in heads]


def test_once_more_changes_nothing(province: Province) -> None:
    heads = make_story(province.here.unit)
    assert seal(clock.instant(heads[-1].day, time.max)) == heads[-1]
    assert Head.objects.count() == 3


def test_a_quiet_day_has_its_head_too(province: Province) -> None:
    last = make_story(province.here.unit)[-1]
    quiet = seal(clock.instant(last.day + timedelta(days=1), time.max))
    assert quiet is not None
    assert (quiet.day, quiet.size, quiet.root) == (last.day + timedelta(days=1), last.size, last.root)


def test_what_came_after_midnight_waits_for_the_next_day(province: Province) -> None:
    make_story(province.here.unit)
    make_entry(receipt(province.here.unit))
    assert seal(clock.now() - timedelta(hours=13)).size == 18  # type: ignore[union-attr]
    assert seal(clock.now()).size == 19  # type: ignore[union-attr]


def test_a_late_commit_is_found_whatever_its_number(province: Province) -> None:
    """The entry with the smaller number appears only after the larger one was sealed, as when its transaction ended later."""
    first, second = book([receipt(province.here.unit), receipt(province.here.unit)], by=None, on=ON)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "chungtay.ledger.actions.Entry.objects.filter",
            lambda *asked, **how: Entry.objects.all().filter(*asked, **how).exclude(pk=first.pk),
        )
        seal(clock.now())
    assert list(Leaf.objects.values_list("entry", "place")) == [(second.pk, 0)]
    seal(clock.now())
    assert list(Leaf.objects.order_by("place").values_list("entry", "place")) == [(second.pk, 0), (first.pk, 1)]


def test_a_head_never_goes_back_in_time(province: Province) -> None:
    last = make_story(province.here.unit)[-1]
    make_entry(receipt(province.here.unit))
    with clock.standing_at(at_noon(ON)):
        make_entry(receipt(province.here.unit))
    head = seal(at_noon(ON) + timedelta(hours=1))
    assert head is not None
    assert (head.day, head.size) == (last.day, last.size + 1)


def test_proofs_from_the_tables(province: Province) -> None:
    unit = province.here.unit
    book([receipt(unit, number + 1) for number in range(300)], by=None, on=ON)
    old = seal(clock.now())
    book([receipt(unit, number + 1) for number in range(230)], by=None, on=ON)
    head = seal(clock.now())
    assert old is not None
    assert head is not None
    assert list(Node.objects.order_by("number").values_list("level", "number")) == [(1, 0), (1, 1)]
    for place in (0, 1, 255, 256, 299, 300, 511, 512, 528, 529):
        for under in (old, head):
            entry = Leaf.objects.select_related("entry").get(place=place).entry
            proof = tree.prove(entry, under)
            if place >= under.size:
                assert proof is None
                continue
            assert proof is not None
            path = [bytes.fromhex(one) for one in proof.path]
            leaf = merkle.leaf_hash(proof.line.encode())
            assert (proof.place, merkle.root_from_inclusion(leaf, place, under.size, path)) == (place, bytes.fromhex(under.root))
    grown = tree.prove_growth(old, head)
    path = [bytes.fromhex(one) for one in grown.path]
    assert merkle.is_consistent(300, bytes.fromhex(old.root), 530, bytes.fromhex(head.root), path)


def test_a_proof_asks_little(province: Province, django_assert_max_num_queries: object) -> None:
    book([receipt(province.here.unit, number + 1) for number in range(600)], by=None, on=ON)
    head = seal(clock.now())
    entry = Leaf.objects.select_related("entry").get(place=300).entry
    assert head is not None
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        tree.prove(entry, head)


@pytest.mark.parametrize("table", ["ledger_leaf", "ledger_node", "ledger_head"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}"])
def test_the_database_keeps_what_is_sealed(province: Province, table: str, statement: str) -> None:
    book([receipt(province.here.unit, number + 1) for number in range(256)], by=None, on=ON)
    seal(clock.now())
    sql = statement.format(table).replace("hash", "root" if table == "ledger_head" else "hash")
    with (
        pytest.raises(IntegrityError, match="đã niêm phong không sửa, không xóa được"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
def test_two_sealers_beside_bookings(transactional_db: None, in_parallel: InParallel) -> None:
    unit = make_province().here.unit
    books = [lambda: len(book([receipt(unit, 5)] * 20, by=None, on=ON)) for _ in range(10)]
    seals = [lambda: seal(clock.now()) is None or True for _ in range(6)]
    assert in_parallel([one for pair in zip(books, seals, strict=False) for one in pair]) == [20, True] * 6

    def state() -> object:
        head = seal(clock.now())
        return head and head.size, list(Leaf.objects.order_by("place").values_list("place", flat=True))

    assert in_parallel([state]) == [(120, list(range(120)))]
