"""A donor is put on record, and what is known of one is revised."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from chungtay.accounts.enums import Can
from chungtay.accounts.models import User
from chungtay.audit.actions import record
from chungtay.core import clock
from chungtay.core.db import locked, refused
from chungtay.core.errors import RuleBroken
from chungtay.donors import rules
from chungtay.donors.actions.consents import write_consent
from chungtay.donors.actions.merging import write_distinct
from chungtay.donors.enums import PublicAs
from chungtay.donors.models import Donor
from chungtay.donors.queries import LooksAlike, is_allowed, likely_same, withdrew_contacts
from chungtay.donors.rules import Details
from chungtay.files.pictures import Upload
from chungtay.places.models import OrgUnit
from chungtay.places.rules import check_alive

_FIELDS_OF_WISH: Final = {"how": "consent_how", "given_on": "consent_on"}


@transaction.atomic
def record_donor(
    *,
    by: User | None,
    at: OrgUnit,
    on: date,
    kind: str,
    name: str,
    public_as: str = PublicAs.NONE,
    alias: str = "",
    contact: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    tax_code: str = "",
    note: str = "",
    consent_how: str = "",
    consent_on: date | None = None,
    paper: Upload | None = None,
    paper_name: str = "",
    apart_from: Collection[int] | None = None,
) -> Donor:
    """The unit `at` works with this donor. Whoever wishes to be named has said so: `consent_how`, on `consent_on` (else `on`).

    `apart_from`: ids of donors that look alike and of whom `by` says that they are others; one that looks alike beyond them is refused at
    this field, so that the person looks first. None: nobody is there to ask (a form on the net, a file); likenesses wait in the queue.
    """
    at = locked(at)  # so that the same form sent twice finds its double
    rules.check_may_at(by, at, on=on)
    check_alive(at, on=on, field="at")
    known = rules.cleaned(Details(kind, name, public_as, alias, contact, phone, email, address, tax_code, note))
    donor = Donor(kept_by=at, recorded_by=by, recorded_at=clock.now())
    rules.put(donor, known)
    alike = [] if apart_from is None else _checked_alike(donor, by=by, on=on, apart_from=apart_from)
    with refused():
        donor.save()
    record("donor.recorded", donor, by=by, name=donor.name, place_id=at.pk, public_as=donor.public_as)
    for other in alike:
        write_distinct(donor, other, by=by)
    if known.public_as != PublicAs.NONE:  # a wish, and the consent to it, are one word of the donor
        _write_wish(donor, by=by, on=on, how=consent_how, given_on=consent_on or on, paper=paper, paper_name=paper_name)
    return donor


def _checked_alike(donor: Donor, *, by: User | None, on: date, apart_from: Collection[int]) -> list[Donor]:
    """Those that look alike within one's scope, each known to be another."""
    among = None if by is None else Donor.objects.for_user(by, Can.RECORD_SUPPORT, on=on)
    alike = likely_same(donor, among=among)
    if any(one.donor.pk not in apart_from for one in alike):
        sentence = _("Có thể nhà tài trợ này đã có: “%(name)s”. Nếu không phải, xin đánh dấu rồi ghi lại.")
        raise LooksAlike(sentence % {"name": alike[0].donor.name}, alike)
    return [one.donor for one in alike]


def _write_wish(
    donor: Donor, *, by: User | None, on: date, how: str, given_on: date, paper: Upload | None = None, paper_name: str = ""
) -> None:
    """The consent to be named as the donor wishes; what is wrong with it stands at the fields of this room's forms."""
    if not how:
        raise RuleBroken(_("Xin chọn nhà tài trợ đã đồng ý nêu tên bằng cách nào."), field="consent_how")
    try:
        write_consent(donor, by=by, on=on, what=donor.public_as, how=how, given_on=given_on, paper=paper, name=paper_name)
    except RuleBroken as refusal:
        raise RuleBroken(refusal.sentence, field=_FIELDS_OF_WISH.get(refusal.field or "", refusal.field)) from refusal


@transaction.atomic
def revise_donor(donor: Donor, *, by: User | None, on: date, details: Details, consent_how: str = "", at: OrgUnit | None = None) -> Donor:
    """What is known changed; `at` works with the donor from now on.

    Whoever is now to be named, or to bear an alias, and had not allowed that, has said so (`consent_how`).
    """
    donor = locked(donor)
    rules.check_may(by, donor, on=on)
    rules.check_standing(donor)
    was, now = rules.details_of(donor), rules.cleaned(details)
    rules.check_reachable(now, is_withdrawn=withdrew_contacts(donor, on=on))
    at = at or donor.kept_by
    if at.pk != donor.kept_by_id:
        rules.check_may_at(by, at, on=on)
        check_alive(at, on=on, field="at")
    elif was == now:
        return donor
    rules.put(donor, now)
    donor.kept_by = at
    with refused():
        donor.save()
    record("donor.revised", donor, by=by, name=donor.name, place_id=donor.kept_by_id, **rules.said_of_change(was, now))
    if now.public_as != PublicAs.NONE and not is_allowed(donor, now.public_as, on=on):
        _write_wish(donor, by=by, on=on, how=consent_how, given_on=on)
    return donor
