"""What is sealed of an entry: one line of JSON, byte for byte the line of the export (docs/so-cai-mo.md). It never changes its form.

No donor stands in it, no officer, no free text; a gift stands under the hash of its trace code.
"""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from chungtay.ledger.models import Account

GIFT: Final = "chung-tay/ma-dau-vet/"
COLUMNS: Final = ("id", "booked_on", "kind", "debit_id", "credit_id", "amount", "subject", "gift", "reverses_id", "recorded_at")
MOST_KEPT: Final = 50_000  # accounts in memory at a time


class Sealed(NamedTuple):
    """The columns of an entry that are sealed, in the order of COLUMNS."""

    id: int
    booked_on: date
    kind: str
    debit_id: int
    credit_id: int
    amount: int
    subject: str
    gift: str
    reverses_id: int | None
    recorded_at: datetime


def gift_hash(code: str) -> str:
    """By which the giver, who knows the trace code, finds the gift; hexadecimal, empty for no gift."""
    return sha256((GIFT + code).encode()).hexdigest() if code else ""


class Accounts:
    """Accounts in permanent codes only: [kind, unit, programme, commodity, part]; read as they are met."""

    def __init__(self) -> None:
        self._known: dict[int, list[str]] = {}

    def read(self, rows: Iterable[Sealed]) -> None:
        """Those of these rows, in one query if any is new."""
        named = {pk for row in rows for pk in (row.debit_id, row.credit_id)}
        if len(self._known) > MOST_KEPT:
            self._known = {}
        if missing := named - self._known.keys():
            self._known |= texts_of(missing)

    def __getitem__(self, pk: int) -> list[str]:
        return self._known[pk]


def texts_of(pks: Collection[int]) -> dict[int, list[str]]:
    columns = ("pk", "kind", "unit__code", "programme__slug", "commodity", "part")
    rows = Account.objects.filter(pk__in=pks).values_list(*columns)
    return {pk: [kind, unit, programme or "", commodity, part] for pk, kind, unit, programme, commodity, part in rows}


def line_of(row: Sealed, accounts: Accounts) -> bytes:
    """The entry as it is sealed; a subject that would give the trace code away is left out."""
    return written(
        {
            "id": row.id,
            "day": row.booked_on.isoformat(),
            "kind": row.kind,
            "debit": accounts[row.debit_id],
            "credit": accounts[row.credit_id],
            "amount": row.amount,
            "subject": "" if row.subject == row.gift else row.subject,
            "gift": gift_hash(row.gift),
            "reverses": row.reverses_id,
            "at": row.recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        }
    )


def written(said: dict[str, Any]) -> bytes:
    """JSON as the export writes it: no blanks, UTF-8."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
