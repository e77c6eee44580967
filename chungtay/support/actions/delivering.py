"""What was allocated is handed over to its unit, shown, and confirmed there by a second person, or goes back.

Locks, always in this order: the delivery, needs by id, balances of allocations, what lies where, balances of contributions, the ledger.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.states import check_move
from chungtay.core.words import clean_text
from chungtay.files.actions import keep_attachment, keep_photo
from chungtay.files.pictures import Picture, Upload, picture_of
from chungtay.ledger.actions import book, reverse_all
from chungtay.ledger.enums import EntryKind
from chungtay.ledger.models import Entry
from chungtay.needs.actions.promises import meet
from chungtay.needs.models import Need
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes.rules import check_past
from chungtay.support import handing, rules
from chungtay.support.actions.storing import shift_all
from chungtay.support.codes import new_code
from chungtay.support.enums import DELIVERY_MOVES, DeliveryStatus
from chungtay.support.handing import Handed
from chungtay.support.models import AllocationBalance, ContributionBalance, Delivery, DeliveryLine, DeliveryPhoto, LineBooking
from chungtay.support.notices import deliveries as notices

MOST_PHOTOS: Final = 6


@transaction.atomic
def hand_over(
    unit: OrgUnit,
    *,
    by: User | None,
    on: date,
    lines: Sequence[Handed],
    giver_name: str,
    receiver_name: str,
    delivered_on: date | None = None,
    place: str = "",
    upload: Upload | None = None,
    upload_name: str = "bien-ban-ban-giao",
    note: str = "",
    once: str = "",
) -> Delivery:
    """These parts of what was allocated to the unit were handed over that day; the unit is asked to confirm.

    The same form (`once`) sent again is the delivery that it made. Several trips are several deliveries.
    """
    if once and (known := Delivery.objects.filter(once=once).first()) is not None:
        return known
    day = delivered_on or on
    check_past(day, field="delivered_on")
    check_alive(unit, on=day, field="unit")
    _hold(lines)
    handing.check(lines, unit, by=by, day=day, on=on)
    said = {
        "giver_name": clean_text(giver_name, field="giver_name", most=200),
        "receiver_name": clean_text(receiver_name, field="receiver_name", most=200),
        "place": clean_text(place, field="place", most=200, is_needed=False),
        "note": clean_text(note, field="note", most=300, is_needed=False),
    }
    row = Delivery(code=new_code("BG"), unit=unit, delivered_on=day, once=once, recorded_by=by, recorded_at=clock.now(), **said)
    if upload is not None:
        row.minutes = keep_attachment(upload, name=upload_name, by=by, place_id=unit.pk, field="upload")
    with refused():
        row.save()
    _write_lines(row, lines)
    book([handing.posting(line, row.code) for line in lines], by=by, on=day)
    record("delivery.handed_over", row, by=by, name=row.code, place_id=unit.pk, lines=len(lines), giver=row.giver_name)
    notices.tell_handed_over(row, by=by, on=on)
    return row


def _hold(lines: Sequence[Handed]) -> None:
    """How much of each part is left, as it stands now, until the end: two trips of one part at once see each other."""
    held = {row.pk: row for row in locked_all(AllocationBalance, [line.allocation.pk for line in lines])}
    for line in lines:
        line.allocation.balance = held[line.allocation.pk]


def _write_lines(row: Delivery, lines: Sequence[Handed]) -> None:
    written = [
        DeliveryLine(delivery=row, allocation=one.allocation, amount=one.amount, met_quantity=one.met_quantity, store=one.store)
        for one in lines
    ]
    with refused():
        DeliveryLine.objects.bulk_create(written)
    _move(written, 1)


def _move(lines: Sequence[DeliveryLine], sign: int) -> None:
    """Out of stores, allocations and contributions; or back into them."""
    locked_all(AllocationBalance, [line.allocation_id for line in lines])
    stores: Counter[Any] = Counter()
    gifts: Counter[int] = Counter()
    for line in lines:
        gifts[line.allocation.contribution_id] += sign * line.amount
        if line.store_id is not None:
            stores[line.allocation.contribution, line.store_id] -= sign * line.amount
    if stores:
        shift_all(stores, field="lines")
    for line in sorted(lines, key=lambda line: line.allocation_id):
        _add(AllocationBalance.objects.filter(allocation=line.allocation_id), "delivered", sign * line.amount)
    for contribution, amount in sorted(gifts.items()):
        _add(ContributionBalance.objects.filter(contribution=contribution), "delivered", amount)


def _add(rows: models.QuerySet[Any], part: str, amount: int) -> None:
    with refused():
        rows.update(**{part: F(part) + amount})


# ── Photos ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def add_photo(
    delivery: Delivery,
    *,
    by: User | None,
    on: date,
    upload: Upload | Picture,
    may_show_faces: bool = False,
    caption: str = "",
    consent: str = "",
) -> DeliveryPhoto:
    """One more photo, at most six. Where somebody may be recognised `consent` says how the people in it agreed; without, nobody outside
    the work ever sees it (Nghị định 13/2023/NĐ-CP: an image is personal data).
    """
    picture = upload if isinstance(upload, Picture) else picture_of(upload)  # before the transaction: drawing takes a second
    with transaction.atomic():
        delivery = locked(delivery)
        _check_works_with(delivery, by=by, on=on)
        if delivery.status == DeliveryStatus.REFUSED:
            raise RuleBroken(_("Lần bàn giao này đã trả lại nên không thêm ảnh được."), field="photo")
        if delivery.photos.count() >= MOST_PHOTOS:
            raise RuleBroken(_("Mỗi lần bàn giao có tối đa %(most)d ảnh.") % {"most": MOST_PHOTOS}, field="photo")
        shown = DeliveryPhoto(delivery=delivery, caption=clean_text(caption, field="caption", most=200, is_needed=False))
        shown.consent = clean_text(consent, field="consent", most=300, is_needed=False) if may_show_faces else ""
        shown.photo = keep_photo(picture, by=by, may_show_faces=may_show_faces, place_id=delivery.unit_id)
        if delivery.photos.filter(photo__sha256=shown.photo.sha256).exists():
            raise RuleBroken(_("Ảnh này đã có rồi."), field="photo")
        shown.save()
        record("delivery.photo_added", delivery, by=by, name=delivery.code, place_id=delivery.unit_id, consent=shown.consent)
    return shown


def _check_works_with(delivery: Delivery, *, by: User | None, on: date) -> None:
    if not handing.works_with(delivery, by=by, on=on):
        raise RuleBroken(_("Bạn không làm việc này cho đơn vị này được."))


# ── The unit's word ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def confirm_delivery(delivery: Delivery, *, by: User | None, on: date) -> Delivery:
    """The unit has it: a second person says so, and what lacked is met."""
    delivery = locked(delivery)
    rules.check_can(by, Can.RECORD_NEEDS, delivery.unit, on=on)
    check_move(DELIVERY_MOVES, delivery.status, DeliveryStatus.CONFIRMED)
    if by is not None and by.pk == delivery.recorded_by_id:
        raise RuleBroken(_("Người ghi bàn giao không tự xác nhận đã nhận. Hãy nhờ người khác của trường."))
    if on < delivery.delivered_on:
        raise RuleBroken(_("Không thể xác nhận trước ngày bàn giao."))
    lines = _lines(delivery)
    _meet_needs(lines, by=by, on=on)
    for line in lines:
        _add(AllocationBalance.objects.filter(allocation=line.allocation_id), "confirmed", line.amount)
    delivery.status, delivery.confirmed_by, delivery.confirmed_at, delivery.confirmed_on = DeliveryStatus.CONFIRMED, by, clock.now(), on
    with refused():
        delivery.save(update_fields=["status", "confirmed_by", "confirmed_at", "confirmed_on"])
    record("delivery.confirmed", delivery, by=by, name=delivery.code, place_id=delivery.unit_id)
    notices.tell_answered(delivery, by=by, on=on)
    notices.write_to_donors(delivery, lines, on=on)
    return delivery


def _lines(delivery: Delivery) -> list[DeliveryLine]:
    rows = delivery.lines.select_related("allocation__contribution__donor", "allocation__contribution__programme__version")
    return list(rows.order_by("allocation"))


def _meet_needs(lines: Sequence[DeliveryLine], *, by: User | None, on: date) -> None:
    """By the id of the need: whole units that were held, and units that several paid in parts."""
    wholes: Counter[int] = Counter()
    parts: Counter[int] = Counter()
    for line in lines:
        if line.allocation.need_id is not None and line.met_quantity:
            (wholes if line.allocation.need_quantity else parts)[line.allocation.need_id] += line.met_quantity
    for pk in sorted(wholes.keys() | parts.keys()):
        need = Need.objects.get(pk=pk)
        if wholes[pk]:
            need = meet(need, by=by, on=on, quantity=wholes[pk], promised_quantity=wholes[pk])
        if parts[pk]:
            meet(need, by=by, on=on, quantity=parts[pk], in_parts=True)


@transaction.atomic
def refuse_delivery(delivery: Delivery, *, by: User | None, on: date, reason: str) -> Delivery:
    """It did not come, or is not what was said: everything goes back to where it was, and stays allocated."""
    delivery = locked(delivery)
    _check_works_with(delivery, by=by, on=on)
    check_move(DELIVERY_MOVES, delivery.status, DeliveryStatus.REFUSED)
    why = clean_text(reason, field="reason", most=500)
    if LineBooking.objects.filter(delivery_code=delivery.code, is_undone=False).exists():
        raise RuleBroken(_("Khoản chi này đã khớp với sao kê; cán bộ phải hủy việc khớp ấy trước."), field="reason")
    _move(_lines(delivery), -1)
    entries = Entry.objects.filter(subject=delivery.code, kind=EntryKind.DELIVERY, reverses__isnull=True, reversed_by__isnull=True)
    reverse_all(list(entries.select_related("debit__unit", "credit__unit").order_by("-pk")), by=by, on=on, reason=why[:200])
    delivery.status, delivery.end_reason = DeliveryStatus.REFUSED, why
    with refused():
        delivery.save(update_fields=["status", "end_reason"])
    record("delivery.refused", delivery, by=by, name=delivery.code, place_id=delivery.unit_id, reason=why)
    notices.tell_answered(delivery, by=by, on=on)
    return delivery
