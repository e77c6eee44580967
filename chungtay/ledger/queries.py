"""Questions about what is where: balances and entries."""

from collections.abc import Collection

from django.db.models import Q

from chungtay.ledger.models import Account, Balance
from chungtay.ledger.posting import AccountKey


def _key(account: Account) -> AccountKey:
    return AccountKey(account.kind, account.unit_id, account.programme_id, account.commodity, account.part)  # type: ignore[arg-type]  # its value


def accounts_of(keys: Collection[AccountKey]) -> dict[AccountKey, Account]:
    """The rows of those accounts that have come into being, in two queries however many they are."""
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
