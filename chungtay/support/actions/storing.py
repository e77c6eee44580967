"""Goods are carried from one place to another, and what is lost or broken is said: in = out + stock + loss, of every thing at every place.

Locks: what lies where by its id, then the balances of contributions, then the ledger.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.words import clean_text
from chungtay.files.actions import keep_attachment
from chungtay.files.pictures import Upload
from chungtay.ledger.actions import book
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.places.models import OrgUnit
from chungtay.places.queries import last_names
from chungtay.places.rules import check_alive
from chungtay.programmes.rules import check_past
from chungtay.support import books, rules
from chungtay.support.actions.receiving import spend
from chungtay.support.enums import LossKind
from chungtay.support.models import Contribution, Loss, StoreBalance, StoreMove


@transaction.atomic
def move_goods(
    row: Contribution,
    *,
    by: User | None,
    on: date,
    origin: OrgUnit,
    to: OrgUnit,
    quantity: int,
    moved_on: date | None = None,
    carrier: str = "",
) -> StoreMove:
    """Pieces of it lie at `to` from then on; whether they are allocated changes nothing."""
    day = moved_on or on
    rules.check_can(by, Can.RECORD_SUPPORT, origin, on=on, field="origin")
    rules.check_can(by, Can.RECORD_SUPPORT, to, on=on, field="to")
    _check(row, quantity, day, field="moved_on")
    check_alive(to, on=day, field="to")
    if origin.pk == to.pk:
        raise RuleBroken(_("Nơi đến phải khác nơi đi."), field="to")
    move = StoreMove(contribution=row, origin=origin, to=to, quantity=quantity, moved_on=day, recorded_by=by, recorded_at=clock.now())
    move.carrier = clean_text(carrier, field="carrier", most=200, is_needed=False)
    shift(row, {origin.pk: -quantity, to.pk: quantity})
    with refused():
        move.save()
    book([books.posting(row, EntryKind.MOVE, books.stock(row, to), books.stock(row, origin), quantity)], by=by, on=day)
    record("goods.moved", row, by=by, name=rules.called(row), place_id=origin.pk, quantity=quantity, to=to.code, trace=row.trace_code)
    return move


@transaction.atomic
def record_loss(
    row: Contribution,
    *,
    by: User | None,
    on: date,
    place: OrgUnit,
    kind: str,
    quantity: int,
    reason: str,
    upload: Upload | None,
    upload_name: str = "bien-ban",
    lost_on: date | None = None,
) -> Loss:
    """Pieces of it are gone, with the minutes that say so; only of what is not allocated, so that nobody loses what was promised to him."""
    day = lost_on or on
    rules.check_can(by, Can.RECORD_SUPPORT, place, on=on, field="place")
    _check(row, quantity, day, field="lost_on")
    if kind not in LossKind.values:
        raise RuleBroken(_("Xin chọn: mất, hỏng hay quá hạn dùng."), field="kind")
    if upload is None:
        raise RuleBroken(_("Xin gửi kèm biên bản mất, hỏng."), field="upload")
    loss = Loss(contribution=row, place=place, kind=kind, quantity=quantity, lost_on=day, recorded_by=by, recorded_at=clock.now())
    loss.reason = clean_text(reason, field="reason", most=500)
    loss.minutes = keep_attachment(upload, name=upload_name, by=by, place_id=place.pk, field="upload")
    shift(row, {place.pk: -quantity})
    spend(row, quantity, "lost", field="quantity")
    with refused():
        loss.save()
    ends = books.account(row, AccountKind.GIFTS), books.stock(row, place)
    book([books.posting(row, EntryKind.LOSS, *ends, quantity, note=loss.get_kind_display())], by=by, on=day)
    said = {"quantity": quantity, "reason": loss.reason, "trace": row.trace_code}
    record("goods.lost", row, by=by, name=rules.called(row), place_id=place.pk, **said)
    return loss


def _check(row: Contribution, quantity: int, day: date, *, field: str) -> None:
    if row.is_money:
        raise RuleBroken(_("Chỉ hiện vật mới ở kho."))
    if quantity < 1:
        raise RuleBroken(_("Số lượng phải từ 1."), field="quantity")
    check_past(day, field=field)
    if day < row.received_on:
        raise RuleBroken(_("Ngày này trước ngày nhận hiện vật."), field=field)


# ── A step for whoever stores ────────────────────────────────────────────────────────────────────────────────────────────────────────


def shift(row: Contribution, changes: Mapping[int, int], *, field: str = "quantity") -> None:
    """So many pieces of it more or fewer at each place; what lies there is said where it is not enough."""
    shift_all({(row, place): change for place, change in changes.items()}, field=field)


def shift_all(changes: Mapping[tuple[Contribution, int], int], *, field: str = "quantity") -> None:
    """As shift, of several contributions at once: all rows are taken in the order of their ids."""
    wanted = Counter({(row.pk, place): change for (row, place), change in changes.items()})
    known = dict(_ids(wanted))
    missing = sorted(wanted.keys() - known.keys())
    if missing:
        fresh = [StoreBalance(contribution_id=pk, place_id=place) for pk, place in missing]
        StoreBalance.objects.bulk_create(fresh, ignore_conflicts=True)
        known = dict(_ids(wanted))
    locked_all(StoreBalance, list(known.values()))
    given = {row.pk: row for row, _place in changes}
    for (pk, place), store in sorted(known.items(), key=lambda pair: pair[1]):
        change = wanted[pk, place]
        if not StoreBalance.objects.filter(pk=store, quantity__gte=-change).update(quantity=F("quantity") + change):
            raise _lacking(given[pk], store, -change, field=field)


def _ids(wanted: Counter[tuple[int, int]]) -> list[tuple[tuple[int, int], int]]:
    rows = StoreBalance.objects.filter(contribution__in={pk for pk, _place in wanted}, place__in={place for _pk, place in wanted})
    found = rows.values_list("contribution_id", "place_id", "pk")
    return [((contribution, place), pk) for contribution, place, pk in found if (contribution, place) in wanted]


def _lacking(row: Contribution, store: int, wanted: int, *, field: str) -> RuleBroken:
    there = StoreBalance.objects.select_related("place").get(pk=store)
    code = there.place.code
    words = {"place": last_names([code]).get(code, code), "what": rules.called(row)}
    amounts = {"left": rules.said_amount(row, there.quantity), "wanted": rules.said_amount(row, wanted)}
    return RuleBroken(_("%(place)s chỉ còn %(left)s (%(what)s), không đủ %(wanted)s.") % (words | amounts), field=field)
