"""What a donor allows is written down with its day; what is withdrawn is withdrawn at once."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.dates import format_day
from chungtay.core.db import locked, locked_all, refused
from chungtay.core.errors import RuleBroken
from chungtay.donors import rules
from chungtay.donors.enums import ConsentWhat
from chungtay.donors.models import Consent, Donor
from chungtay.donors.queries import family
from chungtay.files.actions import keep_attachment
from chungtay.files.pictures import Upload


@transaction.atomic
def give_consent(
    donor: Donor,
    *,
    by: User | None,
    on: date,
    what: str,
    how: str,
    given_on: date | None = None,
    paper: Upload | None = None,
    name: str = "",
) -> Consent:
    """The donor allowed it on `given_on` (else `on`); `paper`, called `name` by the sender, is what was signed."""
    donor = locked(donor)
    rules.check_may(by, donor, on=on)
    rules.check_standing(donor)
    return write_consent(donor, by=by, on=on, what=what, how=how, given_on=given_on or on, paper=paper, name=name)


def write_consent(
    donor: Donor, *, by: User | None, on: date, what: str, how: str, given_on: date, paper: Upload | None = None, name: str = ""
) -> Consent:
    """A step of the actions, which have locked the donor and asked who may."""
    rules.check_given(what, how, given_on, on=on)
    rows = Consent.objects.filter(donor__in=family(donor), what=what)
    if rows.filter(withdrawn_on__isnull=True, donor=donor).exists():
        raise RuleBroken(_("Nhà tài trợ đã đồng ý việc này rồi."), field="what")
    last = rows.filter(withdrawn_on__gt=given_on).order_by("withdrawn_on").last()
    if last is not None and last.withdrawn_on is not None:
        sentence = _("Nhà tài trợ đã rút đồng ý ngày %(day)s, sau ngày này.") % {"day": format_day(last.withdrawn_on)}
        raise RuleBroken(sentence, field="given_on")
    row = Consent(donor=donor, what=what, how=how, given_on=given_on, recorded_by=by, recorded_at=clock.now())
    if paper is not None:
        row.paper = keep_attachment(paper, name=name, by=by, place_id=donor.kept_by_id, field="paper")
    with refused():
        row.save()
    record("consent.given", donor, by=by, name=donor.name, place_id=donor.kept_by_id, what=what, how=how, given_on=given_on)
    return row


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User | None, on: date) -> Consent:
    """From now on it is not allowed, in no entry of this donor. Where the contacts were allowed, they are erased (Luật 91/2025, Điều 4)."""
    donor = locked(consent.donor)
    rules.check_may(by, donor.merged_into or donor, on=on)
    rows = locked_all(Consent, list(Consent.objects.filter(donor__in=family(donor), what=consent.what).values_list("pk", flat=True)))
    standing = [row for row in rows if row.withdrawn_on is None]
    if not any(row.pk == consent.pk for row in standing):
        raise RuleBroken(_("Đồng ý này đã được rút rồi."))
    rules.check_past(max(row.given_on for row in standing), on=on, field="withdrawn_on")
    for row in standing:
        row.withdrawn_on, row.withdrawn_by, row.withdrawn_at = on, by, clock.now()
        with refused():
            row.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawn_at"])
    if consent.what == ConsentWhat.CONTACT:
        _erase_contacts(donor)
    record("consent.withdrawn", donor, by=by, name=donor.name, place_id=donor.kept_by_id, what=consent.what)
    return next(row for row in standing if row.pk == consent.pk)


def _erase_contacts(donor: Donor) -> None:
    for row in locked_all(Donor, family(donor)):
        for name in rules.CONTACTS:
            setattr(row, name, "")
        row.save(update_fields=list(rules.CONTACTS))
