"""What is to be booked, before it is an entry: the two accounts by what they are, not by their row."""

from dataclasses import dataclass
from datetime import date

from chungtay.ledger.enums import VND, AccountKind, EntryKind


@dataclass(frozen=True, slots=True)
class AccountKey:
    """Which account is meant; it comes into being with its first entry. Fields as in models.Account."""

    kind: AccountKind
    unit_id: int
    programme_id: int | None = None
    commodity: str = VND
    part: str = ""

    @property
    def order(self) -> tuple[int, str, str, str, int]:
        """One order for everybody, so that two who make the same accounts never wait in a circle."""
        return (self.unit_id, self.kind, self.commodity, self.part, self.programme_id or 0)


@dataclass(frozen=True, slots=True)
class Posting:
    """`amount` (đồng, or goods in their measure) from `credit` to `debit`. Fields as in models.Entry.

    `on`: its own day, where that is not the day of the others with which it is booked.
    """

    kind: EntryKind
    debit: AccountKey
    credit: AccountKey
    amount: int
    subject: str = ""
    gift: str = ""
    note: str = ""
    on: date | None = None
