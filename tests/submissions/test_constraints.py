"""What must never be false, written past the actions: the database says no, with a sentence."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chungtay.core import clock
from chungtay.core.db import refused
from chungtay.core.errors import RuleBroken
from chungtay.places.enums import UnitType
from chungtay.submissions.models import Answer, Narrative, Reminder, Restatement, Submission, Tally
from tests.make.places import make_unit
from tests.make.submissions import Asked, make_accepted, make_sent

Write = Callable[[Asked], object]


def row(asked: Asked) -> Submission:
    return Submission.objects.get(pk=asked.here.pk)


def update(**columns: object) -> Write:
    return lambda asked: Submission.objects.filter(pk=asked.here.pk).update(**columns)


def answer(**columns: object) -> Write:
    return lambda asked: Answer.objects.create(submission=asked.here, written_at=clock.now(), **({"indicator": "bicycles"} | columns))


def copy_of(asked: Asked, **columns: object) -> Submission:
    one = row(asked)
    one.pk = None
    for name, value in columns.items():
        setattr(one, name, value)
    one.save()
    return one


def reminder(asked: Asked, slot: str, days: int) -> Reminder:
    day = clock.today() + timedelta(days=days)
    return Reminder.objects.create(submission=asked.here, slot=slot, due_at=asked.here.due_at, sent_on=day)


def twice(write: Callable[[Asked], object]) -> Write:
    def both(asked: Asked) -> None:
        write(asked)
        write(asked)

    return both


def restated(asked: Asked) -> Restatement:
    make_accepted(asked.here)
    return Restatement.objects.create(submission=asked.here, reason="Có sau", changes=[], made_at=clock.now())


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (copy_of, "đã được giao báo cáo"),
        (lambda asked: copy_of(asked, unit=make_unit(asked.province.unit, UnitType.COMMUNE), status="draft"), "bắt đầu từ lúc được giao"),
        (update(status="lost", sent_at=clock.now(), sent_due_at=clock.now()), "Tình trạng của báo cáo không có"),
        (update(status="submitted", sent_at=clock.now()), "phải ghi hạn gửi lúc đó"),
        (update(status="submitted"), "phải có ngày giờ gửi"),
        (update(status="excused"), "lý do miễn"),
        (update(is_nil=True), "vì sao không có gì"),
        (
            lambda asked: copy_of(asked, unit=asked.province.here.school, answers_to=asked.province.here.school),
            "không báo cáo cho chính mình",
        ),
        (lambda asked: update(answers_to=asked.province.country)(asked), "giữ nguyên từ khi giao"),
        (lambda asked: update(district=asked.province.country)(asked), "giữ nguyên từ khi giao"),
        (update(province=None), "giữ nguyên từ khi giao"),
        (lambda asked: row(asked).delete(), "không bị xóa"),
        (twice(answer(value=1)), "đã có số liệu"),
        (answer(value=-1), "từ 0 trở lên"),
        (answer(value=10**15 + 1), "từ 0 trở lên"),
        (answer(value=5, of=4), "không thể lớn hơn mẫu số"),
        (answer(of=4), "không thể lớn hơn mẫu số"),
        (twice(lambda asked: Narrative.objects.create(submission=asked.here, code="limits", written_at=clock.now())), "đã có lời văn"),
        (lambda asked: (restated(asked), Restatement.objects.update(reason="Khác")), "không sửa, không xóa được"),
        (lambda asked: restated(asked).delete(), "không sửa, không xóa được"),
        (twice(lambda asked: reminder(asked, "hand", 0)), "đã được nhắc"),
        (lambda asked: [reminder(asked, "b3", days) for days in (0, 1)], "Lịch đã nhắc"),
        (
            lambda asked: [Tally.objects.create(submission=make_sent(asked.here), page=0, round=asked.round, unit=asked.here.unit)],
            "đã có",
        ),
    ],
)
def test_the_database_refuses(asked: Asked, write: Write, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refusal, refused():
        write(asked)
    assert sentence in refusal.value.sentence


def test_by_hand_may_be_repeated_on_another_day(asked: Asked) -> None:
    assert reminder(asked, "hand", 0).pk != reminder(asked, "hand", 1).pk
