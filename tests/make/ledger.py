"""Entries for tests, booked through the real action."""

from datetime import date
from typing import Final

from chungtay.ledger.actions import AccountKey, Posting, book
from chungtay.ledger.enums import VND, AccountKind, EntryKind
from chungtay.ledger.models import Entry
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme

ON: Final = date(2026, 3, 2)
BLANKETS: Final = "blankets|chiếc"


def key(kind: AccountKind, unit: OrgUnit, *, programme: Programme | None = None, commodity: str = VND, part: str = "") -> AccountKey:
    return AccountKey(kind, unit.pk, programme.pk if programme else None, commodity, part)


def receipt(
    unit: OrgUnit, amount: int = 1_000_000, *, commodity: str = VND, programme: Programme | None = None, gift: str = "", subject: str = ""
) -> Posting:
    """Money at the bank, or goods in the store, that are not yet allocated."""
    kind = AccountKind.BANK if commodity == VND else AccountKind.STORE
    ends = [key(one, unit, programme=programme, commodity=commodity) for one in (kind, AccountKind.GIFTS)]
    return Posting(EntryKind.RECEIPT, ends[0], ends[1], amount, subject=subject, gift=gift)


def allocation(unit: OrgUnit, amount: int, *, commodity: str = VND, programme: Programme | None = None, gift: str = "") -> Posting:
    ends = [key(one, unit, programme=programme, commodity=commodity) for one in (AccountKind.GIFTS, AccountKind.ALLOCATED)]
    return Posting(EntryKind.ALLOCATION, ends[0], ends[1], amount, gift=gift)


def delivery(unit: OrgUnit, amount: int, *, commodity: str = VND, programme: Programme | None = None, gift: str = "") -> Posting:
    kind = AccountKind.BANK if commodity == VND else AccountKind.STORE
    ends = [key(one, unit, programme=programme, commodity=commodity) for one in (AccountKind.ALLOCATED, kind)]
    return Posting(EntryKind.DELIVERY, ends[0], ends[1], amount, gift=gift)


def make_entry(posting: Posting, *, on: date = ON) -> Entry:
    (entry,) = book([posting], by=None, on=on)
    return entry
