"""What somebody wrote past every guard is found, and a well room is said to be well."""
# ruff: noqa: S608 — statements of our own

from typing import Final

import pytest

from chungtay.donors.actions import give_consent, merge_donors, withdraw_consent
from chungtay.donors.enums import ConsentHow, ConsentWhat
from chungtay.donors.invariants import INVARIANTS
from tests.donors.conftest import TODAY
from tests.make.donors import make_donor
from tests.make.places import Province
from tests.planting import plant

BY_CODE: Final = {one.code: one for one in INVARIANTS}
_A, _B, _C, _D = (f"(SELECT id FROM donors_donor WHERE name = 'Nhóm {name}')" for name in "ABCD")
PLANTED: Final = [
    ("donors.one_step", f"UPDATE donors_donor SET merged_into_id = {_C} WHERE name = 'Nhóm A'"),
    ("donors.merged_by_a_decision", "UPDATE donors_donor SET merged_into_id = NULL WHERE name = 'Nhóm B'"),
    ("donors.merged_by_a_decision", f"UPDATE donors_donor SET merged_into_id = {_C} WHERE name = 'Nhóm D'"),
    ("donors.merged_by_a_decision", "DELETE FROM donors_donormerge WHERE undone_at IS NULL"),
    ("donors.decisions_agree", f"UPDATE donors_donor SET merged_into_id = {_D} WHERE name = 'Nhóm B'"),
    ("donors.withdrawn_contacts", "UPDATE donors_donor SET phone = '0912345678' WHERE name = 'Nhóm D'"),
]


@pytest.mark.parametrize(("code", "statement"), PLANTED)
def test_what_is_planted_is_found(province: Province, code: str, statement: str) -> None:
    one, two, _three, four = (make_donor(province.here.unit, kind="group", name=f"Nhóm {name}") for name in "ABCD")
    merge_donors(one, two, by=None, on=TODAY, reason="một nhóm")
    withdraw_consent(
        give_consent(four, by=None, on=TODAY, what=ConsentWhat.CONTACT, how=ConsentHow.PHONE),
        by=None,
        on=TODAY,
    )
    assert {invariant.code: list(invariant.find()) for invariant in INVARIANTS} == {invariant.code: [] for invariant in INVARIANTS}
    plant([statement])
    found = list(BY_CODE[code].find())
    assert len(found) == 1
    assert all(place.what and place.detail for place in found)


def test_every_invariant_has_something_planted() -> None:
    assert {code for code, _statement in PLANTED} == BY_CODE.keys()
    assert all(one.mend for one in INVARIANTS)
