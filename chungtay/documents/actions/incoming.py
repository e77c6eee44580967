"""What comes in: registered with its number of arrival, given to somebody, settled (Điều 20-24)."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.search import searchable
from chungtay.core.vietnamese import clean, fold
from chungtay.documents import rules
from chungtay.documents.actions.numbers import take_number
from chungtay.documents.enums import INCOMING
from chungtay.documents.models import IncomingDocument
from chungtay.documents.queries import handlers_at
from chungtay.files.filetypes import recognised
from chungtay.places.models import OrgUnit

_LENGTHS = {"sender": 200, "symbol": 80, "kind": 60, "subject": 500}
_NEEDED = ("sender", "subject")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What stands on the paper that came: who wrote it, their number and notation, their day, its type and abstract."""

    sender: str
    subject: str
    symbol: str = ""
    issued_on: date | None = None
    kind: str = ""


@transaction.atomic
def register_incoming(
    unit: OrgUnit,
    *,
    by: User | None,
    arrival: Arrival,
    on: date,
    file: bytes = b"",
    file_name: str = "",
    handler: User | None = None,
    due_on: date | None = None,
) -> IncomingDocument:
    """The paper that arrived on the day `on` gets the year's next number of arrival; the same paper is not registered twice (phụ lục VI).

    `file` is PDF, Word or JPEG by its structure, at most 20 MB; its hash is kept.
    """
    rules.check_may(by, Can.REGISTER_INCOMING, unit, on=clock.today())
    arrival = _cleaned(arrival, on)
    if on > clock.today():
        raise RuleBroken(_("Ngày đến không thể ở tương lai."), field="on")
    _check_handling(unit, handler, due_on, arrived_on=on)
    extension = recognised(file).extension if file else ""
    number = take_number(unit, body="", register=INCOMING, year=on.year)
    _check_new(unit, arrival)  # behind the series' lock: two who register the same paper at once are told
    row = IncomingDocument(unit=unit, year=on.year, number=number, arrived_on=on, registered_by=by, registered_at=clock.now())
    row.handler, row.due_on = handler, due_on
    _put(row, arrival)
    if file:
        row.sha256, row.size = hashlib.sha256(file).hexdigest(), len(file)
        row.file_name = f"{clean(file_name.rsplit('.', 1)[0])[:180] or INCOMING}.{extension}"
        row.file = default_storage.save(f"incoming/{on.year}/{unit.code}/{number}-{row.sha256[:12]}.{extension}", ContentFile(file))
    try:
        with refused():
            row.save()
    except BaseException:
        if row.file:
            row.file.delete(save=False)
        raise
    record("incoming.registered", row, by=by, name=arrival.subject, place_id=unit.pk, number=number, symbol=arrival.symbol, on=on)
    return row


@transaction.atomic
def correct_incoming(row: IncomingDocument, *, by: User | None, arrival: Arrival) -> IncomingDocument:
    """What was typed wrongly is mended; number of arrival and file stay, the audit keeps what stood there before."""
    row = locked(row)
    rules.check_may(by, Can.REGISTER_INCOMING, row.unit, on=clock.today())
    arrival = _cleaned(arrival, row.arrived_on)
    _check_new(row.unit, arrival, but=row)
    was = {name: getattr(row, name) for name in (*_LENGTHS, "issued_on") if getattr(row, name) != getattr(arrival, name)}
    _put(row, arrival)
    with refused():
        row.save(update_fields=[*_LENGTHS, "issued_on", "search_text"])
    record("incoming.corrected", row, by=by, name=row.subject, place_id=row.unit_id, was=[str(value) for value in was.values()])
    return row


@transaction.atomic
def route_incoming(row: IncomingDocument, *, by: User | None, handler: User | None, due_on: date | None) -> IncomingDocument:
    """The leader or the office says who settles it, and until when (Điều 23, 24)."""
    row = locked(row)
    rules.check_may(by, Can.REGISTER_INCOMING, row.unit, on=clock.today())
    if row.settled_on is not None:
        raise RuleBroken(_("Văn bản này đã giải quyết xong."))
    _check_handling(row.unit, handler, due_on, arrived_on=row.arrived_on)
    row.handler, row.due_on = handler, due_on
    row.save(update_fields=["handler", "due_on"])
    record("incoming.routed", row, by=by, name=row.subject, place_id=row.unit_id, handler=str(handler or ""), due_on=due_on)
    return row


@transaction.atomic
def settle_incoming(row: IncomingDocument, *, by: User | None, on: date, outcome: str = "") -> IncomingDocument:
    """Done: by whom it was given to, or by the office. `outcome` names the answer, or says what was done."""
    row = locked(row)
    if by is not None and by.pk != row.handler_id:
        rules.check_may(by, Can.REGISTER_INCOMING, row.unit, on=clock.today())
    if row.settled_on is not None:
        raise RuleBroken(_("Văn bản này đã giải quyết xong."))
    if not row.arrived_on <= on <= clock.today():
        raise RuleBroken(_("Ngày xong nằm giữa ngày đến và hôm nay."), field="on")
    row.settled_on, row.outcome = on, clean(outcome.replace("\0", ""))[:300]
    row.save(update_fields=["settled_on", "outcome"])
    record("incoming.settled", row, by=by, name=row.subject, place_id=row.unit_id, on=on, outcome=row.outcome)
    return row


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _cleaned(arrival: Arrival, arrived_on: date) -> Arrival:
    texts = {name: clean(getattr(arrival, name).replace("\0", "")) for name in _LENGTHS}
    for name, length in _LENGTHS.items():
        if name in _NEEDED and not texts[name]:
            raise RuleBroken(_("Xin điền mục này."), field=name)
        if len(texts[name]) > length:
            raise RuleBroken(_("Dài quá: tối đa %(limit)d ký tự.") % {"limit": length}, field=name)
    if arrival.issued_on is not None and arrival.issued_on > arrived_on:
        raise RuleBroken(_("Ngày của văn bản không thể sau ngày đến."), field="issued_on")
    return Arrival(**texts, issued_on=arrival.issued_on)


def _check_new(unit: OrgUnit, arrival: Arrival, *, but: IncomingDocument | None = None) -> None:
    """Same number and notation, same sender, same year: the same paper."""
    if not arrival.symbol:
        return
    same = IncomingDocument.objects.filter(unit=unit, symbol__iexact=arrival.symbol)
    for row in same:
        if row != but and fold(row.sender) == fold(arrival.sender) and row.issued_on == arrival.issued_on:
            sentence = _("Văn bản này đã đăng ký: số đến %(number)d năm %(year)d.") % {"number": row.number, "year": row.year}
            raise RuleBroken(sentence, field="symbol")


def _check_handling(unit: OrgUnit, handler: User | None, due_on: date | None, *, arrived_on: date) -> None:
    if handler is not None and not handlers_at(unit, on=clock.today()).filter(pk=handler.pk).exists():
        raise RuleBroken(_("Người xử lý phải giữ vai trò tại cơ quan này."), field="handler")
    if due_on is not None and due_on < arrived_on:
        raise RuleBroken(_("Thời hạn không thể trước ngày đến."), field="due_on")


def _put(row: IncomingDocument, arrival: Arrival) -> None:
    row.sender, row.symbol, row.kind, row.subject = arrival.sender, arrival.symbol, arrival.kind, arrival.subject
    row.issued_on = arrival.issued_on
    row.search_text = searchable(row.symbol, row.sender, row.kind, row.subject)
