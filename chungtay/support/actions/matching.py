"""A line of a statement turns out to be a gift, interest, a fee, a payment; and may turn out to have been something else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import entry_of, record, record_all
from chungtay.audit.models import AuditEntry
from chungtay.banking.models import StatementLine
from chungtay.core import clock
from chungtay.core.db import locked, locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.words import clean_text
from chungtay.donors.models import Donor
from chungtay.donors.queries import the_one
from chungtay.ledger.actions import book, reverse_all
from chungtay.ledger.enums import EntryKind
from chungtay.ledger.models import Entry
from chungtay.ledger.posting import Posting
from chungtay.programmes.models import Programme
from chungtay.support import books, rules, wishes
from chungtay.support.actions.receiving import note_promised, spend, take_back, write_all
from chungtay.support.codes import new_trace_code
from chungtay.support.enums import CREDIT_USES, LineUse, Way
from chungtay.support.minutes import Wish
from chungtay.support.models import Contribution, ContributionBalance, Delivery, LineBooking, Pledge, PledgeLine, Refund

_TOGETHER: Final = 50  # lines that are booked in one step
_SAID: Final = ("programme", "contribution", "refund", "delivery_code", "note")  # of a booking, once it is known
_TAKEN_IN: Final = (EntryKind.RECEIPT, EntryKind.PAID_OUT)


@dataclass(frozen=True, slots=True)
class Gift:
    """What an officer says of a credit line: the pledge that it keeps, or who gave it, for which programme, with which wish."""

    pledge: Pledge | None = None
    programme: Programme | None = None
    donor: Donor | None = None
    giver: str = ""
    wish: Wish | None = None
    note: str = ""


# ── Money in ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def book_gift(line: StatementLine, *, by: User | None, on: date, gift: Gift) -> list[Contribution]:
    """The money is somebody's gift. Of a pledge its lines are filled in their order; what is more than pledged is a gift without a wish."""
    return book_gifts([(line, gift)], by=by, on=on)[0]


@transaction.atomic
def book_gifts(found: Sequence[tuple[StatementLine, Gift]], *, by: User | None, on: date) -> list[list[Contribution]]:
    """book_gift() of several lines in one step, all of them or none: the contributions of each."""
    bookings = _begin_all([line for line, _gift in found], LineUse.GIFT, by=by, on=on)
    pledges = _held([gift.pledge for _line, gift in found if gift.pledge is not None])
    made = []
    for line, gift in found:
        if gift.pledge is None:
            made.append([_gift(line, gift, line.amount_vnd, None, by=by)])
        else:
            made.append(_of_pledge(line, gift, *pledges[gift.pledge.pk], by=by))
    rows = [row for several in made for row in several]
    for row in rows:
        rules.check_received(row, on=on)
    _write(bookings, made, by=by, on=on)
    return made


def _held(pledges: Sequence[Pledge]) -> dict[int, tuple[Pledge, list[PledgeLine]]]:
    """By id: the pledges, held until the end, with their donors, and those of their lines that promise money."""
    if not pledges:
        return {}
    found = {row.pk: row for row in locked_all(Pledge, [row.pk for row in pledges])}
    prefetch_related_objects(list(found.values()), "donor__merged_into", "programme__version")
    lines: dict[int, list[PledgeLine]] = {pk: [] for pk in found}
    promised = PledgeLine.objects.filter(pledge__in=found, is_money=True, is_dropped=False)
    for one in promised.select_related("need", "unit").order_by("pk"):
        one.pledge = found[one.pledge_id]
        lines[one.pledge_id].append(one)
    return {pk: (row, lines[pk]) for pk, row in found.items()}


@transaction.atomic
def book_interest(line: StatementLine, *, by: User | None, on: date, programme: Programme) -> Contribution:
    """What the money earned at the bank; it is allocated like a gift, and nobody's."""
    booking = _begin(line, LineUse.INTEREST, by=by, on=on)
    row = _gift(line, Gift(programme=programme), line.amount_vnd, None, by=by)
    row.way = Way.INTEREST
    rules.check_received(row, on=on)
    _write([booking], [[row]], by=by, on=on)
    return row


def _of_pledge(line: StatementLine, gift: Gift, pledge: Pledge, promised: Sequence[PledgeLine], *, by: User | None) -> list[Contribution]:
    """`promised` knows how much of it is left for the next line of a statement."""
    left, rows = line.amount_vnd, []
    for one in promised:
        part = min(left, max(0, (one.amount_vnd or 0) - one.came))
        if part:
            rows.append(_gift(line, gift, part, one, by=by, pledge=pledge))
            rules.check_keeps(rows[-1], one)
            one.came += part
            left -= part
    if left:
        rows.append(_gift(line, gift, left, None, by=by, pledge=pledge))
    return rows


def _gift(
    line: StatementLine, gift: Gift, amount: int, promised: PledgeLine | None, *, by: User | None, pledge: Pledge | None = None
) -> Contribution:
    programme = pledge.programme if pledge is not None else gift.programme
    if programme is None:
        raise RuleBroken(_("Xin chọn chương trình."), field="programme")
    donor = pledge.donor if pledge is not None else gift.donor
    row = Contribution(programme=programme, unit=line.account.unit, way=Way.BANK, is_money=True, value_vnd=amount, line=line)
    row.kind = promised.kind if promised is not None else rules.money_kind(programme)
    row.donor = the_one(donor) if donor is not None else None
    row.giver = row.donor.name[:200] if row.donor else clean_text(gift.giver, field="giver", most=200, is_needed=False)
    row.pledge_line, row.received_on, row.trace_code = promised, line.booked_on, new_trace_code()
    row.note, row.recorded_by, row.recorded_at = clean_text(gift.note, field="note", most=300, is_needed=False), by, clock.now()
    wishes.set_wish(row, Wish.of_line(promised) if pledge is not None else gift.wish or Wish())
    return row


def _write(bookings: Sequence[LineBooking], made: Sequence[list[Contribution]], *, by: User | None, on: date) -> None:
    rows = [row for several in made for row in several]
    note_promised(rows, by=by, on=on)
    write_all(rows, by=by)
    for booking, several in zip(bookings, made, strict=True):
        booking.contribution, booking.programme = several[0], several[0].programme
    pairs = [(booking, row) for booking, several in zip(bookings, made, strict=True) for row in several]
    _end_all(bookings, [books.identified(row, booking.line) for booking, row in pairs], by=by, on=on)


# ── Money out, and what is no gift ───────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def book_fee(line: StatementLine, *, by: User | None, on: date, contribution: Contribution) -> LineBooking:
    """The bank took a fee; it is paid from this contribution, of interest first."""
    booking = _begin(line, LineUse.FEE, by=by, on=on)
    if contribution.unit_id != line.account.unit_id or not contribution.is_money:
        raise RuleBroken(_("Phí chỉ trừ vào tiền của chính đơn vị có tài khoản này."), field="contribution")
    spend(contribution, line.amount_vnd, "lost", field="contribution")
    return _end(booking, [books.fee(contribution, line)], by=by, on=on, contribution=contribution, programme=contribution.programme)


@transaction.atomic
def book_payment(line: StatementLine, *, by: User | None, on: date, delivery: Delivery) -> LineBooking:
    """The bank paid for what was handed over; several lines may pay for one handover, none more than it cost."""
    booking = _begin(line, LineUse.PAYMENT, by=by, on=on)
    delivery = locked(delivery)
    programme = rules.check_payment(line, delivery)
    booking.delivery_code = delivery.code
    return _end(booking, [books.settled(line, programme)], by=by, on=on, programme=programme)


@transaction.atomic
def book_refund(line: StatementLine, *, by: User | None, on: date, refund: Refund) -> LineBooking:
    """The bank sent back to a donor what was to be given back: exactly that."""
    booking = _begin(line, LineUse.REFUND, by=by, on=on)
    refund = locked(refund)
    given = refund.contribution
    rules.check_refund_line(line, refund)
    booking.refund = refund
    postings = [books.settled(line, given.programme, gift=given.trace_code)]
    return _end(booking, postings, by=by, on=on, programme=given.programme, contribution=given)


@transaction.atomic
def book_cash(line: StatementLine, *, by: User | None, on: date, programme: Programme) -> LineBooking:
    """Cash of the programme was brought to the bank, or taken from it."""
    booking = _begin(line, LineUse.CASH_IN if line.is_credit else LineUse.CASH_OUT, by=by, on=on)
    return _end(booking, [books.cash(line, programme)], by=by, on=on, programme=programme)


@transaction.atomic
def book_other(line: StatementLine, *, by: User | None, on: date, note: str) -> LineBooking:
    """It has nothing to do with gifts. More than came in so, or was there before, cannot go out so."""
    booking = _begin(line, LineUse.OTHER_IN if line.is_credit else LineUse.OTHER_OUT, by=by, on=on)
    booking.note = clean_text(note, field="note", most=300)
    return _end(booking, [books.other(line)], by=by, on=on)


# ── Steps ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _begin(line: StatementLine, use: LineUse, *, by: User | None, on: date) -> LineBooking:
    return _begin_all([line], use, by=by, on=on)[0]


def _begin_all(lines: Sequence[StatementLine], use: LineUse, *, by: User | None, on: date) -> list[LineBooking]:
    """The rows that say it come first: whoever comes second is told at once, and waits for nothing."""
    for unit in {line.account.unit_id: line.account.unit for line in lines}.values():
        rules.check_can(by, Can.KEEP_MONEY, unit, on=on)
    for line in lines:
        if (use in CREDIT_USES) != line.is_credit:
            said = _("Dòng này là tiền vào.") if line.is_credit else _("Dòng này là tiền ra.")
            raise RuleBroken(said, field="use")
    at = clock.now()
    with refused():
        return LineBooking.objects.bulk_create([LineBooking(line=line, use=use, booked_by=by, booked_at=at) for line in lines])


def _end(
    booking: LineBooking,
    postings: Sequence[Posting],
    *,
    by: User | None,
    on: date,
    programme: Programme | None = None,
    contribution: Contribution | None = None,
) -> LineBooking:
    booking.programme, booking.contribution = programme, contribution
    _end_all([booking], postings, by=by, on=on)
    return booking


def _end_all(bookings: Sequence[LineBooking], postings: Sequence[Posting], *, by: User | None, on: date) -> None:
    with refused():
        LineBooking.objects.bulk_update(bookings, _SAID, batch_size=_TOGETHER)
    book(postings, by=by, on=on)
    record_all([_booked(booking, by) for booking in bookings])


def _booked(booking: LineBooking, by: User | None) -> AuditEntry:
    line, given = booking.line, booking.contribution
    said = {"use": booking.use, "value_vnd": line.amount_vnd, "trace": given.trace_code if given else ""}
    return entry_of("line.booked", booking, by=by, name=f"{books.line_code(line.pk)} {line}", place_id=line.account.unit_id, **said)


@transaction.atomic
def unbook_line(line: StatementLine, *, by: User | None, on: date, reason: str) -> LineBooking:
    """It was something else: what had been made of it is taken back, and the line waits again."""
    rules.check_can(by, Can.KEEP_MONEY, line.account.unit, on=on)
    why = clean_text(reason, field="reason", most=300)
    booking = LineBooking.objects.select_for_update(of=("self",)).filter(line=line, is_undone=False).first()
    if booking is None:
        raise RuleBroken(_("Dòng này chưa được ghi sổ."))
    if booking.use in (LineUse.GIFT, LineUse.INTEREST):
        take_back(list(Contribution.objects.standing().filter(line=line).order_by("pk")), by=by, on=on, reason=why)
        booking.refresh_from_db()
    else:
        if booking.use == LineUse.FEE:
            ContributionBalance.objects.filter(contribution=booking.contribution).update(lost=F("lost") - line.amount_vnd)
        entries = Entry.objects.filter(subject=books.line_code(line.pk), reverses__isnull=True, reversed_by__isnull=True)
        made = entries.exclude(kind__in=_TAKEN_IN).select_related("debit__unit", "credit__unit").order_by("-pk")
        reverse_all(list(made), by=by, on=on, reason=why)
        booking.is_undone, booking.note = True, why
        booking.save(update_fields=["is_undone", "note"])
    record("line.unbooked", booking, by=by, name=f"{books.line_code(line.pk)} {line}", place_id=line.account.unit_id, reason=why)
    return booking


# ── Many at once ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def book_certain(
    found: Sequence[tuple[StatementLine, Pledge]], *, by: User | None, on: date
) -> tuple[list[StatementLine], list[tuple[StatementLine, str]]]:
    """Those whose words name their pledge: one refused keeps none of the others. The booked; the refused and why.

    A number of them in one step, which holds nobody up for long; where one of these is refused, each for itself.
    """
    done: list[StatementLine] = []
    others: list[tuple[StatementLine, str]] = []
    for start in range(0, len(found), _TOGETHER):
        part = [(line, Gift(pledge)) for line, pledge in found[start : start + _TOGETHER]]
        try:
            book_gifts(part, by=by, on=on)
            done += [line for line, _gift in part]
        except RuleBroken:
            _one_by_one(part, done, others, by=by, on=on)
    return done, others


def _one_by_one(
    part: Sequence[tuple[StatementLine, Gift]],
    done: list[StatementLine],
    others: list[tuple[StatementLine, str]],
    *,
    by: User | None,
    on: date,
) -> None:
    for line, gift in part:
        try:
            book_gift(line, by=by, on=on, gift=gift)
            done.append(line)
        except RuleBroken as refusal:
            others.append((line, refusal.sentence))
