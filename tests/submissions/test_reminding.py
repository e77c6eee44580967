"""Who has not sent is reminded: by hand once a day, by the calendar once a slot; then the level above is told."""

from datetime import timedelta

import pytest

from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.notifications.models import Notice
from chungtay.submissions.actions import (
    excuse_submission,
    extend_submission,
    remind,
    return_submission,
    send_calendar_reminders,
)
from chungtay.submissions.models import Reminder
from chungtay.submissions.rules import slot_at
from tests.make.submissions import Asked, at, make_asked, make_sent


def run(day: str) -> int:
    when = at(day)
    with clock.standing_at(when):
        return send_calendar_reminders(at=when)


def slots() -> list[tuple[str, str]]:
    rows = Reminder.objects.order_by("submission", "pk").select_related("submission__unit")
    return [(row.submission.unit.code, row.slot) for row in rows]


def test_by_hand_once_a_day_and_says_who_has_no_account(asked: Asked) -> None:
    make_sent(asked.there)
    done = remind([asked.here, asked.there], by=asked.collector)
    assert (done.sent, done.untold) == (1, [])
    assert Notice.objects.get(person=asked.officer).subject == "Xã Thanh An sắp đến hạn báo cáo"
    assert remind([asked.here], by=asked.collector).sent == 0
    with clock.standing_at(at("06/7/2026")):
        assert remind([asked.here], by=asked.collector).sent == 1
    assert Notice.objects.filter(person=asked.officer, subject="Xã Thanh An chậm báo cáo").count() == 1
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        remind([asked.there], by=asked.officer)


def test_where_nobody_has_an_account_nobody_is_reminded(asked: Asked) -> None:
    asked.neighbour.is_active = False
    asked.neighbour.save()
    done = remind([asked.here, asked.there], by=asked.collector)
    assert (done.sent, done.untold) == (1, [asked.there])
    assert not Reminder.objects.filter(submission=asked.there).exists()


def test_the_slots_of_the_calendar() -> None:
    due = at("10/7/2026", 23)
    expected = {-8: None, -7: "b7", -5: "b7", -3: "b3", -2: "b3", -1: "b1", 0: None, 1: "a1", 2: "a1", 3: "a3", 4: "above", 9: "above"}
    found = {days: slot_at(due, due + timedelta(days=days)) for days in expected}
    assert found == expected


def test_each_slot_once_for_those_still_awaited(asked: Asked) -> None:
    make_sent(asked.there)
    excuse_submission(asked.above, by=None, reason="Không tổ chức")
    assert run("02/7/2026") == 1  # three days before the fifth
    assert run("02/7/2026") == 0
    assert run("03/7/2026") == 0
    assert [run(f"0{day}/7/2026") for day in (4, 5, 6, 7, 8)] == [1, 0, 1, 0, 1]
    assert [slot for _code, slot in slots()] == ["b3", "b1", "a1", "a3"]
    assert Notice.objects.filter(person=asked.officer).count() == 4
    assert not Notice.objects.filter(person=asked.neighbour).exists()


def test_of_missed_days_only_the_last_is_made_up_for(asked: Asked) -> None:
    assert run("09/7/2026") == 3  # two communes are told above, the province one day before
    assert sorted(slots()) == [("03316", "above"), ("03349", "above"), ("11", "b1")]
    told = Notice.objects.filter(person=asked.collector).values_list("subject", flat=True)
    assert "2 đơn vị chậm báo cáo: Tháng hành động 2026" in set(told)
    assert not Notice.objects.filter(person=asked.officer).exists()
    assert run("10/7/2026") == 0
    assert run("20/9/2026") == 0  # so late it is no longer a matter of the calendar


def test_an_extended_instant_has_a_calendar_of_its_own(asked: Asked) -> None:
    run("04/7/2026")
    with clock.standing_at(at("05/7/2026")):
        extend_submission(asked.here, by=None, due_at=at("09/7/2026", 17), reason="Mưa lũ")
    run("08/7/2026")
    assert [slot for code, slot in slots() if code == "03316"] == ["b1", "b1"]


def test_two_rounds_are_two_things(asked: Asked) -> None:
    later = make_asked(asked.province, code="2027", year=2027)
    assert run("02/7/2027") == 2  # both communes three days before; what was due last year is forgotten
    assert {row.submission.round for row in Reminder.objects.select_related("submission__round")} == {later.round}


def test_what_was_sent_in_time_and_came_back_is_not_called_late(asked: Asked) -> None:
    make_sent(asked.here)
    return_submission(asked.here, by=asked.collector, remarks={}, reason="Thiếu số xe")
    run("06/7/2026")
    subjects = set(Notice.objects.filter(person=asked.officer).values_list("subject", flat=True))
    assert "Xã Thanh An cần sửa và gửi lại báo cáo" in subjects
    assert not any("chậm" in subject for subject in subjects)
    run("09/7/2026")
    told = Notice.objects.get(person=asked.collector, key__startswith="round.late")
    assert told.subject.startswith("1 đơn vị chậm báo cáo")
    assert "Thanh An" not in told.text
