"""What came is put on record: given on the spot, as cash, as goods into a store; given back, and taken back where the record was wrong."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import entry_of, record, record_all
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.db import locked, locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.vietnamese import fold
from chungtay.core.words import clean_text
from chungtay.donors.queries import the_one
from chungtay.files.actions import keep_attachment
from chungtay.ledger.actions import book, reverse_all
from chungtay.ledger.enums import EntryKind
from chungtay.ledger.models import Entry
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive
from chungtay.programmes.models import Programme
from chungtay.support import books, rules, wishes
from chungtay.support.actions.holding import note_all_came, take_came
from chungtay.support.codes import new_trace_code
from chungtay.support.enums import Way
from chungtay.support.minutes import Minutes, Received, Wish
from chungtay.support.models import Contribution, ContributionBalance, LineBooking, PledgeLine, Reception, Refund, StoreBalance

_AT_ONCE: Final = 500  # rows in one statement
# How a contribution came, and where it lay: what is taken back with it.
_CAME: Final = (EntryKind.RECEIPT, EntryKind.IDENTIFIED, EntryKind.INTEREST, EntryKind.DIRECT, EntryKind.MOVE)


# ── On the spot ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def record_contribution(
    unit: OrgUnit,
    *,
    by: User | None,
    programme: Programme,
    kind: str,
    received_on: date,
    on: date,
    quantity: int | None = None,
    measure: str = "",
    value_vnd: int | None = None,
    value_estimate: str = Estimate.EXACT,
    giver: str = "",
    note: str = "",
    is_no_double: bool = False,
) -> Contribution:
    """The unit received this on that day. Money: `value_vnd` đồng. Goods: `quantity` in `measure` (else the pack's), valued or not.

    What looks like a row on record is refused until the person says that it is another (`is_no_double`).
    """
    unit = locked(unit)  # so that the same form sent twice finds its double
    rules.check_may(by, unit, on=on)
    line = Received(kind, quantity, measure, value_vnd, value_estimate, note)
    row = _new(unit, programme, line, way=Way.DIRECT, received_on=received_on, by=by)
    row.giver = clean_text(giver, field="giver", most=200, is_needed=False)
    rules.check_received(row, on=on)
    rules.settle_amount(row)
    if not is_no_double and (same := rules.double_of(row)) is not None:
        raise RuleBroken(rules.said_of_double(same), field="is_no_double")
    write(row, by=by)
    book([books.received(row)], by=by, on=received_on)
    return row


# ── By minutes ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def receive_cash(
    unit: OrgUnit, *, by: User | None, on: date, programme: Programme, minutes: Minutes, lines: Sequence[Received]
) -> Reception:
    """Cash was handed to the unit, with minutes; one contribution a line."""
    return _receive(unit, by=by, on=on, programme=programme, minutes=minutes, lines=lines, store=None)


@transaction.atomic
def receive_goods(
    unit: OrgUnit, *, by: User | None, on: date, programme: Programme, minutes: Minutes, lines: Sequence[Received], store: OrgUnit
) -> Reception:
    """Goods came to the unit, with minutes, and lie at `store` from then on; one contribution a line."""
    if not rules.in_scope(by, Can.RECORD_SUPPORT, store, on=on):
        raise RuleBroken(_("Xin chọn nơi cất giữ trong phạm vi của bạn."), field="store")
    check_alive(store, on=minutes.received_on, field="store")
    return _receive(unit, by=by, on=on, programme=programme, minutes=minutes, lines=lines, store=store)


def _receive(
    unit: OrgUnit, *, by: User | None, on: date, programme: Programme, minutes: Minutes, lines: Sequence[Received], store: OrgUnit | None
) -> Reception:
    rules.check_may(by, unit, on=on)
    if not lines:
        raise RuleBroken(_("Xin ghi ít nhất một dòng đã nhận."), field="kind")
    way = Way.CASH if store is None else Way.GOODS
    rows = [_new(unit, programme, line, way=way, received_on=minutes.received_on, by=by) for line in lines]
    for row, line in zip(rows, lines, strict=True):
        rules.check_received(row, on=on)
        rules.settle_amount(row)
        rules.check_way(row)
        _given(row, minutes, line.wish)
    reception = _minutes(unit, minutes, by=by)
    for row in rows:
        row.reception = reception
    note_promised(rows, by=by, on=on)
    for row in rows:
        write(row, by=by, store=store)
    book([books.received(row, store=store) for row in rows], by=by, on=minutes.received_on)
    return reception


def _new(unit: OrgUnit, programme: Programme, line: Received, *, way: Way, received_on: date, by: User | None) -> Contribution:
    row = Contribution(programme=programme, unit=unit, kind=line.kind, way=way, received_on=received_on, recorded_by=by)
    row.recorded_at, row.trace_code = clock.now(), new_trace_code()
    row.quantity, row.measure, row.value_vnd, row.value_estimate = line.quantity, line.measure, line.value_vnd, line.value_estimate
    row.note, row.pledge_line = clean_text(line.note, field="note", most=300, is_needed=False), line.pledge_line
    return row


def _given(row: Contribution, minutes: Minutes, wish: Wish | None) -> None:
    """By whom and what for: as the minutes say, else as the pledge does."""
    donor = the_one(minutes.donor) if minutes.donor is not None else None
    if row.pledge_line is not None:
        promised = the_one(row.pledge_line.pledge.donor)
        if donor is not None and donor != promised:
            raise RuleBroken(_("Cam kết này của nhà tài trợ khác."), field="donor")
        donor = promised
        rules.check_keeps(row, row.pledge_line)
    row.donor = donor
    row.giver = donor.name[:200] if donor is not None else clean_text(minutes.giver_name, field="giver_name", most=200, is_needed=False)
    wishes.set_wish(row, wish if wish is not None else Wish.of_line(row.pledge_line))


def _minutes(unit: OrgUnit, minutes: Minutes, *, by: User | None) -> Reception:
    said = {
        name: clean_text(getattr(minutes, name), field=name, most=most, is_needed=False)
        for name, most in (("number", 40), ("place", 200), ("giver_name", 200), ("receiver_name", 200), ("once", 40))
    }
    row = Reception(unit=unit, received_on=minutes.received_on, recorded_by=by, recorded_at=clock.now(), **said)
    row.donor = the_one(minutes.donor) if minutes.donor is not None else None
    if minutes.upload is not None:
        row.attachment = keep_attachment(minutes.upload, name=minutes.upload_name, by=by, place_id=unit.pk, field="upload")
    with refused():
        row.save()
    return row


# ── Steps for whoever receives ───────────────────────────────────────────────────────────────────────────────────────────────────────


def write(row: Contribution, *, by: User | None, store: OrgUnit | None = None) -> None:
    """The contribution and its balance; the ledger is for the caller, who books everything of his at once."""
    write_all([row], by=by)
    if store is not None:
        StoreBalance.objects.create(contribution=row, place=store, quantity=row.amount)


def write_all(rows: Sequence[Contribution], *, by: User | None) -> None:
    """Several contributions with their balances; the ledger is for the caller."""
    with refused():
        Contribution.objects.bulk_create(rows, batch_size=_AT_ONCE)
    gone = {row.pk: row.amount if row.way == Way.DIRECT else 0 for row in rows}
    ContributionBalance.objects.bulk_create(
        [ContributionBalance(contribution=row, received=row.amount, allocated=gone[row.pk], delivered=gone[row.pk]) for row in rows],
        batch_size=_AT_ONCE,
    )
    record_all([_recorded(row, by) for row in rows])


def _recorded(row: Contribution, by: User | None) -> AuditEntry:
    said = {"name": rules.called(row), "place_id": row.unit_id, "programme": row.programme.slug, **rules.amount_of(row)}
    return entry_of("contribution.recorded", row, by=by, **said)


def note_promised(rows: Sequence[Contribution], *, by: User | None, on: date) -> None:
    """What of it was promised has come; before anything is written."""
    if promised := _promised(rows):
        note_all_came(promised, by=by, on=on)


def _promised(rows: Sequence[Contribution]) -> list[tuple[PledgeLine, int]]:
    found = [(row.pledge_line, row.amount) for row in rows if row.pledge_line is not None]
    return sorted(found, key=lambda pair: (pair[0].pledge_id, pair[0].pk))


# ── Taken back ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def reverse_contribution(row: Contribution, *, by: User | None, on: date, reason: str) -> Contribution:
    """The row was put on record by mistake: a second row says so, with the reason, and neither counts. Nothing is removed.

    Of what came through a bank the whole line is free again, with all that had been made of it.
    """
    if row.way in (Way.BANK, Way.INTEREST):
        rules.check_can(by, Can.KEEP_MONEY, row.unit, on=on)
    else:
        rules.check_may(by, row.unit, on=on)
    why = clean_text(reason, field="reason", most=300, is_needed=False)
    if not fold(why):
        raise RuleBroken(_("Xin ghi lý do hủy."), field="reason")
    if row.reverses_id is not None:
        raise RuleBroken(_("Dòng hủy không thể bị hủy."))
    beside = Contribution.objects.standing().filter(line=row.line_id) if row.line_id is not None else []
    return take_back(list({one.pk: one for one in [row, *beside]}.values()), by=by, on=on, reason=why)[0]


def take_back(given: Sequence[Contribution], *, by: User | None, on: date, reason: str) -> list[Contribution]:
    """All of them, in the order given, as long as nothing of any has gone on; the bank's lines from which they came are free again."""
    _check_standing(given)
    for line, amount in _promised(given):
        take_came(line, amount, by=by, on=on)
    held = {row.pk: row for row in locked_all(Contribution, [row.pk for row in given])}
    rows = [held[row.pk] for row in given]
    _check_standing(rows)  # asked again, because somebody may have been faster
    for row in sorted(rows, key=lambda row: row.pk):
        _empty(row)
    back = [_mirror(row, by=by, reason=reason) for row in rows]
    codes = [row.trace_code for row in rows]
    entries = Entry.objects.filter(gift__in=codes, kind__in=_CAME, reverses__isnull=True, reversed_by__isnull=True)
    reverse_all(list(entries.select_related("debit__unit", "credit__unit").order_by("-pk")), by=by, on=on, reason=reason)
    lines = [row.line_id for row in rows if row.line_id is not None]
    LineBooking.objects.filter(line__in=lines, is_undone=False).update(is_undone=True, note=reason)
    for row in rows:
        record("contribution.reversed", row, by=by, name=rules.called(row), place_id=row.unit_id, reason=reason)
    return back


def _check_standing(rows: Sequence[Contribution]) -> None:
    if Contribution.objects.filter(reverses__in=[row.pk for row in rows]).exists():
        raise RuleBroken(_("Dòng này đã được hủy rồi."))


def _empty(row: Contribution) -> None:
    """Nothing of it may have gone on; what was handed over on the spot went as it came, and comes back with it."""
    untouched = ContributionBalance.objects.filter(contribution=row, refunded=0, lost=0)
    if row.way != Way.DIRECT:
        untouched = untouched.filter(allocated=0)
    if not untouched.update(received=0, allocated=0, delivered=0):
        raise RuleBroken(_("Khoản này đã được phân bổ, hoàn trả hoặc trừ phí một phần; hãy hủy những việc ấy trước."))
    StoreBalance.objects.filter(contribution=row).update(quantity=0)


def _mirror(row: Contribution, *, by: User | None, reason: str) -> Contribution:
    back = Contribution(programme=row.programme, unit=row.unit, kind=row.kind, is_money=row.is_money, received_on=row.received_on)
    back.quantity, back.measure, back.value_vnd, back.value_estimate = row.quantity, row.measure, row.value_vnd, row.value_estimate
    back.giver, back.note, back.reverses, back.recorded_by, back.recorded_at = row.giver, reason, row, by, clock.now()
    back.trace_code, back.way, back.donor = row.trace_code, row.way, row.donor
    with refused():
        back.save()
    return back


# ── Given back ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def refund(
    row: Contribution, *, by: User | None, on: date, amount_vnd: int, way: str, reason: str, refunded_on: date | None = None
) -> Refund:
    """Money goes back to its donor: at most what is neither allocated nor given back already."""
    rules.check_can(by, Can.KEEP_MONEY, row.unit, on=on)
    day = refunded_on or on
    rules.check_refund(row, amount_vnd, way, day)
    given = Refund(contribution=row, amount_vnd=amount_vnd, way=way, refunded_on=day, recorded_by=by, recorded_at=clock.now())
    given.reason = clean_text(reason, field="reason", most=300)
    spend(row, amount_vnd, "refunded", field="amount_vnd")
    with refused():
        given.save()
    book([books.refunded(row, amount_vnd, way)], by=by, on=day)
    record("contribution.refunded", row, by=by, name=rules.called(row), place_id=row.unit_id, value_vnd=amount_vnd, reason=given.reason)
    return given


def spend(row: Contribution, amount: int, part: str, *, field: str = "amount") -> None:
    """`part` of the balance grows by that; the database refuses what is not there, and what is left is said."""
    balances = ContributionBalance.objects.filter(contribution=row)
    try:
        with refused():
            moved = balances.update(**{part: F(part) + amount})
        assert moved
    except RuleBroken as refusal:
        words = {"left": rules.said_amount(row, balances.get().idle), "wanted": rules.said_amount(row, amount)}
        sentence = _("Khoản %(code)s chỉ còn %(left)s chưa phân bổ, không đủ %(wanted)s.")
        raise RuleBroken(sentence % (words | {"code": row.trace_code}), field=field) from refusal
