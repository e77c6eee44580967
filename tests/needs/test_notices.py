"""A school is told what becomes of its needs: each return at its need, many at once or vouched for once for the school."""

from datetime import timedelta

import pytest

from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import User
from chungtay.needs.actions import return_need, return_needs, verify_need, verify_needs
from chungtay.needs.enums import NeedStatus
from chungtay.needs.notices import STALE
from chungtay.notifications.models import Notice
from tests.make.needs import make_need
from tests.make.people import make_user
from tests.make.places import Province
from tests.needs.conftest import TODAY

S = NeedStatus


@pytest.fixture
def clerk(province: Province) -> User:
    return make_user(RoleKind.CLERK, province.here.school)


@pytest.fixture
def officer(province: Province) -> User:
    return make_user(RoleKind.COMMUNE_OFFICER, province.here.office)


def told(person: User) -> list[tuple[str, str, str]]:
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("subject", "text", "path"))


def test_a_returned_need_says_why_and_leads_to_itself(province: Province, clerk: User, officer: User) -> None:
    need = make_need(province.here.school, status=S.SUBMITTED, what="Nhà vệ sinh")
    return_need(need, by=officer, on=TODAY, remarks={"quantity": "Xin ghi số ngăn"}, reason="")
    assert told(clerk) == [("Nhu cầu bị trả lại: Nhà vệ sinh", "Xin ghi số ngăn", f"/nhu-cau/{need.pk}/")]
    assert told(officer) == []


def test_many_returned_at_once_are_one_notice_for_their_school(province: Province, clerk: User, officer: User) -> None:
    neighbour = make_user(RoleKind.CLERK, province.there.school)
    needs = [make_need(province.here.school, status=S.SUBMITTED) for _ in range(3)]
    elsewhere = make_need(province.there.school, status=S.SUBMITTED)
    return_needs([*needs, elsewhere], by=officer, on=TODAY, reason="Trùng nhau")  # the neighbour's is out of reach
    assert told(clerk) == [("3 nhu cầu bị trả lại", "Trùng nhau", "/nhu-cau/?muc=dang-ghi")]
    assert told(neighbour) == []


def test_what_is_vouched_for_is_told_once_a_day(province: Province, clerk: User, officer: User) -> None:
    needs = [make_need(province.here.school, status=S.SUBMITTED, what=f"Chăn ấm {number}") for number in range(4)]
    verify_needs(needs[:2], by=officer, on=TODAY)
    verify_need(needs[2], by=officer, on=TODAY)
    ((subject, text, path),) = told(clerk)
    assert (subject, path) == ("Nhu cầu của trường đã được xác minh", "/nhu-cau/?muc=con-thieu")
    assert "Chăn ấm 0" in text


def test_the_keeper_of_the_site_is_told_too(province: Province, clerk: User, officer: User) -> None:
    keeper = make_user(RoleKind.CLERK, province.here.site)
    verify_need(make_need(province.here.school, site=province.here.site, status=S.SUBMITTED), by=officer, on=TODAY)
    assert (len(told(clerk)), len(told(keeper))) == (1, 1)


def test_an_old_step_being_copied_is_no_news(province: Province, clerk: User, officer: User) -> None:
    then = TODAY - STALE - timedelta(days=1)
    verify_need(make_need(province.here.school, status=S.SUBMITTED), by=officer, on=then)
    assert told(clerk) == []
