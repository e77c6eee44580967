"""Nobody is named who did not allow it, and whoever withdraws is nameless at once."""

from datetime import timedelta

import pytest

from chungtay.core.errors import RuleBroken
from chungtay.donors.actions import give_consent, merge_donors, withdraw_consent
from chungtay.donors.enums import ConsentHow, ConsentWhat, PublicAs
from chungtay.donors.models import Consent
from chungtay.donors.published import public_name, public_names
from tests.donors.conftest import TODAY
from tests.make.donors import make_donor, make_nameless
from tests.make.places import Province

NAMELESS = "Nhà tài trợ không nêu tên"


def test_the_name_the_alias_or_none(province: Province) -> None:
    named = make_donor(province.here.unit, name="Công ty Mường Thanh")
    alias = make_nameless(province.here.unit, public_as=PublicAs.ALIAS, alias="Một người con Điện Biên", consent_how=ConsentHow.PHONE)
    silent = make_nameless(province.here.unit)
    assert public_names([named.pk, alias.pk, silent.pk, 10**9], TODAY) == {
        named.pk: "Công ty Mường Thanh",
        alias.pk: "Một người con Điện Biên",
        silent.pk: NAMELESS,
        10**9: NAMELESS,
    }


def test_withdrawn_it_is_gone_at_once_also_from_days_before(province: Province) -> None:
    donor = make_donor(province.here.unit, on=TODAY - timedelta(days=30))
    assert public_name(donor.pk, TODAY - timedelta(days=31)) == NAMELESS  # not yet allowed
    assert public_name(donor.pk, TODAY) == donor.name
    withdraw_consent(Consent.objects.get(donor=donor), by=None, on=TODAY)
    assert public_name(donor.pk, TODAY) == NAMELESS
    assert public_name(donor.pk, TODAY - timedelta(days=5)) == NAMELESS
    give_consent(donor, by=None, on=TODAY, what=ConsentWhat.NAME, how=ConsentHow.PAPER)
    assert public_name(donor.pk, TODAY) == donor.name


def test_a_merged_row_is_called_as_the_donor_that_it_is(province: Province) -> None:
    kept, gone = make_donor(province.here.unit, name="Công ty Mường Thanh"), make_donor(province.here.unit, name="CTY MUONG THANH")
    merge_donors(kept, gone, by=None, on=TODAY, reason="Cùng một công ty")
    assert public_name(gone.pk, TODAY) == "Công ty Mường Thanh"
    withdraw_consent(Consent.objects.get(donor=kept), by=None, on=TODAY)  # in whichever entry it stands
    assert set(public_names([kept.pk, gone.pk], TODAY).values()) == {NAMELESS}


def test_a_wish_to_be_named_without_consent_is_not_kept(province: Province) -> None:
    with pytest.raises(RuleBroken, match="đồng ý nêu tên") as refusal:
        make_donor(province.here.unit, consent_how="")
    assert refusal.value.field == "consent_how"
