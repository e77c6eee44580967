"""What the tables refuse even where somebody writes past the actions."""

from collections.abc import Callable

import pytest

from chungtay.activities.actions import withdraw_activity
from chungtay.activities.models import Activity, ActivityMoney, ActivityOutput, ActivityPeople
from chungtay.activities.rules import Counted
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from tests.activities.conftest import TODAY
from tests.make.activities import make_activity
from tests.make.places import Province

Write = Callable[[Activity], object]


def update(**changes: object) -> Write:
    return lambda activity: Activity.objects.filter(pk=activity.pk).update(**changes)


REFUSED: list[tuple[Write, str]] = [
    (update(ended_on="2026-03-01"), "trước ngày bắt đầu"),
    (update(people=1_000_001), "tối đa 1.000.000"),
    (update(people=99), "ít hơn một phần"),
    (update(status="withdrawn"), "lý do"),
    (update(status="gone", end_reason="x"), "lý do"),
    (lambda activity: activity.delete(), "không bị xóa"),
    (lambda activity: ActivityOutput.objects.create(activity=activity, output="screened_children", value=1), "đã được ghi rồi"),
    (lambda activity: ActivityOutput.objects.create(activity=activity, output="bicycles", value=1_000_001), "0 đến 1.000.000"),
    (lambda activity: ActivityPeople.objects.create(activity=activity, by="girls", value=1), "đã được ghi rồi"),
    (lambda activity: ActivityPeople.objects.create(activity=activity, by="boys", value=1), "cách chia"),
    (lambda activity: ActivityPeople.objects.create(activity=activity, by="th", value=301), "nhiều hơn tổng"),
    (lambda activity: activity.parts.update(value=301), "nhiều hơn tổng"),
    (lambda activity: ActivityMoney.objects.create(activity=activity, source="mobilised", amount_vnd=999), "1.000 đồng"),
    (lambda activity: ActivityMoney.objects.create(activity=activity, source="lottery", amount_vnd=1_000), "nguồn kinh phí"),
]
FIXED: list[Write] = [
    update(title="Khác"),
    lambda activity: activity.outputs.update(value=1),
    lambda activity: activity.outputs.all().delete(),
    lambda activity: activity.parts.all().delete(),
    lambda activity: ActivityMoney.objects.create(activity=activity, source="mobilised", amount_vnd=1_000),
]


@pytest.fixture
def activity(province: Province) -> Activity:
    return make_activity(province.here.unit, parts={"girls": Counted(100)})


@pytest.mark.parametrize(("write", "said"), REFUSED)
def test_the_tables_say_no(activity: Activity, write: Write, said: str) -> None:
    with pytest.raises(RuleBroken, match=said), refused():
        write(activity)


@pytest.mark.parametrize("write", FIXED)
def test_what_was_withdrawn_stays_as_it_was(activity: Activity, write: Write) -> None:
    withdraw_activity(activity, by=None, on=TODAY, reason="Ghi hai lần")
    with pytest.raises(RuleBroken, match="đã rút không sửa"), refused():
        write(activity)
