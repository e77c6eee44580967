"""What took too long is counted by unit and stage; who has it to do is told once a week, who stands above of what is twice as late."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest
from django.core.cache import cache
from pytest_django.fixtures import DjangoAssertNumQueries

from chungtay.accounts.enums import RoleKind
from chungtay.banking.models import StatementLine
from chungtay.console.schedule import DAILY
from chungtay.core import clock, keeping
from chungtay.notifications.models import Notice
from chungtay.places.models import OrgUnit
from chungtay.support.actions import delivering
from chungtay.support.actions.complaining import answer_complaint, raise_complaint
from chungtay.support.enums import PledgeStatus
from chungtay.support.notices.overdue import tell_overdue
from chungtay.support.overdue import LIMITS, Stage, counts, late_rows, sums
from tests.make.banking import a_bank_account
from tests.make.gifts import make_allocation, make_cash, make_goods
from tests.make.people import make_user
from tests.make.places import Province
from tests.make.statements import a_loaded_statement
from tests.make.support import a_delivery, a_pledge
from tests.support.conftest import TODAY

ON: Final = TODAY


def pledge(province: Province, on: date) -> OrgUnit:
    made = a_pledge(at=province.here.unit, amount_vnd=1_000_000, on=on - timedelta(days=5), planned_on=on, status=PledgeStatus.AGREED)
    return made.unit


def idle(province: Province, on: date) -> OrgUnit:
    make_cash(province.here.unit, on=on)
    return province.here.unit


def to_hand_over(province: Province, on: date) -> OrgUnit:
    make_allocation(make_goods(province.here.unit, on=on), unit=province.here.school, on=on)
    return province.here.unit


def to_confirm(province: Province, on: date) -> OrgUnit:
    a_delivery(make_allocation(make_goods(province.here.unit, on=on), unit=province.here.school, on=on), on=on)
    return province.here.school


def complaint(province: Province, on: date) -> OrgUnit:
    raise_complaint(province.here.unit, on=on, text="Trường chưa nhận được chăn nào.")
    return province.here.unit


MADE: Final[dict[Stage, Callable[[Province, date], OrgUnit]]] = {
    Stage.PLEDGE: pledge,
    Stage.IDLE: idle,
    Stage.HAND_OVER: to_hand_over,
    Stage.CONFIRM: to_confirm,
    Stage.COMPLAINT: complaint,
}


@pytest.mark.parametrize("stage", MADE)
def test_late_is_the_day_after_the_last_one(province: Province, stage: Stage) -> None:
    limit = LIMITS[stage]
    first = ON - timedelta(days=limit.above)
    unit = MADE[stage](province, first)
    for is_above, days in ((False, limit.days), (True, limit.above)):
        last = first + timedelta(days=days)
        assert counts(on=last, is_above=is_above)[stage] == {}
        assert counts(on=last + timedelta(days=1), is_above=is_above)[stage] == {unit.pk: 1}
    officer = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    (late,) = late_rows(stage, officer, on=ON)
    assert (late.unit_id, late.since, late.days) == (unit.pk, first, limit.above - limit.days)


def test_a_line_that_nobody_matched_is_late(province: Province) -> None:
    a_loaded_statement(a_bank_account(province.here.unit))
    last = StatementLine.objects.order_by("-booked_on").first()
    assert last is not None
    late = counts(on=last.booked_on + timedelta(days=8))[Stage.LINE]
    assert late == {province.here.unit.pk: StatementLine.objects.count()}


def test_what_was_done_is_not_late(province: Province) -> None:
    long_ago = ON - timedelta(days=90)
    row = a_delivery(make_allocation(make_goods(province.here.unit, on=long_ago), unit=province.here.school, on=long_ago), on=long_ago)
    delivering.confirm_delivery(row, by=None, on=ON)
    answer_complaint(raise_complaint(province.here.unit, on=long_ago, text="Chưa nhận được."), by=None, on=ON, answer="Đã giao cho trường.")
    assert not any(counts(on=ON).values())


def test_only_of_ones_own_scope_and_in_one_query(province: Province, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for made in MADE.values():
        made(province, ON - timedelta(days=80))
    neighbour, clerk = make_user(RoleKind.COMMUNE_OFFICER, province.there.unit), make_user(RoleKind.CLERK, province.here.school)
    assert not any(counts(user=neighbour, on=ON).values())
    assert counts(user=clerk, on=ON)[Stage.CONFIRM] == {province.here.school.pk: 1}
    assert counts(user=clerk, on=ON)[Stage.IDLE] == {}
    with django_assert_num_queries(1):
        assert sum(sum(found.values()) for found in counts(on=ON).values()) == len(MADE)


def test_what_takes_long_to_count_is_counted_once_an_hour(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    commune, above = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit), make_user(RoleKind.PROVINCE_OFFICER, province.unit)
    for person in (commune, above):
        person.acting_role = person.roles.get()
    idle(province, ON - timedelta(days=61))
    idle(province, ON - timedelta(days=31))
    assert (sums(commune, on=ON)[Stage.IDLE], sums(above, on=ON)[Stage.IDLE]) == (2, 1)
    idle(province, ON - timedelta(days=62))
    monkeypatch.setattr(keeping, "LONG_S", 0)
    assert (sums(commune, on=ON)[Stage.IDLE], sums(above, on=ON)[Stage.IDLE]) == (3, 2)
    idle(province, ON - timedelta(days=62))
    assert (sums(commune, on=ON)[Stage.IDLE], sums(above, on=ON)[Stage.IDLE]) == (3, 2)
    cache.clear()
    assert sums(above, on=ON)[Stage.IDLE] == 3
    assert sums(above, on=ON + timedelta(days=30))[Stage.IDLE] == 4


def test_officers_are_told_once_a_week(province: Province) -> None:
    officer, clerk = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit), make_user(RoleKind.CLERK, province.here.school)
    make_user(RoleKind.COMMUNE_OFFICER, province.there.unit)
    monday = date(2026, 3, 23)
    idle(province, monday - timedelta(days=40))
    to_confirm(province, monday - timedelta(days=8))
    Notice.objects.all().delete()
    assert tell_overdue(on=monday) == 2
    assert {notice.person for notice in Notice.objects.all()} == {officer, clerk}
    assert "Bàn giao chưa được xác nhận: 1" in Notice.objects.get(person=clerk).text
    assert "Khoản đã nhận chưa phân bổ hết: 1" in Notice.objects.get(person=officer).text
    assert [tell_overdue(on=monday + timedelta(days=days)) for days in range(7)] == [0] * 7
    assert tell_overdue(on=monday + timedelta(days=7)) == 3  # a week on; what waits at the school is now twice as late for the commune


def test_the_level_above_hears_of_what_is_twice_as_late(province: Province) -> None:
    commune, above = make_user(RoleKind.COMMUNE_OFFICER, province.here.unit), make_user(RoleKind.PROVINCE_OFFICER, province.unit)
    monday = date(2026, 3, 23)
    idle(province, monday - timedelta(days=59))
    tell_overdue(on=monday)
    assert set(Notice.objects.values_list("person", flat=True)) == {commune.pk}
    tell_overdue(on=monday + timedelta(days=7))
    notice = Notice.objects.get(person=above)
    assert notice.subject == "Đơn vị dưới quyền để quá hạn lâu"
    tell_overdue(on=monday + timedelta(days=8))
    assert Notice.objects.filter(person=above).count() == 1


def test_where_a_unit_has_nobody_the_nearest_above_is_told(province: Province) -> None:
    above = make_user(RoleKind.PROVINCE_OFFICER, province.unit)
    idle(province, ON - timedelta(days=90))
    tell_overdue(on=ON)
    assert [(notice.person, notice.subject) for notice in Notice.objects.all()] == [(above, "Việc về nguồn lực quá hạn")]


def test_the_calendar_does_it(province: Province) -> None:
    make_user(RoleKind.COMMUNE_OFFICER, province.here.unit)
    idle(province, ON - timedelta(days=40))
    (job,) = [one for one in DAILY if one.name == "remind_of_support"]
    assert job.run(clock.instant(ON, job.at)) == "Đã nhắc 1 người về việc nguồn lực quá hạn."
