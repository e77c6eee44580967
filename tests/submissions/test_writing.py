"""Filled in field by field: nothing typed is lost, nobody overwrites another unseen."""

from datetime import date

import pytest

from chungtay.accounts.actions import end_role
from chungtay.accounts.enums import RoleKind
from chungtay.accounts.models import Role
from chungtay.audit.models import AuditEntry
from chungtay.core.errors import RuleBroken
from chungtay.core.estimates import Estimate
from chungtay.indicators.reading import Cell, Reading
from chungtay.submissions.actions import Given, GivenText, excuse_submission, save_answers, send_nil, send_submission
from chungtay.submissions.enums import SubmissionStatus
from chungtay.submissions.models import MOST, Answer
from chungtay.submissions.queries import answers, readings, texts
from chungtay.submissions.rules import OnRecord
from tests.make.people import make_user
from tests.make.submissions import Asked, make_sent, typed

S = SubmissionStatus
SCREENED, GIRLS = Cell("screened_children"), Cell("screened_children", "girls")


def test_saved_at_every_step_and_kept(asked: Asked) -> None:
    first = save_answers(asked.here, by=asked.officer, given=typed(screened_children=Reading(300, estimate=Estimate.AT_LEAST)))
    assert (first.submission.status, first.conflicts) == (S.DRAFT, [])
    save_answers(
        asked.here, by=asked.officer, given=typed(screened_children__girls=120), texts={"limits": GivenText(" Báo cáo  muộn \r\n")}
    )
    assert readings(asked.here) == {SCREENED: Reading(300, estimate=Estimate.AT_LEAST), GIRLS: Reading(120)}
    assert texts(asked.here) == {"limits": "Báo cáo muộn"}
    entry = AuditEntry.objects.filter(act="submission.saved").latest("pk")
    assert entry.details["fields"][0] == {
        "field": "screened_children.girls",
        "was": None,
        "now": {"value": 120, "of": None, "estimate": "exact", "reason": ""},
    }


def test_the_same_form_twice_changes_nothing(asked: Asked) -> None:
    form, words = typed(bicycles=5), {"limits": GivenText("Không")}
    for _ in range(2):
        saved = save_answers(asked.here, by=asked.officer, given=form, texts=words)
        assert saved.conflicts == []
    assert saved.submission.revision == 1
    assert AuditEntry.objects.filter(act="submission.saved").count() == 1


def test_somebody_elses_word_is_shown_not_overwritten(asked: Asked) -> None:
    colleague = make_user(RoleKind.COMMUNE_OFFICER, asked.province.here.unit)
    save_answers(asked.here, by=colleague, given=typed(bicycles=5, banners=2), texts={"limits": GivenText("Đường xa")})
    saved = save_answers(asked.here, by=asked.officer, given=typed(bicycles=7, reportages=3), texts={"limits": GivenText("Thiếu người")})
    assert [(one.field, one.mine, one.theirs, one.who) for one in saved.conflicts] == [
        ("bicycles", Reading(7), Reading(5), str(colleague)),
        ("text.limits", "Thiếu người", "Đường xa", str(colleague)),
    ]
    assert readings(asked.here) == {Cell("bicycles"): Reading(5), Cell("banners"): Reading(2), Cell("reportages"): Reading(3)}
    chosen = {"bicycles": Given(Reading(7), was=Reading(5))}
    assert save_answers(asked.here, by=asked.officer, given=chosen).conflicts == []
    assert readings(asked.here)[Cell("bicycles")] == Reading(7)
    blanked = save_answers(asked.here, by=colleague, given={"bicycles": Given(None, was=Reading(5))})
    assert [(one.mine, one.theirs) for one in blanked.conflicts] == [(None, Reading(7))]


def test_what_was_not_touched_is_not_written(asked: Asked) -> None:
    known = {SCREENED: OnRecord(50)}
    untouched = {"screened_children": Given(Reading(50), was=Reading(50)), "banners": Given(None)}
    saved = save_answers(asked.here, by=asked.officer, given=untouched, on_record=known)
    assert (saved.submission.status, answers(asked.here)) == (S.DUE, {})


def test_a_correction_remembers_what_the_records_said(asked: Asked) -> None:
    corrected = {"screened_children": Given(Reading(48, reason="Hai em khám hai lần"), was=Reading(50))}
    save_answers(asked.here, by=asked.officer, given=corrected, on_record={SCREENED: OnRecord(50, estimate=Estimate.AT_LEAST)})
    row = answers(asked.here)[SCREENED]
    assert (row.value, row.on_record, row.on_record_estimate, row.reason) == (48, 50, Estimate.AT_LEAST, "Hai em khám hai lần")


@pytest.mark.parametrize(
    ("field", "now"),
    [
        ("bicycles", Reading(-1)),
        ("bicycles", Reading(MOST + 1)),
        ("bicycles", Reading(3, of=5)),
        ("insured_children", Reading(5, of=3)),
        ("launch_event", Reading(2)),
        ("bicycles", Reading(3, estimate="roughly")),
        ("bicycles", Reading(3, reason="x" * 501)),
        ("bicycles", Reading(3, reason="lạ \x00")),
        ("needs", Reading(3)),
        ("bicycles.girls", Reading(3)),
        ("screened_children.martians", Reading(3)),
        ("special_share", Reading(3)),
        ("", Reading(3)),
    ],
)
def test_what_nobody_can_mean_is_refused_at_its_field(asked: Asked, field: str, now: Reading) -> None:
    with pytest.raises(RuleBroken) as refusal:
        save_answers(asked.here, by=asked.officer, given=typed(banners=4) | {field: Given(now)})
    assert refusal.value.field == field
    assert not Answer.objects.exists()


def test_a_text_that_is_not_asked_or_too_long(asked: Asked) -> None:
    for code, text in (("weather", "Mưa"), ("limits", "x" * 5_001)):
        with pytest.raises(RuleBroken) as refusal:
            save_answers(asked.here, by=asked.officer, given={}, texts={code: GivenText(text)})
        assert refusal.value.field == f"text.{code}"


def test_only_for_ones_own_unit_and_those_below(asked: Asked) -> None:
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        save_answers(asked.there, by=asked.officer, given=typed(bicycles=5))
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        save_answers(asked.above, by=asked.officer, given=typed(bicycles=5))
    save_answers(asked.there, by=asked.collector, given=typed(bicycles=5))  # the level above helps
    end_role(Role.objects.get(user=asked.neighbour), by=None, on=date(2026, 7, 1), reason="Chuyển việc")
    with pytest.raises(RuleBroken, match="ngoài phạm vi"):
        save_answers(asked.there, by=asked.neighbour, given=typed(banners=5))


def test_locked_once_sent_accepted_or_excused(asked: Asked) -> None:
    make_sent(asked.here)
    with pytest.raises(RuleBroken, match="đã gửi"):
        save_answers(asked.here, by=asked.officer, given=typed(bicycles=5))
    make_sent(asked.above)  # nobody above reads it
    with pytest.raises(RuleBroken, match="đính chính"):
        save_answers(asked.above, by=asked.collector, given=typed(bicycles=5))
    excuse_submission(asked.there, by=None, reason="Đang sơ tán vì lũ")
    with pytest.raises(RuleBroken, match="được miễn"):
        save_answers(asked.there, by=asked.neighbour, given=typed(bicycles=5))
    with pytest.raises(RuleBroken):
        send_submission(asked.there, by=asked.neighbour, on_record={})


def test_nothing_to_report_is_a_word_and_undone_by_typing(asked: Asked) -> None:
    with pytest.raises(RuleBroken) as refusal:
        send_nil(asked.here, by=asked.officer, reason=" ")
    assert refusal.value.field == "nil_reason"
    save_answers(asked.here, by=asked.officer, given=typed(bicycles=5))
    with pytest.raises(RuleBroken, match="đang có số liệu"):
        send_nil(asked.here, by=asked.officer, reason="Xã không tổ chức")
    save_answers(asked.here, by=asked.officer, given={"bicycles": Given(None, was=Reading(5))})
    sent = send_nil(asked.here, by=asked.officer, reason="Xã không tổ chức")
    assert (sent.status, sent.is_nil, sent.nil_reason) == (S.SUBMITTED, True, "Xã không tổ chức")
    assert send_nil(asked.here, by=asked.officer, reason="Xã không tổ chức").last_sent_at == sent.last_sent_at


def test_who_has_records_has_something_to_report(asked: Asked) -> None:
    known = {Cell("reportages"): OnRecord(3)}
    with pytest.raises(RuleBroken, match="Hồ sơ của đơn vị có số liệu"):
        send_nil(asked.here, by=asked.officer, reason="Xã không tổ chức", on_record=known)
    none = {Cell("reportages"): OnRecord(0)}
    assert send_nil(asked.here, by=asked.officer, reason="Xã không tổ chức", on_record=none).is_nil
