"""The child's part: a stranger's file in, plain data out (core/confined.py). No table is known here."""

import hashlib
from collections import Counter
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from chungtay.banking.reading.checking import Asked, Checked, checked
from chungtay.banking.reading.layouts import SEARCHED, heading_of
from chungtay.banking.reading.parsing import Movement, parsed
from chungtay.banking.reading.tables import tables_of
from chungtay.core.errors import RuleBroken
from chungtay.core.vietnamese import fold

MOST_FAULTS: Final = 50  # told one by one; more are counted


def read(content: bytes, question: dict[str, Any]) -> dict[str, Any]:
    """The statement as JSON knows it (asked.Read says what the parts are); its lines only where nothing is wrong with it."""
    closed = question["closed_on"]
    asked = Asked(
        today=date.fromisoformat(question["today"]),
        number=question["number"],
        opened_on=date.fromisoformat(question["opened_on"]),
        closed_on=date.fromisoformat(closed) if closed else None,
        opening=question["opening"],
        closing=question["closing"],
    )
    for table in tables_of(content):
        heading = heading_of(table)
        if heading is not None:
            return _answer(checked(parsed(table, heading), asked))
    sentence = _(
        "Không thấy dòng tiêu đề trong %(rows)d dòng đầu: cần cột ngày, và cột số tiền hoặc hai cột ghi nợ, ghi có. "
        "Xin tải sao kê dạng Excel hoặc CSV từ ngân hàng."
    )
    raise RuleBroken(sentence % {"rows": SEARCHED})


def _answer(found: Checked) -> dict[str, Any]:
    return {
        "layout": found.layout,
        "starts": found.starts.isoformat() if found.starts else None,
        "ends": found.ends.isoformat() if found.ends else None,
        "opening": found.opening,
        "closing": found.closing,
        "credit": found.credit,
        "debit": found.debit,
        "is_period_told": found.is_period_told,
        "count": len(found.movements),
        "faults": found.faults[:MOST_FAULTS],
        "fault_count": len(found.faults),
        "lines": [] if found.faults else _lines(found.movements),
    }


def _lines(movements: list[Movement]) -> list[list[Any]]:
    """Each with its fingerprint: day, amount and the bank's reference, or the narrative where the bank gives none.

    The same once more is another movement (two gifts alike on one day), so the second is told from the first by being second.
    """
    seen: Counter[str] = Counter()
    lines: list[list[Any]] = []
    for one in movements:
        by = "".join(one.reference.upper().split()) or f"~{fold(one.description)} {fold(one.other_account)}"
        key = f"{one.day.isoformat()}|{'+' if one.is_credit else '-'}{one.amount}|{by}"
        seen[key] += 1
        fingerprint = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:32]
        words = [one.reference, one.description, one.other_name, one.other_account]
        lines.append([one.row, one.day.isoformat(), one.is_credit, one.amount, *words, one.balance, fingerprint])
    return lines
