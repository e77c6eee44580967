"""Sent: checked, what is on record confirmed, once however often the button is pressed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.accounts.enums import RoleKind
from chungtay.audit.models import AuditEntry
from chungtay.core import clock
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.indicators.reading import Cell, Reading
from chungtay.notifications.models import Notice
from chungtay.submissions.actions import Given, GivenText, save_answers, send_submission
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import Submission, Tally
from chungtay.submissions.queries import answers, previous, readings
from chungtay.submissions.rules import OnRecord, findings, shown
from tests.make.people import make_user
from tests.make.submissions import Asked, at, make_accepted, make_asked, make_sent, typed

S = SubmissionStatus
SCREENED = Cell("screened_children")
RECORDS = {
    Cell("launch_event"): OnRecord(1),
    SCREENED: OnRecord(300, estimate=Estimate.AT_LEAST),
    Cell("bicycles"): OnRecord(50),
}


def found_in(submission: Submission, records: dict[Cell, OnRecord] | None = None) -> list[tuple[str, bool]]:
    known = records or {}
    said = shown(answers(submission), known)
    before = previous(submission)
    rows = findings(submission, answers=said, texts={}, on_record=known, before=readings(before) if before else {})
    return [(row.field, row.is_hard) for row in rows]


def test_what_is_on_record_is_confirmed_by_sending(asked: Asked) -> None:
    sent = send_submission(asked.here, by=asked.officer, on_record=RECORDS)
    assert (sent.status, sent.sent_by, sent.sent_at, sent.is_late) == (S.SUBMITTED, asked.officer, clock.now(), False)
    assert readings(asked.here)[SCREENED] == Reading(300, estimate=Estimate.AT_LEAST)
    row = answers(asked.here)[SCREENED]
    assert (row.on_record, row.on_record_estimate, row.written_by) == (300, Estimate.AT_LEAST, asked.officer)
    assert {tally.status for tally in Tally.objects.filter(submission=asked.here)} == {S.SUBMITTED}
    assert len(AuditEntry.objects.get(act="submission.sent").details["confirmed"]) == 3
    notice = Notice.objects.get(person=asked.collector)
    assert (notice.subject, notice.path) == ("Xã Thanh An đã gửi báo cáo", f"/dot-bao-cao/{asked.here.pk}/")


def test_sent_again_after_a_lost_answer_it_is_sent_once(asked: Asked) -> None:
    first = send_submission(asked.here, by=asked.officer, on_record=RECORDS)
    with clock.standing_at(at("03/7/2026")):
        again = send_submission(asked.here, by=asked.officer, on_record=RECORDS)
    assert (again.sent_at, again.last_sent_at, again.revision) == (first.sent_at, first.last_sent_at, first.revision)
    assert AuditEntry.objects.filter(act="submission.sent").count() == 1
    assert Notice.objects.filter(person=asked.collector).count() == 1


def test_where_nobody_above_is_asked_it_counts_at_once(asked: Asked) -> None:
    sent = make_sent(asked.above, by=asked.collector)
    assert (sent.status, sent.accepted_at, sent.accepted_by) == (S.ACCEPTED, clock.now(), None)
    assert {tally.status for tally in Tally.objects.filter(submission=sent)} == {S.ACCEPTED}
    assert send_submission(sent, by=asked.collector, on_record={}).revision == sent.revision


def test_late_is_allowed_and_said(asked: Asked) -> None:
    with clock.standing_at(asked.here.due_at + timedelta(seconds=1)):
        assert make_sent(asked.here).is_late
    with clock.standing_at(asked.there.due_at):
        assert not make_sent(asked.there).is_late


def test_hard_faults_stop_at_the_first_field(asked: Asked) -> None:
    assert found_in(asked.here) == [("launch_event", True)]
    with pytest.raises(RuleBroken) as refusal:
        send_submission(asked.here, by=asked.officer, on_record={})
    assert refusal.value.field == "launch_event"
    wrong = typed(launch_event=1, screened_children=10, screened_children__girls=12, congenital_heart_cases=11, insured_children=Reading(5))
    save_answers(asked.here, by=asked.officer, given=wrong)
    assert found_in(asked.here) == [
        ("screened_children.girls", True),
        ("congenital_heart_cases", True),
        ("insured_children", True),
    ]
    with pytest.raises(RuleBroken) as refusal:
        send_submission(asked.here, by=asked.officer, on_record={})
    assert refusal.value.field == "screened_children.girls"
    asked.here.refresh_from_db()
    assert (asked.here.status, asked.here.sent_at) == (S.DRAFT, None)


def test_a_no_and_a_correction_need_their_word(asked: Asked) -> None:
    said = typed(launch_event=0) | {"bicycles": Given(Reading(48), was=Reading(50)), "screened_children": Given(None, was=Reading(300))}
    records = {Cell("bicycles"): OnRecord(50), SCREENED: OnRecord(300)}
    save_answers(asked.here, by=asked.officer, given=said, on_record=records)
    assert found_in(asked.here, records) == [("launch_event", False), ("screened_children", True), ("bicycles", False)]
    explained = {
        "launch_event": Given(Reading(0, reason="Dịch COVID-19"), was=Reading(0)),
        "bicycles": Given(Reading(48, reason="Hai xe chưa về"), was=Reading(48)),
        "screened_children": Given(Reading(0, reason="Ghi nhầm xã"), was=None),
    }
    save_answers(asked.here, by=asked.officer, given=explained, on_record=records)
    assert found_in(asked.here, records) == []
    assert send_submission(asked.here, by=asked.officer, on_record=records).status == S.SUBMITTED


def test_a_jump_since_the_last_round_asks_for_a_word(asked: Asked) -> None:
    make_accepted(asked.here, children_total=1_000)
    with clock.standing_at(at("02/7/2027")):
        later = make_asked(asked.province, code="2027", year=2027).here
        save_answers(later, by=None, given=typed(launch_event=1, children_total=1_300))
        assert previous(later) == asked.here
        assert found_in(later) == [("children_total", False)]
        with pytest.raises(RuleBroken) as refusal:
            send_submission(later, by=None, on_record={})
        assert refusal.value.field == "children_total"
        save_answers(later, by=None, given={"children_total": Given(Reading(1_300, reason="Nhập khẩu mới"), was=Reading(1_300))})
        assert send_submission(later, by=None, on_record={}).status == S.SUBMITTED


def test_the_people_of_a_unit_are_those_at_it_and_its_offices(asked: Asked) -> None:
    make_user(RoleKind.LEADER, asked.province.unit)
    second = make_user(RoleKind.PROVINCE_OFFICER, asked.province.unit)
    make_user(RoleKind.ADMINISTRATOR, asked.province.country)
    make_sent(asked.here)
    assert set(Notice.objects.values_list("person", flat=True)) == {asked.collector.pk, second.pk}


def test_sending_costs_a_bounded_number_of_questions(asked: Asked) -> None:
    save_answers(asked.here, by=asked.officer, given=typed(launch_event=1), texts={"limits": GivenText("Không")})
    with CaptureQueriesContext(connection) as captured:
        send_submission(asked.here, by=asked.officer, on_record=RECORDS)
    assert len(captured) <= 32
