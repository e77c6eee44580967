"""The only writers of the ledger: booking, taking back, sealing."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Final

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.db import hold_targets, refused, take_turn
from chungtay.core.words import clean_text
from chungtay.ledger import queries, rules
from chungtay.ledger.enums import EntryKind
from chungtay.ledger.export import FOLDER, name_of, write_packed
from chungtay.ledger.merkle import Frontier, leaf_hash
from chungtay.ledger.models import Account, Balance, Entry, Head, Leaf, Node
from chungtay.ledger.posting import AccountKey, Posting
from chungtay.ledger.sealed import COLUMNS, Accounts, Sealed, line_of
from chungtay.ledger.tree import latest_head
from chungtay.places.models import OrgUnit

__all__ = ["AccountKey", "Posting", "book", "publish_export", "reverse", "reverse_all", "seal"]
_AT_ONCE: Final = 500  # rows in one statement
_SEALED_AT_ONCE: Final = 2_000
_EXPORTS_KEPT: Final = 3


@transaction.atomic
def book(postings: Sequence[Posting], *, by: User | None, on: date) -> list[Entry]:
    """Book all of them, or none, on the day `on`; the entries in the order given. Accounts come into being as they are named.

    Raises RuleBroken where an account would fall below zero, naming it and what it holds. Book once in a transaction, after the caller's
    own rows are locked: balances are taken in the order of their accounts and held to its end, so that nobody waits in a circle.
    """
    for day in {on, *(posting.on for posting in postings if posting.on is not None)}:
        rules.check_day(day)
    for posting in postings:
        rules.check_posting(posting)
    accounts = _accounts({key for posting in postings for key in (posting.debit, posting.credit)})
    at = clock.now()
    rows = [
        Entry(
            kind=posting.kind,
            booked_on=posting.on or on,
            debit=accounts[posting.debit],
            credit=accounts[posting.credit],
            amount=posting.amount,
            subject=posting.subject,
            gift=posting.gift,
            note=clean_text(posting.note, field="note", most=200, is_needed=False),
            recorded_by=by,
            recorded_at=at,
        )
        for posting in postings
    ]
    return _write(rows)


@transaction.atomic
def reverse(entry: Entry, *, by: User | None, on: date, reason: str) -> Entry:
    """Take an entry back by a second one along the same way; refused where what it brought has gone on since."""
    return reverse_all([entry], by=by, on=on, reason=reason)[0]


@transaction.atomic
def reverse_all(entries: Sequence[Entry], *, by: User | None, on: date, reason: str) -> list[Entry]:
    """Take several back at once, or none of them: what one of them brought, another may have carried on."""
    rules.check_day(on)
    why, at = clean_text(reason, field="reason", most=200), clock.now()
    rows = []
    for entry in entries:
        rules.check_reversible(entry, on=on)
        row = Entry(kind=EntryKind.REVERSAL, booked_on=on, debit=entry.credit, credit=entry.debit, amount=entry.amount)
        row.subject, row.gift, row.note, row.reverses = entry.subject, entry.gift, why, entry
        row.recorded_by, row.recorded_at = by, at
        rows.append(row)
    return _write(rows)


def _write(rows: list[Entry]) -> list[Entry]:
    """The entries, and then the balances, because everybody waits for these."""
    with refused():
        entries = Entry.objects.bulk_create(rows, batch_size=_AT_ONCE)
        for account, change in sorted(rules.changes(entries).items(), key=lambda pair: pair[0].pk):
            if change:
                _move(account, change)
    return entries


def _move(account: Account, change: int) -> None:
    rows = Balance.objects.filter(pk=account.pk)
    if not rows.filter(amount__gte=-change).update(amount=F("amount") + change):
        held = rows.values_list("amount", flat=True).first() or 0
        raise rules.lacking(account, held=held, wanted=-change)


def _accounts(keys: set[AccountKey]) -> dict[AccountKey, Account]:
    """The accounts; those that nobody had named before are made, by whoever comes first."""
    found = queries.accounts_of(keys)
    missing = sorted(keys - found.keys(), key=lambda key: key.order)
    if not missing:
        return found
    hold_targets(OrgUnit, [key.unit_id for key in missing])
    rows = [Account(**asdict(key)) for key in missing]
    Account.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
    found |= queries.accounts_of(missing)
    Balance.objects.bulk_create([Balance(account=found[key]) for key in missing], batch_size=_AT_ONCE, ignore_conflicts=True)
    return found


@transaction.atomic
def seal(at: datetime) -> Head | None:
    """Give a place in the tree to every entry recorded until that instant that has none; the head of its day, None while all is empty.

    Once more for the same instant changes nothing. An entry whose transaction ends later is found by the next run, whatever its number.
    """
    take_turn("ledger.seal")
    last = latest_head()
    tree = Frontier(last.size, last.roots) if last else Frontier()
    accounts, after = Accounts(), 0
    while rows := _unsealed(at, after):
        _place(rows, tree, accounts)
        after = rows[-1].id
    day = max(clock.day_of(at), last.day) if last else clock.day_of(at)
    if tree.size == 0 or (last and (last.size, last.day) == (tree.size, day)):
        return last
    return Head.objects.create(
        day=day, size=tree.size, root=tree.root.hex(), frontier=[one.hex() for one in tree.roots], made_at=clock.now()
    )


def _unsealed(at: datetime, after: int) -> list[Sealed]:
    rows = Entry.objects.filter(leaf__isnull=True, recorded_at__lte=at, pk__gt=after).order_by("pk")
    return [Sealed(*row) for row in rows.values_list(*COLUMNS)[:_SEALED_AT_ONCE]]


def _place(rows: list[Sealed], tree: Frontier, accounts: Accounts) -> None:
    accounts.read(rows)
    leaves, nodes = [], []
    for row in rows:
        found = leaf_hash(line_of(row, accounts))
        leaves.append(Leaf(entry_id=row.id, place=tree.size, hash=found.hex()))
        nodes += [Node(level=level, number=number, hash=root.hex()) for level, number, root in tree.add(found)]
    Leaf.objects.bulk_create(leaves, batch_size=_SEALED_AT_ONCE)
    Node.objects.bulk_create(nodes)


def publish_export(head: Head) -> str:
    """Lay the export of that head where everybody may fetch it, and let the oldest ones go; its name."""
    name = name_of(head)
    if not default_storage.exists(name):
        with TemporaryFile() as packed:
            write_packed(packed, head)
            packed.seek(0)
            default_storage.save(name, File(packed))
    for old in sorted(default_storage.listdir(FOLDER)[1])[:-_EXPORTS_KEPT]:
        default_storage.delete(f"{FOLDER}/{old}")
    return name
