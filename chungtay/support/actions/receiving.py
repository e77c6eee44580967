"""What came to help is put on record, and taken back where the record was wrong."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.core.vietnamese import fold
from chungtay.ledger.actions import AccountKey, Posting, book, reverse
from chungtay.ledger.enums import AccountKind, EntryKind
from chungtay.ledger.models import Entry
from chungtay.places.models import OrgUnit
from chungtay.programmes.models import Programme
from chungtay.programmes.rules import clean_text
from chungtay.support import rules
from chungtay.support.codes import new_trace_code
from chungtay.support.enums import Way
from chungtay.support.models import Contribution, ContributionBalance


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
    row = Contribution(programme=programme, unit=unit, kind=kind, received_on=received_on, recorded_by=by, recorded_at=clock.now())
    row.way, row.trace_code = Way.DIRECT, new_trace_code()
    row.quantity, row.measure, row.value_vnd, row.value_estimate = quantity, measure, value_vnd, value_estimate
    row.giver, row.note = (
        clean_text(giver, field="giver", most=200, is_needed=False),
        clean_text(note, field="note", most=300, is_needed=False),
    )
    rules.check_received(row, on=on)
    rules.settle_amount(row)
    if not is_no_double and (same := rules.double_of(row)) is not None:
        raise RuleBroken(rules.said_of_double(same), field="is_no_double")
    with refused():
        row.save()
    ContributionBalance.objects.create(contribution=row, received=row.amount, allocated=row.amount, delivered=row.amount)
    book([_handed_over(row)], by=by, on=received_on)
    record("contribution.recorded", row, by=by, name=rules.called(row), place_id=unit.pk, programme=programme.slug, **rules.amount_of(row))
    return row


@transaction.atomic
def reverse_contribution(row: Contribution, *, by: User | None, on: date, reason: str) -> Contribution:
    """The row was put on record by mistake: a second row says so, with the reason, and neither counts. Nothing is removed."""
    row = locked(row)
    rules.check_may(by, row.unit, on=on)
    why = clean_text(reason, field="reason", most=300, is_needed=False)
    if not fold(why):
        raise RuleBroken(_("Xin ghi lý do hủy."), field="reason")
    if row.reverses_id is not None:
        raise RuleBroken(_("Dòng hủy không thể bị hủy."))
    if Contribution.objects.filter(reverses=row).exists():
        raise RuleBroken(_("Dòng này đã được hủy rồi."))
    back = Contribution(programme=row.programme, unit=row.unit, kind=row.kind, is_money=row.is_money, received_on=row.received_on)
    back.quantity, back.measure, back.value_vnd, back.value_estimate = row.quantity, row.measure, row.value_vnd, row.value_estimate
    back.giver, back.note, back.reverses, back.recorded_by, back.recorded_at = row.giver, why, row, by, clock.now()
    back.trace_code, back.way, back.donor = row.trace_code, row.way, row.donor
    with refused():
        back.save()
    ContributionBalance.objects.filter(contribution=row).update(received=0, allocated=0, delivered=0)
    for entry in Entry.objects.filter(gift=row.trace_code, reverses__isnull=True).order_by("pk"):
        reverse(entry, by=by, on=on, reason=why)
    record("contribution.reversed", row, by=by, name=rules.called(row), place_id=row.unit_id, reason=why)
    return back


def _handed_over(row: Contribution) -> Posting:
    """Came and went on the spot: it lies nowhere, and the books say through whom it passed."""
    ends = [
        AccountKey(kind, row.unit_id, row.programme_id, rules.commodity_of(row)) for kind in (AccountKind.DIRECT_OUT, AccountKind.DIRECT_IN)
    ]
    return Posting(EntryKind.DIRECT, ends[0], ends[1], row.amount, subject=row.trace_code, gift=row.trace_code)
