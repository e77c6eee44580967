"""The only writers of the ledger: booking, taking back, sealing."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.db.models import F

from chungtay.accounts.models import User
from chungtay.core import clock
from chungtay.core.db import hold_targets, refused
from chungtay.ledger import queries, rules
from chungtay.ledger.enums import EntryKind
from chungtay.ledger.models import Account, Balance, Entry
from chungtay.ledger.posting import AccountKey, Posting
from chungtay.places.models import OrgUnit
from chungtay.programmes.rules import clean_text

__all__ = ["AccountKey", "Posting", "book", "reverse"]
_AT_ONCE = 500  # rows in one statement


@transaction.atomic
def book(postings: Sequence[Posting], *, by: User | None, on: date) -> list[Entry]:
    """Book all of them, or none, on the day `on`; the entries in the order given. Accounts come into being as they are named.

    Raises RuleBroken where an account would fall below zero, naming it and what it holds. Book once in a transaction, after the caller's
    own rows are locked: balances are taken in the order of their accounts and held to its end, so that nobody waits in a circle.
    """
    rules.check_day(on)
    for posting in postings:
        rules.check_posting(posting)
    accounts = _accounts({key for posting in postings for key in (posting.debit, posting.credit)})
    at = clock.now()
    rows = [
        Entry(
            kind=posting.kind,
            booked_on=on,
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
    rules.check_day(on)
    rules.check_reversible(entry, on=on)
    row = Entry(
        kind=EntryKind.REVERSAL,
        booked_on=on,
        debit=entry.credit,
        credit=entry.debit,
        amount=entry.amount,
        subject=entry.subject,
        gift=entry.gift,
        note=clean_text(reason, field="reason", most=200),
        reverses=entry,
        recorded_by=by,
        recorded_at=clock.now(),
    )
    return _write([row])[0]


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
