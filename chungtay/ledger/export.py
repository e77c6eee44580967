"""The ledger for everybody, as JSON Lines: what it is, heads, entries in the order of the tree, accounts, end (docs/so-cai-mo.md).

Written row by row: a million entries cost no more memory than a thousand; only the sums per account are kept meanwhile.
"""

import gzip
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Final

from chungtay.ledger.enums import ASSETS
from chungtay.ledger.models import Entry, Head
from chungtay.ledger.sealed import COLUMNS, GIFT, Accounts, Sealed, line_of, written

FOLDER: Final = "so-cai"
FORMAT: Final = 1
_AT_ONCE: Final = 2_000
Sums = dict[tuple[str, ...], list[int]]


def name_of(head: Head) -> str:
    """Where the export of that head lies; in order of their size by name."""
    return f"{FOLDER}/so-cai-{head.size:012d}-{head.day}.jsonl.gz"


def write_packed(file: IO[bytes], head: Head) -> None:
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0, compresslevel=6) as packed:
        packed.writelines(lines(head))


def lines(head: Head) -> Iterator[bytes]:
    """Every line of the export of what is sealed under that head; the last one says how many they are and the hash of the others."""
    count, seen = 1, sha256()
    for line in _all_but_the_last(head):
        count += 1
        seen.update(line + b"\n")
        yield line + b"\n"
    yield written({"end": True, "lines": count, "size": head.size, "root": head.root, "sha256": seen.hexdigest()}) + b"\n"


def _all_but_the_last(head: Head) -> Iterator[bytes]:
    yield written(
        {
            "ledger": "Chung Tay",
            "format": FORMAT,
            "hash": "RFC 6962, SHA-256",
            "gift": f"SHA-256({GIFT} + mã dấu vết)",
            "day": head.day.isoformat(),
            "size": head.size,
            "root": head.root,
        }
    )
    heads = Head.objects.filter(size__lte=head.size, day__lte=head.day).order_by("size", "day")
    for day, size, root in heads.values_list("day", "size", "root").iterator():
        yield written({"head": day.isoformat(), "size": size, "root": root})
    sums: Sums = {}
    yield from _entries(head.size, sums)
    for account, (entries, debit, credit) in sorted(sums.items()):
        balance = debit - credit if account[0] in ASSETS else credit - debit
        yield written({"account": list(account), "entries": entries, "debit": debit, "credit": credit, "balance": balance})


def _entries(size: int, sums: Sums) -> Iterator[bytes]:
    """The sealed lines in the order of the tree; `sums` holds entries, debits and credits by account afterwards."""
    accounts = Accounts()
    for start in range(0, size, _AT_ONCE):
        places = Entry.objects.filter(leaf__place__gte=start, leaf__place__lt=min(start + _AT_ONCE, size)).order_by("leaf__place")
        rows = [Sealed(*row) for row in places.values_list(*COLUMNS)]
        accounts.read(rows)
        for row in rows:
            for side, pk in ((1, row.debit_id), (2, row.credit_id)):
                held = sums.setdefault(tuple(accounts[pk]), [0, 0, 0])
                held[0] += 1
                held[side] += row.amount
            yield line_of(row, accounts)
