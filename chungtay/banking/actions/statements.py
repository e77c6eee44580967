"""A statement is loaded: the whole of it, or nothing."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.banking import rules
from chungtay.banking.comparing import findings_of
from chungtay.banking.models import BankAccount, Statement, StatementLine
from chungtay.banking.reading.asked import Line, Read, read_statement
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.numbers import grouped
from chungtay.files.actions import keep_attachment
from chungtay.files.filetypes import LARGEST, SHEETS
from chungtay.files.models import Attachment
from chungtay.files.pictures import Upload, bounded

_BATCH: Final = 2_000


# What a room above does with a statement that was loaded, within the same transaction: it is loaded and booked, or neither.
Then = Callable[[Statement, User | None], object]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The statement, how many of its lines are new, how many were on record."""

    statement: Statement
    new: int
    known: int


def load_statement(
    account: BankAccount,
    *,
    by: User | None,
    upload: Upload,
    on: date,
    name: str = "sao-ke",
    opening_vnd: int | None = None,
    closing_vnd: int | None = None,
    is_gap_known: bool = False,
    then: Then | None = None,
) -> Loaded:
    """Read a bank's file and load it, in one go. The balances are needed only for a file that tells none.

    RuleBroken at "file" with the row of the first fault; at "opening_vnd" where balances are needed; at "is_gap_known" where days are
    missing between this statement and another and nobody said that this is known.
    """
    content = bounded(upload, LARGEST, too_heavy=_("Tệp nặng %(size)s MB, tối đa %(limit)d MB. Xin chia nhỏ theo tháng."), field="file")
    check_new(content)
    # Read before the transaction begins: seconds in which nobody else could write (SQLite).
    read = read_statement(content, account, today=min(on, clock.today()), opening=opening_vnd, closing=closing_vnd)
    with transaction.atomic():
        account = locked(account)
        rules.check_may(by, account.unit, on=on)
        file = keep_attachment(content, name=name, by=by, place_id=account.unit_id, among=SHEETS)
        loaded = write_statement(account, read, file, by=by, is_gap_known=is_gap_known)
        if then is not None:
            then(loaded.statement, by)
    return loaded


def check_new(content: bytes) -> None:
    """The very same file is refused, saying when and by whom it was loaded."""
    found = Statement.objects.filter(sha256=hashlib.sha256(content).hexdigest()).select_related("loaded_by", "account").first()
    if found is not None:
        at = localtime(found.loaded_at)
        parts = {
            "time": f"{at:%H:%M}",
            "day": format_day(at.date()),
            "who": found.loaded_by or _("hệ thống"),
            "account": found.account,
        }
        raise RuleBroken(
            _("Tệp này đã được nạp lúc %(time)s ngày %(day)s cho tài khoản %(account)s, người nạp: %(who)s.") % parts, field="file"
        )


def write_statement(account: BankAccount, read: Read, file: Attachment, *, by: User | None, is_gap_known: bool) -> Loaded:
    """Within the transaction of the caller, who holds the account: compare with what is on record, and write."""
    check_whole(read)
    found = findings_of(account, read)
    check_faultless(found.faults, len(found.faults))
    if found.gaps and not is_gap_known:
        raise RuleBroken(" ".join([*found.gaps, _("Nếu biết rõ và vẫn muốn nạp, xin đánh dấu rồi gửi lại.")]), field="is_gap_known")
    statement = Statement(account=account, file=file, sha256=file.sha256, layout=read.layout, loaded_by=by, loaded_at=clock.now())
    statement.starts_on, statement.ends_on = read.starts, read.ends  # type: ignore[assignment]  # check_whole
    statement.opening_vnd, statement.closing_vnd = read.opening, read.closing  # type: ignore[assignment]
    statement.credit_vnd, statement.debit_vnd = read.credit, read.debit
    statement.line_count, statement.known_count = read.count, len(found.known)
    new = [_line(statement, line) for line in read.lines if line.fingerprint not in found.known]
    with refused():
        statement.save()
        StatementLine.objects.bulk_create(new, batch_size=_BATCH)
    sums = {"credit_vnd": read.credit, "debit_vnd": read.debit, "lines": len(new), "known": len(found.known)}
    record("statement.loaded", statement, by=by, name=f"{account}, {_period(statement)}", place_id=account.unit_id, file=file.name, **sums)
    return Loaded(statement, len(new), len(found.known))


def check_whole(read: Read) -> None:
    """Raises RuleBroken for the first fault, or where a balance is neither told nor typed."""
    check_faultless(read.faults, read.fault_count)
    if read.opening is None or read.closing is None:
        raise RuleBroken(_("Tệp này không ghi số dư đầu kỳ, cuối kỳ. Xin nhập hai số dư theo ngân hàng."), field="opening_vnd")


def check_faultless(faults: list[tuple[int, str]], count: int) -> None:
    if faults:
        row, sentence = faults[0]
        said = _("Dòng %(row)d: %(sentence)s") % {"row": row, "sentence": sentence} if row else sentence
        more = " " + _("Còn %(n)s lỗi khác.") % {"n": grouped(count - 1)} if count > 1 else ""
        raise RuleBroken(said + more, field="file")


def _line(statement: Statement, line: Line) -> StatementLine:
    return StatementLine(
        statement=statement,
        account_id=statement.account_id,
        row=line.row,
        booked_on=line.day,
        is_credit=line.is_credit,
        amount_vnd=line.amount,
        reference=line.reference,
        description=line.description,
        other_name=line.other_name,
        other_account=line.other_account,
        balance_vnd=line.balance,
        fingerprint=line.fingerprint,
    )


def _period(statement: Statement) -> str:
    return f"{format_day(statement.starts_on)}–{format_day(statement.ends_on)}"
