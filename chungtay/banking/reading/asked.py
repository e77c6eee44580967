"""A bank's file read in a process of its own, with little memory and time."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from chungtay.banking.models import BankAccount
from chungtay.core.confined import confined
from chungtay.core.errors import RuleBroken

MEMORY: Final = 900_000_000  # bytes of address space for a statement of 200,000 lines
SECONDS: Final = 60  # a busy machine takes its time; 50,000 lines are a few seconds' work
_WORK: Final = "chungtay.banking.reading.work:read"


class Line(NamedTuple):
    """One movement as the file tells it; amounts in đồng, `row` as Excel counts."""

    row: int
    day: date
    is_credit: bool
    amount: int
    reference: str
    description: str
    other_name: str
    other_account: str
    balance: int | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Read:
    """A statement, oldest line first. With faults ((row, sentence), row 0 of the whole file) it has no lines.

    `opening` or `closing` is None where neither the file nor a person told it; the days are None only with a fault.
    """

    layout: str
    starts: date | None
    ends: date | None
    opening: int | None
    closing: int | None
    credit: int
    debit: int
    is_period_told: bool
    count: int
    faults: list[tuple[int, str]]
    fault_count: int
    lines: list[Line]


def read_statement(content: bytes, account: BankAccount, *, today: date, opening: int | None = None, closing: int | None = None) -> Read:
    """What the file says. `opening`, `closing`: typed balances for a file that tells none. RuleBroken where it cannot be read at all."""
    question: dict[str, Any] = {
        "today": today.isoformat(),
        "number": account.number,
        "opened_on": account.opened_on.isoformat(),
        "closed_on": account.closed_on.isoformat() if account.closed_on else None,
        "opening": opening,
        "closing": closing,
    }
    too_costly = _("Tệp này quá lớn hoặc hỏng nên không đọc được. Xin tải lại từ ngân hàng, chia nhỏ theo tháng.")
    try:
        answer = confined(_WORK, content, question, too_costly=too_costly, memory=MEMORY, seconds=SECONDS)
    except RuleBroken as refusal:
        raise RuleBroken(refusal.sentence, field="file") from None
    answer["lines"] = [Line(row, date.fromisoformat(day), *rest) for row, day, *rest in answer["lines"]]
    answer["faults"] = [(row, sentence) for row, sentence in answer["faults"]]
    answer |= {name: date.fromisoformat(answer[name]) if answer[name] else None for name in ("starts", "ends")}
    return Read(**answer)
