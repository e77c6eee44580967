"""A merge is somebody's decision with a reason; it moves nothing, makes no circle, and can be undone."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chungtay.accounts.enums import Can, RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.donors.actions import merge_donors, record_donor, revise_donor, unmerge_donor
from chungtay.donors.enums import DonorKind, PublicAs
from chungtay.donors.models import Donor, DonorMerge
from chungtay.donors.queries import family, the_one
from chungtay.donors.rules import details_of
from tests.donors.conftest import TODAY
from tests.make.donors import TAX_CODE, make_donor, make_nameless
from tests.make.people import make_user
from tests.make.places import Province, make_province
from tests.parallel import InParallel


def merged(kept: Donor, gone: Donor, **more: Any) -> DonorMerge:
    return merge_donors(kept, gone, by=None, on=TODAY, **({"reason": "cùng một nhà tài trợ"} | more))


def fresh(*donors: Donor) -> list[Donor]:
    return [Donor.objects.get(pk=donor.pk) for donor in donors]


def test_it_stays_and_points_to_the_kept_one(province: Province) -> None:
    kept, gone = make_donor(province.here.unit, phone="0912345678"), make_donor(province.here.unit, phone="0987654321", tax_code=TAX_CODE)
    merged(kept, gone, taken=["tax_code"])
    kept, gone = fresh(kept, gone)
    assert (kept.phone, kept.tax_code, gone.merged_into) == ("0912345678", TAX_CODE, kept)
    assert (the_one(gone), the_one(kept)) == (kept, kept)
    assert family(gone) == family(kept) == [kept.pk, gone.pk]
    assert list(Donor.objects.standing()) == [kept]
    entry = AuditEntry.objects.get(act="donor.merged")
    assert (entry.subject_name, entry.details["kept"], entry.details["reason"]) == (gone.name, kept.name, "cùng một nhà tài trợ")


def test_one_step_leads_to_the_donor_however_often_it_was_merged(province: Province) -> None:
    first, second, third = (make_donor(province.here.unit) for _ in range(3))
    merged(second, first)
    merged(third, second)
    assert [donor.merged_into_id for donor in fresh(first, second, third)] == [third.pk, third.pk, None]
    assert family(first) == [third.pk, first.pk, second.pk]
    second = unmerge_donor(fresh(second)[0], by=None, on=TODAY, reason="hai công ty")
    assert [donor.merged_into_id for donor in fresh(first, second, third)] == [second.pk, None, None]
    merged(third, second)
    unmerge_donor(fresh(first)[0], by=None, on=TODAY, reason="hai công ty")
    assert [donor.merged_into_id for donor in fresh(first, second, third)] == [None, third.pk, None]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"reason": " "}, "reason", "Xin điền"),
        ({"taken": ["password"]}, None, "Không có mục"),
        ({"reason": "x" * 301}, "reason", "tối đa 300"),
    ],
)
def test_what_is_refused(province: Province, changes: dict[str, Any], field: str | None, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        merged(make_donor(province.here.unit), make_donor(province.here.unit), **changes)
    assert refusal.value.field == field
    assert not DonorMerge.objects.exists()


def test_no_circle_and_no_second_merge(province: Province) -> None:
    one, two, three = (make_donor(province.here.unit) for _ in range(3))
    merged(one, two)
    for kept, gone, said in ((two, one, "đã được gộp"), (three, two, "đã được gộp"), (one, two, "đã được gộp"), (one, one, "chính mình")):
        with pytest.raises(RuleBroken, match=said):
            merged(kept, gone)
    with pytest.raises(RuleBroken, match="đã được gộp"):
        revise_donor(two, by=None, on=TODAY, details=details_of(two))
    with pytest.raises(RuleBroken, match="không bị gộp"):
        unmerge_donor(three, by=None, on=TODAY, reason="nhầm")


def test_values_that_do_not_go_together_are_refused(province: Province) -> None:
    person, body = make_nameless(province.here.unit, name="Lò Văn An"), make_donor(province.here.unit, tax_code=TAX_CODE)
    with pytest.raises(RuleBroken, match="mã số thuế"):
        merged(person, body, taken=["tax_code"])
    merged(person, body, taken=["tax_code", "kind", "name", "public_as"])
    (person,) = fresh(person)
    assert (person.kind, person.public_as, person.name) == (DonorKind.COMPANY, PublicAs.NAME, body.name)


def test_undone_values_go_back_unless_changed_since(province: Province) -> None:
    kept = make_donor(province.here.unit, name="Mường Thanh", phone="0912345678", email="cu@mt.vn")
    gone = make_donor(province.there.unit, name="Công ty Mường Thanh", phone="0987654321", email="moi@mt.vn")
    merged(kept, gone, taken=["name", "phone", "email", "kept_by"])
    (kept,) = fresh(kept)
    assert (kept.name, kept.kept_by) == ("Công ty Mường Thanh", province.there.unit)
    details = details_of(kept)
    revise_donor(
        kept,
        by=None,
        on=TODAY,
        details=replace(details, email="x@mt.vn"),
    )
    with pytest.raises(RuleBroken, match="Xin điền"):
        unmerge_donor(fresh(gone)[0], by=None, on=TODAY, reason=" ")
    unmerge_donor(fresh(gone)[0], by=None, on=TODAY, reason="hai công ty")
    kept, gone = fresh(kept, gone)
    assert (kept.name, kept.phone, kept.email, kept.kept_by) == ("Mường Thanh", "0912345678", "x@mt.vn", province.here.unit)
    assert (gone.name, gone.merged_into) == ("Công ty Mường Thanh", None)
    merge = DonorMerge.objects.get()
    assert (merge.undone_reason, merge.replaced["name"]) == ("hai công ty", "Mường Thanh")


def test_both_must_be_in_one_s_scope_and_whoever_kept_either_sees_the_kept_one(province: Province) -> None:
    here, there = make_donor(province.here.unit), make_donor(province.there.unit)
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    with pytest.raises(RuleBroken, match="đơn vị khác phụ trách"):
        merge_donors(there, here, by=officer, on=TODAY, reason="một công ty")
    merge_donors(there, here, by=make_user(RoleKind.PROVINCE_OFFICER, province.office), on=TODAY, reason="một công ty")
    mine = Donor.objects.for_user(officer, Can.RECORD_SUPPORT, on=TODAY)
    assert list(mine.standing()) == [there]
    revise_donor(there, by=officer, on=TODAY, details=details_of(there))


def test_the_database_refuses_chains_circles_and_changed_decisions(province: Province) -> None:
    one, two, three = (make_donor(province.here.unit) for _ in range(3))
    merged(one, two)
    for donor, into in ((one, three), (three, two), (one, one), (one, two)):
        with pytest.raises(RuleBroken, match="không thể là bản đã gộp"), refused():
            Donor.objects.filter(pk=donor.pk).update(merged_into=into)
    with pytest.raises(RuleBroken, match="được gộp rồi"), refused():
        DonorMerge.objects.create(kept=three, gone=two, reason="x", decided_at=two.recorded_at)
    with pytest.raises(RuleBroken, match="chỉ được hoàn tác"), refused():
        DonorMerge.objects.update(reason="khác")
    with pytest.raises(RuleBroken, match="ghi lý do"), refused():
        DonorMerge.objects.update(undone_at=two.recorded_at)


@pytest.mark.django_db(transaction=True)
def test_two_merges_in_a_circle_at_once(in_parallel: InParallel) -> None:
    """Each of many pairs, both ways at the same instant: one way stands, the other is refused with a sentence."""
    unit = make_province().here.unit
    pairs = [(make_donor(unit), make_donor(unit)) for _ in range(4)]
    jobs = [lambda kept=kept, gone=gone: merged(kept, gone) for one, two in pairs for kept, gone in ((one, two), (two, one))]
    came = in_parallel(jobs)  # type: ignore[arg-type]
    for place in range(0, len(came), 2):
        both = came[place : place + 2]
        assert sum(isinstance(one, DonorMerge) for one in both) == 1, both
        assert sum(isinstance(one, RuleBroken) for one in both) == 1, both
    if connection.vendor == "postgresql":  # what the threads wrote is in this database
        assert Donor.objects.filter(merged_into__isnull=False).count() == len(pairs)


class WhateverIsMergedAndUndone(TestCase):
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=14))
    def test_one_step_leads_to_where_the_standing_decisions_lead(self, steps: list[tuple[bool, int, int]]) -> None:
        """Merging and undoing in any order: pointers are what the decisions that stand say, and no pointer leads to a pointer."""
        unit = make_province().here.unit
        pks = [record_donor(by=None, at=unit, on=TODAY, kind="group", name=f"Nhóm {number}").pk for number in range(6)]
        into: dict[int, int] = {}
        for is_merge, first, second in steps:
            one, other = Donor.objects.get(pk=pks[first]), Donor.objects.get(pk=pks[second])
            may = (first != second and not {one.pk, other.pk} & into.keys()) if is_merge else one.pk in into
            try:
                if is_merge:
                    merged(one, other)
                    into[other.pk] = one.pk
                else:
                    unmerge_donor(one, by=None, on=TODAY, reason="nhầm")
                    del into[one.pk]
            except RuleBroken:
                assert not may
            else:
                assert may
        for pk in pks:
            root = pk
            while root in into:
                root = into[root]
            assert the_one(Donor.objects.get(pk=pk)).pk == root
