"""Which accounts of the ledger a contribution stands in, and what is booked when something becomes of it. Nothing is written here."""

from chungtay.banking.models import BankAccount, StatementLine
from chungtay.ledger.enums import VND, AccountKind, EntryKind
from chungtay.ledger.posting import AccountKey, Posting
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.support.enums import Way
from chungtay.support.models import Allocation, Contribution


def commodity_of(row: Contribution) -> str:
    """What the ledger calls it: "VND", or the kind and its measure."""
    return VND if row.is_money else f"{row.kind}|{row.measure}"


def account(row: Contribution, kind: AccountKind) -> AccountKey:
    """One of the accounts of the unit that received it: GIFTS while it is idle, ALLOCATED, CASH, PAYABLE …"""
    return AccountKey(kind, row.unit_id, row.programme_id, commodity_of(row))


def stock(row: Contribution, place: OrgUnit) -> AccountKey:
    """Where goods of it lie."""
    return AccountKey(AccountKind.STORE, place.pk, row.programme_id, commodity_of(row))


def posting(
    row: Contribution, kind: EntryKind, debit: AccountKey, credit: AccountKey, amount: int, *, subject: str = "", note: str = ""
) -> Posting:
    return Posting(kind, debit, credit, amount, subject=subject or row.trace_code, gift=row.trace_code, note=note)


def received(row: Contribution, *, store: OrgUnit | None = None) -> Posting:
    """It came: cash, goods into a store, or by the donor's own hand; what came through a bank is in the books since the statement was."""
    if row.way == Way.DIRECT:
        ends = account(row, AccountKind.DIRECT_OUT), account(row, AccountKind.DIRECT_IN)
        return posting(row, EntryKind.DIRECT, *ends, row.amount)
    there = stock(row, store) if store is not None else account(row, AccountKind.CASH)
    return posting(row, EntryKind.RECEIPT, there, account(row, AccountKind.GIFTS), row.amount)


def allocated(part: Allocation) -> Posting:
    row = part.contribution
    ends = account(row, AccountKind.GIFTS), account(row, AccountKind.ALLOCATED)
    return posting(row, EntryKind.ALLOCATION, *ends, part.amount, subject=part.code)


def released(part: Allocation) -> Posting:
    row = part.contribution
    ends = account(row, AccountKind.ALLOCATED), account(row, AccountKind.GIFTS)
    return posting(row, EntryKind.RELEASE, *ends, part.amount, subject=part.code)


def refunded(row: Contribution, amount: int, way: str) -> Posting:
    """Given back in cash, or by the bank, whose statement will show it."""
    out = account(row, AccountKind.CASH if way == Way.CASH else AccountKind.PAYABLE)
    return posting(row, EntryKind.REFUND, account(row, AccountKind.GIFTS), out, amount)


# ── At the bank ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def line_code(pk: int) -> str:
    """How entries name a line of a statement."""
    return f"SK-{pk}"


def bank(account: BankAccount) -> AccountKey:
    return AccountKey(AccountKind.BANK, account.unit_id, part=account.number)


def unidentified(account: BankAccount) -> AccountKey:
    """Came in, and nobody has said yet what it is."""
    return AccountKey(AccountKind.UNIDENTIFIED, account.unit_id)


def unclear(account: BankAccount) -> AccountKey:
    """Went out, and nobody has said yet what for."""
    return AccountKey(AccountKind.UNCLEAR, account.unit_id)


def opening(account: BankAccount) -> AccountKey:
    """What is no gift: there before the books began, or come in since from elsewhere."""
    return AccountKey(AccountKind.OPENING, account.unit_id)


def identified(row: Contribution, line: StatementLine) -> Posting:
    """Money at the bank turns out to be this gift, or interest."""
    kind = EntryKind.INTEREST if row.way == Way.INTEREST else EntryKind.IDENTIFIED
    return posting(row, kind, unidentified(line.account), account(row, AccountKind.GIFTS), row.amount, subject=line_code(line.pk))


def fee(row: Contribution, line: StatementLine) -> Posting:
    ends = account(row, AccountKind.GIFTS), unclear(line.account)
    return posting(row, EntryKind.FEE, *ends, line.amount_vnd, subject=line_code(line.pk))


def settled(line: StatementLine, programme: Programme, *, gift: str = "") -> Posting:
    """What was paid out of the bank, for a handover or back to a donor, now stands in its statement."""
    payable = AccountKey(AccountKind.PAYABLE, line.account.unit_id, programme.pk)
    return Posting(EntryKind.SETTLED, payable, unclear(line.account), line.amount_vnd, subject=line_code(line.pk), gift=gift)


def cash(line: StatementLine, programme: Programme) -> Posting:
    """Cash of the programme brought to the bank, or taken from it."""
    till = AccountKey(AccountKind.CASH, line.account.unit_id, programme.pk)
    if line.is_credit:
        return Posting(EntryKind.DEPOSIT, unidentified(line.account), till, line.amount_vnd, subject=line_code(line.pk))
    return Posting(EntryKind.WITHDRAWAL, till, unclear(line.account), line.amount_vnd, subject=line_code(line.pk))


def other(line: StatementLine) -> Posting:
    """Nothing to do with gifts: what goes out came in so, or was there before."""
    ends = (unidentified, opening) if line.is_credit else (opening, unclear)
    return Posting(EntryKind.OTHER, ends[0](line.account), ends[1](line.account), line.amount_vnd, subject=line_code(line.pk))
