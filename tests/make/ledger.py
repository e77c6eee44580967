"""Entries for tests, booked through the real action."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chungtay.core import clock
from chungtay.ledger.actions import AccountKey, Posting, book, seal
from chungtay.ledger.enums import VND, AccountKind, EntryKind
from chungtay.ledger.models import Entry, Head
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme

ON: Final = date(2026, 3, 2)
VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
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


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=VIETNAM)


def make_story(unit: OrgUnit, *, gifts: Sequence[str] = ("CTAAAAAAA2", "CTBBBBBBB3"), days: int = 3, on: date = ON) -> list[Head]:
    """On each of the days every gift brings money that is partly allocated and delivered; sealed at the end of each. The heads."""
    heads = []
    for number in range(days):
        day = on + timedelta(days=number)
        with clock.standing_at(at_noon(day)):
            for place, gift in enumerate(gifts, start=1):
                moves = [receipt(unit, 10_000 * place, gift=gift, subject=f"TN-{place}"), allocation(unit, 6_000 * place, gift=gift)]
                book([*moves, delivery(unit, 5_000 * place, gift=gift)], by=None, on=day)
            head = seal(clock.instant(day, time.max))
        assert head is not None
        heads.append(head)
    return heads
