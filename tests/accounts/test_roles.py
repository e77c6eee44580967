"""Giving, moving and ending roles: by whom, when, and what the database keeps whoever writes."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from chungtay.accounts.actions import deactivate_user, end_role, give_role, invite_user, move_role
from chungtay.accounts.enums import POWERS, Can, RoleKind
from chungtay.accounts.models import Role
from chungtay.accounts.queries import roles_in_scope
from chungtay.accounts.rules import kinds_given_by
from chungtay.accounts.scope import may, powers_at, roles_on, units_for
from chungtay.audit.models import AuditEntry
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.places.actions.restructuring import merge_units
from chungtay.places.actions.units import close_unit
from tests.make.people import also, make_role, make_user
from tests.make.places import FOUNDED, Province

TODAY = date(2026, 1, 15)


def test_ending_keeps_the_past(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    role = make_role(RoleKind.CLERK, province.here.school)
    end_role(role, by=officer, on=TODAY, reason="nghỉ hưu")
    assert [held.pk for held in roles_on(role.user, TODAY - timedelta(days=1))] == [role.pk]
    assert roles_on(role.user, TODAY) == []
    entry = AuditEntry.objects.get(act="role.ended")
    assert (entry.actor, entry.details["reason"], entry.place_id) == (officer, "nghỉ hưu", province.here.school.pk)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_ending_needs_a_reason(province: Province, reason: str) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken) as refusal:
        end_role(role, by=None, on=TODAY, reason=reason)
    assert refusal.value.field == "reason"


def test_not_before_it_began_and_not_twice(province: Province) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="trước ngày bắt đầu"):
        end_role(role, by=None, on=FOUNDED - timedelta(days=1), reason="x")
    end_role(role, by=None, on=TODAY, reason="x")
    with pytest.raises(RuleBroken, match="đã kết thúc"):
        end_role(role, by=None, on=TODAY, reason="x")


def test_the_neighbours_officer_ends_nothing_here(province: Province) -> None:
    neighbour = make_user(RoleKind.COMMUNE_OFFICER, province.there.office)
    role = make_role(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        end_role(role, by=neighbour, on=TODAY, reason="x")


def test_a_lower_role_does_not_end_a_higher_one(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    role = make_role(RoleKind.ADMINISTRATOR, province.here.unit)
    with pytest.raises(RuleBroken, match="đủ quyền"):
        end_role(role, by=officer, on=TODAY, reason="x")


def test_somebody_always_administers(province: Province) -> None:
    role = make_role(RoleKind.ADMINISTRATOR, province.unit)
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        end_role(role, by=role.user, on=TODAY, reason="x")
    make_role(RoleKind.ADMINISTRATOR, province.here.unit)  # below: no help
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        end_role(role, by=role.user, on=TODAY, reason="x")
    above = make_role(RoleKind.ADMINISTRATOR, province.country)
    end_role(role, by=role.user, on=TODAY, reason="x")
    other = make_role(RoleKind.ADMINISTRATOR, province.country)
    deactivate_user(other.user, by=above.user, on=TODAY, reason="x")
    with pytest.raises(RuleBroken, match="quản trị cuối cùng"):
        end_role(above, by=above.user, on=TODAY, reason="x")


def test_a_form_sent_twice_invites_once(province: Province) -> None:
    invited = {"by": None, "kind": RoleKind.CLERK, "full_name": "Văn thư Thanh An", "on": TODAY}
    invite_user(province.here.school, **invited)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="đã giữ vai trò này") as refusal:
        invite_user(province.here.school, **invited)  # type: ignore[arg-type]
    assert refusal.value.field == "username"
    invite_user(province.here.school, username="van-thu-2", **invited)  # type: ignore[arg-type]


def test_moving_ends_one_and_begins_the_next_on_the_same_day(province: Province) -> None:
    officer = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    role = make_role(RoleKind.CLERK, province.here.school)
    moved = move_role(role, by=officer, unit=province.there.school, on=TODAY)
    role.refresh_from_db()
    assert (role.valid_to, moved.valid_from, moved.unit) == (TODAY, TODAY, province.there.school)
    for day in (TODAY - timedelta(days=1), TODAY):
        assert len(roles_on(role.user, day)) == 1


def test_moving_needs_both_ends_in_reach(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    role = make_role(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        move_role(role, by=officer, unit=province.there.school, on=TODAY)
    role.refresh_from_db()
    assert role.period.is_open
    with pytest.raises(RuleBroken, match="chính đơn vị này"):
        move_role(role, by=officer, unit=province.here.school, on=TODAY)


def test_people_of_a_unit_that_ended_are_moved_by_those_who_answer_for_it(province: Province) -> None:
    """Their role reaches nothing any more, and the officer of the commune still finds it."""
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    neighbour = make_user(RoleKind.COMMUNE_OFFICER, province.there.office)
    role = make_role(RoleKind.CLERK, province.here.site)
    close_unit(province.here.site, by=None, on=TODAY, decision=None, reason="sạt lở")
    assert roles_on(role.user, TODAY) == []
    assert role in roles_in_scope(officer, Can.SEE_PEOPLE, on=TODAY)
    assert role not in roles_in_scope(neighbour, Can.SEE_PEOPLE, on=TODAY)
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        move_role(role, by=neighbour, unit=province.there.school, on=TODAY)
    moved = move_role(role, by=officer, unit=province.here.school, on=TODAY)
    assert roles_on(role.user, TODAY) == [moved]


def test_after_a_merger_the_new_commune_answers_for_the_people_of_the_old(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    focal_point = make_role(RoleKind.FOCAL_POINT, province.there.unit)
    colleague = make_role(RoleKind.COMMUNE_OFFICER, province.there.office)
    assert focal_point not in roles_in_scope(officer, Can.SEE_PEOPLE, on=TODAY)
    communes = [province.here.unit, province.there.unit]
    merge_units(communes, by=None, on=TODAY, decision=None, into=province.here.unit, agencies_end=True, with_committee=True)
    for role in (focal_point, colleague):
        role.refresh_from_db()
        assert role in roles_in_scope(officer, Can.SEE_PEOPLE, on=TODAY)
        end_role(role, by=officer, on=TODAY, reason="sáp nhập")


def test_the_same_role_is_not_held_twice_on_one_day(province: Province) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="đã giữ đúng vai trò đó"):
        give_role(role.user, by=None, kind=RoleKind.CLERK, unit=province.here.school, on=TODAY)
    end_role(role, by=None, on=TODAY, reason="x")
    give_role(role.user, by=None, kind=RoleKind.CLERK, unit=province.here.school, on=TODAY)


def test_the_database_keeps_it_whoever_writes(province: Province) -> None:
    role = make_role(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="đã giữ đúng vai trò đó"), refused():
        Role.objects.create(user=role.user, kind=RoleKind.CLERK, unit=province.here.school, valid_from=TODAY)
    with pytest.raises(RuleBroken, match="chưa có hoặc đã kết thúc"), refused():
        Role.objects.create(user=role.user, kind=RoleKind.CLERK, unit=province.here.site, valid_from=date(2020, 1, 1))
    with pytest.raises(RuleBroken, match="chỉ được kết thúc, không sửa"), refused():
        Role.objects.filter(pk=role.pk).update(unit=province.there.school)
    with pytest.raises(RuleBroken, match="không bị xóa"), refused():
        Role.objects.filter(pk=role.pk).delete()
    with pytest.raises(RuleBroken, match="phải sau ngày bắt đầu"), refused():
        Role.objects.filter(pk=role.pk).update(valid_to=FOUNDED - timedelta(days=1))
    with pytest.raises(RuleBroken, match="ít nhất một cấp học"), transaction.atomic(), refused():
        Role.objects.create(user=role.user, kind=RoleKind.FOCAL_POINT, unit=province.office, levels=0, valid_from=TODAY)


# ── Reach ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_office_reaches_its_territory_and_no_further(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    reached = set(units_for(officer, Can.INVITE_PEOPLE, on=TODAY))
    assert reached == {province.here.unit, province.here.office, province.here.school, province.here.site}
    assert not units_for(officer, Can.REARRANGE_PLACES, on=TODAY).exists()


def test_acting_in_one_role_puts_the_others_aside(province: Province) -> None:
    clerk = make_role(RoleKind.CLERK, province.here.school)
    officer = also(clerk.user, RoleKind.COMMUNE_OFFICER, province.there.office)
    assert may(clerk.user, Can.INVITE_PEOPLE, on=TODAY)
    clerk.user.acting_role = clerk
    assert not may(clerk.user, Can.INVITE_PEOPLE, on=TODAY)
    clerk.user.acting_role = officer
    assert Can.INVITE_PEOPLE in powers_at(clerk.user, province.there.school, on=TODAY)
    assert Can.INVITE_PEOPLE not in powers_at(clerk.user, province.here.school, on=TODAY)


@pytest.mark.parametrize("kind", [RoleKind.COMMUNE_OFFICER, RoleKind.ADMINISTRATOR])
def test_what_one_may_give_never_exceeds_what_one_holds(province: Province, kind: RoleKind) -> None:
    giver = make_user(kind, province.here.unit)
    for unit in (province.here.unit, province.here.office, province.here.school, province.here.site):
        for given in kinds_given_by(giver, unit, on=TODAY):
            assert POWERS[given] <= POWERS[kind]
    assert kinds_given_by(giver, province.there.school, on=TODAY) == []
