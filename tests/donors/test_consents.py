"""What is allowed is kept with its day; what is withdrawn is withdrawn everywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chungtay.accounts.enums import RoleKind
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.donors.actions import give_consent, merge_donors, revise_donor, unmerge_donor, withdraw_consent
from chungtay.donors.enums import ConsentHow, ConsentWhat
from chungtay.donors.models import Consent, Donor
from chungtay.donors.queries import is_allowed
from chungtay.donors.rules import details_of
from tests.donors.conftest import TODAY
from tests.make.donors import make_donor, make_nameless
from tests.make.files import A_PDF
from tests.make.people import make_user
from tests.make.places import Province

A_MONTH = timedelta(days=30)


def given(donor: Donor, what: str = ConsentWhat.PHOTO, given_on: date | None = None, **more: object) -> Consent:
    return give_consent(donor, by=None, on=TODAY, what=what, how=ConsentHow.PAPER, given_on=given_on, **more)  # type: ignore[arg-type]


def test_with_its_day_and_its_paper(province: Province) -> None:
    donor = make_nameless(province.here.unit)
    consent = given(donor, given_on=TODAY - A_MONTH, paper=SimpleUploadedFile("x.pdf", A_PDF), name="giấy đồng ý.pdf")
    assert consent.paper is not None
    assert (consent.given_on, consent.paper.name) == (TODAY - A_MONTH, "giấy đồng ý.pdf")
    assert is_allowed(donor, ConsentWhat.PHOTO, on=TODAY)
    assert not is_allowed(donor, ConsentWhat.PHOTO, on=TODAY - 2 * A_MONTH)
    assert not is_allowed(donor, ConsentWhat.LOGO, on=TODAY)


def test_what_is_refused(province: Province) -> None:
    donor = make_nameless(province.here.unit)
    consent = given(donor)
    refusals: list[tuple[Callable[[], Consent], str, str]] = [
        (lambda: given(donor), "what", "đồng ý việc này rồi"),
        (lambda: given(donor, "everything"), "what", "việc gì"),
        (lambda: given(donor, ConsentWhat.LOGO, TODAY + A_MONTH), "given_on", "tương lai"),
        (lambda: given(donor, ConsentWhat.LOGO, paper=SimpleUploadedFile("x.pdf", b"MZ\x90")), "paper", "PDF"),
    ]
    for call, field, said in refusals:
        with pytest.raises(RuleBroken, match=said) as refusal:
            call()
        assert refusal.value.field == field
    stranger = make_user(RoleKind.COMMUNE_OFFICER, province.there.office)
    with pytest.raises(RuleBroken, match="đơn vị khác phụ trách"):
        withdraw_consent(consent, by=stranger, on=TODAY)
    withdraw_consent(consent, by=None, on=TODAY)
    with pytest.raises(RuleBroken, match="đã được rút rồi"):
        withdraw_consent(consent, by=None, on=TODAY)
    with pytest.raises(RuleBroken, match="đã rút đồng ý ngày 27/11/2026") as refusal:
        given(donor, given_on=TODAY - A_MONTH)  # an old paper does not outweigh the newer word
    assert refusal.value.field == "given_on"


def test_withdrawn_contacts_are_erased(province: Province) -> None:
    kept = make_donor(province.here.unit, phone="0912345678", email="a@b.vn", contact="Bà Hoa", address="Phường Mường Thanh")
    gone = make_donor(province.here.unit, phone="0987654321")
    merge_donors(kept, gone, by=None, on=TODAY, reason="cùng một công ty")
    consent = given(Donor.objects.get(pk=kept.pk), ConsentWhat.CONTACT)
    withdraw_consent(consent, by=None, on=TODAY)
    for donor in Donor.objects.all():
        assert (donor.phone, donor.email, donor.contact, donor.address) == ("", "", "", "")
    kept, other = Donor.objects.get(pk=kept.pk), make_donor(province.here.unit, phone="0911111111")
    again = replace(details_of(kept), phone="0912345678")
    for put_back in (
        lambda: revise_donor(kept, by=None, on=TODAY, details=again),
        lambda: merge_donors(kept, other, by=None, on=TODAY, reason="một công ty", taken=["phone"]),
    ):
        with pytest.raises(RuleBroken, match="đã rút đồng ý giữ liên hệ") as refusal:
            put_back()
        assert refusal.value.field == "phone"
    revise_donor(kept, by=None, on=TODAY, details=replace(details_of(kept), note="Chỉ gặp khi trao"))
    given(kept, ConsentWhat.CONTACT)
    assert revise_donor(kept, by=None, on=TODAY, details=again).phone == "0912345678"


def test_a_withdrawal_in_one_entry_outweighs_older_words_in_the_others(province: Province) -> None:
    one, other = make_nameless(province.here.unit), make_nameless(province.here.unit)
    given(one, given_on=TODAY - A_MONTH)
    withdraw_consent(given(other, given_on=TODAY - 2 * A_MONTH), by=None, on=TODAY - timedelta(days=5))
    assert is_allowed(one, ConsentWhat.PHOTO, on=TODAY)
    merge_donors(one, other, by=None, on=TODAY, reason="một người")
    assert not is_allowed(one, ConsentWhat.PHOTO, on=TODAY)
    unmerge_donor(Donor.objects.get(pk=other.pk), by=None, on=TODAY, reason="hai người")
    assert is_allowed(one, ConsentWhat.PHOTO, on=TODAY)


def test_the_database_keeps_it_too(province: Province) -> None:
    donor = make_nameless(province.here.unit)
    consent = given(donor)
    with pytest.raises(RuleBroken, match="trước ngày đồng ý"), refused():
        Consent.objects.filter(pk=consent.pk).update(withdrawn_on=TODAY - A_MONTH, withdrawn_at=consent.recorded_at)
    with pytest.raises(RuleBroken, match="đồng ý việc này rồi"), refused():
        Consent.objects.create(donor=donor, what=consent.what, how=consent.how, given_on=TODAY, recorded_at=consent.recorded_at)
    withdraw_consent(consent, by=None, on=TODAY)
    with pytest.raises(RuleBroken, match="chỉ được rút"), refused():
        Consent.objects.filter(pk=consent.pk).update(withdrawn_on=None, withdrawn_at=None)
