"""Needs follow their places: mergers, closings, sites that change schools."""

from datetime import date, timedelta

from chungtay.accounts.enums import Can, RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.needs.actions import follow_successions, submit_need
from chungtay.needs.enums import NeedStatus
from chungtay.needs.models import Need
from chungtay.needs.queries import Asked, needs_asked, needs_on, where
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import NewUnit, close_unit, transfer_unit
from chungtay.places.enums import SchoolLevel, UnitType
from tests.make.needs import ON, make_need
from tests.make.people import make_user
from tests.make.places import Province, make_unit
from tests.needs.conftest import TODAY

S = NeedStatus
BEFORE = TODAY - timedelta(days=1)


def place(need: Need) -> tuple[int, int | None]:
    need.refresh_from_db()
    return need.school_id, need.site_id


def test_a_school_that_was_merged_away_hands_its_needs_on(province: Province) -> None:
    here, there = province.here, province.there
    ending, absorbing = here.school, make_unit(here.unit, UnitType.SCHOOL, "Mầm non Số 2")
    at_site, main, elsewhere = make_need(here.site), make_need(ending, status=S.MET), make_need(there.school)
    draft = make_need(ending, status=S.DRAFT)
    over = {make_need(ending, status=status) for status in (S.CLOSED, S.WITHDRAWN)}
    merge_units([ending, absorbing], by=None, on=TODAY, decision=None, into=absorbing)
    assert follow_successions(on=TODAY) == 5
    assert place(at_site) == (absorbing.pk, here.site.pk)
    assert place(main) == place(draft) == (absorbing.pk, None)
    assert {place(need) for need in over} == {(absorbing.pk, None)}
    assert place(elsewhere) == (there.school.pk, None)
    assert follow_successions(on=TODAY) == 0
    assert {row.school_id for row in needs_on(BEFORE).filter(need=at_site)} == {ending.pk}
    assert {row.school_id for row in needs_on(TODAY).filter(need=at_site)} == {absorbing.pk}
    entry = AuditEntry.objects.get(act="need.moved", subject_key=str(at_site.pk))
    assert entry.details["was"] == [ending.code, here.site.code]
    assert entry.details["now"] == [absorbing.code, here.site.code]
    clerk = make_user(RoleKind.CLERK, absorbing, on=TODAY)
    assert submit_need(draft, by=clerk, on=TODAY).status == S.SUBMITTED
    assert set(needs_asked(clerk, Asked(text="so 2"), on=TODAY)) == {at_site, main, draft, *over}


def test_into_a_new_school_and_again_into_another(province: Province) -> None:
    here = province.here
    second = make_unit(here.unit, UnitType.SCHOOL, "Mầm non Số 2")
    need = make_need(here.school)
    new = NewUnit(title="Trường", name="Mầm non Thanh An mới", levels=SchoolLevel.MN)
    merged = merge_units([here.school, second], by=None, on=BEFORE, decision=None, into=new)
    third = make_unit(here.unit, UnitType.SCHOOL, "Mầm non Số 3")
    merge_units([merged, third], by=None, on=TODAY, decision=None, into=third)
    assert follow_successions(on=TODAY) == 1
    assert place(need) == (third.pk, None)


def test_a_closed_site_leaves_its_needs_to_its_school(province: Province) -> None:
    here = province.here
    need = make_need(here.site)
    close_unit(here.site, by=None, on=TODAY, decision=None, reason="Dồn về điểm chính")
    assert follow_successions(on=BEFORE) == 0
    assert follow_successions(on=TODAY) == 1
    assert place(need) == (here.school.pk, None)
    assert [(row.site_id, row.valid_to) for row in need.states.order_by("valid_from")] == [
        (here.site.pk, TODAY),
        (None, date(9999, 12, 31)),
    ]


def test_merged_sites_and_a_site_that_went_to_another_school(province: Province) -> None:
    here = province.here
    near, other = make_unit(here.school, UnitType.SITE), make_unit(here.unit, UnitType.SCHOOL)
    merged_away, moved = make_need(near), make_need(here.site)
    merge_units([near, here.site], by=None, on=BEFORE, decision=None, into=here.site)
    transfer_unit(here.site, by=None, parent=other, on=TODAY, decision=None)
    assert follow_successions(on=TODAY) == 2
    assert place(merged_away) == place(moved) == (other.pk, here.site.pk)


def test_where_nobody_took_over_the_need_stays_in_reach(province: Province) -> None:
    here = province.here
    school = make_unit(here.unit, UnitType.SCHOOL, "Mầm non Bản Xa")
    need, officer = make_need(school), make_user(RoleKind.COMMUNE_OFFICER, here.office)
    close_unit(school, by=None, on=TODAY, decision=None, reason="Hết học sinh")
    assert follow_successions(on=TODAY) == 0
    assert place(need) == (school.pk, None)
    assert need in Need.objects.for_user(officer, Can.VERIFY_NEEDS, on=TODAY)
    told = where([need], on=TODAY)[need.pk]
    assert (told.school, told.commune, told.province) == ("Trường Mầm non Bản Xa", "Xã Thanh An", "Tỉnh Điện Biên")


def test_a_step_taken_after_the_merger_was_taken_at_the_old_place(province: Province) -> None:
    here = province.here
    absorbing = make_unit(here.unit, UnitType.SCHOOL)
    need = make_need(here.school, status=S.DRAFT)
    submit_need(need, by=None, on=TODAY)
    merge_units([here.school, absorbing], by=None, on=ON, decision=None, into=absorbing)
    assert follow_successions(on=ON) == 1
    assert [(row.school_id, row.valid_from) for row in need.states.all()] == [(absorbing.pk, TODAY)]
