"""A file on its way to become a statement: sent, read, confirmed by a person, loaded. Small files at once, large ones by the worker.

Reading and loading begin with a move that only one process can make, and end with one; whoever is lost in between is replaced by the
worker after some minutes, because nothing of its work was kept.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.banking import rules
from chungtay.banking.actions.statements import Then, check_new, check_whole, write_statement
from chungtay.banking.comparing import findings_of, kept
from chungtay.banking.enums import UPLOAD_MOVES, UploadStatus
from chungtay.banking.models import BankAccount, StatementUpload
from chungtay.banking.reading.asked import Read, read_statement
from chungtay.core import clock
from chungtay.core.db import locked
from chungtay.core.errors import RuleBroken
from chungtay.core.states import check_move
from chungtay.files.actions import keep_attachment
from chungtay.files.filetypes import LARGEST, SHEETS
from chungtay.files.pictures import Upload, bounded
from chungtay.files.queries import attachment_handed_out

_log = logging.getLogger(__name__)
SMALL: Final = 400_000  # bytes: about 4,000 lines, which a person may wait for
_PATIENCE: Final = timedelta(minutes=3)
_STEPS: Final = {UploadStatus.WAITING: UploadStatus.READING, UploadStatus.CONFIRMED: UploadStatus.LOADING}


def send_file(account: BankAccount, *, by: User | None, upload: Upload, name: str, on: date) -> StatementUpload:
    """Keep the file; a small one is read before this returns."""
    content = bounded(upload, LARGEST, too_heavy=_("Tệp nặng %(size)s MB, tối đa %(limit)d MB. Xin chia nhỏ theo tháng."), field="file")
    check_new(content)
    with transaction.atomic():
        rules.check_may(by, account.unit, on=on)
        file = keep_attachment(content, name=name, by=by, place_id=account.unit_id, among=SHEETS)
        sent = StatementUpload.objects.create(account=account, file=file, sent_by=by, sent_at=clock.now())
    return _if_small(sent, on=on)


def type_balances(sent: StatementUpload, *, by: User | None, on: date, opening_vnd: int, closing_vnd: int) -> StatementUpload:
    """The balances of a file that tells none; it is read again with them."""
    with transaction.atomic():
        sent = _held(sent, by=by, on=on)
        check_move(UPLOAD_MOVES, sent.status, UploadStatus.WAITING)
        sent.status, sent.opening_vnd, sent.closing_vnd, sent.findings = UploadStatus.WAITING, opening_vnd, closing_vnd, {}
        sent.save(update_fields=["status", "opening_vnd", "closing_vnd", "findings"])
    return _if_small(sent, on=on)


def confirm_upload(
    sent: StatementUpload, *, by: User | None, on: date, is_gap_known: bool = False, then: Then | None = None
) -> StatementUpload:
    """A person has seen what the file holds and wants it loaded; a small one is loaded before this returns."""
    with transaction.atomic():
        sent = _held(sent, by=by, on=on)
        check_move(UPLOAD_MOVES, sent.status, UploadStatus.CONFIRMED)
        if sent.findings.get("faults") or sent.findings.get("opening") is None or sent.findings.get("closing") is None:
            raise RuleBroken(_("Tệp này còn lỗi nên chưa nạp được."))
        if sent.findings["gaps"] and not is_gap_known:
            raise RuleBroken(_("Xin đánh dấu rằng bạn biết còn thiếu sao kê của những ngày này."), field="is_gap_known")
        sent.status, sent.confirmed_by, sent.is_gap_known = UploadStatus.CONFIRMED, by, is_gap_known
        sent.save(update_fields=["status", "confirmed_by", "is_gap_known"])
    return _if_small(sent, on=on, then=then)


@transaction.atomic
def drop_upload(sent: StatementUpload, *, by: User | None, on: date) -> StatementUpload:
    """It will not be loaded; the file itself stays."""
    sent = _held(sent, by=by, on=on)
    check_move(UPLOAD_MOVES, sent.status, UploadStatus.DROPPED)
    sent.status = UploadStatus.DROPPED
    sent.save(update_fields=["status"])
    record("statement.dropped", sent, by=by, name=str(sent.file), place_id=sent.account.unit_id)
    return sent


def work_off(*, at: datetime, stopped: Callable[[], bool] = lambda: False, then: Then | None = None) -> int:
    """Read and load what waits, the oldest first, and what another process left lying. Says how many were taken up."""
    done = 0
    lost = Q(status__in=[UploadStatus.READING, UploadStatus.LOADING], taken_at__lte=at - _PATIENCE)
    waiting = StatementUpload.objects.filter(Q(status__in=list(_STEPS)) | lost).order_by("sent_at", "pk")
    for sent in waiting.select_related("account", "file"):
        if stopped():
            break
        done += take_up(sent, at=at, on=clock.day_of(at), then=then)
    return done


def take_up(sent: StatementUpload, *, at: datetime, on: date, then: Then | None = None) -> bool:
    """Read or load it now; False where another process was faster."""
    now = UploadStatus(sent.status)
    step = _STEPS.get(now, now)
    check_move(UPLOAD_MOVES, now, step)
    mine = StatementUpload.objects.filter(pk=sent.pk, status=now, taken_at=sent.taken_at)
    if not mine.update(status=step, taken_at=at):
        return False
    sent.status, sent.taken_at = step, at
    try:
        read = _read(sent, on=on)
        _read_through(sent, read) if step == UploadStatus.READING else _load(sent, read, then)
    except RuleBroken as refusal:
        _end(sent, UploadStatus.REFUSED, {**sent.findings, "refusal": refusal.sentence})
    except DatabaseError:  # nothing can be written now: it is taken up again later
        raise
    except Exception:  # noqa: BLE001 — a fault of ours: the other files must not wait for it
        _log.exception("statement upload %s failed", sent.pk)
        _end(
            sent,
            UploadStatus.REFUSED,
            {**sent.findings, "refusal": _("Chương trình gặp lỗi với tệp này; lỗi đã được ghi lại cho người quản trị.")},
        )
    return True


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _held(sent: StatementUpload, *, by: User | None, on: date) -> StatementUpload:
    sent = locked(sent)
    rules.check_may(by, sent.account.unit, on=on)
    return sent


def _if_small(sent: StatementUpload, *, on: date, then: Then | None = None) -> StatementUpload:
    if sent.file.size <= SMALL:
        take_up(sent, at=clock.now(), on=on, then=then)
        sent.refresh_from_db()
    return sent


def _read(sent: StatementUpload, *, on: date) -> Read:
    handed = attachment_handed_out(sent.file)
    if handed is None:
        raise RuleBroken(_("Tệp đã gửi không còn nguyên vẹn trong kho lưu. Xin gửi lại."))
    with handed.file as opened:
        return read_statement(opened.read(), sent.account, today=on, opening=sent.opening_vnd, closing=sent.closing_vnd)


def _read_through(sent: StatementUpload, read: Read) -> None:
    is_whole = not read.faults and read.opening is not None and read.closing is not None
    _end(sent, UploadStatus.READ, kept(read, findings_of(sent.account, read) if is_whole else None))


def _load(sent: StatementUpload, read: Read, then: Then | None) -> None:
    """Compared once more: between reading and confirming, others may have loaded something."""
    check_whole(read)
    with transaction.atomic():
        account = locked(sent.account)
        loaded = write_statement(account, read, sent.file, by=sent.confirmed_by, is_gap_known=sent.is_gap_known)
        if then is not None:
            then(loaded.statement, sent.confirmed_by)
        sent.statement = loaded.statement
        _end(sent, UploadStatus.LOADED, {**sent.findings, "known": loaded.known})


def _end(sent: StatementUpload, status: UploadStatus, findings: dict[str, Any]) -> None:
    """Unless another process took it over meanwhile: then its work counts, and this one's is undone."""
    mine = StatementUpload.objects.filter(pk=sent.pk, status=sent.status, taken_at=sent.taken_at)
    statement = sent.statement if status == UploadStatus.LOADED else None
    if not mine.update(status=status, findings=findings, statement=statement) and status == UploadStatus.LOADED:
        raise RuleBroken(_("Tệp này vừa được một tiến trình khác nạp."))
    sent.status, sent.findings = status, findings
