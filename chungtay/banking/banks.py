"""The banks that take VietQR payments, by the number (BIN) by which NAPAS knows them; data/README.md says from where."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Bank:
    """`bin`: six digits; `code`: as in VCB; `short_name`: as people call it."""

    bin: str
    code: str
    short_name: str
    name: str


def _read() -> dict[str, Bank]:
    with (Path(__file__).parent / "data" / "banks.csv").open(encoding="utf-8", newline="") as file:
        return {row["bin"]: Bank(**row) for row in csv.DictReader(file)}


BANKS: Final[dict[str, Bank]] = _read()


def bank_name(bin: str) -> str:  # noqa: A002 — that is what the number is called
    """'Vietcombank'; the number itself for a bank that has left the list."""
    bank = BANKS.get(bin)
    return bank.short_name if bank else bin
