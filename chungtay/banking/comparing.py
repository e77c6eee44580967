"""A statement that was read, beside what is on record of its account: what is known, what contradicts, which days are missing.

What is on record counts as it was loaded: a bank's file that tells it otherwise was altered, or is of another account.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, Sum, When
from django.utils.translation import gettext as _

from chungtay.banking.models import BankAccount, StatementLine
from chungtay.banking.reading.asked import Line, Read
from chungtay.core.dates import format_day
from chungtay.core.numbers import grouped

_DAY = timedelta(days=1)


@dataclass
class Findings:
    """`known`: fingerprints on record; `faults`: (row, sentence), row 0 of the whole file; `gaps`: what an officer has to know of first."""

    known: set[str] = field(default_factory=set)
    faults: list[tuple[int, str]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


def findings_of(account: BankAccount, read: Read) -> Findings:
    """Only for what was read without fault, with its days and both balances."""
    assert read.starts is not None
    assert read.ends is not None
    found = Findings()
    _compare_lines(found, account, read, read.starts, read.ends)
    _compare_before(found, account, read, read.starts)
    _compare_after(found, account, read, read.ends)
    return found


def kept(read: Read, found: Findings | None) -> dict[str, Any]:
    """What a page tells of it, as JSON keeps it; None: it was not compared yet."""
    return {
        "layout": read.layout,
        "starts": read.starts.isoformat() if read.starts else "",
        "ends": read.ends.isoformat() if read.ends else "",
        "opening": read.opening,
        "closing": read.closing,
        "credit": read.credit,
        "debit": read.debit,
        "count": read.count,
        "known": len(found.known) if found else 0,
        "faults": (read.faults + (found.faults if found else []))[:50],
        "fault_count": read.fault_count + (len(found.faults) if found else 0),
        "gaps": found.gaps if found else [],
    }


# ── Lines ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _compare_lines(found: Findings, account: BankAccount, read: Read, starts: date, ends: date) -> None:
    """Every line on record of these days has to stand in the file; of its last day the end may be missing (sent before evening)."""
    told = {line.fingerprint: line for line in read.lines}
    missing: list[StatementLine] = []
    on_record = StatementLine.objects.filter(account=account, booked_on__gte=starts, booked_on__lte=ends).order_by("booked_on", "pk")
    for row in on_record.only("fingerprint", "booked_on", "reference", "is_credit", "amount_vnd").iterator(chunk_size=5000):
        if row.fingerprint in told:
            found.known.add(row.fingerprint)
            found.faults += [_left_out(one) for one in missing if one.booked_on == ends]  # it stands before one that the file does tell
            missing = [one for one in missing if one.booked_on != ends]
        else:
            missing.append(row)
    if missing:
        new = _by_reference(line for line in read.lines if line.fingerprint not in found.known)
        for one in missing:
            altered = new.get((one.booked_on, one.reference), []) if one.reference else []
            if altered:
                found.faults.append((altered[0].row, _altered(one, altered[0])))
            elif one.booked_on < ends:
                found.faults.append(_left_out(one))


def _by_reference(lines: Iterable[Line]) -> dict[tuple[date, str], list[Line]]:
    found = defaultdict(list)
    for line in lines:
        found[line.day, line.reference].append(line)
    return found


def _altered(one: StatementLine, line: Line) -> str:
    parts = {
        "reference": one.reference,
        "day": format_day(one.booked_on),
        "before": _signed_words(one.is_credit, one.amount_vnd),
        "now": _signed_words(line.is_credit, line.amount),
    }
    return _("Bút toán %(reference)s ngày %(day)s đã nạp trước đây là %(before)s đồng, tệp này ghi %(now)s đồng.") % parts


def _left_out(one: StatementLine) -> tuple[int, str]:
    parts = {
        "what": one.reference or _("không có số"),
        "day": format_day(one.booked_on),
        "amount": _signed_words(one.is_credit, one.amount_vnd),
    }
    return 0, _("Bút toán %(what)s ngày %(day)s, %(amount)s đồng, đã nạp trước đây nhưng không có trong tệp này.") % parts


def _signed_words(is_credit: bool, amount: int) -> str:
    return f"{'+' if is_credit else '−'}{grouped(amount)}"


# ── Balances ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _compare_before(found: Findings, account: BankAccount, read: Read, starts: date) -> None:
    """The balance with which the file begins is the one that the statements before it lead to."""
    before = account.statements.filter(starts_on__lte=starts).order_by("-ends_on", "-pk").first()
    if before is None or read.opening is None:
        return
    expected = before.opening_vnd + _moved(account, before.starts_on, starts)
    apart = {"told": grouped(read.opening), "expected": grouped(expected), "gap": grouped(abs(read.opening - expected))}
    if before.ends_on >= starts - _DAY:
        if expected != read.opening:
            found.faults.append((0, _begins_wrong() % (apart | {"day": format_day(before.ends_on)})))
    elif expected != read.opening or read.is_period_told:
        found.gaps.append(_missing(before.ends_on + _DAY, starts - _DAY, read.opening - expected))


def _begins_wrong() -> str:
    return _(
        "Số dư đầu kỳ trong tệp là %(told)s, theo sao kê đã nạp phải là %(expected)s: lệch %(gap)s đồng. Nếu sao kê trước được lấy khi "
        "chưa hết ngày %(day)s, xin tải từ ngân hàng một sao kê bắt đầu từ chính ngày đó."
    )


def _compare_after(found: Findings, account: BankAccount, read: Read, ends: date) -> None:
    """The balance to which the file leads is the one with which the statement after it begins."""
    after = account.statements.filter(starts_on__gt=read.starts).order_by("starts_on", "pk").first()
    if after is None or read.closing is None or read.opening is None:
        return
    if after.starts_on <= ends:
        reached = read.opening + sum(line.amount if line.is_credit else -line.amount for line in read.lines if line.day < after.starts_on)
    else:
        reached = read.closing
    if after.starts_on > ends + _DAY:
        if reached != after.opening_vnd or read.is_period_told:
            found.gaps.append(_missing(ends + _DAY, after.starts_on - _DAY, after.opening_vnd - reached))
    elif reached != after.opening_vnd:
        parts = {
            "day": format_day(after.starts_on),
            "told": grouped(reached),
            "expected": grouped(after.opening_vnd),
            "gap": grouped(abs(reached - after.opening_vnd)),
        }
        sentence = _("Theo tệp này, số dư đầu ngày %(day)s là %(told)s; sao kê đã nạp ghi %(expected)s: lệch %(gap)s đồng.")
        found.faults.append((0, sentence % parts))


def _moved(account: BankAccount, since: date, until: date) -> int:
    """What came in less what went out from a day up to another, that one excluded, in đồng."""
    signed = Case(When(is_credit=True, then=F("amount_vnd")), default=-F("amount_vnd"))
    rows = StatementLine.objects.filter(account=account, booked_on__gte=since, booked_on__lt=until)
    return int(rows.aggregate(sum=Sum(signed))["sum"] or 0)


def _missing(first: date, last: date, moved: int) -> str:
    """What is known of the days of which no statement tells."""
    parts = {"first": format_day(first), "last": format_day(last), "moved": _signed_words(moved > 0, abs(moved))}
    if moved:
        return _("Chưa có sao kê từ ngày %(first)s đến ngày %(last)s; trong những ngày ấy số dư đổi %(moved)s đồng.") % parts
    return _("Chưa có sao kê từ ngày %(first)s đến ngày %(last)s.") % parts
