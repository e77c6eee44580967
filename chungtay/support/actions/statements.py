"""A bank's statement is loaded, and every line of it that is new stands in the ledger at once, known or not."""

from datetime import date
from typing import Any

from django.db import transaction

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.banking.actions.statements import Loaded, load_statement
from chungtay.banking.models import BankAccount, Statement
from chungtay.files.pictures import Upload
from chungtay.ledger.actions import book
from chungtay.ledger.enums import EntryKind
from chungtay.ledger.posting import Posting
from chungtay.ledger.queries import balance
from chungtay.support.books import bank, line_code, opening, unclear, unidentified


def take_statement(account: BankAccount, *, by: User | None, upload: Upload, on: date, **more: Any) -> Loaded:
    """load_statement(), with its lines booked in the same transaction; `more` as it takes them."""
    return load_statement(account, by=by, upload=upload, on=on, then=book_statement, **more)


@transaction.atomic
def book_statement(statement: Statement, by: User | None) -> int:
    """Its own lines, those that no other statement had brought; the caller holds the account. How many were booked.

    The ledger then says of the account what the bank does: what lies before the first line, and on days of which no statement tells, is
    opening balance, and is less again once the statement of these days is loaded.
    """
    account = statement.account
    postings, net = [], 0
    for pk, day, is_credit, amount in statement.lines.order_by("row").values_list("pk", "booked_on", "is_credit", "amount_vnd"):
        net += amount if is_credit else -amount
        subject = line_code(pk)
        if is_credit:
            postings.append(Posting(EntryKind.RECEIPT, bank(account), unidentified(account), amount, subject=subject, on=day))
        else:
            postings.append(Posting(EntryKind.PAID_OUT, unclear(account), bank(account), amount, subject=subject, on=day))
    count = len(postings)
    last = account.statements.order_by("-ends_on", "-pk")[0]
    postings = _opened(statement, last.closing_vnd - balance(bank(account)) - net) + postings
    if postings:
        book(postings, by=by, on=statement.ends_on)
    record("statement.taken", statement, by=by, name=str(account), place_id=account.unit_id, lines=count)
    return count


def _opened(statement: Statement, gap: int) -> list[Posting]:
    account, day, subject = statement.account, statement.starts_on, f"SAOKE-{statement.pk}"
    if gap > 0:
        return [Posting(EntryKind.OPENING, bank(account), opening(account), gap, subject=subject, on=day)]
    if gap < 0:
        return [
            Posting(EntryKind.PAID_OUT, unclear(account), bank(account), -gap, subject=subject, on=day),
            Posting(EntryKind.OTHER, opening(account), unclear(account), -gap, subject=subject, on=day),
        ]
    return []
