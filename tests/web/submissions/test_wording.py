"""How late, how sure: the words beside a submission."""

from chungtay.core.estimates import Estimate
from chungtay.indicators.reading import Cell, Reading
from chungtay.submissions.models import Submission
from chungtay.submissions.rules import OnRecord
from chungtay.web.submissions.held import Held
from chungtay.web.submissions.wording import late_words, time_left
from tests.make.submissions import at


def test_as_many_days_late_when_sent_as_while_it_was_awaited() -> None:
    due = at("10/7/2026", 17)
    sent = at("11/7/2026", 18)
    assert time_left(Submission(status="due", due_at=due), sent)[0] == "quá hạn 1 ngày"
    assert late_words(Submission(status="submitted", due_at=due, sent_at=sent, sent_due_at=due)) == "muộn 1 ngày"
    assert late_words(Submission(status="submitted", due_at=due, sent_at=at("10/7/2026", 20), sent_due_at=due)) == "muộn 3 giờ"
    assert late_words(Submission(status="submitted", due_at=due, sent_at=due, sent_due_at=due)) == ""


def test_a_number_without_its_mark_is_not_what_the_records_say() -> None:
    cell = Cell("screened_children")
    known = {cell: OnRecord(300, estimate=Estimate.AT_LEAST)}
    said = {Estimate.AT_LEAST: True, Estimate.EXACT: False}
    for estimate, is_same in said.items():
        shown = {cell: Reading(300, estimate=estimate, reason="Đếm lại")}
        assert Held(shown, (), {}, known, {}, {}).is_on_record(cell) is is_same
