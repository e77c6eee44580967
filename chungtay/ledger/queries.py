"""Questions about what is where: balances and entries."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, Sum

from chungtay.ledger.enums import VND, AccountKind, EntryKind
from chungtay.ledger.models import Account, AccountQuerySet, Balance, Entry, EntryQuerySet
from chungtay.ledger.posting import AccountKey
from chungtay.places.models import OrgUnitQuerySet

_MOST_ABOUT: Final = 500  # entries of one subject or gift that a list looks through


def _key(account: Account) -> AccountKey:
    return AccountKey(account.kind, account.unit_id, account.programme_id, account.commodity, account.part)  # type: ignore[arg-type]  # its value


def accounts_of(keys: Collection[AccountKey]) -> dict[AccountKey, Account]:
    """The rows of those accounts that have come into being, in one query however many they are."""
    units, commodities = {key.unit_id for key in keys}, {key.commodity for key in keys}
    kinds = {str(key.kind) for key in keys}
    rows = Account.objects.filter(unit__in=units, commodity__in=commodities, kind__in=kinds).select_related("unit")
    wanted = frozenset(keys)
    return {key: row for row in rows if (key := _key(row)) in wanted}


def balance(key: AccountKey) -> int:
    """What the account holds now, in its own nature; 0 where nothing was ever booked."""
    rows = Balance.objects.filter(
        account__kind=key.kind, account__unit=key.unit_id, account__commodity=key.commodity, account__part=key.part
    ).filter(Q(account__programme=key.programme_id) if key.programme_id else Q(account__programme__isnull=True))
    return rows.values_list("amount", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Held:
    """What accounts of one kind hold together of one commodity."""

    kind: AccountKind
    commodity: str
    amount: int


def accounts_at(units: OrgUnitQuerySet, *, programme_id: int | None = None) -> AccountQuerySet:
    """The accounts of these units; of one programme only, where it is named."""
    rows = Account.objects.filter(unit__in=units.order_by().values("pk"))
    return rows.filter(programme=programme_id) if programme_id else rows


def balances(accounts: AccountQuerySet, *, on: date | None = None) -> list[Held]:
    """What the accounts hold now, or held at the end of the day `on`; kinds in their order, money first, nothing that is 0."""
    sums = _now(accounts) if on is None else _then(accounts, on)
    order = {kind: place for place, kind in enumerate(AccountKind)}
    found = [Held(AccountKind(kind), commodity, amount) for (kind, commodity), amount in sums.items() if amount]
    return sorted(found, key=lambda one: (one.commodity != VND, one.commodity, order[one.kind]))


def _now(accounts: AccountQuerySet) -> dict[tuple[str, str], int]:
    rows = accounts.order_by().values_list("kind", "commodity").annotate(held=Sum("balance__amount"))
    return {(kind, commodity): int(held or 0) for kind, commodity, held in rows}


def _then(accounts: AccountQuerySet, on: date) -> dict[tuple[str, str], int]:
    """From the entries until that day."""
    found: dict[tuple[str, str], int] = {}
    ends = accounts.order_by().values("pk")
    for side, other in (("debit", False), ("credit", True)):
        moved = Entry.objects.filter(booked_on__lte=on, **{f"{side}__in": ends}).order_by()
        for kind, commodity, amount in moved.values_list(f"{side}__kind", f"{side}__commodity").annotate(moved=Sum("amount")):
            grows = Account(kind=kind).is_asset != other
            found[kind, commodity] = found.get((kind, commodity), 0) + (int(amount) if grows else -int(amount))
    return found


def entries(
    rows: EntryQuerySet, *, kind: str = "", first: date | None = None, last: date | None = None, code: str = "", pk: int | None = None
) -> EntryQuerySet:
    """Those of this kind, from one day to another, about this code (of the subject or of the gift), of this number."""
    if kind:
        rows = rows.filter(kind=kind)
    if first:
        rows = rows.filter(booked_on__gte=first)
    if last:
        rows = rows.filter(booked_on__lte=last)
    if code:
        rows = rows.filter(pk__in=_about(code))
    return rows.filter(pk=pk) if pk is not None else rows


def _about(code: str) -> set[int]:
    """By both indexes first: asked together with the order of days the database would rather read the whole book."""
    found = [
        Entry.objects.filter(**{name: code}).order_by(name, "pk").values_list("pk", flat=True)[:_MOST_ABOUT] for name in ("subject", "gift")
    ]
    return {pk for pks in found for pk in pks}


def flows(*, size: int) -> dict[tuple[EntryKind, AccountKind, AccountKind], int]:
    """How many đồng went by what happened, from the kind of account debited to the one credited, among the first `size` sealed entries.

    What was taken back is subtracted from where it had gone.
    """
    sealed = Entry.objects.filter(debit__commodity=VND, leaf__place__lt=size).order_by()
    found: Counter[tuple[EntryKind, AccountKind, AccountKind]] = Counter()
    for was, kind, debit, credit, amount in sealed.values_list("reverses__kind", "kind", "debit__kind", "credit__kind").annotate(
        moved=Sum("amount")
    ):
        if was is None:
            found[EntryKind(kind), AccountKind(debit), AccountKind(credit)] += amount
        else:
            found[EntryKind(was), AccountKind(credit), AccountKind(debit)] -= amount
    return found
