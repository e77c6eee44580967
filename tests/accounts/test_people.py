"""What an officer may do for somebody, and who is seen by whom."""

from collections.abc import Callable
from datetime import date

import pytest

from chungtay.accounts.actions import deactivate_user, edit_profile, end_role, reactivate_user, reset_password
from chungtay.accounts.enums import Can, RoleKind
from chungtay.accounts.models import User
from chungtay.accounts.passwords import temporary_password
from chungtay.accounts.queries import people_found, people_in_scope
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from tests.make.people import PASSWORD, also, make_role, make_user
from tests.make.places import Province

TODAY = date(2026, 1, 15)


def test_an_officer_gives_a_clerk_a_new_temporary_password(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    clerk = make_user(RoleKind.CLERK, province.here.school)
    password = reset_password(clerk, by=officer, on=TODAY)
    clerk.refresh_from_db()
    assert clerk.check_password(password)
    assert clerk.must_change_password


_TAKE_OVERS: list[Callable[[User, User], object]] = [
    lambda user, by: reset_password(user, by=by, on=TODAY),
    lambda user, by: edit_profile(user, by=by, on=TODAY, full_name="X", email="officer@x.vn", phone=""),
    lambda user, by: deactivate_user(user, by=by, on=TODAY, reason="x"),
]


@pytest.mark.parametrize("take_over", _TAKE_OVERS)
def test_whoever_could_become_somebody_higher_may_not(province: Province, take_over: Callable[[User, User], object]) -> None:
    """A clerk here who is also administrator of the province: with their password the officer would be administrator."""
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    clerk = make_user(RoleKind.CLERK, province.here.school)
    also(clerk, RoleKind.ADMINISTRATOR, province.unit)
    with pytest.raises(RuleBroken, match="ngoài phạm vi hoặc cao hơn"):
        take_over(clerk, officer)
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_a_role_that_begins_tomorrow_counts_too(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    clerk = make_user(RoleKind.CLERK, province.here.school)
    also(clerk, RoleKind.ADMINISTRATOR, province.unit, on=date(2026, 1, 16))
    with pytest.raises(RuleBroken):
        reset_password(clerk, by=officer, on=TODAY)


def test_locked_and_opened_again(province: Province) -> None:
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    clerk = make_user(RoleKind.CLERK, province.here.school)
    deactivate_user(clerk, by=officer, on=TODAY, reason="nghỉ dài ngày")
    with pytest.raises(RuleBroken, match="đang bị khóa"):
        reset_password(clerk, by=officer, on=TODAY)
    reactivate_user(clerk, by=officer, on=TODAY)
    clerk.refresh_from_db()
    assert clerk.is_active
    with pytest.raises(RuleBroken, match="không tự làm cho chính mình"):
        deactivate_user(officer, by=officer, on=TODAY, reason="x")


def test_a_search_knows_vietnamese(province: Province) -> None:
    viewer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    clerk = make_user(RoleKind.CLERK, province.here.school)
    edit_profile(clerk, by=None, on=TODAY, full_name="Điêu Thị Hoà", email="", phone="0912 345 678")
    for text in ("dieu thi hoa", "ĐIÊU", "hòa", "hoà điêu", "0912345678", "Ðiêu"):
        assert list(people_found(viewer, on=TODAY, text=text)) == [clerk], text
    assert not people_found(viewer, on=TODAY, text="không có").exists()


def test_each_sees_the_people_of_their_own_scope(province: Province) -> None:
    here = make_role(RoleKind.CLERK, province.here.school)
    there = make_user(RoleKind.CLERK, province.there.school)
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    above = make_user(RoleKind.PROVINCE_OFFICER, province.office)
    assert set(people_in_scope(officer, Can.SEE_PEOPLE, on=TODAY)) == {here.user, officer}
    assert set(people_in_scope(above, Can.SEE_PEOPLE, on=TODAY)) == {here.user, there, officer, above}
    assert not people_in_scope(there, Can.SEE_PEOPLE, on=TODAY).exists()
    assert set(people_found(above, on=TODAY, kind=RoleKind.CLERK, unit=province.here.unit)) == {here.user}
    end_role(here, by=officer, on=TODAY, reason="x")
    assert here.user not in people_found(officer, on=TODAY)
    assert list(people_found(officer, on=TODAY, is_former=True)) == [here.user]


def test_people_stand_in_vietnamese_order(province: Province) -> None:
    viewer = make_user(RoleKind.COMMUNE_OFFICER, province.here.office)
    names = ["Dương A", "Đào B", "Ê Đê", "Em C", "Đặng D"]
    for name in names:
        edit_profile(make_user(RoleKind.CLERK, province.here.school), by=None, on=TODAY, full_name=name, email="", phone="")
    found = people_found(viewer, on=TODAY, kind=RoleKind.CLERK).order_by("sort_key")
    assert [user.full_name for user in found] == ["Dương A", "Đào B", "Đặng D", "Em C", "Ê Đê"]


def test_a_temporary_password_can_be_read_aloud() -> None:
    seen = {temporary_password() for _ in range(200)}
    assert len(seen) == 200
    assert all(len(one) == 14 and one.count("-") == 2 and not set(one) & set("01lioOIxsgdqcn") for one in seen)


def test_a_person_is_never_deleted(province: Province) -> None:
    user = make_user(RoleKind.CLERK, province.here.school)
    with pytest.raises(RuleBroken, match="không bị xóa"), refused():
        User.objects.filter(pk=user.pk)._raw_delete("default")
