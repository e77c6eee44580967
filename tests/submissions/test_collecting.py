"""The level above: sends back with remarks at the field, accepts, extends, excuses, asks again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.figures.ask import Filters, figure
from chungtay.indicators.reading import Reading
from chungtay.notifications.models import Notice
from chungtay.submissions.actions import (
    Given,
    accept_many,
    accept_submission,
    ask_again,
    excuse_submission,
    extend_submission,
    return_submission,
    save_answers,
    send_submission,
)
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission, Tally
from chungtay.submissions.queries import completeness
from tests.make.people import make_user
from tests.make.submissions import Asked, at, make_accepted, make_sent, typed

S = SubmissionStatus


def statuses(submission: Submission) -> set[str]:
    return set(Tally.objects.filter(submission=submission).values_list("status", flat=True))


def test_back_with_remarks_at_the_field_until_sent_again(asked: Asked) -> None:
    make_sent(asked.here, by=asked.officer, bicycles=5)
    remarks = {"bicycles": "Kèm danh sách nhận xe", "text.limits": "Ghi rõ hơn", "banners": " "}
    back = return_submission(asked.here, by=asked.collector, remarks=remarks)
    assert (back.status, statuses(back)) == (S.RETURNED, {S.RETURNED})
    assert {remark.field: remark.reason for remark in back.remarks.filter(is_settled=False)} == {
        "bicycles": "Kèm danh sách nhận xe",
        "text.limits": "Ghi rõ hơn",
    }
    notice = Notice.objects.get(person=asked.officer)
    assert notice.subject == "Báo cáo của Xã Thanh An bị trả lại"
    for said in ("Xe đạp đã trao: Kèm danh sách nhận xe", "Tồn tại, hạn chế: Ghi rõ hơn"):
        assert said in notice.text
    first = back.sent_at
    save_answers(asked.here, by=asked.officer, given={"bicycles": Given(Reading(4), was=Reading(5))})
    with clock.standing_at(at("04/7/2026")):
        again = send_submission(asked.here, by=asked.officer, on_record={})
    assert (again.status, again.sent_at, again.last_sent_at) == (S.SUBMITTED, first, at("04/7/2026"))
    assert not again.remarks.filter(is_settled=False).exists()
    assert Notice.objects.filter(person=asked.collector).count() == 2


def test_a_return_says_why_and_where(asked: Asked) -> None:
    make_sent(asked.here)
    for remarks, field in (({}, "reason"), ({"weather": "Sai"}, "weather"), ({"bicycles": "x" * 501}, "bicycles")):
        with pytest.raises(RuleBroken) as refusal:
            return_submission(asked.here, by=asked.collector, remarks=remarks)
        assert refusal.value.field == field
    assert return_submission(asked.here, by=asked.collector, remarks={}, reason="Thiếu chữ ký").remarks.get().field == ""
    with pytest.raises(RuleBroken, match="Bị trả lại"):
        return_submission(asked.here, by=asked.collector, remarks={}, reason="Lần nữa")


def test_accepted_it_counts_and_its_unit_is_told(asked: Asked) -> None:
    make_sent(asked.here, by=asked.officer)
    taken = accept_submission(asked.here, by=asked.collector)
    assert (taken.status, taken.accepted_by, statuses(taken)) == (S.ACCEPTED, asked.collector, {S.ACCEPTED})
    assert Notice.objects.get(person=asked.officer).subject == "Báo cáo của Xã Thanh An đã được nhận"
    with pytest.raises(RuleBroken, match="Đã nhận"):
        accept_submission(asked.here, by=asked.collector)
    back = return_submission(asked.here, by=asked.collector, remarks={"bicycles": "Chưa khớp danh sách"})
    assert (back.status, back.accepted_at, statuses(back)) == (S.RETURNED, None, {S.RETURNED})


def test_nobody_accepts_what_they_sent_or_what_lies_elsewhere(asked: Asked) -> None:
    make_sent(asked.here, by=asked.collector)
    with pytest.raises(RuleBroken, match="không tự nhận"):
        accept_submission(asked.here, by=asked.collector)
    for stranger in (asked.officer, asked.neighbour):
        with pytest.raises(RuleBroken, match="ngoài phạm vi"):
            accept_submission(asked.here, by=stranger)
    with pytest.raises(RuleBroken, match="Chưa làm"):
        accept_submission(asked.there, by=asked.collector)


def test_many_at_once_each_with_its_sentence(asked: Asked) -> None:
    second = make_user(RoleKind.PROVINCE_OFFICER, asked.province.unit)
    make_sent(asked.here)
    make_sent(asked.above, by=asked.collector)
    done, refused = accept_many([asked.here, asked.there, asked.above], by=second)
    assert done == [asked.here]
    assert {one.pk: "Chưa làm" in sentence for one, sentence in refused} == {asked.there.pk: True, asked.above.pk: False}


def test_accepting_costs_a_bounded_number_of_questions(asked: Asked) -> None:
    make_sent(asked.here, by=asked.officer)
    with CaptureQueriesContext(connection) as captured:
        accept_submission(asked.here, by=asked.collector)
    assert len(captured) <= 24


def test_extended_for_a_reason_to_a_later_instant(asked: Asked) -> None:
    later = asked.here.due_at + timedelta(days=3)
    for due_at, reason, field in ((asked.here.due_at, "Mưa lũ", "due_at"), (later, " ", "reason")):
        with pytest.raises(RuleBroken) as refusal:
            extend_submission(asked.here, by=asked.collector, due_at=due_at, reason=reason)
        assert refusal.value.field == field
    row = extend_submission(asked.here, by=asked.collector, due_at=later, reason="Mưa lũ")
    assert (row.due_at, row.extended_reason) == (later, "Mưa lũ")
    assert "Mưa lũ" in Notice.objects.get(person=asked.officer).text
    with clock.standing_at(later):
        assert not make_sent(asked.here).is_late
        with pytest.raises(RuleBroken, match="chưa gửi"):
            extend_submission(asked.here, by=asked.collector, due_at=later + timedelta(days=1), reason="Nữa")


def test_excused_and_asked_again(asked: Asked) -> None:
    save_answers(asked.here, by=asked.officer, given=typed(bicycles=5))
    row = excuse_submission(asked.here, by=asked.collector, reason="Xã đang sơ tán")
    assert (row.status, row.excused_reason) == (S.EXCUSED, "Xã đang sơ tán")
    again = ask_again(asked.here, by=asked.collector)
    assert (again.status, again.excused_reason, again.answers.count()) == (S.DUE, "", 1)
    assert Notice.objects.filter(person=asked.officer).count() == 2
    make_accepted(asked.there)
    with pytest.raises(RuleBroken, match="Đã nhận"):
        excuse_submission(asked.there, by=asked.collector, reason="Thôi")
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"submission.excused", "submission.asked_again"} <= acts


def test_who_answers_to_nobody_is_extended_and_excused_by_whoever_runs_the_programme_there(asked: Asked) -> None:
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        extend_submission(asked.above, by=asked.officer, due_at=at("12/7/2026", 17), reason="Mưa lũ")
    assert extend_submission(asked.above, by=asked.collector, due_at=at("12/7/2026", 17), reason="Mưa lũ").extended_reason
    assert excuse_submission(asked.above, by=asked.collector, reason="Không tổ chức").status == S.EXCUSED
    assert ask_again(asked.above, by=asked.collector).status == S.DUE
    make_sent(asked.above, by=asked.collector)
    assert return_submission(asked.above, by=asked.collector, remarks={}, reason="Xem lại").status == S.RETURNED


def test_more_time_given_afterwards_makes_nothing_late_good(asked: Asked) -> None:
    """Sent late, sent back, extended: still late; extended before it is sent: in time."""
    with clock.standing_at(at("12/7/2026")):
        for one in (asked.here, asked.there):
            one.refresh_from_db()
            assert one.due_at < clock.now()
        extend_submission(asked.there, by=None, due_at=at("20/7/2026"), reason="Lũ cuốn đường")
        make_sent(asked.here)
        make_sent(asked.there)
        return_submission(asked.here, by=None, remarks={}, reason="Thiếu số")
        extend_submission(asked.here, by=None, due_at=at("30/7/2026"), reason="Cho sửa")
        again = send_submission(asked.here, by=None, on_record={})
        asked.there.refresh_from_db()
    assert (again.is_late, asked.there.is_late) == (True, False)
    found = completeness(asked.round, territory=asked.province.unit)
    assert (found.sent, found.on_time, found.late) == (2, 1, 1)
    counted = Filters(asked.round.programme.slug, asked.province.unit.code, asked.round.code, clock.today())
    assert figure("submissions.on_time", counted).value == 1
