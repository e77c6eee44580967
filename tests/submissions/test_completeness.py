"""Who has sent, on time, late, who is missing: rates over those who must answer."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungtay.core import clock
from chungtay.core.paging import key_page
from chungtay.submissions.actions import accept_submission, excuse_submission, return_submission
from chungtay.submissions.queries import BY_NAME, Completeness, asked_of, completeness, completeness_by, live_table, to_accept, to_answer
from chungtay.submissions.rules import is_overdue
from tests.make.submissions import Asked, at, make_sent


def test_reporting_rate_and_on_time_rate(asked: Asked) -> None:
    assert completeness(asked.round) == Completeness(expected=3, missing=3)
    make_sent(asked.here)
    with clock.standing_at(asked.there.due_at + timedelta(hours=1)):
        make_sent(asked.there)
        now = completeness(asked.round)
    assert now == Completeness(expected=3, sent=2, on_time=1, late=1, missing=1)
    assert (round(now.rate or 0), round(now.on_time_rate or 0)) == (67, 33)
    assert completeness(asked.round, at=at("20/7/2026")).overdue == 1
    assert completeness(asked.round, collector=asked.province.office) == Completeness(expected=2, sent=2, on_time=1, late=1)
    assert completeness(asked.round, territory=asked.province.there.unit) == Completeness(expected=1, sent=1, late=1)
    assert completeness(asked.round, collector=asked.province.here.unit).rate is None


def test_returned_is_awaited_again_and_excused_is_not_expected(asked: Asked) -> None:
    make_sent(asked.here)
    return_submission(asked.here, by=None, remarks={}, reason="Đếm lại")
    make_sent(asked.there)
    accept_submission(asked.there, by=None)
    excuse_submission(asked.above, by=None, reason="Không tổ chức")
    found = completeness(asked.round)
    assert found == Completeness(expected=2, sent=1, on_time=1, returned=1, accepted=1, excused=1)
    assert found.expected == found.sent + found.returned + found.missing
    parts = completeness_by(asked.round, "answers_to")
    assert sum(part.expected for part in parts.values()) == 2
    assert parts[asked.province.unit.pk].sent == 1


def test_overdue_is_said_of_what_never_came(asked: Asked) -> None:
    later = asked.here.due_at + timedelta(seconds=1)
    assert not is_overdue(asked.here, asked.here.due_at)
    assert is_overdue(asked.here, later)
    assert not is_overdue(make_sent(asked.here), later)


def test_one_statement_each_and_a_table_paged_by_name(asked: Asked) -> None:
    for ask in (completeness, live_table):
        with CaptureQueriesContext(connection) as captured:
            found = ask(asked.round, collector=asked.province.unit)
            names = [row.name for row in found] if not isinstance(found, Completeness) else []  # type: ignore[attr-defined]
        assert len(captured) == 1
    assert set(names) == {"Thanh An", "Sam Mứn"}
    first = key_page(live_table(asked.round, territory=asked.province.unit), by=BY_NAME, size=2)
    second = key_page(live_table(asked.round, territory=asked.province.unit), by=BY_NAME, size=2, after=first.next_key)
    assert [row.name for row in [*first.rows, *second.rows]] == ["Điện Biên", "Sam Mứn", "Thanh An"]  # type: ignore[attr-defined]


def test_what_waits_for_whom(asked: Asked) -> None:
    today = clock.today()
    assert list(to_answer(asked.officer, on=today)) == [asked.here]
    assert list(to_answer(asked.collector, on=today)) == [asked.here, asked.there, asked.above]
    make_sent(asked.here, by=asked.officer)
    make_sent(asked.there, by=asked.collector)
    assert list(to_accept(asked.collector, on=today)) == [asked.here]  # not what one sent oneself
    assert list(to_accept(asked.officer, on=today)) == []
    assert list(asked_of(asked.province.here.unit)) == [asked.here]
